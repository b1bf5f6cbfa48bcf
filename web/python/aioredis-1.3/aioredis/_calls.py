"""Calls that were written, the futures that programs have of them, and how replies are read."""

import asyncio

from resplay.port import WorldError
from resplay.wire import ErrorReply

from . import errors
from .util import decode


class Future(asyncio.Future):
    """What the program awaits; cancelling it is told to whom it may concern."""

    give_up = None

    def cancel(self, msg=None):
        if not super().cancel(msg):
            return False
        if self.give_up is not None:
            self.give_up()
        return True


class Call:
    """One call: what its answer is read as, and the future that gets it."""

    def __init__(self, connection, encoding, cb):
        self._connection = connection
        self.encoding = encoding
        self.cb = cb
        self.number = None
        self.future = Future(loop=asyncio.get_running_loop())

    def done(self):
        return False

    def set_result(self, answer):
        self._connection._settled(self, answer)

    def succeed(self, reply):
        if not self.future.done():  # cancelled: the reply is dropped
            self.future.set_result(reply)

    def fail(self, error):
        if not self.future.done():
            self.future.set_exception(error)


def as_error(answer):
    if isinstance(answer, WorldError):
        return errors.from_world(answer)
    return errors.from_reply(answer.message)


def read_queued(reply, encoding, cb):
    """A reply within EXEC's, by what was said when it was queued; an error is a value there."""
    if isinstance(reply, ErrorReply):
        return as_error(reply)
    if isinstance(reply, errors.RedisError):
        return reply
    try:
        reply = reply if encoding is None else decode(reply, encoding)
        return reply if cb is None else cb(reply)
    except Exception as error:
        return error
