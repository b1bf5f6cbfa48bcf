/** Turns pointers and the wheel into panning, zooming, scrubbing and pointing. */

export interface GestureTarget {
  /** Whether a place is on the ruler, where dragging moves the cursor. */
  onRuler(x: number, y: number): boolean;
  pan(pixels: number): void;
  zoom(factor: number, x: number): void;
  scrub(x: number): void;
  tap(x: number, y: number): void;
  /** null: the pointer has left. */
  hover(place: { x: number; y: number } | null): void;
}

/** A pointer that moves less than this between down and up has tapped. */
const STILL = 4;

interface Down {
  x: number;
  y: number;
  moved: boolean;
  ruler: boolean;
}

export function listenToGestures(
  element: HTMLElement,
  target: GestureTarget,
): void {
  const down = new Map<number, Down>();
  const place = (event: PointerEvent | WheelEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const { x, y } = place(event);
    const ruler = target.onRuler(x, y);
    down.set(event.pointerId, { x, y, moved: ruler, ruler });
    element.setPointerCapture(event.pointerId);
    if (ruler) target.scrub(x);
  });

  element.addEventListener("pointermove", (event) => {
    const { x, y } = place(event);
    const pointer = down.get(event.pointerId);
    if (pointer === undefined) {
      if (event.pointerType === "mouse") target.hover({ x, y });
      return;
    }
    const [dx, before] = [x - pointer.x, { ...pointer }];
    if (!pointer.moved && Math.hypot(dx, y - pointer.y) < STILL) return;
    pointer.moved = true;
    Object.assign(pointer, { x, y });
    target.hover(null);
    if (pointer.ruler) target.scrub(x);
    else if (down.size === 2) pinch(down, event.pointerId, before, target);
    else target.pan(dx);
  });

  const up = (event: PointerEvent) => {
    const pointer = down.get(event.pointerId);
    down.delete(event.pointerId);
    if (pointer && !pointer.moved && event.type === "pointerup")
      target.tap(pointer.x, pointer.y);
  };
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("pointerleave", () => target.hover(null));

  element.addEventListener(
    "wheel",
    (event) => {
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey)
        target.zoom(Math.exp(event.deltaY / 240), place(event).x);
      else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY))
        target.pan(-sideways);
      else return; // up and down scrolls the lanes
      event.preventDefault();
    },
    { passive: false },
  );
}

/** Zooms by how the distance of two pointers changed. */
function pinch(
  down: Map<number, Down>,
  moved: number,
  before: Down,
  target: GestureTarget,
): void {
  const [id] = [...down.keys()].filter((pointer) => pointer !== moved);
  const [other, now] = [down.get(id!)!, down.get(moved)!];
  const distance = Math.abs(now.x - other.x);
  const was = Math.abs(before.x - other.x);
  if (distance > 8 && was > 8)
    target.zoom(was / distance, (now.x + other.x) / 2);
}
