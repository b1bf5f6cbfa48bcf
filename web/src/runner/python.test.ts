/** What Python programs get from redis.asyncio. */

import { expect, test } from "vitest";
import { play } from "./python.harness.ts";
function show(run: any) {
  console.log(
    run.error,
    run.elapsed,
    run.real.toFixed(1),
    "\n" + run.output,
    run.trace
      .slice(0, 0)
      .map((e: any) =>
        [e.at / 1e6, e.kind, e.task, e.conn, e.future, e.name, e.text].join(
          " ",
        ),
      )
      .join("\n"),
  );
}
const progs = {
  get: `
import asyncio, time
from redis import asyncio as redis
async def main():
    r = redis.Redis()
    print(await r.set("greeting", "hello"))
    t=time.time()
    for i in range(100): await r.get("greeting")
    print(time.time()-t)
    t=time.time()
    await asyncio.gather(*[r.get("greeting") for i in range(100)])
    print(time.time()-t)
    t=time.time()
    async with r.pipeline() as p:
      for i in range(100): p.get("greeting")
      print(len(p), p, len(await p.execute()))
    print(time.time()-t)
    print(await r.info("clients"))
    print(repr(r))
    await r.aclose()
asyncio.run(main())
`,
  thousand: `
from redis import asyncio as redis
r = redis.Redis()
for i in range(1000): await r.get("k")
`,
  gather1000: `
import asyncio
from redis import asyncio as redis
r = redis.Redis(max_connections=1000)
await asyncio.gather(*[r.get("k") for i in range(1000)])
`,
  pipe: `
from redis import asyncio as redis
r = redis.Redis()
p = r.pipeline()
for i in range(10000): p.set("k", i)
x = await p.execute()
print(len(x))
`,
  nothing: "",
  watch: `
import asyncio
from redis import asyncio as redis
async def bump(r, n):
    tries = 0
    for _ in range(n):
      async with r.pipeline() as pipe:
        while True:
            tries += 1
            try:
                await pipe.watch("counter")
                value = int(await pipe.get("counter") or 0)
                pipe.multi()
                pipe.set("counter", value + 1)
                await pipe.execute()
                break
            except redis.WatchError:
                continue
    return tries
async def main():
    a, b = redis.Redis(), redis.Redis()
    print(await asyncio.gather(bump(a, 5), bump(b, 5)))
    print(await a.get("counter"))
    async def tx(p):
        n = int(await p.get("counter")); p.multi(); p.set("counter", n+1)
    await asyncio.gather(*[a.transaction(tx, "counter") for _ in range(5)])
    print(await a.get("counter"))
    p = a.pipeline(); p.set("x","a").incr("x").set("y",1)
    print(await p.execute(raise_on_error=False))
    p.set("x","a").incr("x").set("y",1)
    try: await p.execute()
    except Exception as e: print(type(e), e)
    p.set("x","a").execute_command("NOSUCH", 1)
    try: await p.execute()
    except Exception as e: print(type(e), e)
    p = a.pipeline(transaction=False)
    p.set("x","a").execute_command("NOSUCH", 1)
    try: await p.execute()
    except Exception as e: print(type(e), e)
    try: await a.incr("x")
    except Exception as e: print(type(e), e)
    try: await a.lpush("x", "b")
    except Exception as e: print(type(e), e)
asyncio.run(main())
`,
  blpop: `
import asyncio
from redis import asyncio as redis
async def main():
    r = redis.Redis(decode_responses=True)
    async def consume():
        while (item := await r.blpop("jobs", timeout=1)): print(asyncio.get_running_loop().time(), item)
    t = asyncio.create_task(consume())
    for i in range(3):
        await asyncio.sleep(0.1)
        await r.rpush("jobs", i)
    await t
    async def reader():
        async with r.pubsub() as p:
            await p.subscribe("news")
            async for m in p.listen():
                print(m)
                if m["data"] == "stop": break
    t = asyncio.create_task(reader())
    await asyncio.sleep(0.1)
    print(await r.publish("news", "hi"), await r.publish("news", "stop"))
    await t
    p = r.pubsub()
    await p.psubscribe(**{"n*": lambda m: print("handler", m)})
    t = asyncio.create_task(p.run())
    await asyncio.sleep(0.05)
    await r.publish("nnn", "x")
    await asyncio.sleep(0.05)
    await p.ping()
    t.cancel()
    print(await p.get_message(timeout=1))
    await r.mset({f"k{i}": i for i in range(30)})
    print(sorted([k async for k in r.scan_iter("k*", count=5)])[:3])
    async with r.lock("l", timeout=5) as l: print(await l.owned(), l.token, await r.pttl("l"))
    print(await r.exists("l"))
    await r.blpop("never")
asyncio.run(main())
`,
  warn: `
import asyncio
from redis import asyncio as redis
async def main():
    r = redis.Redis()
    r.set("a", 1)
    await r.close()
    x = await r.set("a", [1])
asyncio.run(main())
`,
  pool: `
import asyncio
from redis import asyncio as redis
import redis as sync
async def main():
    p = redis.ConnectionPool(max_connections=2)
    r = redis.Redis(connection_pool=p)
    print(await asyncio.gather(*[r.get("x") for _ in range(3)], return_exceptions=True))
    r = redis.Redis(connection_pool=redis.BlockingConnectionPool(max_connections=2, timeout=0.005))
    print(await asyncio.gather(*[r.get("x") for _ in range(3)], return_exceptions=True))
    print(repr(redis.ConnectionPool.from_url("redis://u:p@h:7/3?socket_timeout=3")))
    r = redis.Redis(password="x")
    try: await r.get("x")
    except Exception as e: print(type(e), e)
    r = redis.Redis(port=1234)
    try: await r.get("x")
    except Exception as e: print(type(e), e)
    reader, writer = await asyncio.open_connection("localhost", 6379)
    writer.write(b"PING\\r\\nGET x\\r\\n"); await writer.drain()
    print(await reader.readline(), await reader.readline())
    writer.close(); await writer.wait_closed()
    try: await asyncio.open_connection("localhost", 1)
    except Exception as e: print(type(e), e)
    try: redis.Redis(connection_pool=sync.ConnectionPool())
    except Exception as e: print(type(e), e)
    sync.Redis().get("x")
asyncio.run(main())
`,
  msg: `
import asyncio
from redis import asyncio as redis
r = redis.Redis()
p = r.pubsub()
await p.subscribe("a")
print(await p.get_message(timeout=1))
print(await p.get_message(timeout=1))
await p.ping()
print(await p.get_message(timeout=1))
print(await p.get_message(timeout=1), asyncio.get_running_loop().time())
`,
,
aio:`
import asyncio, aioredis
async def main():
    r = await aioredis.create_redis("redis://localhost/3")
    print(r, aioredis.__version__)
    f = r.set("a", "1"); g = r.get("a"); h = r.get("a", encoding="utf-8")
    print(type(f), type(g))
    await asyncio.sleep(1)
    print(g.done(), await f, await g, await h)
    await r.hmset_dict("car", key1=1, key2=2)
    print(await r.hgetall("car", encoding="utf-8"))
    tr = r.multi_exec()
    a = tr.incr("n"); b = tr.hgetall("car"); 
    print(await tr.execute(), await a, await b)
    tr = r.multi_exec(); tr.incr("car"); tr.get("a")
    try: await tr.execute()
    except aioredis.MultiExecError as e: print(repr(e))
    p = r.pipeline(); p.get("a"); p.incr("car")
    print(await p.execute(return_exceptions=True))
    try: r.execute(None)
    except TypeError as e: print(e)
    try: r.set("a", None)
    except TypeError as e: print(e)
    try: r.set("a", True)
    except TypeError as e: print(e)
    sub = await aioredis.create_redis(("localhost", 6379))
    ch, = await sub.subscribe("news")
    await r.publish("news", "hello"); await r.publish_json("news", [1])
    print(await ch.get(), await ch.get_json(), ch)
    f = r.blpop("nothing")
    r.close()
    await r.wait_closed()
    try: await f
    except Exception as e: print(repr(e))
    try: r.get("a")
    except Exception as e: print(repr(e))
    pool = await aioredis.create_redis_pool("redis://localhost", minsize=2, maxsize=3, encoding="utf-8")
    print(pool)
    print(await asyncio.gather(*[pool.incr("n") for i in range(5)]), pool)
    conns = [await pool.connection.acquire() for i in range(3)]
    t = asyncio.create_task(pool.connection.acquire())
    await asyncio.sleep(0.1); print(t.done(), pool)
    pool.connection.release(conns[0]); print(await t is conns[0])
    async for k in pool.iscan(match="*"): print(k)
    sub.close(); pool.close(); await pool.wait_closed()
    await aioredis.create_redis("redis://localhost", password="no")
asyncio.run(main())
`,
aio2:`
import aioredis
print(aioredis.from_url("redis://localhost"))
import aioredis.exceptions
print(aioredis.exceptions.ConnectionError is aioredis.ConnectionError)
try: aioredis.create_redis_pool
except AttributeError as e: print(e)
from aioredis import create_redis
`} as Record<string, string>;
for (const n of process.env.N
  ? process.env.N.split(",")
  : ["nothing", ...Object.keys(progs)])
  test(n, async () => show(await play(progs[n]!, {aioredis: n == 'aio' ? '1.3' : '2.0'})));
