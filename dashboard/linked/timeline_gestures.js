// Wheel, drag, pinch, click, hover and keys on the timeline.
import { make } from "./dom.js";
import { barAt } from "./timeline_bars.js";
import { clampRange } from "./timeline_layout.js";
import { covered } from "./timeline_marks.js";

export function listen(view) {
  const { body } = view, inAxis = event => { const box = body.getBoundingClientRect(), x = event.clientX - box.left - view.axis?.left; return view.axis && x >= 0 && x <= view.axis.width ? { x, y: event.clientY - box.top - view.axis.top } : null; };
  const act = event => {
    const { to, open, window: name } = event.target.dataset ?? {};
    if (to) view.options.onSelect?.([to], { add: false });
    else if (open) { view.open.add(open); view.redraw(); }
    else if (name) view.setWindow(name);
    else return false;
    return true;
  };
  body.addEventListener("pointerdown", event => {
    if (event.button || event.target.closest("button")) return;
    const spot = inAxis(event);
    view.pointers.set(event.pointerId, { x: event.clientX, start: event.clientX, top: event.clientY });
    cancelAnimationFrame(view.gliding);
    view.moved = false;
    view.grabbed = spot ? { range: view.range } : null;
  });
  body.addEventListener("pointermove", event => {
    const pointer = view.pointers.get(event.pointerId);
    if (!pointer) return hover(view, event, inAxis(event));
    const before = pointer.x;
    pointer.x = event.clientX;
    if (!view.grabbed) return;
    if (!view.moved && Math.abs(event.clientX - pointer.start) < 4) return;
    if (!view.moved) { view.moved = true; body.setPointerCapture(event.pointerId); body.classList.add("dragging"); pointer.x = event.clientX; }
    if (view.pointers.size === 2) {                        // two fingers: the days under them stay under them
      const [one, two] = view.pointers.values(), other = pointer === one ? two : one, old = Math.abs(before - other.x) || 1, now = Math.abs(pointer.x - other.x) || 1;
      const at = view.range[0] + ((pointer.x + other.x) / 2 - body.getBoundingClientRect().left - view.axis.left) / view.axis.width * (view.range[1] - view.range[0]);
      return view.zoom(old / now, at, false);
    }
    const by = (before - event.clientX) / view.axis.width * (view.range[1] - view.range[0]);
    view.frame(clampRange([view.range[0] + by, view.range[1] + by], view.bounds()));
  });
  const release = event => {
    if (!view.pointers.delete(event.pointerId)) return;
    body.classList.remove("dragging");
    if (view.moved) { if (!view.pointers.size) view.arrive(view.range); }
    else if (event.type === "pointerup") click(view, event, inAxis(event));
  };
  body.addEventListener("pointerup", release);
  body.addEventListener("pointercancel", release);
  body.addEventListener("pointerleave", () => { view.tip.hidden = true; });
  body.addEventListener("click", act);
  body.addEventListener("dblclick", event => { const spot = inAxis(event); if (spot && !hit(view, spot)) view.zoom(.4, view.range[0] + spot.x / view.axis.width * (view.range[1] - view.range[0])); });
  body.addEventListener("wheel", event => {
    const spot = inAxis(event);
    if (!spot || (!event.ctrlKey && spot.y > view.axisHigh)) return;   // over bands and gutters the page scrolls
    event.preventDefault();
    const line = event.deltaMode === 1 ? 18 : 1, dx = event.deltaX * line, dy = event.deltaY * line;
    if (Math.abs(dx) > Math.abs(dy) || event.shiftKey) view.pan((dx || dy) / view.axis.width, false);
    else view.zoom(1.0018 ** dy, view.range[0] + spot.x / view.axis.width * (view.range[1] - view.range[0]), false);
  }, { passive: false });
  view.onKey = event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, textarea, select")) return;
    const keyed = { "+": () => view.zoom(.5), "=": () => view.zoom(.5), "-": () => view.zoom(2), ",": () => view.pan(-.5), ".": () => view.pan(.5), 1: () => view.setWindow("news"), 2: () => view.setWindow("all"), 3: () => view.setWindow("selection") }[event.key];
    if (keyed && view.c) { event.preventDefault(); event.stopPropagation(); keyed(); }
  };
  view.keysOn = view.root.closest(".dl-charts") ?? view.root;
  view.keysOn.addEventListener("keydown", view.onKey);
}

/** The event at a point of the axis: in rows the row's, in lanes the nearest mark's. */
function hit(view, { x, y }) {
  let best = null, distance = 15;
  for (const spot of view.spots ?? []) {
    if (spot.row) { if (y >= spot.top && y < spot.bottom) return spot; continue; }
    if (Math.abs(y - spot.y) > 12) continue;
    const span = covered(view.c, spot.i, view.range);
    if (!span) continue;
    const x0 = view.x(span[0]), x1 = view.x(span[1]), away = Math.max(x0 - x, x - x1, 0) + Math.abs(y - spot.y) * .5;
    if (away < distance) { distance = away; best = spot; }
  }
  return best;
}

const onBars = (view, { x, y }) => view.bars && y > 0 && y < view.barsFloor ? barAt(view, x) : null;

function click(view, event, point) {
  view.tip.hidden = true;
  const named = event.target.closest("[data-i]"), i = named ? +named.dataset.i : point ? hit(view, point)?.i : undefined;
  if (event.target.closest("button")) return;
  const add = event.ctrlKey || event.metaKey || event.shiftKey, bar = i === undefined && point && onBars(view, point);
  if (bar) return view.zoom(1 / 6, (bar.from + bar.to + 1) / 2);
  if (i !== undefined) view.options.onSelect?.([view.c.id[i]], { add });
  else if (point && !add && view.selected.length) view.options.onSelect?.([], { add: false, keep: true });
}

function hover(view, event, point) {
  const named = event.target.closest?.("[data-i]"), spot = point && hit(view, point), i = named ? +named.dataset.i : spot?.i;
  const bar = i === undefined && point ? onBars(view, point) : null;
  if (i === undefined && !bar || event.pointerType === "touch") { view.tip.hidden = true; return; }
  const { c, tip, words } = view, box = view.body.getBoundingClientRect(), key = bar ? `bar ${bar.from}` : String(i);
  if (tip.dataset.of !== key) { tip.dataset.of = key; tip.replaceChildren(...(bar ? [make("b", { textContent: bar.text }), make("span", { textContent: words.part.bar[bar.n === 1 ? "one" : "many"].replace("{n}", bar.n.toLocaleString("en")) })]
    : [make("b", { textContent: c.title[i] }), make("span", { textContent: c.when[i] }), make("span", { textContent: c.status_words[i] })])); }
  tip.hidden = false;
  const x = event.clientX - box.left, y = event.clientY - box.top;
  Object.assign(tip.style, { left: `${Math.max(0, Math.min(x + 14, view.width - tip.offsetWidth))}px`, top: `${y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 12 : y + 18}px` });
}
