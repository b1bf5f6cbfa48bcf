// earns: Both buyers watch the tickets
async function buy(name) {
  const redis = world.client();
  const left = Number(await redis.get("tickets"));
  await redis
    .multi()
    .set("tickets", left - 1)
    .rpush("sold", name)
    .exec();
  await redis.close();
}

const redis = world.client();
await redis.del("sold");
await redis.set("tickets", 10);
await Promise.all([buy("ann"), buy("bob")]);
console.log("tickets left:", await redis.get("tickets"));
