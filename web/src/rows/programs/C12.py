import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    for words in (None,), ("GET", None), ("SET", "key", bytearray(b"v"), None):
        try:
            conn.execute(*words)
        except TypeError as error:
            print(error)
    try:
        None in set(["key", bytearray(b"v")])
    except TypeError as error:
        print("looking for None in a set would fail:", error)
    conn.close()


asyncio.run(main())
