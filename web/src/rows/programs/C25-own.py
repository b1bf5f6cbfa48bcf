from own_client import *


async def main():
    conn = await create_connection(("localhost", 6379))
    one, two, three = [conn.execute("ECHO", word) for word in ("one", "two", "three")]
    two.cancel()
    print(await one, await three, two.cancelled())
    conn.close()


asyncio.run(main())
