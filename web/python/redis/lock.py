"""The synchronous client's lock: whoever holds the key's token holds the lock."""

import random
import time

from .exceptions import LockError, LockNotOwnedError, WatchError


class Lock:
    """A mutual exclusion between clients; timeout ends one whose holder is gone."""

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
        self.token = None  # what the key holds while this lock does

    def __enter__(self):
        if self.acquire():
            return self
        raise LockError("Unable to acquire lock within the time specified", lock_name=self.name)

    def __exit__(self, *error):
        try:
            self.release()
        except LockError:
            if self.raise_on_release_error:
                raise

    def acquire(self, blocking=None, blocking_timeout=None, token=None):
        """Waits until the lock is ours; False when it is not, within the time allowed."""
        token = _as_bytes(token or f"{random.getrandbits(128):032x}")
        blocking = self.blocking if blocking is None else blocking
        if blocking_timeout is None:
            blocking_timeout = self.blocking_timeout
        end = None if blocking_timeout is None else time.monotonic() + blocking_timeout
        while not self.do_acquire(token):
            if not blocking or (end is not None and time.monotonic() + self.sleep > end):
                return False
            time.sleep(self.sleep)
        self.token = token
        return True

    def do_acquire(self, token):
        milliseconds = None if self.timeout is None else int(self.timeout * 1000)
        return bool(self.redis.set(self.name, token, nx=True, px=milliseconds))

    def locked(self):
        """Whether anybody holds the lock."""
        return self.redis.get(self.name) is not None

    def owned(self):
        """Whether this lock is the one that holds it."""
        return self.token is not None and self._is_ours(self.redis.get(self.name))

    def release(self):
        if self.token is None:
            raise LockError("Cannot release a lock that's not owned", lock_name=self.name)
        self._while_ours(
            "Cannot release a lock that's no longer owned", lambda pipe: pipe.delete(self.name)
        )
        self.token = None

    def extend(self, additional_time, replace_ttl=False):
        """Adds seconds to the time the lock lives, or replaces it by them."""
        if self.token is None:
            raise LockError("Cannot extend an unlocked lock", lock_name=self.name)
        if self.timeout is None:
            raise LockError("Cannot extend a lock with no timeout", lock_name=self.name)
        left = 0 if replace_ttl else self.redis.pttl(self.name)
        lives = max(0, left) + int(additional_time * 1000)
        self._while_ours(
            "Cannot extend a lock that's no longer owned",
            lambda pipe: pipe.pexpire(self.name, lives),
        )
        return True

    def reacquire(self):
        """Has the lock live for its whole timeout again."""
        return self.extend(self.timeout or 0, replace_ttl=True)

    def _while_ours(self, otherwise, command):
        """Runs a command unless the key has gone to somebody else: WATCH makes both one step."""
        with self.redis.pipeline() as pipe:
            pipe.watch(self.name)
            if not self._is_ours(pipe.get(self.name)):
                raise LockNotOwnedError(otherwise, lock_name=self.name)
            pipe.multi()
            command(pipe)
            try:
                pipe.execute()
            except WatchError:
                raise LockNotOwnedError(otherwise, lock_name=self.name) from None

    def _is_ours(self, value):
        return value is not None and _as_bytes(value) == self.token


def _as_bytes(value):
    return value.encode() if isinstance(value, str) else value
