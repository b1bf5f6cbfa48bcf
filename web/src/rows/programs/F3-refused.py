import asyncio


async def main():
    try:
        await asyncio.open_connection("localhost", 6380)
    except ConnectionRefusedError as error:
        print(error.errno, asyncio.get_running_loop().time())
    try:
        await asyncio.wait_for(asyncio.open_connection("localhost", 6379), 0.004)
    except TimeoutError:
        print("too slow")


asyncio.run(main())
