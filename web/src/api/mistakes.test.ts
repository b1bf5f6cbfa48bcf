/** Calls that are put wrongly, or come too late: what they are told, and that nothing else suffers. */

import { beforeEach, expect, test } from "vitest";
import { createWorld, UsageError, type World } from "./index.ts";

let world: World;
/** A client as a program without types has it. */
let redis: any;

beforeEach(async () => {
  world = await createWorld({ latency: "10ms" });
  redis = world.client();
});

/** What a call fails with. */
async function failure(call: () => unknown): Promise<string> {
  try {
    await call();
    return "no failure";
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
}

async function walk(iterator: AsyncIterable<unknown>): Promise<void> {
  for await (const one of iterator) void one;
}

test.each<[string, () => unknown]>([
  [
    'zadd has an object: ZADD wants an object of names and values, not 1: as in zadd("board", { anna: 30 })',
    () => redis.zadd("z", 1, "a"),
  ],
  [
    'xadd has an id: XADD wants an object of names and values, not undefined: as in xadd("log", "*", { level: "info" })',
    () => redis.xadd("s", { level: "info" }),
  ],
  [
    'execute: execute wants words one by one, as in execute("GET", "key")',
    () => redis.execute(["GET", "a"]),
  ],
  [
    "with: options of with: signal is an object; give an AbortSignal",
    () => redis.with({ signal: {} }),
  ],
  ["script: the source of a script is 5; give a string", () => redis.script(5)],
  [
    "lock: options of lock: ttl is 0; give a time from 1ns",
    () => redis.lock("a", { ttl: 0 }),
  ],
  [
    'scan: options of a scan are "user:*"; give an object',
    () => walk(redis.scanIterator("user:*")),
  ],
  [
    "entries: options of xrangeIterator: count is 0; give a whole number, from 1",
    () => walk(redis.xrangeIterator("s", { count: 0 })),
  ],
  [
    "a value: argument 2 of SET is an ArrayBuffer; give a string, a number, a bigint or a Uint8Array",
    () => redis.set("a", new ArrayBuffer(1)),
  ],
])("%s", async (said, call) => {
  const message = said.slice(said.indexOf(": ") + 2);
  expect(await failure(call)).toBe(`UsageError: ${message}`);
  expect(await redis.set("a", 1)).toBe("OK");
});

test("what is about one connection is not sent on any", async () => {
  const about =
    "is about one connection, and a client sends each command on any: use";
  const own = "a connection of your own, redis.acquire()";
  expect(await failure(() => redis.select(3))).toBe(
    `UsageError: SELECT ${about} world.client({ db }), or ${own}`,
  );
  expect(await failure(() => redis.execute("watch", "a"))).toBe(
    `UsageError: WATCH ${about} redis.transaction(), or redis.multi(), or ${own}`,
  );
  expect(await failure(() => redis.clientTracking("ON"))).toBe(
    `UsageError: CLIENT TRACKING ${about} ${own}`,
  );
  using connection = await redis.acquire();
  expect(await connection.select(3)).toBe("OK");
  expect(await redis.pipeline().select(3).set("a", 1).exec()).toEqual([
    "OK",
    "OK",
  ]);
});

test("a connection that was given back says so, and may be given back again", async () => {
  const given = await redis.acquire();
  given.release();
  given.release();
  await given.close();
  const back = "ClosedError: this connection has been given back";
  expect(await failure(() => given.get("a"))).toBe(back);
  expect(await failure(() => given.pipeline().get("a").exec())).toBe(back);
  const closed = await redis.acquire();
  await closed.close();
  closed.release();
  expect(await failure(() => closed.get("a"))).toBe(
    "ClosedError: this connection has been closed",
  );
  expect(await redis.get("a")).toBe(null);
});

test("a transaction and a subscription that have ended say so", async () => {
  let late: any;
  await redis.transaction((tx: unknown) => (late = tx));
  expect(await failure(() => late.get("a"))).toBe(
    "ClosedError: this transaction has ended",
  );
  const subscription = await redis.subscribe("news");
  await subscription.close();
  await subscription.close();
  expect(await failure(() => subscription.add("more"))).toBe(
    "ClosedError: this subscription has been closed",
  );
  expect(await redis.publish("news", "x")).toBe(0);
});

test("a connection that the server has cut can be given back", async () => {
  const cut = await redis.acquire();
  const id = await cut.clientId();
  await world.client().clientKill({ id });
  await world.advance("20ms");
  expect(await failure(() => cut.get("a"))).toBe(
    "ClosedError: connection to localhost:6379: the server closed it",
  );
  cut.release();
  await cut.close();
  expect(await redis.get("a")).toBe(null);
});

test("a signal that was aborted before the call cancels all there is to call", async () => {
  const gone = redis.with({ signal: AbortSignal.abort(new Error("why")) });
  const calls: (() => unknown)[] = [
    () => gone.get("a"),
    () => gone.json().get("a"),
    () => gone.pipeline().get("a").exec(),
    () => gone.multi().get("a").exec(),
    () => walk(gone.scanIterator()),
    () => gone.subscribe("a"),
    () => gone.lock("a"),
    () => gone.acquire(),
    () => gone.transaction(() => {}),
  ];
  for (const call of calls) {
    expect(await failure(call)).toBe(
      "CancelledError: the command was cancelled: why",
    );
  }
  expect(world.elapsed).toBe(0);
  expect(await redis.dbsize()).toBe(0);
});

test("mistakes are UsageErrors, whatever class the program catches", async () => {
  await expect(redis.get()).rejects.toBeInstanceOf(UsageError);
  expect(() => redis.pipeline().get()).toThrow(UsageError);
});
