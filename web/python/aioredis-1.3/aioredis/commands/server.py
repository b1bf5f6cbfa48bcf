"""Commands about the server."""

from collections import namedtuple

from ..util import (
    _NOTSET,
    check_timeout,
    given,
    typed,
    wait_convert,
    wait_make_dict,
    wait_ok,
)

MasterInfo = namedtuple("MasterInfo", "role replication_offset slaves")
MasterSlaveInfo = namedtuple("MasterSlaveInfo", "ip port ack_offset")
SlaveInfo = namedtuple("SlaveInfo", "role master_ip master_port state received")
SentinelInfo = namedtuple("SentinelInfo", "role masters")


class ServerCommandsMixin:
    SHUTDOWN_SAVE = "SHUTDOWN_SAVE"
    SHUTDOWN_NOSAVE = "SHUTDOWN_NOSAVE"

    def bgrewriteaof(self):
        return wait_ok(self.execute(b"BGREWRITEAOF"))

    def bgsave(self):
        return wait_ok(self.execute(b"BGSAVE"))

    def client_kill(self):
        raise NotImplementedError('aioredis 1.3 has no client_kill: await execute("CLIENT", ...)')

    def client_list(self):
        """The connections to the server, each a ClientInfo."""
        return wait_convert(self.execute(b"CLIENT", b"LIST", encoding="utf-8"), to_tuples)

    def client_getname(self, encoding=_NOTSET):
        return self.execute(b"CLIENT", b"GETNAME", encoding=encoding)

    def client_pause(self, timeout):
        check_timeout(timeout)
        return wait_ok(self.execute(b"CLIENT", b"PAUSE", timeout))

    def client_reply(self):
        raise NotImplementedError("aioredis 1.3 has no client_reply: every call has its reply")

    def client_setname(self, name):
        return wait_ok(self.execute(b"CLIENT", b"SETNAME", name))

    def command(self):
        return self.execute(b"COMMAND", encoding="utf-8")

    def command_count(self):
        return self.execute(b"COMMAND", b"COUNT")

    def command_getkeys(self, command, *args, encoding="utf-8"):
        return self.execute(b"COMMAND", b"GETKEYS", command, *args, encoding=encoding)

    def command_info(self, command, *commands):
        return self.execute(b"COMMAND", b"INFO", command, *commands, encoding="utf-8")

    def config_get(self, parameter="*"):
        _check_parameter(parameter)
        return wait_make_dict(self.execute(b"CONFIG", b"GET", parameter, encoding="utf-8"))

    def config_rewrite(self):
        return wait_ok(self.execute(b"CONFIG", b"REWRITE"))

    def config_set(self, parameter, value):
        _check_parameter(parameter)
        return wait_ok(self.execute(b"CONFIG", b"SET", parameter, value))

    def config_resetstat(self):
        return wait_ok(self.execute(b"CONFIG", b"RESETSTAT"))

    def dbsize(self):
        return self.execute(b"DBSIZE")

    def debug_sleep(self, timeout):
        return wait_ok(self.execute(b"DEBUG", b"SLEEP", timeout))

    def debug_object(self, key):
        return self.execute(b"DEBUG", b"OBJECT", key)

    def debug_segfault(self, key):
        return self.execute(b"DEBUG", "SEGFAULT")

    def flushall(self, async_op=False):
        return wait_ok(self.execute(b"FLUSHALL", *([b"ASYNC"] if async_op else [])))

    def flushdb(self, async_op=False):
        return wait_ok(self.execute(b"FLUSHDB", *([b"ASYNC"] if async_op else [])))

    def info(self, section="default"):
        if not section:
            raise ValueError("invalid section")
        return wait_convert(self.execute(b"INFO", section, encoding="utf-8"), parse_info)

    def lastsave(self):
        return self.execute(b"LASTSAVE")

    def monitor(self):
        raise NotImplementedError("aioredis 1.3 has no monitor: the timeline shows every command")

    def role(self):
        return wait_convert(self.execute(b"ROLE", encoding="utf-8"), parse_role)

    def save(self):
        return self.execute(b"SAVE")

    def shutdown(self, save=None):
        how = {self.SHUTDOWN_SAVE: [b"SAVE"], self.SHUTDOWN_NOSAVE: [b"NOSAVE"]}
        return self.execute(b"SHUTDOWN", *how.get(save, []))

    def slaveof(self, host, port=None):
        if host is None and port is None:
            return self.execute(b"SLAVEOF", b"NO", b"ONE")
        return self.execute(b"SLAVEOF", host, port)

    def slowlog_get(self, length=None):
        if length is not None and not isinstance(length, int):
            raise TypeError("length must be int or None")
        return self.execute(b"SLOWLOG", b"GET", *given(length))

    def slowlog_len(self):
        return self.execute(b"SLOWLOG", b"LEN")

    def slowlog_reset(self):
        return wait_ok(self.execute(b"SLOWLOG", b"RESET"))

    def sync(self):
        return self.execute(b"SYNC")

    def time(self):
        return wait_convert(self.execute(b"TIME"), to_time)


def _check_parameter(parameter):
    if not isinstance(parameter, str):
        raise TypeError("parameter must be str")


def to_time(obj):
    return int(obj[0]) + int(obj[1]) * 1e-6


def to_tuples(value):
    """CLIENT LIST as named tuples, with the fields that its lines have."""
    lines = [dict(_field(part) for part in line.split(" ")) for line in value.splitlines()]
    ClientInfo = namedtuple("ClientInfo", list(lines[0]))
    return [ClientInfo(**line) for line in lines]


def _field(part):
    name, value = part.split("=", 1)
    return name.replace("-", "_"), value


def parse_info(info):
    """INFO as a dict for each section; a value of several parts is a dict, too."""
    sections, current = {}, {}
    for line in info.splitlines():
        if line.startswith("#"):
            current = sections.setdefault(line[2:].lower(), {})
        elif ":" in line:
            name, value = line.split(":", 1)
            several = "," in line and "=" in line
            current[name] = dict(p.split("=") for p in value.split(",")) if several else value
    return sections


def parse_role(role):
    kind, *rest = role
    if kind == "master":
        slaves = [MasterSlaveInfo(ip, int(port), int(offset)) for ip, port, offset in rest[1]]
        return MasterInfo(kind, int(rest[0]), slaves)
    if kind == "slave":
        ip, port, state, received = rest
        return SlaveInfo(kind, ip, int(port), state, int(received))
    return SentinelInfo(*role) if kind == "sentinel" else role
