"""A lock that programs share through a key."""

import asyncio

from .._lock import LockBase
from ..exceptions import LockError


class Lock(LockBase):
    """The lock of the asynchronous client: `async with client.lock(name)`."""

    async def __aenter__(self):
        if await self.acquire():
            return self
        raise self._not_acquired()

    async def __aexit__(self, exc_type, exc_value, traceback):
        try:
            await self.release()
        except LockError:
            self._not_released()

    async def acquire(self, blocking=None, blocking_timeout=None, token=None):
        """Waits until the lock is ours; False when it is not, within the time allowed."""
        loop = asyncio.get_running_loop()
        token = self._new_token(token)
        blocking, end = self._wanted(blocking, blocking_timeout, loop.time())
        while not await self.do_acquire(token):
            if not blocking or (end is not None and loop.time() + self.sleep > end):
                return False
            await asyncio.sleep(self.sleep)
        self.local.token = token
        return True

    async def do_acquire(self, token):
        return bool(await self.redis.set(self.name, token, nx=True, px=self._milliseconds()))

    async def locked(self):
        """Whether anybody holds the lock."""
        return await self.redis.get(self.name) is not None

    async def owned(self):
        """Whether this lock is the one that holds it."""
        token = self.local.token
        return token is not None and self._is(await self.redis.get(self.name), token)

    def release(self):
        return self.do_release(self._to_release())

    async def do_release(self, expected_token):
        await self._run("release", self.lua_release, expected_token)

    def extend(self, additional_time, replace_ttl=False):
        """Adds seconds to the time the lock lives, or replaces it by them."""
        self._check_timed("extend")
        return self.do_extend(additional_time, replace_ttl)

    async def do_extend(self, additional_time, replace_ttl):
        milliseconds = int(additional_time * 1000)
        replaces = "1" if replace_ttl else "0"
        return await self._run("extend", self.lua_extend, self.local.token, milliseconds, replaces)

    def reacquire(self):
        """Has the lock live for its whole timeout again."""
        self._check_timed("reacquire")
        return self.do_reacquire()

    async def do_reacquire(self):
        milliseconds = self._milliseconds()
        return await self._run("reacquire", self.lua_reacquire, self.local.token, milliseconds)

    async def _run(self, verb, script, *args):
        """Runs a script, which does nothing unless the key holds our token."""
        if not await script(keys=[self.name], args=args, client=self.redis):
            raise self._gone(verb)
        return True
