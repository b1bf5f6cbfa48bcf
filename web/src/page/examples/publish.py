# Two listeners subscribe to a channel, then three messages
# are published. Messages are not kept: who subscribes
# late has missed them.

import asyncio
import redis.asyncio as redis


async def listen(name, r, ready):
    async with r.pubsub() as pubsub:
        await pubsub.subscribe("news")
        async for message in pubsub.listen():
            if message["type"] == "subscribe":
                ready.set()
            else:
                print(f"{name}: {message['data']}")
                if message["data"] == "good night":
                    return


async def main():
    async with redis.Redis(decode_responses=True) as r:
        ready = [asyncio.Event(), asyncio.Event()]
        listeners = [
            asyncio.create_task(listen("Anna", r, ready[0])),
            asyncio.create_task(listen("Ben", r, ready[1])),
        ]
        for event in ready:
            await event.wait()
        for text in ["hello", "all is well", "good night"]:
            heard = await r.publish("news", text)
            print(f"published “{text}” to {heard}")
        await asyncio.gather(*listeners)


asyncio.run(main())
