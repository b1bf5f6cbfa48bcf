import asyncio

import redis.asyncio as redis

shared = redis.Redis(connection_pool=redis.BlockingConnectionPool(max_connections=10))


async def with_a_client_of_its_own(request):
    r = redis.Redis()
    await r.incr("requests")
    await r.aclose()


async def with_the_shared_pool(request):
    await shared.incr("requests")


async def main():
    watcher = redis.Redis()
    await watcher.ping()
    for handler in with_the_shared_pool, with_a_client_of_its_own:
        await watcher.config_resetstat()
        start = asyncio.get_running_loop().time()
        await asyncio.gather(*[handler(n) for n in range(200)])
        seconds = asyncio.get_running_loop().time() - start
        opened = (await watcher.info("stats"))["total_connections_received"]
        print(f"{handler.__name__}: {opened} connections, {seconds:.2f} s")
    print(await shared.get("requests"))
    await watcher.aclose()
    await shared.connection_pool.disconnect()


asyncio.run(main())
