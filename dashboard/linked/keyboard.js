// The keys of the page, and the panel that lists them.
import { make } from "./dom.js";

export const KEYS = [["← →", "previous, next event in time"], ["Home End", "first, last event"], ["Shift ← →", "keep what is selected, add the next"], ["Enter", "open the event and its article"],
  ["Esc", "close, clear the selection"], ["/", "search"], ["f", "fit timeline and map"], ["+ −", "zoom the timeline"], [", .", "move it"], ["1 2 3", "its window: news, all, selection"], ["← → ↑ ↓", "with the map in focus: move it; + − zoom it"], ["Ctrl+click", "select several"], ["?", "show or hide these keys"]];

/** Binds the page's keys. `acts`: walk(step, add), ends(last), open(), escape(), search(), fit(), help(). Returns what unbinds them. */
export function bindKeys(root, charts, acts) {
  const listen = event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target, inside = root.contains(target), typing = target.matches?.("input, textarea, select, [contenteditable]");
    if (!inside && target !== document.body) return;
    if (event.key === "Escape") return take(event, acts.escape);
    if (typing) return;
    const onChart = charts.contains(target), walkable = onChart || target === document.body || target === root;
    const act = { "/": acts.search, "?": acts.help, f: acts.fit }[event.key]
      || (walkable && { ArrowRight: () => acts.walk(1, event.shiftKey), ArrowLeft: () => acts.walk(-1, event.shiftKey) }[event.key])
      || (onChart && target === charts && { ArrowDown: () => acts.walk(1, event.shiftKey), ArrowUp: () => acts.walk(-1, event.shiftKey), Home: () => acts.ends(false), End: () => acts.ends(true), Enter: acts.open }[event.key])
      || (target === document.body && event.key === "Enter" && acts.open);
    if (act) take(event, act);
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}

function take(event, act) { event.preventDefault(); event.stopPropagation(); act(); }

/** The dialog that lists the keys. */
export function keysDialog() {
  const dialog = make("dialog", { className: "dl-keys", ariaLabel: "Keys" });
  dialog.append(make("h2", { textContent: "Keys" }), make("dl", {}, ...KEYS.flatMap(([keys, text]) => [make("dt", {}, ...keys.split(" ").map(key => make("kbd", { textContent: key }))), make("dd", { textContent: text })])),
    make("button", { type: "button", textContent: "Close", onclick: () => dialog.close() }));
  return dialog;
}
