/** How the workplace is divided, on a wide screen and on a narrow one. */

import { css } from "lit";

export const workplaceStyles = css`
  :host {
    display: grid;
    height: 100%;
    gap: 10px;
    padding: 0 10px 10px;
    grid-template-rows: minmax(0, 62fr) minmax(0, 5fr) minmax(0, 33fr);
    grid-template-columns: minmax(360px, 42fr) minmax(0, 58fr);
    grid-template-areas: "program replay" "output replay" "output inspector";
  }
  :host([lesson]) {
    grid-template-columns: minmax(260px, 24fr) minmax(320px, 34fr) minmax(
        0,
        42fr
      );
    grid-template-areas: "lesson program replay" "lesson output replay" "lesson output inspector";
  }
  .card {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .card > * {
    flex: 1;
    min-height: 0;
  }
  resplay-controls,
  .card > resplay-controls {
    flex: none;
  }
  .lesson {
    grid-area: lesson;
  }
  .program {
    grid-area: program;
  }
  .output {
    grid-area: output;
  }
  .replay {
    grid-area: replay;
  }
  .inspector {
    grid-area: inspector;
  }
  resplay-wheels {
    display: contents;
  }
  .drop {
    position: fixed;
    inset: 0;
    z-index: 30;
    display: grid;
    place-content: center;
    padding: 24px;
    border: 3px dashed var(--accent);
    background: color-mix(in srgb, var(--paper) 88%, transparent);
    font-size: 18px;
    font-weight: 600;
    text-align: center;
    pointer-events: none;
  }
  .trouble {
    padding: 20px;
    color: var(--error);
  }
  :host([narrow]) {
    display: flex;
    flex-direction: column;
    gap: 0;
    padding: 0;
  }
  resplay-tabs {
    flex: none;
    border-block: 1px solid var(--line);
    background: var(--surface);
  }
  :host([narrow]) .card {
    flex: 1;
    border-width: 0;
    border-radius: 0;
  }
  :host([narrow]) .program {
    flex: 3;
  }
  :host([narrow]) .output {
    flex: 2;
    border-top-width: 1px;
  }
`;
