"""Commands on lists."""

from ..util import _NOTSET, check_timeout, typed, wait_ok


class ListCommandsMixin:
    def blpop(self, key, *keys, timeout=0, encoding=_NOTSET):
        check_timeout(timeout)
        return self.execute(b"BLPOP", key, *keys, timeout, encoding=encoding)

    def brpop(self, key, *keys, timeout=0, encoding=_NOTSET):
        check_timeout(timeout)
        return self.execute(b"BRPOP", key, *keys, timeout, encoding=encoding)

    def brpoplpush(self, sourcekey, destkey, timeout=0, encoding=_NOTSET):
        check_timeout(timeout)
        return self.execute(b"BRPOPLPUSH", sourcekey, destkey, timeout, encoding=encoding)

    def lindex(self, key, index, *, encoding=_NOTSET):
        typed("index", index)
        return self.execute(b"LINDEX", key, index, encoding=encoding)

    def linsert(self, key, pivot, value, before=False):
        return self.execute(b"LINSERT", key, b"BEFORE" if before else b"AFTER", pivot, value)

    def llen(self, key):
        return self.execute(b"LLEN", key)

    def lpop(self, key, *, encoding=_NOTSET):
        return self.execute(b"LPOP", key, encoding=encoding)

    def lpush(self, key, value, *values):
        return self.execute(b"LPUSH", key, value, *values)

    def lpushx(self, key, value):
        return self.execute(b"LPUSHX", key, value)

    def lrange(self, key, start, stop, *, encoding=_NOTSET):
        typed("start", start)
        typed("stop", stop)
        return self.execute(b"LRANGE", key, start, stop, encoding=encoding)

    def lrem(self, key, count, value):
        typed("count", count)
        return self.execute(b"LREM", key, count, value)

    def lset(self, key, index, value):
        typed("index", index)
        return self.execute(b"LSET", key, index, value)

    def ltrim(self, key, start, stop):
        typed("start", start)
        typed("stop", stop)
        return wait_ok(self.execute(b"LTRIM", key, start, stop))

    def rpop(self, key, *, encoding=_NOTSET):
        return self.execute(b"RPOP", key, encoding=encoding)

    def rpoplpush(self, sourcekey, destkey, *, encoding=_NOTSET):
        return self.execute(b"RPOPLPUSH", sourcekey, destkey, encoding=encoding)

    def rpush(self, key, value, *values):
        return self.execute(b"RPUSH", key, value, *values)

    def rpushx(self, key, value):
        return self.execute(b"RPUSHX", key, value)
