/** Looks of the page's frame. */

import { css } from "lit";

export const appStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100dvh;
    overflow: hidden;
  }
  .skip {
    position: absolute;
    top: -60px;
    left: 8px;
    z-index: 10;
    padding: 10px 16px;
    background: var(--raised);
  }
  .skip:focus {
    top: 8px;
  }
  main {
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
`;
