/** How completion and help look: as the page does, light and dark. */

import { EditorView } from "@codemirror/view";

export const assistTheme = EditorView.theme({
  ".cm-tooltip": {
    zIndex: "20",
    maxWidth: "min(440px, calc(100vw - 24px))",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    boxShadow: "var(--shadow)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete": {
    overflow: "visible",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    maxHeight: "min(240px, 40dvh)",
    minWidth: "200px",
    maxWidth: "min(320px, calc(100vw - 24px))",
    fontFamily: "var(--mono)",
    fontSize: "13px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    justifyContent: "space-between",
    gap: "16px",
    padding: "3px 10px",
    lineHeight: "20px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--code-selection)",
    color: "var(--ink)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionDetail": {
    margin: "0",
    fontStyle: "normal",
    fontSize: "11.5px",
    color: "var(--ink-2)",
    whiteSpace: "nowrap",
  },
  ".cm-tooltip.cm-completionInfo": {
    boxSizing: "border-box",
    padding: "0",
    overflow: "auto",
    maxHeight: "min(300px, 50dvh)",
  },
  ".help-box": {
    boxSizing: "border-box",
    padding: "9px 12px 10px",
    maxHeight: "min(300px, 50dvh)",
    overflow: "auto",
    fontFamily: "var(--sans)",
    fontSize: "13.5px",
    lineHeight: "19px",
    whiteSpace: "normal",
  },
  ".help-box code": {
    fontFamily: "var(--mono)",
    fontSize: "12.5px",
    overflowWrap: "anywhere",
  },
  ".help-box p": { margin: "6px 0 0" },
  ".help-signature": { display: "block", color: "var(--request)" },
  ".help-facts": { color: "var(--ink-2)", fontSize: "12.5px" },
  ".help-box a": { color: "var(--accent)" },
});
