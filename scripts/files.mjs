// Walking folders, for the scripts beside this one.
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Every file below a folder, as sorted paths relative to it with forward slashes. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name)),
    )
    .map((path) => path.split(sep).join("/"))
    .sort();
}
