// Two clients add to one counter. Each reads it first and
// writes it later, so one of them can overwrite the other.
// WATCH lets Redis notice: the loser's EXEC does nothing.

const anna = world.client();
const ben = world.client();

async function add(name, redis) {
  let attempts = 0;
  await redis.transaction(async (tx) => {
    attempts++; // the transaction runs this again when it has lost
    await tx.watch("counter");
    const value = Number(await tx.get("counter"));
    tx.multi();
    tx.set("counter", value + 1);
  });
  console.log(`${name}: done at attempt ${attempts}`);
}

await anna.set("counter", 0);
await Promise.all([add("Anna", anna), add("Ben", ben)]);
console.log("counter is", await anna.get("counter"));

await Promise.all([anna.close(), ben.close()]);
