"""Reads the lines of MONITOR."""

import re

_LINE = re.compile(r"(\S+) \[(\d+) (.*?)\] (.*)", re.DOTALL)
_WORD = re.compile(r'"(.*?)(?<!\\)"', re.DOTALL)


def parse(line):
    """A line as a dict: when, in which database, from where, and the command."""
    text = line.decode(errors="replace") if isinstance(line, bytes) else line
    moment, db, origin, words = _LINE.match(text).groups()
    address, port, kind = _origin(origin)
    return {
        "time": float(moment),
        "db": int(db),
        "client_address": address,
        "client_port": port,
        "client_type": kind,
        "command": " ".join(_WORD.findall(words)).replace('\\"', '"'),
    }


def _origin(origin):
    if origin == "lua":
        return "lua", "", "lua"
    if origin.startswith("unix"):
        return "unix", origin[5:], "unix"
    address, _, port = origin.rpartition(":")
    return address, port, "tcp"
