/** Python in the editor; without the package's completions. */

import { pythonLanguage } from "@codemirror/lang-python";
import { indentUnit } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

export const support: Extension = [pythonLanguage, indentUnit.of("    ")];
