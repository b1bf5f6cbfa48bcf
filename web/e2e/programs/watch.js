const a = world.client({ decodeResponses: true });
const b = world.client({ decodeResponses: true });
let tries = 0;

async function buy(redis) {
  await redis.transaction(async (tx) => {
    tries++;
    await tx.watch("stock");
    const stock = await tx.get("stock");
    tx.multi();
    tx.set("stock", +stock - 1);
  });
}

await a.set("stock", 10);
await Promise.all([buy(a), buy(b)]);
console.log(await a.get("stock"), "tries", tries);
await a.close();
await b.close();
