"""What each command's reply becomes in Python, by the command's name.

The functions take replies of RESP2 and of RESP3 alike, before or after decoding.
"""

import datetime

from . import _reports as reports


def text(value):
    """A status or name as str."""
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def texts(values, **options):
    return [text(value) for value in values]


def is_ok(reply, **options):
    return text(reply) == "OK"


def is_true(reply, **options):
    return bool(reply)


def number(reply, **options):
    return None if reply is None else float(reply)


def mapping(reply, **options):
    """Pairs as a dict, whether they came flat or as a map."""
    if isinstance(reply, dict):
        return reply
    reply = reply or []
    return dict(zip(reply[::2], reply[1::2], strict=True))


def mapping_of_texts(reply, **options):
    return {text(name): value for name, value in mapping(reply).items()}


def mappings(reply, **options):
    return [mapping_of_texts(entry) for entry in reply]


def members(reply, **options):
    return set(reply or ())


def as_tuple(reply, **options):
    return tuple(reply) if reply else None


def popped_score(reply, **options):
    return (reply[0], reply[1], float(reply[2])) if reply else None


# Sorted sets


def scored(reply, withscores=False, score_cast_func=float, **options):
    """Members, or pairs of member and score where scores were asked for."""
    if not reply or not withscores:
        return reply
    if isinstance(reply[0], list):  # RESP3 pairs them itself
        return [(member, score_cast_func(score)) for member, score in reply]
    return [
        (member, score_cast_func(score))
        for member, score in zip(reply[::2], reply[1::2], strict=True)
    ]


def rank(reply, withscore=False, score_cast_func=float, **options):
    return [reply[0], score_cast_func(reply[1])] if withscore and reply else reply


def added(reply, as_score=False, **options):
    return number(reply) if as_score else reply


def numbers(reply, **options):
    return [number(item) for item in reply]


# Walks


def scan(reply, **options):
    cursor, found = reply
    return int(cursor), found


def scan_hash(reply, no_values=False, **options):
    cursor, found = reply
    return int(cursor), (found or []) if no_values else mapping(found)


def scan_scores(reply, score_cast_func=float, **options):
    cursor, found = reply
    return int(cursor), scored(found, withscores=True, score_cast_func=score_cast_func)


# Strings, keys


def set_reply(reply, get=False, **options):
    """True or None for SET; the old value where it was asked for."""
    return reply if get else (True if is_ok(reply) else None)


def sorted_groups(reply, groups=None, **options):
    if not reply or not groups:
        return reply
    return list(zip(*(reply[i::groups] for i in range(groups)), strict=True))


def object_info(reply, infotype=None, **options):
    whole = str(infotype).upper() in ("IDLETIME", "REFCOUNT", "FREQ")
    return int(reply) if whole and reply is not None else reply


def moment(reply, **options):
    return datetime.datetime.fromtimestamp(int(reply)) if reply else None


# Streams


def entries(reply, **options):
    """[(id, fields)]; a deleted entry that is still pending has no fields."""
    if reply is None:
        return None
    return [(entry[0], entry[1] and mapping(entry[1])) for entry in reply if entry]


def streams_read(reply, **options):
    if not reply:
        return []
    if isinstance(reply, dict):
        return {name: [entries(found)] for name, found in reply.items()}
    return [[name, entries(found)] for name, found in reply]


def claimed(reply, parse_justid=False, **options):
    return reply if parse_justid else entries(reply)


def auto_claimed(reply, parse_justid=False, **options):
    if parse_justid:
        return reply[1]
    return [reply[0], entries(reply[1]), *reply[2:]]


def pending(reply, parse_detail=False, **options):
    if parse_detail:
        names = ("message_id", "consumer", "time_since_delivered", "times_delivered")
        return [dict(zip(names, entry, strict=True)) for entry in reply]
    count, first, last, consumers = reply
    return {
        "pending": count,
        "min": first,
        "max": last,
        "consumers": [{"name": name, "pending": int(waiting)} for name, waiting in consumers or ()],
    }


def stream_info(reply, full=False, **options):
    info = mapping_of_texts(reply)
    if full:
        info["entries"] = dict(entries(info["entries"]))
        info["groups"] = reports.stream_groups(info["groups"])
        return info
    for end in ("first-entry", "last-entry"):
        if info.get(end) is not None:
            info[end] = (info[end][0], mapping(info[end][1]))
    return info


# Places


def places(reply, **options):
    return [point and (float(point[0]), float(point[1])) for point in reply]


def found_places(reply, store=None, store_dist=None, **options):
    if store or store_dist:
        return reply
    shown = [name for name in ("withdist", "withhash", "withcoord") if options.get(name)]
    if not shown:
        return reply
    read = {
        "withdist": float,
        "withhash": int,
        "withcoord": lambda point: (float(point[0]), float(point[1])),
    }
    return [
        [entry[0], *(read[name](part) for name, part in zip(shown, entry[1:], strict=True))]
        for entry in reply
    ]


def _table(*rows):
    return {name: read for names, read in rows for name in names.split(" | ")}


def _words(names):
    return " | ".join(names.split())


