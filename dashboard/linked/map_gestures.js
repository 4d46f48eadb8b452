// Drag, wheel, pinch, click, hover and keys on the map.
import { make } from "./dom.js";

const SHOWN = 6;        // titles in the tip, as in dashboard/figures/map.py
const FINGER = 16;      // px that a finger may miss a mark by

export function listen(view) {
  const { frame } = view, pointers = new Map(), here = event => { const box = frame.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  let dragged = false;
  frame.addEventListener("pointerdown", event => {
    if (event.button) return;
    if (!pointers.size) dragged = false;
    pointers.set(event.pointerId, { at: here(event), from: here(event) });
    view.tip.hidden = true;
  });
  frame.addEventListener("pointermove", event => {
    const pointer = pointers.get(event.pointerId), [x, y] = here(event);
    if (!pointer) return event.pointerType === "mouse" ? hover(view, x, y) : null;
    if (!dragged && Math.hypot(x - pointer.from[0], y - pointer.from[1]) < 4) return;
    if (!dragged) { dragged = true; frame.setPointerCapture(event.pointerId); frame.classList.add("dragging"); }
    const [bx, by] = pointer.at;
    pointer.at = [x, y];
    if (pointers.size === 1) return view.move(x - bx, y - by);
    const [other] = [...pointers.values()].filter(one => one !== pointer), [ox, oy] = other.at;      // two fingers: what is under them stays under them
    view.move((x - bx) / 2, (y - by) / 2, Math.hypot(x - ox, y - oy) / (Math.hypot(bx - ox, by - oy) || 1), [(x + ox) / 2, (y + oy) / 2]);
  });
  const release = event => {
    if (!pointers.delete(event.pointerId)) return;
    if (!pointers.size) frame.classList.remove("dragging");
    if (!dragged && event.type === "pointerup") view.choose(...here(event), event.shiftKey || event.ctrlKey || event.metaKey, event.pointerType === "mouse" ? undefined : FINGER);
  };
  frame.addEventListener("pointerup", release);
  frame.addEventListener("pointercancel", release);
  frame.addEventListener("pointerleave", () => { view.tip.hidden = true; });
  frame.addEventListener("wheel", event => {
    event.preventDefault();
    view.tip.hidden = true;
    view.move(0, 0, 1.0018 ** (-event.deltaY * (event.deltaMode === 1 ? 18 : 1)), here(event));
  }, { passive: false });
  frame.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey && event.key.startsWith("Arrow")) return;
    const act = { ArrowLeft: () => view.move(60, 0), ArrowRight: () => view.move(-60, 0), ArrowUp: () => view.move(0, 60), ArrowDown: () => view.move(0, -60),
      "+": () => view.zoom(1.6), "=": () => view.zoom(1.6), "-": () => view.zoom(1 / 1.6) }[event.key];
    if (act) { event.preventDefault(); event.stopPropagation(); act(); }
  });
}

function hover(view, x, y) {
  const { tip, events } = view, item = view.at(x, y);
  view.frame.classList.toggle("over", Boolean(item));
  tip.hidden = !item;
  if (!item) return;
  if (tip.item !== item) {
    tip.item = item;
    tip.replaceChildren(make("b", { textContent: item.group.map(k => view.places[k].name).slice(0, 4).join(", ") + (item.group.length > 4 ? ` and ${item.group.length - 4} more` : "") }),
      ...item.left.slice(0, SHOWN).map(i => make("span", { textContent: events.title[i] })), ...(item.left.length > SHOWN ? [make("span", { textContent: `and ${item.left.length - SHOWN} more` })] : []));
  }
  const [width, height] = view.size;
  Object.assign(tip.style, { left: `${Math.max(0, Math.min(x + 14, width - tip.offsetWidth))}px`, top: `${y + 18 + tip.offsetHeight > height + 40 ? y - tip.offsetHeight - 10 : y + 18}px` });
}
