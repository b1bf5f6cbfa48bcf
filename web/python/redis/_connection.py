"""What connections of both clients share: their options, what was sent, and what has come."""

import copy
import warnings
import weakref
from collections import deque

from resplay import port, tasks, wire

from . import _errors
from ._encoder import Encoder
from .backoff import NoBackoff
from .driver_info import UNSET, resolve
from .exceptions import ConnectionError, DataError, TimeoutError

_SUBSCRIBERS = {
    b"SUBSCRIBE", b"PSUBSCRIBE", b"SSUBSCRIBE",
    b"UNSUBSCRIBE", b"PUNSUBSCRIBE", b"SUNSUBSCRIBE",
}  # fmt: skip


_BLOCKING = {
    b"BLPOP", b"BRPOP", b"BLMOVE", b"BRPOPLPUSH", b"BLMPOP", b"BZPOPMIN", b"BZPOPMAX", b"BZMPOP",
    b"WAIT", b"WAITAOF",
}  # fmt: skip


def may_block(packed):
    """Whether a command may wait on the server."""
    name = packed[0].upper()
    if name in (b"XREAD", b"XREADGROUP"):
        return any(part.upper() == b"BLOCK" for part in packed[1:8])
    return name in _BLOCKING


class Answer:
    """The reply to a command, which may come before anybody waits for it."""

    def __init__(self, connection, packed):
        self._connection = connection
        self.what = f"the reply to {' '.join(str(part, 'utf-8', 'replace') for part in packed)}"
        self.came = None  # (reply,) once it is there

    def done(self):
        return False

    def set_result(self, reply):
        self.came = (reply,)
        self._connection._came()


class _Confirmed(Answer):
    """Nothing by itself: what a subscription comes to are pushes. An error is their place."""

    def set_result(self, reply):
        if isinstance(reply, port.WorldError):
            self._connection._incoming.append((reply,))
        self._connection._came()


class _Pong(Answer):
    """How a subscriber's PING is answered depends on the protocol; as a push it does not."""

    def set_result(self, reply):
        if not isinstance(reply, port.WorldError):
            reply = [b"pong", reply[-1] if isinstance(reply, list) else reply]
            reply[1] = b"" if reply[1] in (b"PONG", None) else reply[1]
        self._connection._incoming.append((reply,))
        self._connection._came()


class _Ear:
    """Hears what comes for a connection, and does not keep it from being garbage."""

    def __init__(self, connection):
        self._connection = weakref.ref(connection)

    def pushed(self, value):
        if (connection := self._connection()) is not None:
            connection.pushed(value)

    def lost(self, message):
        if (connection := self._connection()) is not None:
            connection.lost(message)


