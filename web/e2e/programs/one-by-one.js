const redis = world.client();
const began = performance.now();
const values = [];
for (let i = 0; i < 100; i++) values.push(await redis.get(`key:${i}`));
console.log(values.length, ((performance.now() - began) / 1000).toFixed(2));
await redis.close();
