import { expect, test } from "vitest";
import { createWorld } from "./index.ts";
import type { Message } from "./index.ts";

test("messages come in order, until the loop is left", async () => {
  const world = await createWorld({ latency: "10ms" });
  const redis = world.client();
  const subscription = await redis.subscribe("news", "weather");
  const heard: Message[] = [];
  const listening = (async () => {
    for await (const message of subscription) {
      heard.push(message);
      if (message.message === "bye") break;
    }
  })();
  expect(await redis.publish("news", "hello")).toBe(1);
  await redis.publish("weather", "rain");
  await redis.publish("news", "bye");
  await listening;
  expect(heard).toEqual([
    { channel: "news", message: "hello" },
    { channel: "weather", message: "rain" },
    { channel: "news", message: "bye" },
  ]);
  await world.advance("20ms");
  expect(await redis.publish("news", "anyone?")).toBe(0);
});

test("a listener hears patterns, until it is unsubscribed", async () => {
  const world = await createWorld();
  const redis = world.client();
  const heard: Message[] = [];
  const subscription = await redis.psubscribe("news.*", "w*", (message) =>
    heard.push(message),
  );
  await redis.publish("news.tech", 1);
  await subscription.unsubscribe("news.*");
  await redis.publish("news.tech", 2);
  await redis.publish("weather", 3);
  await world.advance("1ms");
  expect(heard).toEqual([
    { pattern: "news.*", channel: "news.tech", message: "1" },
    { pattern: "w*", channel: "weather", message: "3" },
  ]);
  await expect(subscription.next()).rejects.toThrow(
    "this subscription has a listener, which hears its messages",
  );
});

test("a subscription whose connection is killed says so", async () => {
  const world = await createWorld();
  const redis = world.client();
  const subscription = await redis.subscribe("news");
  const next = subscription.next();
  await redis.execute("CLIENT", "KILL", "TYPE", "pubsub");
  await expect(next).rejects.toMatchObject({ kind: "closed" });
  await expect(next).rejects.toThrow("the subscription was lost");
  await subscription.close();
});

test("RESP2 subscriptions, and as bytes", async () => {
  const world = await createWorld({ protocol: 2 });
  const redis = world.client({ decodeResponses: false });
  const subscription = await redis.subscribe("news");
  await redis.publish("news", "x");
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(await subscription.next()).toEqual({
    done: false,
    value: { channel: bytes("news"), message: bytes("x") },
  });
  await subscription.close();
  expect(await subscription.next()).toEqual({ done: true, value: undefined });
});

test("no channel is no subscription", async () => {
  const world = await createWorld();
  await expect(world.client().subscribe()).rejects.toThrow(
    "subscribe wants at least one channel",
  );
});
