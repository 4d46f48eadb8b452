// The timeline: a linear focus axis on the news, ordered gutters beside it, bands below, a strip of all dates under it.
// Drawn as SVG of our own, since plotly.js has no layout for labels and answers a filter or a step of a gesture only by
// drawing all anew. Where things stand is decided in timeline_layout.js, labels.js and timeline_rows.js.
import { make, svg } from "./dom.js";
import { Legend } from "./legend.js";
import { barNodes } from "./timeline_bars.js";
import { makeBar, showBar } from "./timeline_controls.js";
import { listen } from "./timeline_gestures.js";
import { LANES, ROWS_AT_MOST, bandsOf, clampRange, ordinalOf, rangeOf, rangeText } from "./timeline_layout.js";
import { fadeColors, markNode } from "./timeline_marks.js";
import { Overview } from "./timeline_overview.js";
import { drawAxis, drawBack, drawFront, lightRows } from "./timeline_paper.js";
import { drawTies } from "./timeline_ties.js";
import { layGutter, layLanes, layRows } from "./timeline_rows.js";

const SETTLE = 110, GLIDE = 240;          // ms
const BARS_HIGH = 250;                    // px of the bars of a window with too many events
const BAND_ROWS = 12;                     // rows of a band until asked for more
const CROWD = 1000;                       // marks above which a bracket goes without its ends
const LIVE = 400;                         // marks that are drawn anew at each step of a gesture; more are stretched until it ends

export class TimelineView {
  range = null; told = undefined; open = new Set(); selected = []; pointers = new Map();

  constructor(root, options) {
    Object.assign(this, { root, options, words: options.words });
    const href = new URL("./timeline.css", import.meta.url).href;
    let sheet = document.querySelector("link[data-dateline-timeline]");
    if (!sheet) document.head.append(sheet = make("link", { rel: "stylesheet", href, data: { datelineTimeline: "" } }));
    this.styled = sheet.sheet ? null : new Promise(done => { sheet.addEventListener("load", done); sheet.addEventListener("error", done); });
    this.bar = make("div", { className: "dl-tl-bar" });
    this.back = svg("svg", { class: "dl-tl-back", "aria-hidden": "true" });
    this.plot = svg("svg", { class: "dl-tl-plot", "aria-hidden": "true" });
    this.clip = make("div", { className: "dl-tl-clip" }, this.plot);
    this.titles = make("div", { className: "dl-tl-titles" });
    this.front = make("div", { className: "dl-tl-front" });
    this.tip = make("div", { className: "dl-tip", hidden: true, role: "tooltip" });
    this.body = make("div", { className: "dl-tl-body" }, this.back, this.clip, this.titles, this.front, this.tip);
    this.strip = make("div", { className: "dl-tl-strip" });
    this.legendNode = make("div", { className: "dl-tl-legend" });
    this.node = make("div", { className: "dl-tl", role: "group", ariaLabel: "Timeline" }, this.bar, this.body, this.strip, this.legendNode);
    root.replaceChildren(this.node);
    this.overview = new Overview(this.strip, { words: this.words, onRange: (range, done) => done ? this.arrive(range) : this.frame(range) });
    this.legend = new Legend(this.legendNode, { words: this.words, onToggle: (field, value) => this.#toggle(field, value) });
    makeBar(this);
    listen(this);
    this.watch = new ResizeObserver(() => { if (this.c && this.node.clientWidth && Math.abs(this.node.clientWidth - this.width) > 1) this.redraw(); });
    this.watch.observe(this.node);
  }

  /** Draw what `state` holds visible. The window stays where the reader put it unless the state names another. */
  async draw(figure, events, state, theme) {
    if (theme !== this.theme) this.fades = null;
    Object.assign(this, { figure, state, theme, selected: [...state.selected] });
    if (events !== this.c) {
      if (!state.partial) { this.range = null; this.told = undefined; }      // another part of a table leaves the window alone
      this.c = events; this.measured = new Map();
      this.at = new Map(events.id.map((id, i) => [id, i]));
    }
    this.list = (state.order ?? events.id.map((_, i) => i)).filter(i => state.visible[i]);
    if (state.part || !state.partial) Object.assign(this, { dates: state.part?.strip ?? null, bars: state.part?.bars ?? null });
    if (!this.range || (state.window ?? "news") !== this.told) {
      this.told = state.window ?? "news";
      this.range = this.#rangeOf(this.told) ?? this.#rangeOf("news");
    }
    await this.styled;                                       // widths are measured, so the styles must be there
    await this.redraw();
  }

  /** Light these events and dim the others: classes only, nothing is drawn anew. */
  async select(ids) {
    const before = this.selected;
    this.selected = [...ids];
    this.node.classList.toggle("has-selection", ids.length > 0);
    for (const id of before) for (const node of this.nodes?.get(id) ?? []) node.classList.remove("on");
    for (const id of ids) for (const node of this.nodes?.get(id) ?? []) node.classList.add("on");
    lightRows(this);
    showBar(this);
    const [one] = ids, i = ids.length === 1 ? this.at.get(one) : undefined;
    if (i !== undefined && !this.nodes.has(one) && this.list.includes(i) && this.told !== undefined && this.pinned !== one) { this.pinned = one; this.redraw(); }   // into its gutter
  }

  /** "news", "all", "selection" or [first, last] in ordinals. Glides there. */
  setWindow(wanted) {
    const range = Array.isArray(wanted) ? [wanted[0], wanted[1] + 1] : this.#rangeOf(wanted);
    if (range) this.#glide(range, Array.isArray(wanted) ? null : wanted);
  }

  /** The band of every event in the window that is shown: what the counts count. */
  bands() { return this.c ? bandsOf(this.c, Math.floor(this.range[0]), Math.ceil(this.range[1]) - 1) : []; }

  /** The ids of the shown events from top to bottom. */
  order() { return (this.spots ?? []).map(spot => this.c.id[spot.i]); }

  close() {
    this.watch.disconnect();
    clearTimeout(this.settling); cancelAnimationFrame(this.gliding);
    this.keysOn?.removeEventListener("keydown", this.onKey);
    this.node.remove();
  }

  // ---- windows ----

  #rangeOf(name) {
    const { window: news } = this.figure, c = this.c, day = text => { const [, y, m, d] = /^(-?\d+)-(\d\d)-(\d\d)$/.exec(text); return ordinalOf(+y, +m - 1, +d); };
    const range = name === "all" ? this.bounds() : name === "selection" ? rangeOf(c, this.selected.map(id => this.at.get(id)).filter(i => i !== undefined))
      : name?.includes?.("..") ? name.split("..").map((text, k) => day(text) + k) : [day(news[0]), day(news[1]) + 1];
    return range && clampRange(range);
  }

  /** All there is: of a table of which only a part is drawn, the days that its counts cover. */
  bounds() {
    const { dates } = this;
    return dates ? [dates.first, dates.first + dates.days * dates.counts.length] : rangeOf(this.c, this.list);
  }

  /** How many events stand in a band: of a large table those that the store counts, not only those drawn. */
  count(band, list) {
    const { part } = this.state;
    return part && !part.whole && this.told === (part.asked.window || "news") ? part.counts[band] : list.length;
  }

  #glide(target, name) {
    cancelAnimationFrame(this.gliding);
    const from = this.range, start = performance.now(), still = matchMedia("(prefers-reduced-motion: reduce)").matches || this.list.length > 1500;
    const step = now => {
      const t = still ? 1 : Math.min(1, (now - start) / GLIDE), ease = t * t * (3 - 2 * t);
      const w0 = from[1] - from[0], w1 = target[1] - target[0], width = w0 * (w1 / w0) ** ease;
      // the middle moves with the width, so that a zoom stays on its place
      const share = Math.abs(w1 - w0) < 1e-6 ? ease : (width - w0) / (w1 - w0), middle = (from[0] + from[1]) / 2 * (1 - share) + (target[0] + target[1]) / 2 * share;
      this.frame(t === 1 ? target : [middle - width / 2, middle + width / 2], false);
      if (t < 1) this.gliding = requestAnimationFrame(step); else this.arrive(target, name);
    };
    this.gliding = requestAnimationFrame(step);
  }

