"""Commands that publish and subscribe."""

import json

from ..util import given, wait_make_dict


class PubSubCommandsMixin:
    def publish(self, channel, message):
        return self.execute(b"PUBLISH", channel, message)

    def publish_json(self, channel, obj):
        return self.publish(channel, json.dumps(obj))

    def subscribe(self, channel, *channels):
        """Resolves with a Channel for each name."""
        return self._channels(b"SUBSCRIBE", "pubsub_channels", channel, *channels)

    def unsubscribe(self, channel, *channels):
        return self._pool_or_conn.execute_pubsub(b"UNSUBSCRIBE", channel, *channels)

    def psubscribe(self, pattern, *patterns):
        """Resolves with a Channel for each pattern."""
        return self._channels(b"PSUBSCRIBE", "pubsub_patterns", pattern, *patterns)

    def punsubscribe(self, pattern, *patterns):
        return self._pool_or_conn.execute_pubsub(b"PUNSUBSCRIBE", pattern, *patterns)

    def _channels(self, command, kept, *names):
        owner = self._pool_or_conn
        return wait_return_channels(owner.execute_pubsub(command, *names), owner, kept)

    def pubsub_channels(self, pattern=None):
        return self.execute(b"PUBSUB", b"CHANNELS", *given(pattern))

    def pubsub_numsub(self, *channels):
        return wait_make_dict(self.execute(b"PUBSUB", b"NUMSUB", *channels))

    def pubsub_numpat(self):
        return self.execute(b"PUBSUB", b"NUMPAT")

    @property
    def channels(self):
        return self._pool_or_conn.pubsub_channels

    @property
    def patterns(self):
        return self._pool_or_conn.pubsub_patterns

    @property
    def in_pubsub(self):
        """How many subscriptions there are."""
        return self._pool_or_conn.in_pubsub


async def wait_return_channels(fut, conn, field):
    replies = await fut
    known = getattr(conn, field)
    return [known[name] for _, name, _ in replies]
