import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    futures = [conn.execute("INCR", "n") for _ in range(1000)]
    print(isinstance(futures[0], asyncio.Future), futures[0].done())
    print((await asyncio.gather(*futures))[-1])
    conn.close()
    await conn.wait_closed()


asyncio.run(main())
