import asyncio

import aioredis


async def careless(pool):
    connection = await pool.acquire()
    await connection.execute("SET", "word", "abc")
    await connection.execute("INCR", "word")
    pool.release(connection)


async def careful(pool):
    async with pool.get() as connection:
        await connection.execute("INCR", "word")


async def main():
    pool = await aioredis.create_pool("redis://localhost", minsize=1, maxsize=10)
    for use in careless, careful:
        try:
            await use(pool)
        except aioredis.ReplyError as error:
            print(error)
        print(use.__name__, "left in use:", pool.size - pool.freesize)
    pool.close()
    await pool.wait_closed()


asyncio.run(main())
