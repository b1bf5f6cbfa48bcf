"""Commands on keys of any type, and walks over all of them."""

import warnings

from ..exceptions import DataError

from ._arguments import (
    flags, limit, listed, milliseconds, option, seconds, unix_milliseconds, unix_seconds,
)  # fmt: skip


class KeyCommands:
    def copy(self, source, destination, destination_db=None, replace=False):
        pieces = [*option("DB", destination_db), *flags(replace=replace)]
        return self.execute_command("COPY", source, destination, *pieces)

    def delete(self, *names):
        return self.execute_command("DEL", *names)

    def delex(self, name, ifeq=None, ifne=None, ifdeq=None, ifdne=None):
        conditions = [
            *option("IFEQ", ifeq),
            *option("IFNE", ifne),
            *option("IFDEQ", ifdeq),
            *option("IFDNE", ifdne),
        ]
        if len(conditions) > 2:
            raise ValueError("Only one of IFEQ/IFNE/IFDEQ/IFDNE may be specified")
        return self.execute_command("DELEX", name, *conditions)

    def __delitem__(self, name):
        self.delete(name)

    def dump(self, name):
        return self.execute_command("DUMP", name, NEVER_DECODE=True)

    def exists(self, *names):
        return self.execute_command("EXISTS", *names)

    __contains__ = exists

    def expire(self, name, time, nx=False, xx=False, gt=False, lt=False):
        when = flags(nx=nx, xx=xx, gt=gt, lt=lt)
        return self.execute_command("EXPIRE", name, seconds(time), *when)

    def expireat(self, name, when, nx=False, xx=False, gt=False, lt=False):
        conditions = flags(nx=nx, xx=xx, gt=gt, lt=lt)
        return self.execute_command("EXPIREAT", name, unix_seconds(when), *conditions)

    def expiretime(self, key):
        return self.execute_command("EXPIRETIME", key)

    def keys(self, pattern="*", **kwargs):
        return self.execute_command("KEYS", pattern, **kwargs)

    def migrate(
        self, host, port, keys, destination_db, timeout, copy=False, replace=False, auth=None,
        **kwargs,
    ):  # fmt: skip
        keys = listed(keys)
        if not keys:
            raise DataError("MIGRATE requires at least one key")
        pieces = [*flags(copy=copy, replace=replace), *option("AUTH", auth), "KEYS", *keys]
        return self.execute_command(
            "MIGRATE", host, port, "", destination_db, timeout, *pieces, **kwargs
        )

    def move(self, name, db):
        return self.execute_command("MOVE", name, db)

    def object(self, infotype, key, **kwargs):
        return self.execute_command("OBJECT", infotype, key, infotype=infotype, **kwargs)

    def persist(self, name):
        return self.execute_command("PERSIST", name)

    def pexpire(self, name, time, nx=False, xx=False, gt=False, lt=False):
        when = flags(nx=nx, xx=xx, gt=gt, lt=lt)
        return self.execute_command("PEXPIRE", name, milliseconds(time), *when)

    def pexpireat(self, name, when, nx=False, xx=False, gt=False, lt=False):
        conditions = flags(nx=nx, xx=xx, gt=gt, lt=lt)
        return self.execute_command("PEXPIREAT", name, unix_milliseconds(when), *conditions)

    def pexpiretime(self, key):
        return self.execute_command("PEXPIRETIME", key)

    def pttl(self, name):
        return self.execute_command("PTTL", name)

    def randomkey(self, **kwargs):
        return self.execute_command("RANDOMKEY", **kwargs)

    def rename(self, src, dst):
        return self.execute_command("RENAME", src, dst)

    def renamenx(self, src, dst):
        return self.execute_command("RENAMENX", src, dst)

    def restore(self, name, ttl, value, replace=False, absttl=False, idletime=None, frequency=None):
        pieces = [
            *flags(replace=replace, absttl=absttl),
            *option("IDLETIME", _whole("idletime", idletime)),
            *option("FREQ", _whole("frequency", frequency)),
        ]
        return self.execute_command("RESTORE", name, ttl, value, *pieces)

    def sort(
        self, name, start=None, num=None, by=None, get=None, desc=False, alpha=False,
        store=None, groups=False,
    ):  # fmt: skip
        patterns = [] if get is None else listed(get)
        if groups and (not get or isinstance(get, str | bytes) or len(patterns) < 2):
            raise DataError(
                'when using "groups" the "get" argument must be specified '
                "and contain at least two keys"
            )
        pieces = _sort_options(start, num, by, patterns, desc, alpha)
        options = {"groups": len(patterns) if groups else None}
        return self.execute_command("SORT", name, *pieces, *option("STORE", store), **options)

    def sort_ro(self, key, start=None, num=None, by=None, get=None, desc=False, alpha=False):
        patterns = [] if get is None else listed(get)
        pieces = _sort_options(start, num, by, patterns, desc, alpha)
        return self.execute_command("SORT_RO", key, *pieces)

    def touch(self, *args):
        return self.execute_command("TOUCH", *args)

    def ttl(self, name):
        return self.execute_command("TTL", name)

    def type(self, name):
        return self.execute_command("TYPE", name)

    def unlink(self, *names):
        return self.execute_command("UNLINK", *names)


