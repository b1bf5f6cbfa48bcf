import asyncio

import aioredis


async def main():
    pool = await aioredis.create_pool("redis://localhost", minsize=10, maxsize=50)
    admin = await aioredis.create_redis("redis://localhost", encoding="utf-8")
    print(pool.freesize)
    clients = [line for line in (await admin.execute("CLIENT", "LIST")).splitlines() if line]
    addresses = [dict(word.split("=", 1) for word in line.split())["addr"] for line in clients]
    for address in addresses[:5]:
        await admin.execute("CLIENT", "KILL", "ADDR", address)
    await asyncio.sleep(0.1)
    async with pool.get() as connection:
        print(await connection.execute("PING"))
    print(pool.size, pool.freesize)
    pool.close()
    await pool.wait_closed()
    admin.close()
    await admin.wait_closed()


asyncio.run(main())
