"""Commands on arrays: values by number, with gaps."""

import enum

from ._arguments import flags, option, spread


class ArrayCommands:
    def arcount(self, name):
        return self.execute_command("ARCOUNT", name)

    def ardel(self, name, *indices):
        return self.execute_command("ARDEL", name, *indices)

    def ardelrange(self, name, *ranges):
        ends = [end for one in ranges for end in one]
        return self.execute_command("ARDELRANGE", name, *ends)

    def arget(self, name, index):
        return self.execute_command("ARGET", name, index)

    def argetrange(self, name, start, end):
        return self.execute_command("ARGETRANGE", name, start, end)

    def argrep(
        self, name, start, end, predicates, combinator=None, limit=None, withvalues=False,
        nocase=False,
    ):  # fmt: skip
        pieces = [
            *(part for kind, value in predicates for part in (kind.value, value)),
            *([] if combinator is None else [combinator.value]),
            *option("LIMIT", limit),
            *flags(withvalues=withvalues, nocase=nocase),
        ]
        return self.execute_command("ARGREP", name, start, end, *pieces)

    def arinfo(self, name, full=False):
        return self.execute_command("ARINFO", name, *flags(full=full))

    def arinsert(self, name, *values):
        return self.execute_command("ARINSERT", name, *values)

    def arlastitems(self, name, count, rev=False):
        return self.execute_command("ARLASTITEMS", name, count, *flags(rev=rev))

    def arlen(self, name):
        return self.execute_command("ARLEN", name)

    def armget(self, name, *indices):
        return self.execute_command("ARMGET", name, *indices)

    def armset(self, name, mapping):
        return self.execute_command("ARMSET", name, *spread(mapping))

    def arnext(self, name):
        return self.execute_command("ARNEXT", name)

    def arop(self, name, start, end, operation, value=None):
        pieces = [] if value is None else [value]
        return self.execute_command("AROP", name, start, end, operation.value, *pieces)

    def arring(self, name, size, *values):
        return self.execute_command("ARRING", name, size, *values)

    def arscan(self, name, start, end, limit=None):
        return self.execute_command("ARSCAN", name, start, end, *option("LIMIT", limit))

    def arseek(self, name, index):
        return self.execute_command("ARSEEK", name, index)

    def arset(self, name, index, *values):
        return self.execute_command("ARSET", name, index, *values)


class ArrayAggregateOperations(enum.Enum):
    """What AROP makes of a range."""

    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    AND = "AND"
    OR = "OR"
    XOR = "XOR"
    MATCH = "MATCH"
    USED = "USED"


class ArrayPredicateType(enum.Enum):
    """How ARGREP compares."""

    EXACT = "EXACT"
    MATCH = "MATCH"
    GLOB = "GLOB"
    RE = "RE"


class ArrayPredicateCombinator(enum.Enum):
    """Whether one predicate of ARGREP is enough."""

    AND = "AND"
    OR = "OR"
