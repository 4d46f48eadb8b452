// The table: every event in view as text, in time order; the twin of the charts for eyes and for screen readers.
// Only the rows around the scroll position are in the page, so that five thousand events cost no more than fifty.
import { glyph, make, marked } from "./dom.js";
import { hits } from "./filter.js";

const ROW = 51;        // pixels at the usual font size
const ROWS = 11;       // rows in view at most, as in component.css; an empty table is lower than that
const AROUND = 12;     // rows kept above and below the visible ones
const HEADS = [["when", "When"], ["what", "What, who, where"], ["kind", "Kind"], ["says", "Article says"]];

export class TableView {
  selected = new Set(); current = 0; rows = [];

  constructor(root, { onSelect, words, names }) {
    Object.assign(this, { root, onSelect, words, names });
    root.classList.add("dl-table");
    this.body = make("tbody");
    this.table = make("table", {}, make("caption", { className: "dl-hidden", textContent: "Events shown, in time order" }),
      make("thead", {}, make("tr", {}, ...HEADS.map(([name, text]) => make("th", { scope: "col", className: name, textContent: text })))), this.body);
    this.scroller = make("div", { className: "dl-table-scroll", tabIndex: -1, onscroll: () => this.#soon() }, this.table);
    root.append(this.scroller);
    this.body.addEventListener("click", event => this.#clicked(event));
    this.body.addEventListener("keydown", event => this.#key(event));
  }

  async draw(_, events, state, theme) {
    Object.assign(this, { events, state, theme, selected: state.selected, row: Math.round(ROW * theme.scale) });
    this.table.style.setProperty("--row", `${this.row}px`);
    this.rows = [];
    for (const i of state.order) if (state.visible[i]) this.rows.push(i);
    this.table.setAttribute("aria-rowcount", this.rows.length + 1);
    this.current = Math.min(this.current, Math.max(this.rows.length - 1, 0));
    this.#render(true);
  }

  #soon() { this.frame ??= requestAnimationFrame(() => { this.frame = null; this.#render(false); }); }

  #render(all) {
    const height = Math.max(this.scroller.clientHeight, ROWS * this.row), top = Math.floor(this.scroller.scrollTop / this.row);
    const from = Math.max(0, top - AROUND), to = Math.min(this.rows.length, top + Math.ceil(height / this.row) + AROUND);
    if (!all && from === this.from && to === this.to) return;
    const focused = this.body.contains(document.activeElement);
    Object.assign(this, { from, to });
    const gap = rows => rows ? [make("tr", { ariaHidden: "true", className: "gap" }, make("td", { colSpan: HEADS.length, style: `height:${rows * this.row}px` }))] : [];
    this.body.replaceChildren(...gap(from), ...this.rows.slice(from, to).map((i, k) => this.#row(i, from + k)), ...gap(this.rows.length - to));
    if (!this.rows.length) this.body.append(make("tr", {}, make("td", { colSpan: HEADS.length, className: "none", textContent: "No event fits this selection." })));
    if (focused) this.body.querySelector("button[tabindex='0']")?.focus({ preventScroll: true });
  }

  #row(i, number) {
    const e = this.events, on = this.selected.has(e.id[i]), where = e.places[i].join(", ");
    const who = [...e.actors[i], ...e.countries[i].map(code => this.names[code] ?? code)];
    const title = make("button", { type: "button", tabIndex: number === this.current ? 0 : -1, ariaPressed: String(on), data: { row: number } },
      marked(e.title[i], hits(e.title[i], this.state.text)));
    const cell = (name, ...children) => make("td", { className: name }, ...children), span = text => make("span", { textContent: text });
    return make("tr", { ariaRowIndex: number + 2, className: on ? "on" : "", data: { row: number, id: e.id[i] } },
      cell("when", span(e.when[i])), cell("what", title, make("small", { textContent: [who.join(", "), where].filter(Boolean).join(" · ") })),
      cell("kind", glyph(this.theme.mark(e.category[i])), " ", span(this.words.categories[e.category[i]])), cell("says", span(e.status_words[i])));
  }

  #clicked(event) {
    const row = event.target.closest("tr[data-id]");
    if (!row) return;
    this.current = +row.dataset.row;
    this.onSelect([row.dataset.id], { add: event.shiftKey || event.ctrlKey || event.metaKey, from: "table" });
  }

  /** Up and down walk the rows; Space and Enter are the button's own. */
  #key(event) {
    const to = { ArrowDown: this.current + 1, ArrowUp: this.current - 1, Home: 0, End: this.rows.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault(); event.stopPropagation();
    this.current = Math.min(Math.max(to, 0), this.rows.length - 1);
    this.#show(this.current); this.#render(true);
    this.body.querySelector("button[tabindex='0']")?.focus({ preventScroll: true });
  }

  #show(number) {
    const row = this.row, top = number * row, height = this.scroller.clientHeight;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top + 2 * row > this.scroller.scrollTop + height) this.scroller.scrollTop = top + 2 * row - height;
  }

  async select(ids) {
    this.selected = new Set(ids);
    const at = ids.length ? this.rows.findIndex(i => this.selected.has(this.events.id[i])) : -1;
    if (at >= 0) { this.current = at; this.#show(at); }
    this.#render(true);
  }

  close() { cancelAnimationFrame(this.frame); this.root.replaceChildren(); }
}
