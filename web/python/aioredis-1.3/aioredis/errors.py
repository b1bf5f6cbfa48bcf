"""The errors of aioredis 1.3."""

__all__ = [
    "RedisError",
    "ProtocolError",
    "ReplyError",
    "MaxClientsError",
    "AuthError",
    "PipelineError",
    "MultiExecError",
    "WatchVariableError",
    "ChannelClosedError",
    "ConnectionClosedError",
    "ConnectionForcedCloseError",
    "PoolClosedError",
    "MasterNotFoundError",
    "SlaveNotFoundError",
    "ReadOnlyError",
]


class RedisError(Exception):
    """Base of all errors here."""


class ProtocolError(RedisError):
    """The server sent what is no RESP."""


class ReplyError(RedisError):
    """The server answered with an error; its text is the first argument."""

    MATCH_REPLY = None  # how the texts begin that are of this class

    def __new__(cls, msg, *args):
        for special in cls.__subclasses__():
            if msg and special.MATCH_REPLY and msg.startswith(special.MATCH_REPLY):
                return special(msg, *args)
        return super().__new__(cls, msg, *args)


class MaxClientsError(ReplyError):
    """The server has as many clients as it allows."""

    MATCH_REPLY = "ERR max number of clients reached"


class AuthError(ReplyError):
    """The server wants a password, or another one."""

    MATCH_REPLY = (
        "NOAUTH ",
        "ERR invalid password",
        "ERR Client sent AUTH, but no password is set",
    )


class BusyGroupError(ReplyError):
    """The stream has a consumer group of that name."""

    MATCH_REPLY = "BUSYGROUP Consumer Group name already exists"


class PipelineError(RedisError):
    """One or more commands of a pipeline failed; they are the second argument."""

    def __init__(self, errors):
        super().__init__(f"{type(self).__name__} errors:", errors)


class MultiExecError(PipelineError):
    """One or more commands of a transaction failed, or all of it."""


class WatchVariableError(MultiExecError):
    """A watched key was changed before EXEC."""


class ChannelClosedError(RedisError):
    """A channel was read whose subscription has ended."""


class ReadOnlyError(RedisError):
    """The server takes no writes."""


class MasterNotFoundError(RedisError):
    """No sentinel knows the master."""


class SlaveNotFoundError(RedisError):
    """No sentinel knows a replica."""


class MasterReplyError(RedisError):
    """The master answered a sentinel's client with an error."""


class SlaveReplyError(RedisError):
    """A replica answered a sentinel's client with an error."""


class ConnectionClosedError(RedisError):
    """The connection was closed."""


class ConnectionForcedCloseError(ConnectionClosedError):
    """The connection was closed by the program, with calls still waiting."""


class PoolClosedError(RedisError):
    """The pool was closed."""


def from_reply(text):
    """What an error that the server answered with is raised as."""
    error = ReplyError(text)
    return ReadOnlyError(text) if text.startswith("READONLY") else error


def from_world(error):
    """What a call is failed with that the world rejected."""
    text = str(error)
    if error.kind == "server":
        return from_reply(text.partition(": ")[2] if text.startswith("handshake with ") else text)
    if error.kind == "protocol":
        return ProtocolError(text)
    if error.kind == "closed":
        return from_end(text)
    return RedisError(text)


def from_end(text):
    """The error of a connection that came to its end, by the world's words for it."""
    if "reset" in text:
        return ConnectionResetError(104, "Connection reset by peer")
    return ConnectionClosedError("Reader at end of file")
