import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    other = await aioredis.create_connection(("localhost", 6379))
    print(conn.closed)
    print(await other.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
    print(conn.closed)
    await conn.wait_closed()
    try:
        conn.execute("PING")
    except aioredis.ConnectionClosedError as error:
        print(error)
    other.close()


asyncio.run(main())
