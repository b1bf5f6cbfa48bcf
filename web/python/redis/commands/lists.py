"""Commands on lists, those that wait for an element among them."""

from ..exceptions import DataError
from ._arguments import listed, option


class ListCommands:
    def blmove(self, first_list, second_list, timeout, src="LEFT", dest="RIGHT"):
        return self.execute_command("BLMOVE", first_list, second_list, src, dest, timeout)

    def blmpop(self, timeout, numkeys, *args, direction, count=1):
        return self.execute_command("BLMPOP", timeout, numkeys, *args, direction, "COUNT", count)

    def blmovem(
        self, first_list, second_list, timeout, src="LEFT", dest="RIGHT", count=None, mode=None,
        ordering=None,
    ):  # fmt: skip
        pieces = [src, dest, timeout, *_moved(count, mode, ordering)]
        return self.execute_command("BLMOVEM", first_list, second_list, *pieces)

    def blpop(self, keys, timeout=0):
        return self.execute_command("BLPOP", *listed(keys), timeout or 0)

    def brpop(self, keys, timeout=0):
        return self.execute_command("BRPOP", *listed(keys), timeout or 0)

    def brpoplpush(self, src, dst, timeout=0):
        return self.execute_command("BRPOPLPUSH", src, dst, timeout or 0)

    def lindex(self, name, index):
        return self.execute_command("LINDEX", name, index)

    def linsert(self, name, where, refvalue, value):
        return self.execute_command("LINSERT", name, where, refvalue, value)

    def llen(self, name):
        return self.execute_command("LLEN", name)

    def lmove(self, first_list, second_list, src="LEFT", dest="RIGHT"):
        return self.execute_command("LMOVE", first_list, second_list, src, dest)

    def lmovem(
        self, first_list, second_list, src="LEFT", dest="RIGHT", count=None, mode=None,
        ordering=None,
    ):  # fmt: skip
        pieces = [src, dest, *_moved(count, mode, ordering)]
        return self.execute_command("LMOVEM", first_list, second_list, *pieces)

    def lmpop(self, num_keys, *args, direction, count=1):
        pieces = [] if count == 1 else ["COUNT", count]
        return self.execute_command("LMPOP", num_keys, *args, direction, *pieces)

    def lpop(self, name, count=None):
        return self.execute_command("LPOP", name, *([] if count is None else [count]))

    def lpos(self, name, value, rank=None, count=None, maxlen=None):
        pieces = [*option("RANK", rank), *option("COUNT", count), *option("MAXLEN", maxlen)]
        return self.execute_command("LPOS", name, value, *pieces)

    def lpush(self, name, *values):
        return self.execute_command("LPUSH", name, *values)

    def lpushx(self, name, *values):
        return self.execute_command("LPUSHX", name, *values)

    def lrange(self, name, start, end):
        return self.execute_command("LRANGE", name, start, end)

    def lrem(self, name, count, value):
        return self.execute_command("LREM", name, count, value)

    def lset(self, name, index, value):
        return self.execute_command("LSET", name, index, value)

    def ltrim(self, name, start, end):
        return self.execute_command("LTRIM", name, start, end)

    def rpop(self, name, count=None):
        return self.execute_command("RPOP", name, *([] if count is None else [count]))

    def rpoplpush(self, src, dst):
        return self.execute_command("RPOPLPUSH", src, dst)

    def rpush(self, name, *values):
        return self.execute_command("RPUSH", name, *values)

    def rpushx(self, name, *values):
        return self.execute_command("RPUSHX", name, *values)


def _moved(count, mode, ordering):
    """How many elements move, and in which order they arrive."""
    if count is None and (mode is not None or ordering is not None):
        raise DataError("``count`` is required when ``mode`` or ``ordering`` is set")
    if count is not None and ordering is None:
        raise DataError("``ordering`` (OBO or BULK) is required when ``count`` is set")
    return [] if count is None else [mode or "COUNT", count, ordering]
