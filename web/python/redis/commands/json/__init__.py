"""JSON.* commands, values encoded on the way there and decoded on the way back."""

from ...exceptions import DataError


class JSON:
    """JSON.* commands of a client."""

    def __init__(self, client, encoder, decoder):
        self.client = client
        self.execute_command = client.execute_command
        self._encode = encoder.encode
        self._decoder = decoder
        for command in ("JSON.GET", "JSON.MGET", "JSON.ARRPOP", "JSON.NUMINCRBY", "JSON.NUMMULTBY"):
            client.set_response_callback(command, self._decoded)
        client.set_response_callback("JSON.SET", lambda reply, **_: reply and _text(reply) == "OK")
        client.set_response_callback("JSON.TOGGLE", self._decoded)

    def _decoded(self, reply, **options):
        if isinstance(reply, list):
            return [self._decoded(item) for item in reply]
        return self._decoder.decode(_text(reply)) if isinstance(reply, str | bytes) else reply

    def arrappend(self, name, path=".", *args):
        return self.execute_command("JSON.ARRAPPEND", name, str(path), *map(self._encode, args))

    def arrindex(self, name, path, scalar, start=None, stop=None):
        span = [] if start is None else [start, *([] if stop is None else [stop])]
        value = self._encode(scalar)
        return self.execute_command("JSON.ARRINDEX", name, str(path), value, *span)

    def arrinsert(self, name, path, index, *args):
        values = map(self._encode, args)
        return self.execute_command("JSON.ARRINSERT", name, str(path), index, *values)

    def arrlen(self, name, path="."):
        return self.execute_command("JSON.ARRLEN", name, str(path))

    def arrpop(self, name, path=".", index=-1):
        return self.execute_command("JSON.ARRPOP", name, str(path), index)

    def arrtrim(self, name, path, start, stop):
        return self.execute_command("JSON.ARRTRIM", name, str(path), start, stop)

    def clear(self, name, path="."):
        return self.execute_command("JSON.CLEAR", name, str(path))

    def debug(self, subcommand, key=None, path="."):
        if subcommand not in ("MEMORY", "HELP"):
            raise DataError("The only valid subcommands are ", "['MEMORY', 'HELP']")
        if subcommand == "MEMORY" and key is None:
            raise DataError("No key specified")
        where = [key, str(path)] if subcommand == "MEMORY" else []
        return self.execute_command("JSON.DEBUG", subcommand, *where)

    def delete(self, key, path="."):
        return self.execute_command("JSON.DEL", key, str(path))

    forget = delete

    def get(self, name, *args, no_escape=False):
        pieces = ["noescape"] if no_escape else []
        return self.execute_command("JSON.GET", name, *pieces, *(map(str, args) if args else ["."]))

    def merge(self, name, path, obj, decode_keys=False):
        return self.execute_command("JSON.MERGE", name, str(path), self._encode(obj))

    def mget(self, keys, path):
        return self.execute_command("JSON.MGET", *keys, str(path))

    def mset(self, triplets):
        pieces = [
            part for name, path, obj in triplets for part in (name, str(path), self._encode(obj))
        ]
        return self.execute_command("JSON.MSET", *pieces)

    def numincrby(self, name, path, number):
        return self.execute_command("JSON.NUMINCRBY", name, str(path), self._encode(number))

    def nummultby(self, name, path, number):
        return self.execute_command("JSON.NUMMULTBY", name, str(path), self._encode(number))

    def objkeys(self, name, path="."):
        return self.execute_command("JSON.OBJKEYS", name, str(path))

    def objlen(self, name, path="."):
        return self.execute_command("JSON.OBJLEN", name, str(path))

    def resp(self, name, path="."):
        return self.execute_command("JSON.RESP", name, str(path))

    def set(self, name, path, obj, nx=False, xx=False, decode_keys=False):
        if nx and xx:
            raise Exception(
                "nx and xx are mutually exclusive: use one, the other or neither - but not both"
            )
        condition = [flag for flag, wanted in (("NX", nx), ("XX", xx)) if wanted]
        value = self._encode(_with_text_keys(obj) if decode_keys else obj)
        return self.execute_command("JSON.SET", name, str(path), value, *condition)

    def strappend(self, name, value, path="."):
        return self.execute_command("JSON.STRAPPEND", name, str(path), self._encode(value))

    def strlen(self, name, path=None):
        where = [] if path is None else [str(path)]
        return self.execute_command("JSON.STRLEN", name, *where)

    def toggle(self, name, path="."):
        return self.execute_command("JSON.TOGGLE", name, str(path))

    def type(self, name, path="."):
        return self.execute_command("JSON.TYPE", name, str(path))


def _text(value):
    return value.decode() if isinstance(value, bytes) else value


def _with_text_keys(obj):
    return {_text(key): value for key, value in obj.items()}
