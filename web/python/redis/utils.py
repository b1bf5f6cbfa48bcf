"""Small helpers that programs import from here."""

from contextlib import contextmanager

HIREDIS_AVAILABLE = False
CRYPTOGRAPHY_AVAILABLE = False
SSL_AVAILABLE = False


def from_url(url, **kwargs):
    """A client for the server that a URL names."""
    from .client import Redis

    return Redis.from_url(url, **kwargs)


@contextmanager
def pipeline(redis_obj):
    """A pipeline that runs when the block ends."""
    pipe = redis_obj.pipeline()
    yield pipe
    pipe.execute()


def str_if_bytes(value):
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else value


def safe_str(value):
    return str(str_if_bytes(value))
