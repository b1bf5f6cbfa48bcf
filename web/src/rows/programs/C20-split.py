from own_client import *


async def main():
    reader = asyncio.StreamReader()
    _, writer = await asyncio.open_connection("localhost", 6379)
    conn = RedisConnection(reader, writer)
    list_, number = conn.execute("LRANGE", "l", 0, -1), conn.execute("INCR", "n")
    for piece in b"*2\r", b"\n$5\r\nhel", b"lo\r\n$0\r\n\r", b"\n:", b"42\r\n":
        print(piece, list_.done(), number.done())
        reader.feed_data(piece)
        await asyncio.sleep(0.1)
    print(await list_, await number)
    conn.close()


asyncio.run(main())
