/** The commands of a module, each family over whatever sends or collects: redis.json(), pipeline.ft("idx"). */

import type { Commander } from "./commander.ts";
import { readRow, type Spec } from "./commands.ts";
import type { Row } from "./commands/types.ts";

/** Makes a family's object; before are the arguments that each of its commands begins with. */
export type Make = (on: Commander, before: readonly unknown[]) => object;

/** A family whose methods are made of a table, when it is first asked for. */
export function family(
  name: string,
  rows: Readonly<Record<string, Row>>,
): Make {
  let made: object | undefined;
  return (on, before) => {
    made ??= methodsOf(name, rows);
    const one = Object.create(made) as Bound;
    Object.defineProperties(one, {
      on: { value: on },
      before: { value: before },
    });
    return one;
  };
}

/** What a family's methods find behind this. */
interface Bound {
  readonly on: Commander;
  readonly before: readonly unknown[];
}

function methodsOf(name: string, rows: Readonly<Record<string, Row>>): object {
  const methods = {};
  for (const [own, row] of Object.entries(rows)) {
    const called = `${name}().${own}`;
    let spec: Spec | undefined;
    const method = function (this: Bound, ...given: unknown[]): unknown {
      spec ??= readRow(own, row);
      return this.on.call(called, spec, [...this.before, ...given]);
    };
    Object.defineProperty(method, "name", { value: own });
    Object.defineProperty(methods, own, { value: method });
  }
  return methods;
}
