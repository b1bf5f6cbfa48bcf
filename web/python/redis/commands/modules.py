"""Commands of Redis modules: they are passed on, and the server's answer decides."""

import json


class ModuleCommands:
    # What a program does not ask for is not imported: each of these is a world of its own.

    def bf(self):
        return Family(self, "BF", create="RESERVE")

    def cf(self):
        return Family(self, "CF", create="RESERVE", delete="DEL")

    def cms(self):
        return Family(self, "CMS")

    def ft(self, index_name="idx"):
        from .search import Search

        return Search(self, index_name)

    def json(self, encoder=json.JSONEncoder(), decoder=json.JSONDecoder()):
        from .json import JSON

        return JSON(self, encoder, decoder)

    def tdigest(self):
        return Family(self, "TDIGEST")

    def topk(self):
        return Family(self, "TOPK")

    def ts(self):
        return Family(self, "TS", delete="DEL")

    def vset(self):
        from .vectorset import VectorSet

        return VectorSet(self)


class Family:
    """The commands of a module by their names: bf().add(key, item) is BF.ADD key item."""

    def __init__(self, client, prefix, *before, **renamed):
        self.client = client
        self._prefix = prefix
        self._before = before  # what each command begins with
        self._renamed = renamed

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        command = f"{self._prefix}.{self._renamed.get(name, name.upper())}"

        def call(*args, **options):
            named = [part for key, value in options.items() for part in (key.upper(), value)]
            return self.client.execute_command(command, *self._before, *args, *named)

        call.__name__ = name
        return call
