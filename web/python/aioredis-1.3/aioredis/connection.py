"""One connection: a call is written at once, and its future resolves in its turn."""

import asyncio

from resplay import port, tasks
from resplay.port import WorldError
from resplay.wire import ErrorReply

from . import errors
from .pubsub import Channel
from .util import _NOTSET, decode, encode_args, parse_url, place

_PUBSUB = {b"SUBSCRIBE", b"UNSUBSCRIBE", b"PSUBSCRIBE", b"PUNSUBSCRIBE"}


async def create_connection(
    address, *, db=None, password=None, ssl=None, encoding=None, parser=None, timeout=None,
    connection_cls=None,
):  # fmt: skip
    """Opens a connection; address is (host, port), a URL, or a socket's path."""
    assert isinstance(address, tuple | list | str), "tuple or str expected"
    if isinstance(address, str):
        address, options = parse_url(address)
        db = options.setdefault("db", db)
        password = options.setdefault("password", password)
        encoding = options.setdefault("encoding", encoding)
        timeout = options.setdefault("timeout", timeout)
    if timeout is not None and timeout <= 0:
        raise ValueError("Timeout has to be None or a number greater than 0")
    check_db(db or 0)
    connection = (connection_cls or RedisConnection)(address, encoding=encoding)
    await asyncio.wait_for(connection.open(db or 0, password), timeout)
    return connection


def check_db(db):
    if not isinstance(db, int):
        raise TypeError(f"DB must be of int type, not {db!r}")
    if db < 0:
        raise ValueError(f"DB must be greater or equal 0, got {db!r}")


class RedisConnection:
    """A connection of the program's own, with the calls that wait on it."""

    def __init__(self, address, *, encoding=None):
        self._address = address
        self._encoding = encoding
        self._port = port.current()
        self._client = self._port.number()
        self._number = self._port.number()
        self._db = 0
        self._calls = {}  # number of an answer -> _Call
        self._closed = False
        self._closing = None  # the future of its end, once it is near
        self._queued = None  # replies of a transaction so far, or None outside of one
        self._in_pubsub = 0
        self._channels = {}
        self._patterns = {}

    def __repr__(self):
        return f"<RedisConnection [db:{self._db}]>"

    async def open(self, db, password):
        """Connects, logs in and selects, in one flight."""
        host, at = place(self._address)
        login = [] if password is None else ["password", password]
        self._port.ask(
            _Unheard(), b"CLIENT", self._client, "host", host, "port", at, "db", db, *login,
            "protocol", 2, "max", 1, "mode", "percall",
        )  # fmt: skip
        try:
            await self._port.request(
                b"ACQUIRE", self._client, self._number, tasks.running_name(),
                undo=(b"RELEASE", self._number),
            )  # fmt: skip
        except WorldError as error:
            raise _not_opened(error, host, at) from None
        self._db = db
        self._port.listen(self._number, self)

    # What it is

    @property
    def closed(self):
        return self._closed

    @property
    def db(self):
        return self._db

    @property
    def encoding(self):
        return self._encoding

    @property
    def address(self):
        return self._address

    @property
    def in_transaction(self):
        return self._queued is not None

    @property
    def in_pubsub(self):
        return self._in_pubsub

    @property
    def pubsub_channels(self):
        return dict(self._channels)

    @property
    def pubsub_patterns(self):
        return dict(self._patterns)

    # Calls

    def execute(self, command, *args, encoding=_NOTSET):
        """Writes a command; returns the future of its reply."""
        if self._closed:
            raise errors.ConnectionClosedError("Connection closed or corrupted")
        name = command_name(command)
        if any(arg is None for arg in args):
            raise TypeError("args must not contain None")
        if self._in_pubsub and name not in _PUBSUB | {b"PING", b"QUIT"}:
            raise errors.RedisError("Connection in SUBSCRIBE mode")
        if name in _PUBSUB:
            raise ValueError(f"{command!r} is not supported here; use execute_pubsub")
        encoding = self._encoding if encoding is _NOTSET else encoding
        return self._send(name, args, encoding, self._noticed(name, args))

    def _send(self, name, args, encoding=None, notice=None):
        packed = encode_args(args)  # before anything is written
        call = _Call(self, encoding, notice)
        call.number = self._port.ask(
            call, b"CALL", self._number, tasks.running_name(), name, *packed
        )
        self._calls[call.number] = call
        return call.future

    def _noticed(self, name, args):
        """What a reply means for the connection itself."""
        if name == b"SELECT":
            return lambda reply: setattr(self, "_db", int(args[0]))
        if name == b"MULTI":
            return lambda reply: setattr(self, "_queued", [])
        if name in (b"EXEC", b"DISCARD"):
            self._queued = None
        return None

    def execute_pubsub(self, command, *channels):
        """Subscribes or ends subscriptions; the future resolves with one reply for each."""
        if self._closed:
            raise errors.ConnectionClosedError("Connection closed or corrupted")
        name = command_name(command)
        assert name in _PUBSUB, ("Pub/Sub command expected", name)
        is_pattern = name.startswith(b"P")
        known = self._patterns if is_pattern else self._channels
        wanted = [c if hasattr(c, "put_nowait") else Channel(c, is_pattern) for c in channels]
        if name.endswith(b"UNSUBSCRIBE"):
            names = [channel.name for channel in wanted] or list(known)
            return self._subscribing(name, names, lambda: _end(known, names))
        for channel in wanted:
            known.setdefault(channel.name, channel)
        names = [channel.name for channel in wanted]
        return self._subscribing(name, names, lambda: None)

    def _subscribing(self, name, names, then):
        def settle(reply):
            then()
            self._in_pubsub = len(self._channels) + len(self._patterns)
            return [[name.lower(), each, self._in_pubsub] for each in names]

        return self._send(name, names, notice=settle)

    def select(self, db):
        check_db(db)
        return _is_ok(self.execute(b"SELECT", db))

    def auth(self, password):
        return _is_ok(self.execute(b"AUTH", password))

    # From the world

    def pushed(self, value):
        kind, *rest = value
        if kind == b"message":
            self._tell(self._channels, rest[0], rest[1])
        elif kind == b"pmessage":
            self._tell(self._patterns, rest[0], (rest[1], rest[2]))

    def _tell(self, known, name, message):
        channel = known.get(name)
        if channel is not None:
            channel.put_nowait(message)

    def lost(self, message):
        self._end(errors.ConnectionClosedError(f"Connection has been closed by server: {message}"))

    # The end

    def close(self):
        """Closes the connection; calls that wait get ConnectionForcedCloseError."""
        self._end(errors.ConnectionForcedCloseError())

    def _end(self, error):
        if self._closed:
            return
        self._closed = True
        for number, call in list(self._calls.items()):
            self._port.give_up(number)
            call.fail(error)
        self._calls.clear()
        for channel in (*self._channels.values(), *self._patterns.values()):
            channel.close(error)
        self._port.forget(self._number)
        self._closing = asyncio.get_event_loop().create_future()
        self._port.ask(self._closing, b"DISCONNECT", self._client)

    async def wait_closed(self):
        """Returns once the connection is closed."""
        if self._closing is not None and not self._closing.done():
            await asyncio.shield(self._closing)


