import asyncio

from redis import asyncio as aioredis


async def main():
    async with aioredis.from_url("redis://localhost") as client:
        pipe = client.pipeline()
        print("get returns the pipeline:", pipe.get("k") is pipe)
        pipe.set("k", "v").get("k")
        print("staged:", len(pipe))
        await asyncio.sleep(1)
        print(await pipe.execute())


asyncio.run(main())
