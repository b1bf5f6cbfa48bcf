import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    print(conn.closed)
    conn.close()
    conn.close()
    print(conn.closed)
    await conn.wait_closed()
    await conn.wait_closed()
    print(conn)


asyncio.run(main())
