/** Scrolls a list without moving the page around it. */

/** Scrolls list so that row, one of its descendants, can be seen. */
export function keepInView(list: HTMLElement, row: HTMLElement): void {
  const [outer, inner] = [
    list.getBoundingClientRect(),
    row.getBoundingClientRect(),
  ];
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
  list.scrollTop += inner.top - outer.top - list.clientHeight / 3;
}
