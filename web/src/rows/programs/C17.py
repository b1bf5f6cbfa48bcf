import asyncio
import aioredis


async def main():
    plain = await aioredis.create_connection(("localhost", 6379))
    text = await aioredis.create_connection(("localhost", 6379), encoding="utf-8")
    await plain.execute("RPUSH", "words", "Grüße", "hi")
    for conn in plain, text:
        print(conn.encoding)
        print(await conn.execute("LRANGE", "words", 0, -1))
        print(await conn.execute("LRANGE", "words", 0, -1, encoding="latin-1"))
        print(await conn.execute("LRANGE", "words", 0, -1, encoding=None))
    plain.close()
    text.close()


asyncio.run(main())
