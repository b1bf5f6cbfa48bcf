"""Client-side caching: its settings can be made here; a client refuses them, since it keeps none."""

from enum import Enum


class EvictionPolicyType(Enum):
    time_based = "time_based"
    frequency_based = "frequency_based"


class EvictionPolicy(Enum):
    LRU = "LRU"
    LFU = "LFU"
    RANDOM = "RANDOM"


class CacheConfig:
    """How large a cache may grow, and what goes first."""

    DEFAULT_CACHE_CLASS = None
    DEFAULT_EVICTION_POLICY = EvictionPolicy.LRU
    DEFAULT_MAX_SIZE = 10000

    def __init__(
        self,
        max_size=DEFAULT_MAX_SIZE,
        cache_class=DEFAULT_CACHE_CLASS,
        eviction_policy=DEFAULT_EVICTION_POLICY,
    ):
        self._max_size = max_size
        self._cache_class = cache_class
        self._eviction_policy = eviction_policy

    def get_cache_class(self):
        return self._cache_class

    def get_eviction_policy(self):
        return self._eviction_policy

    def get_max_size(self):
        return self._max_size

    def is_exceeds_max_size(self, count):
        return count > self._max_size
