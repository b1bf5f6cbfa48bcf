// earns: No sale is lost
async function buy(name) {
  const redis = world.client();
  const sell = async (tx) => {
    await tx.watch("tickets");
    const left = Number(await tx.get("tickets"));
    tx.multi();
    tx.set("tickets", left - 1);
    tx.rpush("sold", name);
  };
  try {
    await redis.transaction(sell, { attempts: 1 });
  } catch (error) {
    console.log(name, "was too late:", error.message);
  }
  await redis.close();
}

const redis = world.client();
await redis.del("sold");
await redis.set("tickets", 10);
await Promise.all([buy("ann"), buy("bob")]);
console.log("tickets left:", await redis.get("tickets"));