class AbstractConnection:
    """One connection to the server: a place of its own in the world while it is connected."""

    retry_class = None  # of the kind that this connection's client can wait for
    _number = None  # of the world's dedicated connection, while there is one
    _pool = None  # that it belongs to; None: it stands alone
    _world = None  # the world's client of one that stands alone

    def __init__(
        self, *, db=0, password=None, socket_timeout=None, socket_connect_timeout=None,
        retry_on_timeout=False, retry_on_error=UNSET, encoding="utf-8", encoding_errors="strict",
        decode_responses=False, parser_class=None, socket_read_size=32768,
        health_check_interval=0, client_name=None, lib_name=UNSET, lib_version=UNSET,
        driver_info=UNSET, username=None, retry=None, redis_connect_func=None,
        encoder_class=Encoder, credential_provider=None, protocol=2, legacy_responses=True,
        command_packer=None, event_dispatcher=None, maint_notifications_config=None,
    ):  # fmt: skip
        if (username or password) and credential_provider is not None:
            raise DataError(
                "'username' and 'password' cannot be passed along with 'credential_provider'. "
                "Please provide only one of the following arguments: \n"
                "1. 'password' and (optional) 'username'\n"
                "2. 'credential_provider'"
            )
        self.db = db
        self.client_name = client_name
        self.driver_info = resolve(driver_info, lib_name, lib_version)
        self.credential_provider = credential_provider
        self.password = password
        self.username = username
        self.socket_timeout = socket_timeout
        self.socket_connect_timeout = (
            socket_timeout if socket_connect_timeout is None else socket_connect_timeout
        )
        self.retry_on_timeout = retry_on_timeout
        self.retry_on_error = [] if retry_on_error in (UNSET, None) else list(retry_on_error)
        if retry_on_timeout:
            self.retry_on_error.append(TimeoutError)
        self.retry = self._retrying(retry)
        self.health_check_interval = health_check_interval
        self.next_health_check = -1
        self.redis_connect_func = redis_connect_func
        self.encoder = encoder_class(encoding, encoding_errors, decode_responses)
        self.protocol = _protocol(protocol)
        self.legacy_responses = legacy_responses
        self._connect_callbacks = []
        self._should_reconnect = False
        self._forget()

    def _forget(self):
        self._incoming = deque()  # answers that are due, and pushes that have come
        self._listening = False  # pushes are what it waits for

    def _retrying(self, retry):
        """A copy of what was given, since retrying has a state; by default none is done."""
        kind = self.retry_class
        if retry is None:
            retry = kind(NoBackoff(), 1 if self.retry_on_error else 0)
        retry = copy.deepcopy(retry)
        if not isinstance(retry, kind):  # the other client's
            retry = kind(retry._backoff, retry._retries, retry._supported_errors)
        retry.update_supported_errors(self.retry_on_error)
        return retry

    def __repr__(self):
        parts = ",".join(f"{name}={value}" for name, value in self.repr_pieces())
        return f"<{type(self).__module__}.{type(self).__name__}({parts})>"

    def __del__(self, _warnings=warnings):
        if self._number is not None:
            _warnings.warn(f"unclosed Connection {self!r}", ResourceWarning, source=self)
            self._let_go()

    def repr_pieces(self):
        raise NotImplementedError

    def _named(self, pieces):
        return [*pieces, ("client_name", self.client_name)] if self.client_name else pieces

    def _host_error(self):
        """The address, as errors name it."""
        raise NotImplementedError

    @property
    def is_connected(self):
        return self._number is not None

    def get_protocol(self):
        return self.protocol

    def set_parser(self, parser_class):
        """The world parses; this is here for programs that choose a parser."""

    def register_connect_callback(self, callback):
        """Has a method called with the connection each time that it has connected."""
        method = weakref.WeakMethod(callback)
        if method not in self._connect_callbacks:
            self._connect_callbacks.append(method)

    def deregister_connect_callback(self, callback):
        method = weakref.WeakMethod(callback)
        if method in self._connect_callbacks:
            self._connect_callbacks.remove(method)

    def mark_for_reconnect(self):
        self._should_reconnect = True

    def should_reconnect(self):
        return self._should_reconnect

    def reset_should_reconnect(self):
        self._should_reconnect = False

    # Where it is in the world

    def _begin(self, number):
        self._number = number
        self._forget()
        self._port = port.current()
        self._port.listen(number, _Ear(self))

    def _introduction(self):
        """The commands that tell the server which libraries it has to do with."""
        driver = self.driver_info
        if driver is None or driver.is_plain:
            return
        for what, word in (("LIB-NAME", driver.formatted_name), ("LIB-VER", driver.lib_version)):
            if word:
                yield "CLIENT SETINFO", what, word

    def _let_go(self):
        """Gives the place in the world back; the server hears no more of this connection."""
        number, self._number = self._number, None
        if number is not None and self._port is port.current():  # its run may be over
            self._port.forget(number)
            self._port.send(b"RELEASE", number)

    def pushed(self, value):
        if self._listening:
            self._incoming.append((value,))
            self._came()

    def lost(self, message):
        self._let_go()
        if self._listening:
            text = f"Connection closed by server: {message}"
            self._incoming.append((port.WorldError("closed", text),))
        self._came()

    def _came(self):
        """Lets what waits for an answer go on."""

    # What is sent

    def _send(self, packed):
        """Sends one command, and makes a place for its answer."""
        name = packed[0].upper()
        kind = Answer
        if name in _SUBSCRIBERS:
            kind, self._listening = _Confirmed, True
        elif name == b"PING" and self._listening:
            kind = _Pong
        elif name == b"MONITOR":
            self._listening = True
        answer = kind(self, packed)
        if kind is Answer:
            self._incoming.append(answer)
        here = port.current()
        here.ask(answer, b"CALL", self._number, tasks.running_name(), *packed)

    def pack_command(self, *args):
        """A command as it goes over the link."""
        return [wire.encode(*self.encoder.pack(args))]

    def pack_commands(self, commands):
        return [b"".join(part for args in commands for part in self.pack_command(*args))]

    def _unpacked(self, command):
        """The commands in what was packed."""
        if isinstance(command, str):
            command = command.encode()
        data = command if isinstance(command, bytes) else b"".join(command)
        return wire.decode(data)

    # What has come

    def _has_come(self):
        first = self._incoming[0] if self._incoming else None
        return first is not None and not (isinstance(first, Answer) and first.came is None)

    def _next(self):
        """What came first, in a tuple; None while it has not come."""
        if not self._has_come():
            return None
        first = self._incoming.popleft()
        return first.came if isinstance(first, Answer) else first

    def _missing(self):
        """Why nothing can come any more, or None."""
        if self._incoming or self._listening and self._number is not None:
            return None
        if self._number is None:
            return ConnectionError("Connection closed by server.")
        return ConnectionError("no command was sent whose reply could be read")

    def _what(self):
        first = self._incoming[0] if self._incoming else None
        return first.what if isinstance(first, Answer) else "a message of its subscriptions"

    def _read(self, reply, disable_decoding):
        """A reply as the program gets it; errors are raised, nested ones are values."""
        if isinstance(reply, port.WorldError):
            raise self.error(reply)
        reply = _errors.in_values(reply)
        decode = self.encoder.decode_responses and not disable_decoding
        return self.encoder.decode_all(reply) if decode else reply

    def error(self, world_error):
        """The redis exception for what the world rejected."""
        world = self._pool._world if self._pool is not None else self._world
        if world is not None and world.error is not None:
            world_error = world.error
        return _errors.from_world(world_error, self._host_error())


def _protocol(protocol):
    try:
        number = 2 if protocol is None else int(protocol)
    except ValueError:
        raise ConnectionError("protocol must be an integer") from None
    if number not in (2, 3):
        raise ConnectionError("protocol must be either 2 or 3")
    return number
