"""What is to happen at later instants of virtual time."""

import heapq
import itertools


class Agenda:
    """Actions by instant, in ns; those of one instant in the order in which they came."""

    def __init__(self):
        self._items = []
        self._numbers = itertools.count()

    def put(self, at, action, waiter=None):
        """Notes an action for instant at. A lane that caused it may have it done ahead of the rest."""
        heapq.heappush(self._items, (at, next(self._numbers), action, waiter))

    def next_at(self):
        """When the next action is due, or -1."""
        return self._items[0][0] if self._items else -1

    def take(self):
        """Removes the next action and returns it."""
        return heapq.heappop(self._items)[2]

    def own(self, waiter):
        """When the next action is due that a lane has caused itself, or -1."""
        return min((at for at, _, _, owner in self._items if owner is waiter), default=-1)

    def take_own(self, waiter):
        """Removes that action and returns it."""
        first = min(item for item in self._items if item[3] is waiter)
        self._items.remove(first)
        heapq.heapify(self._items)
        return first[2]
