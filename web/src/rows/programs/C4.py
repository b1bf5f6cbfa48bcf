import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    print(conn, conn.db)
    changing = conn.select(3)
    print(conn, "is what it was until the reply is there")
    print(await changing, conn, conn.db)
    try:
        await conn.select(99)
    except aioredis.ReplyError as error:
        print(error, conn)
    conn.close()
    await conn.wait_closed()


asyncio.run(main())
