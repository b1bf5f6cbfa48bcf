import asyncio
import sqlite3
import time

database = sqlite3.connect(":memory:")
database.create_function("slow", 1, lambda value: time.sleep(1) or value)


def query(value):
    return database.execute("select slow(?)", (value,)).fetchone()


async def tick():
    for _ in range(3):
        await asyncio.sleep(0.5)
        print("tick", time.monotonic())


async def main():
    ticking = asyncio.create_task(tick())
    print(await asyncio.to_thread(query, "on a lane"), time.monotonic())
    print(query("on the loop"), time.monotonic())
    await ticking


asyncio.run(main())
