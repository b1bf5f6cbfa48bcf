/** Runs Python programs whose turns a twin answers from the second on, as in a page where programs have run before. */

import { beginning } from "../api/world.ts";
import { encodeCommand } from "../border/command.ts";
import { decodeTrace } from "../border/trace.ts";
import { apart } from "../runner/apart.ts";
import { runtime } from "../runner/python.harness.ts";
import type { RunOptions } from "../types.ts";
import { GrowingWorld } from "../world/growing.ts";
import { WorldHost } from "../world/host.ts";
import { Modules } from "../world/load.ts";
import { openPort } from "../world/port.ts";
import { PROGRAM } from "../world/protocol.ts";
import { Twin, TwinDoor } from "../world/twin.ts";

const modules = new Modules();
const modulesApart = new Modules(apart);
const keepsNothing = { soon() {}, async save() {} };

export async function playTwinned(code: string, options: RunOptions) {
  const world = await GrowingWorld.create(modules);
  const host = new WorldHost(world, keepsNothing, () => {});
  const { port1, port2 } = new MessageChannel();
  host.attach(PROGRAM, port2, encodeCommand(...beginning(options)));
  const port = openPort(port1);
  const twin = new Twin("rows", modulesApart, { again: 0 });
  await twin.make(port);
  const door = new TwinDoor(port, twin);
  const error = await runtime.run(code, door.turn, options);
  const trace = decodeTrace(await door.trace(0));
  await door.close();
  const printed = trace.filter(({ kind }) => kind === "printed");
  return {
    output: printed.map(({ text }) => text).join(""),
    error,
    elapsed: (trace.at(-1)?.at ?? 0) / 1e6,
    trace,
    answered: door.answered,
  };
}
