"""The high-level client: commands as methods over a connection or a pool."""

from ..abc import AbcPool
from ..connection import create_connection
from ..pool import create_pool
from ..util import _NOTSET, wait_ok
from .cluster import ClusterCommandsMixin
from .generic import GenericCommandsMixin
from .geo import GeoCommandsMixin, GeoMember, GeoPoint
from .hash import HashCommandsMixin
from .hyperloglog import HyperLogLogCommandsMixin
from .list import ListCommandsMixin
from .pubsub import PubSubCommandsMixin
from .scripting import ScriptingCommandsMixin
from .server import ServerCommandsMixin
from .set import SetCommandsMixin
from .sorted_set import SortedSetCommandsMixin
from .streams import StreamCommandsMixin
from .string import StringCommandsMixin
from .transaction import MultiExec, Pipeline, TransactionsCommandsMixin

__all__ = [
    "create_redis",
    "create_redis_pool",
    "Redis",
    "Pipeline",
    "MultiExec",
    "GeoPoint",
    "GeoMember",
]


class _Named(type):
    """Says of what Redis has since 2.0 where it is."""

    def __getattr__(cls, name):
        text = f"type object '{cls.__name__}' has no attribute '{name}'"
        if name == "from_url":
            text += "; from_url came with aioredis 2.0: choose 2.0 beside Run"
        raise AttributeError(text)


class Redis(
    GenericCommandsMixin,
    StringCommandsMixin,
    HyperLogLogCommandsMixin,
    SetCommandsMixin,
    HashCommandsMixin,
    TransactionsCommandsMixin,
    SortedSetCommandsMixin,
    ListCommandsMixin,
    ScriptingCommandsMixin,
    ServerCommandsMixin,
    PubSubCommandsMixin,
    ClusterCommandsMixin,
    GeoCommandsMixin,
    StreamCommandsMixin,
    metaclass=_Named,
):
    """Commands as methods: each writes at once and returns what to await."""

    def __init__(self, pool_or_conn):
        self._pool_or_conn = pool_or_conn

    def __repr__(self):
        return f"<{type(self).__name__} {self._pool_or_conn!r}>"

    def execute(self, command, *args, **kwargs):
        return self._pool_or_conn.execute(command, *args, **kwargs)

    def close(self):
        """Closes the connection or pool; wait_closed waits for that."""
        self._pool_or_conn.close()

    async def wait_closed(self):
        await self._pool_or_conn.wait_closed()

    @property
    def db(self):
        return self._pool_or_conn.db

    @property
    def encoding(self):
        return self._pool_or_conn.encoding

    @property
    def connection(self):
        return self._pool_or_conn

    @property
    def address(self):
        return self._pool_or_conn.address

    @property
    def in_transaction(self):
        return self._pool_or_conn.in_transaction

    @property
    def closed(self):
        return self._pool_or_conn.closed

    def auth(self, password):
        return self._pool_or_conn.auth(password)

    def echo(self, message, *, encoding=_NOTSET):
        return self.execute("ECHO", message, encoding=encoding)

    def ping(self, message=_NOTSET, *, encoding=_NOTSET):
        args = [] if message is _NOTSET else [message]
        return self.execute("PING", *args, encoding=encoding)

    def quit(self):
        return self.execute("QUIT")

    def select(self, db):
        return self._pool_or_conn.select(db)

    def swapdb(self, from_index, to_index):
        return wait_ok(self.execute(b"SWAPDB", from_index, to_index))

    def __await__(self):
        """`with await redis as own:` is a client on one connection of the pool."""
        if not isinstance(self._pool_or_conn, AbcPool):
            return ContextRedis(self._pool_or_conn)
        connection = yield from self._pool_or_conn.acquire().__await__()
        return ContextRedis(connection, self._pool_or_conn.release)


class ContextRedis(Redis):
    """A client on one connection, which a with statement gives back."""

    def __init__(self, conn, release_cb=None):
        super().__init__(conn)
        self._release_callback = release_cb

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        if self._release_callback is not None:
            connection, self._pool_or_conn = self._pool_or_conn, None
            self._release_callback(connection)

    def __await__(self):
        return ContextRedis(self._pool_or_conn)
        yield  # what makes this one that can be awaited


async def create_redis(
    address, *, db=None, password=None, ssl=None, encoding=None, commands_factory=Redis,
    parser=None, timeout=None, connection_cls=None, loop=None,
):  # fmt: skip
    """A client on one connection, which all its calls share."""
    connection = await create_connection(
        address,
        db=db,
        password=password,
        ssl=ssl,
        encoding=encoding,
        parser=parser,
        timeout=timeout,
        connection_cls=connection_cls,
        loop=loop,
    )
    return commands_factory(connection)


async def create_redis_pool(
    address, *, db=None, password=None, ssl=None, encoding=None, commands_factory=Redis,
    minsize=1, maxsize=10, parser=None, timeout=None, pool_cls=None, connection_cls=None,
    loop=None,
):  # fmt: skip
    """A client on a pool."""
    pool = await create_pool(
        address,
        db=db,
        password=password,
        ssl=ssl,
        encoding=encoding,
        minsize=minsize,
        maxsize=maxsize,
        parser=parser,
        create_connection_timeout=timeout,
        pool_cls=pool_cls,
        connection_cls=connection_cls,
        loop=loop,
    )
    return commands_factory(pool)
