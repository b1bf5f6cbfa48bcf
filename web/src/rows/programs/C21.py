from own_client import *


async def main():
    conn = await create_connection(("localhost", 6379))
    reader_task = conn._reader_task
    pending = conn.execute("BLPOP", "jobs", 0)
    await asyncio.sleep(1)
    conn.close()
    await reader_task
    print("cancelled" if reader_task.cancelled() else "ended", reader_task.exception())
    print(repr(pending.exception()))


asyncio.run(main())
