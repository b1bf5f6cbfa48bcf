import asyncio

from redis import asyncio as redis


async def main():
    async with redis.Redis(decode_responses=True) as r:
        await r.execute_command("SADD", "likes:ada", "tea", "maths", "music")
        await r.execute_command("SADD", "likes:bob", "tea", "music")
        print(await r.execute_command("SINTERCARD", 2, "likes:ada", "likes:bob"))
        await r.execute_command("HSET", "session", "token", "abc")
        print(await r.execute_command("HEXPIRE", "session", 60, "FIELDS", 1, "token"))
        print(await r.execute_command("OBJECT", "ENCODING", "session"))
        for command in ("JSON.GET", "user:1"), ("FT.SEARCH", "users", "*"), ("NO.SUCH", 1):
            try:
                print(await r.execute_command(*command))
            except redis.ResponseError as error:
                print(error)


asyncio.run(main())
