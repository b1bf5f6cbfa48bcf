"""Reads what a Redis URL says about a connection."""

from urllib.parse import parse_qs, unquote, urlparse

from . import _options


def parse_url(url):
    """The connection options in a URL; "unix_socket" is set for unix://."""
    if not isinstance(url, str):
        raise TypeError(f"a Redis URL is a str, not {type(url).__name__}")
    parts = urlparse(url)
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError(
            "Redis URL must specify one of the following schemes (redis://, rediss://, unix://)"
        )
    options = _query(parts.query)
    if parts.username:
        options["username"] = unquote(parts.username)
    if parts.password:
        options["password"] = unquote(parts.password)
    if parts.scheme == "unix":
        options["path"] = unquote(parts.path)
        return options
    if parts.hostname:
        options["host"] = unquote(parts.hostname)
    if parts.port:
        options["port"] = int(parts.port)
    if parts.path and "db" not in options:
        # A path that is no number has always been passed over.
        database = unquote(parts.path).replace("/", "")
        if database.isdigit():
            options["db"] = int(database)
    if parts.scheme == "rediss":
        options["ssl"] = True
    return options


def _query(query):
    options = {}
    for name, values in parse_qs(query).items():
        value = unquote(values[0])
        read = _options.URL_READERS.get(name)
        try:
            options[name] = read(value) if read else value
        except (TypeError, ValueError):
            raise ValueError(f"Invalid value for '{name}' in connection URL.") from None
    return options
