"""Commands that count without keeping."""

from ..util import wait_ok


class HyperLogLogCommandsMixin:
    def pfadd(self, key, value, *values):
        return self.execute(b"PFADD", key, value, *values)

    def pfcount(self, key, *keys):
        return self.execute(b"PFCOUNT", key, *keys)

    def pfmerge(self, destkey, sourcekey, *sourcekeys):
        return wait_ok(self.execute(b"PFMERGE", destkey, sourcekey, *sourcekeys))
