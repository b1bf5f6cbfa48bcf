"""Commands on hashes."""

from ..util import (
    _NOTSET,
    _ScanIter,
    check_pairs,
    pairs,
    wait_convert,
    wait_make_dict,
    wait_ok,
    walk,
)


class HashCommandsMixin:
    def hdel(self, key, field, *fields):
        return self.execute(b"HDEL", key, field, *fields)

    def hexists(self, key, field):
        return wait_convert(self.execute(b"HEXISTS", key, field), bool)

    def hget(self, key, field, *, encoding=_NOTSET):
        return self.execute(b"HGET", key, field, encoding=encoding)

    def hgetall(self, key, *, encoding=_NOTSET):
        return wait_make_dict(self.execute(b"HGETALL", key, encoding=encoding))

    def hincrby(self, key, field, increment=1):
        return self.execute(b"HINCRBY", key, field, increment)

    def hincrbyfloat(self, key, field, increment=1.0):
        return wait_convert(self.execute(b"HINCRBYFLOAT", key, field, increment), float)

    def hkeys(self, key, *, encoding=_NOTSET):
        return self.execute(b"HKEYS", key, encoding=encoding)

    def hlen(self, key):
        return self.execute(b"HLEN", key)

    def hmget(self, key, field, *fields, encoding=_NOTSET):
        return self.execute(b"HMGET", key, field, *fields, encoding=encoding)

    def hmset(self, key, field, value, *pairs):
        check_pairs(pairs)
        return wait_ok(self.execute(b"HMSET", key, field, value, *pairs))

    def hmset_dict(self, key, *args, **kwargs):
        """Sets the fields of a dict, of keywords, or of both; a keyword wins."""
        if not args and not kwargs:
            raise TypeError("args or kwargs must be specified")
        if len(args) > 1:
            raise TypeError("single positional argument allowed")
        if args and not isinstance(args[0], dict):
            raise TypeError("args[0] must be dict")
        if args and not args[0] and not kwargs:
            raise ValueError("args[0] is empty dict")
        fields = [*(args[0].items() if args else ()), *kwargs.items()]
        return wait_ok(self.execute(b"HMSET", key, *(part for pair in fields for part in pair)))

    def hset(self, key, field, value):
        return self.execute(b"HSET", key, field, value)

    def hsetnx(self, key, field, value):
        return self.execute(b"HSETNX", key, field, value)

    def hvals(self, key, *, encoding=_NOTSET):
        return self.execute(b"HVALS", key, encoding=encoding)

    def hscan(self, key, cursor=0, match=None, count=None):
        reply = self.execute(b"HSCAN", key, cursor, *walk(match, count))
        return wait_convert(reply, lambda r: (int(r[0]), pairs(r[1])))

    def ihscan(self, key, *, match=None, count=None):
        """Every field with its value: `async for field, value in redis.ihscan(key)`."""
        return _ScanIter(lambda cursor: self.hscan(key, cursor, match=match, count=count))

    def hstrlen(self, key, field):
        return self.execute(b"HSTRLEN", key, field)
