import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def sync_handler():
    time.sleep(3)
    return "Hello World"


async def red_handler():
    await asyncio.sleep(3)
    return "red"


async def serve(reader, writer):
    path = (await reader.readline()).split()[1].decode()
    while await reader.readline() != b"\r\n":
        pass
    # As FastAPI does it: a plain function goes to a thread.
    body = await asyncio.to_thread(sync_handler) if path == "/" else await red_handler()
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
    await writer.drain()
    writer.close()


async def get(path):
    reader, writer = await asyncio.open_connection("127.0.0.1", 8000)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return answer.partition(b"\r\n\r\n")[2].decode()


async def main():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=40))  # as many as FastAPI has
    server = await asyncio.start_server(serve, "127.0.0.1", 8000)
    async with server:
        answers = await asyncio.gather(*[get(path) for path in ("/", "/red") * 5])
        print(answers[:2], len(answers), f"{loop.time():.2f} s")


asyncio.run(main())
