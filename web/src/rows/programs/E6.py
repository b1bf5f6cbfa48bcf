import asyncio
import time


def get(url):
    """As a library would do it that knows nothing of asyncio."""
    time.sleep(1)
    return f"<p>{url}</p>"


async def download(url):
    loop = asyncio.get_running_loop()
    print("begins", url)
    page = await loop.run_in_executor(None, get, url)
    print("has", page, "at", round(loop.time(), 2))


async def main():
    urls = ["/one", "/two", "/three"]
    await asyncio.gather(*[download(url) for url in urls])


asyncio.run(main())
