import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    wrong, unknown, right = conn.execute("GET"), conn.execute("GETS"), conn.execute("ECHO", "hi")
    for future in wrong, unknown:
        try:
            await future
        except aioredis.ReplyError as error:
            print(type(error).__name__, error.args)
    print(await right, conn.closed)
    redis = aioredis.Redis(conn)
    await redis.xgroup_create("log", "workers", mkstream=True)
    try:
        await redis.xgroup_create("log", "workers")
    except aioredis.ReplyError as error:
        print(type(error).__name__)
    conn.close()


asyncio.run(main())
