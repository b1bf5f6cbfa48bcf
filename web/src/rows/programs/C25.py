import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    one, two, three = [conn.execute("ECHO", word) for word in ("one", "two", "three")]
    two.cancel()
    print(await one, await three, two.cancelled())
    try:
        await asyncio.wait_for(conn.execute("BLPOP", "jobs", 2), 1)
    except TimeoutError:
        print("no job within a second")
    print(await conn.execute("ECHO", "four"))
    conn.close()


asyncio.run(main())
