import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379), encoding="utf-8")
    await conn.execute("SELECT", 5)
    print(conn.db)
    await conn.execute("MULTI")
    print(conn.in_transaction)
    print(await conn.execute("SET", "a", "x"), await conn.execute("GET", "a", encoding=None))
    print(await conn.execute("EXEC"), conn.in_transaction)
    await conn.execute("MULTI")
    await conn.execute("INCR", "n")
    print(await conn.execute("DISCARD"), conn.in_transaction, await conn.execute("GET", "n"))
    conn.close()


asyncio.run(main())
