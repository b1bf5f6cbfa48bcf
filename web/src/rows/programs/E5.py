import asyncio
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def blocking(name):
    time.sleep(2)
    return f"{name} is done"


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    print(await loop.run_in_executor(None, blocking, "the default pool"))
    with ThreadPoolExecutor() as threads:
        print(await loop.run_in_executor(threads, blocking, "a pool of threads"))
    with ProcessPoolExecutor() as processes:
        print(await loop.run_in_executor(processes, blocking, "a pool of processes"))
    print(await asyncio.to_thread(blocking, "to_thread"))
    print(f"{loop.time() - start:.1f} s")


if __name__ == "__main__":
    asyncio.run(main())