  zoom(factor, at = (this.range[0] + this.range[1]) / 2, glide = true) {
    const [low, high] = this.range, range = clampRange([at - (at - low) * factor, at + (high - at) * factor], this.bounds());
    if (glide) this.#glide(range); else { this.frame(range); this.#settle(); }
  }

  pan(share, glide = true) {
    const by = (this.range[1] - this.range[0]) * share, range = clampRange([this.range[0] + by, this.range[1] + by], this.bounds());
    if (glide) this.#glide(range); else { this.frame(range); this.#settle(); }
  }

  #settle() { clearTimeout(this.settling); this.settling = setTimeout(() => this.arrive(this.range), SETTLE); }

  async arrive(range, name) {
    clearTimeout(this.settling);
    this.range = range;
    this.told = name && !(name === "selection" && this.state.partial) ? name : rangeText(range);    // the store knows of no selection
    await this.redraw();
    this.options.onWindow?.(this.told);
    this.options.onCounts?.();
  }

  /** A step of a gesture: what is drawn moves along; what stands where is decided when it ends. */
  frame(range) {
    this.range = range;
    const [a, b] = this.drawn, [l, h] = range, w = this.axis.width;
    if (this.spots.length <= LIVE) this.#drawMarks();
    else this.plot.style.transform = `translateX(${(a - l) / (h - l) * w}px) scaleX(${(b - a) / (h - l)})`;
    for (const title of this.moving) title.node.style.transform = `translateX(${this.x(title.day) + title.off - title.x}px)`;
    drawTies(this);
    drawAxis(this);
    this.overview.move(range);
    this.tip.hidden = true;
  }

  x(day) { return (day - this.range[0]) / (this.range[1] - this.range[0]) * this.axis.width; }

  // ---- drawing ----

