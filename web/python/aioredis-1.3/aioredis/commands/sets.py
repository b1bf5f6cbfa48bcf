"""Commands on sets and sorted sets."""

from ..util import _NOTSET, check_number, scan_steps, wait_convert
from .keys import walk, walked


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
        pieces = [] if count is None else [count]
        return self.execute(b"SPOP", key, *pieces, encoding=encoding)

    def srandmember(self, key, count=None, *, encoding=_NOTSET):
        pieces = [] if count is None else [count]
        return self.execute(b"SRANDMEMBER", key, *pieces, encoding=encoding)

    def srem(self, key, member, *members):
        return self.execute(b"SREM", key, member, *members)

    def sunion(self, key, *keys):
        return self.execute(b"SUNION", key, *keys)

    def sunionstore(self, destkey, key, *keys):
        return self.execute(b"SUNIONSTORE", destkey, key, *keys)

    def sscan(self, key, cursor=0, match=None, count=None):
        return wait_convert(self.execute(b"SSCAN", key, cursor, *walk(match, count)), walked)

    def isscan(self, key, *, match=None, count=None):
        return scan_steps(lambda cursor: self.sscan(key, cursor, match=match, count=count))


class SortedSetCommandsMixin:
    ZSET_EXCLUDE_MIN = "ZSET_EXCLUDE_MIN"
    ZSET_EXCLUDE_MAX = "ZSET_EXCLUDE_MAX"
    ZSET_EXCLUDE_BOTH = "ZSET_EXCLUDE_BOTH"
    ZSET_IF_NOT_EXIST = "ZSET_IF_NOT_EXIST"
    ZSET_IF_EXIST = "ZSET_IF_EXIST"

    def zadd(self, key, score, member, *pairs, exist=None):
        if not isinstance(score, int | float):
            raise TypeError("score argument must be int or float")
        if len(pairs) % 2 != 0:
            raise TypeError("length of pairs must be even number")
        conditions = {self.ZSET_IF_EXIST: [b"XX"], self.ZSET_IF_NOT_EXIST: [b"NX"]}
        return self.execute(b"ZADD", key, *conditions.get(exist, []), score, member, *pairs)

    def zcard(self, key):
        return self.execute(b"ZCARD", key)

    def zcount(self, key, min=float("-inf"), max=float("inf"), *, exclude=None):
        return self.execute(b"ZCOUNT", key, *_bounds(min, max, exclude))

    def zincrby(self, key, increment, member):
        return wait_convert(self.execute(b"ZINCRBY", key, increment, member), float)

    def zrange(self, key, start=0, stop=-1, withscores=False, encoding=_NOTSET):
        check_number("start", start)
        check_number("stop", stop)
        return self._ranged(b"ZRANGE", [key, start, stop], withscores, encoding)

    def zrangebyscore(
        self, key, min=float("-inf"), max=float("inf"), withscores=False, offset=None, count=None,
        *, exclude=None, encoding=_NOTSET,
    ):  # fmt: skip
        limit = [b"LIMIT", offset, count] if offset is not None and count is not None else []
        low, high = _bounds(min, max, exclude)
        return self._ranged(b"ZRANGEBYSCORE", [key, low, high], withscores, encoding, limit)

    def zrank(self, key, member):
        return self.execute(b"ZRANK", key, member)

    def zrem(self, key, member, *members):
        return self.execute(b"ZREM", key, member, *members)

    def zremrangebyrank(self, key, start, stop):
        return self.execute(b"ZREMRANGEBYRANK", key, start, stop)

    def zremrangebyscore(self, key, min=float("-inf"), max=float("inf"), *, exclude=None):
        return self.execute(b"ZREMRANGEBYSCORE", key, *_bounds(min, max, exclude))

    def zrevrange(self, key, start, stop, withscores=False, encoding=_NOTSET):
        return self._ranged(b"ZREVRANGE", [key, start, stop], withscores, encoding)

    def zrevrank(self, key, member):
        return self.execute(b"ZREVRANK", key, member)

    def zscore(self, key, member):
        return wait_convert(
            self.execute(b"ZSCORE", key, member), lambda r: None if r is None else float(r)
        )

    def zscan(self, key, cursor=0, match=None, count=None):
        reply = self.execute(b"ZSCAN", key, cursor, *walk(match, count))
        return wait_convert(reply, lambda r: (int(r[0]), _scored(r[1])))

    def izscan(self, key, *, match=None, count=None):
        return scan_steps(lambda cursor: self.zscan(key, cursor, match=match, count=count))

    def zpopmin(self, key, count=None, *, encoding=_NOTSET):
        return self.execute(b"ZPOPMIN", key, *([] if count is None else [count]), encoding=encoding)

    def zpopmax(self, key, count=None, *, encoding=_NOTSET):
        return self.execute(b"ZPOPMAX", key, *([] if count is None else [count]), encoding=encoding)

    def _ranged(self, command, pieces, withscores, encoding, limit=()):
        scores = [b"WITHSCORES"] if withscores else []
        reply = self.execute(command, *pieces, *scores, *limit, encoding=encoding)
        return wait_convert(reply, _scored) if withscores else reply


def _bounds(low, high, exclude):
    """The ends of a range of scores; those to be left out are marked."""
    both = SortedSetCommandsMixin.ZSET_EXCLUDE_BOTH
    if exclude in (both, SortedSetCommandsMixin.ZSET_EXCLUDE_MIN):
        low = f"({low}"
    if exclude in (both, SortedSetCommandsMixin.ZSET_EXCLUDE_MAX):
        high = f"({high}"
    return low, high


def _scored(reply):
    return [(member, float(score)) for member, score in zip(reply[::2], reply[1::2], strict=True)]
