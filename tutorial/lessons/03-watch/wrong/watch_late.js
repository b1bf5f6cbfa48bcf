// earns: The watch is set before reading
async function buy(name) {
  const redis = world.client();
  await redis.transaction(async (tx) => {
    const left = Number(await redis.get("tickets"));
    await tx.watch("tickets");
    tx.multi();
    tx.set("tickets", left - 1);
    tx.rpush("sold", name);
  });
  await redis.close();
}

const redis = world.client();
await redis.del("sold");
await redis.set("tickets", 10);
await Promise.all([buy("ann"), buy("bob")]);
console.log("tickets left:", await redis.get("tickets"));
