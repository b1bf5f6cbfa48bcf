from own_client import *

REPLIES = b"+OK\r\n$4\r\na\r\nb\r\n*3\r\n:10\r\n$-1\r\n$0\r\n\r\n-ERR no\r\n*0\r\n"
VALUES = [b"OK", b"a\r\nb", [10, None, b""], "ReplyError('ERR no')", []]


class Nowhere:
    """Takes what is written."""

    def write(self, data):
        pass

    def close(self):
        pass

    transport = property(lambda self: self)


async def main():
    reader = asyncio.StreamReader()
    conn = RedisConnection(reader, Nowhere())
    fed, feed = [], conn._parser.feed
    conn._parser.feed = lambda data: (fed.append(data), feed(data))
    tried = set()
    for first in range(len(REPLIES)):
        for second in range(first, len(REPLIES)):
            futures = [conn.execute("PING") for _ in VALUES]
            fed.clear()
            for piece in filter(None, (REPLIES[:first], REPLIES[first:second], REPLIES[second:])):
                reader.feed_data(piece)
                await asyncio.sleep(0)
                await asyncio.sleep(0)
            replies = await asyncio.gather(*futures, return_exceptions=True)
            replies[3] = repr(replies[3])
            assert replies == VALUES, (fed, replies)
            tried.add(tuple(fed))
    print(len(tried), "ways to cut", len(REPLIES), "bytes, up to", max(map(len, tried)), "pieces")
    conn.close()


asyncio.run(main())
