import asyncio
import aioredis


async def main():
    conn = await aioredis.create_connection(("localhost", 6379))
    conn.close()
    for call in (
        lambda: conn.execute("PING"),
        lambda: conn.execute_pubsub("SUBSCRIBE", "news"),
        lambda: conn.select(1),
    ):
        try:
            call()
        except aioredis.ConnectionClosedError as error:
            print(repr(error))


asyncio.run(main())
