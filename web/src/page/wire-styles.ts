/** Looks of the wire: request and reply side by side, or below one another where there is no room. */

import { css } from "lit";

export const wireStyles = css`
  .key {
    margin-left: auto;
  }
  .key i,
  code span {
    font: 12px/1.5 var(--mono);
  }
  .rows {
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
  ol {
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 104px minmax(0, 1fr) minmax(0, 1fr);
    gap: 12px;
    padding: 5px 16px 6px 8px;
    border-bottom: 1px solid var(--line);
  }
  li.current {
    background: var(--accent-soft);
  }
  li.later > div {
    opacity: 0.75;
  }
  .when {
    display: block;
    align-self: start;
    min-height: 0;
    padding: 2px 8px;
    text-align: left;
    font-size: 12.5px;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
  }
  small {
    color: var(--ink-3);
    font-size: 12px;
  }
  .when small {
    display: block;
  }
  b {
    font: 600 12.5px/1.5 var(--mono);
    overflow-wrap: anywhere;
  }
  .request b {
    color: var(--request);
  }
  .reply b {
    color: var(--reply);
  }
  .reply .failed {
    color: var(--error);
  }
  em {
    color: var(--ink-3);
  }
  code {
    display: block;
    overflow-wrap: anywhere;
  }
  .mark {
    color: var(--ink-3);
  }
  .payload {
    color: var(--ink);
  }
  .end {
    display: inline-block;
    color: var(--wait);
    font-size: 11px;
    opacity: 0.95;
  }
  .error {
    color: var(--error);
  }
  .more {
    display: block;
    margin: 8px auto;
  }
  @media (max-width: 859px) {
    li {
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
      padding: 8px 16px;
    }
    .when {
      justify-self: start;
      margin-left: -8px;
    }
    .when small {
      display: inline;
    }
    .reply {
      padding-left: 14px;
      border-left: 2px solid var(--reply);
    }
    .key {
      display: none;
    }
  }
`;
