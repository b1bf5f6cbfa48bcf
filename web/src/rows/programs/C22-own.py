from own_client import *


async def main():
    reader = asyncio.StreamReader()
    _, writer = await asyncio.open_connection("localhost", 6379)
    conn = RedisConnection(reader, writer)
    pending = conn.execute("GET", "key")
    reader.set_exception(OSError("the cable is cut"))
    try:
        await pending
    except OSError as error:
        print("raised:", error)
    print(conn._closed)


asyncio.run(main())
