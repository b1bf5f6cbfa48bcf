"""A pool of connections: at least minsize are kept open, and at most maxsize."""

import asyncio
from collections import deque

from resplay import port

from .connection import RedisConnection, check_db, create_connection
from .errors import PoolClosedError
from .util import parse_url


async def create_pool(
    address, *, db=None, password=None, ssl=None, encoding=None, minsize=1, maxsize=10,
    parser=None, create_connection_timeout=None, pool_cls=None, connection_cls=None,
):  # fmt: skip
    """Makes a pool and opens its first connections."""
    pool = (pool_cls or ConnectionsPool)(
        address,
        db,
        password,
        encoding,
        minsize=minsize,
        maxsize=maxsize,
        create_connection_timeout=create_connection_timeout,
        connection_cls=connection_cls,
    )
    try:
        await pool._fill(pool.minsize)
    except Exception:
        pool.close()
        await pool.wait_closed()
        raise
    return pool


class ConnectionsPool:
    """Connections to one server. A call without one of its own shares a free one."""

    def __init__(
        self, address, db=None, password=None, encoding=None, *, minsize=1, maxsize=10, ssl=None,
        parser=None, create_connection_timeout=None, connection_cls=None,
    ):  # fmt: skip
        assert isinstance(minsize, int) and minsize >= 0, (
            "minsize must be int >= 0", minsize, type(minsize),
        )  # fmt: skip
        assert maxsize is not None, "Arbitrary pool size is disallowed."
        assert isinstance(maxsize, int) and maxsize > 0, (
            "maxsize must be int > 0", maxsize, type(maxsize),
        )  # fmt: skip
        assert minsize <= maxsize, ("Invalid pool min/max sizes", minsize, maxsize)
        if isinstance(address, str):
            address, options = parse_url(address)
            db, password = options.get("db", db), options.get("password", password)
            encoding = options.get("encoding", encoding)
        check_db(db or 0)
        self._address = address
        self._db = db or 0
        self._password = password
        self._encoding = encoding
        self._minsize, self._maxsize = minsize, maxsize
        self._timeout = create_connection_timeout
        self._connection_cls = connection_cls or RedisConnection
        self._free = deque()
        self._used = set()
        self._opening = 0  # connections that are being made
        self._waiters = deque()  # futures of those who wait for a connection, first come first
        self._listening = None  # the connection of all subscriptions
        self._closed = False
        self._ended = []  # connections that were closed with the pool

    def __repr__(self):
        return (
            f"<{type(self).__name__} [db:{self._db}, size:[{self._minsize}:{self._maxsize}], "
            f"free:{self.freesize}]>"
        )

    @property
    def minsize(self):
        return self._minsize

    @property
    def maxsize(self):
        return self._maxsize

    @property
    def size(self):
        """How many connections there are, those being opened included."""
        return len(self._free) + len(self._used) + self._opening

    @property
    def freesize(self):
        return len(self._free)

    @property
    def address(self):
        return self._address

    @property
    def db(self):
        return self._db

    @property
    def encoding(self):
        return self._encoding

    @property
    def closed(self):
        return self._closed

    # Borrowing

    async def acquire(self, command=None, args=()):
        """A connection of the caller's own until release; waits while all are taken."""
        if self._closed:
            raise PoolClosedError("Pool is closed")
        self._drop_closed()
        await self._fill(self._minsize)
        while not self._free:
            if self.size < self._maxsize:
                await self._open()
            else:
                await self._turn()
        connection = self._free.popleft()
        self._used.add(connection)
        return connection

    def release(self, conn):
        """Gives a connection back; one in the middle of something is closed."""
        assert conn in self._used, ("Invalid connection, maybe from other pool", conn)
        self._used.remove(conn)
        dirty = conn.in_transaction or conn.in_pubsub or conn.db != self._db
        if self._closed or dirty:
            conn.close()
        elif not conn.closed:
            self._free.append(conn)
        self._wake()

    def get(self):
        """`async with pool.get() as connection:` gives it back whatever happens."""
        return _Borrowed(self)

    async def _turn(self):
        waiter = asyncio.get_running_loop().create_future()
        port.current().labels[waiter] = "a free connection of its pool"
        self._waiters.append(waiter)
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter in self._waiters:
                self._waiters.remove(waiter)
            elif self._free:
                self._wake()  # it was our turn: let the next go on
            raise

    def _wake(self):
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return

    async def _fill(self, wanted):
        while self.size < wanted:
            await self._open()

    async def _open(self):
        self._opening += 1
        try:
            connection = await create_connection(
                self._address,
                db=self._db,
                password=self._password,
                encoding=self._encoding,
                timeout=self._timeout,
                connection_cls=self._connection_cls,
            )
        finally:
            self._opening -= 1
        self._free.append(connection)

    def _drop_closed(self):
        self._free = deque(connection for connection in self._free if not connection.closed)

    # Calls

    def get_connection(self, command, args=()):
        """A free connection to share for one call, or None."""
        if self._closed:
            raise PoolClosedError("Pool is closed")
        self._drop_closed()
        if not self._free:
            return None, self._address
        self._free.rotate(-1)
        return self._free[-1], self._address

    def execute(self, command, *args, **kw):
        """Writes a command on a free connection at once, or as soon as there is one."""
        connection, _ = self.get_connection(command, args)
        if connection is not None and not _blocks(command):
            return connection.execute(command, *args, **kw)
        return self._execute_later(command, args, kw)

    async def _execute_later(self, command, args, kw):
        connection = await self.acquire(command, args)
        try:
            return await connection.execute(command, *args, **kw)
        finally:
            self.release(connection)

    async def execute_pubsub(self, command, *channels):
        """Subscribes on one connection that the pool keeps for that."""
        if self._listening is None or self._listening.closed:
            self._listening = await self.acquire(command)
        return await self._listening.execute_pubsub(command, *channels)

    @property
    def in_pubsub(self):
        return self._listening.in_pubsub if self._listening else 0

    @property
    def pubsub_channels(self):
        return self._listening.pubsub_channels if self._listening else {}

    @property
    def pubsub_patterns(self):
        return self._listening.pubsub_patterns if self._listening else {}

    async def select(self, db):
        """Has all connections use another database."""
        check_db(db)
        for connection in self._free:
            await connection.select(db)
        self._db = db
        return True

    async def auth(self, password):
        self._password = password
        for connection in self._free:
            await connection.auth(password)

    # The end

    async def clear(self):
        """Closes the free connections."""
        ended, self._free = list(self._free), deque()
        for connection in ended:
            connection.close()
        for connection in ended:
            await connection.wait_closed()

    def close(self):
        """Closes every connection; wait_closed waits for that."""
        if self._closed:
            return
        self._closed = True
        self._ended = [*self._free, *self._used]
        self._free.clear()
        for connection in self._ended:
            connection.close()
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_exception(PoolClosedError("Pool is closed"))

    async def wait_closed(self):
        for connection in self._ended:
            await connection.wait_closed()
        self._ended = []


def _blocks(command):
    name = command.decode() if isinstance(command, bytes) else command
    return name.upper().strip() in ("BLPOP", "BRPOP", "BRPOPLPUSH", "XREAD", "XREADGROUP")


class _Borrowed:
    def __init__(self, pool):
        self._pool = pool
        self._connection = None

    async def __aenter__(self):
        self._connection = await self._pool.acquire()
        return self._connection

    async def __aexit__(self, *error):
        try:
            self._pool.release(self._connection)
        finally:
            self._connection = None
