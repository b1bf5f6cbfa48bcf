"""What the locks of both clients share: whoever holds the key's token holds the lock."""

import logging
import random
import threading
from types import SimpleNamespace

from .exceptions import LockError, LockNotOwnedError

logger = logging.getLogger("redis.lock")

GONE = "Cannot {} a lock that's no longer owned"
NOT_ACQUIRED = "Unable to acquire lock within the time specified"


class LockBase:
    """A mutual exclusion between clients; timeout ends one whose holder is gone.

    Looking at the key and changing it must be one step: by then the lock may be another's. So the
    server does both, in a script that takes the token, and says 0 when the key holds another.
    """

    # Each class of locks registers them with the first client that it meets.
    lua_release = lua_extend = lua_reacquire = None

    LUA_RELEASE_SCRIPT = (
        "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end\n"
        "return redis.call('DEL', KEYS[1])"
    )

    # ARGV[2]: milliseconds; ARGV[3]: 1 puts them in the place of those that are left.
    LUA_EXTEND_SCRIPT = (
        "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end\n"
        "local left = redis.call('PTTL', KEYS[1])\n"
        "if left < 0 then return 0 end\n"
        "if ARGV[3] == '1' then left = 0 end\n"
        "return redis.call('PEXPIRE', KEYS[1], left + ARGV[2])"
    )

    # ARGV[2]: milliseconds.
    LUA_REACQUIRE_SCRIPT = (
        "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end\n"
        "return redis.call('PEXPIRE', KEYS[1], ARGV[2])"
    )

    def __init__(
        self,
        redis,
        name,
        timeout=None,
        sleep=0.1,
        blocking=True,
        blocking_timeout=None,
        thread_local=True,
        raise_on_release_error=True,
    ):
        self.redis = redis
        self.name = name
        self.timeout = timeout
        self.sleep = sleep
        self.blocking = blocking
        self.blocking_timeout = blocking_timeout
        self.thread_local = bool(thread_local)
        self.raise_on_release_error = raise_on_release_error
        self.local = threading.local() if self.thread_local else SimpleNamespace()
        self.local.token = None  # what the key holds while this lock does
        self.register_scripts()

    def register_scripts(self):
        kind = type(self)
        if kind.lua_release is None:
            kind.lua_release = self.redis.register_script(kind.LUA_RELEASE_SCRIPT)
            kind.lua_extend = self.redis.register_script(kind.LUA_EXTEND_SCRIPT)
            kind.lua_reacquire = self.redis.register_script(kind.LUA_REACQUIRE_SCRIPT)

    def _new_token(self, token):
        if token is None:
            return f"{random.getrandbits(128):032x}".encode()
        return self.redis.get_encoder().encode(token)

    def _wanted(self, blocking, blocking_timeout, now):
        """Whether to wait for the lock, and until when."""
        if blocking_timeout is None:
            blocking_timeout = self.blocking_timeout
        end = None if blocking_timeout is None else now + blocking_timeout
        return self.blocking if blocking is None else blocking, end

    def _milliseconds(self):
        return None if self.timeout is None else int(self.timeout * 1000)

    def _is(self, value, token):
        """Whether the key's value is a token."""
        if isinstance(value, str):
            value = self.redis.get_encoder().encode(value)
        return value is not None and value == token

    def _not_acquired(self):
        return LockError(NOT_ACQUIRED, lock_name=self.name)

    def _gone(self, verb):
        return LockNotOwnedError(GONE.format(verb), lock_name=self.name)

    def _to_release(self):
        """The token, which this lock holds no more."""
        token, self.local.token = self.local.token, None
        if token is None:
            raise LockError(
                "Cannot release a lock that's not owned or is already unlocked.",
                lock_name=self.name,
            )
        return token

    def _check_timed(self, verb):
        if self.local.token is None:
            raise LockError(f"Cannot {verb} an unlocked lock", lock_name=self.name)
        if self.timeout is None:
            raise LockError(f"Cannot {verb} a lock with no timeout", lock_name=self.name)

    def _not_released(self):
        """What becomes of a block whose lock was lost meanwhile."""
        if self.raise_on_release_error:
            raise
        logger.warning("Lock was unlocked or no longer owned when exiting context manager.")
