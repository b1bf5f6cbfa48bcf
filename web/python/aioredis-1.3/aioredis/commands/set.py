"""Commands on sets."""

from ..util import _NOTSET, _ScanIter, given, wait_convert, walk, walked


class SetCommandsMixin:
    def sadd(self, key, member, *members):
        return self.execute(b"SADD", key, member, *members)

    def scard(self, key):
        return self.execute(b"SCARD", key)

    def sdiff(self, key, *keys):
        return self.execute(b"SDIFF", key, *keys)

    def sdiffstore(self, destkey, key, *keys):
        return self.execute(b"SDIFFSTORE", destkey, key, *keys)

    def sinter(self, key, *keys):
        return self.execute(b"SINTER", key, *keys)

    def sinterstore(self, destkey, key, *keys):
        return self.execute(b"SINTERSTORE", destkey, key, *keys)

    def sismember(self, key, member):
        return self.execute(b"SISMEMBER", key, member)

    def smembers(self, key, *, encoding=_NOTSET):
        return self.execute(b"SMEMBERS", key, encoding=encoding)

    def smove(self, sourcekey, destkey, member):
        return self.execute(b"SMOVE", sourcekey, destkey, member)

    def spop(self, key, count=None, *, encoding=_NOTSET):
        return self.execute(b"SPOP", key, *given(count), encoding=encoding)

    def srandmember(self, key, count=None, *, encoding=_NOTSET):
        return self.execute(b"SRANDMEMBER", key, *given(count), encoding=encoding)

    def srem(self, key, member, *members):
        return self.execute(b"SREM", key, member, *members)

    def sunion(self, key, *keys):
        return self.execute(b"SUNION", key, *keys)

    def sunionstore(self, destkey, key, *keys):
        return self.execute(b"SUNIONSTORE", destkey, key, *keys)

    def sscan(self, key, cursor=0, match=None, count=None):
        return wait_convert(self.execute(b"SSCAN", key, cursor, *walk(match, count)), walked)

    def isscan(self, key, *, match=None, count=None):
        """Every member: `async for member in redis.isscan(key)`."""
        return _ScanIter(lambda cursor: self.sscan(key, cursor, match=match, count=count))
