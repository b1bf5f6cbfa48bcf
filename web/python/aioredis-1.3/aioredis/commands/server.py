"""Commands about the server, on scripts, and to publish."""

import json

from ..util import _NOTSET, wait_convert, wait_make_dict, wait_ok


class ServerCommandsMixin:
    def client_getname(self, encoding=_NOTSET):
        return self.execute(b"CLIENT", b"GETNAME", encoding=encoding)

    def client_list(self):
        return self.execute(b"CLIENT", b"LIST", encoding="utf-8")

    def client_setname(self, name):
        return wait_ok(self.execute(b"CLIENT", b"SETNAME", name))

    def config_get(self, parameter="*"):
        return wait_make_dict(self.execute(b"CONFIG", b"GET", parameter, encoding="utf-8"))

    def config_set(self, parameter, value):
        return wait_ok(self.execute(b"CONFIG", b"SET", parameter, value))

    def dbsize(self):
        return self.execute(b"DBSIZE")

    def flushall(self, async_op=False):
        return wait_ok(self.execute(b"FLUSHALL", *([b"ASYNC"] if async_op else [])))

    def flushdb(self, async_op=False):
        return wait_ok(self.execute(b"FLUSHDB", *([b"ASYNC"] if async_op else [])))

    def info(self, section="default"):
        return wait_convert(self.execute(b"INFO", section, encoding="utf-8"), _sections)

    def time(self):
        return wait_convert(self.execute(b"TIME"), lambda r: int(r[0]) + int(r[1]) / 1_000_000)


def _sections(text):
    """INFO as a dict of dicts."""
    sections, current = {}, {}
    for line in text.splitlines():
        if line.startswith("#"):
            current = sections.setdefault(line.lstrip("# ").lower(), {})
        elif ":" in line:
            name, _, value = line.partition(":")
            current[name] = value
    return sections


class ScriptingCommandsMixin:
    def eval(self, script, keys=(), args=()):
        return self.execute(b"EVAL", script, len(keys), *keys, *args)

    def evalsha(self, digest, keys=(), args=()):
        return self.execute(b"EVALSHA", digest, len(keys), *keys, *args)

    def script_exists(self, digest, *digests):
        return self.execute(b"SCRIPT", b"EXISTS", digest, *digests)

    def script_flush(self):
        return wait_ok(self.execute(b"SCRIPT", b"FLUSH"))

    def script_load(self, script):
        return self.execute(b"SCRIPT", b"LOAD", script)


class PubSubCommandsMixin:
    def publish(self, channel, message):
        return self.execute(b"PUBLISH", channel, message)

    def publish_json(self, channel, obj):
        return self.publish(channel, json.dumps(obj))

    def subscribe(self, channel, *channels):
        """Resolves with a Channel for each name."""
        return self._channels(b"SUBSCRIBE", channel, channels)

    def psubscribe(self, pattern, *patterns):
        return self._channels(b"PSUBSCRIBE", pattern, patterns)

    def unsubscribe(self, channel, *channels):
        return self.connection.execute_pubsub(b"UNSUBSCRIBE", channel, *channels)

    def punsubscribe(self, pattern, *patterns):
        return self.connection.execute_pubsub(b"PUNSUBSCRIBE", pattern, *patterns)

    async def _channels(self, command, first, more):
        replies = await self.connection.execute_pubsub(command, first, *more)
        known = self.patterns if command.startswith(b"P") else self.channels
        return [known[name] for _, name, _ in replies]

    def pubsub_channels(self, pattern=None):
        return self.execute(b"PUBSUB", b"CHANNELS", *([] if pattern is None else [pattern]))

    def pubsub_numsub(self, *channels):
        return wait_make_dict(self.execute(b"PUBSUB", b"NUMSUB", *channels))

    def pubsub_numpat(self):
        return self.execute(b"PUBSUB", b"NUMPAT")

    @property
    def channels(self):
        return self.connection.pubsub_channels

    @property
    def patterns(self):
        return self.connection.pubsub_patterns

    @property
    def in_pubsub(self):
        return self.connection.in_pubsub
