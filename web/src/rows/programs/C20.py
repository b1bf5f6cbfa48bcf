from own_client import *


async def main():
    conn = await create_connection(("localhost", 6379))
    big = b"0123456789" * 1_000_000
    fed = []
    feed = conn._parser.feed
    conn._parser.feed = lambda data: (fed.append(len(data)), feed(data))
    await conn.execute("SET", "big", big)
    fed.clear()
    print(await conn.execute("GET", "big") == big, await conn.execute("STRLEN", "big"))
    print(sum(fed), "bytes,", max(fed), "at most, in more than 100 pieces:", len(fed) > 100)
    conn.close()


asyncio.run(main())
