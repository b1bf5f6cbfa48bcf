"""Reads the replies that are reports: INFO, CLIENT LIST, COMMAND, ACL GETUSER and their kin."""

from ._shapes import is_ok, labelled, labelled_texts, mapping, pairs, text, texts


def info(reply, **options):
    """INFO as a dict; a value that is a list of `name=value` becomes a dict of its own."""
    if isinstance(reply, dict):
        return reply
    report = {}
    for line in text(reply).splitlines():
        name, colon, value = line.partition(":")
        if not line or line.startswith("#"):
            continue
        if not colon:
            report.setdefault("__raw__", []).append(line)
        elif name == "module":
            report.setdefault("modules", []).append(_value(value))
        else:
            report[name] = _value(value)
    return report


def _value(word):
    if "," not in word and "=" not in word:
        return _number(word)
    parts = [part for part in word.split(",") if part]
    if "=" not in word:
        return [_value(part) for part in parts]
    named = (part.rpartition("=") if "=" in part else (part, "", None) for part in parts)
    return {name: True if value is None else _value(value) for name, _, value in named}


def _number(word):
    try:
        return float(word) if "." in word else int(word)
    except ValueError:
        return word


def lines(reply, **options):
    """CLUSTER INFO as a dict of str."""
    return dict(line.partition(":")[::2] for line in text(reply).splitlines() if line)


def memory(reply, **options):
    """MEMORY STATS as a dict, a database's part of it as one of its own."""
    stats = labelled_texts(reply)
    inner = {name: value for name, value in stats.items() if name.startswith("db.")}
    return stats | {name: labelled_texts(value) for name, value in inner.items()}


def debug_object(reply, **options):
    """DEBUG OBJECT as a dict; its first word, too, has a name then."""
    fields = dict(word.split(":") for word in f"type:{text(reply)}".split())
    counted = ("refcount", "serializedlength", "lru", "lru_seconds_idle")
    return {name: int(value) if name in counted else value for name, value in fields.items()}


def slowlog(reply, **options):
    log = []
    for number, start, duration, command, *client in reply:
        entry = {"id": number, "start_time": int(start), "duration": int(duration)}
        entry["command"] = b" ".join(
            part if isinstance(part, bytes) else part.encode() for part in command
        )
        if len(client) >= 2:
            entry["client_address"], entry["client_name"] = client[:2]
        log.append(entry)
    return log


# Clients


def clients(reply, as_iter=False, **options):
    """CLIENT LIST as a list of dicts of str, or one by one."""
    found = (_fields(line) for line in text(reply).splitlines() if line)
    return found if as_iter else list(found)


def client(reply, **options):
    """CLIENT INFO as a dict, its counters as int."""
    fields = _fields(text(reply).strip())
    return {name: int(value) if name in _COUNTERS else value for name, value in fields.items()}


_COUNTERS = frozenset(
    "id age idle db sub psub multi qbuf qbuf-free obl argv-mem oll omem tot-mem".split()
)


def _fields(line):
    """`name=value` after `name=value`; a word without a name goes on with the value before it."""
    fields, last = {}, None
    for word in line.split(" "):
        name, equals, value = word.partition("=")
        if equals:
            fields[name], last = value, name
        elif last is not None:
            fields[last] += f" {word}"
    return fields


def tracking(reply, **options):
    """CLIENT TRACKINGINFO as a dict."""
    state = labelled(reply)
    lists = {"flags", "prefixes"} & state.keys()
    return state | {name: texts(state[name]) for name in sorted(lists)}


# Commands and functions


def commands(reply, **options):
    """COMMAND as a dict by name."""
    return {text(entry[0]): _command(entry, list) for entry in reply}


def commands_with_sets(reply, **options):
    return {text(entry[0]): _command(entry, set) for entry in reply}


def _command(entry, flags_as):
    name, arity, flags, first, last, step, *more = entry
    command = {
        "name": text(name),
        "arity": int(arity),
        "flags": flags_as(texts(flags)),
        "first_key_pos": first,
        "last_key_pos": last,
        "step_count": step,
    }
    if more:
        command["acl_categories"] = texts(more[0]) if flags_as is list else more[0]
    command.update(zip(("tips", "key_specifications", "subcommands"), more[1:4]))
    return command


