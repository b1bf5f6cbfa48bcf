import asyncio
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def blocking(seconds):
    time.sleep(seconds)
    return seconds


async def main():
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, blocking, 1), loop.time())
    print(await asyncio.to_thread(blocking, 1), loop.time())
    with ThreadPoolExecutor() as pool:
        print(await loop.run_in_executor(pool, blocking, 2), loop.time())
    with ProcessPoolExecutor() as pool:
        print(await loop.run_in_executor(pool, blocking, 3), loop.time())


if __name__ == "__main__":
    asyncio.run(main())