  measure(text, font) {
    const pen = this.pen ??= document.createElement("canvas").getContext("2d"), key = font + text;
    let width = this.measured.get(key);
    if (width === undefined) { pen.font = font; this.measured.set(key, width = pen.measureText(text).width + 1); }
    return width;
  }

  async redraw() {
    const { c, theme } = this, u = this.unit = Math.max(.9, theme.scale || 1), width = this.width = Math.floor(this.node.clientWidth);
    if (!width) return;
    const family = theme.font || "sans-serif";
    this.node.style.fontSize = `${12.5 * u}px`;
    this.font = `${12.5 * u}px ${family}`; this.small = `${11.5 * u}px ${family}`;
    const there = this.bands(), of = band => this.list.filter(i => there[i] === band);
    const axis = of("axis"), earlier = of("earlier"), later = of("later");
    const gutter = count => count ? Math.round(Math.min(Math.max(width * .25, 132), 290 * u)) : 0;
    const left = gutter(earlier.length), right = gutter(later.length);
    this.axis = { left: left && left + 14, width: width - (left && left + 14) - (right && right + 14), top: Math.round(40 * u) };
    this.drawn = this.range;
    this.lane = this.bars ? "category" : LANES[this.state.lanes] ? this.state.lanes : axis.length > ROWS_AT_MOST ? "category" : "";
    const spots = this.spots = [], heads = [];
    let y = 4;
    y = this.bars ? y + Math.round(BARS_HIGH * u) : this.lane ? layLanes(this, axis, y, spots, heads) : layRows(this, axis, y, spots, false);
    this.barsFloor = y;
    // the gutters share the height of the axis; it grows a little for them
    const most = Math.round((this.lane ? 900 : 460) * u);
    const sides = [["earlier", earlier, 0, left], ["later", later, width - right, right]].filter(side => side[1].length)
      .map(([band, list, x, wide]) => layGutter(this, band, list, x, wide, Math.max(y, Math.min(most, 260 * u))));
    const high = y = Math.max(y + 4, 96 * u, ...sides.map(side => side.height));
    for (const band of ["ongoing", "undated"]) {
      const list = of(band);
      if (!list.length) continue;
      const kept = this.open.has(band) || list.length <= BAND_ROWS + 2 ? list : list.filter((i, k) => k < BAND_ROWS || this.selected.length === 1 && c.id[i] === this.selected[0]);
      const all = this.count(band, list);
      heads.push({ y: y + 4 * u, text: this.words.bands[band], n: all, band });
      y = layRows(this, kept, y + 24 * u, spots, true);
      if (kept.length < all) { heads.push(kept.length < list.length ? { y, more: all - kept.length, band } : { y, rest: all - kept.length }); y += 22 * u; }
    }
    const height = Math.ceil(y + 4);
    this.body.style.height = `${this.axis.top + height}px`;
    Object.assign(this.clip.style, { left: `${this.axis.left}px`, top: `${this.axis.top}px`, width: `${this.axis.width}px`, height: `${height}px` });
    Object.assign(this.titles.style, { left: `${this.axis.left}px`, top: `${this.axis.top}px`, width: `${this.axis.width}px`, height: `${height}px` });
    Object.assign(this, { height, axisHigh: high, sides });
    drawFront(this, spots, heads, sides);
    drawBack(this);
    drawAxis(this);
    this.#drawMarks();
    this.select(this.selected);
    this.overview.draw(c, this.list, this.range, theme, u, this.dates);
    this.legend.draw(c, theme, this.state);
    this.node.dataset.window = rangeText(this.range); this.node.dataset.lane = this.lane; this.node.dataset.titles = this.moving.length;
  }

  #drawMarks() {
    const { spots, c, theme, range } = this, marks = document.createDocumentFragment(), nodes = this.nodes = new Map(), x = day => this.x(day);
    const add = (i, node) => { const id = c.id[i], list = nodes.get(id); if (list) list.push(node); else nodes.set(id, [node]); };
    const how = { range, theme, x, width: this.axis.width, scale: this.unit * (spots.some(spot => spot.small) ? .78 : 1), plain: spots.length > CROWD };
    const chosen = new Set(this.selected), drawn = new Map();
    for (const { i, y, as } of spots) {
      const node = as === undefined ? markNode(c, i, y, how) : drawn.get(as);
      if (!node) continue;
      if (chosen.has(c.id[i])) node.classList.add("on");
      if (as === undefined) { drawn.set(i, node); marks.append(node); }
      add(i, node);
    }
    for (const [i, node] of this.titleNodes) add(i, node);
    this.plot.setAttribute("width", this.axis.width); this.plot.setAttribute("height", this.height);
    this.plot.style.transform = "";
    if (this.bars) marks.prepend(...barNodes(this));
    this.plot.replaceChildren(this.fades ??= fadeColors(Object.keys(this.words.categories), theme), marks);
  }

  #toggle(field, value) {
    const now = this.state.selection?.[field] ?? this.filtered?.[field] ?? [], next = now.includes(value) ? now.filter(other => other !== value) : [...now, value];
    this.filtered = { ...this.filtered, [field]: next };
    this.options.onFilter?.({ [field]: next });
  }
}
