// The page: holds the selection, draws the views from it, and tells Python afterwards.
// Streamlit calls the default export with the same parentElement whenever `data` or the theme changes, and the returned
// function only when the component leaves the page.
import { FilterBar } from "./bar.js";
import { DetailView } from "./detail.js";
import { make } from "./dom.js";
import { EMPTY, visibleEvents } from "./filter.js";
import { bindKeys, keysDialog } from "./keyboard.js";
import { MapView } from "./map.js";
import { TableView } from "./table.js";
import { plotlyFrom } from "./plotly.js";
import { readTheme } from "./theme.js";
import { TimelineView } from "./timeline.js";

const TOLD_AFTER = 250;                   // ms without a change until Python is told
const explorers = new WeakMap();          // parentElement -> Explorer
const sheets = new Map();                 // revision -> sheet; outlives a page switch

async function fetchJson(url) {
  const response = await fetch(url);
  return response.ok ? response.json() : null;
}

async function loadSheet(assets, revision) {
  if (!sheets.has(revision)) {
    const sheet = await fetchJson(`${assets}/tables/${revision}.json`);
    if (!sheet) return null;
    sheets.set(revision, sheet);
    if (sheets.size > 4) sheets.delete(sheets.keys().next().value);
  }
  return sheets.get(revision);
}

export default function (component, assets, plotlyName) {
  const { parentElement } = component;
  if (!explorers.has(parentElement)) explorers.set(parentElement, new Explorer(parentElement, assets, plotlyName));
  explorers.get(parentElement).update(component);
  return () => { explorers.get(parentElement)?.close(); explorers.delete(parentElement); };
}

class Explorer {
  selection = { ...EMPTY }; view = {}; selected = []; queue = Promise.resolve();

  constructor(parent, assets, plotlyName) {
    Object.assign(this, { parent, assets, plotlyUrl: `${assets}/${plotlyName}` });
    if (!document.querySelector("link[data-dateline]")) document.head.append(make("link", { rel: "stylesheet", href: `${assets}/linked/component.css`, data: { dateline: "" } }));
    this.root = make("div", { className: "dl-explorer", data: { state: "loading" } }, make("p", { className: "dl-loading", role: "status", textContent: "Loading the events …" }));
    (parent.querySelector(".dl-root") ?? parent).replaceChildren(this.root);
  }

