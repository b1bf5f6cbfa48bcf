// earns: Commands of their own, not one for many keys
const redis = world.client();

const users = {};
for (let n = 0; n < 100; n++) users[`user:${n}`] = `name ${n}`;
await redis.mset(users);

const names = await redis.mget(...Object.keys(users));

console.log(names.length, "names, the last one is", names.at(-1));
