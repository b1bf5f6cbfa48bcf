// Three ways to read a hundred keys, over a network
// whose round trip takes 10 ms. Press Run, then look at
// the timeline: what does each way wait for?

const redis = world.client();
const keys = Array.from({ length: 100 }, (_, i) => `key:${i}`);

async function oneByOne() {
  const values = [];
  for (const key of keys) values.push(await redis.get(key));
  return values;
}

function atOnce() {
  return Promise.all(keys.map((key) => redis.get(key)));
}

function pipelined() {
  const pipe = redis.pipeline();
  for (const key of keys) pipe.get(key);
  return pipe.exec();
}

async function timed(name, work) {
  const start = performance.now();
  const values = await work();
  const took = Math.round(performance.now() - start);
  console.log(name.padEnd(20), `${took} ms for ${values.length} values`);
}

await redis.mset(Object.fromEntries(keys.map((key, i) => [key, i])));
await timed("one after another", oneByOne);
await timed("all at once", atOnce);
await timed("in a pipeline", pipelined);
await redis.close();
