// Keeps the focus in an open dialog: a browser lets Tab out to its own buttons.

const REACHED = "a[href], button, textarea, [tabindex='0']";

export function keepInside(event, dialog) {
  const all = [...dialog.querySelectorAll(REACHED)];
  const reached = all.filter((one) => one.checkVisibility() && !one.closest("[inert]"));
  const [first, last] = [reached[0], reached.at(-1)];
  const focused = dialog.getRootNode().activeElement;
  if (event.shiftKey ? focused !== first : focused !== last) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
