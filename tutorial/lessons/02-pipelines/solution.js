const redis = world.client();

const users = {};
for (let n = 0; n < 100; n++) users[`user:${n}`] = `name ${n}`;
await redis.mset(users);

const pipe = redis.pipeline();
for (let n = 0; n < 100; n++) pipe.get(`user:${n}`);
const names = await pipe.exec();

console.log(names.length, "names, the last one is", names.at(-1));
