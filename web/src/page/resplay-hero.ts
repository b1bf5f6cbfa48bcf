/** What stands in the timeline's place before the first run: what this is, and a picture of it. */

import { css, html, LitElement, svg } from "lit";
import { base } from "./styles.ts";

/** Requests of the picture: when each leaves, and in which colour its reply returns. */
const TRIPS = [0, 1, 2, 3];
const TRIP = 120;

export class ResplayHero extends LitElement {
  static override properties = {
    first: { type: Boolean },
    still: { type: Boolean, reflect: true },
  };
  /** Whether the program is the one that a first visit begins with. */
  declare first: boolean;
  /** Whether nothing moves: what is being loaded needs the time. */
  declare still: boolean;

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        place-content: center;
        padding: 24px clamp(16px, 4vw, 48px);
        background: var(--surface);
      }
      h2 {
        max-width: 18ch;
        font-size: clamp(28px, 3.4vw, 44px);
        line-height: 1.08;
        letter-spacing: -0.03em;
        font-weight: 750;
      }
      p {
        max-width: 54ch;
        margin-top: 14px;
        color: var(--ink-2);
        font-size: 16px;
        line-height: 1.55;
      }
      svg {
        width: 100%;
        max-width: 620px;
        margin: 26px 0 4px;
        overflow: visible;
      }
      text {
        fill: var(--ink-3);
        font: 600 12px var(--sans);
      }
      .side {
        stroke: var(--line-strong);
        stroke-width: 1.5;
      }
      .request,
      .reply {
        fill: none;
        stroke-width: 2.5;
        stroke-linecap: round;
        stroke-dasharray: 140;
        animation: fly 6s linear 2;
      }
      .request {
        stroke: var(--request);
      }
      .reply {
        stroke: var(--reply);
      }
      .wait {
        fill: var(--request-soft);
      }
      .done {
        fill: var(--reply);
      }
      .clock {
        fill: var(--accent);
        animation: sweep 6s linear 2 forwards;
      }
      :host([still]) :is(.request, .reply, .clock) {
        animation-play-state: paused;
      }
      @keyframes sweep {
        0% {
          transform: translateX(0);
        }
        92%,
        100% {
          transform: translateX(480px);
        }
      }
      @keyframes fly {
        0% {
          stroke-dashoffset: 140;
        }
        11.5%,
        100% {
          stroke-dashoffset: 0;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .clock {
          transform: translateX(300px);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.first = false;
    this.still = false;
  }

  protected override render() {
    return html`<div>
      <h2>See what your program waits for</h2>
      <p>
        Python, JavaScript and redis-cli against a Redis that lives in this
        page. The network is simulated and its clock is yours: every future,
        every byte and every key can be played back, step by step.
      </p>
      ${this.#picture()}
      <p>
        Press
        <strong>Run</strong
        >${this.first ? ": one hundred reads, done in three ways. One of them takes a second." : "."}
      </p>
    </div>`;
  }

  /** Four requests, one after another: down to the server, and back up. */
  #picture() {
    return html`<svg viewBox="0 0 560 132" aria-hidden="true">
      ${svg`
        <text x="0" y="30">program</text><text x="0" y="118">Redis</text>
        <path class="side" d="M64 52H552M64 114H552" />
        ${TRIPS.map((i) => trip(64 + i * TRIP, i))}
        <rect class="clock" x="64" y="4" width="2.5" height="124" rx="1" />
      `}
    </svg>`;
  }
}

function trip(x: number, i: number) {
  const delay = (share: number) =>
    `animation-delay:${((i + share) * 6 * 0.92) / 4}s;animation-fill-mode:backwards`;
  const half = TRIP / 2;
  return svg`
    <rect class="wait" x=${x} y="14" width=${TRIP - 4} height="24" rx="4" />
    <rect class="done" x=${x + TRIP - 8} y="14" width="4" height="24" rx="2" />
    <path class="request" d="M${x + 2} 52L${x + half - 2} 114" style=${delay(0)} />
    <path class="reply" d="M${x + half} 114L${x + TRIP - 6} 52" style=${delay(0.5)} />
  `;
}

customElements.define("resplay-hero", ResplayHero);
