"""Event dispatchers: accepted where redis-py takes one; the page's client has no such events."""

import asyncio
from abc import ABC, abstractmethod


class EventListenerInterface(ABC):
    @abstractmethod
    def listen(self, event):
        """Is called with each event."""


class AsyncEventListenerInterface(ABC):
    @abstractmethod
    async def listen(self, event):
        """Is called with each event."""


class EventDispatcherInterface(ABC):
    @abstractmethod
    def dispatch(self, event):
        """Hands an event to its listeners."""

    @abstractmethod
    async def dispatch_async(self, event):
        """The same for listeners that are awaited."""

    @abstractmethod
    def register_listeners(self, mappings):
        """Adds listeners by the type of their events."""


class EventDispatcher(EventDispatcherInterface):
    """Hands events to who listens for their type."""

    def __init__(self, event_listeners=None):
        self._listeners = {}
        self._lock = None
        self.register_listeners(event_listeners or {})

    def dispatch(self, event):
        for listener in self._listeners.get(type(event), ()):
            listener.listen(event)

    async def dispatch_async(self, event):
        if self._lock is None:
            self._lock = asyncio.Lock()
        async with self._lock:
            for listener in self._listeners.get(type(event), ()):
                await listener.listen(event)

    def register_listeners(self, mappings):
        for kind, listeners in mappings.items():
            self._listeners.setdefault(kind, []).extend(listeners)


class _OfPool:
    """An event that is about a pool."""

    def __init__(self, connection_pool):
        self.connection_pool = connection_pool


class AfterPooledConnectionsInstantiationEvent(_OfPool):
    pass


class AfterConnectionReleasedEvent:
    def __init__(self, connection):
        self.connection = connection


class AsyncAfterConnectionReleasedEvent(AfterConnectionReleasedEvent):
    pass
