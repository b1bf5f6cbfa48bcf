import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    await conn.execute("MULTI")
    print(await conn.execute("SET", "a", 1))
    for words in ("INCR",), ("EXEC",):
        try:
            await conn.execute(*words)
        except aioredis.ReplyError as error:
            print(error)
            print("remembered:", repr(conn._transaction_error))
    print(await conn.execute("GET", "a"))

    tr = aioredis.Redis(conn).multi_exec()
    tr.set("a", 1)
    bad = tr.connection.execute("INCR")
    try:
        await tr.execute()
    except aioredis.MultiExecError as error:
        print(error)
    print(repr(bad.exception()))
    conn.close()


asyncio.run(main())
