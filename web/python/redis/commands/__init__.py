"""Every command as a method, written once for all clients.

A method puts its arguments in order and calls execute_command, which each kind of client
supplies: a plain client sends and waits, an asynchronous one returns a coroutine, a pipeline
collects. That is all the difference there is between them.
"""

from .connection import ConnectionCommands
from .geo import GeoCommands
from .hashes import FieldExpiryCommands, HashCommands
from .keys import AsyncScanIterators, KeyCommands, ScanCommands, ScanIterators
from .lists import ListCommands
from .modules import ModuleCommands
from .scripting import AsyncScript, FunctionCommands, PubSubCommands, Script, ScriptCommands
from .server import AclCommands, ClusterCommands, ServerCommands
from .sets import SetCommands
from .sorted_sets import SortedSetCommands
from .streams import StreamCommands
from .strings import BitCommands, HyperlogCommands, StringCommands

__all__ = ["AsyncCoreCommands", "CoreCommands"]


class _Commands(
    StringCommands,
    BitCommands,
    HyperlogCommands,
    KeyCommands,
    ScanCommands,
    HashCommands,
    FieldExpiryCommands,
    ListCommands,
    SetCommands,
    SortedSetCommands,
    StreamCommands,
    GeoCommands,
    ScriptCommands,
    FunctionCommands,
    PubSubCommands,
    ServerCommands,
    ClusterCommands,
    AclCommands,
    ConnectionCommands,
    ModuleCommands,
):
    is_pipeline = False


class CoreCommands(_Commands, ScanIterators):
    _script_class = Script


class AsyncCoreCommands(_Commands, AsyncScanIterators):
    _script_class = AsyncScript

    def __delitem__(self, name):
        raise TypeError("'del client[name]' cannot be awaited: use 'await client.delete(name)'")

    def __contains__(self, name):
        raise TypeError("'name in client' cannot be awaited: use 'await client.exists(name)'")
