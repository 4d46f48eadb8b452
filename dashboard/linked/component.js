// The page: holds the selection, draws the views from it, and tells Python afterwards.
// Streamlit calls the default export with the same parentElement whenever `data` or the theme changes, and the returned
// function only when the component leaves the page.
import { FilterBar } from "./bar.js";
import { DetailView } from "./detail.js";
import { make } from "./dom.js";
import { EMPTY, visibleEvents } from "./filter.js";
import { bindKeys, keysDialog } from "./keyboard.js";
import { MapView } from "./map.js";
import { plotlyFrom } from "./plotly.js";
import { Summary } from "./summary.js";
import { TableView } from "./table.js";
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
    this.fitSide = () => { if (this.side) this.side.style.maxHeight = innerWidth < 1000 ? "" : `${innerHeight - Math.max(this.side.getBoundingClientRect().top, 0) - 8}px`; };
    document.addEventListener("scroll", this.fitSide, true);
    addEventListener("resize", this.fitSide);
  }

  update({ data, setStateValue, setTriggerValue }) {
    Object.assign(this, { tellState: setStateValue, ask: setTriggerValue });
    this.then(async () => {
      const sheet = await loadSheet(this.assets, data.revision);
      if (!sheet) { if (this.asked !== data.asked) { this.asked = data.asked; this.ask("need", data.revision); } return; }
      const moved = this.turn !== data.turn, theme = readTheme(this.root, sheet), themed = theme.key !== this.theme?.key;
      this.theme = theme;
      if (moved) {
        this.turn = data.turn;
        this.selection = { ...EMPTY, ...data.start.selection };
        this.view = { ...data.start.view };
        this.selected = [...(data.start.view.selected ?? [])];
      }
      if (sheet !== this.sheet) {
        this.answered = !this.telling;
        this.#use(sheet, data.revision);
      } else if (!moved && !themed) return;
      if (moved && this.map) { this.map.moved = false; this.map.view = null; }
      await this.#draw();
    });
  }

  /** One drawing at a time, in the order in which they were asked for; a failed one is said, not swallowed. */
  then(step) {
    return this.queue = this.queue.then(step).catch(error => {
      console.error(error);
      this.root.dataset.state = "failed";
      this.root.querySelectorAll(".dl-loading").forEach(node => node.remove());
      this.root.prepend(make("div", { className: "dl-loading dl-failed", role: "alert" }, make("h2", { textContent: "The events could not be drawn" }),
        make("p", {}, "Nothing is lost: the articles and the table are files on this machine. If it happens again, run ", make("code", { textContent: "python -m dashboard check" }), "."), make("button", { type: "button", textContent: "Reload", onclick: () => location.reload() })));
    });
  }

  /** Take a table, or another part of the one that is shown: then views and open menus stay as they are. */
  #use(sheet, revision) {
    const { events, names, aliases, articles } = sheet, further = this.sheet?.part && sheet.part;
    Object.assign(this, { sheet, base: `${this.assets}/tables/${revision}` });
    if (!further) this.#build(sheet);
    Object.assign(this.names, names); Object.assign(this.aliases, aliases);
    this.articles.splice(0, Infinity, ...articles);
    this.index = new Map(events.id.map((id, i) => [id, i]));
    const time = i => events.first[i] > -1e9 ? events.first[i] : events.last[i];
    this.order = events.id.map((_, i) => i).sort((a, b) => time(a) - time(b) || events.last[a] - events.last[b] || a - b);
  }

  #build({ words, outlines }) {
    this.#closeViews();
    const names = this.names = {}, aliases = this.aliases = {}, articles = this.articles = [], part = (name, tag = "div", more = {}) => make(tag, { className: name, ...more });
    const onSelect = (ids, how) => this.select(ids, how), shared = { onSelect, words, names, aliases, articles, assets: this.assets };
    this.summary = new Summary({ select: onSelect, filter: selection => this.filter(selection) });
    const bar = part(""), timeline = part("dl-timeline-pane"), map = part("dl-map-pane"), detail = part("dl-detail-pane", "aside", { ariaLabel: "Event" }), table = part("dl-table-pane", "section", { ariaLabel: "Table of events" });
    this.charts = part("dl-charts", "section", { tabIndex: 0, ariaLabel: "Timeline, map, event and table. Arrow keys walk from event to event." });
    this.side = part("dl-side");
    this.side.append(map, detail);
    this.charts.append(timeline, this.side, table);
    this.said = part("dl-hidden", "p", { role: "status", ariaLive: "polite" });
    this.keys = keysDialog();
    const { head, counts, part: partLine, empty } = this.summary;
    this.root.replaceChildren(head, bar, counts, partLine, empty, this.charts, this.said, this.keys);
    this.bar = new FilterBar(bar, { ...shared, onChange: selection => this.filter(selection), onLanes: lanes => this.see({ lanes }) });
    this.timeline = new TimelineView(timeline, { ...shared, onWindow: window => this.see({ window }, false), onLanes: lanes => this.see({ lanes }), onFilter: change => this.filter({ ...this.selection, ...change }), onCounts: () => this.#showCounts() });
    this.map = new MapView(map, { ...shared, plotly: () => plotlyFrom(this.plotlyUrl), outlineSets: outlines, onView: change => this.see(change, "outlines" in change) });
    this.table = new TableView(table, shared);
    this.detail = new DetailView(detail, { ...shared, onAdd: (field, value) => this.filter({ ...this.selection, [field]: [...new Set([...this.selection[field], value])] }), fetchEvent: id => fetchJson(`${this.base}/events/${encodeURIComponent(id)}.json`), fetchArticle: id => fetchJson(`${this.base}/articles/${encodeURIComponent(id)}.json`) });
    this.views = [this.timeline, this.map, this.table, this.detail];
    this.unbind = bindKeys(this.root, this.charts, { walk: (step, add) => this.#walk(step, add), ends: last => this.#pick(this.#shown().at(last ? -1 : 0)), open: () => this.#open(),
      escape: () => this.#escape(), search: () => this.bar.focus(), fit: () => { this.map.refit(); this.see({ window: "all" }); }, help: () => this.keys.open ? this.keys.close() : this.keys.showModal() });
  }

  /** True while the part of a large table that is asked for has not come. */
  get waiting() {
    const asked = this.sheet.part?.asked;
    if (!asked || this.answered) return false;
    const same = JSON.stringify({ ...EMPTY, ...asked.selection }) === JSON.stringify(this.selection);
    return !same || !this.sheet.part.whole && asked.window !== (this.view.window ?? "");
  }

  get state() {
    return { visible: this.visible, selection: this.selection, selected: new Set(this.selected), order: this.order, part: this.waiting ? null : this.sheet.part, partial: Boolean(this.sheet.part), text: this.selection.text, window: this.view.window, lanes: this.view.lanes, outlines: this.view.outlines, map: this.view.map };
  }

  async #draw() {
    const { sheet, theme } = this, { events } = sheet;
    this.root.classList.toggle("dark", theme.dark);
    for (const [name, value] of Object.entries(theme.css)) this.root.style.setProperty(name, value);
    this.visible = visibleEvents(events, this.selection);
    const left = this.visible.reduce((sum, on) => sum + on, 0);
    this.selected = this.selected.map(id => this.#resolve(id)).filter(id => this.index.has(id) ? this.visible[this.index.get(id)] : sheet.part);
    this.bar.draw(events, this.selection, theme, sheet.part);
    this.summary.showHead(sheet);
    this.summary.showEmpty(sheet, this.selection, !left && !this.waiting, name => this.bar.says(name));
    const state = this.state;
    await Promise.all([this.timeline.draw(sheet.timeline, events, state, theme), this.map.draw(sheet.map, events, state, theme), this.table.draw(null, events, state, theme), this.detail.draw(null, events, state, theme)]);
    this.#showCounts();
    this.fitSide();
    this.root.dataset.drawn = left; this.root.dataset.selected = this.selected.join(" ");
  }

  /** The id of the row that a joined member's id stands for. */
  #resolve(id) { return this.index.has(id) ? id : this.sheet.events.id[this.sheet.events.members.findIndex(members => members.includes(id))] ?? id; }

  filter(selection) { this.selection = { ...EMPTY, ...selection }; this.answered = false; return this.then(() => this.#draw()).then(() => this.#tell()); }

  /** Change how the views stand; `redraw` where the views have not done so themselves. */
  see(change, redraw = true) {
    this.view = { ...this.view, ...change };
    if ("window" in change) this.answered = false;
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

  #showCounts() {
    this.root.dataset.state = this.waiting ? "waiting" : "ready";
    this.summary.showPart(this.sheet, this.waiting);
    this.summary.showCounts(this.sheet, this.#shown(), this.timeline.bands(), this.waiting);
  }

  /** Tell Python what stands; a held key or a drag is told once. */
  #tell() {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => { this.telling = null; this.tellState("state", { selection: this.selection, view: { ...this.view, selected: this.selected }, turn: this.turn }); }, TOLD_AFTER);
  }

  #closeViews() { this.unbind?.(); this.bar?.remove(); for (const view of this.views ?? []) view.close(); this.views = []; }

  close() { clearTimeout(this.telling); this.#closeViews(); document.removeEventListener("scroll", this.fitSide, true); removeEventListener("resize", this.fitSide); this.root.remove(); }
}
