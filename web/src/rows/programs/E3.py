import asyncio


async def wait_for_it(future):
    try:
        return await future
    except ValueError as error:
        return repr(error)


async def main():
    loop = asyncio.get_running_loop()
    one, two, three = (loop.create_future() for _ in range(3))
    waiting = [asyncio.create_task(wait_for_it(future)) for future in (one, two, three)]
    one.add_done_callback(lambda done: print("called back at", loop.time(), done.result()))
    loop.call_later(1, one.set_result, "a result")
    loop.call_later(2, two.set_exception, ValueError("no luck"))
    loop.call_later(3, three.cancel)
    print(await asyncio.gather(*waiting, return_exceptions=True))
    print(one.done(), two.done(), three.cancelled())
    try:
        one.set_result("another")
    except asyncio.InvalidStateError as error:
        print(error)


asyncio.run(main())
