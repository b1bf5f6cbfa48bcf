"""The errors of aioredis 1.3."""


class RedisError(Exception):
    """Base of all errors here."""


class ProtocolError(RedisError):
    """The server sent what is no RESP."""


class ReplyError(RedisError):
    """The server answered with an error; its text is the first argument."""

    MATCH_REPLY = None  # how the texts begin that are of this class

    def __new__(cls, msg, *args):
        for special in cls.__subclasses__():
            if msg.startswith(special.MATCH_REPLY):
                return special(msg, *args)
        return super().__new__(cls, msg, *args)


class MaxClientsError(ReplyError):
    MATCH_REPLY = "ERR max number of clients reached"


class AuthError(ReplyError):
    MATCH_REPLY = ("NOAUTH ", "ERR invalid password", "WRONGPASS ")


class ReadOnlyError(ReplyError):
    MATCH_REPLY = "READONLY "


class PipelineError(RedisError):
    """One or more commands of a pipeline failed."""

    def __init__(self, errors):
        super().__init__(f"{type(self).__name__} errors:", errors)


class MultiExecError(PipelineError):
    """The transaction failed."""


class WatchVariableError(MultiExecError):
    """A watched key was changed before EXEC."""


class ChannelClosedError(RedisError):
    """A channel was read whose subscription has ended."""


class ConnectionClosedError(RedisError):
    """The connection was closed."""


class ConnectionForcedCloseError(ConnectionClosedError):
    """The connection was closed by the program, with calls still waiting."""


class PoolClosedError(RedisError):
    """The pool was closed."""


def from_world(error):
    """The aioredis error for a call that the world rejected."""
    text = str(error)
    if error.kind == "server":
        if text.startswith("handshake with "):
            text = text.partition(": ")[2]
        return ReplyError(text)
    if error.kind == "protocol":
        return ProtocolError(text)
    if error.kind == "watch":
        return WatchVariableError("WATCH variable has changed")
    if error.kind == "closed":
        return ConnectionClosedError(text)
    return RedisError(text)
