"""Reads the replies that are reports in text: INFO, CLIENT LIST and their kin."""


def _text(value):
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def info(reply, **options):
    """INFO as a dict; a value that is a list of `name=value` becomes a dict of its own."""
    if isinstance(reply, dict):
        return reply
    lines = _text(reply).splitlines()
    pairs = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name: _value(value) for name, _, value in pairs}


def _value(word):
    if "," in word or "=" in word:
        if "=" not in word:
            return [_number(part) for part in word.split(",") if part]
        pairs = (part.partition("=") for part in word.split(","))
        return {name: _number(value) for name, _, value in pairs}
    return _number(word)


def _number(word):
    try:
        return float(word) if "." in word else int(word)
    except ValueError:
        return word


def clients(reply, **options):
    """CLIENT LIST as a list of dicts of str."""
    return [_fields(line) for line in _text(reply).splitlines() if line]


def _fields(line):
    return dict(field.partition("=")[::2] for field in line.split(" ") if "=" in field)


_WORDS = (
    "addr",
    "laddr",
    "name",
    "flags",
    "events",
    "cmd",
    "user",
    "lib-name",
    "lib-ver",
    "io-thread",
)


def client(reply, **options):
    """CLIENT INFO as a dict, its counters as int."""
    fields = _fields(_text(reply).strip())
    return {name: value if name in _WORDS else _number(value) for name, value in fields.items()}


def commands(reply, **options):
    """COMMAND as a dict by name."""
    table = {}
    for name, arity, flags, first, last, step, *_ in reply:
        name, flags = _text(name), [_text(flag) for flag in flags]
        table[name] = {
            "name": name,
            "arity": int(arity),
            "flags": flags,
            "first_key_pos": first,
            "last_key_pos": last,
            "step_count": step,
            "movablekeys": "movablekeys" in flags,
        }
    return table


def debug_object(reply, **options):
    """DEBUG OBJECT as a dict; its first word, too, has a name then."""
    fields = _fields(f"type:{_text(reply)}".replace(" at:", " at=").replace(":", "=", 1))
    return {name: _number(value) for name, value in fields.items()}


def slowlog(reply, **options):
    names = ("id", "start_time", "duration")
    log = []
    for number, start, duration, command, *client in reply:
        entry = dict(zip(names, (number, start, int(duration)), strict=True))
        joined = b" ".join(part if isinstance(part, bytes) else part.encode() for part in command)
        entry["command"] = joined
        if len(client) == 2:
            entry["client_address"], entry["client_name"] = client
        log.append(entry)
    return log


def acl_user(reply, **options):
    """ACL GETUSER as a dict, its rules for commands apart from those for categories."""
    if reply is None:
        return None
    user = _labelled(reply)
    rules = _text(user["commands"]).split(" ")
    flags = [_text(flag) for flag in user["flags"]]
    user.update(
        flags=flags,
        enabled="on" in flags,
        passwords=[_text(password) for password in user["passwords"]],
        commands=[rule for rule in rules if "@" not in rule],
        categories=[rule for rule in rules if "@" in rule],
    )
    for what in {"keys", "channels"} & user.keys():
        if isinstance(user[what], (str, bytes)):
            user[what] = _text(user[what]).split()
    selectors = user.get("selectors", ())
    if any(isinstance(selector, list) for selector in selectors):
        user["selectors"] = [[_text(word) for word in selector] for selector in selectors]
    elif selectors:
        user["selectors"] = [
            {name: _text(value) for name, value in _labelled(selector).items()}
            for selector in selectors
        ]
    return user


def acl_log(reply, **options):
    """ACL LOG as a list of dicts; of ACL LOG RESET whether it went well."""
    if not isinstance(reply, list):
        return _text(reply) == "OK"
    return [_denial(entry) for entry in reply]


def _denial(entry):
    denial = {name: _text(value) for name, value in _labelled(entry).items()}
    return denial | {
        "client-info": client(denial.get("client-info", "")),
        "age-seconds": float(denial["age-seconds"]),
    }


def stream_groups(groups):
    """The groups of XINFO STREAM FULL as dicts, their consumers too."""
    return [
        group | {"consumers": [_labelled(consumer) for consumer in group["consumers"]]}
        for group in map(_labelled, groups)
    ]


def lines(reply, **options):
    """CLUSTER INFO as a dict of str."""
    return dict(line.partition(":")[::2] for line in _text(reply).splitlines() if line)


def _labelled(reply):
    """Pairs, flat or as a map, as a dict whose names are str."""
    pairs = reply.items() if isinstance(reply, dict) else zip(reply[::2], reply[1::2], strict=True)
    return {_text(name): value for name, value in pairs}
