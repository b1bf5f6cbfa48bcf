/** The top of the page: the name, the way to the lessons, and light or dark. */

import { css, html, LitElement, nothing, svg } from "lit";
import { icons } from "./icons.ts";
import type { Route } from "./route.ts";
import { base, controls } from "./styles.ts";
import { onTheme, theme, toggleTheme } from "./theme.ts";

/** A request goes out and its reply comes back: together they are a play button. */
const mark = svg`
  <rect width="32" height="32" rx="8" fill="var(--ink)" />
  <path d="M9 7v18" stroke="var(--paper)" stroke-width="3" stroke-linecap="round" />
  <path d="M13 8.5 23.5 16" stroke="var(--mark-request)" stroke-width="3" stroke-linecap="round" />
  <path d="M23.5 16 13 23.5" stroke="var(--mark-reply)" stroke-width="3" stroke-linecap="round" />`;

/** Fires `help`. */
export class ResplayHeader extends LitElement {
  static override properties = { route: { attribute: false }, storage: {} };
  declare route: Route;
  /** What cannot be kept, and why; null is fine. */
  declare storage: string | null;

  #forgetTheme = () => {};

  static override styles = [
    base,
    controls,
    css`
      :host {
        --mark-request: light-dark(#82b4ff, #1f5fbf);
        --mark-reply: light-dark(#55d3b2, #08705b);
        display: flex;
        flex: none;
        align-items: center;
        gap: 22px;
        height: 52px;
        padding: 0 12px 0 16px;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 10px;
        color: var(--ink);
        font: 700 18px/1 var(--mono);
        letter-spacing: -0.04em;
        text-decoration: none;
      }
      .brand svg {
        width: 26px;
        height: 26px;
      }
      nav {
        display: flex;
        gap: 4px;
        margin-right: auto;
      }
      nav a {
        padding: 7px 11px;
        border-radius: var(--radius-small);
        color: var(--ink-2);
        font-size: 14px;
        text-decoration: none;
      }
      nav a:hover {
        color: var(--ink);
      }
      nav a[aria-current] {
        background: var(--surface);
        color: var(--ink);
        font-weight: 600;
      }
      .storage {
        max-width: 62ch;
        color: var(--wait);
        font-size: 12.5px;
        line-height: 1.3;
      }
      .tools {
        display: flex;
        gap: 2px;
      }
      .help {
        font-size: 16px;
        font-weight: 650;
      }
      @media (max-width: 859px) {
        :host {
          flex-wrap: wrap;
          gap: 0 4px;
          height: auto;
          min-height: 52px;
          padding: 0 4px 0 12px;
        }
        .brand {
          gap: 7px;
          font-size: 16px;
        }
        nav a {
          padding: 8px 7px;
        }
        .tools button {
          width: 36px;
        }
      }
      @media (max-width: 359px) {
        .brand span {
          display: none;
        }
        .storage {
          order: 1;
          flex-basis: 100%;
          padding-bottom: 6px;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#forgetTheme = onTheme(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forgetTheme();
  }

  protected override render() {
    const other = theme() === "dark" ? "light" : "dark";
    return html`<h1>
        <a class="brand" href="#/" aria-label="resplay">
          <svg viewBox="0 0 32 32" aria-hidden="true">${mark}</svg
          ><span>resplay</span></a
        >
      </h1>
      <nav aria-label="Main">
        ${this.#link("#/", "Playground", "playground")}
        ${this.#link("#/lessons", "Lessons", "lessons")}
      </nav>
      ${this.storage ? html`<p class="storage" role="status">${this.storage}</p>` : nothing}
      <div class="tools">
        <button
          class="icon quiet"
          aria-label="Switch to ${other}"
          title="Switch to ${other}"
          @click=${toggleTheme}
        >
          ${other === "dark" ? icons.moon : icons.sun}
        </button>
        <button
          class="icon quiet help"
          aria-label="Help and keys"
          title="Help and keys (?)"
          @click=${() => this.dispatchEvent(new CustomEvent("help"))}
        >
          ?
        </button>
      </div>`;
  }

  #link(href: string, label: string, page: Route["page"]) {
    const current =
      this.route.page === page ||
      (page === "lessons" && this.route.page === "lesson");
    return html`<a href=${href} aria-current=${current ? "page" : nothing}
      >${label}</a
    >`;
  }
}

customElements.define("resplay-header", ResplayHeader);
