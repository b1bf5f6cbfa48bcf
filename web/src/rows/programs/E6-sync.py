import asyncio
import threading
import time

import redis

r = redis.Redis(decode_responses=True)


def listen():
    with r.pubsub(ignore_subscribe_messages=True) as pubsub:
        pubsub.subscribe("news")
        for message in pubsub.listen():
            print(message["data"])


async def main():
    early = asyncio.create_task(asyncio.to_thread(r.blpop, "jobs"))
    await asyncio.sleep(1)
    r.rpush("jobs", "sweep")
    try:
        print(await early)
    except RuntimeError as error:
        print(error)
    print(await asyncio.to_thread(r.blpop, "jobs"))


asyncio.run(main())
threading.Thread(target=listen).start()
time.sleep(1)
r.publish("news", "nobody hears it")
r.close()
