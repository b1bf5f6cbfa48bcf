"""Where redis-py keeps the commands and the names that go with them."""

from . import AsyncCoreCommands, CoreCommands
from .acl import AclCommands as ACLCommands
from .arrays import ArrayAggregateOperations, ArrayPredicateCombinator, ArrayPredicateType
from .bits import BitFieldOperation
from .hashes import HashDataPersistOptions
from .scripting import AsyncScript, Script
from .server import HotkeysMetricsTypes
from .strings import DataPersistOptions

__all__ = [
    "ACLCommands",
    "ArrayAggregateOperations",
    "ArrayPredicateCombinator",
    "ArrayPredicateType",
    "AsyncCoreCommands",
    "AsyncScript",
    "BitFieldOperation",
    "CoreCommands",
    "DataPersistOptions",
    "HashDataPersistOptions",
    "HotkeysMetricsTypes",
    "Script",
]
