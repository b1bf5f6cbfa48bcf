// A program over ioredis that prints all that it gets: node ioredis.mjs PORT PROTOCOL
import { once } from "node:events";
import { createRequire } from "node:module";
import { inspect } from "node:util";

const web = new URL("../../../../web/package.json", import.meta.url);
const { Redis } = createRequire(web)("ioredis");

const [port, protocol] = process.argv.slice(2).map(Number);
const clients = [];

/** A further connection. */
function connect(options = {}) {
  const client = new Redis({
    port,
    protocol,
    retryStrategy: null,
    ...options,
  });
  clients.push(client);
  return client;
}

function show(what, value) {
  const text = inspect(plain(value), { depth: 9, breakLength: 200 });
  console.log(`${what}: ${text}`);
}

/** Errors without where they came up. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof Error ? String(value) : value;
}

/** Shows what a promise comes to, errors included. */
async function see(what, promise) {
  show(what, await promise.catch((error) => `${error.name} ${error.message}`));
}

/** Waits until as many clients are blocked. */
async function blocked(count) {
  while (!(await redis.info("clients")).includes(`blocked_clients:${count}\r`));
}

const redis = connect();

async function values() {
  await see("set", redis.set("greeting", "hello", "EX", 1000));
  await see("get", redis.get("greeting"));
  await see("ttl", redis.ttl("greeting"));
  await see("missing", redis.get("nothing"));
  await see("wrong type", redis.lpush("greeting", "x"));
  await see("hset", redis.hset("car", { wheels: 4, colour: "red" }));
  await see("hgetall", redis.hgetall("car"));
  await see("zadd", redis.zadd("zset", 1, "one", 2.5, "two", "+inf", "top"));
  await see("zrange", redis.zrange("zset", 0, -1, "WITHSCORES"));
  await see("zscore", redis.zscore("zset", "two"));
  await see("mset", redis.mset({ a: 1, b: 2 }));
  await see("mget", redis.mget("a", "b", "nothing"));
  await see("sadd", redis.sadd("set", "x", "y", "x"));
  await see("smismember", redis.call("SMISMEMBER", "set", "x", "z"));
  await see("geo", redis.geoadd("geo", 13.361389, 38.115556, "Palermo"));
  await see("geopos", redis.geopos("geo", "Palermo", "nothing"));
  await see("pfadd", redis.pfadd("hll", "a", "b", "c"));
  await see("pfcount", redis.pfcount("hll"));
  await see("setbit", redis.setbit("bits", 100, 1));
  await see("bitcount", redis.bitcount("bits"));
}

async function binary() {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
  await see("set", redis.set(bytes, bytes));
  const back = await redis.getBuffer(bytes);
  show("same bytes", back.equals(bytes));
  await see("hash", redis.hset("binary", bytes, bytes));
  await see("length", redis.call("HSTRLEN", "binary", bytes));
  await redis.del(bytes, "binary");
}

async function pipelines() {
  const pipeline = redis.pipeline();
  for (let i = 0; i < 500; i++) pipeline.incr("visits");
  pipeline.lpush("visits", "x").get("visits");
  const replies = await pipeline.exec();
  const sum = replies
    .slice(0, 500)
    .reduce((total, [, count]) => total + count, 0);
  show("sum", sum);
  show("last", replies.slice(-2));
  const parallel = await Promise.all(
    Array.from({ length: 100 }, (_, i) => redis.hincrby("parallel", "n", i)),
  );
  show("parallel", parallel.at(-1));
}

async function transactions() {
  await see("multi", redis.multi().set("t", 1).incr("t").get("t").exec());
  await see("error inside", redis.multi().set("t", "x").incr("t").exec());
  await see("aborted", redis.multi().set("t").exec());
  const other = connect();
  await other.watch("t");
  await redis.set("t", 5);
  await see("watched", other.multi().set("t", 6).exec());
  await other.watch("t");
  await see("unwatched", other.multi().incr("t").exec());
  await see("without pipeline", other.multi({ pipeline: false }));
  await see("queued", other.incr("t"));
  await see("exec", other.exec());
}

