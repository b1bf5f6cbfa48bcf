import asyncio
import redis.asyncio as redis


async def main():
    async with redis.Redis(decode_responses=True) as client:
        await client.mset({f"user:{n}": f"name {n}" for n in range(100)})

        names = []
        for n in range(100):
            names.append(await client.get(f"user:{n}"))

        print(len(names), "names, the last one is", names[-1])


asyncio.run(main())
