import asyncio
import redis.asyncio as redis


async def buy(name):
    async with redis.Redis(decode_responses=True) as client:
        left = int(await client.get("tickets"))
        await client.set("tickets", left - 1)
        await client.rpush("sold", name)


async def main():
    async with redis.Redis(decode_responses=True) as client:
        await client.delete("sold")
        await client.set("tickets", 10)
        await asyncio.gather(buy("ann"), buy("bob"))
        print("tickets left:", await client.get("tickets"))


asyncio.run(main())
