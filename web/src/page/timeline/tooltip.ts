/** A few words beside the pointer. */

import { html } from "lit";
import type { Hit } from "./hit.ts";

/** What is pointed at, and where the pointer is. */
export interface Tip {
  hit: Hit;
  x: number;
  y: number;
}

/** The words, on the side of the pointer where host has more room. */
export function tooltip({ hit, x, y }: Tip, host: HTMLElement) {
  const { clientWidth: width, clientHeight: height } = host;
  const side = x > width / 2 ? `right:${width - x + 12}px` : `left:${x + 12}px`;
  const edge =
    y > height / 2 ? `bottom:${height - y + 8}px` : `top:${y + 14}px`;
  return html`<div class="tip" style="${side};${edge}">
    <strong>${hit.title}</strong><span>${hit.text}</span>
  </div>`;
}
