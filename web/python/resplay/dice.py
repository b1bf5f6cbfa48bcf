"""Randomness that follows from a run's seed, also where Python would ask the system for it."""

import os
import random
import sys

_system = random.Random(0)  # what answers in the system's place
_seed = random.Random.seed


def begin(seed):
    """Has all that is random follow from a seed."""
    random.seed(seed)
    _system.seed(f"system {seed}")


def end():
    """Forgets what one run has made up: the node and the times of uuid."""
    sys.modules.pop("uuid", None)


def urandom(size, /):
    """os.urandom: uuid and secrets are made of it."""
    if size < 0:
        raise ValueError("negative argument not allowed")
    return _system.randbytes(size)


def _seed_of_system(self, a=None, version=2):
    """random.Random.seed, whose default is the system's randomness."""
    _seed(self, int.from_bytes(urandom(32)) if a is None else a, version)


def install():
    """Puts these in the place of what is random in earnest."""
    os.urandom = random._urandom = urandom
    random.Random.seed = _seed_of_system
    random.seed = random._inst.seed
