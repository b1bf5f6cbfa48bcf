"""What clients have unless they are told otherwise."""

from .backoff import ExponentialWithJitterBackoff

DEFAULT_RETRY_COUNT = 10
DEFAULT_RETRY_BASE = 0.01
DEFAULT_RETRY_CAP = 1


def default_retry(kind):
    """How a client of its own pool tries again; a pool made by itself or from a URL does not."""
    backoff = ExponentialWithJitterBackoff(base=DEFAULT_RETRY_BASE, cap=DEFAULT_RETRY_CAP)
    return kind(backoff, DEFAULT_RETRY_COUNT)
