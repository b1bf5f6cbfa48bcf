/** Completion and help in the editor, by keys, typing and pointer. What they know is loaded when they are first asked. */

import {
  autocompletion,
  completionStatus,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import {
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
} from "@codemirror/state";
import {
  EditorView,
  hoverTooltip,
  keymap,
  showTooltip,
  tooltips,
  type Rect,
  type Tooltip,
} from "@codemirror/view";
import type { Language } from "../../types.ts";
import type { Help, Suggestion } from "../completion/index.ts";
import { helpElement, inWords } from "./assist-help.ts";
import { assistTheme } from "./assist-theme.ts";

const library = () => import("../completion/index.ts");

/** What is typed where completion may have something to say; the rest asks nobody. */
const worthAsking: Record<Language, RegExp> = {
  python: /\.\w*$|^\s*(from|import)\s.*$|[(,]\s*\w+$/,
  javascript: /\.\w*$/,
  "redis-cli": /\S$/,
};

/** Completion and help for a language; aioredis says which one a Python program finds. */
export function assist(language: Language, aioredis: () => string): Extension {
  const place = (state: EditorState, at: number) => ({
    language,
    text: state.doc.toString(),
    tree: ensureSyntaxTree(state, state.doc.length, 100) ?? syntaxTree(state),
    at,
    aioredis: aioredis(),
  });

  const suggest = async (
    context: CompletionContext,
  ): Promise<CompletionResult | null> => {
    const { state, pos, explicit } = context;
    const { text, from } = state.doc.lineAt(pos);
    if (!explicit && !worthAsking[language].test(text.slice(0, pos - from)))
      return null;
    const { complete } = await library();
    const offer = await complete(place(state, pos), explicit);
    if (!offer) return null;
    return {
      from: offer.from,
      options: offer.list.map(option),
      validFor: /^[\w$]*$/,
    };
  };

  const explainAt = async (
    state: EditorState,
    at: number,
  ): Promise<Tooltip | null> => {
    const { explain } = await library();
    const found = await explain(place(state, at));
    return found && tooltipFor(found);
  };

  return [
    autocompletion({
      override: [(context) => suggest(context).catch(() => null)],
      icons: false,
      positionInfo,
    }),
    hoverTooltip((view, at) => explainAt(view.state, at).catch(() => null), {
      hoverTime: 350,
    }),
    keyHelp((state) =>
      explainAt(state, state.selection.main.head).catch(() => null),
    ),
    tooltips({ position: "fixed" }),
    assistTheme,
  ];
}

function option(suggestion: Suggestion, index: number): Completion {
  const { label, kind, apply, help } = suggestion;
  const command = help?.command?.name;
  return {
    label,
    type: kind,
    // Keywords stay in the order of the synopsis; the rest is sorted by name.
    ...(kind === "keyword" && !help
      ? { sortText: String(index).padStart(3, "0") }
      : {}),
    ...(apply === undefined ? {} : { apply }),
    ...(command && command !== label.toUpperCase() ? { detail: command } : {}),
    ...(help ? { info: () => helpElement(help) } : {}),
  };
}

/** Help stands beside the list, at the height of what is chosen; on a narrow screen below the list, or above it. */
function positionInfo(
  _: EditorView,
  list: Rect,
  option: Rect,
  info: Rect,
  space: Rect,
): { style: string } {
  const room = space.right - list.right;
  const height = info.bottom - info.top;
  if (room >= Math.min(440, info.right - info.left)) {
    const top = Math.max(
      space.top,
      Math.min(option.top, space.bottom - height),
    );
    return { style: `left: 100%; top: ${top - list.top}px` };
  }
  const side = list.bottom + height > space.bottom ? "bottom" : "top";
  const width = Math.min(440, space.right - space.left - 8);
  const left = Math.min(0, space.right - 4 - width - list.left);
  return { style: `${side}: 100%; left: ${left}px; width: ${width}px` };
}

/** A tooltip that knows its words, to be read out. */
type HelpTooltip = Tooltip & { help: Help };

function tooltipFor({
  from,
  to,
  help,
}: {
  from: number;
  to: number;
  help: Help;
}): HelpTooltip {
  return {
    pos: from,
    end: to,
    above: true,
    help,
    create(view) {
      const dom = helpElement(help);
      // The link in it is no part of the text, whose keys do not reach it.
      dom.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && hide(view)) event.preventDefault();
      });
      return { dom };
    },
  };
}

const showHelp = StateEffect.define<HelpTooltip | null>();

/** The help that was asked for by key, until the cursor moves or the text changes. */
const shownHelp = StateField.define<HelpTooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(showHelp)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

/** F1 shows help at the cursor; F1 again goes to its link, Escape closes it. */
function keyHelp(
  find: (state: EditorState) => Promise<Tooltip | null>,
): Extension {
  const show = (view: EditorView): boolean => {
    if (view.state.field(shownHelp)) {
      view.dom.querySelector<HTMLElement>(".help-box a")?.focus();
      return true;
    }
    const { state } = view;
    void find(state).then((tooltip) => {
      if (view.state.selection.main.head !== state.selection.main.head) return;
      const shown = tooltip as HelpTooltip | null;
      const words = shown ? inWords(shown.help) : "No help here.";
      view.dispatch({
        effects: [showHelp.of(shown), EditorView.announce.of(words)],
      });
    });
    return true;
  };
  return [
    shownHelp,
    keymap.of([
      { key: "F1", run: show, preventDefault: true },
      { key: "Escape", run: hide },
    ]),
  ];
}

/** Closes the help that was asked for; says whether there was any. */
function hide(view: EditorView): boolean {
  if (!view.state.field(shownHelp) || completionStatus(view.state))
    return false;
  view.dispatch({ effects: showHelp.of(null) });
  view.focus();
  return true;
}
