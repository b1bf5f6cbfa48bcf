/** Wheels for tests: small ones, and Debian's python3-redis with what it needs. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";

/** A wheel with the files given; its description is added. */
export function makeWheel(
  files: Record<string, string>,
  { name = "small", version = "1.0", tag = "py3-none-any", more = "" } = {},
): Uint8Array {
  const about = `${name}-${version}.dist-info`;
  return zip({
    ...files,
    [`${about}/WHEEL`]: `Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
    [`${about}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${more}`,
    [`${about}/RECORD`]: "",
  });
}

/** A zip archive of stored files. */
export function zip(files: Record<string, string | Uint8Array>): Uint8Array {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const path = Buffer.from(name);
    const data = Buffer.from(content);
    const common = Buffer.alloc(26); // versions, flags, method 0, time, sums, sizes, lengths
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(0x21 << 16, 6);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    locals.push(Buffer.from("PK\x03\x04"), common, path, data);
    entries.push(Buffer.from("PK\x01\x02\x14\x00"), common, rest, path);
    offset += 30 + path.length + data.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length / 4, 4);
  end.writeUInt16LE(locals.length / 4, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), end]);
}

const debian = "/usr/lib/python3/dist-packages";
const packages = {
  redis: "4.3.4",
  async_timeout: "4.0.2",
  deprecated: "1.2.13",
  packaging: "23.0",
  wrapt: "1.14.1",
};
const absent = Object.keys(packages).filter(
  (name) => !existsSync(join(debian, name)),
);

/** The Python files of an installed package. */
function installed(name: string): Record<string, string> {
  const paths = readdirSync(join(debian, name), {
    recursive: true,
    encoding: "utf8",
  });
  return Object.fromEntries(
    paths
      .filter((path) => path.endsWith(".py"))
      .map((path) => [
        `${name}/${path}`,
        readFileSync(join(debian, name, path), "utf8"),
      ]),
  );
}

/** Why the tests with Debian's python3-redis cannot run; "" where they can. */
export const notInstalled =
  absent.length > 0
    ? `not tested: Debian's python3-redis is not here (apt-get install python3-redis), it lacks ${absent.join(", ")}`
    : "";

/** redis-py as Debian packages it, and what it imports, as wheels with their file names. */
export function debianWheels(): [file: string, bytes: Uint8Array][] {
  return Object.entries(packages).map(([name, version]) => [
    `${name}-${version}-py3-none-any.whl`,
    makeWheel(installed(name), { name, version }),
  ]);
}

/** A program of more than 40 different calls, for whichever redis it finds. */
export const fortyCalls = `
import asyncio
import redis.asyncio as redis
from redis.exceptions import ResponseError, WatchError

async def main():
    r = redis.Redis(decode_responses=True)
    show = lambda *results: print(*map(repr, results))
    show(await r.ping(), await r.echo("hello"))
    show(await r.set("a", 1), await r.get("a"), await r.get("none"), await r.set("a", 2, nx=True))
    show(await r.incrby("a", 5), await r.incrbyfloat("f", 1.5), await r.append("s", "text"), await r.strlen("s"))
    show(await r.mset({"x": 1, "y": 2}), await r.mget("x", "y", "none"), await r.getrange("s", 1, 2))
    show(await r.expire("a", 100), await r.ttl("a"), await r.pttl("x"), await r.persist("a"))
    show(await r.exists("a", "b", "x"), await r.type("a"), await r.rename("x", "z"), await r.delete("y", "none"))
    show(await r.hset("h", mapping={"one": 1, "two": 2}), await r.hgetall("h"), await r.hincrby("h", "one", 4))
    show(await r.hmget("h", "one", "none"), await r.hexists("h", "two"), await r.hdel("h", "two"), await r.hlen("h"))
    show(await r.rpush("l", 1, 2, 3), await r.lrange("l", 0, -1), await r.lpop("l"), await r.blpop("l", timeout=1))
    show(await r.blpop("nothing", timeout=1), await r.llen("l"))
    show(await r.sadd("set", "m", "n"), sorted(await r.smembers("set")), bool(await r.sismember("set", "m")))
    show(await r.zadd("scores", {"ann": 1.5, "bob": 2}), await r.zrange("scores", 0, -1, withscores=True))
    show(await r.zincrby("scores", 3, "ann"), await r.zscore("scores", "ann"), await r.zrank("scores", "ann"))
    first = await r.xadd("log", {"event": "start"}, id="1-1")
    show(first, await r.xlen("log"), await r.xrange("log"), await r.xread({"log": 0}))
    show(await r.setbit("bits", 7, 1), await r.bitcount("bits"), await r.pfadd("people", "a", "b"), await r.pfcount("people"))
    show(await r.geoadd("cities", (13.361389, 38.115556, "Palermo")), await r.geopos("cities", "Palermo"))
    show(sorted([key async for key in r.scan_iter("s*")]), await r.dbsize())
    try:
        await r.lpush("a", 1)
    except ResponseError as error:
        show(str(error))
    async with r.pipeline(transaction=True) as pipe:
        show(await pipe.set("p", 1).incr("p").lpush("p", 1).get("p").execute(raise_on_error=False))
        await pipe.watch("p")
        await r.set("p", 10)
        pipe.multi()
        pipe.incr("p")
        try:
            await pipe.execute()
        except WatchError as error:
            show(type(error).__name__, str(error))
    async with r.pubsub() as listener:
        await listener.subscribe("news")
        show(await listener.get_message(timeout=1))
        show(await r.publish("news", "hi"), await listener.get_message(timeout=1))
    async with r.lock("lock", timeout=5) as lock:
        show(await lock.owned(), await r.exists("lock"))
    show(await asyncio.gather(*(r.incr("n") for _ in range(5))), await r.get("n"))
    show(await r.exists("lock"), (await r.info("server"))["redis_mode"], await r.client_setname("me"))
    await r.connection_pool.disconnect()

asyncio.run(main())
`;
