/** What a world is without its clients and sockets: network, clock, keys and trace. */

import { describe, RedisError, UsageError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import type { Session } from "../border/session.ts";
import { decodeTrace } from "../border/trace.ts";
import type { KeyState, Summary, TraceEvent, Verdict } from "../types.ts";
import type { Door } from "../world/door.ts";
import { loadJSON } from "../world/source.ts";
import { keyReading, toKeyState } from "./key-state.ts";
import {
  checkOptions,
  oneOf,
  text,
  toDuration,
  toNanoseconds,
  wholeNumber,
  type Check,
  type Duration,
} from "./options.ts";

/** How the network behaves. */
export interface LinkOptions {
  /** A round trip, such as "5ms". */
  latency?: Duration;
  /** The largest random delay added to a trip. */
  jitter?: Duration;
  /** Bytes a second each way; 0: no limit. */
  bandwidth?: number;
}

/** How a world begins. All may be left out. */
export interface WorldOptions extends LinkOptions {
  /** What every random choice follows from. */
  seed?: number;
  /** Which RESP its clients speak unless they say. Default: 3. */
  protocol?: 2 | 3;
}

/** A command of the engine, as its documentation has it. */
export interface CommandDoc {
  name: string;
  synopsis: string;
  summary: string;
  group: string;
  since: string;
  complexity: string;
  /** Those of a container such as CONFIG, by their own word. */
  subcommands?: CommandDoc[];
}

/** What SUMMARY answers, in its order. */
const costs = [
  "elapsed",
  "connections",
  "commands",
  "largestPipeline",
  "roundTrips",
  "bytes",
  "errors",
] as const satisfies (keyof Summary)[];

const linkChecks: { [N in keyof LinkOptions]-?: Check<LinkOptions[N]> } = {
  latency: toDuration,
  jitter: toDuration,
  bandwidth: wholeNumber(),
};

/** Checks the options of createWorld. */
export function checkWorldOptions(given: unknown): WorldOptions {
  return checkOptions<WorldOptions>("world options", given, {
    ...linkChecks,
    seed: wholeNumber(),
    protocol: oneOf<2 | 3 | undefined>(2, 3),
  });
}

/** The message that begins a run, see sim/session. */
export function beginning(
  options: WorldOptions,
  horizonNanoseconds = 0,
): [string, ...(string | number)[]] {
  const { seed = 1, latency = "0", jitter = "0", bandwidth = 0 } = options;
  return ["BEGIN", seed, latency, jitter, bandwidth, horizonNanoseconds];
}

export class WorldCore {
  /** What happened since the run began. */
  readonly trace: {
    /** The events from a sequence number on. */
    since(seq: number): Promise<TraceEvent[]>;
  };

  protected readonly session: Session;
  readonly #door: Door;
  #link: LinkOptions;

  /** @internal Use createWorld. */
  constructor(session: Session, door: Door, options: WorldOptions = {}) {
    const { latency, jitter, bandwidth } = options;
    this.session = session;
    this.#door = door;
    this.#link = withoutUndefined({ latency, jitter, bandwidth });
    this.trace = {
      since: async (seq) =>
        decodeTrace(await door.trace(wholeNumber()("sequence number", seq))),
    };
  }

  /** Milliseconds of virtual time since the run began. */
  get elapsed(): number {
    return this.session.now / 1e6;
  }

  /** Changes the network from now on; what is left out stays. */
  link(options: LinkOptions): void {
    const changed = checkOptions<LinkOptions>(
      "link options",
      options,
      linkChecks,
    );
    this.#link = { ...this.#link, ...changed };
    const { latency = "0", jitter = "0", bandwidth = 0 } = this.#link;
    this.session.send("LINK", latency, jitter, bandwidth);
  }

  /** Lets virtual time pass. */
  async advance(time: Duration): Promise<void> {
    await this.#ask("ADVANCE", toNanoseconds("time", time));
  }

  /** The keys that match a pattern, described without touching them. */
  async keys(
    pattern = "*",
    options: { db?: number } = {},
  ): Promise<KeyState[]> {
    const { db = 0 } = checkOptions<{ db?: number }>(
      "options of keys",
      options,
      {
        db: wholeNumber(),
      },
    );
    const args = [db, text("pattern", pattern)];
    const rows = await this.session.request("KEYS", [], args, keyReading);
    return (rows as Reply[][]).map(toKeyState);
  }

  /** Every command of the engine. */
  commands(): Promise<CommandDoc[]> {
    return loadJSON<CommandDoc[]>("commands.json");
  }

  /** Judges the present run by the text of a check.txt. */
  async grade(check: string): Promise<Verdict[]> {
    const rows = (await this.#ask("GRADE", text("check", check))) as Reply[][];
    return rows.map(([ok, title, hint, got]) => {
      return { ok, title, hint, got } as Verdict;
    });
  }

  /** What the present run has cost so far. */
  async summary(): Promise<Summary> {
    const numbers = (await this.#ask("SUMMARY")) as number[];
    return Object.fromEntries(
      costs.map((name, i) => [name, Number(numbers[i])]),
    ) as Record<keyof Summary, number>;
  }

  /** All keys, as an image for restore. */
  async snapshot(): Promise<Uint8Array> {
    const image = this.session.request("SNAPSHOT", [], [], { bytes: true });
    return (await image) as Uint8Array;
  }

  /** Replaces all keys by those of an image; a bad one changes nothing. */
  async restore(image: Uint8Array): Promise<void> {
    if (!(image instanceof Uint8Array)) {
      throw new UsageError(
        `an image is ${describe(image)}; give the Uint8Array that snapshot() resolved to`,
      );
    }
    await this.#ask("RESTORE", image);
  }

  /** Ends this side's use of the world: what still waits fails. */
  close(): void {
    this.session.end(new RedisError("the world has been closed"));
    this.#door.close();
  }

  #ask(op: string, ...args: unknown[]): Promise<Reply> {
    return this.session.request(op, [], args);
  }
}

function withoutUndefined(options: LinkOptions): LinkOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
}
