/** The page's colours as the canvas needs them: resolved, for the theme that is on. */

const NAMES = [
  "surface",
  "raised",
  "sunken",
  "line",
  "line-strong",
  "ink",
  "ink-2",
  "ink-3",
  "accent",
  "on-accent",
  "request",
  "request-soft",
  "reply",
  "wait",
  "wait-soft",
  "block",
  "block-soft",
  "push",
  "error",
] as const;

export type Palette = Record<(typeof NAMES)[number], string> & {
  mono: string;
  sans: string;
};

/** Reads the colours through a probe element: a custom property by itself may still be a formula. */
export function readPalette(host: ShadowRoot): Palette {
  const probe = document.createElement("i");
  host.append(probe);
  const style = getComputedStyle(probe);
  const palette: Record<string, string> = {
    mono: style.getPropertyValue("--mono"),
    sans: style.getPropertyValue("--sans"),
  };
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    palette[name] = style.color;
  }
  probe.remove();
  return palette as Palette;
}
