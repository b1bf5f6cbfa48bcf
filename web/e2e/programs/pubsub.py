import asyncio
import redis.asyncio as redis


async def listen(pubsub):
    async for message in pubsub.listen():
        if message["type"] == "message":
            print(message["channel"], message["data"])
            if message["data"] == "bye":
                return


async def main():
    r = redis.Redis(decode_responses=True)
    async with r.pubsub() as pubsub:
        await pubsub.subscribe("news")
        listener = asyncio.create_task(listen(pubsub), name="listener")
        await asyncio.sleep(1)
        print(await r.publish("news", "hello"))
        print(await r.publish("news", "bye"))
        await listener
    await r.aclose()


asyncio.run(main())
