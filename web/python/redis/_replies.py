"""Which function makes of each command's reply what its method returns, by protocol version."""

from . import _reports as reports
from . import _shapes as shapes


def _words(names, read):
    return dict.fromkeys(names.split(), read)


def _commands(names, read):
    """Names of more than one word, with commas between them."""
    return {" ".join(name.split()): read for name in names.split(",")}


_SHARED = {
    **_words(
        "AUTH COPY EXPIRE EXPIREAT HEXISTS HMSET MOVE MSETNX PERSIST PEXPIRE PEXPIREAT PSETEX "
        "RENAMENX SETEX SETNX SMOVE",
        shapes.is_true,
    ),
    **_commands(
        "CLIENT UNBLOCK, MODULE LOAD, MODULE UNLOAD, XGROUP DESTROY",
        shapes.is_true,
    ),
    **_words(
        "ASKING FLUSHALL FLUSHDB LSET LTRIM MSET PFMERGE QUIT READONLY READWRITE RENAME SAVE "
        "SELECT SHUTDOWN SLAVEOF SWAPDB UNWATCH WATCH",
        shapes.is_ok,
    ),
    **_commands(
        "ACL LOAD, ACL SAVE, ACL SETUSER, CLIENT PAUSE, CLIENT SETINFO, CLIENT SETNAME, "
        "CLUSTER ADDSLOTS, CLUSTER ADDSLOTSRANGE, CLUSTER DELSLOTS, CLUSTER DELSLOTSRANGE, "
        "CLUSTER FAILOVER, CLUSTER FORGET, CLUSTER MEET, CLUSTER REPLICATE, CLUSTER RESET, "
        "CLUSTER SAVECONFIG, CLUSTER SET-CONFIG-EPOCH, CLUSTER SETSLOT, CONFIG RESETSTAT, "
        "CONFIG SET, FUNCTION DELETE, FUNCTION FLUSH, FUNCTION RESTORE, MEMORY PURGE, "
        "SCRIPT FLUSH, SCRIPT KILL, SENTINEL CKQUORUM, SENTINEL FAILOVER, SENTINEL FLUSHCONFIG, "
        "SENTINEL MONITOR, SENTINEL REMOVE, SENTINEL RESET, SENTINEL SET, SLOWLOG RESET, "
        "XGROUP CREATE, XGROUP SETID",
        shapes.is_ok,
    ),
    **_words("SDIFF SINTER SMEMBERS SUNION", shapes.members),
    **_words("GEODIST HINCRBYFLOAT INCRBYFLOAT", shapes.number),
    **_words("GEORADIUS GEORADIUSBYMEMBER GEOSEARCH", shapes.found_places),
    **_words("SCAN SSCAN", shapes.scan),
    **_words("XRANGE XREVRANGE", shapes.entries),
    **_words("XREAD XREADGROUP", shapes.streams_read),
    **_words("ZRANK ZREVRANK", shapes.rank),
    **_commands("XINFO CONSUMERS, XINFO GROUPS", shapes.all_labelled),
    **_commands("CLUSTER NODES, CLUSTER REPLICAS, CLUSTER SLAVES", reports.nodes),
    **_commands("PUBSUB NUMSUB, PUBSUB SHARDNUMSUB", lambda r, **o: list(shapes.pairs(r))),
    **_commands("SENTINEL SENTINELS, SENTINEL SLAVES", reports.sentinels),
    "ACL GETUSER": reports.acl_user,
    "ACL LOG": reports.acl_log,
    "ARINFO": shapes.labelled,
    "CLIENT INFO": reports.client,
    "CLIENT KILL": lambda r, **o: r if isinstance(r, int) else shapes.is_ok(r),
    "CLIENT LIST": reports.clients,
    "CLUSTER INFO": reports.lines,
    "COMMAND": reports.commands,
    "CONFIG GET": shapes.labelled_texts,
    "HSCAN": shapes.scan_hash,
    "INFO": reports.info,
    "LASTSAVE": shapes.moment,
    "MEMORY STATS": reports.memory,
    "PING": lambda r, **o: shapes.text(r) == "PONG",
    "SCRIPT EXISTS": lambda r, **o: [bool(known) for known in r],
    "SCRIPT LOAD": shapes.as_text,
    "SENTINEL GET-MASTER-ADDR-BY-NAME": lambda r, **o: (r[0], int(r[1])) if r else None,
    "SENTINEL MASTER": reports.sentinel,
    "SENTINEL MASTERS": reports.masters,
    "SET": shapes.set_reply,
    "SLOWLOG GET": reports.slowlog,
    "SORT": shapes.sorted_groups,
    "STRALGO": shapes.algorithm,
    "TIME": lambda r, **o: (int(r[0]), int(r[1])),
    "XAUTOCLAIM": shapes.auto_claimed,
    "XCLAIM": shapes.claimed,
    "XINFO STREAM": shapes.stream_info,
    "XPENDING": shapes.pending,
    "ZSCAN": shapes.scan_scores,
}

