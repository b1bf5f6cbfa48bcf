"""A pool of connections: at least minsize are kept open, and at most maxsize."""

import asyncio
import types
from collections import deque

from .abc import AbcPool
from .connection import _PUBSUB_COMMANDS, create_connection
from .errors import PoolClosedError
from .locks import Turnstile
from .log import logger
from .util import check_loop, read_address


async def create_pool(
    address, *, db=None, password=None, ssl=None, encoding=None, minsize=1, maxsize=10,
    parser=None, loop=None, create_connection_timeout=None, pool_cls=None, connection_cls=None,
):  # fmt: skip
    """Makes a pool and opens its first connections, one after the other."""
    cls = pool_cls or ConnectionsPool
    assert issubclass(cls, AbcPool), "pool_class does not meet the AbcPool contract"
    options = {"db": db, "password": password, "encoding": encoding}
    address, options = read_address(address, ssl, timeout=create_connection_timeout, **options)
    pool = cls(
        address,
        options["db"],
        options["password"],
        options["encoding"],
        minsize=minsize,
        maxsize=maxsize,
        ssl=ssl,
        parser=parser,
        create_connection_timeout=options["timeout"],
        connection_cls=connection_cls,
        loop=loop,
    )
    try:
        await pool._fill_free(override_min=False)
    except Exception:
        pool.close()
        await pool.wait_closed()
        raise
    return pool


