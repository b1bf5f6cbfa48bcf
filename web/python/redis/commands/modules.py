"""Commands of Redis modules: they are passed on, and the server's answer decides."""

import json


class ModuleCommands:
    def json(self, encoder=json.JSONEncoder(), decoder=json.JSONDecoder()):
        return JSON(self, encoder, decoder)

    def ft(self, index_name="idx"):
        return Search(self, index_name)


class JSON:
    """JSON.* commands of a client."""

    def __init__(self, client, encoder, decoder):
        self.client = client
        self._encoder = encoder
        self._decoder = decoder

    def set(self, name, path, obj, nx=False, xx=False):
        condition = [flag for flag, wanted in (("NX", nx), ("XX", xx)) if wanted]
        value = self._encoder.encode(obj)
        return self.client.execute_command("JSON.SET", name, path, value, *condition)

    def get(self, name, *args):
        return self.client.execute_command("JSON.GET", name, *(args or (".",)))

    def delete(self, key, path="."):
        return self.client.execute_command("JSON.DEL", key, path)

    def type(self, name, path="."):
        return self.client.execute_command("JSON.TYPE", name, path)


class Search:
    """FT.* commands of a client, on one index."""

    def __init__(self, client, index_name):
        self.client = client
        self.index_name = index_name

    def info(self):
        return self.client.execute_command("FT.INFO", self.index_name)

    def search(self, query, *args):
        return self.client.execute_command("FT.SEARCH", self.index_name, query, *args)
