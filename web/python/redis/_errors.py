"""Turns what the world and the server report into the errors of redis."""

from resplay.wire import ErrorReply

from . import exceptions as e

_HANDSHAKE = "handshake with "

# By the first word of an error reply. The word goes, the rest is the message.
_BY_CODE = {
    "ERR": e.ResponseError,
    "ASK": e.AskError,
    "CLUSTERDOWN": e.ClusterDownError,
    "CROSSSLOT": e.ClusterCrossSlotError,
    "EXECABORT": e.ExecAbortError,
    "LOADING": e.BusyLoadingError,
    "MASTERDOWN": e.MasterDownError,
    "MOVED": e.MovedError,
    "NOAUTH": e.AuthenticationError,
    "NOPERM": e.NoPermissionError,
    "NOSCRIPT": e.NoScriptError,
    "OOM": e.OutOfMemoryError,
    "READONLY": e.ReadOnlyError,
    "TRYAGAIN": e.TryAgainError,
    "WRONGPASS": e.AuthenticationError,
}

# Plain ERR replies that deserve a class of their own, by how they begin.
_BY_WORDS = {
    "max number of clients reached": e.ConnectionError,
    "invalid password": e.AuthenticationError,
    "Client sent AUTH, but no password is set": e.AuthenticationError,
    "AUTH <password> called without any password configured": e.AuthenticationError,
    "wrong number of arguments for 'auth' command": e.AuthenticationWrongNumberOfArgsError,
}

_BY_KIND = {
    "closed": e.ConnectionError,
    "protocol": e.InvalidResponse,
    "usage": e.DataError,
}


def from_reply(text):
    """The exception for an error reply."""
    code, _, rest = text.partition(" ")
    make = _BY_CODE.get(code)
    if make is None:
        return e.ResponseError(text)
    if code == "ERR":
        for words, special in _BY_WORDS.items():
            if rest.startswith(words):
                make = special
    return make(rest)


def in_values(reply):
    """A reply whose inner errors, if it has any, are exceptions; they are not raised."""
    kind = type(reply)
    if kind is ErrorReply:
        return from_reply(reply.message)
    if kind is list:
        return [in_values(item) for item in reply]
    if kind is dict:
        return {key: in_values(item) for key, item in reply.items()}
    return reply


def from_world(error, address="the server"):
    """The exception for a call that the world rejected, on the way to an address."""
    text = str(error)
    if error.kind == "server":
        if text.startswith(_HANDSHAKE):
            text = text.removeprefix(_HANDSHAKE).partition(": ")[2]
        return from_reply(text)
    if error.kind == "watch":
        return e.WatchError("Watched variable changed.")
    if error.kind == "pool":
        return e.MaxConnectionsError("Too many connections")
    if error.kind == "timeout":
        return e.TimeoutError(_timeout(text, address))
    if error.kind == "closed" and text.startswith("connect to "):
        reason = text.partition(": ")[2]
        return e.ConnectionError(f"Error 111 connecting to {address}. {reason}.")
    return _BY_KIND.get(error.kind, e.RedisError)(text)


def _timeout(text, address):
    if text.startswith("connect to "):
        return "Timeout connecting to server"
    return f"Timeout reading from {address}"