class ConnectionsPool(AbcPool):
    """Connections to one server. A call without one of its own shares a free one."""

    def __init__(
        self, address, db=None, password=None, encoding=None, *, minsize, maxsize, ssl=None,
        parser=None, create_connection_timeout=None, connection_cls=None, loop=None,
    ):  # fmt: skip
        assert isinstance(minsize, int) and minsize >= 0, (
            "minsize must be int >= 0", minsize, type(minsize),
        )  # fmt: skip
        assert maxsize is not None, "Arbitrary pool size is disallowed."
        assert isinstance(maxsize, int) and maxsize > 0, (
            "maxsize must be int > 0", maxsize, type(maxsize),
        )  # fmt: skip
        assert minsize <= maxsize, ("Invalid pool min/max sizes", minsize, maxsize)
        check_loop(loop)
        self._address = address
        self._db = db
        self._password = password
        self._encoding = encoding
        self._minsize = minsize
        self._connecting = {
            "ssl": ssl,
            "parser": parser,
            "timeout": create_connection_timeout,
            "connection_cls": connection_cls,
        }
        self._pool = deque(maxlen=maxsize)  # the free ones
        self._used = set()
        self._acquiring = 0  # connections that are being made
        self._turnstile = Turnstile()
        self._pubsub_conn = None  # the connection of all subscriptions
        self._close_state = asyncio.Event()
        self._ended = []  # connections that were closed with the pool

    def __repr__(self):
        return (
            f"<{type(self).__name__} [db:{self.db}, size:[{self.minsize}:{self.maxsize}], "
            f"free:{self.freesize}]>"
        )

    @property
    def minsize(self):
        return self._minsize

    @property
    def maxsize(self):
        return self._pool.maxlen

    @property
    def size(self):
        """How many connections there are, those being opened included."""
        return self.freesize + len(self._used) + self._acquiring

    @property
    def freesize(self):
        return len(self._pool)

    @property
    def address(self):
        return self._address

    @property
    def db(self):
        return self._db or 0

    @property
    def encoding(self):
        return self._encoding

    @property
    def closed(self):
        return self._close_state.is_set()

    # Borrowing

    async def acquire(self, command=None, args=()):
        """A connection of the caller's own until release; waits while all are taken."""
        self._check_open()
        async with self._turnstile:
            while True:
                self._check_open()
                await self._fill_free(override_min=True)
                if self.freesize:
                    connection = self._pool.popleft()
                    self._used.add(connection)
                    return connection
                await self._turnstile.wait("a free connection of its pool")

    def release(self, conn):
        """Gives a connection back; one that is in the middle of something is closed."""
        assert conn in self._used, ("Invalid connection, maybe from other pool", conn)
        self._used.remove(conn)
        if not conn.closed:
            busy = _occupied(conn)
            if busy:
                logger.warning("Connection %r %s, closing it.", conn, busy)
            if busy or conn.db != self.db or self.closed:
                conn.close()
            else:
                self._pool.append(conn)
        self._turnstile.notify()

    def _check_open(self):
        if self.closed:
            raise PoolClosedError("Pool is closed")

    async def _fill_free(self, *, override_min):
        """Opens connections up to minsize, and with override_min one that is free."""
        self._drop_closed()
        while self.size < self.minsize:
            await self._add(check=True)
        while override_min and not self._pool and self.size < self.maxsize:
            await self._add()

    async def _add(self, check=False):
        self._acquiring += 1
        try:
            connection = await self._create_new_connection(self._address)
            if check:
                await connection.execute("ping")
            self._pool.append(connection)
        finally:
            self._acquiring -= 1
            self._drop_closed()

    def _drop_closed(self):
        for connection in [each for each in self._pool if each.closed]:
            self._pool.remove(connection)

    def _create_new_connection(self, address):
        return create_connection(
            address,
            db=self._db,
            password=self._password,
            encoding=self._encoding,
            **self._connecting,
        )

    def __enter__(self):
        raise RuntimeError("'await' should be used as a context manager expression")

    def __exit__(self, *error):
        pass

    def __await__(self):
        connection = yield from self.acquire().__await__()
        return _Borrowed(self, connection)

    def get(self):
        """`async with pool.get() as connection:` gives it back whatever happens."""
        return _Borrowed(self)

    # Calls

    def get_connection(self, command, args=()):
        """A free connection to share for one call, or None, and where it leads."""
        is_pubsub = command.upper().strip() in _PUBSUB_COMMANDS
        if is_pubsub and self._pubsub_conn:
            if not self._pubsub_conn.closed:
                return self._pubsub_conn, self._pubsub_conn.address
            self._pubsub_conn = None
        for _ in range(self.freesize):
            connection = self._pool[0]
            self._pool.rotate(1)
            if connection.closed or connection.in_pubsub:
                continue
            if is_pubsub:
                self._pubsub_conn = connection
                self._pool.remove(connection)
                self._used.add(connection)
            return connection, connection.address
        return None, self._address

    def execute(self, command, *args, **kw):
        """Writes a command on a free connection at once, or once there is one and it is awaited."""
        connection, _ = self.get_connection(command, args)
        if connection is not None:
            return connection.execute(command, *args, **kw)
        return self._wait_execute(command, args, kw)

    async def _wait_execute(self, command, args, kw):
        connection = await self.acquire(command, args)
        try:
            return await connection.execute(command, *args, **kw)
        finally:
            self.release(connection)

    def execute_pubsub(self, command, *channels):
        """Subscribes on one connection that the pool keeps for that."""
        connection, address = self.get_connection(command)
        if connection is not None:
            return connection.execute_pubsub(command, *channels)
        return self._wait_execute_pubsub(address, command, channels)

    async def _wait_execute_pubsub(self, address, command, channels):
        self._check_open()
        async with self._turnstile:
            self._check_open()
            if self._pubsub_conn is None or self._pubsub_conn.closed:
                self._pubsub_conn = await self._create_new_connection(address)
            return await self._pubsub_conn.execute_pubsub(command, *channels)

    @property
    def in_pubsub(self):
        listening = self._listening()
        return listening.in_pubsub if listening else 0

    @property
    def pubsub_channels(self):
        listening = self._listening()
        return listening.pubsub_channels if listening else types.MappingProxyType({})

    @property
    def pubsub_patterns(self):
        listening = self._listening()
        return listening.pubsub_patterns if listening else types.MappingProxyType({})

    def _listening(self):
        connection = self._pubsub_conn
        return connection if connection is not None and not connection.closed else None

    async def select(self, db):
        """Has the free connections use another database; others are closed when they come back."""
        ok = True
        async with self._turnstile:
            for connection in list(self._pool):
                ok = ok and await connection.select(db)
            self._db = db
        return ok

    async def auth(self, password):
        self._password = password
        async with self._turnstile:
            for connection in list(self._pool):
                await connection.auth(password)

    # The end

    async def clear(self):
        """Closes the free connections."""
        async with self._turnstile:
            ended = list(self._pool)
            self._pool.clear()
            await _close(ended)

    def close(self):
        """Closes every connection; wait_closed waits for that."""
        if self.closed:
            return
        listening = self._listening()
        self._ended = [*self._pool, *self._used]
        if listening is not None and listening not in self._used:
            self._ended.append(listening)
        self._pool.clear()
        for connection in self._ended:
            connection.close()
        self._close_state.set()
        self._turnstile.fail(PoolClosedError("Pool is closed"))

    async def wait_closed(self):
        """Returns once the pool is closed."""
        await self._close_state.wait()
        await _close(self._ended)


def _occupied(connection):
    """What a connection is in the middle of, or None."""
    if connection.in_transaction:
        return "is in transaction"
    if connection.in_pubsub:
        return "is in subscribe mode"
    return "has pending commands" if connection._waiters else None


async def _close(connections):
    for connection in connections:
        connection.close()
    for connection in connections:
        await connection.wait_closed()


class _Borrowed:
    """A connection for the length of a with statement."""

    def __init__(self, pool, connection=None):
        self._pool = pool
        self._connection = connection

    def __enter__(self):
        return self._connection

    def __exit__(self, *error):
        self._pool.release(self._connection)

    async def __aenter__(self):
        self._connection = await self._pool.acquire()
        return self._connection

    async def __aexit__(self, *error):
        self._pool.release(self._connection)
