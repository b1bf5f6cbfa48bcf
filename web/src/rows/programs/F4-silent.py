from own_client import *

from grader import *


class LeavesThemWaiting(RedisConnection):
    """Ends without a word to those who wait."""

    def _do_close(self, error):
        self._closed = True
        self._waiters.clear()
        self._writer.transport.close()


async def create(address):
    return LeavesThemWaiting(*await asyncio.open_connection(*address))


asyncio.run(grade(create))
