"""Reads what a Redis URL says about a connection."""

from urllib.parse import parse_qs, unquote, urlparse


def parse_url(url, path_class, tls_class):
    """The connection options in a URL; with the kind of connection that its scheme asks for."""
    if not isinstance(url, str):
        raise TypeError(f"a Redis URL is a str, not {type(url).__name__}")
    parts = urlparse(url)
    if not url.lower().startswith(("redis://", "rediss://", "unix://")):
        raise ValueError(
            "Redis URL must specify one of the following schemes (redis://, rediss://, unix://)"
        )
    options = _query(parts.query)
    if parts.username:
        options["username"] = unquote(parts.username)
    if parts.password:
        options["password"] = unquote(parts.password)
    if parts.scheme == "unix":
        if parts.path:
            options["path"] = unquote(parts.path)
        options["connection_class"] = path_class
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
        options["connection_class"] = tls_class
    return options


def _query(query):
    options = {}
    for name, values in parse_qs(query).items():
        read = URL_QUERY_ARGUMENT_PARSERS.get(name)
        try:
            options[name] = read(values[0]) if read else values[0]
        except (TypeError, ValueError):
            raise ValueError(f"Invalid value for '{name}' in connection URL.") from None
    return options


def to_bool(value):
    """A word as a truth; None for none."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.upper() in ("0", "F", "FALSE", "N", "NO"):
        return False
    return bool(value)


def _flags(value):
    return [word.strip() for word in value.strip("[]").split(",") if word.strip()]


URL_QUERY_ARGUMENT_PARSERS = {
    "db": int,
    "decode_responses": to_bool,
    "health_check_interval": int,
    "legacy_responses": to_bool,
    "max_connections": int,
    "protocol": int,
    "retry_on_error": list,
    "retry_on_timeout": to_bool,
    "socket_connect_timeout": float,
    "socket_keepalive": to_bool,
    "socket_read_size": int,
    "socket_timeout": float,
    "ssl_check_hostname": to_bool,
    "ssl_exclude_verify_flags": _flags,
    "ssl_include_verify_flags": _flags,
    "ssl_min_version": int,
    "timeout": float,
}
