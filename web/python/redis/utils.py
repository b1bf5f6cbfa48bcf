"""Small helpers that programs import from here."""

import functools
import inspect
import warnings
from contextlib import contextmanager

from .driver_info import VERSION

HIREDIS_AVAILABLE = False
CRYPTOGRAPHY_AVAILABLE = False
SSL_AVAILABLE = False
DEFAULT_RESP_VERSION = 2
SENTINEL = object()


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


def ensure_string(key):
    if isinstance(key, bytes | str):
        return str_if_bytes(key)
    raise TypeError("Key must be either a string or bytes")


def truncate_text(txt, max_length=100):
    """A text without its end, where it is longer."""
    if len(txt) <= max_length:
        return txt
    return f"{txt[: max_length - 3].rpartition(' ')[0] or txt[: max_length - 3]}..."


def list_keys_to_dict(key_list, callback):
    return dict.fromkeys(key_list, callback)


def dict_merge(*dicts):
    return {name: value for each in dicts for name, value in each.items()}


def merge_result(command, res):
    """The different values of many lists, as a list."""
    return list({value for values in res.values() for value in values})


def format_error_message(host_error, exception):
    if not exception.args:
        return f"Error connecting to {host_error}."
    if len(exception.args) == 1:
        return f"Error {exception.args[0]} connecting to {host_error}."
    return f"Error {exception.args[0]} connecting to {host_error}. {exception.args[1]}."


def compare_versions(version1, version2):
    """1 when version2 is the later one, -1 when version1 is, else 0."""
    first, second = ([int(part) for part in v.split(".")] for v in (version1, version2))
    longest = max(len(first), len(second))
    for numbers in (first, second):
        numbers.extend([0] * (longest - len(numbers)))
    return (first < second) - (first > second)


def get_lib_version():
    return VERSION


def check_protocol_version(protocol, expected_version=3):
    try:
        return int(protocol) == expected_version
    except (TypeError, ValueError):
        return False


def dummy_fail():
    """What a retry calls after a failure when nothing is left to do."""


async def dummy_fail_async():
    """The same where it is awaited."""


# What is on its way out


def warn_deprecated(name, reason="", version="", stacklevel=2):
    text = f"Call to deprecated {name}."
    if reason:
        text += f" ({reason})"
    if version:
        text += f" -- Deprecated since version {version}."
    warnings.warn(text, category=DeprecationWarning, stacklevel=stacklevel + 1)


def deprecated_function(reason="", version="", name=None):
    """Has a function warn when it is called."""

    def decorator(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            warn_deprecated(name or func.__name__, reason, version)
            return func(*args, **kwargs)

        return wrapper

    return decorator


def deprecated_args(args_to_warn=("*",), allowed_args=(), reason="", version=""):
    """Has a function warn when it is given arguments that are on their way out."""

    def decorator(func):
        names = list(inspect.signature(func).parameters)

        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            given = {**dict(zip(names, args, strict=False)), **kwargs}
            for name in given.keys() - {"self", "cls"} - set(allowed_args):
                if "*" in args_to_warn or name in args_to_warn:
                    warn_deprecated(f"argument {name}", reason, version)
            return func(*args, **kwargs)

        return wrapper

    return decorator
