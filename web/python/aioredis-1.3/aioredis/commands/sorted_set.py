"""Commands on sorted sets."""

from ..util import (
    _NOTSET,
    _ScanIter,
    check_pairs,
    check_timeout,
    given,
    pairs,
    typed,
    wait_convert,
    walk,
)

_LOWEST, _HIGHEST = float("-inf"), float("inf")


class SortedSetCommandsMixin:
    ZSET_EXCLUDE_MIN = "ZSET_EXCLUDE_MIN"
    ZSET_EXCLUDE_MAX = "ZSET_EXCLUDE_MAX"
    ZSET_EXCLUDE_BOTH = "ZSET_EXCLUDE_BOTH"

    ZSET_AGGREGATE_SUM = "ZSET_AGGREGATE_SUM"
    ZSET_AGGREGATE_MIN = "ZSET_AGGREGATE_MIN"
    ZSET_AGGREGATE_MAX = "ZSET_AGGREGATE_MAX"

    ZSET_IF_NOT_EXIST = "ZSET_IF_NOT_EXIST"
    ZSET_IF_EXIST = "ZSET_IF_EXIST"

    def bzpopmax(self, key, *keys, timeout=0, encoding=_NOTSET):
        check_timeout(timeout)
        return self.execute(b"BZPOPMAX", key, *keys, timeout, encoding=encoding)

    def bzpopmin(self, key, *keys, timeout=0, encoding=_NOTSET):
        check_timeout(timeout)
        return self.execute(b"BZPOPMIN", key, *keys, timeout, encoding=encoding)

    def zadd(self, key, score, member, *pairs, exist=None, changed=False, incr=False):
        typed("score", score, int, float)
        check_pairs(pairs)
        if any(not isinstance(each, int | float) for each in pairs[::2]):
            raise TypeError("all scores must be int or float")
        if incr and pairs:
            raise ValueError("only one score-element pair can be specified in this mode")
        conditions = {self.ZSET_IF_EXIST: [b"XX"], self.ZSET_IF_NOT_EXIST: [b"NX"]}
        options = [
            *conditions.get(exist, []),
            *([b"CH"] if changed else []),
            *([b"INCR"] if incr else []),
        ]
        return self.execute(b"ZADD", key, *options, score, member, *pairs)

    def zcard(self, key):
        return self.execute(b"ZCARD", key)

    def zcount(self, key, min=_LOWEST, max=_HIGHEST, *, exclude=None):
        bounds = _scores(min, max, exclude)
        if min > max:
            raise ValueError("min could not be greater than max")
        return self.execute(b"ZCOUNT", key, *bounds)

    def zincrby(self, key, increment, member):
        typed("increment", increment, int, float)
        return wait_convert(self.execute(b"ZINCRBY", key, increment, member), int_or_float)

    def zinterstore(self, destkey, key, *keys, with_weights=False, aggregate=None):
        return self._combined(b"ZINTERSTORE", destkey, (key, *keys), with_weights, aggregate)

    def zlexcount(self, key, min=b"-", max=b"+", include_min=True, include_max=True):
        return self.execute(b"ZLEXCOUNT", key, *_texts(min, max, include_min, include_max))

    def zrange(self, key, start=0, stop=-1, withscores=False, encoding=_NOTSET):
        return self._by_rank(b"ZRANGE", key, start, stop, withscores, encoding)

    def zrangebylex(
        self, key, min=b"-", max=b"+", include_min=True, include_max=True, offset=None,
        count=None, encoding=_NOTSET,
    ):  # fmt: skip
        bounds = _texts(min, max, include_min, include_max)
        limit = _limit(offset, count)
        return self.execute(b"ZRANGEBYLEX", key, *bounds, *limit, encoding=encoding)

    def zrangebyscore(
        self, key, min=_LOWEST, max=_HIGHEST, withscores=False, offset=None, count=None, *,
        exclude=None, encoding=_NOTSET,
    ):  # fmt: skip
        bounds = _scores(min, max, exclude)
        pieces = [key, *bounds]
        return self._ranged(b"ZRANGEBYSCORE", pieces, withscores, encoding, _limit(offset, count))

    def zrank(self, key, member):
        return self.execute(b"ZRANK", key, member)

    def zrem(self, key, member, *members):
        return self.execute(b"ZREM", key, member, *members)

    def zremrangebylex(self, key, min=b"-", max=b"+", include_min=True, include_max=True):
        return self.execute(b"ZREMRANGEBYLEX", key, *_texts(min, max, include_min, include_max))

    def zremrangebyrank(self, key, start, stop):
        typed("start", start)
        typed("stop", stop)
        return self.execute(b"ZREMRANGEBYRANK", key, start, stop)

    def zremrangebyscore(self, key, min=_LOWEST, max=_HIGHEST, *, exclude=None):
        return self.execute(b"ZREMRANGEBYSCORE", key, *_scores(min, max, exclude))

    def zrevrange(self, key, start, stop, withscores=False, encoding=_NOTSET):
        return self._by_rank(b"ZREVRANGE", key, start, stop, withscores, encoding)

    def zrevrangebyscore(
        self, key, max=_HIGHEST, min=_LOWEST, *, exclude=None, withscores=False, offset=None,
        count=None, encoding=_NOTSET,
    ):  # fmt: skip
        low, high = _scores(min, max, exclude)
        pieces, limit = [key, high, low], _limit(offset, count)
        return self._ranged(b"ZREVRANGEBYSCORE", pieces, withscores, encoding, limit)

    def zrevrangebylex(
        self, key, min=b"-", max=b"+", include_min=True, include_max=True, offset=None,
        count=None, encoding=_NOTSET,
    ):  # fmt: skip
        low, high = _texts(min, max, include_min, include_max)
        limit = _limit(offset, count)
        return self.execute(b"ZREVRANGEBYLEX", key, high, low, *limit, encoding=encoding)

    def zrevrank(self, key, member):
        return self.execute(b"ZREVRANK", key, member)

    def zscore(self, key, member):
        return wait_convert(self.execute(b"ZSCORE", key, member), optional_int_or_float)

    def zunionstore(self, destkey, key, *keys, with_weights=False, aggregate=None):
        return self._combined(b"ZUNIONSTORE", destkey, (key, *keys), with_weights, aggregate)

    def zscan(self, key, cursor=0, match=None, count=None):
        reply = self.execute(b"ZSCAN", key, cursor, *walk(match, count))
        return wait_convert(reply, lambda r: (int(r[0]), pairs_int_or_float(r[1])))

    def izscan(self, key, *, match=None, count=None):
        """Every member with its score: `async for member, score in redis.izscan(key)`."""
        return _ScanIter(lambda cursor: self.zscan(key, cursor, match=match, count=count))

    def zpopmin(self, key, count=None, *, encoding=_NOTSET):
        return self._pop(b"ZPOPMIN", key, count, encoding)

    def zpopmax(self, key, count=None, *, encoding=_NOTSET):
        return self._pop(b"ZPOPMAX", key, count, encoding)

    # What several commands share

    def _pop(self, command, key, count, encoding):
        if count is not None:
            typed("count", count)
        return self.execute(command, key, *given(count), encoding=encoding)

    def _by_rank(self, command, key, start, stop, withscores, encoding):
        typed("start", start)
        typed("stop", stop)
        return self._ranged(command, [key, start, stop], withscores, encoding)

    def _ranged(self, command, pieces, withscores, encoding, limit=()):
        scores = [b"WITHSCORES"] if withscores else []
        reply = self.execute(command, *pieces, *scores, *limit, encoding=encoding)
        return wait_convert(reply, pairs_int_or_float) if withscores else reply

    def _combined(self, command, destkey, keys, with_weights, aggregate):
        names, weights = keys, []
        if with_weights:
            assert all(
                isinstance(key, list | tuple) for key in keys
            ), "All key arguments must be (key, weight) tuples"
            names, weights = [key for key, _ in keys], ["WEIGHTS", *(w for _, w in keys)]
        ways = (self.ZSET_AGGREGATE_SUM, self.ZSET_AGGREGATE_MAX, self.ZSET_AGGREGATE_MIN)
        how = ["AGGREGATE", aggregate.rpartition("_")[2]] if aggregate in ways else []
        return self.execute(command, destkey, len(keys), *names, *weights, *how)


