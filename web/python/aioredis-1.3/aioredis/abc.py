"""What connections, pools and channels of one's own must have."""

from abc import ABC, abstractmethod

__all__ = ["AbcConnection", "AbcPool", "AbcChannel"]


class AbcConnection(ABC):
    """What commands are executed on."""

    @abstractmethod
    def execute(self, command, *args, **kwargs):
        """Writes a command."""

    @abstractmethod
    def execute_pubsub(self, command, *args, **kwargs):
        """Begins or ends subscriptions."""

    @abstractmethod
    def close(self):
        """Begins the end."""

    @abstractmethod
    async def wait_closed(self):
        """Returns at the end."""

    @property
    @abstractmethod
    def closed(self):
        """Whether the end has begun."""

    @property
    @abstractmethod
    def db(self):
        """The database in use."""

    @property
    @abstractmethod
    def encoding(self):
        """What replies are decoded with, or None."""

    @property
    @abstractmethod
    def in_pubsub(self):
        """How many subscriptions there are."""

    @property
    @abstractmethod
    def pubsub_channels(self):
        """The channels subscribed to, by name."""

    @property
    @abstractmethod
    def pubsub_patterns(self):
        """The patterns subscribed to, by name."""

    @property
    @abstractmethod
    def address(self):
        """Where the server is."""


class AbcPool(AbcConnection):
    """What connections are borrowed from."""

    @abstractmethod
    def get_connection(self, command, args=()):
        """A connection that is free now, or None."""

    @abstractmethod
    async def acquire(self, command=None, args=()):
        """A connection of the caller's own."""

    @abstractmethod
    def release(self, conn):
        """Gives a connection back."""

    @property
    @abstractmethod
    def address(self):
        """Where the server is, or None."""


class AbcChannel(ABC):
    """What the messages of a subscription go into."""

    @property
    @abstractmethod
    def name(self):
        """The name of the channel or pattern, in bytes."""

    @property
    @abstractmethod
    def is_pattern(self):
        """Whether the name is a pattern."""

    @property
    @abstractmethod
    def is_active(self):
        """Whether there is or may come a message."""

    @abstractmethod
    async def get(self):
        """The next message."""

    @abstractmethod
    def put_nowait(self, data):
        """Takes a message; of a pattern, the channel's name with it."""

    @abstractmethod
    def close(self, exc=None):
        """Takes no more messages."""
