// earns: The program hardly ever waits
const redis = world.client();

const users = {};
for (let n = 0; n < 100; n++) users[`user:${n}`] = `name ${n}`;
await redis.mset(users);

const names = [];
for (let n = 0; n < 100; n++) {
  names.push(...(await redis.pipeline().get(`user:${n}`).exec()));
}

console.log(names.length, "names, the last one is", names.at(-1));