def _scores(low, high, exclude):
    """The ends of a range of scores; those to be left out are marked."""
    typed("min", low, int, float)
    typed("max", high, int, float)
    both, first, last = (
        SortedSetCommandsMixin.ZSET_EXCLUDE_BOTH,
        SortedSetCommandsMixin.ZSET_EXCLUDE_MIN,
        SortedSetCommandsMixin.ZSET_EXCLUDE_MAX,
    )
    return (
        f"({low}" if exclude in (both, first) else low,
        f"({high}" if exclude in (both, last) else high,
    )


def _texts(low, high, include_low, include_high):
    """The ends of a range of members of one score."""
    typed("min", low, bytes)
    typed("max", high, bytes)
    return (
        low if low == b"-" else (b"[" if include_low else b"(") + low,
        high if high == b"+" else (b"[" if include_high else b"(") + high,
    )


def _limit(offset, count):
    if (offset is None) != (count is None):
        raise TypeError("offset and count must both be specified")
    if offset is None:
        return []
    typed("offset", offset)
    typed("count", count)
    return [b"LIMIT", offset, count]


def int_or_float(value):
    """A score: an int where it is whole."""
    try:
        return int(value)
    except ValueError:
        return float(value)


def optional_int_or_float(value):
    return None if value is None else int_or_float(value)


def pairs_int_or_float(value):
    return [(member, int_or_float(score)) for member, score in pairs(value)]
