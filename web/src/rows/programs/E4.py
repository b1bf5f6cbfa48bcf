import time
from concurrent.futures import ThreadPoolExecutor


def download(number):
    time.sleep(1)
    return number * number


start = time.perf_counter()
with ThreadPoolExecutor(max_workers=5) as pool:
    futures = [pool.submit(download, number) for number in range(10)]
    print(futures[0].done(), futures[-1].done())
    print([future.result() for future in futures])
print(f"{time.perf_counter() - start:.1f} s")
