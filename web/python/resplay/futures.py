"""The futures of executors, in an order that is the same in every run."""

import concurrent.futures
import itertools
from concurrent.futures import _base

from . import lanes, port


def as_completed(fs, timeout=None):
    """concurrent.futures.as_completed; those of one instant in the order in which they ended."""
    until = -1 if timeout is None else port.current().now + round(timeout * 1_000_000_000)
    futures = list(dict.fromkeys(fs))
    ended = []
    for future in futures:
        future.add_done_callback(ended.append)
    for place, _ in enumerate(futures):
        if not lanes.wait_until(lambda: len(ended) > place, until):
            left = len(futures) - place
            raise TimeoutError(f"{left} (of {len(futures)}) futures unfinished")
        yield ended[place]


class Future(concurrent.futures.Future):
    """A future that sets keep in the order in which futures were made, in every run."""

    _numbers = itertools.count()

    def __init__(self):
        super().__init__()
        self._number = next(Future._numbers)

    def __hash__(self):
        return self._number


def begin():
    """Numbers a run's futures from the first on."""
    Future._numbers = itertools.count()


def install():
    """Has as_completed give what is done in the order in which it came to its end."""
    concurrent.futures.as_completed = _base.as_completed = as_completed
