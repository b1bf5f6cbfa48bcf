import asyncio
import redis.asyncio as redis


async def cook(client, ready):
    _, order = await client.blpop("orders")
    await client.set("plate", order)
    ready.set_result(None)
    print("cook: the", order, "is on the plate")


async def waiter(client, ready):
    await client.rpush("orders", "soup")
    await ready
    await client.rename("plate", "table")
    print("waiter: enjoy your meal")


async def main():
    async with redis.Redis(decode_responses=True) as client:
        await client.delete("orders", "plate", "table")
        ready = asyncio.get_running_loop().create_future()
        await asyncio.gather(cook(client, ready), waiter(client, ready))


asyncio.run(main())
