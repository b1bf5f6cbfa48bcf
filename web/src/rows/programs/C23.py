from own_client import *


async def main():
    reader = asyncio.StreamReader()
    _, writer = await asyncio.open_connection("localhost", 6379)
    conn = RedisConnection(reader, writer)
    first, second = conn.execute("GET", "key"), conn.execute("GET", "key")
    reader.feed_data(b"+OK\r\n?bogus\r\n+more\r\n")
    print(await first)
    try:
        await second
    except ProtocolError as error:
        print("raised:", error)
    try:
        conn.execute("PING")
    except AssertionError as error:
        print("raised:", error)


asyncio.run(main())
