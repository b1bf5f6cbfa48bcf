from own_client import *


async def main():
    conn = await create_connection(("localhost", 6379))
    answered = conn.execute("ECHO", "one")
    answered.set_result("somebody else's")
    pending = conn.execute("ECHO", "two")
    try:
        await pending
    except AssertionError as error:
        print("raised:", error)
    print(await answered, conn._closed)


asyncio.run(main())
