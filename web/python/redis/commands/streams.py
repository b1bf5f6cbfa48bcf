"""Commands on streams and their consumer groups."""

from ..exceptions import DataError
from ._arguments import flags, option, spread


class StreamCommands:
    def xack(self, name, groupname, *ids):
        return self.execute_command("XACK", name, groupname, *ids)

    def xadd(
        self, name, fields, id="*", maxlen=None, approximate=True, nomkstream=False, minid=None,
        limit=None,
    ):  # fmt: skip
        if not isinstance(fields, dict) or not fields:
            raise DataError("XADD fields must be a non-empty dict")
        pieces = [
            *flags(nomkstream=nomkstream),
            *_trimmed("XADD", maxlen, minid, approximate, limit),
        ]
        return self.execute_command("XADD", name, *pieces, id, *spread(fields))

    def xautoclaim(
        self, name, groupname, consumername, min_idle_time, start_id="0-0", count=None,
        justid=False,
    ):  # fmt: skip
        _not_negative("XAUTOCLAIM min_idle_time", min_idle_time)
        _not_negative("XPENDING count", count)
        pieces = [*option("COUNT", count), *flags(justid=justid)]
        return self.execute_command(
            "XAUTOCLAIM", name, groupname, consumername, min_idle_time, start_id, *pieces,
            parse_justid=justid,
        )  # fmt: skip

    def xclaim(
        self, name, groupname, consumername, min_idle_time, message_ids, idle=None, time=None,
        retrycount=None, force=False, justid=False,
    ):  # fmt: skip
        _not_negative("XCLAIM min_idle_time", min_idle_time)
        if not isinstance(message_ids, list | tuple) or not message_ids:
            raise DataError(
                "XCLAIM message_ids must be a non empty list or tuple of message IDs to claim"
            )
        pieces = [
            *option("IDLE", idle),
            *option("TIME", time),
            *option("RETRYCOUNT", retrycount),
            *flags(force=force, justid=justid),
        ]
        return self.execute_command(
            "XCLAIM", name, groupname, consumername, min_idle_time, *message_ids, *pieces,
            parse_justid=justid,
        )  # fmt: skip

    def xdel(self, name, *ids):
        return self.execute_command("XDEL", name, *ids)

    def xgroup_create(self, name, groupname, id="$", mkstream=False, entries_read=None):
        pieces = [*flags(mkstream=mkstream), *option("ENTRIESREAD", entries_read)]
        return self.execute_command("XGROUP CREATE", name, groupname, id, *pieces)

    def xgroup_createconsumer(self, name, groupname, consumername):
        return self.execute_command("XGROUP CREATECONSUMER", name, groupname, consumername)

    def xgroup_delconsumer(self, name, groupname, consumername):
        return self.execute_command("XGROUP DELCONSUMER", name, groupname, consumername)

    def xgroup_destroy(self, name, groupname):
        return self.execute_command("XGROUP DESTROY", name, groupname)

    def xgroup_setid(self, name, groupname, id, entries_read=None):
        pieces = option("ENTRIESREAD", entries_read)
        return self.execute_command("XGROUP SETID", name, groupname, id, *pieces)

    def xinfo_consumers(self, name, groupname):
        return self.execute_command("XINFO CONSUMERS", name, groupname)

    def xinfo_groups(self, name):
        return self.execute_command("XINFO GROUPS", name)

    def xinfo_stream(self, name, full=False):
        return self.execute_command("XINFO STREAM", name, *flags(full=full), full=full)

    def xlen(self, name):
        return self.execute_command("XLEN", name)

    def xpending(self, name, groupname):
        return self.execute_command("XPENDING", name, groupname)

    def xpending_range(self, name, groupname, min, max, count, consumername=None, idle=None):
        if min is None or max is None or count is None:
            raise DataError(
                "XPENDING must be provided with min, max and count parameters, or none of them."
            )
        _not_negative("XPENDING count", count)
        pieces = [*option("IDLE", idle), min, max, count, *filter(None, [consumername])]
        return self.execute_command("XPENDING", name, groupname, *pieces, parse_detail=True)

    def xrange(self, name, min="-", max="+", count=None):
        _positive("XRANGE count", count)
        return self.execute_command("XRANGE", name, min, max, *option("COUNT", count))

    def xread(self, streams, count=None, block=None):
        pieces = _reading("XREAD", count, block)
        return self.execute_command("XREAD", *pieces, *_streams("XREAD", streams))

    def xreadgroup(self, groupname, consumername, streams, count=None, block=None, noack=False):
        pieces = [*_reading("XREADGROUP", count, block), *flags(noack=noack)]
        return self.execute_command(
            "XREADGROUP",
            "GROUP",
            groupname,
            consumername,
            *pieces,
            *_streams("XREADGROUP", streams),
        )

    def xrevrange(self, name, max="+", min="-", count=None):
        _positive("XREVRANGE count", count)
        return self.execute_command("XREVRANGE", name, max, min, *option("COUNT", count))

    def xtrim(self, name, maxlen=None, approximate=True, minid=None, limit=None):
        if maxlen is None and minid is None:
            raise DataError("One of ``maxlen`` or ``minid`` must be specified")
        pieces = _trimmed("XTRIM", maxlen, minid, approximate, limit)
        return self.execute_command("XTRIM", name, *pieces)


def _trimmed(command, maxlen, minid, approximate, limit):
    """How much of a stream is kept."""
    if maxlen is not None and minid is not None:
        raise DataError("Only one of ```maxlen``` or ```minid``` may be specified")
    if maxlen is None and minid is None:
        return []
    _not_negative(f"{command} maxlen", maxlen)
    kept = ["MAXLEN", maxlen] if minid is None else ["MINID", minid]
    return [kept[0], *(["~"] if approximate else []), kept[1], *option("LIMIT", limit)]


def _reading(command, count, block):
    _positive(f"{command} count", count)
    _not_negative(f"{command} block", block)
    return [*option("COUNT", count), *option("BLOCK", block)]


def _streams(command, streams):
    if not isinstance(streams, dict) or not streams:
        raise DataError(f"{command} streams must be a non empty dict")
    return ["STREAMS", *streams.keys(), *streams.values()]


def _positive(what, value):
    if value is not None and (not isinstance(value, int) or value < 1):
        raise DataError(f"{what} must be a positive integer")


def _not_negative(what, value):
    if value is not None and (not isinstance(value, int) or value < 0):
        raise DataError(f"{what} must be a non-negative integer")
