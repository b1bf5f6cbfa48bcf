"""The options of a connection: which there are, and what they are for the world's client."""

_DEFAULTS = {"host": "localhost", "port": 6379, "db": 0}

# What changes nothing here, since the link is simulated, but is no mistake either.
_WITHOUT_EFFECT = {
    "socket_keepalive", "socket_keepalive_options", "socket_type", "socket_read_size",
    "retry_on_timeout", "retry_on_error", "retry", "health_check_interval", "parser_class",
    "lib_name", "lib_version", "redis_connect_func", "command_packer", "event_dispatcher",
    "encoder_class", "cache", "cache_config", "path", "ssl", "driver_info",
    "maint_notifications_config",
}  # fmt: skip

KNOWN = {
    *_DEFAULTS, *_WITHOUT_EFFECT, "username", "password", "socket_timeout",
    "socket_connect_timeout", "encoding", "encoding_errors", "decode_responses", "client_name",
    "protocol", "credential_provider",
}  # fmt: skip


def check(options):
    """Refuses options that no connection has, by name."""
    for name in options:
        if name not in KNOWN and not name.startswith("ssl_"):
            raise TypeError(
                f"Connection.__init__() got an unexpected keyword argument '{name}'; "
                f"known are {', '.join(sorted(KNOWN))}"
            )
    protocol = options.get("protocol") or 2
    if str(protocol) not in ("2", "3"):
        raise ValueError("protocol must be either 2 or 3")


def for_world(options):
    """The keys and values of the world's CLIENT message."""
    options = _DEFAULTS | options
    pairs = {
        "host": "localhost" if options.get("path") else options["host"],
        "port": options["port"],
        "db": int(options["db"] or 0),
        "protocol": options.get("protocol") or 2,
        "name": options.get("client_name"),
        "connect-timeout": _milliseconds(options.get("socket_connect_timeout")),
        "command-timeout": _milliseconds(options.get("socket_timeout")),
    }
    pairs["username"], pairs["password"] = _login(options)
    return [part for pair in pairs.items() if pair[1] is not None for part in pair]


def _login(options):
    provider = options.get("credential_provider")
    if provider is None:
        return options.get("username"), options.get("password")
    username, *password = ("", *provider.get_credentials())[-2:]
    return username or None, password[0]


def _milliseconds(seconds):
    return None if seconds is None else max(1, round(seconds * 1000))


def _bool(word):
    if word.upper() in ("0", "F", "FALSE", "N", "NO"):
        return False
    return bool(word)


URL_READERS = {
    "db": int,
    "decode_responses": _bool,
    "health_check_interval": int,
    "max_connections": int,
    "protocol": int,
    "retry_on_error": list,
    "retry_on_timeout": _bool,
    "socket_connect_timeout": float,
    "socket_keepalive": _bool,
    "socket_timeout": float,
    "ssl_check_hostname": _bool,
    "timeout": float,
}
