"""What this page has not got of redis-py, said in words when a program asks for it."""

from opcode import opmap

_NODES = (
    "the page has a single Redis, so it is not supported here; "
    "use redis.Redis or redis.asyncio.Redis"
)

NAMES = dict.fromkeys(
    (
        "RedisCluster", "ClusterNode", "Sentinel", "SentinelConnectionPool",
        "SentinelManagedConnection", "SentinelManagedSSLConnection", "MultiDBClient",
    ),
    _NODES,
)  # fmt: skip


def lookup(module, name, frame):
    """The error for a name that a module has not got; with words where it was imported."""
    if name in NAMES and frame.f_code.co_code[frame.f_lasti] == opmap["IMPORT_FROM"]:
        # An AttributeError would become an ImportError without the words.
        return ImportError(f"cannot import name '{name}' from '{module}': {NAMES[name]}")
    return AttributeError(f"module '{module}' has no attribute '{name}'")
