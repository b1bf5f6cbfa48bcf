"""The world's client behind a pool or a lone connection: it dials, keeps and lends connections."""

from resplay import port
from resplay.port import WorldError


# Calls of their own, beside those on a connection that is lent.
_PLAIN = (b"CALL", b"PIPE")


class WorldClient:
    """A client of the world with the options of a connection. Nothing is dialed by making it."""

    error = None  # why the world could not make it
    refused = False  # the last failure was that it could not connect

    def __init__(self, connection, login, limits):
        self._port = here = port.current()
        self.number = here.number()
        options = (*_options(connection, login), *limits)
        pairs = zip(options[::2], options[1::2], strict=True)
        given = [part for pair in pairs if pair[1] is not None for part in pair]
        here.ask(self, b"CLIENT", self.number, *given)

    def done(self):
        return False

    def set_result(self, result):
        if isinstance(result, WorldError):
            self.error = result

    def calls(self):
        """How many calls are under way, each on a connection."""
        asked = self._port._asked.values()
        return sum(message[0] in _PLAIN and message[1] == self.number for _, message in asked)

    def drop(self):
        """Closes it without waiting for that."""
        if self._port is port.current():  # the run that it was made in may be over
            self._port.ask(_Unheard(), b"DISCONNECT", self.number)


class _Unheard:
    """Stands for an answer that nobody waits for."""

    def done(self):
        return True


def _options(connection, login):
    username, password = login
    return (
        *("host", getattr(connection, "host", "localhost")),
        *("port", getattr(connection, "port", 6379)),
        *("db", _database(connection.db)),
        *("protocol", connection.protocol),
        *("name", connection.client_name),
        *("connect-timeout", _milliseconds(connection.socket_connect_timeout)),
        *("command-timeout", _milliseconds(connection.socket_timeout)),
        *("redials", 0),  # what is tried again, and when, the connection's Retry says
        *("username", username or None),
        *("password", password or None),
        *("mode", "percall"),
    )


def _database(db):
    return 0 if db in (None, "") else int(db)


def _milliseconds(seconds):
    return None if seconds is None else max(1, round(seconds * 1000))


def login_of(credentials):
    """(username, password) of what a provider returned, which may be a password alone."""
    username, *password = ("", *credentials)[-2:]
    return username, password[0]


