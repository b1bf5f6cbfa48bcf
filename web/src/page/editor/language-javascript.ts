/** JavaScript in the editor; without the package's completions, which are as large as its grammar. */

import { javascriptLanguage } from "@codemirror/lang-javascript";
import { indentUnit } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

export const support: Extension = [javascriptLanguage, indentUnit.of("  ")];
