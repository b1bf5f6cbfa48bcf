from own_client import *

from grader import *


class ForgetsTheRest(RedisConnection):
    """Takes what one read gives for whole replies."""

    async def _read_data(self):
        while data := await self._reader.read(65536):
            self._parser = PyReader(ProtocolError, ReplyError)
            self._parser.feed(data)
            while (reply := self._parser.gets()) is not False:
                self._process_data(reply)
        self._do_close(ConnectionResetError("the server has hung up"))


async def create(address):
    return ForgetsTheRest(*await asyncio.open_connection(*address))


asyncio.run(grade(create))
