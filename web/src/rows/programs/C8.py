import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    pending = [conn.execute("BLPOP", "jobs", 0), conn.execute("GET", "key")]
    await asyncio.sleep(1)
    conn.close()
    for future in pending:
        print(repr(future.exception()))
    try:
        await pending[0]
    except aioredis.ConnectionClosedError as error:
        print("raised:", type(error).__name__)
    await conn.wait_closed()


asyncio.run(main())
