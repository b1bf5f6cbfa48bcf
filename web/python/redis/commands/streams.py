"""Commands on streams and their consumer groups."""

from ..exceptions import DataError
from ._arguments import flags, option, spread


class StreamCommands:
    def xack(self, name, groupname, *ids):
        return self.execute_command("XACK", name, groupname, *ids)

    def xadd(
        self, name, fields, id="*", maxlen=None, approximate=True, nomkstream=False, minid=None,
        limit=None, ref_policy=None, idmpauto=None, idmp=None,
    ):  # fmt: skip
        _at_most_one_bound("```", maxlen, minid)
        producer = _producer(id, idmpauto, idmp)
        _known_policy("XADD", ref_policy)
        if maxlen is not None and (not isinstance(maxlen, int) or maxlen < 0):
            raise DataError("XADD maxlen must be non-negative integer")
        pieces = [
            *flags(nomkstream=nomkstream),
            *filter(None, [ref_policy]),
            *producer,
            *_bound(maxlen, minid, approximate, limit),
        ]
        if not isinstance(fields, dict) or not fields:
            raise DataError("XADD fields must be a non-empty dict")
        return self.execute_command("XADD", name, *pieces, id, *spread(fields))

    def xautoclaim(
        self, name, groupname, consumername, min_idle_time, start_id="0-0", count=None,
        justid=False,
    ):  # fmt: skip
        _not_below_zero("XAUTOCLAIM min_idle_time must be a nonnegative integer", min_idle_time)
        _not_below_zero("XPENDING count must be a integer >= 0", count)
        pieces = [*option("COUNT", count), *flags(justid=justid)]
        return self.execute_command(
            "XAUTOCLAIM", name, groupname, consumername, min_idle_time, start_id, *pieces,
            parse_justid=justid,
        )  # fmt: skip

    def xclaim(
        self, name, groupname, consumername, min_idle_time, message_ids, idle=None, time=None,
        retrycount=None, force=False, justid=False,
    ):  # fmt: skip
        if not isinstance(min_idle_time, int) or min_idle_time < 0:
            raise DataError("XCLAIM min_idle_time must be a non negative integer")
        if not isinstance(message_ids, list | tuple) or not message_ids:
            raise DataError(
                "XCLAIM message_ids must be a non empty list or tuple of message IDs to claim"
            )
        for name_of, value in (("idle", idle), ("time", time), ("retrycount", retrycount)):
            if value is not None and not isinstance(value, int):
                raise DataError(f"XCLAIM {name_of} must be an integer")
        for name_of, value in (("force", force), ("justid", justid)):
            if not isinstance(value, bool):
                raise DataError(f"XCLAIM {name_of} must be a boolean")
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

    def xdelex(self, name, *ids, ref_policy="KEEPREF"):
        return self._deleted("XDELEX", [name], ids, ref_policy)

    def xackdel(self, name, groupname, *ids, ref_policy="KEEPREF"):
        return self._deleted("XACKDEL", [name, groupname], ids, ref_policy)

    def _deleted(self, command, where, ids, ref_policy):
        if not ids:
            raise DataError(f"{command} requires at least one message ID")
        _known_policy(command, ref_policy or "")
        return self.execute_command(command, *where, ref_policy, "IDS", len(ids), *ids)

    def xcfgset(self, name, idmp_duration=None, idmp_maxsize=None):
        if idmp_duration is None and idmp_maxsize is None:
            raise DataError("XCFGSET requires at least one of idmp_duration or idmp_maxsize")
        if idmp_duration is not None and not _is_within(idmp_duration, 300):
            raise DataError("XCFGSET idmp_duration must be an integer between 1 and 300")
        if idmp_maxsize is not None and not _is_within(idmp_maxsize, 1_000_000):
            raise DataError("XCFGSET idmp_maxsize must be an integer between 1 and 1,000,000")
        pieces = [*option("IDMP-DURATION", idmp_duration), *option("IDMP-MAXSIZE", idmp_maxsize)]
        return self.execute_command("XCFGSET", name, *pieces)

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

    def xnack(self, name, groupname, mode, *ids, retrycount=None, force=False):
        if not ids:
            raise DataError("XNACK requires at least one message ID")
        if mode not in ("SILENT", "FAIL", "FATAL"):
            raise DataError("XNACK mode must be one of: SILENT, FAIL, FATAL")
        if retrycount is not None and retrycount < 0:
            raise DataError("XNACK retrycount must be >= 0")
        pieces = [*option("RETRYCOUNT", retrycount), *flags(force=force)]
        return self.execute_command(
            "XNACK", name, groupname, mode, "IDS", len(ids), *ids, *pieces
        )

    def xpending(self, name, groupname):
        return self.execute_command("XPENDING", name, groupname)

    def xpending_range(self, name, groupname, min, max, count, consumername=None, idle=None):
        if {min, max, count} == {None}:
            if idle is not None or consumername is not None:
                raise DataError(
                    "if XPENDING is provided with idle time or consumername, "
                    "it must be provided with min, max and count parameters"
                )
            return self.xpending(name, groupname)
        if min is None or max is None or count is None:
            raise DataError(
                "XPENDING must be provided with min, max and count parameters, or none of them."
            )
        _not_below_zero("XPENDING idle must be a integer >= 0", idle)
        _not_below_zero("XPENDING count must be a integer >= 0", count)
        pieces = [*option("IDLE", idle), min, max, count, *filter(None, [consumername])]
        return self.execute_command("XPENDING", name, groupname, *pieces, parse_detail=True)

    def xrange(self, name, min="-", max="+", count=None):
        _positive("XRANGE count", count)
        return self.execute_command("XRANGE", name, min, max, *option("COUNT", count))

    def xread(self, streams, count=None, block=None, max_count=None, max_size=None):
        pieces = _reading("XREAD", count, block, max_count, max_size)
        return self.execute_command("XREAD", *pieces, *_streams("XREAD", streams))

    def xreadgroup(
        self, groupname, consumername, streams, count=None, block=None, noack=False,
        claim_min_idle_time=None, max_count=None, max_size=None,
    ):  # fmt: skip
        _not_negative("XREADGROUP claim_min_idle_time", claim_min_idle_time)
        pieces = [
            *_reading("XREADGROUP", count, block, max_count, max_size),
            *flags(noack=noack),
            *option("CLAIM", claim_min_idle_time),
        ]
        claiming = {} if claim_min_idle_time is None else {"with_claims": True}
        return self.execute_command(
            "XREADGROUP", "GROUP", groupname, consumername, *pieces,
            *_streams("XREADGROUP", streams), **claiming,
        )  # fmt: skip

    def xrevrange(self, name, max="+", min="-", count=None):
        _positive("XREVRANGE count", count)
        return self.execute_command("XREVRANGE", name, max, min, *option("COUNT", count))

    def xtrim(
        self, name, maxlen=None, approximate=True, minid=None, limit=None, ref_policy=None
    ):
        _at_most_one_bound("``", maxlen, minid)
        if maxlen is None and minid is None:
            raise DataError("One of ``maxlen`` or ``minid`` must be specified")
        _known_policy("XTRIM", ref_policy)
        pieces = [*_bound(maxlen, minid, approximate, limit), *filter(None, [ref_policy])]
        return self.execute_command("XTRIM", name, *pieces)


