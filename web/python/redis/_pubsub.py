"""What subscriptions of both clients share: names, handlers, and the shape of messages."""

from .exceptions import PubSubError

_ENDS = {"unsubscribe": "channels", "punsubscribe": "patterns", "sunsubscribe": "shard_channels"}
_COMMANDS = {
    "SUBSCRIBE": "channels", "PSUBSCRIBE": "patterns", "SSUBSCRIBE": "shard_channels",
}  # fmt: skip


class PubSubBase:
    """The channels and patterns that one connection listens to."""

    PUBLISH_MESSAGE_TYPES = ("message", "pmessage", "smessage")
    UNSUBSCRIBE_MESSAGE_TYPES = tuple(_ENDS)
    HEALTH_CHECK_MESSAGE = "redis-py-health-check"

    connection = None  # that listens, once there is one

    def __init__(
        self,
        connection_pool,
        shard_hint=None,
        ignore_subscribe_messages=False,
        encoder=None,
        push_handler_func=None,
        event_dispatcher=None,
    ):
        self.connection_pool = connection_pool
        self.shard_hint = shard_hint
        self.ignore_subscribe_messages = ignore_subscribe_messages
        self.encoder = encoder or connection_pool.get_encoder()
        self.push_handler_func = push_handler_func
        self._clear()

    def __del__(self):
        if self.connection is not None:
            self.connection._let_go()

    def _clear(self):
        self.channels, self.patterns, self.shard_channels = {}, {}, {}
        self.pending_unsubscribe_channels = set()
        self.pending_unsubscribe_patterns = set()
        self.pending_unsubscribe_shard_channels = set()

    def _pending(self, kind):
        return getattr(self, f"pending_unsubscribe_{kind}")

    @property
    def subscribed(self):
        return bool(self.channels or self.patterns or self.shard_channels)

    def _connected(self):
        if self.connection is None:
            raise RuntimeError(
                "pubsub connection not set: did you forget to call subscribe() or psubscribe()?"
            )
        return self.connection

    # Names

    def _key(self, name):
        """A name as messages carry it."""
        return self.encoder.decode(self.encoder.encode(name))

    def _subscriptions(self, args, handlers):
        """Names and their handlers; a mapping among args gives handlers, too."""
        wanted = {}
        for arg in _flat(args):
            wanted |= arg if isinstance(arg, dict) else {arg: None}
        return {self._key(name): handler for name, handler in (wanted | handlers).items()}

    def _add(self, kind, wanted):
        getattr(self, kind).update(wanted)
        self._pending(kind).difference_update(wanted)

    def _end(self, kind, args):
        """Notes that names are about to end; none means all."""
        names = [self._key(name) for name in _flat(args)]
        self._pending(kind).update(names or getattr(self, kind))
        return names

    def _resubscriptions(self):
        """The commands that bring the subscriptions to a new connection."""
        for kind in _COMMANDS.values():
            self._pending(kind).clear()
        for command, kind in _COMMANDS.items():
            if names := getattr(self, kind):
                yield command, *names

    def _check_handlers(self):
        kinds = ("Channel", "Pattern", "Shard Channel")
        for what, kind in zip(kinds, _COMMANDS.values(), strict=True):
            for name, handler in getattr(self, kind).items():
                if handler is None:
                    raise PubSubError(f"{what}: '{name}' has no handler registered")

    # Messages

    def _message(self, response):
        """What came as the dict that programs get."""
        if isinstance(response, bytes | str):
            response = ["pong", "" if response in (b"PONG", "PONG") else response]
        kind = response[0].decode() if isinstance(response[0], bytes) else response[0]
        if kind == "pong":
            return _shaped("pong", None, None, response[-1])
        if kind == "pmessage":
            return _shaped(kind, *response[1:])
        message = _shaped(kind, None, *response[1:3])
        if kind in _ENDS:
            self._ended(_ENDS[kind], message["channel"])
        return message

    def _ended(self, kind, name):
        pending = self._pending(kind)
        if name in pending:
            pending.discard(name)
            getattr(self, kind).pop(name, None)

    def _handler(self, message):
        """What the program wants called with a message, or None."""
        if message["type"] == "pmessage":
            return self.patterns.get(message["pattern"])
        if message["type"] == "smessage":
            return self.shard_channels.get(message["channel"])
        return self.channels.get(message["channel"])

    def _hidden(self, message, ignore):
        """Whether a confirmation is to be passed over."""
        return message["type"] not in (*self.PUBLISH_MESSAGE_TYPES, "pong") and (
            ignore or self.ignore_subscribe_messages
        )


def _shaped(kind, pattern, channel, data):
    return {"type": kind, "pattern": pattern, "channel": channel, "data": data}


def _flat(args):
    for arg in args:
        if isinstance(arg, list | tuple | set):
            yield from arg
        else:
            yield arg
