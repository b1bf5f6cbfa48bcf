"""Commands on keys of any type."""

from ..util import (
    _NOTSET,
    _ScanIter,
    at_least,
    typed,
    typed_seen,
    wait_convert,
    wait_ok,
    walk,
    walked,
)


class GenericCommandsMixin:
    def delete(self, key, *keys):
        return wait_convert(self.execute(b"DEL", key, *keys), int)

    def dump(self, key):
        return self.execute(b"DUMP", key)

    def exists(self, key, *keys):
        return self.execute(b"EXISTS", key, *keys)

    def expire(self, key, timeout):
        if isinstance(timeout, float):
            return self.pexpire(key, int(timeout * 1000))
        typed_seen("timeout", timeout)
        return wait_convert(self.execute(b"EXPIRE", key, timeout), bool)

    def expireat(self, key, timestamp):
        if isinstance(timestamp, float):
            return self.pexpireat(key, int(timestamp * 1000))
        typed_seen("timestamp", timestamp)
        return wait_convert(self.execute(b"EXPIREAT", key, timestamp), bool)

    def keys(self, pattern, *, encoding=_NOTSET):
        return self.execute(b"KEYS", pattern, encoding=encoding)

    def migrate(self, host, port, key, dest_db, timeout, *, copy=False, replace=False):
        _check_target(host, dest_db, timeout)
        options = _migrating(copy, replace)
        return wait_ok(self.execute(b"MIGRATE", host, port, key, dest_db, timeout, *options))

    def migrate_keys(self, host, port, keys, dest_db, timeout, *, copy=False, replace=False):
        _check_target(host, dest_db, timeout, keys)
        options = [*_migrating(copy, replace), b"KEYS", *keys]
        return wait_ok(self.execute(b"MIGRATE", host, port, "", dest_db, timeout, *options))

    def move(self, key, db):
        typed_seen("db", db)
        if db < 0:
            raise ValueError(f"db argument must be not less than 0, {db!r}")
        return wait_convert(self.execute(b"MOVE", key, db), bool)

    def object_refcount(self, key):
        return self.execute(b"OBJECT", b"REFCOUNT", key)

    def object_encoding(self, key):
        return self.execute(b"OBJECT", b"ENCODING", key, encoding="utf-8")

    def object_idletime(self, key):
        return self.execute(b"OBJECT", b"IDLETIME", key)

    def persist(self, key):
        return wait_convert(self.execute(b"PERSIST", key), bool)

    def pexpire(self, key, timeout):
        typed_seen("timeout", timeout)
        return wait_convert(self.execute(b"PEXPIRE", key, timeout), bool)

    def pexpireat(self, key, timestamp):
        typed_seen("timestamp", timestamp)
        return wait_convert(self.execute(b"PEXPIREAT", key, timestamp), bool)

    def pttl(self, key):
        return self.execute(b"PTTL", key)

    def randomkey(self, *, encoding=_NOTSET):
        return self.execute(b"RANDOMKEY", encoding=encoding)

    def rename(self, key, newkey):
        _check_names(key, newkey)
        return wait_ok(self.execute(b"RENAME", key, newkey))

    def renamenx(self, key, newkey):
        _check_names(key, newkey)
        return wait_convert(self.execute(b"RENAMENX", key, newkey), bool)

    def restore(self, key, ttl, value):
        return self.execute(b"RESTORE", key, ttl, value)

    def scan(self, cursor=0, match=None, count=None):
        return wait_convert(self.execute(b"SCAN", cursor, *walk(match, count)), walked)

    def iscan(self, *, match=None, count=None):
        """Every key: `async for key in redis.iscan()`."""
        return _ScanIter(lambda cursor: self.scan(cursor, match=match, count=count))

    def sort(
        self, key, *get_patterns, by=None, offset=None, count=None, asc=None, alpha=False,
        store=None,
    ):  # fmt: skip
        pieces = [
            *([b"BY", by] if by is not None else []),
            *([b"LIMIT", offset, count] if offset is not None and count is not None else []),
            *(part for pattern in get_patterns for part in (b"GET", pattern)),
            *([b"ASC" if asc is True else b"DESC"] if asc is not None else []),
            *([b"ALPHA"] if alpha else []),
            *([b"STORE", store] if store is not None else []),
        ]
        return self.execute(b"SORT", key, *pieces)

    def touch(self, key, *keys):
        return self.execute(b"TOUCH", key, *keys)

    def ttl(self, key):
        return self.execute(b"TTL", key)

    def type(self, key):
        return self.execute(b"TYPE", key)

    def unlink(self, key, *keys):
        return wait_convert(self.execute(b"UNLINK", key, *keys), int)

    def wait(self, numslaves, timeout):
        return self.execute(b"WAIT", numslaves, timeout)


def _check_names(key, newkey):
    if key == newkey:
        raise ValueError("key and newkey are the same")


def _check_target(host, dest_db, timeout, keys=_NOTSET):
    """Where MIGRATE is to take keys."""
    typed("host", host, str)
    typed("timeout", timeout)
    typed("dest_db", dest_db)
    if keys is not _NOTSET:
        typed("keys", keys, list, tuple)
    if not host:
        raise ValueError("Got empty host")
    at_least("dest_db", dest_db)
    at_least("timeout", timeout)
    if keys is not _NOTSET and not keys:
        raise ValueError("keys must not be empty")


def _migrating(copy, replace):
    return [*([b"COPY"] if copy else []), *([b"REPLACE"] if replace else [])]
