// Two listeners subscribe to a channel, then three messages
// are published. Messages are not kept: who subscribes
// late has missed them.

const redis = world.client();

async function listen(name, subscription) {
  for await (const { message } of subscription) {
    console.log(`${name}: ${message}`);
    if (message === "good night") return;
  }
}

const listeners = [
  listen("Anna", await redis.subscribe("news")),
  listen("Ben", await redis.subscribe("news")),
];

for (const text of ["hello", "all is well", "good night"]) {
  const heard = await redis.publish("news", text);
  console.log(`published “${text}” to ${heard}`);
}

await Promise.all(listeners);
await redis.close();
