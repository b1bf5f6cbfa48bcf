import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    print(await conn.execute("QUIT"))
    await conn.wait_closed()
    print(conn.closed)
    try:
        conn.execute("PING")
    except aioredis.ConnectionClosedError as error:
        print(error)


asyncio.run(main())
