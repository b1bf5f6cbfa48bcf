const redis = world.client();
const began = performance.now();
const values = await Promise.all(
  Array.from({ length: 100 }, (_, i) => redis.get(`key:${i}`)),
);
console.log(values.length, ((performance.now() - began) / 1000).toFixed(2));
await redis.close();
