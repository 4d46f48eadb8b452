// The legend: explains every sign, and filters by kind and by what the article says.
import { glyph, make, svg } from "./dom.js";
import { facet } from "./filter.js";

// Each sign as the views draw it, in a box of 34 by 14.
const line = (d, more = {}) => svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 2, ...more });
const bar = (x, wide, more = {}) => svg("rect", { x, y: 3, width: wide, height: 8, fill: "currentColor", stroke: "currentColor", "stroke-width": 1.3, ...more });
const dot = (x, more = {}) => svg("circle", { cx: x, cy: 7, r: 4.5, fill: "currentColor", stroke: "currentColor", "stroke-width": 1.5, ...more });
const bracket = () => [line("M4,1V13M30,1V13"), line("M4,7H30", { "stroke-width": 3 })];
const letters = text => svg("text", { x: 17, y: 12, "text-anchor": "middle", "font-size": 12, "font-weight": 600, fill: "currentColor" }, text);
const HOLLOW = { fill: "none" };
const SIGNS = {
  day: () => [dot(17)], stretch: () => [bar(4, 26)], one_of: bracket,
  year: () => [...bracket(), svg("text", { x: 17, y: 5.2, "text-anchor": "middle", "font-size": 6.5, fill: "currentColor" }, "2023")],
  open: () => [bar(4, 12, { "stroke-width": 0 }), ...[.7, .5, .32, .18, .08].map((opacity, k) => bar(16 + k * 3.2, 3.2, { opacity, "stroke-width": 0 }))],
  occurred: () => [dot(8), bar(18, 13)], planned: () => [dot(8, HOLLOW), bar(18, 13, HOLLOW)], ongoing: () => [bar(4, 18), svg("path", { d: "M22,1L31,7L22,13Z", fill: "currentColor" })],
  suspended: () => [bar(6, 22), line("M2,7H32", { stroke: "var(--dl-text)" })], denied: () => [dot(17), line("M11,1L23,13M23,1L11,13", { stroke: "var(--dl-text)" })],
  alleged: () => [dot(21), svg("text", { x: 4, y: 15, "font-size": 19, "font-weight": 700, fill: "currentColor" }, "“")],
  approximate: () => [letters("~16")], doubtful: () => [letters("16?")],
  city: () => [dot(17)], region: () => [svg("circle", { cx: 17, cy: 7, r: 6, fill: "currentColor", "fill-opacity": .15, stroke: "currentColor" })],
  country: () => [svg("path", { d: "M6,4L14,1L24,3L29,7L23,13L13,12L7,11Z", fill: "currentColor", "fill-opacity": .3, stroke: "currentColor" })],
  sea: () => [svg("circle", { cx: 17, cy: 7, r: 6, fill: "none", stroke: "currentColor", "stroke-dasharray": "3 2" })],
};

/** A sign as a small picture: "day", "stretch", "one_of", "year", "open", a status, or a kind of place. */
export const sign = name => svg("svg", { viewBox: ["approximate", "doubtful"].includes(name) ? "5 0 24 14" : "0 0 34 14", class: `dl-sign ${name}`, "aria-hidden": "true" }, ...SIGNS[name]());

export class Legend {
  constructor(root, { words, onToggle }) {
    Object.assign(this, { root, words, onToggle });
    root.addEventListener("click", event => { const button = event.target.closest("button[data-field]"); if (button) this.onToggle(button.dataset.field, button.dataset.value); });
  }

  /** `c` the columns. Counted is what each choice would show; kinds and statuses that the table does not hold are left out. */
  draw(c, theme, state) {
    const { words } = this, selection = state?.selection ?? {}, count = field => state?.part ? new Map(Object.entries(state.part.facets[field])) : facet(c, selection, field);
    const shown = { categories: count("categories"), statuses: count("statuses") }, known = { categories: new Set([...c.category, ...shown.categories.keys()]), statuses: new Set([...c.status, ...shown.statuses.keys()]) };
    const key = JSON.stringify([theme.key, [...shown.categories], [...shown.statuses], selection.categories, selection.statuses]);
    if (key === this.key) return;
    this.key = key;
    const toggle = (field, value, picture, text) => {
      const chosen = selection[field] ?? [], on = !chosen.length || chosen.includes(value);
      return make("button", { type: "button", ariaPressed: String(chosen.includes(value)), className: on ? "" : "out", data: { field, value } }, picture, make("span", { className: "t", textContent: text }), make("span", { className: "n", textContent: (shown[field].get(value) ?? 0).toLocaleString("en") }));
    };
    const signOf = category => { const mark = theme.mark(category), node = make("span", { className: "dl-tl-sign", ariaHidden: "true" }, glyph(mark)); node.style.color = mark.color; return node; };
    const said = (name, text) => make("span", { className: "dl-tl-said" }, sign(name), text);
    const group = (heading, ...children) => make("div", { className: "dl-tl-legend-group", role: "group", ariaLabel: heading }, make("b", { textContent: heading }), ...children);
    const w = words.legend;
    this.root.replaceChildren(
      group(w.kind_heading, ...Object.keys(words.categories).filter(name => known.categories.has(name)).map(name => toggle("categories", name, signOf(name), words.categories[name]))),
      group(words.status_heading, ...Object.keys(words.status).map(name => known.statuses.has(name) ? toggle("statuses", name, sign(name), words.status[name]) : said(name, words.status[name]))),
      group(w.when_heading, ...["day", "stretch", "one_of", "year", "open", "approximate", "doubtful"].map(name => said(name, w[name]))),
      group(w.where_heading, ...["city", "region", "country", "sea"].map(name => said(name, words.place_kinds[name])), make("span", { className: "dl-tl-foot", textContent: w.foot })));
  }
}
