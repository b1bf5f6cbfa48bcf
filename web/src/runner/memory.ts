/** A limit to the memory that an interpreter may take: past it, Python raises MemoryError. */

import type { PyodideInterface } from "pyodide";

/** What Pyodide keeps its memory in, which its public interface leaves out. */
interface Inside {
  _module: { memory?: WebAssembly.Memory };
}

const page = 65_536;

/** Refuses to let the memory grow past so many bytes, as a machine that has no more would. */
export function limitMemory(python: PyodideInterface, most: number): void {
  const { memory } = (python as unknown as Inside)._module;
  if (!memory) return;
  const grow = memory.grow.bind(memory);
  memory.grow = (pages: number) => {
    if (memory.buffer.byteLength + pages * page > most)
      throw new RangeError("the program's memory has come to its limit");
    return grow(pages);
  };
}