def libraries(reply, **options):
    """FUNCTION LIST as a list of dicts, their functions too."""
    found = []
    for library in map(mapping, reply or ()):
        for name in {b"functions", "functions"} & library.keys():
            library[name] = [mapping(function) for function in library[name]]
        found.append(library)
    return found


# Users


def acl_user(reply, **options):
    """ACL GETUSER as a dict, its rules for commands apart from those for categories."""
    if reply is None:
        return None
    user = labelled(reply)
    rules = text(user["commands"]).split(" ")
    flags = texts(user["flags"])
    user.update(
        flags=flags,
        enabled="on" in flags,
        passwords=texts(user["passwords"]),
        commands=[rule for rule in rules if "@" not in rule],
        categories=[rule for rule in rules if "@" in rule],
    )
    for what in ("keys", "channels"):
        if isinstance(user.get(what), str | bytes):
            user[what] = text(user[what]).split()
    if "selectors" in user:
        user["selectors"] = [
            labelled_texts(selector) if isinstance(selector, dict) else texts(selector)
            for selector in user["selectors"]
        ]
    return user


def acl_user_map(reply, **options):
    """ACL GETUSER with a dict for each selector, whatever they came as."""
    user = acl_user(reply)
    if user and "selectors" in user:
        user["selectors"] = [mapping(selector) for selector in user["selectors"]]
    return user


def acl_log(reply, **options):
    """ACL LOG as a list of dicts; of ACL LOG RESET whether it went well."""
    if not isinstance(reply, list):
        return is_ok(reply)
    return [_denial(labelled_texts(entry)) for entry in reply]


def acl_log_map(reply, **options):
    if not isinstance(reply, list):
        return is_ok(reply)
    return [labelled_texts(entry) for entry in reply]


def _denial(entry):
    return entry | {
        "client-info": client(entry.get("client-info", "")),
        "age-seconds": float(entry["age-seconds"]),
    }


# Cluster and sentinels


def nodes(reply, **options):
    """CLUSTER NODES as a dict by address."""
    found = reply.splitlines() if isinstance(reply, str | bytes) else reply
    return dict(_node(text(line)) for line in found)


def _node(line):
    number, address, flags, master, ping, pong, epoch, connected, *slots = line.split(" ")
    place, _, rest = address.partition("@")
    return place, {
        "node_id": number,
        "hostname": rest.partition(",")[2].partition(",")[0],
        "flags": flags,
        "master_id": master,
        "last_ping_sent": ping,
        "last_pong_rcvd": pong,
        "epoch": epoch,
        "slots": [slot.split("-") for slot in slots if not slot.startswith("[")],
        "migrations": [_migration(slot[1:-1]) for slot in slots if slot.startswith("[")],
        "connected": connected == "connected",
    }


def _migration(slot):
    arrow, state = ("->-", "migrating") if "->-" in slot else ("-<-", "importing")
    number, _, node = slot.partition(arrow)
    return {"slot": number, "node_id": node, "state": state}


_STATES = {
    "is_master": "master",
    "is_slave": "slave",
    "is_sdown": "s_down",
    "is_odown": "o_down",
    "is_sentinel": "sentinel",
    "is_disconnected": "disconnected",
    "is_master_down": "master_down",
}


def sentinel(reply, **options):
    """What a sentinel knows of a server, its numbers as int."""
    state = {text(name): _whole(text(name), text(value)) for name, value in pairs(reply)}
    flags = state["flags"].split(",")
    return state | {name: flag in flags for name, flag in _STATES.items()}


def _whole(name, value):
    is_name = name in ("name", "ip", "runid", "flags", "master-host", "role-reported")
    return value if is_name or not value.lstrip("-").isdigit() else int(value)


def sentinels(reply, **options):
    return [sentinel(entry) for entry in reply]


def masters(reply, **options):
    return {state["name"]: state for state in map(sentinel, reply)}
