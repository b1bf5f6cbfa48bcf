const redis = world.client({ decodeResponses: true });
const subscription = await redis.subscribe("news");

async function listen() {
  for await (const { channel, message } of subscription) {
    console.log(channel, message);
    if (message === "bye") return;
  }
}

const listener = listen();
console.log(await redis.publish("news", "hello"));
console.log(await redis.publish("news", "bye"));
await listener;
await subscription.close();
await redis.close();
