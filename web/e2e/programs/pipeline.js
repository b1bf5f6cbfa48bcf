const redis = world.client();
const began = performance.now();
const pipe = redis.pipeline();
for (let i = 0; i < 100; i++) pipe.get(`key:${i}`);
const values = await pipe.exec();
console.log(values.length, ((performance.now() - began) / 1000).toFixed(2));
await redis.close();
