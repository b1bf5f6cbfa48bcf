from own_client import *


async def main():
    conn = await create_connection(("localhost", 6379))
    other = await create_connection(("localhost", 6379))
    futures = [
        conn.execute("SET", "n", 1),
        conn.execute("INCR", "n"),
        conn.execute("BLPOP", "jobs", 0),
        conn.execute("GET", "n"),
    ]
    await asyncio.sleep(1)
    print([future.done() for future in futures])
    await other.execute("RPUSH", "jobs", "sweep")
    print(await asyncio.gather(*futures))
    conn.close()
    other.close()


asyncio.run(main())
