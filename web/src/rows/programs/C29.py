import asyncio
import aioredis


async def main():
    for address in [
        ("localhost", 6379),
        ["localhost", 6379],
        "/tmp/redis.sock",
        "unix:///tmp/redis.sock?db=2",
        "redis://localhost/3?encoding=utf-8",
    ]:
        conn = await aioredis.create_connection(address)
        print(conn, conn.address, await conn.execute("PING"))
        conn.close()
    for address in 6379, None, "http://localhost", "redis://localhost/1?db=2":
        try:
            await aioredis.create_connection(address)
        except AssertionError as error:
            print(error)


asyncio.run(main())
