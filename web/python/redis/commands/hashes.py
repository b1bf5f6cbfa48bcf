"""Commands on hashes and the expiry of their fields."""

import enum

from ..exceptions import DataError

from ._arguments import (
    at_most_one, expiry, flags, listed, spread, unix_milliseconds, unix_seconds,
)  # fmt: skip
from ._arguments import milliseconds as in_milliseconds
from ._arguments import seconds as in_seconds


class HashCommands:
    def hdel(self, name, *keys):
        return self.execute_command("HDEL", name, *keys)

    def hexists(self, name, key):
        return self.execute_command("HEXISTS", name, key)

    def hget(self, name, key):
        return self.execute_command("HGET", name, key)

    def hgetall(self, name):
        return self.execute_command("HGETALL", name)

    def hgetdel(self, name, *keys):
        if not keys:
            raise DataError("'hgetdel' should have at least one key provided")
        return self.execute_command("HGETDEL", name, *_fields(keys))

    def hgetex(self, name, *keys, ex=None, px=None, exat=None, pxat=None, persist=False):
        if not keys:
            raise DataError("'hgetex' should have at least one key provided")
        if not at_most_one(ex, px, exat, pxat, persist):
            raise DataError(
                "``ex``, ``px``, ``exat``, ``pxat``, and ``persist`` are mutually exclusive."
            )
        pieces = [*expiry(ex, px, exat, pxat), *flags(persist=persist)]
        return self.execute_command("HGETEX", name, *pieces, *_fields(keys))

    def hincrby(self, name, key, amount=1):
        return self.execute_command("HINCRBY", name, key, amount)

    def hincrbyfloat(self, name, key, amount=1.0):
        return self.execute_command("HINCRBYFLOAT", name, key, amount)

    def hkeys(self, name):
        return self.execute_command("HKEYS", name)

    def hlen(self, name):
        return self.execute_command("HLEN", name)

    def hmget(self, name, keys, *args):
        return self.execute_command("HMGET", name, *listed(keys, args))

    def hmset(self, name, mapping):
        if not mapping:
            raise DataError("'hmset' with 'mapping' of length 0")
        return self.execute_command("HMSET", name, *spread(mapping))

    def hrandfield(self, key, count=None, withvalues=False):
        pieces = [*([] if count is None else [count]), *flags(withvalues=withvalues)]
        return self.execute_command("HRANDFIELD", key, *pieces, withvalues=withvalues)

    def hset(self, name, key=None, value=None, mapping=None, items=None):
        if key is None and not mapping and not items:
            raise DataError("'hset' with no key value pairs")
        pieces = [*(items or ()), *([] if key is None else [key, value]), *spread(mapping or {})]
        return self.execute_command("HSET", name, *pieces)

    def hsetex(
        self, name, key=None, value=None, mapping=None, items=None, ex=None, px=None, exat=None,
        pxat=None, data_persist_option=None, keepttl=False,
    ):  # fmt: skip
        pieces = [*(items or ()), *([] if key is None else [key, value]), *spread(mapping or {})]
        if not pieces:
            raise DataError("'hsetex' with no key value pairs")
        if items and len(items) % 2 != 0:
            raise DataError(
                "'hsetex' with odd number of items. "
                "'items' must contain a list of key/value pairs."
            )
        if not at_most_one(ex, px, exat, pxat, keepttl):
            raise DataError(
                "``ex``, ``px``, ``exat``, ``pxat``, and ``keepttl`` are mutually exclusive."
            )
        condition = [getattr(data_persist_option, "value", data_persist_option)]
        options = [*expiry(ex, px, exat, pxat), *filter(None, condition), *flags(keepttl=keepttl)]
        return self.execute_command("HSETEX", name, *options, "FIELDS", len(pieces) // 2, *pieces)

    def hsetnx(self, name, key, value):
        return self.execute_command("HSETNX", name, key, value)

    def hstrlen(self, name, key):
        return self.execute_command("HSTRLEN", name, key)

    def hvals(self, name):
        return self.execute_command("HVALS", name)


class FieldExpiryCommands:
    def hexpire(self, name, seconds, *fields, nx=False, xx=False, gt=False, lt=False):
        return self._field_expiry("HEXPIRE", name, in_seconds(seconds), fields, nx, xx, gt, lt)

    def hpexpire(self, name, milliseconds, *fields, nx=False, xx=False, gt=False, lt=False):
        span = in_milliseconds(milliseconds)
        return self._field_expiry("HPEXPIRE", name, span, fields, nx, xx, gt, lt)

    def hexpireat(self, name, unix_time_seconds, *fields, nx=False, xx=False, gt=False, lt=False):
        when = unix_seconds(unix_time_seconds)
        return self._field_expiry("HEXPIREAT", name, when, fields, nx, xx, gt, lt)

    def hpexpireat(
        self, name, unix_time_milliseconds, *fields, nx=False, xx=False, gt=False, lt=False
    ):
        when = unix_milliseconds(unix_time_milliseconds)
        return self._field_expiry("HPEXPIREAT", name, when, fields, nx, xx, gt, lt)

    def _field_expiry(self, command, name, when, fields, nx, xx, gt, lt):
        if sum((nx, xx, gt, lt)) > 1:
            raise ValueError("Only one of 'nx', 'xx', 'gt', 'lt' can be specified.")
        condition = flags(nx=nx, xx=xx, gt=gt, lt=lt)
        return self.execute_command(command, name, when, *condition, *_fields(fields))

    def hpersist(self, name, *fields):
        return self.execute_command("HPERSIST", name, *_fields(fields))

    def hexpiretime(self, key, *fields):
        return self.execute_command("HEXPIRETIME", key, *_fields(fields))

    def hpexpiretime(self, key, *fields):
        return self.execute_command("HPEXPIRETIME", key, *_fields(fields))

    def httl(self, key, *fields):
        return self.execute_command("HTTL", key, *_fields(fields))

    def hpttl(self, key, *fields):
        return self.execute_command("HPTTL", key, *_fields(fields))


class FieldsetCommands:
    """Hashes of one shape: the names are prepared once, and rows bring the values alone."""

    def himport_prepare_internal(self, fieldset_name, fields):
        return self.execute_command("HIMPORT PREPARE", fieldset_name, *fields)

    def himport_set(self, key, fieldset_name, values):
        if isinstance(values, str | bytes | bytearray | memoryview):
            raise DataError("HIMPORT values must be a collection of values, not a string")
        return self.execute_command("HIMPORT SET", key, fieldset_name, *values)

    def himport_discard_internal(self, fieldset_name):
        return self.execute_command("HIMPORT DISCARD", fieldset_name)

    def himport_discard_all_internal(self):
        return self.execute_command("HIMPORT DISCARDALL")


class HashDataPersistOptions(enum.Enum):
    """Whether HSETEX sets fields that are there, or those that are not."""

    FNX = "FNX"
    FXX = "FXX"


def _fields(names):
    return ["FIELDS", len(names), *names]
