// earns: An order is placed while the cook waits
const redis = world.client();

let plateIsReady;
const ready = new Promise((resolve) => (plateIsReady = resolve));

async function cook() {
  const [, order] = await redis.blpop("orders", 0);
  await redis.set("plate", order);
  plateIsReady();
  console.log("cook: the", order, "is on the plate");
}

async function waiter() {
  await redis.rpush("orders", "soup");
  await ready;
  await redis.rename("plate", "table");
  console.log("waiter: enjoy your meal");
}

await redis.del("orders", "plate", "table");
await cook();
await waiter();
