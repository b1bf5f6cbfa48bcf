/** Vector sets: elements by what they are near to. */

import type { Reply } from "../../border/resp.ts";
import { numbers } from "../shapes.ts";
import type { Key, OneOrMore, Out, Table, Value } from "../commands/types.ts";

/** Numbers, or 32-bit floats as bytes. */
export type Vector = readonly number[] | Uint8Array;

export interface AddOptions {
  cas?: boolean;
  noquant?: boolean;
  bin?: boolean;
  q8?: boolean;
  ef?: number;
  /** An object is sent as JSON. */
  setattr?: object | string;
  m?: number;
}

export interface NearOptions {
  withscores?: boolean;
  withattribs?: boolean;
  count?: number;
  epsilon?: number;
  ef?: number;
  filter?: string;
  filterEf?: number;
  truth?: boolean;
  nothread?: boolean;
}

/** V* commands, by their own names. */
export interface VectorCommands<B, K> {
  vadd(
    key: Key,
    vector: Vector,
    element: Key,
    options?: AddOptions,
  ): Out<B, K, 0 | 1 | boolean>;
  vcard(key: Key): Out<B, K, number>;
  vdim(key: Key): Out<B, K, number>;
  vemb(key: Key, element: Key): Out<B, K, number[] | null>;
  vgetattr(key: Key, element: Key): Out<B, K, B | null>;
  vinfo(key: Key): Out<B, K, Reply>;
  vismember(key: Key, element: Key): Out<B, K, 0 | 1 | boolean>;
  vlinks(
    key: Key,
    element: Key,
    options?: { withscores?: boolean },
  ): Out<B, K, Reply>;
  vrandmember(key: Key, count?: number): Out<B, K, B | B[] | null>;
  vrange(key: Key, start: string, end: string, count?: number): Out<B, K, B[]>;
  vrem(key: Key, element: Key): Out<B, K, 0 | 1 | boolean>;
  vsetattr(
    key: Key,
    element: Key,
    attributes: object | string,
  ): Out<B, K, 0 | 1 | boolean>;
  /** What is nearest to an element, or to a vector. */
  vsim(key: Key, to: string | Vector, options?: NearOptions): Out<B, K, Reply>;
}

const vectorOf = (vector: Vector): OneOrMore<Value> =>
  vector instanceof Uint8Array
    ? ["FP32", vector]
    : ["VALUES", vector.length, ...vector];

const attributesOf = (given: unknown) =>
  typeof given === "object" && given !== null && !(given instanceof Uint8Array)
    ? JSON.stringify(given)
    : given;

function adding(key: Key, vector: Vector, element: Key, given?: AddOptions) {
  const { setattr, ...options } = given ?? {};
  const attributes =
    setattr === undefined ? {} : { setattr: attributesOf(setattr) };
  return [key, vectorOf(vector), element, { ...options, ...attributes }];
}

const setting = (key: Key, element: Key, attributes: unknown) => [
  key,
  element,
  attributesOf(attributes),
];

const nearTo = (key: Key, to: string | Vector, options?: NearOptions) => [
  key,
  typeof to === "string" ? ["ELE", to] : vectorOf(to),
  options,
];

export const vectors: Table<VectorCommands<unknown, "one">> = {
  vadd: [
    "key [vector] element {cas noquant bin q8 ef= setattr= m=}",
    undefined,
    adding,
  ],
  vcard: "key",
  vdim: "key",
  vemb: ["key element", numbers],
  vgetattr: "key element",
  vinfo: "key",
  vismember: "key element",
  vlinks: "key element {withscores}",
  vrandmember: "key count?",
  vrange: "key start end count?",
  vrem: "key element",
  vsetattr: ["key element attributes", undefined, setting],
  vsim: [
    "key [to] {withscores withattribs count=n epsilon= ef= filter= filterEf= truth nothread}",
    undefined,
    nearTo,
  ],
};