class _Call:
    """One call: settles its future as aioredis would."""

    def __init__(self, connection, encoding, notice):
        self._connection = connection
        self._encoding = encoding
        self._notice = notice
        self.number = None
        self.future = asyncio.get_event_loop().create_future()

    def done(self):
        return False

    def set_result(self, answer):
        self._connection._calls.pop(self.number, None)
        if isinstance(answer, WorldError):
            self.fail(errors.from_world(answer))
            return
        try:
            answer = read_reply(answer, self._encoding)
        except Exception as error:  # the stream is in step all the same
            self.fail(error)
            return
        noticed = self._notice(answer) if self._notice else None
        if not self.future.done():  # cancelled: the reply is dropped
            self.future.set_result(answer if noticed is None else noticed)

    def fail(self, error):
        if not self.future.done():
            self.future.set_exception(error)


def read_reply(answer, encoding):
    """A reply as the program gets it; an error reply is raised."""
    if isinstance(answer, ErrorReply):
        raise errors.ReplyError(answer.message)
    return answer if encoding is None else decode(answer, encoding)


class _Unheard:
    """An answer that nobody needs."""

    def done(self):
        return True


def command_name(command):
    """A command's name as it is written: upper case, as bytes."""
    if command is None:
        raise TypeError("command must not be None")
    name = command.encode() if isinstance(command, str) else bytes(command)
    return name.upper().strip()


def _not_opened(error, host, at):
    if error.kind == "closed":
        return ConnectionRefusedError(111, f"Connect call failed ({host!r}, {at}): {error}")
    return errors.from_world(error)


def _end(known, names):
    for name in names:
        channel = known.pop(name, None)
        if channel is not None:
            channel.close()


async def _is_ok(future):
    return await future in (b"OK", "OK")
