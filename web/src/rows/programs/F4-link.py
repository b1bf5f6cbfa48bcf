from own_client import *

from grader import *


async def main():
    conn = await create_connection(("localhost", 6379))
    for _ in range(3):
        await holds(conn)
    for seed in range(3):
        await holds_when_some_are_cancelled(random.Random(seed), conn)
    print(f"{asyncio.get_running_loop().time():.3f} s")
    killer = await create_connection(("localhost", 6379))
    pending = conn.execute("BLPOP", "jobs", 0)
    await asyncio.sleep(1)
    print("killed:", await killer.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
    try:
        await pending
    except ConnectionResetError as error:
        print(error)
    killer.close()


asyncio.run(main())
