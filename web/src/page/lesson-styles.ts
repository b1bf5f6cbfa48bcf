/** Looks of a lesson's text and its verdict. */

import { css } from "lit";

export const lessonStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--surface);
  }
  .text {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 16px 20px 24px;
    line-height: 1.6;
  }
  .up {
    font-size: 13px;
  }
  h2 {
    margin: 6px 0 12px;
    font-size: 22px;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  h3 {
    margin: 22px 0 6px;
    font-size: 16px;
  }
  h4 {
    margin: 16px 0 4px;
    font-size: 14.5px;
  }
  .text > p,
  .text > ul,
  .text > ol,
  .text > pre,
  .text > table,
  blockquote {
    margin: 0 0 12px;
  }
  .text ul,
  .text ol {
    padding-left: 22px;
  }
  .text li {
    margin-bottom: 4px;
  }
  code {
    padding: 1px 3px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--ink) 8%, transparent);
    font: 0.88em var(--mono);
    overflow-wrap: anywhere;
  }
  pre {
    overflow: auto;
    padding: 10px 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--sunken);
    font: 12.5px/1.55 var(--mono);
  }
  pre code {
    padding: 0;
    background: none;
    font: inherit;
    overflow-wrap: normal;
  }
  blockquote {
    padding-left: 12px;
    border-left: 3px solid var(--line-strong);
    color: var(--ink-2);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 14px;
  }
  th,
  td {
    padding: 5px 8px;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: top;
  }
  .verdict {
    max-height: 45%;
    overflow: auto;
  }
  .verdict p,
  .verdict ul,
  .next {
    margin: 0;
    padding: 8px 20px;
  }
  .verdict p {
    padding-top: 12px;
    border-top: 1px solid var(--line);
    font-weight: 650;
  }
  .passed {
    color: var(--reply);
  }
  .failed {
    color: var(--error);
  }
  .verdict ul {
    display: grid;
    gap: 8px;
    padding-top: 0;
    list-style: none;
    font-size: 14px;
  }
  .verdict li {
    display: grid;
    grid-template-columns: 18px 1fr;
    gap: 8px;
  }
  .verdict svg {
    width: 14px;
    margin-top: 4px;
    fill: currentColor;
  }
  .ok svg {
    color: var(--reply);
  }
  .no svg {
    color: var(--error);
  }
  .verdict small {
    color: var(--ink-3);
    font-size: 13px;
  }
  .verdict em {
    display: block;
    color: var(--ink-2);
  }
  .next {
    display: block;
    font-weight: 650;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 10px 16px;
    border-top: 1px solid var(--line);
    font-size: 13.5px;
  }
  .main {
    min-height: 38px;
  }
`;
