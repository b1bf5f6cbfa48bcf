const redis = world.client({ decodeResponses: true });
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function consume() {
  for (;;) {
    const [, job] = await redis.blpop("jobs", 0);
    console.log("did", job);
    if (job === "stop") return;
  }
}

const consumer = consume();
for (const job of ["sweep", "mop", "stop"]) {
  await sleep(1000);
  await redis.rpush("jobs", job);
}
await consumer;
await redis.set("done", "yes");
await redis.close();
