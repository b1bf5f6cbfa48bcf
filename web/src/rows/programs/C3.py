import asyncio
import inspect

from aioredis import RedisConnection
from aioredis.stream import open_connection


async def main():
    print("RedisConnection" + str(inspect.signature(RedisConnection)))
    address = ("localhost", 6379)
    reader, writer = await open_connection(*address, limit=65536)
    conn = RedisConnection(reader, writer, address=address, encoding="utf-8")
    print(conn, conn.address, conn.encoding, await conn.execute("PING"))
    conn.close()
    await conn.wait_closed()
    try:
        RedisConnection(*await asyncio.open_connection(*address), address=address)
    except AttributeError as error:
        print(error)


asyncio.run(main())