async function scripts() {
  redis.defineCommand("addTo", {
    numberOfKeys: 1,
    lua: "return redis.call('INCRBY', KEYS[1], ARGV[1])",
  });
  // The first call finds no script under its hash and sends it whole.
  await see("command of ours", redis.addTo("sum", 5));
  await see("again", redis.addTo("sum", 7));
  await redis.script("FLUSH");
  await see("after a flush", redis.pipeline().addTo("sum", 1).exec());
  await see("eval", redis.eval("return {KEYS, ARGV, 3.9}", 1, "k", "a"));
  await see("error", redis.eval("return redis.error_reply('MY own')", 0));
  await see("runtime error", redis.eval("return nosuch.field", 0));
  const library =
    "#!lua name=lib\nredis.register_function('greet', function(keys, args) return 'hello ' .. args[1] end)";
  await see("function", redis.function("LOAD", library));
  await see("fcall", redis.fcall("greet", 0, "you"));
  await see("list", redis.function("LIST", "LIBRARYNAME", "lib"));
  await see("delete", redis.function("DELETE", "lib"));
}

async function blocking() {
  const [first, second, third] = [connect(), connect(), connect()];
  const one = first.blpop("queue", "other", 0);
  await blocked(1);
  const two = second.blmove("queue", "done", "LEFT", "RIGHT", 0);
  await blocked(2);
  const three = third.bzpopmin("ranks", 0);
  await blocked(3);
  await see("push", redis.rpush("queue", "a", "b", "c"));
  await see("zadd", redis.zadd("ranks", 2, "second", 1, "first"));
  await see("blpop", one);
  await see("blmove", two);
  await see("bzpopmin", three);
  await see("left", redis.lrange("queue", 0, -1));
  await see("timeout", first.blpop("nothing", 0.01));
  const stuck = second.brpop("nothing", 0);
  stuck.catch(() => {}); // it may be over before it is looked at
  await blocked(1);
  await see("unblock", redis.client("UNBLOCK", await id(second), "ERROR"));
  await see("unblocked", stuck);
}

const ids = new Map();
async function id(client) {
  if (!ids.has(client)) {
    const list = await redis.client("LIST");
    ids.set(client, /id=(\d+)[^\n]* flags=b/.exec(list)[1]);
  }
  return ids.get(client);
}

async function messages() {
  const subscriber = connect();
  const got = [];
  let wake = () => {};
  const note = (kind) => {
    subscriber.on(kind, (...words) => {
      got.push([kind, ...words.map(String)]);
      wake();
    });
  };
  ["message", "pmessage", "smessage", "pmessageBuffer"].forEach(note);
  await see("subscribe", subscriber.subscribe("news", "sport"));
  await see("psubscribe", subscriber.psubscribe("n*", "[ab]c"));
  await see("ssubscribe", subscriber.ssubscribe("shard"));
  await see("publish", redis.publish("news", "hello"));
  await see("publish", redis.publish("bc", "b"));
  await see("spublish", redis.spublish("shard", "s"));
  await see("nobody", redis.publish("nobody", "x"));
  while (got.length < 8) await new Promise((resolve) => (wake = resolve));
  show("messages", got);
  await see("numsub", redis.pubsub("NUMSUB", "news", "x"));
  await see("channels", redis.pubsub("CHANNELS", "s*"));
  await see("shards", redis.pubsub("SHARDCHANNELS"));
  await see("unsubscribe", subscriber.unsubscribe("news"));
  await see("punsubscribe", subscriber.punsubscribe("n*", "[ab]c"));
  await see("sunsubscribe", subscriber.sunsubscribe("shard"));
  await see("unsubscribe all", subscriber.unsubscribe("sport"));
  await see("useful again", subscriber.get("a"));
}

