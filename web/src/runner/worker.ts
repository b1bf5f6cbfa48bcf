/** The worker that a learner's programs run in, within a frame that has no origin. */

import { UsageError } from "../border/errors.ts";
import type { Door } from "../world/door.ts";
import { Modules } from "../world/load.ts";
import { openPort } from "../world/port.ts";
import { takeFrom } from "../world/source.ts";
import { Twin, TwinDoor } from "../world/twin.ts";
import type { Runtime } from "../types.ts";
import { apart } from "./apart.ts";
import { answer, askPage } from "./files.ts";
import { revoking, seldom } from "./interrupt.ts";
import type {
  CodeLanguage,
  FromRunner,
  ToRunner,
  ToWorker,
} from "./protocol.ts";

declare global {
  /** The first message to this worker, kept by the frame's script: it comes ahead of this module. */
  var resplayFirst: Promise<MessageEvent<ToWorker>>;
}

/** The door of the program that runs. */
let door: Door | undefined;

/** Whether that program is to end, for when it computes and leaves no time for messages. */
let stopAsked = () => false;

const runtimes: Record<CodeLanguage, () => Promise<Runtime>> = {
  async javascript() {
    const { JavaScriptRuntime } = await import("./javascript.ts");
    return new JavaScriptRuntime((since) => door!.trace(since));
  },
  async python() {
    const { PythonRuntime } = await import("./python.ts");
    return new PythonRuntime(
      undefined,
      seldom(() => stopAsked()),
    );
  },
};

/** Serves a page over a port, with programs of one language. */
function serve({ language, control }: ToWorker): void {
  // Bound now: programs may put other methods into the prototypes, which would see the port.
  const tell: (news: FromRunner) => void = control.postMessage.bind(control);
  askPage((name) => tell({ kind: "file", name }));
  takeFrom(apart);
  const twin = new Twin(language, new Modules());
  let loading: Promise<Runtime> | undefined;

  async function load(): Promise<Runtime> {
    const runtime = await runtimes[language]();
    await runtime.load();
    tell({ kind: "loaded" });
    return runtime;
  }

  async function run(task: ToRunner & { kind: "run" }): Promise<void> {
    door = new TwinDoor(openPort(task.world), twin);
    stopAsked = revoking(task.stopUrl);
    let error: string | null;
    try {
      const runtime = await (loading ??= load());
      error = await runtime.run(task.code, door.turn, task.options);
    } finally {
      await door.close();
    }
    tell({ kind: "ended", error });
  }

  async function obey(data: ToRunner): Promise<void> {
    switch (data.kind) {
      case "load":
        return void (await (loading ??= load()));
      case "file":
        return answer(data.name, data.parts);
      case "run":
        return run(data);
      case "addWheel":
        return tell(await addWheel(await (loading ??= load()), data));
      case "removeWheel":
        return (await loading)?.removeWheel?.(data.name);
      case "stop":
        return (await loading)?.stop();
    }
  }

  control.onmessage = async (event: MessageEvent<ToRunner>) => {
    try {
      await obey(dataOf(event));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      tell({ kind: "failed", message });
    }
  };
}

const { apply, getOwnPropertyDescriptor } = Reflect;
const readData = getOwnPropertyDescriptor(MessageEvent.prototype, "data")!.get!;

/** What a message says, by the getter that was there ahead of all programs: an event has its port. */
function dataOf<T>(event: MessageEvent<T>): T {
  return apply(readData, event, []);
}

async function addWheel(
  runtime: Runtime,
  { file, bytes }: ToRunner & { kind: "addWheel" },
): Promise<FromRunner> {
  try {
    return { kind: "wheel", wheel: await runtime.addWheel!(file, bytes) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { kind: "refused", message: error.message };
  }
}

void globalThis.resplayFirst.then(({ data }) => {
  Reflect.deleteProperty(globalThis, "resplayFirst"); // the port in it is not for programs
  serve(data);
});
