// earns: The cook waits instead of asking again and again
const redis = world.client();

let plateIsReady;
const ready = new Promise((resolve) => (plateIsReady = resolve));

async function cook() {
  let order;
  while ((order = await redis.lpop("orders")) === null) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
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
await Promise.all([cook(), waiter()]);
