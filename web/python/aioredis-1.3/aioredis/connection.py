"""One connection: a call is written at once, and its future resolves in its turn."""

import asyncio
import types
from functools import partial

from resplay.port import WorldError
from resplay.wire import ErrorReply

from . import errors
from ._calls import Call, as_error, read_queued
from .abc import AbcChannel, AbcConnection
from .log import logger
from .parser import Reader
from .pubsub import Channel
from .stream import open_connection, open_unix_connection
from .util import (
    _NOTSET,
    check_loop,
    coerced_keys_dict,
    decode,
    encode_args,
    read_address,
    wait_ok,
)

__all__ = ["create_connection", "RedisConnection"]

MAX_CHUNK_SIZE = 65536

_PUBSUB_COMMANDS = ("SUBSCRIBE", "PSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE")
_PUBSUB_COMMANDS += tuple(map(str.encode, _PUBSUB_COMMANDS))

# Commands whose replies mean something for the connection itself, as they may be written.
_NOTICED = {
    name: text
    for text in ("SELECT", "MULTI", "EXEC", "DISCARD", "PING", *_PUBSUB_COMMANDS[:4])
    for name in (text, text.encode())
}


async def create_connection(
    address, *, db=None, password=None, ssl=None, encoding=None, parser=None, loop=None,
    timeout=None, connection_cls=None,
):  # fmt: skip
    """Opens a connection; address is (host, port), a URL, or a socket's path."""
    assert isinstance(address, tuple | list | str), "tuple or str expected"
    options = {"db": db, "password": password, "encoding": encoding, "timeout": timeout}
    address, options = read_address(address, ssl, **options)
    timeout = options["timeout"]
    if timeout is not None and timeout <= 0:
        raise ValueError("Timeout has to be None or a number greater than 0")
    cls = connection_cls or RedisConnection
    assert issubclass(
        cls, AbcConnection
    ), "connection_class does not meet the AbcConnection contract"
    check_loop(loop)
    if isinstance(address, str):
        opening = open_unix_connection(address, limit=MAX_CHUNK_SIZE, parser=parser)
    else:
        host, port = address
        address = (host, port)
        opening = open_connection(host, port, limit=MAX_CHUNK_SIZE, parser=parser)
    reader, writer = await (asyncio.wait_for(opening, timeout) if timeout else opening)
    try:
        connection = cls(
            reader, writer, encoding=options["encoding"], address=address, parser=parser
        )
    except Exception:
        writer.close()
        raise
    try:
        if options["password"] is not None:
            await connection.auth(options["password"])
        if options["db"] is not None:
            await connection.select(options["db"])
    except Exception:
        connection.close()
        await connection.wait_closed()
        raise
    return connection


