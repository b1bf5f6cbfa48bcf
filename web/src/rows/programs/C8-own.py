from own_client import *


async def main():
    conn = await create_connection(("localhost", 6379))
    pending = conn.execute("BLPOP", "jobs", 0)
    asyncio.get_running_loop().call_later(1, conn.close)
    try:
        await pending
    except ConnectionForcedCloseError as error:
        print("raised:", repr(error))


asyncio.run(main())
