// A worker waits for jobs with BLPOP. Only its connection
// is blocked: the rest of the program goes on, and pushes
// a job every 50 ms.

const redis = world.client();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function worker() {
  for (;;) {
    const [, job] = await redis.blpop("jobs", 0);
    if (job === "stop") return;
    console.log(`worker: got ${job}`);
  }
}

async function boss() {
  for (let n = 1; n <= 3; n++) {
    await pause(50);
    await redis.rpush("jobs", `job ${n}`);
  }
  await redis.rpush("jobs", "stop");
}

await Promise.all([worker(), boss()]);
console.log("nothing left:", await redis.llen("jobs"));
await redis.close();
