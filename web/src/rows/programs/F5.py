import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def job(name):
    time.sleep(1)
    return name


async def tick():
    for _ in range(5):
        await asyncio.sleep(0.5)
        print("tick", round(asyncio.get_running_loop().time(), 2))


async def main():
    loop = asyncio.get_running_loop()
    ticking = asyncio.create_task(tick())
    with ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [loop.run_in_executor(pool, job, name) for name in "abcd"]
        for done in jobs:
            print(await done, round(loop.time(), 2))
    time.sleep(1)  # on the loop: every task stands still
    print("awake", round(loop.time(), 2))
    await ticking


asyncio.run(main())
