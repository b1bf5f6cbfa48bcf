/** The stretch of time that the timeline shows, and how zooming and panning change it. */

/** Nanoseconds from the left edge to the right one. */
export interface View {
  from: number;
  to: number;
}

/** Closer than this nothing more is to be seen. */
const SHORTEST = 2e4;

/** All of a run, with a little air after its end. */
export function wholeRun(end: number): View {
  return { from: 0, to: Math.max(end, SHORTEST) * 1.03 };
}

/** Zooms by factor (below 1 is closer), keeping the time at in its place. */
export function zoom(
  view: View,
  factor: number,
  at: number,
  end: number,
): View {
  const whole = wholeRun(end);
  const span = Math.min(
    whole.to,
    Math.max(SHORTEST, (view.to - view.from) * factor),
  );
  const share = (at - view.from) / (view.to - view.from);
  return within({ from: at - share * span, to: at + (1 - share) * span }, end);
}

export function pan(view: View, by: number, end: number): View {
  return within({ from: view.from + by, to: view.to + by }, end);
}

/** Moves a view as little as needed so that a time is well inside it. */
export function reveal(view: View, at: number, end: number): View {
  const margin = (view.to - view.from) * 0.08;
  if (at >= view.from + margin && at <= view.to - margin) return view;
  const by =
    at < view.from + margin ? at - view.from - margin : at - view.to + margin;
  return pan(view, by, end);
}

function within(view: View, end: number): View {
  const span = view.to - view.from;
  const latest = Math.max(0, wholeRun(end).to - span);
  const from = Math.min(latest, Math.max(0, view.from));
  return { from, to: from + span };
}
