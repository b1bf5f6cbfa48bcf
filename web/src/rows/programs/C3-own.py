from own_client import *


async def main():
    reader, writer = await asyncio.open_connection("localhost", 6379)
    conn = RedisConnection(reader, writer, encoding="utf-8", loop=None)
    print(conn, await conn.execute("ping"))
    await conn.select(3)
    print(conn)
    conn.close()


asyncio.run(main())
