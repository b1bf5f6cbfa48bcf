import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    other = await aioredis.create_connection(("localhost", 6379))
    order = []
    calls = [("SET", "n", 1), ("GET", "n"), ("INCR", "n"), ("BLPOP", "jobs", 0), ("GET", "n")]
    futures = [conn.execute(*words) for words in calls]
    for words, future in zip(calls, futures):
        future.add_done_callback(lambda done, name=words[0]: order.append((name, done.result())))
    await asyncio.sleep(1)
    print([future.done() for future in futures])
    await other.execute("RPUSH", "jobs", "sweep")
    await asyncio.gather(*futures)
    await asyncio.sleep(0)  # so that the callbacks have run
    print(*order, sep="\n")
    conn.close()
    other.close()


asyncio.run(main())
