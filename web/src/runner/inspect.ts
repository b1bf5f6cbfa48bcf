/** Values as console.log shows them, in the manner of Node. */

const WIDTH = 76;
const DEPTH = 4;
const ELEMENTS = 100;

/**
 * The arguments of console.log as one text: strings as they are, all else
 * inspected. A first string that is followed by more may say how with %s and
 * the like.
 */
export function format(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== "string" || rest.length === 0) return listed(values);
  const text = first.replace(/%[sdifjoOc%]/g, (specifier) => {
    if (specifier === "%%") return "%";
    return rest.length > 0 ? formatters[specifier]!(rest.shift()) : specifier;
  });
  return listed([text, ...rest]);
}

function listed(values: readonly unknown[]): string {
  return values.map(plain).join(" ");
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

/** What becomes of a value at a specifier, by the console standard; %j is Node's. */
const formatters: Record<string, (value: unknown) => string> = {
  "%s": plain,
  "%d": whole,
  "%i": whole,
  "%f": (value) =>
    typeof value === "symbol" ? "NaN" : String(parseFloat(String(value))),
  "%j": (value) => String(JSON.stringify(value)),
  "%o": inspect,
  "%O": inspect,
  "%c": () => "", // style sheets
};

function whole(value: unknown): string {
  if (typeof value === "bigint") return inspect(value);
  return typeof value === "symbol" ? "NaN" : String(parseInt(String(value)));
}

/** A value as source text would show it. */
export function inspect(value: unknown): string {
  return show(value, []);
}

/** around holds the objects that the value stands in. */
function show(value: unknown, around: object[]): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "bigint":
      return `${value}n`;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "function":
      return showFunction(value);
    case "object":
      return value === null ? "null" : showObject(value, around);
    default:
      return String(value);
  }
}

/** A string in quotes that it does not hold, if there are such. */
function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  if (!text.includes("'")) return `'${escaped}'`;
  if (!text.includes('"')) return `"${escaped}"`;
  return `'${escaped.replaceAll("'", "\\'")}'`;
}

function showFunction(value: Function): string {
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  const kind = isClass ? "class" : value.constructor.name;
  return value.name ? `[${kind}: ${value.name}]` : `[${kind} (anonymous)]`;
}

function showObject(value: object, around: object[]): string {
  if (around.includes(value)) return "[Circular]";
  if (value instanceof Date) return showDate(value);
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return showError(value, around);
  if (value instanceof Promise) return "Promise { … }";
  const name = className(value);
  if (around.length > DEPTH) return `[${name || "Object"}]`;
  const within = [...around, value];
  if (Array.isArray(value)) {
    return block(
      name === "Array" ? "" : name,
      "[",
      elements(value, within),
      "]",
    );
  }
  if (ArrayBuffer.isView(value) && "length" in value) {
    const list = elements(Array.from(value as Uint8Array), within);
    return block(`${name}(${value.length})`, "[", list, "]");
  }
  if (value instanceof Set) {
    return block(`Set(${value.size})`, "{", elements([...value], within), "}");
  }
  if (value instanceof Map) {
    const pairs = cut([...value]).map(
      ([key, v]) => `${show(key, within)} => ${show(v, within)}`,
    );
    return block(`Map(${value.size})`, "{", more(pairs, value.size), "}");
  }
  return block(name === "Object" ? "" : name, "{", fields(value, within), "}");
}

/** The name of an object's class; "" where it has none. */
function className(value: object): string {
  return Object.getPrototypeOf(value)?.constructor?.name ?? "";
}

function showDate(value: Date): string {
  return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
}

function showError(error: Error, around: object[]): string {
  const own = fields(error, [...around, error]);
  const text = `${error.name}: ${error.message}`;
  return own.length > 0 ? block(`[${text}]`, "{", own, "}") : `[${text}]`;
}

function elements(values: unknown[], around: object[]): string[] {
  return more(
    cut(values).map((value) => show(value, around)),
    values.length,
  );
}

function fields(value: object, around: object[]): string[] {
  const entries = Object.entries(value);
  const shown = cut(entries).map(
    ([name, v]) => `${fieldName(name)}: ${show(v, around)}`,
  );
  return more(shown, entries.length);
}

function fieldName(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? name
    : quote(name);
}

function cut<T>(values: T[]): T[] {
  return values.slice(0, ELEMENTS);
}

/** Says how many were cut off. */
function more(shown: string[], count: number): string[] {
  const rest = count - shown.length;
  return rest > 0 ? [...shown, `... ${rest} more`] : shown;
}

/** Parts between brackets, on one line if they fit. */
function block(
  name: string,
  open: string,
  parts: string[],
  close: string,
): string {
  const head = name ? `${name} ${open}` : open;
  if (parts.length === 0) return head + close;
  const line = `${head} ${parts.join(", ")} ${close}`;
  if (line.length <= WIDTH && !line.includes("\n")) return line;
  const list = parts.map((part) => `  ${part.replaceAll("\n", "\n  ")}`);
  return `${head}\n${list.join(",\n")}\n${close}`;
}
