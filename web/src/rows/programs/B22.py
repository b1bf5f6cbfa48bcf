import asyncio

import redis.asyncio as redis


async def main():
    r = redis.Redis(decode_responses=True)
    await r.set("stock", 3)
    async with r.pipeline() as pipe:
        print(await pipe.watch("stock"), await pipe.get("stock"))
        pipe.multi()
        print(pipe.decr("stock") is pipe, len(pipe))
        for wrong in pipe.multi, lambda: pipe.watch("other"):
            try:
                result = wrong()
                if result is not None:
                    await result
            except redis.RedisError as error:
                print(error)
        print(await pipe.execute())

        await pipe.watch("stock")
        print(await pipe.unwatch(), pipe.get("stock") is pipe)
        try:
            pipe.multi()
        except redis.RedisError as error:
            print(error)
        await pipe.reset()

        await pipe.watch("stock")
    print("after the block, nothing is watched:", pipe.watching, len(pipe))
    await r.aclose()


asyncio.run(main())
