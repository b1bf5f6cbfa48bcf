/** The page's few icons, drawn on a 16 by 16 grid. */

import { svg, html, type TemplateResult } from "lit";

function icon(path: TemplateResult): TemplateResult {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">${path}</svg>`;
}

export const icons = {
  play: icon(
    svg`<path d="M4 2.2v11.6a.8.8 0 0 0 1.2.7l9-5.8a.8.8 0 0 0 0-1.4l-9-5.8a.8.8 0 0 0-1.2.7z"/>`,
  ),
  pause: icon(svg`<path d="M3.5 2h3v12h-3zM9.5 2h3v12h-3z"/>`),
  stop: icon(svg`<rect x="3" y="3" width="10" height="10" rx="1.5"/>`),
  stepBack: icon(
    svg`<path d="M12.5 2.6v10.8a.6.6 0 0 1-1 .5L5 8.5V14H3V2h2v5.5l6.5-5.400a.6.6 0 0 1 1 .5z"/>`,
  ),
  stepOn: icon(
    svg`<path d="M3.5 2.600v10.800a.6.6 0 0 0 1 .5L11 8.500V14h2V2h-2v5.500L4.5 2.100a.6.6 0 0 0-1 .5z"/>`,
  ),
  toStart: icon(
    svg`<path d="M14 2.600v10.800a.6.6 0 0 1-1 .5L8 9.300v4.100a.6.6 0 0 1-1 .5L2 9v5H.5V2H2v5l5-4.900a.6.6 0 0 1 1 .5v4.100l5-4.600a.6.6 0 0 1 1 .5z"/>`,
  ),
  toEnd: icon(
    svg`<path d="M2 2.600v10.800a.6.6 0 0 0 1 .5l5-4.600v4.100a.6.6 0 0 0 1 .5L14 9v5h1.500V2H14v5L9 2.100a.6.6 0 0 0-1 .5v4.100L3 2.100a.6.6 0 0 0-1 .5z"/>`,
  ),
  closer: icon(svg`<path d="M7 3h2v4h4v2H9v4H7V9H3V7h4z"/>`),
  farther: icon(svg`<path d="M3 7h10v2H3z"/>`),
  fit: icon(
    svg`<path d="M1 2h2v12H1zM13 2h2v12h-2zM4 8l3-3v2h2V5l3 3-3 3V9H7v2z"/>`,
  ),
  sun: icon(
    svg`<path d="M8 4.500a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM7.2 0h1.600v2.500H7.200zM7.2 13.500h1.600V16H7.200zM0 7.200h2.500v1.600H0zM13.5 7.200H16v1.600h-2.500zM1.8 2.900l1.1-1.1 1.8 1.8-1.1 1.100zM11.3 12.400l1.1-1.1 1.8 1.8-1.1 1.100zM1.8 13.100l1.8-1.8 1.1 1.1-1.8 1.800zM11.3 3.600l1.8-1.8 1.1 1.1-1.8 1.800z"/>`,
  ),
  moon: icon(
    svg`<path d="M6.2 1.200a7 7 0 1 0 8.6 8.600A5.7 5.7 0 0 1 6.2 1.200z"/>`,
  ),
  close: icon(
    svg`<path d="m3.4 2 4.6 4.600L12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.400L8 9.4 3.4 14 2 12.6 6.6 8 2 3.400z"/>`,
  ),
  check: icon(svg`<path d="m2 8.6 1.5-1.5 3 3 6-6.600L14 5l-7.4 8.100z"/>`),
  cross: icon(
    svg`<path d="m3.4 2 4.6 4.600L12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.400L8 9.4 3.4 14 2 12.6 6.6 8 2 3.400z"/>`,
  ),
};
