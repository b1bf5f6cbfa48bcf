/** The real editor, loaded when the visitor turns to the text. Tab is left alone: it leaves the editor. */

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentLess,
  indentMore,
} from "@codemirror/commands";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
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
import { assist } from "./assist.ts";

const languages: Record<Language, () => Promise<{ support: Extension }>> = {
  python: () => import("./language-python.ts"),
  javascript: () => import("./language-javascript.ts"),
  "redis-cli": () => import("./language-redis.ts"),
};

/** What the editor knows of a language, loaded when a program in it is opened; aioredis says which one Python finds. */
export async function languageSupport(
  language: Language,
  aioredis: () => string,
): Promise<Extension> {
  return [(await languages[language]()).support, assist(language, aioredis)];
}

export interface EditorOptions {
  parent: HTMLElement;
  root: ShadowRoot;
  text: string;
  /** From languageSupport: loaded before, so that the text has its colours at once. */
  support: Extension;
  /** The aioredis that Python programs find. */
  aioredis(): string;
  selection: { from: number; to: number };
  changed(text: string): void;
  run(): void;
}

/** An editor that is on the page. */
export interface Editor {
  /** Puts other text in, as a change that can be undone. */
  setText(text: string): void;
  /** Begins with another document, which has a past of its own. */
  open(text: string, language: Language): Promise<void>;
  /** Marks a line, from 1, as the one at fault; 0 marks none. */
  setFaultyLine(line: number): void;
  focus(): void;
}

export function createEditor(options: EditorOptions): Editor {
  const { parent, root, selection } = options;
  const support = new Compartment();
  const extensions = [
    keys(options.run),
    looks,
    faultyLine,
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.changed(update.state.doc.toString());
    }),
  ];
  const state = EditorState.create({
    doc: options.text,
    selection: { anchor: selection.from, head: selection.to },
    extensions: [support.of(options.support), extensions],
  });
  const view = new EditorView({ parent, root, state });
  let openings = 0;
  return {
    setText(text) {
      const { length } = view.state.doc;
      view.dispatch({ changes: { from: 0, to: length, insert: text } });
    },
    async open(text, language) {
      const opening = ++openings;
      const meanwhile = assist(language, options.aioredis);
      const fresh = [support.of(meanwhile), extensions];
      view.setState(EditorState.create({ doc: text, extensions: fresh }));
      const loaded = await languageSupport(language, options.aioredis);
      if (opening !== openings) return; // another one was opened meanwhile
      view.dispatch({ effects: support.reconfigure(loaded) });
    },
    setFaultyLine: (line) => view.dispatch({ effects: markLine.of(line) }),
    focus: () => view.focus(),
  };
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
  // It can be focused in any case; tools that look for that expect it to be said.
  EditorView.contentAttributes.of({ "aria-label": "Program", tabindex: "0" }),
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
      backgroundColor: "var(--surface)", // long lines pass below it
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
