"""How long to wait between two tries."""

import random

DEFAULT_CAP = 0.512
DEFAULT_BASE = 0.008


class AbstractBackoff:
    """compute returns the seconds to wait after a number of failures."""

    def reset(self):
        pass

    def compute(self, failures):
        raise NotImplementedError

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self):
        return hash((type(self), *sorted(vars(self).items())))


class ConstantBackoff(AbstractBackoff):
    def __init__(self, backoff):
        self._backoff = backoff

    def compute(self, failures):
        return self._backoff


class NoBackoff(ConstantBackoff):
    def __init__(self):
        super().__init__(0)


class ExponentialBackoff(AbstractBackoff):
    def __init__(self, cap=DEFAULT_CAP, base=DEFAULT_BASE):
        self._cap = cap
        self._base = base

    def compute(self, failures):
        return min(self._cap, self._base * 2**failures)


class FullJitterBackoff(ExponentialBackoff):
    def compute(self, failures):
        return random.uniform(0, super().compute(failures))


class EqualJitterBackoff(ExponentialBackoff):
    def compute(self, failures):
        half = super().compute(failures) / 2
        return half + random.uniform(0, half)


class ExponentialWithJitterBackoff(ExponentialBackoff):
    def compute(self, failures):
        return min(self._cap, random.random() * self._base * 2**failures)


class DecorrelatedJitterBackoff(AbstractBackoff):
    def __init__(self, cap=DEFAULT_CAP, base=DEFAULT_BASE):
        self._cap = cap
        self._base = base
        self._previous_backoff = 0

    def reset(self):
        self._previous_backoff = 0

    def compute(self, failures):
        longest = max(self._base, self._previous_backoff * 3)
        self._previous_backoff = min(self._cap, random.uniform(self._base, longest))
        return self._previous_backoff


def default_backoff():
    return EqualJitterBackoff()
