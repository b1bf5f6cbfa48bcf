import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def download(page):
    time.sleep(1)
    if page == 6:
        raise ValueError("no such page")
    return f"page {page}"


with ThreadPoolExecutor(max_workers=5) as pool:
    first = pool.submit(download, 0)
    print(type(first).__name__, first.done(), first.running())
    rest = [pool.submit(download, page) for page in range(1, 7)]
    print(first.result(), first.done(), time.monotonic())
    for future in as_completed(rest):
        print(future.exception() or future.result(), time.monotonic())
