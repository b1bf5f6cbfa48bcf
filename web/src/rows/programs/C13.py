import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    print(await conn.execute(" set ", "key", " value "))
    print(await conn.execute(b"get", "key"))
    print(await conn.execute(bytearray(b" sTrLen\n"), "key"))
    await conn.execute(" select ", 2)
    print(conn.db)
    conn.close()


asyncio.run(main())
