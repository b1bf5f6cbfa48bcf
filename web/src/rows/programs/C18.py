import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379), encoding="utf-8")
    await conn.execute("SET", "bytes", b"\xff\xfe")
    bad, good = conn.execute("GET", "bytes"), conn.execute("ECHO", "in step")
    try:
        await bad
    except UnicodeDecodeError as error:
        print(error)
    print(await good, conn.closed)
    print(await conn.execute("GET", "bytes", encoding=None))
    conn.close()


asyncio.run(main())
