import asyncio
import redis.asyncio as redis


async def consume(r):
    while True:
        _, job = await r.blpop("jobs")
        print("did", job)
        if job == "stop":
            return


async def main():
    r = redis.Redis(decode_responses=True)
    consumer = asyncio.create_task(consume(r), name="consumer")
    for job in ("sweep", "mop", "stop"):
        await asyncio.sleep(1)
        await r.rpush("jobs", job)
    await consumer
    await r.set("done", "yes")
    await r.aclose()


asyncio.run(main())
