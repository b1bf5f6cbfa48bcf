import asyncio
from collections import deque


class Client:
    """One connection, one task that reads, and a queue of those who wait for replies."""

    def __init__(self, reader, writer):
        self._reader, self._writer = reader, writer
        self._waiters = deque()
        self._task = asyncio.create_task(self._read())

    def execute(self, *words):
        self._writer.write(b"*%d\r\n" % len(words))
        for word in words:
            self._writer.write(b"$%d\r\n%s\r\n" % (len(word), word))
        future = asyncio.get_running_loop().create_future()
        self._waiters.append(future)
        return future

    async def _read(self):
        while line := await self._reader.readline():
            self._waiters.popleft().set_result(int(line[1:]))

    def close(self):
        self._task.cancel()
        self._writer.close()


async def main():
    client = Client(*await asyncio.open_connection("localhost", 6379))
    futures = [client.execute(b"INCR", b"counter") for _ in range(1000)]
    print("in flight:", sum(not future.done() for future in futures))
    replies = await asyncio.gather(*futures)
    print(replies[0], replies[-1], replies == sorted(replies))
    print("tasks:", len(asyncio.all_tasks()), "seconds:", asyncio.get_running_loop().time())
    client.close()


asyncio.run(main())
