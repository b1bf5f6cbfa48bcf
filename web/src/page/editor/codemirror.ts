/** The real editor, loaded when the visitor turns to the text. Tab is left alone: it leaves the editor. */

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentLess,
  indentMore,
} from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import {
  Compartment,
  EditorState,
  Prec,
  StateEffect,
  StateField,
  type Extension,
} from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Language } from "../../types.ts";

export interface EditorOptions {
  parent: HTMLElement;
  root: ShadowRoot;
  text: string;
  language: Language;
  selection: { from: number; to: number };
  changed(text: string): void;
  run(): void;
}

/** An editor that is on the page. */
export interface Editor {
  /** Puts other text in, as a change that can be undone. */
  setText(text: string, language: Language): void;
  /** Marks a line, from 1, as the one at fault; 0 marks none. */
  setFaultyLine(line: number): void;
  focus(): void;
}

export function createEditor(options: EditorOptions): Editor {
  const language = new Compartment();
  const view = new EditorView({
    parent: options.parent,
    root: options.root,
    state: EditorState.create({
      doc: options.text,
      selection: { anchor: options.selection.from, head: options.selection.to },
      extensions: [
        language.of(languageSupport(options.language)),
        keys(options.run),
        looks,
        faultyLine,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setText(text, of) {
      view.dispatch({
        changes:
          text === view.state.doc.toString()
            ? []
            : { from: 0, to: view.state.doc.length, insert: text },
        effects: language.reconfigure(languageSupport(of)),
      });
    },
    setFaultyLine: (line) => view.dispatch({ effects: markLine.of(line) }),
    focus: () => view.focus(),
  };
}

function languageSupport(language: Language): Extension {
  if (language === "python") return [python(), indentUnit.of("    ")];
  if (language === "javascript") return [javascript(), indentUnit.of("  ")];
  return StreamLanguage.define({ name: "redis-cli", token: redisToken });
}

/** redis-cli lines: a comment, or a client's name, a command, and arguments. */
function redisToken(
  stream: import("@codemirror/language").StringStream,
): string | null {
  if (stream.sol() && stream.match(/^\s*#.*/)) return "comment";
  if (stream.sol() && stream.match(/^\w+>\s*/)) return "keyword";
  if (stream.match(/^"(?:\\.|[^"\\])*"?|^'(?:\\.|[^'\\])*'?/)) return "string";
  if (stream.match(/^\s+/)) return null;
  const before = stream.string.slice(0, stream.pos);
  stream.match(/^\S+/);
  if (/^\s*(\w+>\s*)?$/.test(before)) return "labelName";
  return /^-?\d+(\.\d+)?$/.test(stream.current()) ? "number" : null;
}

function keys(run: () => void): Extension {
  return [
    Prec.highest(
      keymap.of([
        {
          key: "Mod-Enter",
          run: () => {
            run();
            return true;
          },
        },
        { key: "Mod-]", run: indentMore },
        { key: "Mod-[", run: indentLess },
      ]),
    ),
    history(),
    closeBrackets(),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
  ];
}

const markLine = StateEffect.define<number>();

/** The line at fault, until the text changes. */
const faultyLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(markLine)) continue;
      const { doc } = transaction.state;
      if (effect.value < 1 || effect.value > doc.lines) return Decoration.none;
      return Decoration.set(
        Decoration.line({ class: "faulty" }).range(doc.line(effect.value).from),
      );
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const looks: Extension = [
  lineNumbers(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  drawSelection(),
  bracketMatching(),
  indentOnInput(),
  EditorView.contentAttributes.of({ "aria-label": "Program" }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.comment], color: "var(--code-comment)" },
      {
        tag: [tags.string, tags.special(tags.string)],
        color: "var(--code-string)",
      },
      { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
      {
        tag: [tags.keyword, tags.operatorKeyword, tags.modifier],
        color: "var(--code-keyword)",
      },
      { tag: [tags.labelName], color: "var(--code-command)" },
    ]),
  ),
  EditorView.theme({
    "&": {
      height: "100%",
      color: "var(--ink)",
      backgroundColor: "transparent",
    },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": {
      fontFamily: "var(--mono)",
      fontSize: "13.5px",
      lineHeight: "21px",
    },
    ".cm-content": { padding: "10px 0", caretColor: "var(--accent)" },
    ".cm-line": { padding: "0 12px 0 8px" },
    ".cm-gutters": {
      backgroundColor: "transparent",
      color: "var(--ink-3)",
      border: "none",
    },
    ".cm-lineNumbers .cm-gutterElement": {
      minWidth: "44px",
      padding: "0 8px 0 0",
    },
    ".cm-activeLine, .cm-activeLineGutter": {
      backgroundColor: "var(--code-active)",
    },
    ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
      {
        background: "var(--code-selection)",
      },
    ".cm-matchingBracket": {
      backgroundColor: "var(--code-selection)",
      outline: "none",
    },
    ".faulty": {
      backgroundColor: "var(--error-soft)",
      boxShadow: "inset 3px 0 var(--error)",
    },
  }),
];
