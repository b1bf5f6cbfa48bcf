import asyncio
import aioredis


async def main():
    admin = await aioredis.create_redis(("localhost", 6379))
    await admin.config_set("requirepass", "secret")
    for options in (
        {"password": "secret", "db": 2},
        {"password": "wrong"},
        {"password": "secret", "db": 99},
        {"db": 1},
    ):
        try:
            conn = await aioredis.create_connection(("localhost", 6379), **options)
            print(conn, await conn.execute("PING"))
            conn.close()
        except aioredis.ReplyError as error:
            print(type(error).__name__, error)
    await admin.config_set("requirepass", "")
    admin.close()


asyncio.run(main())
