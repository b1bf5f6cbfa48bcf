import asyncio
import redis.asyncio as redis


async def buy(name):
    async with redis.Redis(decode_responses=True) as client:
        async with client.pipeline() as pipe:
            while True:
                try:
                    await pipe.watch("tickets")
                    left = int(await pipe.get("tickets"))
                    pipe.multi()
                    pipe.set("tickets", left - 1)
                    pipe.rpush("sold", name)
                    await pipe.execute()
                    return
                except redis.WatchError:
                    print(name, "was too late, and tries again")


async def main():
    async with redis.Redis(decode_responses=True) as client:
        await client.delete("sold")
        await client.set("tickets", 10)
        await asyncio.gather(buy("ann"), buy("bob"))
        print("tickets left:", await client.get("tickets"))


asyncio.run(main())
