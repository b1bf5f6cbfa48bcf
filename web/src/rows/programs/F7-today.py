from cache_service import *

from redis import asyncio as redis


async def a_client_for_each_request():
    async with redis.from_url("redis://localhost", decode_responses=True) as client:
        yield client


async def burst(n, admin):
    """What n requests at once come to, with the most connections that Redis had at a time."""
    most, answered = 0, asyncio.Event()

    async def watch():
        nonlocal most
        while not answered.is_set():
            most = max(most, len(await admin.client_list(_type="normal")) - 1)

    watching = asyncio.create_task(watch())
    start = asyncio.get_running_loop().time()
    answers = await asyncio.gather(*[request("GET", "/cache/tea") for _ in range(n)])
    seconds = asyncio.get_running_loop().time() - start
    answered.set()
    await watching
    print(f"  {len(answers)} requests, {most} connections at a time, {seconds:.2f} s")


async def main():
    admin = redis.Redis()
    pool = redis.BlockingConnectionPool(max_connections=10, decode_responses=True)
    app.pool = redis.Redis(connection_pool=pool)
    async with await start():
        await request("POST", "/cache/tea", value="green")
        print("one pool of 10 for the application")
        await burst(100, admin)
        print("a client for each request")
        app.overrides[get_redis_pool] = a_client_for_each_request
        await burst(100, admin)
    await pool.disconnect()
    await admin.aclose()


asyncio.run(main())
