"""Commands on sorted sets."""

from ..exceptions import DataError
from ._arguments import flags, limit, listed, option


class SortedSetCommands:
    def bzmpop(self, timeout, numkeys, keys, min=False, max=False, count=1):
        return self.execute_command(
            "BZMPOP", timeout, numkeys, *keys, _end(min, max), "COUNT", count
        )

    def bzpopmax(self, keys, timeout=0):
        return self.execute_command("BZPOPMAX", *listed(keys), timeout or 0)

    def bzpopmin(self, keys, timeout=0):
        return self.execute_command("BZPOPMIN", *listed(keys), timeout or 0)

    def zadd(self, name, mapping, nx=False, xx=False, ch=False, incr=False, gt=False, lt=False):
        if not mapping:
            raise DataError("ZADD requires at least one element/score pair")
        if nx and xx:
            raise DataError("ZADD allows either 'nx' or 'xx', not both")
        if gt and lt:
            raise DataError("ZADD allows either 'gt' or 'lt', not both")
        if incr and len(mapping) != 1:
            raise DataError(
                "ZADD option 'incr' only works when passing a single element/score pair"
            )
        if nx and (gt or lt):
            raise DataError("Only one of 'nx', 'gt', or 'lt' may be defined.")
        pairs = [part for member, score in mapping.items() for part in (score, member)]
        options = {"as_score": True} if incr else {}
        pieces = flags(nx=nx, xx=xx, gt=gt, lt=lt, ch=ch, incr=incr)
        return self.execute_command("ZADD", name, *pieces, *pairs, **options)

    def zcard(self, name):
        return self.execute_command("ZCARD", name)

    def zcount(self, name, min, max):
        return self.execute_command("ZCOUNT", name, min, max)

    def zdiff(self, keys, withscores=False):
        return self._combine("ZDIFF", keys, None, withscores)

    def zdiffstore(self, dest, keys):
        return self.execute_command("ZDIFFSTORE", dest, len(keys), *keys)

    def zincrby(self, name, amount, value):
        return self.execute_command("ZINCRBY", name, amount, value)

    def zinter(self, keys, aggregate=None, withscores=False):
        return self._combine("ZINTER", keys, aggregate, withscores)

    def zintercard(self, numkeys, keys, limit=0):
        return self.execute_command("ZINTERCARD", numkeys, *keys, "LIMIT", limit)

    def zinterstore(self, dest, keys, aggregate=None):
        return self.execute_command("ZINTERSTORE", dest, *_combined(keys, aggregate))

    def zlexcount(self, name, min, max):
        return self.execute_command("ZLEXCOUNT", name, min, max)

    def zmpop(self, num_keys, keys, min=False, max=False, count=1):
        pieces = [] if count == 1 else ["COUNT", count]
        return self.execute_command("ZMPOP", num_keys, *keys, _end(min, max), *pieces)

    def zmscore(self, key, members):
        if not members:
            raise DataError("ZMSCORE members must be a non-empty list")
        return self.execute_command("ZMSCORE", key, *members)

    def zpopmax(self, name, count=None):
        pieces = [] if count is None else [count]
        return self.execute_command("ZPOPMAX", name, *pieces, withscores=True)

    def zpopmin(self, name, count=None):
        pieces = [] if count is None else [count]
        return self.execute_command("ZPOPMIN", name, *pieces, withscores=True)

    def zrandmember(self, key, count=None, withscores=False):
        pieces = [*([] if count is None else [count]), *flags(withscores=withscores)]
        return self.execute_command("ZRANDMEMBER", key, *pieces, withscores=withscores)

    def zrange(
        self, name, start, end, desc=False, withscores=False, score_cast_func=float,
        byscore=False, bylex=False, offset=None, num=None,
    ):  # fmt: skip
        # The old command for the old question: servers before 6.2 know no REV.
        if not byscore and not bylex and (offset is None and num is None) and desc:
            return self.zrevrange(name, start, end, withscores, score_cast_func)
        pieces = _span(desc, byscore, bylex, withscores, offset, num)
        return self.execute_command(
            "ZRANGE", name, start, end, *pieces,
            withscores=withscores, score_cast_func=score_cast_func,
        )  # fmt: skip

    def zrangebylex(self, name, min, max, start=None, num=None):
        return self.execute_command("ZRANGEBYLEX", name, min, max, *limit(start, num))

    def zrangebyscore(
        self, name, min, max, start=None, num=None, withscores=False, score_cast_func=float
    ):
        return self._scored(
            "ZRANGEBYSCORE", name, min, max, limit(start, num), withscores, score_cast_func
        )

    def zrangestore(
        self, dest, name, start, end, byscore=False, bylex=False, desc=False, offset=None, num=None
    ):
        pieces = _span(desc, byscore, bylex, False, offset, num)
        return self.execute_command("ZRANGESTORE", dest, name, start, end, *pieces)

    def zrank(self, name, value, withscore=False, score_cast_func=float):
        return self._rank("ZRANK", name, value, withscore, score_cast_func)

    def zrem(self, name, *values):
        return self.execute_command("ZREM", name, *values)

    def zremrangebylex(self, name, min, max):
        return self.execute_command("ZREMRANGEBYLEX", name, min, max)

    def zremrangebyrank(self, name, min, max):
        return self.execute_command("ZREMRANGEBYRANK", name, min, max)

    def zremrangebyscore(self, name, min, max):
        return self.execute_command("ZREMRANGEBYSCORE", name, min, max)

    def zrevrange(self, name, start, end, withscores=False, score_cast_func=float):
        return self._scored("ZREVRANGE", name, start, end, [], withscores, score_cast_func)

    def zrevrangebylex(self, name, max, min, start=None, num=None):
        return self.execute_command("ZREVRANGEBYLEX", name, max, min, *limit(start, num))

    def zrevrangebyscore(
        self, name, max, min, start=None, num=None, withscores=False, score_cast_func=float
    ):
        return self._scored(
            "ZREVRANGEBYSCORE", name, max, min, limit(start, num), withscores, score_cast_func
        )

    def zrevrank(self, name, value, withscore=False, score_cast_func=float):
        return self._rank("ZREVRANK", name, value, withscore, score_cast_func)

    def zscore(self, name, value):
        return self.execute_command("ZSCORE", name, value)

    def zunion(self, keys, aggregate=None, withscores=False, score_cast_func=float):
        return self._combine("ZUNION", keys, aggregate, withscores, score_cast_func)

    def zunionstore(self, dest, keys, aggregate=None):
        return self.execute_command("ZUNIONSTORE", dest, *_combined(keys, aggregate))

    def _scored(self, command, name, start, end, pieces, withscores, score_cast_func):
        return self.execute_command(
            command, name, start, end, *pieces, *flags(withscores=withscores),
            withscores=withscores, score_cast_func=score_cast_func,
        )  # fmt: skip

    def _rank(self, command, name, value, withscore, score_cast_func):
        return self.execute_command(
            command, name, value, *flags(withscore=withscore),
            withscore=withscore, score_cast_func=score_cast_func,
        )  # fmt: skip

    def _combine(self, command, keys, aggregate, withscores, score_cast_func=float):
        pieces = [*_combined(keys, aggregate), *flags(withscores=withscores)]
        return self.execute_command(
            command, *pieces, withscores=withscores, score_cast_func=score_cast_func
        )


def _end(min, max):
    if bool(min) == bool(max):
        raise DataError("Either min or max, but not both must be set")
    return "MIN" if min else "MAX"


def _combined(keys, aggregate):
    """Keys, with weights where they come as a mapping."""
    weights = ["WEIGHTS", *keys.values()] if isinstance(keys, dict) else []
    if aggregate and aggregate.upper() not in ("SUM", "MIN", "MAX", "COUNT"):
        raise DataError("aggregate can be sum, min, max or count.")
    return [len(keys), *keys, *weights, *option("AGGREGATE", aggregate or None)]


def _span(desc, byscore, bylex, withscores, offset, num):
    """The options of ZRANGE and its kin."""
    if byscore and bylex:
        raise DataError("``byscore`` and ``bylex`` can not be specified together.")
    if (offset is None) != (num is None):
        raise DataError("``offset`` and ``num`` must both be specified.")
    if bylex and withscores:
        raise DataError("``withscores`` not supported in combination with ``bylex``.")
    limits = [] if offset is None else ["LIMIT", offset, num]
    return [*flags(byscore=byscore, bylex=bylex, rev=desc), *limits, *flags(withscores=withscores)]