def _whole(what, value):
    try:
        return None if value is None else int(value)
    except ValueError:
        raise DataError(f"{what} must be an integer") from None


class WatchCommands:
    """On a client whose every command may take another connection, watching means nothing."""

    def watch(self, *names):
        warnings.warn("Call WATCH from a Pipeline object", DeprecationWarning, stacklevel=2)
        return self._nothing()

    def unwatch(self):
        warnings.warn("Call UNWATCH from a Pipeline object", DeprecationWarning, stacklevel=2)
        return self._nothing()


def _sort_options(start, num, by, patterns, desc, alpha):
    return [
        *option("BY", by),
        *limit(start, num),
        *(part for pattern in patterns for part in ("GET", pattern)),
        *flags(desc=desc, alpha=alpha),
    ]


class ScanCommands:
    def scan(self, cursor=0, match=None, count=None, _type=None, **kwargs):
        pieces = [*_walk(match, count), *option("TYPE", _type)]
        return self.execute_command("SCAN", cursor, *pieces, **kwargs)

    def sscan(self, name, cursor=0, match=None, count=None):
        return self.execute_command("SSCAN", name, cursor, *_walk(match, count))

    def hscan(self, name, cursor=0, match=None, count=None, no_values=None):
        pieces = [*_walk(match, count), *flags(novalues=no_values is not None)]
        return self.execute_command("HSCAN", name, cursor, *pieces, no_values=no_values)

    def zscan(self, name, cursor=0, match=None, count=None, score_cast_func=float):
        return self.execute_command(
            "ZSCAN", name, cursor, *_walk(match, count), score_cast_func=score_cast_func
        )


def _walk(match, count):
    return [*option("MATCH", match), *option("COUNT", count)]


class ScanIterators:
    """Whole walks, one step at a time."""

    def scan_iter(self, match=None, count=None, _type=None, **kwargs):
        return _steps(lambda at: self.scan(at, match, count, _type, **kwargs))

    def sscan_iter(self, name, match=None, count=None):
        return _steps(lambda at: self.sscan(name, at, match, count))

    def hscan_iter(self, name, match=None, count=None, no_values=None):
        return _steps(lambda at: self.hscan(name, at, match, count, no_values))

    def zscan_iter(self, name, match=None, count=None, score_cast_func=float):
        return _steps(lambda at: self.zscan(name, at, match, count, score_cast_func))


def _steps(scan):
    cursor = "0"
    while cursor != 0:
        cursor, found = scan(cursor)
        yield from found.items() if isinstance(found, dict) else found


class AsyncScanIterators:
    """Whole walks, one awaited step at a time: `async for key in client.scan_iter()`."""

    def scan_iter(self, match=None, count=None, _type=None, **kwargs):
        return _awaited_steps(lambda at: self.scan(at, match, count, _type, **kwargs))

    def sscan_iter(self, name, match=None, count=None):
        return _awaited_steps(lambda at: self.sscan(name, at, match, count))

    def hscan_iter(self, name, match=None, count=None, no_values=None):
        return _awaited_steps(lambda at: self.hscan(name, at, match, count, no_values))

    def zscan_iter(self, name, match=None, count=None, score_cast_func=float):
        return _awaited_steps(lambda at: self.zscan(name, at, match, count, score_cast_func))


async def _awaited_steps(scan):
    cursor = "0"
    while cursor != 0:
        cursor, found = await scan(cursor)
        for item in found.items() if isinstance(found, dict) else found:
            yield item
