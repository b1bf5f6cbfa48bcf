/** Files that are dragged over an element and dropped there. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Says whether files are over its element, and hands them on when they are dropped. */
export class FileDrop implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #isWanted: () => boolean;
  readonly #dropped: (files: File[]) => void;
  /** How many elements the pointer is in: entering a child comes ahead of leaving its parent. */
  #depth = 0;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    isWanted: () => boolean,
    dropped: (files: File[]) => void,
  ) {
    this.#host = host;
    this.#isWanted = isWanted;
    this.#dropped = dropped;
    host.addController(this);
  }

  get isOver(): boolean {
    return this.#depth > 0;
  }

  hostConnected(): void {
    this.#host.addEventListener("dragenter", this.#enter);
    this.#host.addEventListener("dragover", this.#over);
    this.#host.addEventListener("dragleave", this.#leave);
    this.#host.addEventListener("drop", this.#drop, { capture: true });
  }

  hostDisconnected(): void {
    this.#host.removeEventListener("dragenter", this.#enter);
    this.#host.removeEventListener("dragover", this.#over);
    this.#host.removeEventListener("dragleave", this.#leave);
    this.#host.removeEventListener("drop", this.#drop, { capture: true });
  }

  /** Text that is dragged is the editor's. */
  #isMine({ dataTransfer }: DragEvent): boolean {
    const isFile = dataTransfer?.types.includes("Files") ?? false;
    return isFile && this.#isWanted();
  }

  #enter = (event: DragEvent): void => {
    if (!this.#isMine(event)) return;
    event.preventDefault();
    this.#set(this.#depth + 1);
  };

  #over = (event: DragEvent): void => {
    if (!this.#isMine(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = "copy";
  };

  #leave = (event: DragEvent): void => {
    if (this.#isMine(event)) this.#set(Math.max(0, this.#depth - 1));
  };

  #drop = (event: DragEvent): void => {
    if (!this.#isMine(event)) return;
    event.preventDefault();
    event.stopPropagation(); // the editor would put the file's bytes into the text
    this.#set(0);
    this.#dropped([...event.dataTransfer!.files]);
  };

  #set(depth: number): void {
    const was = this.isOver;
    this.#depth = depth;
    if (this.isOver !== was) this.#host.requestUpdate();
  }
}
