import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    other = await aioredis.create_connection(("localhost", 6379))
    pending = [conn.execute("BLPOP", "jobs", 0), conn.execute("PING")]
    await asyncio.sleep(1)
    await other.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
    for future in pending:
        try:
            await future
        except aioredis.ConnectionClosedError as error:
            print(repr(error))
    print(conn.closed)
    await conn.wait_closed()
    other.close()


asyncio.run(main())
