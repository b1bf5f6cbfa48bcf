/** The timeline's own looks, beside what it paints. */

import { css } from "lit";

export const timelineStyles = css`
  :host {
    position: relative;
    min-height: 0;
    background: var(--surface);
  }
  .lanes {
    display: grid;
    height: 100%;
    overflow: hidden auto;
  }
  .lanes:focus-visible {
    outline-offset: -2px;
  }
  canvas {
    grid-area: 1 / 1;
    align-self: start;
    position: sticky;
    top: 0;
    display: block;
    width: 100%;
    cursor: grab;
    touch-action: pan-y;
  }
  .rest {
    grid-area: 1 / 1;
    pointer-events: none;
  }
  .tip {
    position: absolute;
    z-index: 2;
    display: grid;
    gap: 2px;
    max-width: min(340px, 70%);
    padding: 7px 10px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--raised);
    box-shadow: var(--shadow);
    font-size: 12.5px;
    line-height: 1.4;
    overflow-wrap: anywhere;
    pointer-events: none;
  }
  .tip strong {
    font: 600 12.5px/1.4 var(--mono);
  }
  .tip span {
    color: var(--ink-2);
  }
`;
