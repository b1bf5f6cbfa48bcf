from own_client import *


async def main():
    conn = await create_connection(("localhost", 6379))
    reader_task = conn._reader_task
    await asyncio.sleep(0)  # it begins to read
    conn.close()
    conn.close()
    await asyncio.sleep(0)
    print(conn._reader, conn._writer, conn._reader_task)
    print(reader_task)


asyncio.run(main())
