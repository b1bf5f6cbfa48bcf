"""What replies become in Python: functions that take them of RESP2 and of RESP3 alike.

They run after decoding, so that text is bytes or str as the client was told. What a method knows
about its call comes as options.
"""

import datetime


def text(value):
    """A status or name as str."""
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def as_text(reply, **options):
    return text(reply)


def texts(values, **options):
    return [text(value) for value in values]


def untouched(reply, **options):
    return reply


def is_ok(reply, **options):
    return text(reply) == "OK"


def is_true(reply, **options):
    return bool(reply)


def number(reply, **options):
    return None if reply is None else float(reply)


def pairs(reply):
    """The pairs of a map, or of a list that has them flat."""
    if isinstance(reply, dict):
        return reply.items()
    reply = reply or []
    return zip(reply[::2], reply[1::2], strict=True)


def mapping(reply, **options):
    return dict(pairs(reply))


def labelled(reply, **options):
    """Pairs as a dict whose names are str."""
    return {text(name): value for name, value in pairs(reply)}


def labelled_texts(reply, **options):
    return {text(name): text(value) for name, value in pairs(reply)}


def all_labelled(reply, **options):
    return [labelled(entry) for entry in reply]


def all_mappings(reply, **options):
    return [mapping(entry) for entry in reply]


def members(reply, **options):
    return set(reply or ())


def as_tuple(reply, **options):
    return tuple(reply) if reply else None


def or_none(reply, **options):
    return reply or None


# Sorted sets


def _cast(score, function):
    """A score as the program wants it; int, for one, does not read '1e+18'."""
    try:
        return function(score)
    except (TypeError, ValueError):
        return function(float(score))


def scored(reply, withscores=False, score_cast_func=float, **options):
    """RESP2: members, or pairs of member and score where scores were asked for."""
    if not reply or not withscores:
        return reply
    return [(member, _cast(score, score_cast_func)) for member, score in pairs(reply)]


def scored_lists(reply, withscores=False, score_cast_func=float, **options):
    """RESP3, which pairs them itself; pairs that came flat become lists too."""
    if not reply or not withscores:
        return reply
    found = reply if isinstance(reply[0], list) else pairs(reply)
    return [[member, _cast(float(score), score_cast_func)] for member, score in found]


def rank(reply, withscore=False, score_cast_func=float, **options):
    return [reply[0], _cast(reply[1], score_cast_func)] if withscore and reply else reply


def added(reply, as_score=False, **options):
    return number(reply) if as_score or reply is None else int(reply)


def numbers(reply, **options):
    return [number(item) for item in reply]


def popped(reply, **options):
    return (reply[0], reply[1], float(reply[2])) if reply else None


def popped_list(reply, **options):
    return [reply[0], reply[1], float(reply[2])] if reply else None


def popped_many(reply, **options):
    return reply and [reply[0], [[member, float(score)] for member, score in reply[1]]]


# Walks


def scan(reply, **options):
    cursor, found = reply
    return int(cursor), found


def scan_hash(reply, no_values=False, **options):
    cursor, found = reply
    return int(cursor), (found or []) if no_values else mapping(found)


def scan_scores(reply, score_cast_func=float, **options):
    cursor, found = reply
    return int(cursor), scored(found, True, score_cast_func)


# Strings, keys, hashes


def set_reply(reply, get=False, **options):
    """True or None for SET; the old value where it was asked for."""
    return reply if get else reply and is_ok(reply)


def sorted_groups(reply, groups=None, **options):
    if not reply or not groups:
        return reply
    return list(zip(*(reply[i::groups] for i in range(groups)), strict=True))


def moment(reply, **options):
    return datetime.datetime.fromtimestamp(int(reply)) if reply else None


def fields_and_values(reply, withvalues=False, **options):
    if not reply or not withvalues or isinstance(reply[0], list):
        return reply
    return [list(pair) for pair in pairs(reply)]


def common(reply, **options):
    """LCS with IDX as a dict."""
    return labelled(reply) if isinstance(reply, list | dict) else reply


def algorithm(reply, len=False, idx=False, withmatchlen=False, **options):
    """STRALGO: a number, the text, or the matches as tuples of ranges."""
    if len:
        return int(reply)
    if not idx:
        return text(reply)
    found = labelled(reply)
    matches = [
        [int(match[-1]), *map(tuple, match[:-1])] if withmatchlen else list(map(tuple, match))
        for match in found["matches"]
    ]
    return {"matches": matches, "len": int(found["len"])}


# Streams


def entries(reply, with_claims=False, **options):
    """[(id, fields)]; an entry that was deleted and is still pending has no fields."""
    if reply is None:
        return None
    more = slice(2, None if with_claims else 2)
    return [
        (entry[0], mapping(entry[1]), *entry[more]) if entry else (None, None) for entry in reply
    ]


def streams_read(reply, **options):
    """RESP2: [[name, entries]]."""
    return [[name, entries(found, **options)] for name, found in _by_stream(reply)]


def streams_read_map(reply, **options):
    """RESP3: entries by name, in one list more."""
    return {name: [entries(found, **options)] for name, found in _by_stream(reply)}


def streams_by_name(reply, **options):
    return {name: entries(found, **options) for name, found in _by_stream(reply)}


def _by_stream(reply):
    return reply.items() if isinstance(reply, dict) else reply or ()


def claimed(reply, parse_justid=False, **options):
    return reply if parse_justid else entries(reply)


def auto_claimed(reply, parse_justid=False, **options):
    return reply[1] if parse_justid else [reply[0], entries(reply[1]), *reply[2:]]


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
    info = labelled(reply)
    if full:
        info["entries"] = dict(entries(info["entries"]))
        info["groups"] = [_group(group) for group in info["groups"]]
        return info
    for end in ("first-entry", "last-entry"):
        if info.get(end) is not None:
            info[end] = (info[end][0], mapping(info[end][1]))
    return info


def _group(reply):
    """A group of XINFO STREAM FULL as a dict, its consumers too."""
    group = labelled(reply)
    return group | {"consumers": [labelled(consumer) for consumer in group["consumers"]]}


# Places


def places(reply, **options):
    return [point and (float(point[0]), float(point[1])) for point in reply]


def place_lists(reply, **options):
    return [point and [float(point[0]), float(point[1])] for point in reply]


def found_places(reply, store=None, store_dist=None, **options):
    if store or store_dist or "withdist" not in options:
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
