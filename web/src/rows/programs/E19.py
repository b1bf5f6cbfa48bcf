import asyncio

import aioredis

POOL = aioredis.ConnectionsPool("redis://127.0.0.1:6379/0", None, minsize=1, maxsize=10)
print(POOL)


async def main():
    connection = await POOL.acquire()
    print(await connection.execute("PING"), POOL)
    POOL.release(connection)
    POOL.close()
    await POOL.wait_closed()


asyncio.run(main())
