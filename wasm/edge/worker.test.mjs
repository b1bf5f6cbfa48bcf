// The worker as its users meet it: real requests to workerd on loopback.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

const root = new URL("../../", import.meta.url);
const { default: workerd } = createRequire(new URL("web/package.json", root))(
  "workerd",
);

let runtime, service;

before(async () => {
  const config = new URL("bin/edge/workerd.capnp", root).pathname;
  // The runtime tells on file descriptor 3 which free port it took.
  runtime = spawn(workerd, ["serve", "--control-fd=3", config], {
    env: { ...process.env, MAX_MEMORY: "1000000" },
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const ended = once(runtime, "exit").then(([status]) => {
    throw new Error(`workerd ended with status ${status} before it listened`);
  });
  const listens = once(createInterface(runtime.stdio[3]), "line").then(
    ([line]) => JSON.parse(line),
  );
  const { port } = await Promise.race([listens, ended]);
  ended.catch(() => {});
  service = `http://127.0.0.1:${port}/cache/`;
});

after(() => runtime.kill());

async function ask(method, path) {
  const response = await fetch(service + path, { method });
  return { status: response.status, body: await response.json() };
}

test("stores, reads and deletes a value", async () => {
  assert.deepEqual(await ask("POST", "greeting?value=hello"), {
    status: 200,
    body: {
      message: "Data cached successfully",
      key: "greeting",
      value: "hello",
    },
  });
  assert.deepEqual(await ask("GET", "greeting"), {
    status: 200,
    body: { key: "greeting", value: "hello" },
  });
  assert.deepEqual(await ask("DELETE", "greeting"), {
    status: 200,
    body: { message: "Data with key greeting deleted successfully" },
  });
});

test("tells a missing key from an empty value", async () => {
  const missing = { status: 200, body: { message: "Key not found" } };
  assert.deepEqual(await ask("GET", "nothing"), missing);
  assert.deepEqual(await ask("DELETE", "nothing"), missing);
  await ask("POST", "empty?value=");
  assert.deepEqual(await ask("GET", "empty"), {
    status: 200,
    body: { key: "empty", value: "" },
  });
});

test("keeps any text as it is", async () => {
  const value = "größer <&> \u0000 100 %";
  await ask("POST", `any?value=${encodeURIComponent(value)}`);
  assert.equal((await ask("GET", "any")).body.value, value);
});

test("serves fifty requests at once", async () => {
  const keys = Array.from({ length: 50 }, (_, i) => `key${i}`);
  await Promise.all(keys.map((key) => ask("POST", `${key}?value=${key}`)));
  const answers = await Promise.all(keys.map((key) => ask("GET", key)));
  assert.deepEqual(
    answers.map(({ body }) => body),
    keys.map((key) => ({ key, value: key })),
  );
});

test("says what it needs and what failed", async () => {
  assert.deepEqual(await ask("POST", "greeting"), {
    status: 422,
    body: { error: "value is missing: POST /cache/{key}?value=..." },
  });
  const filled = await fill();
  assert.equal(filled.status, 500);
  assert.match(
    filled.body.error,
    /^OOM command not allowed when used memory > 'maxmemory'/,
  );
});

/** Stores values until the worker's memory is used up; the last answer. */
async function fill() {
  const value = "x".repeat(4000);
  for (let i = 0; ; i++) {
    const answer = await ask("POST", `fill${i}?value=${value}`);
    if (answer.status !== 200 || i > 1000) return answer;
  }
}
