/** Looks that all elements share. */

import { css } from "lit";

export const base = css`
  :host {
    display: block;
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: var(--radius-small);
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ol,
  ul {
    margin: 0;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.18em;
  }
  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

export const controls = css`
  button,
  select,
  .field {
    min-height: 32px;
    padding: 0 12px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--raised);
    font-size: 13.5px;
    line-height: 1;
  }
  button,
  select {
    cursor: pointer;
  }
  button:hover:not(:disabled),
  select:hover {
    border-color: var(--ink-2);
  }
  button:disabled {
    cursor: default;
    color: var(--ink-3);
    border-color: var(--line);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--ink-2);
  }
  button.quiet:hover:not(:disabled) {
    background: var(--sunken);
    color: var(--ink);
    border-color: transparent;
  }
  button.main {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 650;
  }
  button.main:hover:not(:disabled) {
    border-color: transparent;
    filter: brightness(1.08);
  }
  button.icon {
    display: inline-grid;
    place-items: center;
    flex: none;
    width: 32px;
    padding: 0;
  }
  button svg {
    display: block;
    width: 16px;
    height: 16px;
    fill: currentColor;
  }
  kbd {
    padding: 1px 5px;
    border: 1px solid var(--line);
    border-bottom-width: 2px;
    border-radius: 4px;
    background: var(--sunken);
    color: var(--ink-2);
    font: 12px/1.4 var(--sans);
  }
  @media (pointer: coarse) {
    button,
    select,
    .field {
      min-height: 40px;
    }
    button.icon {
      width: 40px;
    }
  }
`;

/** An element that is one scrolling list with an empty state. */
export const panel = css`
  .empty {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 6px;
    height: 100%;
    padding: 24px;
    color: var(--ink-3);
    text-align: center;
    font-size: 14px;
  }
  .empty strong {
    color: var(--ink-2);
    font-weight: 600;
  }
`;

/** A list below a bar of what there is to choose. */
export const barred = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    font-size: 13px;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 16px;
    padding: 6px 16px;
    border-bottom: 1px solid var(--line);
    color: var(--ink-3);
  }
  .bar label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    color: var(--ink-2);
  }
  .bar select,
  .bar .field {
    min-height: 28px;
  }
`;

/** A dialog with a head, and text. */
export const dialog = css`
  dialog {
    max-height: calc(100dvh - 48px);
    padding: 22px 26px 26px;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--raised);
    color: var(--ink);
    box-shadow: var(--shadow);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  h2 {
    font-size: 20px;
  }
  p {
    margin-top: 6px;
    color: var(--ink-2);
  }
  @media (max-width: 859px) {
    dialog {
      padding: 16px 18px 20px;
    }
  }
`;