  update({ data, setStateValue, setTriggerValue }) {
    Object.assign(this, { tellState: setStateValue, ask: setTriggerValue });
    this.then(async () => {
      const [Plotly, sheet] = await Promise.all([plotlyFrom(this.plotlyUrl), loadSheet(this.assets, data.revision)]);
      if (!sheet) { if (this.asked !== data.asked) { this.asked = data.asked; this.ask("need", data.revision); } return; }
      this.Plotly = Plotly;
      const moved = this.turn !== data.turn, theme = readTheme(this.root, sheet), themed = theme.key !== this.theme?.key;
      this.theme = theme;
      if (moved) {
        this.turn = data.turn;
        this.selection = { ...EMPTY, ...data.start.selection };
        this.view = { ...data.start.view };
        this.selected = [...(data.start.view.selected ?? [])];
      }
      if (sheet !== this.sheet) { this.revision = data.revision; this.#build(sheet); }
      else if (!moved && !themed) return;
      if (moved && this.map) { this.map.moved = false; this.map.view = null; }
      await this.#draw();
    });
  }

  /** One drawing at a time, in the order in which they were asked for; a failed one is said, not swallowed. */
  then(step) {
    return this.queue = this.queue.then(step).catch(error => {
      console.error(error);
      this.root.dataset.state = "failed";
      const said = this.root.querySelector(".dl-loading") ?? make("p", { className: "dl-loading", role: "alert" });
      said.textContent = "The events could not be drawn. Reload the page; if that does not help, run: python -m dashboard check";
      this.root.prepend(said);
    });
  }

  #build(sheet) {
    this.#closeViews();
    const { events, words, names, articles, outlines } = this.sheet = sheet;
    this.index = new Map(events.id.map((id, i) => [id, i]));
    const time = i => events.first[i] > -1e9 ? events.first[i] : events.last[i];
    this.order = events.id.map((_, i) => i).sort((a, b) => time(a) - time(b) || events.last[a] - events.last[b] || a - b);
    const part = (name, tag = "div", more = {}) => make(tag, { className: name, ...more });
    this.head = part("dl-head", "header"); this.barNode = part(""); this.counts = part("dl-counts", "p"); this.empty = part("dl-empty", "div", { hidden: true }); this.part = part("dl-part", "p", { hidden: true, role: "status" });
    const timeline = part("dl-timeline-pane"), map = part("dl-map-pane"), detail = part("dl-detail-pane", "aside", { ariaLabel: "Event" });
    this.charts = part("dl-charts", "section", { tabIndex: 0, ariaLabel: "Timeline, map, event and table. Arrow keys walk from event to event." });
    const table = part("dl-table-pane", "section", { ariaLabel: "Table of events" }), side = part("dl-side");
    side.append(map, detail);
    this.charts.append(timeline, side, table);
    this.said = part("dl-hidden", "p", { role: "status", ariaLive: "polite" });
    this.keys = keysDialog();
    this.root.replaceChildren(this.head, this.barNode, this.counts, this.part, this.empty, this.charts, this.said, this.keys);
    const onSelect = (ids, how) => this.select(ids, how), shared = { Plotly: this.Plotly, onSelect, words, names, assets: this.assets };
    this.bar = new FilterBar(this.barNode, { ...shared, articles, onChange: selection => this.filter(selection), onLanes: lanes => this.see({ lanes }) });
    this.timeline = new TimelineView(timeline, { ...shared, articles, onWindow: window => this.see({ window }, false), onLanes: lanes => this.see({ lanes }), onFilter: change => this.filter({ ...this.selection, ...change }), onCounts: () => this.#showCounts() });
    this.map = new MapView(map, { ...shared, outlineSets: outlines, onView: change => this.see(change, "outlines" in change) });
    this.table = new TableView(table, { ...shared });
    const base = `${this.assets}/tables/${this.revision}`;
    this.detail = new DetailView(detail, { ...shared, fetchEvent: id => fetchJson(`${base}/events/${encodeURIComponent(id)}.json`), fetchArticle: id => fetchJson(`${base}/articles/${encodeURIComponent(id)}.json`) });
    this.views = [this.timeline, this.map, this.table, this.detail];
    this.unbind = bindKeys(this.root, this.charts, { walk: (step, add) => this.#walk(step, add), ends: last => this.#pick(this.#shown().at(last ? -1 : 0)), open: () => this.#open(),
      escape: () => this.#escape(), search: () => this.bar.focus(), fit: () => { this.map.refit(); this.see({ window: "all" }); }, help: () => this.keys.open ? this.keys.close() : this.keys.showModal() });
  }

  get state() {
    return { visible: this.visible, selection: this.selection, selected: new Set(this.selected), order: this.order, text: this.selection.text, window: this.view.window, lanes: this.view.lanes, outlines: this.view.outlines, map: this.view.map };
  }

  async #draw() {
    const { sheet, theme } = this, { events } = sheet;
    this.root.classList.toggle("dark", theme.dark);
    for (const [name, value] of Object.entries(theme.css)) this.root.style.setProperty(name, value);
    this.visible = visibleEvents(events, this.selection);
    const left = this.visible.reduce((sum, on) => sum + on, 0);
    this.selected = this.selected.map(id => this.#resolve(id)).filter(id => this.visible[this.index.get(id)]);
    this.bar.draw(events, this.selection, theme);
    this.#showHead(); this.#showEmpty(left);
    const state = this.state;
    await Promise.all([this.timeline.draw(sheet.timeline, events, state, theme), this.map.draw(sheet.map, events, state, theme), this.table.draw(null, events, state, theme), this.detail.draw(null, events, state, theme)]);
    this.#showCounts();
    this.root.dataset.state = "ready"; this.root.dataset.drawn = left; this.root.dataset.selected = this.selected.join(" ");
  }

  /** The id of the row that a joined member's id stands for. */
  #resolve(id) { return this.index.has(id) ? id : this.sheet.events.id[this.sheet.events.members.findIndex(members => members.includes(id))] ?? id; }

  filter(selection) { this.selection = { ...EMPTY, ...selection }; return this.then(() => this.#draw()).then(() => this.#tell()); }

  /** Change how the views stand; `redraw` where the views have not done so themselves. */
  see(change, redraw = true) {
    this.view = { ...this.view, ...change };
    return redraw ? this.then(() => this.#draw()).then(() => this.#tell()) : this.#tell();
  }

  /** Select in all views. The same selection a second time clears it; `add` adds to or takes from what is selected. */
  select(ids, { add = false, keep = false } = {}) {
    const now = new Set(this.selected);
    if (add) { const all = ids.every(id => now.has(id)); for (const id of ids) if (all) now.delete(id); else now.add(id); this.selected = [...now]; }
    else if (!keep && ids.length === now.size && ids.every(id => now.has(id))) this.selected = [];
    else this.selected = [...new Set(ids)];
    this.#tell();
    return this.then(() => this.#light());
  }

  async #light() {
    const ids = this.selected;
    await Promise.all(this.views.map(view => view.select(ids)));
    this.root.dataset.selected = ids.join(" ");
    this.#speak();
  }

  #shown() { return this.order.filter(i => this.visible[i]); }

  #walk(step, add) {
    const shown = this.#shown(), at = this.selected.length ? shown.indexOf(this.index.get(step > 0 ? this.selected.at(-1) : add ? this.selected.at(-1) : this.selected[0])) : step > 0 ? -1 : shown.length;
    this.#pick(shown[Math.min(Math.max(at + step, 0), shown.length - 1)], add);
  }

  #pick(i, add = false) {
    if (i === undefined) return;
    const id = this.sheet.events.id[i];
    this.selected = add ? [...this.selected.filter(other => other !== id), id] : [id];
    this.#tell();
    this.then(() => this.#light());
  }

  #open() { if (!this.selected.length) this.#walk(1); this.then(() => this.detail.open()); }

  #escape() {
    if (this.keys.open) return this.keys.close();
    if (this.bar.close()) return;
    if (this.selected.length) this.select([], { keep: true });
    this.charts.focus({ preventScroll: true });
  }

  #speak() {
    const { events } = this.sheet;
    if (!this.selected.length) { this.said.textContent = "Nothing selected."; return; }
    if (this.selected.length > 1) { this.said.textContent = `${this.selected.length} events selected.`; return; }
    const i = this.index.get(this.selected[0]), shown = this.#shown();
    this.said.textContent = `${shown.indexOf(i) + 1} of ${shown.length}: ${events.spoken?.[i] ?? events.title[i]}`;
  }

  #showHead() {
    const { articles } = this.sheet, newest = articles.reduce((best, a) => !best || (a.published ?? "") > (best.published ?? "") ? a : best, null);
    if (!newest) return this.head.replaceChildren(make("h1", { textContent: "Dateline" }));
    const many = articles.length > 1 ? `newest of ${articles.length} articles` : "one article";
    const link = /^https?:\/\//.test(newest.url ?? "") ? make("a", { href: newest.url, rel: "noreferrer noopener", target: "_blank", textContent: new URL(newest.url).host }) : null;
    this.head.replaceChildren(make("h1", { textContent: newest.headline || newest.id }),
      make("p", {}, [newest.publisher, newest.published && dayWords(newest.published, this.sheet.words), many].filter(Boolean).join(" · "), link ? " · " : "", link));
  }

  #showEmpty(left) {
    this.empty.hidden = left > 0;
    if (left) return;
    const none = this.sheet.events.id.length === 0;
    this.empty.replaceChildren(make("p", { textContent: none ? "No events yet. Add an article on the Articles page, or run: python -m dashboard add FILE" : "No event fits this selection." }),
      none ? "" : make("button", { type: "button", textContent: "Clear all filters", onclick: () => this.filter({ ...EMPTY }) }));
  }

  /** The counts, each a button that selects its events. They always add up to the number of events. */
  #showCounts() {
    const { events, words } = this.sheet, shown = this.#shown(), say = (key, n) => (typeof words.counts[key] === "string" ? words.counts[key] : words.counts[key][n === 1 ? "one" : "many"]).replace("{n}", n.toLocaleString("en"));
    const bands = this.timeline.bands?.() ?? events.band, mapped = i => events.placed?.[i] ?? events.places[i].length > 0;
    const button = (key, list, n = list.length) => make("button", { type: "button", disabled: !n, onclick: () => this.select(list.map(i => events.id[i])) }, say(key, n));
    const spread = parts => parts.flatMap((node, k) => k ? [", ", node] : [node]);
    const ofBand = ["axis", "earlier", "later", "ongoing", "undated"].map(band => [band, shown.filter(i => bands[i] === band)]).filter(([band, list]) => list.length || band === "axis");
    const part = this.sheet.part;
    this.part.hidden = !part || part.total <= events.id.length;
    if (!this.part.hidden) this.part.textContent = `${part.total.toLocaleString("en")} events are selected, more than can be drawn: the ${events.id.length.toLocaleString("en")} ${part.since ? `from ${dayWords(part.since, words)} on` : "first"} are shown. The strip of all dates counts them all; filter, search or move the window to see others.`;
    this.counts.replaceChildren(button("total", shown), ": ", ...spread(ofBand.map(([band, list]) => button(band, list))), "; ", button("mapped", shown.filter(mapped)), ", ", button("unplaced", shown.filter(i => !mapped(i))));
  }

  /** Tell Python what stands; a held key or a drag is told once. */
  #tell() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.tellState("state", { selection: this.selection, view: { ...this.view, selected: this.selected }, turn: this.turn }), TOLD_AFTER);
  }

  #closeViews() { this.unbind?.(); this.bar?.remove(); for (const view of this.views ?? []) view.close(); this.views = []; }

  close() { clearTimeout(this.soon); this.#closeViews(); this.root.remove(); }
}

function dayWords(iso, words) {
  const [year, month, day] = iso.split("-");
  return `${+day} ${words.months[+month - 1]} ${year}`;
}
