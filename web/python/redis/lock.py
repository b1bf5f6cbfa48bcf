"""A lock that programs share through a key."""

import time

from ._lock import LockBase
from .exceptions import LockError


class Lock(LockBase):
    """The lock of the synchronous client: `with client.lock(name)`."""

    def __enter__(self):
        if self.acquire():
            return self
        raise self._not_acquired()

    def __exit__(self, exc_type, exc_value, traceback):
        try:
            self.release()
        except LockError:
            self._not_released()

    def acquire(self, sleep=None, blocking=None, blocking_timeout=None, token=None):
        """Waits until the lock is ours; False when it is not, within the time allowed."""
        sleep = self.sleep if sleep is None else sleep
        token = self._new_token(token)
        blocking, end = self._wanted(blocking, blocking_timeout, time.monotonic())
        while not self.do_acquire(token):
            if not blocking or (end is not None and time.monotonic() + sleep > end):
                return False
            time.sleep(sleep)
        self.local.token = token
        return True

    def do_acquire(self, token):
        return bool(self.redis.set(self.name, token, nx=True, px=self._milliseconds()))

    def locked(self):
        """Whether anybody holds the lock."""
        return self.redis.get(self.name) is not None

    def owned(self):
        """Whether this lock is the one that holds it."""
        token = self.local.token
        return token is not None and self._is(self.redis.get(self.name), token)

    def release(self):
        self.do_release(self._to_release())

    def do_release(self, expected_token):
        self._run("release", self.lua_release, expected_token)

    def extend(self, additional_time, replace_ttl=False):
        """Adds seconds to the time the lock lives, or replaces it by them."""
        self._check_timed("extend")
        return self.do_extend(additional_time, replace_ttl)

    def do_extend(self, additional_time, replace_ttl):
        milliseconds = int(additional_time * 1000)
        replaces = "1" if replace_ttl else "0"
        return self._run("extend", self.lua_extend, self.local.token, milliseconds, replaces)

    def reacquire(self):
        """Has the lock live for its whole timeout again."""
        self._check_timed("reacquire")
        return self.do_reacquire()

    def do_reacquire(self):
        return self._run("reacquire", self.lua_reacquire, self.local.token, self._milliseconds())

    def _run(self, verb, script, *args):
        """Runs a script, which does nothing unless the key holds our token."""
        if not script(keys=[self.name], args=args, client=self.redis):
            raise self._gone(verb)
        return True
