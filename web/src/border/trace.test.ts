import { expect, test } from "vitest";
import { decodeTrace, firstOf } from "./trace.ts";

test("a chunk is a first number and events of nine", () => {
  const chunk = new TextEncoder().encode(
    ":7\r\n" +
      "*9\r\n:0\r\n$14\r\nfuture.created\r\n$4\r\nmain\r\n:1\r\n:0\r\n:3\r\n$3\r\nGET\r\n$5\r\nGET a\r\n$0\r\n\r\n" +
      "*9\r\n:5000000\r\n$10\r\nbytes.came\r\n$0\r\n\r\n:0\r\n:2\r\n:0\r\n$6\r\nserver\r\n$0\r\n\r\n$4\r\n_\r\n!\r\n",
  );
  expect(firstOf(chunk)).toBe(7);
  const none = new Uint8Array();
  expect(decodeTrace(chunk)).toEqual([
    {
      seq: 7,
      at: 0,
      kind: "future.created",
      task: "main",
      client: 1,
      conn: 0,
      future: 3,
      name: "GET",
      text: "GET a",
      data: none,
    },
    {
      seq: 8,
      at: 5000000,
      kind: "bytes.came",
      task: "",
      client: 0,
      conn: 2,
      future: 0,
      name: "server",
      text: "",
      data: new TextEncoder().encode("_\r\n!"),
    },
  ]);
});

test("a chunk may hold no events", () => {
  expect(decodeTrace(new TextEncoder().encode(":12\r\n"))).toEqual([]);
});
