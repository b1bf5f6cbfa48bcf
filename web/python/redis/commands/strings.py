"""Commands on strings."""

import enum

from ..exceptions import DataError
from ._arguments import (
    at_most_one, expiry, flags, listed, milliseconds, option, seconds, spread,
)  # fmt: skip


class StringCommands:
    def append(self, key, value):
        return self.execute_command("APPEND", key, value)

    def decrby(self, name, amount=1):
        return self.execute_command("DECRBY", name, amount)

    decr = decrby

    def get(self, name):
        return self.execute_command("GET", name)

    def getdel(self, name):
        return self.execute_command("GETDEL", name)

    def getex(self, name, ex=None, px=None, exat=None, pxat=None, persist=False):
        _one_end("persist", ex, px, exat, pxat, persist)
        ends = expiry(ex, px, exat, pxat)
        return self.execute_command("GETEX", name, *ends, *flags(persist=persist))

    def getrange(self, key, start, end):
        return self.execute_command("GETRANGE", key, start, end)

    def getset(self, name, value):
        return self.execute_command("GETSET", name, value)

    def incrby(self, name, amount=1):
        return self.execute_command("INCRBY", name, amount)

    incr = incrby

    def incrbyfloat(self, name, amount=1.0):
        return self.execute_command("INCRBYFLOAT", name, amount)

    def increx(
        self, name, *, byfloat=None, byint=None, lbound=None, ubound=None, saturate=False, ex=None,
        px=None, exat=None, pxat=None, persist=False, enx=False,
    ):  # fmt: skip
        if not at_most_one(byfloat, byint):
            raise DataError("``byfloat`` and ``byint`` are mutually exclusive.")
        _one_end("persist", ex, px, exat, pxat, persist)
        if enx and ex is None and px is None and exat is None and pxat is None:
            raise DataError("``enx`` requires one of ``ex``, ``px``, ``exat``, or ``pxat``.")
        pieces = [
            *option("BYFLOAT", byfloat),
            *option("BYINT", byint),
            *option("LBOUND", lbound),
            *option("UBOUND", ubound),
            *flags(saturate=saturate),
            *expiry(ex, px, exat, pxat),
            *flags(persist=persist, enx=enx),
        ]
        return self.execute_command("INCREX", name, *pieces)

    def lcs(self, key1, key2, len=False, idx=False, minmatchlen=0, withmatchlen=False):
        matches = ["MINMATCHLEN", minmatchlen] if minmatchlen else []
        matches += flags(withmatchlen=withmatchlen)
        return self.execute_command("LCS", key1, key2, *flags(len=len, idx=idx), *matches)

    def mget(self, keys, *args):
        names = listed(keys, args)
        if names or self.is_pipeline:
            return self.execute_command("MGET", *names)
        return self._unless_refused(lambda: self.execute_command("MGET"), [])

    def mset(self, mapping):
        return self.execute_command("MSET", *spread(mapping))

    def msetnx(self, mapping):
        return self.execute_command("MSETNX", *spread(mapping))

    def msetex(
        self, mapping, data_persist_option=None, ex=None, px=None, exat=None, pxat=None,
        keepttl=False,
    ):  # fmt: skip
        _one_end("keepttl", ex, px, exat, pxat, keepttl)
        condition = [data_persist_option.value] if data_persist_option else []
        pieces = [*condition, *expiry(ex, px, exat, pxat), *flags(keepttl=keepttl)]
        return self.execute_command("MSETEX", len(mapping), *spread(mapping), *pieces)

    def psetex(self, name, time_ms, value):
        return self.execute_command("PSETEX", name, milliseconds(time_ms), value)

    def set(
        self, name, value, ex=None, px=None, nx=False, xx=False, keepttl=False, get=False,
        exat=None, pxat=None, ifeq=None, ifne=None, ifdeq=None, ifdne=None,
    ):  # fmt: skip
        _one_end("keepttl", ex, px, exat, pxat, keepttl)
        if not at_most_one(nx, xx, ifeq, ifne, ifdeq, ifdne):
            raise DataError(
                "``nx``, ``xx``, ``ifeq``, ``ifne``, ``ifdeq``, ``ifdne`` are mutually exclusive."
            )
        pieces = [
            *expiry(ex, px, exat, pxat),
            *flags(nx=nx, xx=xx),
            *option("IFEQ", ifeq),
            *option("IFNE", ifne),
            *option("IFDEQ", ifdeq),
            *option("IFDNE", ifdne),
            *flags(keepttl=keepttl, get=get),
        ]
        options = {"get": True} if get else {}
        return self.execute_command("SET", name, value, *pieces, **options)

    def setex(self, name, time, value):
        return self.execute_command("SETEX", name, seconds(time), value)

    def setnx(self, name, value):
        return self.execute_command("SETNX", name, value)

    def setrange(self, name, offset, value):
        return self.execute_command("SETRANGE", name, offset, value)

    def stralgo(
        self, algo, value1, value2, specific_argument="strings", len=False, idx=False,
        minmatchlen=None, withmatchlen=False, **kwargs,
    ):  # fmt: skip
        if algo != "LCS":
            raise DataError("The supported algorithms are: LCS")
        if specific_argument not in ("keys", "strings"):
            raise DataError("specific_argument can be only keys or strings")
        if len and idx:
            raise DataError("len and idx cannot be provided together.")
        pieces = [
            *flags(len=len, idx=idx),
            *option("MINMATCHLEN", minmatchlen),
            *flags(withmatchlen=withmatchlen),
        ]
        return self.execute_command(
            "STRALGO", algo, specific_argument.upper(), value1, value2, *pieces, len=len, idx=idx,
            minmatchlen=minmatchlen, withmatchlen=withmatchlen, **kwargs,
        )  # fmt: skip

    def strlen(self, name):
        return self.execute_command("STRLEN", name)

    def substr(self, name, start, end=-1):
        return self.execute_command("SUBSTR", name, start, end)


def _one_end(other, ex, px, exat, pxat, kept):
    if not at_most_one(ex, px, exat, pxat, kept):
        raise DataError(
            f"``ex``, ``px``, ``exat``, ``pxat``, and ``{other}`` are mutually exclusive."
        )


class DataPersistOptions(enum.Enum):
    """Whether MSETEX sets keys that are there, or those that are not."""

    NX = "NX"
    XX = "XX"


class DigestCommands:
    def digest(self, name):
        return self.execute_command("DIGEST", name)

    def digest_local(self, value):
        raise NotImplementedError(
            "XXHASH support requires the optional 'xxhash' library, which is not in the page: "
            "use 'await client.digest(name)'"
        )