class RedisConnection(AbcConnection):
    """A connection, with the calls that wait for their replies."""

    def __init__(self, reader, writer, *, address, encoding=None, parser=None, loop=None):
        check_loop(loop)
        parser = Reader if parser is None else parser
        assert callable(parser), ("Parser argument is not callable", parser)
        reader.set_parser(parser)
        self._link = writer.transport
        self._address = address
        self._encoding = encoding
        self._db = 0
        self._waiters = {}  # number of an answer -> Call, in the order they were written
        self._closed = False
        self._close_msg = None  # why it was closed, if there is anything to say
        self._close_state = asyncio.Event()
        self._queueing = False  # MULTI is written, and neither EXEC nor DISCARD
        self._in_transaction = None  # (encoding, cb) of MULTI and what is queued behind it
        self._transaction_error = None
        self._in_pubsub = 0
        self._pubsub_channels = coerced_keys_dict()
        self._pubsub_patterns = coerced_keys_dict()
        self._link.listen(self)

    def __repr__(self):
        return f"<RedisConnection [db:{self._db}]>"

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
        return self._in_transaction is not None

    @property
    def in_pubsub(self):
        return self._in_pubsub

    @property
    def pubsub_channels(self):
        return types.MappingProxyType(self._pubsub_channels)

    @property
    def pubsub_patterns(self):
        return types.MappingProxyType(self._pubsub_patterns)

    # Calls

    def execute(self, command, *args, encoding=_NOTSET):
        """Writes a command; returns the future of its reply."""
        self._check_open(self._close_msg)
        if command is None:
            raise TypeError("command must not be None")
        if None in args:
            raise TypeError("args must not contain None")
        command = command.upper().strip()
        name = _NOTICED.get(bytes(command) if isinstance(command, bytearray) else command)
        is_pubsub = name in _PUBSUB_COMMANDS
        if self._in_pubsub and not is_pubsub and name != "PING":
            raise errors.RedisError("Connection in SUBSCRIBE mode")
        if is_pubsub:
            logger.warning("Deprecated. Use `execute_pubsub` method directly")
            return self.execute_pubsub(command, *args)
        if name == "EXEC":
            encoding = None  # each reply in it has its own
        encoding = self._encoding if encoding is _NOTSET else encoding
        return self._write((command, *args), encoding, name and self._callback(name, args))

    def _write(self, words, encoding, cb):
        pieces = encode_args(words)  # before anything is written
        call = Call(self, encoding, cb)
        call.number = self._link.call(call, pieces)
        self._waiters[call.number] = call
        if cb is not None or self._queueing:
            self._notice(pieces[0])
        else:
            call.future.give_up = partial(self._give_up, call.number)
        return call.future

    def _notice(self, name):
        if name == b"MULTI":
            self._queueing = True
        elif name in (b"EXEC", b"DISCARD"):
            self._queueing = False

    def _give_up(self, number):
        """Has the world drop the reply to a call that was cancelled; till then it has its place."""
        if number in self._waiters:
            self._link.give_up(number)

    def _check_open(self, reason=None):
        if self._closed:
            raise errors.ConnectionClosedError(reason or "Connection closed or corrupted")

    def _callback(self, name, args):
        """What a reply means for the connection itself."""
        if name == "SELECT":
            return partial(self._set_db, args=args)
        if name == "MULTI":
            return self._start_transaction
        if name in ("EXEC", "DISCARD"):
            return partial(self._end_transaction, discard=name == "DISCARD")
        return self._read_pong if self._in_pubsub else None

    def select(self, db):
        if not isinstance(db, int):
            raise TypeError(f"DB must be of int type, not {db!r}")
        if db < 0:
            raise ValueError(f"DB must be greater or equal 0, got {db!r}")
        return wait_ok(self.execute("SELECT", db))

    def auth(self, password):
        return wait_ok(self.execute("AUTH", password))

    # Replies

    def _set_db(self, ok, args):
        assert ok in (b"OK", "OK", b"QUEUED", "QUEUED"), ("Unexpected result of SELECT", ok)
        if ok in (b"OK", "OK"):
            self._db = args[0]
        return ok

    def _start_transaction(self, ok):
        assert self._in_transaction is None, (
            "Connection is already in transaction", self._in_transaction,
        )  # fmt: skip
        self._in_transaction = []
        self._transaction_error = None
        return ok

    def _end_transaction(self, obj, discard):
        assert self._in_transaction is not None, ("Connection is not in transaction", obj)
        (_, *queued), self._in_transaction = self._in_transaction, None
        self._transaction_error = None
        if discard:
            return obj
        if obj is None:
            obj = [errors.WatchVariableError("WATCH variable has changed")] * len(queued)
        assert len(obj) == len(queued), ("Wrong number of result items in mutli-exec", obj, queued)
        return [read_queued(reply, *how) for reply, how in zip(obj, queued, strict=True)]

    def _read_pong(self, reply):
        """To a subscriber, PONG comes as a message."""
        return (reply[1] or b"PONG") if isinstance(reply, list) else reply

    def _settled(self, call, answer):
        """Takes in what a call came to, and hands it to its future."""
        while self._waiters and next(iter(self._waiters)) <= call.number:
            self._waiters.pop(next(iter(self._waiters)))  # earlier ones are those given up
        if isinstance(answer, WorldError) and answer.kind != "server":
            self._end(errors.from_world(answer), call)
            return
        try:
            call.succeed(self._read(answer, call.encoding, call.cb))
        except Exception as error:  # the stream is in step all the same
            call.fail(error)

    def _read(self, answer, encoding, cb):
        if isinstance(answer, WorldError | ErrorReply):
            error = as_error(answer)
            if self._in_transaction is not None:
                self._transaction_error = error
                if isinstance(cb, partial) and cb.func == self._end_transaction:
                    self._in_transaction = None
            raise error
        if encoding is not None:
            answer = decode(answer, encoding)
        if cb is not None:
            answer = cb(answer)
        if self._in_transaction is not None:
            self._in_transaction.append((encoding, cb))
        return answer

    # Subscriptions

    def execute_pubsub(self, command, *channels):
        """Begins or ends subscriptions; the future resolves with one reply for each."""
        command = command.upper().strip()
        assert command in _PUBSUB_COMMANDS, ("Pub/Sub command expected", command)
        self._check_open()
        if None in channels:
            raise TypeError("args must not contain None")
        if not channels:
            raise TypeError("No channels/patterns supplied")
        name = command.encode() if isinstance(command, str) else bytes(command)
        is_pattern = name.startswith(b"P")
        wanted = [c if isinstance(c, AbcChannel) else Channel(c, is_pattern) for c in channels]
        if not all(channel.is_pattern == is_pattern for channel in wanted):
            raise ValueError(f"Not all channels {wanted} match command {command}")
        known = self._pubsub_patterns if is_pattern else self._pubsub_channels
        change = self._unsubscribed if name.endswith(b"UNSUBSCRIBE") else self._subscribed
        reply = partial(change, known, wanted, name.lower())
        return self._write((name, *(channel.name for channel in wanted)), None, reply)

    def _subscribed(self, known, wanted, kind, reply):
        return [self._changed(kind, c, known.setdefault(c.name, c)) for c in wanted]

    def _unsubscribed(self, known, wanted, kind, reply):
        return [self._changed(kind, c, known.pop(c.name, None), True) for c in wanted]

    def _changed(self, kind, channel, mine, ends=False):
        """The server's word on one subscription: how many there are with it, or without it."""
        if ends and mine is not None:
            mine.close()
        self._in_pubsub = len(self._pubsub_channels) + len(self._pubsub_patterns)
        return [kind, channel.name, self._in_pubsub]

    def pushed(self, value):
        kind, *rest = value
        if kind == b"message":
            self._tell(self._pubsub_channels, *rest)
        elif kind == b"pmessage":
            pattern, channel, data = rest
            self._tell(self._pubsub_patterns, pattern, (channel, data))

    def _tell(self, known, name, message):
        if name in known:
            known[name].put_nowait(message)

    # The end

    def lost(self, message):
        self._end(errors.from_end(message))

    def broke(self, error):
        self._end(error)

    def close(self):
        """Closes the connection; calls that wait get ConnectionForcedCloseError."""
        self._end(errors.ConnectionForcedCloseError())

    def _end(self, error, first=None):
        """Fails all that waits with one error, the first call of it first."""
        if first is not None:
            first.fail(error)
        if self._closed:
            return
        self._closed = True
        self._close_msg = str(error)
        while self._waiters:
            self._waiters.pop(next(iter(self._waiters))).fail(error)
        for known in (self._pubsub_channels, self._pubsub_patterns):
            while known:
                known.popitem()[1].close(error)
        self._link.close()
        self._close_state.set()

    async def wait_closed(self):
        """Returns once the connection is closed."""
        await self._close_state.wait()
        await self._link.wait_closed()