# What RESP2 cannot say is put into the reply: that text is a number, that a list has pairs.
_RESP2 = {
    **_words(
        "ZINTER ZPOPMAX ZPOPMIN ZRANGE ZRANGEBYSCORE ZREVRANGE ZREVRANGEBYSCORE ZUNION",
        shapes.scored,
    ),
    **_words("ZINCRBY ZSCORE", shapes.number),
    **_words("BGREWRITEAOF BGSAVE", lambda r, **o: True),
    **_words("BLPOP BRPOP", shapes.as_tuple),
    **_words("BZPOPMAX BZPOPMIN", shapes.popped),
    **_commands(
        "ACL CAT, ACL HELP, ACL LIST, ACL USERS, CLIENT TRACKINGINFO, CLUSTER GETKEYSINSLOT, "
        "COMMAND GETKEYS, GEOHASH",
        shapes.texts,
    ),
    **_commands("ACL GENPASS, ACL WHOAMI, CLIENT GETNAME, RESET", shapes.as_text),
    **_commands("HOTKEYS GET, MODULE LIST", shapes.all_mappings),
    "DEBUG OBJECT": reports.debug_object,
    "GEOPOS": shapes.places,
    "HGETALL": shapes.mapping,
    "ZADD": shapes.added,
    "ZMSCORE": shapes.numbers,
}

# RESP3 says it itself, and its lists stay lists.
_RESP3 = {
    **_words("ZRANGE ZRANGEBYSCORE ZREVRANGE ZREVRANGEBYSCORE ZUNION", shapes.scored_lists),
    **_words("XREAD XREADGROUP", shapes.streams_read_map),
    "ACL LOG": reports.acl_log_map,
    "COMMAND": reports.commands_with_sets,
}

# With legacy_responses=False a program gets the same of both.
_UNIFIED = {
    **_words(
        "ZDIFF ZINTER ZRANDMEMBER ZRANGE ZRANGEBYSCORE ZREVRANGE ZREVRANGEBYSCORE ZUNION",
        shapes.scored_lists,
    ),
    **_words("ZPOPMAX ZPOPMIN", shapes.scored_lists),
    **_words("BZPOPMAX BZPOPMIN", shapes.popped_list),
    **_words("ZMPOP BZMPOP", shapes.popped_many),
    **_words("XREAD XREADGROUP", shapes.streams_by_name),
    **_words("BLPOP BRPOP", shapes.or_none),
    **_commands("ACL CAT, ACL HELP, ACL LIST, ACL USERS, GEOHASH", shapes.texts),
    **_commands("ACL GENPASS, ACL WHOAMI, CLIENT GETNAME, RESET", shapes.as_text),
    **_commands("CLUSTER GETKEYSINSLOT, COMMAND GETKEYS", shapes.untouched),
    "ACL GETUSER": reports.acl_user_map,
    "ACL LOG": reports.acl_log,
    "CLIENT TRACKINGINFO": reports.tracking,
    "CLUSTER LINKS": shapes.all_labelled,
    "COMMAND": reports.commands_with_sets,
    "FUNCTION LIST": reports.libraries,
    "GEOPOS": shapes.place_lists,
    "HRANDFIELD": shapes.fields_and_values,
    "LCS": shapes.common,
}


def callbacks(protocol, legacy=True):
    """The table for a protocol version, as a client may change it."""
    own = _RESP3 if protocol in (3, "3") else _RESP2
    return CaseInsensitiveDict(_SHARED | own if legacy else _SHARED | own | _UNIFIED)


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
