/** Looks of the table of keys. */

import { css } from "lit";

export const keyspaceStyles = css`
  .bar .field {
    width: 150px;
  }
  .bar b {
    color: var(--accent);
    font-weight: 600;
  }
  .speed {
    margin-left: auto;
  }
  .list {
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 6px 8px;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: baseline;
  }
  th:first-child {
    padding-left: 16px;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--surface);
    color: var(--ink-3);
    font-size: 12px;
    font-weight: 500;
  }
  tbody th,
  .value {
    font: 12.5px/1.5 var(--mono);
    overflow-wrap: anywhere;
  }
  tbody th {
    min-width: 90px;
    font-weight: 600;
  }
  .value {
    width: 55%;
    color: var(--ink-2);
  }
  .value i {
    color: var(--ink-3);
    font-family: var(--sans);
  }
  .ttl,
  .size {
    color: var(--ink-2);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .ttl.ending {
    color: var(--error);
    font-weight: 650;
  }
  .type {
    padding: 1px 7px;
    border-radius: 99px;
    background: var(--sunken);
    color: var(--ink-2);
    font-size: 12px;
    white-space: nowrap;
  }
  .type.string {
    background: var(--request-soft);
    color: var(--request);
  }
  .type.hash {
    background: var(--reply-soft);
    color: var(--reply);
  }
  .type.list {
    background: var(--wait-soft);
    color: var(--wait);
  }
  .type.stream {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .type.set,
  .type.zset {
    background: var(--block-soft);
    color: var(--block);
  }
  .note {
    padding: 8px 16px;
    color: var(--ink-3);
  }
  @media (max-width: 859px) {
    .size,
    thead th:nth-child(4) {
      display: none;
    }
    .value {
      width: auto;
    }
  }
`;
