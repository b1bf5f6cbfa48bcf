"""Every command as a method, written once for all clients.

A method puts its arguments in order and calls execute_command, which each kind of client
supplies: a plain client sends and waits, an asynchronous one returns a coroutine, a pipeline
collects. That is all the difference there is between them.
"""

from ..exceptions import ConnectionError, RedisError, ResponseError
from .acl import AclCommands
from .arrays import ArrayCommands
from .bits import BitCommands, HyperlogCommands
from .connection import ConnectionCommands
from .geo import GeoCommands
from .hashes import FieldExpiryCommands, FieldsetCommands, HashCommands
from .keys import AsyncScanIterators, KeyCommands, ScanCommands, ScanIterators, WatchCommands
from .lists import ListCommands
from .modules import ModuleCommands
from .scripting import AsyncScript, FunctionCommands, PubSubCommands, Script, ScriptCommands
from .sentinel import SentinelCommands
from .server import ClusterCommands, HotkeysCommands, ServerCommands
from .sets import SetCommands
from .sorted_sets import SortedSetCommands
from .streams import StreamCommands
from .strings import DigestCommands, StringCommands

__all__ = ["AsyncCoreCommands", "CoreCommands"]


class _Commands(
    StringCommands,
    BitCommands,
    DigestCommands,
    HyperlogCommands,
    KeyCommands,
    WatchCommands,
    ScanCommands,
    HashCommands,
    FieldExpiryCommands,
    FieldsetCommands,
    ListCommands,
    ArrayCommands,
    SetCommands,
    SortedSetCommands,
    StreamCommands,
    GeoCommands,
    ScriptCommands,
    FunctionCommands,
    PubSubCommands,
    ServerCommands,
    HotkeysCommands,
    ClusterCommands,
    SentinelCommands,
    AclCommands,
    ConnectionCommands,
    ModuleCommands,
):
    is_pipeline = False


class CoreCommands(_Commands, ScanIterators):
    _script_class = Script

    def _nothing(self):
        return None

    def _unless_refused(self, send, otherwise):
        """What a command returns, or something else where the server calls it wrong."""
        try:
            return send()
        except ResponseError:
            return otherwise

    def _until_gone(self, send):
        """For a command whose reply is that the server hangs up."""
        try:
            send()
        except ConnectionError:
            return
        raise RedisError("SHUTDOWN seems to have failed.")


class AsyncCoreCommands(_Commands, AsyncScanIterators):
    _script_class = AsyncScript

    async def _nothing(self):
        return None

    async def _unless_refused(self, send, otherwise):
        try:
            return await send()
        except ResponseError:
            return otherwise

    async def _until_gone(self, send):
        try:
            await send()
        except ConnectionError:
            return
        raise RedisError("SHUTDOWN seems to have failed.")

    # What an operator returns cannot be awaited; each error names the method that can.

    def __contains__(self, name):
        raise TypeError(
            "Async Redis client does not support class inclusion: use 'await client.exists(name)'"
        )

    def __delitem__(self, name):
        raise TypeError(
            "Async Redis client does not support class deletion: use 'await client.delete(name)'"
        )

    def __getitem__(self, name):
        raise TypeError(
            "Async Redis client does not support class retrieval: use 'await client.get(name)'"
        )

    def __setitem__(self, name, value):
        raise TypeError(
            "Async Redis client does not support class assignment: "
            "use 'await client.set(name, value)'"
        )
