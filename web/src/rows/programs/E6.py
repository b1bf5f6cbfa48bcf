import asyncio
import time

from redis import asyncio as redis


def get(url):
    """What a library for plain functions does: it blocks."""
    time.sleep(1)
    return f"body of {url}"


async def download(client, url):
    body = await asyncio.to_thread(get, url)
    await client.set(url, body)


async def main():
    async with redis.Redis() as client:
        await asyncio.gather(*(download(client, url) for url in ("a", "b", "c")))
        print(await client.mget("a", "b", "c"))


asyncio.run(main())
