/** Python's executors and threads in the browser, which can pause Python, and the limits of a program there. */
import { expect, test } from "vitest";
import { visitSite } from "./harness.ts";

const visit = visitSite();

test("blocking calls on lanes, with the event loop and Redis beside them", async () => {
  const run = await visit.run(
    "python",
    `
import asyncio, time
from concurrent.futures import ThreadPoolExecutor
from redis import asyncio as redis
def fetch(n):
    time.sleep(1)
    print("fetched", n, time.monotonic())
    return n
async def main():
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(2) as pool:
        calls = asyncio.gather(*(loop.run_in_executor(pool, fetch, n) for n in range(5)))
        client = redis.Redis()
        for _ in range(2):
            await client.incr("n")
            await asyncio.sleep(0.5)
        print("loop", loop.time())
        print(await calls, loop.time())
asyncio.run(main())
`,
    { latency: "10ms" },
  );
  expect(run).toMatchObject({ error: null, elapsed: 3000 });
  expect(run.output.split("\n")).toEqual([
    "fetched 0 1.0",
    "fetched 1 1.0",
    expect.stringMatching(/^loop 1\.0[0-9]+$/),
    "fetched 2 2.0",
    "fetched 3 2.0",
    "fetched 4 3.0",
    "[0, 1, 2, 3, 4] 3.0",
    "",
  ]);
  const lanes = run.trace.filter(({ name }) => name === "lane");
  expect([...new Set(lanes.map(({ task }) => task))]).toEqual([
    "ThreadPoolExecutor-0_0",
    "ThreadPoolExecutor-0_1",
  ]);
});

test("the synchronous client works on lanes, and takes the time of everything", async () => {
  const run = await visit.run(
    "python",
    `
import asyncio, redis, threading, time
client = redis.Redis()
client.set("k", 0)
def work():
    for _ in range(2):
        client.incr("k")
        time.sleep(1)
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(client.get("k"))
async def other():
    return await redis.asyncio.Redis().incr("k")
own = threading.Thread(target=lambda: print(asyncio.run(other())))
own.start()
own.join()
print(asyncio.run(asyncio.to_thread(client.incr, "k")))
`,
    { latency: "10ms" },
  );
  expect(run).toMatchObject({ output: "b'4'\n5\n6\n", error: null });
});

test("a program is told of its limits, and the next one runs", async () => {
  const hungry = await visit.run(
    "python",
    "kept = []\nwhile True: kept.append(bytes(1_000_000))",
  );
  expect(hungry.error).toContain(
    "MemoryError: this page gives a program 512 MB, and it needs more",
  );
  const deep = await visit.run(
    "python",
    "class A:\n  def __repr__(self): return repr(self)\nrepr(A())",
  );
  expect(deep.error).toContain("RecursionError: ");
  expect(await visit.run("python", "print(1)")).toMatchObject({
    output: "1\n",
    error: null,
  });
});
