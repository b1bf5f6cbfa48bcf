// earns: One connection is enough
const redis = world.client();

const users = {};
for (let n = 0; n < 100; n++) users[`user:${n}`] = `name ${n}`;
await redis.mset(users);

const names = await Promise.all(
  Object.keys(users).map((key) => world.client().get(key)),
);

console.log(names.length, "names, the last one is", names.at(-1));