def _at_most_one_bound(quotes, maxlen, minid):
    if maxlen is not None and minid is not None:
        both = " or ".join(f"{quotes}{name}{quotes}" for name in ("maxlen", "minid"))
        raise DataError(f"Only one of {both} may be specified")


def _bound(maxlen, minid, approximate, limit):
    """How much of a stream is kept."""
    exactness = ["~"] if approximate else []
    if maxlen is not None:
        return ["MAXLEN", *exactness, maxlen, *option("LIMIT", limit)]
    if minid is not None:
        return ["MINID", *exactness, minid, *option("LIMIT", limit)]
    return option("LIMIT", limit)


def _producer(id, idmpauto, idmp):
    """By what the server knows an entry that it was sent before."""
    if idmpauto is not None and idmp is not None:
        raise DataError("Only one of ```idmpauto``` or ```idmp``` may be specified")
    if (idmpauto is not None or idmp is not None) and id != "*":
        raise DataError("IDMPAUTO and IDMP can only be used with id='*'")
    if idmp is not None and (not isinstance(idmp, tuple) or len(idmp) != 2):
        raise DataError("XADD idmp must be a tuple of (producer_id, idempotent_id)")
    return [*option("IDMPAUTO", idmpauto), *([] if idmp is None else ["IDMP", *idmp])]


def _known_policy(command, policy):
    if policy not in (None, "KEEPREF", "DELREF", "ACKED"):
        raise DataError(f"{command} ref_policy must be one of: KEEPREF, DELREF, ACKED")


def _reading(command, count, block, max_count, max_size):
    _positive(f"{command} count", count)
    _not_negative(f"{command} block", block)
    _positive(f"{command} max_count", max_count)
    if max_count is not None and count is not None and max_count < count:
        raise DataError(f"{command} max_count must be greater than or equal to count")
    _positive(f"{command} max_size", max_size)
    return [
        *option("COUNT", count),
        *option("BLOCK", block),
        *option("MAXCOUNT", max_count),
        *option("MAXSIZE", max_size),
    ]


def _streams(command, streams):
    if not isinstance(streams, dict) or not streams:
        raise DataError(f"{command} streams must be a non empty dict")
    return ["STREAMS", *streams.keys(), *streams.values()]


def _positive(what, value):
    if value is not None and (not isinstance(value, int) or value < 1):
        raise DataError(f"{what} must be a positive integer")


def _is_within(value, most):
    return isinstance(value, int) and 1 <= value <= most


def _not_below_zero(complaint, value):
    if value is not None and int(value) < 0:
        raise DataError(complaint)


def _not_negative(what, value):
    if value is not None and (not isinstance(value, int) or value < 0):
        raise DataError(f"{what} must be a non-negative integer")
