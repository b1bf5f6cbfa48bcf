/** What is in the editor: whose text, in which language, and the way back when another takes its place. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Language } from "../types.ts";
import { Documents, isLanguage } from "./documents.ts";
import { examplesIn, firstProgram, type Example } from "./examples/index.ts";
import type { Lesson } from "./lessons.ts";
import { recall, remember } from "./prefs.ts";

export class Desk implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #documents = new Documents();
  /** Counts the texts that were turned to. */
  #showings = 0;
  /** The lesson that the text belongs to; null is the playground. */
  lesson: Lesson | null = null;
  language: Language;
  text = "";
  /** What can be said about the last change, and undone. */
  notice: { text: string; undo: () => void } | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    const remembered = recall("language");
    this.language = isLanguage(remembered) ? remembered : firstProgram.language;
    host.addController(this);
    void this.#show(null, this.language);
  }

  hostConnected(): void {}

  /** Takes the visitor's change of the text. */
  edit(text: string): void {
    this.text = text;
    this.notice = null;
    this.#documents.set(this.#owner, this.language, text);
    this.#host.requestUpdate();
  }

  async choose(language: Language): Promise<void> {
    if (this.lesson === null) remember("language", language);
    await this.#show(this.lesson, language);
  }

  /** Opens a lesson's program, or the playground's. */
  async open(lesson: Lesson | null): Promise<void> {
    const known = lesson === null || lesson.languages.includes(this.language);
    await this.#show(
      lesson,
      known ? this.language : (lesson.languages[0] ?? this.language),
    );
  }

  /** Puts an example in the editor. */
  async example(example: Example): Promise<void> {
    const { document } = this;
    const program = await example.programs[this.language]?.();
    if (program === undefined || document !== this.document) return; // the visitor has turned to another text
    this.#replace(
      program.default,
      `“${example.title}” took the place of your program.`,
    );
  }

  /** Puts the lesson's first program back. */
  restart(): void {
    this.#replace(
      this.lesson?.start[this.language] ?? "",
      "The lesson's first program is back.",
    );
  }

  solution(): void {
    this.#replace(
      this.lesson?.solution[this.language] ?? "",
      "This is one solution.",
    );
  }

  dismiss(): void {
    this.notice = null;
    this.#host.requestUpdate();
  }

  /** Names the text that is in the editor. */
  get document(): string {
    return `${this.#owner}/${this.language}`;
  }

  get #owner(): string {
    return this.lesson?.name ?? "";
  }

  #replace(text: string, notice: string): void {
    const [before, lesson, language] = [this.text, this.lesson, this.language];
    this.edit(text);
    if (before.trim() === "" || before === text) return;
    this.notice = {
      text: notice,
      undo: () => {
        this.dismiss();
        if (this.lesson === lesson && this.language === language)
          this.edit(before);
        else this.#documents.set(lesson?.name ?? "", language, before);
      },
    };
  }

  /** Turns to a text. Whose it is, its language and itself change together: what is typed is never another's. */
  async #show(lesson: Lesson | null, language: Language): Promise<void> {
    const showing = ++this.#showings;
    const text =
      this.#documents.get(lesson?.name ?? "", language) ??
      (await firstText(lesson, language));
    if (showing !== this.#showings) return; // another one was chosen meanwhile
    Object.assign(this, { lesson, language, text, notice: null });
    this.#host.requestUpdate();
  }
}

/** The text that nobody has changed yet. */
async function firstText(
  lesson: Lesson | null,
  language: Language,
): Promise<string> {
  if (lesson) return lesson.start[language] ?? "";
  if (language === firstProgram.language) return firstProgram.text;
  const program = await examplesIn(language)[0]?.programs[language]?.();
  return program?.default ?? "";
}
