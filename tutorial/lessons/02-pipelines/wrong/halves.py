# earns: The hundred gets travel together
import asyncio
import redis.asyncio as redis


async def main():
    async with redis.Redis(decode_responses=True) as client:
        await client.mset({f"user:{n}": f"name {n}" for n in range(100)})

        names = []
        for half in range(0, 100, 50):
            async with client.pipeline(transaction=False) as pipe:
                for n in range(half, half + 50):
                    pipe.get(f"user:{n}")
                names += await pipe.execute()

        print(len(names), "names, the last one is", names[-1])


asyncio.run(main())