async function tracking() {
  // In RESP3 it would be a push, which ioredis passes on to nobody.
  const subscriber = connect({ protocol: 2 });
  const got = [];
  const invalidated = new Promise((resolve) => {
    subscriber.on("messageBuffer", (channel, keys) => {
      got.push([String(channel), String(keys)]);
      if (got.length === 2) resolve();
    });
  });
  const subscriberID = await subscriber.client("ID");
  await see("subscribe", subscriber.subscribe("__redis__:invalidate"));
  const caching = connect();
  await see(
    "tracking",
    caching.client("TRACKING", "ON", "REDIRECT", subscriberID),
  );
  await redis.mset("tracked", 1, "untracked", 1);
  await see("cached", caching.get("tracked"));
  await redis.set("untracked", 2);
  await redis.set("tracked", 2);
  await redis.set("tracked", 3);
  await see("cached", caching.get("tracked"));
  await redis.del("tracked");
  await invalidated;
  show("invalidated", got);
  await see("off", caching.client("TRACKING", "OFF"));
}

async function streams() {
  await see("xadd", redis.xadd("events", "1-1", "kind", "a"));
  await see("xadd", redis.xadd("events", "1-*", "kind", "b"));
  await see("xadd", redis.xadd("events", "2-1", "kind", "c", "more", "d"));
  await see("xrange", redis.xrange("events", "-", "+", "COUNT", 2));
  await see("create", redis.xgroup("CREATE", "events", "group", "0"));
  await see("again", redis.xgroup("CREATE", "events", "group", "0"));
  const read = (consumer, from, ...options) =>
    redis.xreadgroup(
      "GROUP",
      "group",
      consumer,
      ...options,
      "STREAMS",
      "events",
      from,
    );
  await see("alice", read("alice", ">", "COUNT", 2));
  await see("bob", read("bob", ">"));
  await see("nothing new", read("bob", ">"));
  await see("alice's own", read("alice", "0"));
  await see("ack", redis.xack("events", "group", "1-1", "7-7"));
  await see("pending", redis.xpending("events", "group"));
  await see("claim", redis.xclaim("events", "group", "bob", 0, "1-2"));
  await see("autoclaim", redis.xautoclaim("events", "group", "eve", 0, "0"));
  await see("groups", redis.xinfo("GROUPS", "events"));
  const reader = connect();
  const next = reader.xread("BLOCK", 0, "STREAMS", "events", "$");
  await blocked(1);
  await redis.xadd("events", "3-1", "kind", "late");
  await see("blocking", next);
  await see("trim", redis.xtrim("events", "MAXLEN", 1));
  await see("left", redis.xlen("events"));
}

async function scans() {
  const names = Array.from({ length: 500 }, (_, i) => `scan:${i}`);
  await redis.mset(...names.flatMap((name) => [name, 1]));
  const found = new Set();
  for await (const keys of redis.scanStream({ match: "scan:*", count: 7 })) {
    keys.forEach((key) => found.add(key));
  }
  show("scanned", [found.size, names.every((name) => found.has(name))]);
  await redis.hset("fields", ...names.flatMap((name) => [name, "v"]));
  let fields = 0;
  for await (const pairs of redis.hscanStream("fields", { count: 50 })) {
    fields += pairs.length / 2;
  }
  show("fields", fields);
}

async function monitored() {
  const monitor = await redis.monitor();
  clients.push(monitor);
  const line = once(monitor, "monitor");
  await redis.set("seen", "x\0y");
  const [, args, , db] = await line;
  show("monitor", [args, db]);
}

for (const section of [
  values,
  binary,
  pipelines,
  transactions,
  scripts,
  blocking,
  messages,
  tracking,
  streams,
  scans,
  monitored,
]) {
  console.log(`\n${section.name}`);
  await section();
}
await Promise.all(clients.map((client) => client.disconnect()));
