"""What connections have besides, by the way that they take to the server."""

class TcpOptions:
    """What a connection to a host and port has besides."""

    def _at(self, host, port, socket_keepalive, socket_keepalive_options, socket_type):
        self.host = host
        self.port = _port(port)
        self.socket_keepalive = socket_keepalive
        self.socket_keepalive_options = socket_keepalive_options or {}
        self.socket_type = socket_type

    def repr_pieces(self):
        return self._named([("host", self.host), ("port", self.port), ("db", self.db)])

    def _host_error(self):
        return f"{self.host}:{self.port}"

    def getpeername(self):
        return self.host if self.is_connected else None


def _port(port):
    try:
        return int(port)
    except ValueError:
        raise TypeError(f"port must be an integer, not {type(port).__name__}") from None


SSL_OPTIONS = (
    "ssl_keyfile", "ssl_certfile", "ssl_cert_reqs", "ssl_include_verify_flags",
    "ssl_exclude_verify_flags", "ssl_ca_certs", "ssl_ca_data", "ssl_ca_path",
    "ssl_check_hostname", "ssl_min_version", "ssl_ciphers", "ssl_password", "ssl_validate_ocsp",
    "ssl_validate_ocsp_stapled", "ssl_ocsp_context", "ssl_ocsp_expected_cert",
)  # fmt: skip


class TlsOptions:
    """What a connection that asked for TLS has besides: the link is simulated, all is readable."""

    def _secure(self, options):
        """Keeps the TLS options, which are properties by their names without `ssl_`."""
        self._tls_options = {name: options[name] for name in SSL_OPTIONS if name in options}


def _tls_option(name):
    return property(lambda self: self._tls_options.get(name))


for _name in SSL_OPTIONS:
    if _name != "ssl_password":  # password is that of the login
        setattr(TlsOptions, _name.removeprefix("ssl_"), _tls_option(_name))


class PathOptions:
    """What a connection through a socket file has besides."""

    def repr_pieces(self):
        return self._named([("path", self.path), ("db", self.db)])

    def _host_error(self):
        return self.path

    def getpeername(self):
        return None
