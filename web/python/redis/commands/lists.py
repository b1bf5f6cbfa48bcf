"""Commands on lists, those that wait for an element among them."""

from ._arguments import listed, option


class ListCommands:
    def blmove(self, first_list, second_list, timeout, src="LEFT", dest="RIGHT"):
        return self.execute_command("BLMOVE", first_list, second_list, src, dest, timeout)

    def blmpop(self, timeout, numkeys, *args, direction, count=1):
        return self.execute_command("BLMPOP", timeout, numkeys, *args, direction, "COUNT", count)

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

    def lmpop(self, num_keys, *args, direction, count=1):
        return self.execute_command("LMPOP", num_keys, *args, direction, "COUNT", count)

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
