import { beforeAll, expect, test } from "vitest";
import { loadPython, play } from "./python.harness.ts";
import { run } from "./testing.ts";
beforeAll(loadPython, 60_000);
const show = (name: string, r: any) => console.log("==", name, JSON.stringify({ o: r.output, e: r.error, t: r.elapsed }));
test("acquire cancelled as it is answered", async () => {
  for (const lat of [0.0199,0.02, 0.0201]) show("acq " + lat, await play(`
import asyncio
from redis import asyncio as redis
async def main():
    pool = redis.ConnectionPool(max_connections=1)
    r = redis.Redis(connection_pool=pool)
    async def borrow():
        async with r.pipeline() as p:
            await p.watch("k")
    t = asyncio.create_task(borrow())
    await asyncio.sleep(${lat})
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True))
    await asyncio.sleep(1)
    print(await r.get("k"))
asyncio.run(main())
`));
  show("blocking", await play(`
import asyncio
from redis import asyncio as redis
async def main():
    pool = redis.BlockingConnectionPool(max_connections=1, timeout=5)
    r = redis.Redis(connection_pool=pool)
    q = asyncio.Queue()
    async def borrow():
        c = await pool.borrow()
        print("got"); 
    t = asyncio.create_task(borrow())
    # cancel at the very turn in which the answer is delivered
    from resplay import port
    here = port.current()
    real = here._resolved
    def res(number, value):
        real(number, value)
        if value == b"OK" or True: 
            t.cancel()
    here._deliver[b"ok"] = res
    print(await asyncio.gather(t, return_exceptions=True))
    here._deliver[b"ok"] = real
    await asyncio.sleep(1)
    print(await r.get("k"))
asyncio.run(main())
`));
});
test("far sleeps", async () => {
  show("inf", await play(`
import asyncio, math
async def main():
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(math.inf)
    except TimeoutError: print("timeout")
    t = asyncio.create_task(asyncio.sleep(math.inf))
    await asyncio.sleep(1)
    import redis.asyncio as redis
    print(await redis.Redis().get("k"))
    t.cancel()
    t = asyncio.create_task(asyncio.sleep(1e12))
    print(await redis.Redis().get("k"))
asyncio.run(main())
`));
  show("jsinf", await run(`setTimeout(() => console.log("late", world.elapsed), Infinity); console.log(await redis.get("a"))`));
  show("jsneg", await run(`setTimeout(() => console.log("late", world.elapsed), 1e15); console.log(await redis.get("a"))`));
});
test("js semantics", async () => {
  show("shorthand", await run(`const { a = await redis.get("k"), f = async () => { await redis.incr("z") } } = {}; await f(); console.log(a, await redis.get("z"))`));
  show("dup", await run(`async function f() { var g = 1; function g() {} return g } console.log(await f())`));
  show("label", await run(`outer: for await (const x of [1,2,Promise.resolve(3)]) { for await (const y of [1,2]) { if (x === 2) continue outer; console.log(x, y) } }`));
  show("field", await run(`class A { #p = async () => await 5; async #q() { return await this.#p() } static async s() { return new A().#q() } get = async (x = this) => (await x.#p()); } console.log(await A.s(), await new A().get())`));
  show("args", await run(`async function f() { return arguments.length } console.log(await f(1, 2), await (async (...r) => r.length)(1,2,3,))`));
  show("gen", await run(`async function* g() { try { yield await 1; yield* (async function*(){ yield 2; throw new Error("x") })() } finally { console.log("fin") } } try { for await (const v of g()) console.log(v) } catch (e) { console.log(e.message) }`));
  show("tpl", await run("const s = `a ${await redis.set('a', `b${await Promise.resolve(1)}`)} /* await */ // await`; console.log(s, /await (x)/.test('await x'))\n// await\n/* for await */\nthrow new Error('four')"));
  show("thenable", await run(`console.log(await { then(ok) { ok(7) } }); try { await { then(_, no) { no(new Error("t")) } } } catch (e) { console.log(e.message) }`));
  show("chain", await run(`const o = { async f(x) { return x } }; console.log(await o?.f?.(1), await o.g?.(2), await (o.f)(3), await new (class { constructor() { return Promise.resolve(4) } })())`));
  show("export", await run(`export const x = await redis.set("a", 1); export default async () => {}; console.log(x)`));
  show("using", await run(`await using x = { async [Symbol.asyncDispose]() { console.log("disposed") } }; console.log("in")`));
  show("order", await run(`const log = []; const p = (async () => { log.push(1); await null; log.push(3) })(); log.push(2); await p; console.log(log); queueMicrotask(() => log.push("m")); await 0; console.log(log)`));
  show("flood", await run(`try { for (let i = 0; i < 3000; i++) console.log("x".repeat(1000)) } catch (e) { }`).then(r => ({ ...r, output: r.output.length })));
}, 60000);
