/** The dialog of the wheels that Python programs may import from: choose a file, see what there is, take one away. */

import { css, html, LitElement, nothing } from "lit";
import { icons } from "./icons.ts";
import type { Progress } from "./resplay-status.ts";
import { base, controls, dialog } from "./styles.ts";
import type { Wheel } from "../types.ts";
import { whyNoWheel, type WheelShelf } from "./wheels.ts";

export class ResplayWheels extends LitElement {
  static override properties = {
    shelf: { attribute: false },
    moment: { attribute: false },
    _adding: { state: true },
    _trouble: { state: true },
    _news: { state: true },
  };
  declare shelf: WheelShelf;
  /** Changes whenever the shelf does: it changes in place. */
  declare moment: number;
  /** The file that is being added; "" is none. */
  declare _adding: string;
  /** Why a file was not taken; "" is nothing. */
  declare _trouble: string;
  /** What came of the last file. */
  declare _news: string;

  static override styles = [
    base,
    controls,
    dialog,
    css`
      dialog {
        width: min(520px, calc(100vw - 32px));
      }
      code {
        font: 13px/1.5 var(--mono);
        overflow-wrap: anywhere;
      }
      ul {
        margin: 14px 0;
        padding: 0;
        list-style: none;
        border-top: 1px solid var(--line);
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        padding: 8px 0;
        border-bottom: 1px solid var(--line);
      }
      li small {
        display: block;
        color: var(--ink-2);
        font-size: 13px;
      }
      .choose {
        margin-top: 14px;
      }
      .trouble {
        color: var(--error);
      }
    `,
  ];

  constructor() {
    super();
    this._adding = "";
    this._trouble = "";
    this._news = "";
  }

  /** Opens the dialog. */
  async show(): Promise<void> {
    this._trouble = this._news = "";
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector("dialog")!;
    if (!dialog.open) dialog.showModal();
  }

  /** Adds files, one after the other; a file that cannot be taken keeps none of the others out. */
  async add(files: readonly File[]): Promise<void> {
    const troubles: string[] = [];
    for (const file of files) {
      const trouble = whyNoWheel(file) || (await this.#take(file));
      if (trouble) troubles.push(trouble);
      this._trouble = troubles.join(" ");
    }
  }

  /** Adds a file; says why it was not taken, or "". */
  async #take(file: File): Promise<string> {
    this._adding = file.name;
    this._news = "";
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      await this.shelf.addWheel(file.name, bytes);
      this._news = `${file.name} was added.`;
      return "";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      this._adding = "";
    }
  }

  protected override render() {
    return html`<dialog aria-labelledby="title">
      <div class="head">
        <h2 id="title">Python wheels</h2>
        <form method="dialog">
          <button class="icon quiet" aria-label="Close">${icons.close}</button>
        </form>
      </div>
      <p>
        A client or library of your own, as a wheel of pure Python
        (<code>…-py3-none-any.whl</code>), is found by <code>import</code> ahead
        of the page's modules. It stays in this page: it is not sent anywhere,
        and it is gone when you leave.
      </p>
      ${this.shelf?.wheels.length ? this.#list() : nothing}
      <input
        type="file"
        accept=".whl"
        multiple
        hidden
        aria-label="Wheel files"
        @change=${this.#chosen}
      />
      <button
        class="choose main"
        ?disabled=${this._adding !== ""}
        @click=${() => this.#input.click()}
      >
        ${this._adding ? `Adding ${this._adding}…` : "Choose a wheel…"}
      </button>
      <p>Or drop one anywhere on the page.</p>
      ${this._adding && this.shelf.progress ? this.#loading(this.shelf.progress) : nothing}
      <p role="status">${this._news}</p>
      <p role="alert" class="trouble">${this._trouble}</p>
    </dialog>`;
  }

  /** The page's own sign of it is behind the dialog. */
  #loading({ what, loaded, total }: Progress) {
    return html`<p>
      Loading ${what}…
      <progress
        aria-label="Loading ${what}"
        max=${total || 1}
        value=${total > 0 ? loaded : nothing}
      ></progress>
    </p>`;
  }

  get #input(): HTMLInputElement {
    return this.renderRoot.querySelector("input")!;
  }

  #list() {
    return html`<ul aria-label="Wheels that programs find">
      ${this.shelf.wheels.map((wheel) => this.#wheel(wheel))}
    </ul>`;
  }

  #wheel({ name, version, modules }: Wheel) {
    return html`<li>
      <span>
        ${name} ${version}
        <small>import <code>${modules.join(", ")}</code></small>
      </span>
      <button aria-label="Remove ${name}" @click=${() => this.#remove(name)}>
        Remove
      </button>
    </li>`;
  }

  async #remove(name: string): Promise<void> {
    await this.shelf.removeWheel(name);
    this._news = `${name} was removed.`;
    this.renderRoot.querySelector<HTMLElement>(".choose")?.focus();
  }

  #chosen = (): void => {
    const files = [...this.#input.files!];
    this.#input.value = ""; // the same file may be chosen again
    void this.add(files);
  };
}

customElements.define("resplay-wheels", ResplayWheels);
