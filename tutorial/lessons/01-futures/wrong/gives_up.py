# earns: The order is taken from the list
import asyncio
import redis.asyncio as redis


async def cook(client, ready):
    taken = await client.blpop("orders", timeout=1)
    order = taken[1] if taken else "nothing"
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
        waiting = asyncio.create_task(cook(client, ready))
        await asyncio.sleep(2)
        await waiter(client, ready)
        await waiting


asyncio.run(main())
