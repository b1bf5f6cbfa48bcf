import asyncio


async def work(n):
    await asyncio.sleep(n)
    return n


task_list = [work(1), work(2)]
try:
    asyncio.run(asyncio.wait(task_list))
except TypeError as error:
    print("TypeError:", error)
for coroutine in task_list:
    coroutine.close()


async def main():
    done, pending = await asyncio.wait([asyncio.create_task(work(n)) for n in (1, 2)])
    print(sorted(task.result() for task in done), len(pending))


asyncio.run(main())
