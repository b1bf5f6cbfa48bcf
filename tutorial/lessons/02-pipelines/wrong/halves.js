// earns: The hundred gets travel together
const redis = world.client();

const users = {};
for (let n = 0; n < 100; n++) users[`user:${n}`] = `name ${n}`;
await redis.mset(users);

const names = [];
for (const half of [0, 50]) {
  const pipe = redis.pipeline();
  for (let n = half; n < half + 50; n++) pipe.get(`user:${n}`);
  names.push(...(await pipe.exec()));
}

console.log(names.length, "names, the last one is", names.at(-1));
