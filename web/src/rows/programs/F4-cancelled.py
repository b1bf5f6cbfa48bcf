from own_client import *

from grader import *


class ForgetsTheCancelled(RedisConnection):
    """Gives a reply to the first who still waits."""

    def _process_data(self, reply):
        while self._waiters[0][0].cancelled():
            self._waiters.popleft()
        super()._process_data(reply)


async def create(address):
    return ForgetsTheCancelled(*await asyncio.open_connection(*address))


asyncio.run(grade(create))
