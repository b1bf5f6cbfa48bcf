import asyncio
import aioredis


class Name(str):
    pass


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    for value in True, {}, [1], Name("n"), object, 1j:
        try:
            conn.execute("SET", "key", value)
        except TypeError as error:
            print(error)
    print(await conn.execute("PING"))
    conn.close()


asyncio.run(main())
