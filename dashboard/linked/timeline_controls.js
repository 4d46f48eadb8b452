// The timeline's buttons and the typed range.
import { make } from "./dom.js";
import { LANES, rangeText, typedDay } from "./timeline_layout.js";

export function makeBar(view) {
  const { words } = view, button = (text, more) => make("button", { type: "button", textContent: text, ...more });
  const group = (label, ...children) => make("div", { className: "dl-tl-group", role: "group", ariaLabel: label }, ...children);
  view.windowButtons = ["news", "all", "selection"].map(name => button(words.windows[name], { data: { window: name } }));
  view.laneButtons = ["", ...Object.keys(LANES)].map(name => button(words.lanes[name || "none"], { data: { lane: name } }));
  const field = label => make("input", { type: "text", ariaLabel: label, title: "2024, 2024-05, 2024-05-16 or 16 May 2024", autocomplete: "off", spellcheck: false, size: 10 });
  view.fields = [field("First day of the axis"), field("Last day of the axis")];
  const form = make("form", { className: "dl-tl-range", onsubmit: event => { event.preventDefault(); typed(view); } }, view.fields[0], "–", view.fields[1], make("button", { type: "submit", className: "dl-hidden", tabIndex: -1, textContent: "Show these days" }));
  for (const input of view.fields) { input.onchange = () => typed(view); }
  const step = (text, label, act) => button(text, { ariaLabel: label, title: label, onclick: act });
  const steps = group("Zoom and move", step("‹", "Earlier", () => view.pan(-.5)), step("−", "Zoom out", () => view.zoom(2)), step("+", "Zoom in", () => view.zoom(.5)), step("›", "Later", () => view.pan(.5)));
  const lanes = group("Rows by", ...view.laneButtons);
  lanes.classList.add("lanes");
  view.bar.append(group("Days shown", ...view.windowButtons), form, steps, lanes);
  view.bar.addEventListener("click", event => {
    const { window: name, lane } = event.target.dataset ?? {};
    if (name !== undefined) view.setWindow(name);
    if (lane !== undefined) { if (view.options.onLanes) view.options.onLanes(lane); else { view.state.lanes = lane; view.redraw(); } }
  });
}

export function showBar(view) {
  const pressed = (node, on) => node.setAttribute("aria-pressed", on);
  for (const node of view.windowButtons) { pressed(node, node.dataset.window === view.told); node.disabled = node.dataset.window === "selection" && !view.selected.length; }
  for (const node of view.laneButtons) { pressed(node, node.dataset.lane === (view.lane ?? "")); node.disabled = Boolean(view.bars) && node.dataset.lane !== "category"; }
  const [low, high] = rangeText(view.range).split("..");
  [low, high].forEach((text, k) => { const input = view.fields[k]; if (document.activeElement !== input) { input.value = text; input.setCustomValidity(""); } });
}

function typed(view) {
  const days = view.fields.map((input, k) => typedDay(input.value, k === 1, view.words.months)), wrong = days.findIndex(day => day === null);
  const swapped = wrong < 0 && days[0] > days[1];
  view.fields.forEach((input, k) => input.setCustomValidity(days[k] === null ? "Write 2024, 2024-05, 2024-05-16 or 16 May 2024." : swapped && k ? "The last day is before the first." : ""));
  if (wrong >= 0 || swapped) { view.fields[Math.max(wrong, swapped ? 1 : 0)].reportValidity(); return; }
  if (rangeText([days[0], days[1] + 1]) !== rangeText(view.range)) view.setWindow(days);
}
