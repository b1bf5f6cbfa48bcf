/** The lessons as the page goes through them: which one is open, and how the learner's program was judged. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { savesData } from "../intent.ts";
import type { Verdict } from "../types.ts";
import type { Desk } from "./desk.ts";
import { allLessons, notePassed, type Lesson } from "./lessons.ts";
import type { Workbench } from "./workbench.ts";

export class Course implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #desk: Desk;
  readonly #bench: Workbench;
  /** null: none is open. */
  lesson: Lesson | null = null;
  next: Lesson | null = null;
  /** null: not checked yet. */
  verdicts: readonly Verdict[] | null = null;
  /** Why there is no lesson where there should be one. */
  trouble: string | null = null;
  #wanted: string | null = null;

  constructor(host: ReactiveControllerHost, desk: Desk, bench: Workbench) {
    this.#host = host;
    this.#desk = desk;
    this.#bench = bench;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Opens a lesson by its name, or none. */
  async open(name: string | null): Promise<void> {
    this.#wanted = name;
    this.trouble = null;
    const lessons = name === null ? [] : await this.#lessons();
    if (this.#wanted !== name) return; // the visitor went on meanwhile
    const at = lessons.findIndex((lesson) => lesson.name === name);
    if (name !== null && at < 0)
      this.trouble ??= `There is no lesson named “${name}”.`;
    const before = this.lesson;
    this.lesson = lessons[at] ?? null;
    if (this.lesson !== before) this.#bench.forget();
    this.next = at < 0 ? null : (lessons[at + 1] ?? null);
    this.verdicts = null;
    await this.#desk.open(this.lesson);
    if (this.lesson) this.#bench.playground.expect("prose", this.lesson.text);
    if (this.lesson?.languages.includes("python")) this.#warmUp();
    this.#host.requestUpdate();
  }

  async #lessons(): Promise<Lesson[]> {
    try {
      return await allLessons();
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
      return [];
    }
  }

  /** Python takes a while to load: it may begin while the learner reads, unless that costs them. */
  #warmUp(): void {
    if (this.#desk.language !== "python" || savesData()) return;
    this.#bench.playground.preload("python").catch(() => {}); // Run tries again, and says what is wrong
  }

  /** Runs the learner's program under the lesson's conditions, and has it judged. */
  async check(): Promise<void> {
    const { lesson } = this;
    if (lesson === null) return;
    this.verdicts = null;
    try {
      const { stopped } = await this.#bench.run(
        this.#desk.language,
        this.#desk.text,
        lesson.options,
      );
      if (stopped) return;
      const verdicts = await this.#bench.playground.grade(lesson.check);
      if (this.lesson === lesson) this.#judge(lesson, verdicts);
    } catch (error) {
      this.#bench.fail(error);
    }
  }

  #judge(lesson: Lesson, verdicts: readonly Verdict[]): void {
    this.verdicts = verdicts;
    if (verdicts.every(({ ok }) => ok)) notePassed(lesson.name);
    this.#host.requestUpdate();
  }
}
