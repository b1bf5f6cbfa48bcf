import { expect, test } from "vitest";
import { Keeper, type LoggedWorld } from "./keeper.ts";
import { TakenOver, type KeyStore } from "./store.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (parts: Uint8Array[]) => new TextDecoder().decode(joined(parts));

function joined(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A store in memory, whose changes fail when they are told to. */
class Store implements KeyStore {
  aside: string[] = [];
  failure: Error | undefined;
  taken = () => {};
  log: Uint8Array[];

  constructor(...log: string[]) {
    this.log = log.map(bytes);
  }

  whenTaken(heard: () => void) {
    this.taken = heard;
  }

  async load() {
    return this.log;
  }

  async append(piece: Uint8Array) {
    if (this.failure) throw this.failure;
    this.log.push(piece);
  }

  async replace(piece: Uint8Array) {
    if (this.failure) throw this.failure;
    this.log = [piece];
  }

  async keepAside(log: Uint8Array, why: string) {
    if (this.failure) throw this.failure;
    this.aside.push(`${text([log])}: ${why}`);
  }
}

/** A world of text: its log is what was added, its rewrite is in capitals. */
class World implements LoggedWorld {
  all = "";
  fresh = "";
  wrong: string | null = null;
  /** Why a module that the log needs cannot be had. */
  missing: Error | undefined;

  add(change: string) {
    this.all += change;
    this.fresh += change;
  }

  log() {
    const log = bytes(this.fresh);
    this.fresh = "";
    return log;
  }

  rewrite() {
    this.fresh = "";
    return bytes(this.all.toUpperCase());
  }

  async load(log: Uint8Array) {
    this.all = text([log]);
    if (this.missing) throw this.missing;
    return this.wrong;
  }

  async alone<T>(action: () => T | Promise<T>) {
    return action();
  }
}

async function keep(store: Store | Error, world = new World()) {
  const said: (string | null)[] = [];
  const keeper = new Keeper(world, (message) => said.push(message));
  await keeper.start(async () => {
    if (store instanceof Error) throw store;
    return store;
  });
  return { keeper, world, said };
}

test("what changed is appended, in order, and comes back", async () => {
  const store = new Store("a", "b");
  const { keeper, world, said } = await keep(store);
  expect(world.all).toBe("ab");
  world.add("c");
  await keeper.save();
  await keeper.save();
  world.add("d");
  keeper.soon();
  await keeper.save();
  expect(store.log.map((piece) => text([piece]))).toEqual(["a", "b", "c", "d"]);
  expect(said).toEqual([]);
});

test("a long log is rewritten, and then not before it has doubled", async () => {
  const store = new Store();
  const { keeper, world } = await keep(store);
  world.add("x".repeat(300_000));
  await keeper.save();
  expect(store.log.map((piece) => piece.length)).toEqual([300_000]);
  expect(text(store.log).slice(0, 1)).toBe("X");
  world.add("y".repeat(500_000));
  await keeper.save();
  expect(store.log.map((piece) => piece.length)).toEqual([300_000, 500_000]);
  world.add("z".repeat(100_000));
  await keeper.save();
  expect(store.log.map((piece) => piece.length)).toEqual([900_000]);
});

test("where storage is blocked everything works, and it is said", async () => {
  const { keeper, world, said } = await keep(new Error("access is denied"));
  world.add("a");
  await keeper.save();
  expect(world.fresh).toBe(""); // the log does not grow for ever
  expect(said).toEqual([
    "Keys last until this page is closed: access is denied. Allow this site to store data to keep them.",
  ]);
});

test("an unreadable log is put aside before anything overwrites it", async () => {
  const world = new World();
  world.wrong = "log at byte 3: expected '$'";
  const store = new Store("abc", "d");
  const { keeper, said } = await keep(store, world);
  expect(store.aside).toEqual(["abcd: log at byte 3: expected '$'"]);
  expect(text(store.log)).toBe("ABCD");
  expect(said).toEqual([
    "Not all stored keys could be read: log at byte 3: expected '$'. What stood ahead of that is back; the unreadable log is kept in this site's storage, under aside.",
  ]);
  world.add("e");
  await keeper.save();
  expect(text(store.log)).toBe("ABCDe");
});

test("an unreadable log that cannot be put aside is left alone", async () => {
  const world = new World();
  world.wrong = "broken";
  const store = new Store("abc");
  store.failure = new Error("no room");
  const { keeper, said } = await keep(store, world);
  store.failure = undefined;
  world.add("d");
  await keeper.save();
  expect(text(store.log)).toBe("abc");
  expect(said).toHaveLength(1);
});

test("after a failure the next change stores everything", async () => {
  const store = new Store();
  const { keeper, world, said } = await keep(store);
  store.failure = new Error("no room");
  world.add("a");
  await keeper.save();
  expect(said).toEqual(["The latest changes to keys are not stored: no room."]);
  store.failure = undefined;
  world.add("b");
  await keeper.save();
  expect(text(store.log)).toBe("AB");
  expect(said.at(-1)).toBe(null);
});

test("another tab may take over", async () => {
  const store = new Store("a");
  const { keeper, world, said } = await keep(store);
  store.failure = new TakenOver();
  world.add("b");
  await keeper.save();
  store.failure = undefined;
  world.add("c");
  await keeper.save();
  expect(text(store.log)).toBe("a");
  expect(said).toEqual([
    "Another tab of this site keeps the keys now: what changes here lasts until this tab is closed.",
  ]);
});

test("a tab is told that another one takes over, once", async () => {
  const store = new Store("a");
  const { keeper, world, said } = await keep(store);
  store.taken();
  store.taken();
  world.add("b");
  await keeper.save();
  expect(text(store.log)).toBe("a");
  expect(said).toEqual([
    "Another tab of this site keeps the keys now: what changes here lasts until this tab is closed.",
  ]);
});
