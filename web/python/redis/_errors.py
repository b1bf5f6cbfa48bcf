"""Turns what the world and the server report into the errors of redis."""

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
    "timeout": e.TimeoutError,
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


def from_world(error):
    """The exception for a call that the world rejected."""
    text = str(error)
    if error.kind == "server":
        if text.startswith(_HANDSHAKE):
            text = text.removeprefix(_HANDSHAKE).partition(": ")[2]
        return from_reply(text)
    if error.kind == "watch":
        return e.WatchError("Watched variable changed.")
    if error.kind == "pool":
        return e.MaxConnectionsError("Too many connections")
    return _BY_KIND.get(error.kind, e.RedisError)(text)
