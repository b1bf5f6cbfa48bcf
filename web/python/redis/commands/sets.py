"""Commands on sets."""

from ._arguments import flags, listed


class SetCommands:
    def sadd(self, name, *values):
        return self.execute_command("SADD", name, *values)

    def scard(self, name):
        return self.execute_command("SCARD", name)

    def sdiff(self, keys, *args):
        return self.execute_command("SDIFF", *listed(keys, args))

    def sdiffcard(self, numkeys, keys, limit=0):
        return self.execute_command("SDIFFCARD", numkeys, *keys, "LIMIT", limit)

    def sdiffstore(self, dest, keys, *args):
        return self.execute_command("SDIFFSTORE", dest, *listed(keys, args))

    def sinter(self, keys, *args):
        return self.execute_command("SINTER", *listed(keys, args))

    def sintercard(self, numkeys, keys, limit=0):
        return self.execute_command("SINTERCARD", numkeys, *keys, "LIMIT", limit)

    def sinterstore(self, dest, keys, *args):
        return self.execute_command("SINTERSTORE", dest, *listed(keys, args))

    def sismember(self, name, value):
        return self.execute_command("SISMEMBER", name, value)

    def smembers(self, name):
        return self.execute_command("SMEMBERS", name)

    def smismember(self, name, values, *args):
        return self.execute_command("SMISMEMBER", name, *listed(values, args))

    def smove(self, src, dst, value):
        return self.execute_command("SMOVE", src, dst, value)

    def spop(self, name, count=None):
        return self.execute_command("SPOP", name, *([] if count is None else [count]))

    def srandmember(self, name, number=None):
        return self.execute_command("SRANDMEMBER", name, *([] if number is None else [number]))

    def srem(self, name, *values):
        return self.execute_command("SREM", name, *values)

    def sunion(self, keys, *args):
        return self.execute_command("SUNION", *listed(keys, args))

    def sunioncard(self, numkeys, keys, limit=0, approx=False):
        pieces = [*flags(approx=approx), "LIMIT", limit]
        return self.execute_command("SUNIONCARD", numkeys, *keys, *pieces)

    def sunionstore(self, dest, keys, *args):
        return self.execute_command("SUNIONSTORE", dest, *listed(keys, args))
