/** The page's keys, wherever the focus is. */

export interface Shortcuts {
  run(): void;
  /** Says whether there was something to stop. */
  stop(): boolean;
  help(): void;
}

export function onShortcut(event: KeyboardEvent, shortcuts: Shortcuts): void {
  if (event.defaultPrevented || inDialog(event)) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    shortcuts.run();
  } else if (event.key === "Escape") {
    if (shortcuts.stop()) event.preventDefault();
  } else if (event.key === "?" && !isTyping(event)) {
    event.preventDefault();
    shortcuts.help();
  }
}

/** Whether the key is meant for a dialog, which Escape closes. */
function inDialog(event: KeyboardEvent): boolean {
  return event
    .composedPath()
    .some((target) => target instanceof HTMLDialogElement);
}

/** Whether the key goes into a text. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)
  );
}