_SHARED = _table(
    (
        _words(
            "AUTH COPY EXPIRE EXPIREAT PEXPIRE PEXPIREAT HEXISTS HMSET MOVE MSETNX PERSIST "
            "PSETEX RENAMENX SISMEMBER SMOVE SETEX SETNX"
        ),
        is_true,
    ),
    (
        _words(
            "FLUSHALL FLUSHDB LSET LTRIM MSET PFMERGE READONLY READWRITE RENAME SAVE SELECT "
            "SHUTDOWN SLAVEOF SWAPDB WATCH UNWATCH QUIT"
        ),
        is_ok,
    ),
    (
        "ACL LOAD | ACL SAVE | ACL SETUSER | CLIENT SETNAME | CLIENT PAUSE | CLIENT UNPAUSE | "
        "CONFIG SET | CONFIG RESETSTAT | FUNCTION DELETE | FUNCTION FLUSH | FUNCTION RESTORE | "
        "MEMORY PURGE | SCRIPT FLUSH | SCRIPT KILL | SLOWLOG RESET | XGROUP CREATE | XGROUP SETID",
        is_ok,
    ),
    ("XGROUP DESTROY | CLIENT UNBLOCK", is_true),
    (_words("SDIFF SINTER SMEMBERS SUNION"), members),
    (_words("INCRBYFLOAT HINCRBYFLOAT GEODIST ZSCORE ZINCRBY"), number),
    (_words("HGETALL"), mapping),
    (_words("BLPOP BRPOP"), as_tuple),
    (_words("BZPOPMIN BZPOPMAX"), popped_score),
    (
        _words(
            "ZDIFF ZINTER ZPOPMAX ZPOPMIN ZRANGE ZRANGEBYSCORE ZREVRANGE ZREVRANGEBYSCORE ZUNION"
        ),
        scored,
    ),
    (_words("ZRANK ZREVRANK"), rank),
    ("ZADD", added),
    ("ZMSCORE", numbers),
    (_words("SCAN SSCAN"), scan),
    ("HSCAN", scan_hash),
    ("ZSCAN", scan_scores),
    ("SET", set_reply),
    ("SORT", sorted_groups),
    ("OBJECT", object_info),
    ("LASTSAVE", moment),
    (_words("XRANGE XREVRANGE"), entries),
    (_words("XREAD XREADGROUP"), streams_read),
    ("XCLAIM", claimed),
    ("XAUTOCLAIM", auto_claimed),
    ("XPENDING", pending),
    ("XINFO STREAM", stream_info),
    ("XINFO CONSUMERS | XINFO GROUPS | MODULE LIST", mappings),
    ("GEOPOS", places),
    (_words("GEOSEARCH GEORADIUS GEORADIUSBYMEMBER"), found_places),
    (
        "ACL CAT | ACL HELP | ACL LIST | ACL USERS | CLIENT TRACKINGINFO | COMMAND GETKEYS | "
        "COMMAND LIST | GEOHASH",
        texts,
    ),
    ("ACL GENPASS | ACL WHOAMI | CLIENT GETNAME | SCRIPT LOAD | RESET", lambda r, **o: text(r)),
    ("BGREWRITEAOF | BGSAVE", lambda r, **o: True),
    ("PING", lambda r, **o: text(r) == "PONG"),
    ("SCRIPT EXISTS", lambda r, **o: [bool(known) for known in r]),
    ("TIME", lambda r, **o: (int(r[0]), int(r[1]))),
    ("CLIENT KILL", lambda r, **o: r if isinstance(r, int) else is_ok(r)),
    ("ACL GETUSER", reports.acl_user),
    ("ACL LOG", reports.acl_log),
    ("CLUSTER INFO", reports.lines),
    ("CLIENT LIST", reports.clients),
    ("CLIENT INFO", reports.client),
    ("COMMAND", reports.commands),
    ("CONFIG GET | MEMORY STATS | FUNCTION STATS", mapping_of_texts),
    ("INFO", reports.info),
    ("DEBUG OBJECT", reports.debug_object),
    ("PUBSUB NUMSUB | PUBSUB SHARDNUMSUB", lambda r, **o: list(mapping(r).items())),
    ("SLOWLOG GET", reports.slowlog),
)

# RESP3 keeps a blocking pop a list, and what streams were read a dict, even of none.
_RESP3 = {
    **dict.fromkeys(("BLPOP", "BRPOP"), lambda r, **o: r),
    **dict.fromkeys(("XREAD", "XREADGROUP"), lambda r, **o: streams_read(r) or {}),
}


def callbacks(protocol):
    """The table for a protocol version, as a client may change it."""
    return CaseInsensitiveDict(_SHARED | _RESP3 if protocol == 3 else _SHARED)


class CaseInsensitiveDict(dict):
    """A dict whose keys are upper case, whatever case they are given in."""

    def __init__(self, data=()):
        super().__init__({key.upper(): value for key, value in dict(data).items()})

    def __contains__(self, key):
        return super().__contains__(key.upper())

    def __delitem__(self, key):
        super().__delitem__(key.upper())

    def __getitem__(self, key):
        return super().__getitem__(key.upper())

    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)

    def get(self, key, default=None):
        return super().get(key.upper(), default)

    def update(self, data):
        super().update(CaseInsensitiveDict(data))
