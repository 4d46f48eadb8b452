// The timeline: a linear focus axis on the news, ordered gutters beside it, bands below, a strip of all dates under it.
// plotly.js draws the marks; titles, ticks, gutters and gestures are ours, since plotly has no layout for labels and
// answers a filter only by drawing all. Where things stand is decided in timeline_layout.js, labels.js, timeline_marks.js.
import { glyph, make } from "./dom.js";
import { besideMark, packLane, wrap } from "./labels.js";
import { Legend } from "./legend.js";
import { LANES, ROWS_AT_MOST, bandsOf, clampRange, extent, lanesOf, ordinalOf, rangeOf, rangeText, ticks, timeRows, typedDay } from "./timeline_layout.js";
import { covered, fillTraces } from "./timeline_marks.js";
import { Overview } from "./timeline_overview.js";

const CONFIG = { staticPlot: true, displayModeBar: false, showSendToCloud: false, responsive: false };
const SETTLE = 110, GLIDE = 240;          // ms
const BAND_ROWS = 12, LANE_LABELS = 44;   // rows of a band until asked for more; titles that lanes make room for
const CROWD = 1000;                       // marks above which a bracket goes without its ends
const svg = (tag, attributes) => { const node = document.createElementNS("http://www.w3.org/2000/svg", tag); for (const [k, v] of Object.entries(attributes)) node.setAttribute(k, v); return node; };

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
    this.plot = make("div", { className: "dl-tl-plot", ariaHidden: "true" });
    this.clip = make("div", { className: "dl-tl-clip" }, this.plot);
    this.titles = make("div", { className: "dl-tl-titles" });
    this.front = make("div", { className: "dl-tl-front" });
    this.tip = make("div", { className: "dl-tl-tip", hidden: true, role: "tooltip" });
    this.body = make("div", { className: "dl-tl-body" }, this.back, this.clip, this.titles, this.front, this.tip);
    this.strip = make("div", { className: "dl-tl-strip" });
    this.legendNode = make("div", { className: "dl-tl-legend" });
    this.node = make("div", { className: "dl-tl", role: "group", ariaLabel: "Timeline" }, this.bar, this.body, this.strip, this.legendNode);
    root.replaceChildren(this.node);
    this.overview = new Overview(this.strip, { words: this.words, onRange: (range, done) => done ? this.#arrive(range) : this.#frame(range) });
    this.legend = new Legend(this.legendNode, { words: this.words, onToggle: (field, value) => this.#toggle(field, value) });
    this.#makeBar();
    this.#listen();
    this.watch = new ResizeObserver(() => { if (this.c && this.node.clientWidth && Math.abs(this.node.clientWidth - this.width) > 1) this.#redraw(); });
    this.watch.observe(this.node);
  }

  /** Draw what `state` holds visible. The window stays where the reader put it unless the state names another. */
  async draw(figure, events, state, theme) {
    Object.assign(this, { figure, state, theme, selected: [...state.selected] });
    if (events !== this.c) {
      this.c = events; this.measured = new Map(); this.range = null; this.told = undefined;
      this.at = new Map(events.id.map((id, i) => [id, i]));
    }
    this.list = (state.order ?? events.id.map((_, i) => i)).filter(i => state.visible[i]);
    if (!this.range || (state.window ?? "news") !== this.told) {
      this.told = state.window ?? "news";
      this.range = this.#rangeOf(this.told) ?? this.#rangeOf("news");
    }
    await this.styled;                                       // widths are measured, so the styles must be there
    await this.#redraw();
  }

  /** Light these events and dim the others: classes only, nothing is drawn anew. */
  async select(ids) {
    const before = this.selected;
    this.selected = [...ids];
    this.node.classList.toggle("has-selection", ids.length > 0);
    for (const id of before) for (const node of this.nodes?.get(id) ?? []) node.classList.remove("on");
    for (const id of ids) for (const node of this.nodes?.get(id) ?? []) node.classList.add("on");
    this.#lightRows();
    this.#showBar();
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
    this.options.Plotly.purge(this.plot);
    this.node.remove();
  }

  // ---- windows ----

  #rangeOf(name) {
    const { window: news } = this.figure.layout.meta, c = this.c, day = text => { const [, y, m, d] = /^(-?\d+)-(\d\d)-(\d\d)$/.exec(text); return ordinalOf(+y, +m - 1, +d); };
    const range = name === "all" ? rangeOf(c, this.list) : name === "selection" ? rangeOf(c, this.selected.map(id => this.at.get(id)).filter(i => i !== undefined))
      : name?.includes?.("..") ? name.split("..").map((text, k) => day(text) + k) : [day(news[0]), day(news[1]) + 1];
    return range && clampRange(range);
  }

  #bounds() { return rangeOf(this.c, this.list); }

  #glide(target, name) {
    cancelAnimationFrame(this.gliding);
    const from = this.range, start = performance.now(), still = matchMedia("(prefers-reduced-motion: reduce)").matches || this.list.length > 1500;
    const step = now => {
      const t = still ? 1 : Math.min(1, (now - start) / GLIDE), ease = t * t * (3 - 2 * t);
      const w0 = from[1] - from[0], w1 = target[1] - target[0], width = w0 * (w1 / w0) ** ease;
      // the middle moves with the width, so that a zoom stays on its place
      const share = Math.abs(w1 - w0) < 1e-6 ? ease : (width - w0) / (w1 - w0), middle = (from[0] + from[1]) / 2 * (1 - share) + (target[0] + target[1]) / 2 * share;
      this.#frame(t === 1 ? target : [middle - width / 2, middle + width / 2], false);
      if (t < 1) this.gliding = requestAnimationFrame(step); else this.#arrive(target, name);
    };
    this.gliding = requestAnimationFrame(step);
  }

  zoom(factor, at = (this.range[0] + this.range[1]) / 2, glide = true) {
    const [low, high] = this.range, range = clampRange([at - (at - low) * factor, at + (high - at) * factor], this.#bounds());
    if (glide) this.#glide(range); else { this.#frame(range); this.#settle(); }
  }

  pan(share, glide = true) {
    const by = (this.range[1] - this.range[0]) * share, range = clampRange([this.range[0] + by, this.range[1] + by], this.#bounds());
    if (glide) this.#glide(range); else { this.#frame(range); this.#settle(); }
  }

  #settle() { clearTimeout(this.settling); this.settling = setTimeout(() => this.#arrive(this.range), SETTLE); }

  async #arrive(range, name) {
    clearTimeout(this.settling);
    this.range = range;
    this.told = name ?? rangeText(range);
    await this.#redraw();
    this.options.onWindow?.(this.told);
    this.options.onCounts?.();
  }

  /** A step of a gesture: what is drawn moves along; what stands where is decided when it ends. */
  #frame(range) {
    this.range = range;
    const [a, b] = this.drawn, [l, h] = range, w = this.axis.width;
    this.plot.style.transform = `translateX(${(a - l) / (h - l) * w}px) scaleX(${(b - a) / (h - l)})`;
    for (const title of this.moving) title.node.style.transform = `translateX(${this.#x(title.day) + title.off - title.x}px)`;
    this.backMoving.setAttribute("visibility", "hidden");
    this.#drawAxis();
    this.overview.move(range);
    this.tip.hidden = true;
  }

  #x(day) { return (day - this.range[0]) / (this.range[1] - this.range[0]) * this.axis.width; }

  // ---- drawing ----

  #measure(text, font) {
    const pen = this.pen ??= document.createElement("canvas").getContext("2d"), key = font + text;
    let width = this.measured.get(key);
    if (width === undefined) { pen.font = font; this.measured.set(key, width = pen.measureText(text).width + 1); }
    return width;
  }

  async #redraw() {
    const { c, theme } = this, u = this.unit = Math.max(.9, theme.scale || 1), width = this.width = Math.floor(this.node.clientWidth);
    if (!width) return;
    const turn = this.turn = (this.turn ?? 0) + 1;
    const family = theme.font || "sans-serif";
    this.node.style.fontSize = `${12.5 * u}px`;
    this.font = `${12.5 * u}px ${family}`; this.small = `${11.5 * u}px ${family}`;
    const there = this.bands(), of = band => this.list.filter(i => there[i] === band);
    const axis = of("axis"), earlier = of("earlier"), later = of("later");
    const gutter = count => count ? Math.round(Math.min(Math.max(width * .25, 132), 290 * u)) : 0;
    const left = gutter(earlier.length), right = gutter(later.length);
    this.axis = { left: left && left + 14, width: width - (left && left + 14) - (right && right + 14), top: Math.round(40 * u) };
    this.drawn = this.range;
    this.lane = LANES[this.state.lanes] ? this.state.lanes : axis.length > ROWS_AT_MOST ? "category" : "";
    const spots = this.spots = [], heads = [];
    let y = 4;
    y = this.lane ? this.#layLanes(axis, y, spots, heads) : this.#layRows(axis, y, spots, false);
    // the gutters share the height of the axis; it grows a little for them
    const most = Math.round((this.lane ? 900 : 460) * u);
    const sides = [["earlier", earlier, 0, left], ["later", later, width - right, right]].filter(side => side[1].length)
      .map(([band, list, x, wide]) => this.#layGutter(band, list, x, wide, Math.max(y, Math.min(most, 260 * u))));
    const high = y = Math.max(y + 4, 96 * u, ...sides.map(side => side.height));
    for (const band of ["ongoing", "undated"]) {
      const list = of(band);
      if (!list.length) continue;
      const kept = this.open.has(band) || list.length <= BAND_ROWS + 2 ? list : list.slice(0, BAND_ROWS);
      heads.push({ y: y + 4 * u, text: this.words.bands[band], n: list.length, band });
      y = this.#layRows(kept, y + 24 * u, spots, true);
      if (kept.length < list.length) { heads.push({ y, more: list.length - kept.length, band }); y += 22 * u; }
    }
    const height = Math.ceil(y + 4);
    this.body.style.height = `${this.axis.top + height}px`;
    Object.assign(this.clip.style, { left: `${this.axis.left}px`, top: `${this.axis.top}px`, width: `${this.axis.width}px`, height: `${height}px` });
    Object.assign(this.titles.style, { left: `${this.axis.left}px`, top: `${this.axis.top}px`, width: `${this.axis.width}px`, height: `${height}px` });
    this.plot.style.transform = "";
    await this.#drawMarks(spots, height);
    if (turn !== this.turn) return;                          // a newer drawing is under way
    this.height = height; this.axisHigh = high;
    this.#drawFront(spots, heads, sides);
    this.#drawBack(spots, sides, high, height);
    this.#drawAxis();
    this.#indexNodes();
    await this.select(this.selected);
    this.overview.draw(c, this.list, this.range, theme, u, this.figure.layout.meta.density);
    this.legend.draw(c, this.list, theme, this.state);
    this.node.dataset.window = rangeText(this.range); this.node.dataset.lane = this.lane; this.node.dataset.titles = this.moving.length;
  }

  /** Rows of one event each, from y down. Returns where they end. */
  #layRows(list, y, spots, band) {
    const { c, unit: u } = this, rows = timeRows(c, list), measure = text => this.#measure(text, this.font);
    const base = (list.length <= 12 ? 22 : list.length <= 24 ? 20 : 18) * u, line = 15.5 * u;
    for (const [i, depth] of rows) {
      const span = covered(c, i, this.range), mark = span && [Math.max(0, this.#x(span[0])) - 4, Math.min(this.axis.width, this.#x(span[1])) + 4];
      const whole = depth ? spots.findLast(other => c.id[other.i] === c.part_of[i]) : null;
      const exact = c.dated[i] && c.earliest_ord[i] !== null && c.earliest_ord[i] === c.latest_ord[i] && span;
      if (exact) { mark[0] -= 4; mark[1] += 4; } else if (mark && c.status[i] !== "occurred") { mark[0] -= 4; mark[1] += 8; }
      if (mark && (c.status[i] === "alleged" || exact && c.status[i] === "suspended")) { mark[0] -= 8; mark[1] += 4; }
      if (mark && whole?.from !== undefined) mark[0] = Math.max(0, Math.min(mark[0], whole.from - 9));   // clear of the tie
      const chip = c.commemorates[i] && this.at.has(c.commemorates[i]) ? this.#chipText(i) : "";
      const extra = (exact ? 0 : 17 * u) + (chip ? this.#measure(chip, this.small) + 18 * u : 0) + (span ? 0 : 12 * u);
      const place = besideMark(c.title[i], mark, this.axis.width, measure, extra), text = place.lines.length * line;
      const high = place.side === "below" ? Math.max(base, 14 * u + text + 6 * u) : Math.max(base, text + (place.lines.length > 1 ? 8 * u : 0));
      const at = place.side === "below" ? y + 9 * u : y + high / 2;
      spots.push({ i, y: at, from: mark?.[0], top: y, bottom: y + high, depth, place, exact, chip, day: place.side === "left" ? span[0] : span?.[1], textTop: place.side === "below" ? y + 16 * u : y + high / 2 - text / 2, row: true, band });
      y += high;
    }
    return y;
  }

  #chipText(i) {
    const other = this.at.get(this.c.commemorates[i]);
    return this.c.short[other] || this.words.links.commemorates;
  }

  /** Lanes with sub-rows: titles where there is room, every mark in any case. Returns where they end. */
  #layLanes(list, y, spots, heads) {
    const { c, unit: u } = this, lanes = lanesOf(c, list, this.lane), names = [...lanes.keys()], row = 17 * u, crowdRow = 9 * u, head = 18 * u;
    const measure = text => this.#measure(text, this.small), room = this.axis.width;
    const shown = names.slice(0, 30), laid = shown.map(name => {
      const items = [];
      for (const i of lanes.get(name)) {
        const span = covered(c, i, this.range);
        if (span) items.push({ i, x0: Math.max(-20, this.#x(span[0])) - 5, x1: Math.min(room + 20, this.#x(span[1])) + 5, label: measure(c.title[i]) + 17 * u });
      }
      return { name, items: items.reverse(), n: lanes.get(name).length };     // the newest get their titles first
    });
    const total = laid.reduce((sum, lane) => sum + lane.items.length, 0), wanted = Math.min(LANE_LABELS, total);
    for (let rows = wanted / 2; ; rows *= 1.25) {            // as few rows as give room for the titles wanted
      for (const lane of laid) {
        lane.titled = Math.max(1, Math.min(lane.items.length, Math.round(rows * lane.items.length / Math.max(1, total))));
        lane.placed = packLane(lane.items, lane.titled, shown.length > 8 ? 4 : 6, room);
      }
      if (rows > 120 || laid.reduce((sum, lane) => sum + lane.placed.filter(p => p.x !== null).length, 0) >= wanted) break;
    }
    for (const { name, items, titled, placed, n } of laid) {
      const byEvent = new Map(items.map(item => [item.i, item])), rows = Math.max(1, ...placed.filter(p => p.row < titled).map(p => p.row + 1)), extra = placed.reduce((most, p) => Math.max(most, p.row - titled + 1), 0);
      heads.push({ y, lane: name, n });
      const same = new Map();                                // marks that would look the same at the same place are drawn once
      for (const p of placed) {
        const small = p.row >= titled, top = y + head + (small ? rows * row + (p.row - titled) * crowdRow : p.row * row), high = small ? crowdRow : row, item = byEvent.get(p.i);
        const place = p.x === null ? null : { x: p.x, width: item.label, lines: [c.title[p.i]], side: p.x > item.x0 ? "right" : "left" };
        spots.push({ i: p.i, y: top + high / 2, top, bottom: top + high, small, lane: name, place, textTop: top + 1.5 * u, day: place && covered(c, p.i, this.range)[place.side === "right" ? 1 : 0] });
        if (!small) continue;
        const key = [p.row, Math.round(item.x0 / 2), Math.round(item.x1 / 2), c.category[p.i], c.status[p.i], c.throughout[p.i], c.one_of[p.i]].join();
        if (same.has(key)) spots.at(-1).as = same.get(key); else same.set(key, p.i);
      }
      y += head + rows * row + extra * crowdRow + 4 * u;
    }
    if (names.length > shown.length) { heads.push({ y, rest: names.length - shown.length }); y += head; }
    return y;
  }

  /** Events outside the axis, in order: the nearest to the axis first kept where not all fit. */
  #layGutter(band, list, x, wide, most) {
    const { c, unit: u } = this, line = 15 * u, inner = wide - 16 * u, head = Math.round(36 * u), entries = [];
    const near = band === "earlier" ? [...list].reverse() : list;
    let used = 6;
    for (const i of near) {
      const lines = wrap(`${c.title[i]}`, inner, text => this.#measure(text, this.small)).length, high = (lines + 1) * line + 6 * u;
      if (entries.length && used + high > most - (near.length > entries.length + 1 ? line : 0)) break;
      entries.push({ i, high }); used += high;
    }
    const rest = list.length - entries.length;
    if (band === "earlier") entries.reverse();
    let y = band === "earlier" && rest ? line + 8 : 6;
    for (const entry of entries) { entry.y = y; y += entry.high; }
    return { band, list, x, wide, entries, rest, head, height: y + (band === "later" && rest ? line + 8 : 2) };
  }

  async #drawMarks(spots, height) {
    const { figure, c, theme } = this, ms = day => day * 86_400_000, scale = this.unit * (spots.some(spot => spot.small) ? .78 : 1);
    const traces = fillTraces(figure.data, c, spots.filter(spot => spot.as === undefined), this.range, theme, scale, spots.length > CROWD);
    await this.options.Plotly.react(this.plot, traces, {
      width: this.axis.width, height, margin: { l: 0, r: 0, t: 0, b: 0 }, barmode: "overlay", showlegend: false, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: theme.font, color: theme.text }, xaxis: { type: "linear", range: this.range.map(ms), visible: false, fixedrange: true }, yaxis: { range: [height, 0], visible: false, fixedrange: true },
    }, CONFIG);
  }

  /** Titles, names of bands and lanes, gutters. */
  #drawFront(spots, heads, sides) {
    const { c, theme, words, unit: u } = this, titles = document.createDocumentFragment(), front = document.createDocumentFragment();
    this.moving = []; this.titleNodes = new Map();
    for (const spot of spots) {
      if (!spot.place) continue;
      const { i, place } = spot, mark = theme.mark(c.category[i]);
      const node = make("div", { className: `dl-tl-title${place.side === "left" ? " left" : ""}${spot.row ? "" : " small"}${c.status[i] === "denied" || c.status[i] === "suspended" ? " off" : ""}`, data: { i } });
      if (!spot.exact) { const sign = make("span", { className: "dl-tl-sign", ariaHidden: "true" }, glyph(mark)); sign.style.color = mark.color; node.append(sign); }
      if (spot.row && spot.day === undefined) node.prepend(make("span", { className: "dl-tl-part", ariaHidden: "true", textContent: (c.latest_ord[i] ?? Infinity) < this.range[0] ? "‹" : (c.earliest_ord[i] ?? -Infinity) > this.range[1] ? "›" : "" }));
      place.lines.forEach((text, k) => node.append(...(k ? [document.createElement("br")] : []), text));
      if (spot.chip) node.append(make("button", { type: "button", className: "dl-tl-chip", tabIndex: -1, title: `${words.links.commemorates}: ${c.title[this.at.get(c.commemorates[i])]}`, data: { to: c.commemorates[i] } }, `↶ ${spot.chip}`));
      Object.assign(node.style, { left: `${place.x}px`, top: `${spot.textTop}px`, width: `${Math.ceil(place.width)}px` });
      titles.append(node);
      this.titleNodes.set(i, node);
      if (spot.day !== undefined && spot.day !== null) this.moving.push({ node, day: spot.day, off: place.x - this.#x(spot.day), x: place.x });
      else this.moving.push({ node, day: this.range[0], off: 0, x: 0, still: true });
    }
    this.moving = this.moving.map(title => title.still ? { ...title, get day() { return 0; } } : title).filter(title => !title.still);
    const axisLeft = this.axis.left, top = this.axis.top;
    for (const headOf of heads) {
      const say = n => words.more_rows.replace("{n}", n), y = `${top + headOf.y}px`;
      const node = headOf.more ? make("button", { type: "button", className: "dl-tl-more", tabIndex: -1, data: { open: headOf.band }, textContent: say(headOf.more) })
        : headOf.rest ? make("div", { className: "dl-tl-head", textContent: say(headOf.rest) })
        : make("div", { className: `dl-tl-head${headOf.band ? " band" : ""}` }, this.#laneName(headOf), make("span", { className: "n", textContent: ` ${headOf.n}` }));
      Object.assign(node.style, headOf.band ? { left: 0, right: 0, top: y } : { left: `${axisLeft}px`, width: `${this.axis.width}px`, top: y });
      front.append(node);
    }
    for (const side of sides) {
      const frame = make("div", { className: `dl-tl-gutter ${side.band}` });
      Object.assign(frame.style, { left: `${side.x}px`, width: `${side.wide}px`, top: 0, height: `${this.axis.top + this.axisHigh - 4}px` });
      frame.append(make("div", { className: "dl-tl-gutter-head" }, make("b", { textContent: words.bands[side.band] }), ` ${side.list.length}`, make("small", { textContent: words.gutter })));
      for (const { i, y, high } of side.entries) {
        const mark = theme.mark(c.category[i]), sign = make("span", { className: `dl-tl-sign ${c.status[i]}`, ariaHidden: "true" }, glyph(mark));
        sign.style.color = mark.color;
        const exact = c.earliest_ord[i] !== null && c.earliest_ord[i] === c.latest_ord[i], short = c.throughout[i] || exact ? c.short[i] : `[${c.short[i]}]`;
        const node = make("div", { className: "dl-tl-entry", data: { i } }, sign, make("b", { textContent: short }), document.createElement("br"), c.title[i]);
        Object.assign(node.style, { top: `${top + y}px`, height: `${high}px` });
        frame.append(node);
        this.titleNodes.set(i, node);
      }
      if (side.rest) {
        const more = make("button", { type: "button", className: "dl-tl-more", tabIndex: -1, data: { window: "all" }, textContent: words[`more_${side.band}`].replace("{n}", side.rest) });
        more.style.top = side.band === "earlier" ? `${top + 2}px` : `${top + side.height - 20 * u}px`;
        frame.append(more);
      }
      front.append(frame);
    }
    this.titles.replaceChildren(titles);
    this.axisNode = make("div", { className: "dl-tl-axis" });
    Object.assign(this.axisNode.style, { left: `${axisLeft}px`, width: `${this.axis.width}px`, height: `${top}px` });
    this.front.replaceChildren(this.axisNode, front);
  }

  #laneName({ lane, text }) {
    if (text) return text;
    if (!lane) return this.words.no_lane;
    if (this.lane === "country") return this.options.names?.[lane] ?? lane;
    if (this.lane === "category") return this.words.categories[lane] ?? lane;
    if (this.lane === "article") { const article = this.options.articles?.find(a => a.id === lane); return article?.headline || lane; }
    return lane;
  }

  /** Lines behind the marks: frame, row lights, ties between parts and from an anniversary to what it commemorates. */
  #drawBack(spots, sides, high, height) {
    const { axis, c } = this, full = axis.top + height, at = new Map(spots.filter(spot => spot.row).map(spot => [spot.i, spot]));
    for (const [name, value] of Object.entries({ width: this.width, height: full })) this.back.setAttribute(name, value);
    this.grid = svg("g", { class: "grid" }); this.lights = svg("g", { class: "lights" }); this.backMoving = svg("g", { class: "ties" });
    for (const spot of spots) {
      const whole = at.get(this.at.get(c.part_of[spot.i]));
      if (!spot.row || !whole || whole.y >= spot.y) continue;
      const a = covered(c, whole.i, this.range), b = covered(c, spot.i, this.range);
      if (!a || !b) continue;
      const x = Math.max(3, this.#x(Math.min(a[0], b[0]))) + axis.left - 9, to = Math.max(0, this.#x(b[0])) + axis.left - (spot.exact ? 8 : 3);
      if (to > x) this.backMoving.append(svg("path", { d: `M${x + 6},${axis.top + whole.y + 5}H${x}V${axis.top + spot.y}H${to}`, class: "part" }));
    }
    for (const side of sides) for (const entry of side.entries) for (const spot of spots) {
      if (!spot.row || c.commemorates[spot.i] !== c.id[entry.i]) continue;
      const from = side.band === "earlier" ? side.x + side.wide : side.x, turn = side.band === "earlier" ? from + 7 : from - 7, y = axis.top + entry.y + 9 * this.unit;
      const end = side.band === "earlier" ? axis.left + Math.max(0, (spot.place.side === "left" ? spot.place.x : spot.from ?? 0) - 6) : axis.left + axis.width;
      this.backMoving.append(svg("path", { d: `M${from},${y}H${turn}V${axis.top + spot.y}H${end}`, class: "memory" }));
    }
    this.back.replaceChildren(this.lights, this.grid, this.backMoving);
  }

  /** Ticks, grid, the day of publication and today: follow every step of a gesture. */
  #drawAxis() {
    const { axis, words } = this, high = axis.top + this.height, found = ticks(this.range, axis.width, words.months_short, 70 * this.unit);
    const lines = [], names = [], published = this.figure.layout.meta.published, flag = [];
    const line = (x, name, to = axis.top + this.axisHigh) => lines.push(svg("path", { d: `M${Math.round(x) + .5},${axis.top - 5}V${to}`, class: name }));
    const flags = [];
    if (published) { const [y, m, d] = published.split(/(?<=\d)-/), at = ordinalOf(+y, +m - 1, +d) + .5; flags.push([at, words[(this.options.articles?.length ?? 1) > 1 ? "published_line_many" : "published_line"].replace("{day_short}", `${+d} ${words.months[+m - 1]}${this.range[1] - this.range[0] > 300 ? ` ${y}` : ""}`), "published"]); }
    const today = this.options.today ?? Date.now() / 86_400_000;
    flags.push([today, words.today_line, "today"]);
    let free = -Infinity;
    for (const [at, text, name] of flags) {
      if (at < this.range[0] || at > this.range[1]) continue;
      const x = this.#x(at), width = this.#measure(text, this.small) + 8;
      line(axis.left + x, name, high);
      const place = Math.max(free + 3, Math.min(Math.max(0, x - width / 2), axis.width - width));
      if (place + width > axis.width) continue;
      free = place + width;
      const node = make("span", { className: `dl-tl-flag ${name}`, textContent: text });
      node.style.left = `${place}px`;
      flag.push(node);
    }
    let edge = -Infinity;
    for (const { at, text, major } of found) {
      const x = this.#x(at);
      line(axis.left + x, major ? "major" : "minor");
      const width = this.#measure(text, this.small) + 8;
      if (x < edge || x + width > axis.width + 6) continue;
      edge = x + width;
      const node = make("span", { className: `dl-tl-tick${major ? " major" : ""}`, textContent: text });
      node.style.left = `${x + 3}px`;
      names.push(node);
    }
    this.grid.replaceChildren(...lines);
    this.axisNode.replaceChildren(...names, ...flag);
  }

  #indexNodes() {
    const nodes = this.nodes = new Map();
    const add = (id, node) => { if (!id) return; const list = nodes.get(id); if (list) list.push(node); else nodes.set(id, [node]); };
    const groups = (layer, each) => this.plot.querySelectorAll(layer).forEach(each);
    groups(".trace", trace => trace.querySelectorAll("path.point, g.point, g.textpoint").forEach(node => { const datum = node.__data__; add(String(datum?.id ?? datum?.trace?.ids?.[datum.i] ?? "").split("#")[0], node); }));
    for (const spot of this.spots) if (spot.as !== undefined) for (const node of nodes.get(this.c.id[spot.as]) ?? []) add(this.c.id[spot.i], node);
    for (const [i, node] of this.titleNodes) add(this.c.id[i], node);
  }

  /** A band of light behind the selected rows; in lanes a title for each selected mark that has none. */
  #lightRows() {
    if (!this.lights) return;
    const chosen = new Set(this.selected.map(id => this.at.get(id))), lights = [];
    this.titles.querySelectorAll(".dl-tl-title.extra").forEach(node => node.remove());
    let extras = 0;
    for (const spot of this.spots) {
      if (!chosen.has(spot.i)) continue;
      if (spot.row) lights.push(svg("rect", { x: this.axis.left, y: this.axis.top + spot.top + .5, width: this.axis.width, height: spot.bottom - spot.top - 1, rx: 3 }));
      else if (!spot.place && extras++ < 12) {
        const node = make("div", { className: "dl-tl-title small extra on", data: { i: spot.i }, textContent: this.c.title[spot.i] });
        const width = this.#measure(this.c.title[spot.i], `600 ${this.small}`) + 12, span = covered(this.c, spot.i, this.range);
        const x = span ? Math.min(Math.max(0, this.#x(span[1]) + 10), this.axis.width - width) : 0;
        Object.assign(node.style, { left: `${x}px`, top: `${spot.y - 9 * this.unit}px`, width: `${width}px` });
        this.titles.append(node);
      }
    }
    this.lights.replaceChildren(...lights);
  }

  // ---- controls ----

  #makeBar() {
    const { words } = this, button = (text, more) => make("button", { type: "button", textContent: text, ...more });
    const group = (label, ...children) => make("div", { className: "dl-tl-group", role: "group", ariaLabel: label }, ...children);
    this.windowButtons = ["news", "all", "selection"].map(name => button(words.windows[name], { data: { window: name } }));
    this.laneButtons = ["", ...Object.keys(LANES)].map(name => button(words.lanes[name || "none"], { data: { lane: name } }));
    const field = label => make("input", { type: "text", ariaLabel: label, title: "2024, 2024-05, 2024-05-16 or 16 May 2024", autocomplete: "off", spellcheck: false, size: 10 });
    this.fields = [field("First day of the axis"), field("Last day of the axis")];
    const form = make("form", { className: "dl-tl-range", onsubmit: event => { event.preventDefault(); this.#typed(); } }, this.fields[0], "–", this.fields[1], make("button", { type: "submit", className: "dl-hidden", tabIndex: -1, textContent: "Show these days" }));
    for (const input of this.fields) { input.onchange = () => this.#typed(); }
    const step = (text, label, act) => button(text, { ariaLabel: label, title: label, onclick: act });
    const steps = group("Zoom and move", step("‹", "Earlier", () => this.pan(-.5)), step("−", "Zoom out", () => this.zoom(2)), step("+", "Zoom in", () => this.zoom(.5)), step("›", "Later", () => this.pan(.5)));
    const lanes = group("Rows by", ...this.laneButtons);
    lanes.classList.add("lanes");
    this.bar.append(group("Days shown", ...this.windowButtons), form, steps, lanes);
    this.bar.addEventListener("click", event => {
      const { window: name, lane } = event.target.dataset ?? {};
      if (name !== undefined) this.setWindow(name);
      if (lane !== undefined) { if (this.options.onLanes) this.options.onLanes(lane); else { this.state.lanes = lane; this.#redraw(); } }
    });
  }

  #showBar() {
    const pressed = (node, on) => node.setAttribute("aria-pressed", on);
    for (const node of this.windowButtons) { pressed(node, node.dataset.window === this.told); node.disabled = node.dataset.window === "selection" && !this.selected.length; }
    for (const node of this.laneButtons) pressed(node, node.dataset.lane === (this.lane ?? ""));
    const [low, high] = rangeText(this.range).split("..");
    [low, high].forEach((text, k) => { const input = this.fields[k]; if (document.activeElement !== input) { input.value = text; input.setCustomValidity(""); } });
  }

  #typed() {
    const days = this.fields.map((input, k) => typedDay(input.value, k === 1, this.words.months)), wrong = days.findIndex(day => day === null);
    const swapped = wrong < 0 && days[0] > days[1];
    this.fields.forEach((input, k) => input.setCustomValidity(days[k] === null ? "Write 2024, 2024-05, 2024-05-16 or 16 May 2024." : swapped && k ? "The last day is before the first." : ""));
    if (wrong >= 0 || swapped) { this.fields[Math.max(wrong, swapped ? 1 : 0)].reportValidity(); return; }
    if (rangeText([days[0], days[1] + 1]) !== rangeText(this.range)) this.setWindow(days);
  }

  #toggle(field, value) {
    const now = this.state.selection?.[field] ?? this.filtered?.[field] ?? [], next = now.includes(value) ? now.filter(other => other !== value) : [...now, value];
    this.filtered = { ...this.filtered, [field]: next };
    this.options.onFilter?.({ [field]: next });
  }

  #listen() {
    const { body } = this, inAxis = event => { const box = body.getBoundingClientRect(), x = event.clientX - box.left - this.axis?.left; return this.axis && x >= 0 && x <= this.axis.width ? { x, y: event.clientY - box.top - this.axis.top } : null; };
    const act = event => {
      const { to, open, window: name } = event.target.dataset ?? {};
      if (to) this.options.onSelect?.([to], { add: false });
      else if (open) { this.open.add(open); this.#redraw(); }
      else if (name) this.setWindow(name);
      else return false;
      return true;
    };
    body.addEventListener("pointerdown", event => {
      if (event.button || event.target.closest("button")) return;
      const spot = inAxis(event);
      this.pointers.set(event.pointerId, { x: event.clientX, start: event.clientX, top: event.clientY });
      cancelAnimationFrame(this.gliding);
      this.moved = false;
      this.grabbed = spot ? { range: this.range } : null;
    });
    body.addEventListener("pointermove", event => {
      const pointer = this.pointers.get(event.pointerId);
      if (!pointer) return this.#hover(event, inAxis(event));
      const before = pointer.x;
      pointer.x = event.clientX;
      if (!this.grabbed) return;
      if (!this.moved && Math.abs(event.clientX - pointer.start) < 4) return;
      if (!this.moved) { this.moved = true; body.setPointerCapture(event.pointerId); body.classList.add("dragging"); pointer.x = event.clientX; }
      if (this.pointers.size === 2) {                        // two fingers: the days under them stay under them
        const [one, two] = this.pointers.values(), other = pointer === one ? two : one, old = Math.abs(before - other.x) || 1, now = Math.abs(pointer.x - other.x) || 1;
        const at = this.range[0] + ((pointer.x + other.x) / 2 - body.getBoundingClientRect().left - this.axis.left) / this.axis.width * (this.range[1] - this.range[0]);
        return this.zoom(old / now, at, false);
      }
      const by = (before - event.clientX) / this.axis.width * (this.range[1] - this.range[0]);
      this.#frame(clampRange([this.range[0] + by, this.range[1] + by], this.#bounds()));
    });
    const release = event => {
      if (!this.pointers.delete(event.pointerId)) return;
      body.classList.remove("dragging");
      if (this.moved) { if (!this.pointers.size) this.#arrive(this.range); }
      else if (event.type === "pointerup") this.#click(event, inAxis(event));
    };
    body.addEventListener("pointerup", release);
    body.addEventListener("pointercancel", release);
    body.addEventListener("pointerleave", () => { this.tip.hidden = true; });
    body.addEventListener("click", act);
    body.addEventListener("dblclick", event => { const spot = inAxis(event); if (spot && !this.#hit(spot)) this.zoom(.4, this.range[0] + spot.x / this.axis.width * (this.range[1] - this.range[0])); });
    body.addEventListener("wheel", event => {
      const spot = inAxis(event);
      if (!spot || (!event.ctrlKey && spot.y > this.axisHigh)) return;   // over bands and gutters the page scrolls
      event.preventDefault();
      const line = event.deltaMode === 1 ? 18 : 1, dx = event.deltaX * line, dy = event.deltaY * line;
      if (Math.abs(dx) > Math.abs(dy) || event.shiftKey) this.pan((dx || dy) / this.axis.width, false);
      else this.zoom(1.0018 ** dy, this.range[0] + spot.x / this.axis.width * (this.range[1] - this.range[0]), false);
    }, { passive: false });
    this.onKey = event => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, textarea, select")) return;
      const keyed = { "+": () => this.zoom(.5), "=": () => this.zoom(.5), "-": () => this.zoom(2), ",": () => this.pan(-.5), ".": () => this.pan(.5), 1: () => this.setWindow("news"), 2: () => this.setWindow("all"), 3: () => this.setWindow("selection") }[event.key];
      if (keyed && this.c) { event.preventDefault(); event.stopPropagation(); keyed(); }
    };
    this.keysOn = this.root.closest(".dl-charts") ?? this.root;
    this.keysOn.addEventListener("keydown", this.onKey);
  }

  /** The event at a point of the axis: in rows the row's, in lanes the nearest mark's. */
  #hit({ x, y }) {
    let best = null, distance = 15;
    for (const spot of this.spots ?? []) {
      if (spot.row) { if (y >= spot.top && y < spot.bottom) return spot; continue; }
      if (Math.abs(y - spot.y) > 12) continue;
      const span = covered(this.c, spot.i, this.range);
      if (!span) continue;
      const x0 = this.#x(span[0]), x1 = this.#x(span[1]), away = Math.max(x0 - x, x - x1, 0) + Math.abs(y - spot.y) * .5;
      if (away < distance) { distance = away; best = spot; }
    }
    return best;
  }

  #click(event, point) {
    const named = event.target.closest("[data-i]"), i = named ? +named.dataset.i : point ? this.#hit(point)?.i : undefined;
    if (event.target.closest("button")) return;
    const add = event.ctrlKey || event.metaKey || event.shiftKey;
    if (i !== undefined) this.options.onSelect?.([this.c.id[i]], { add });
    else if (point && !add && this.selected.length) this.options.onSelect?.([], { add: false, keep: true });
  }

  #hover(event, point) {
    const named = event.target.closest?.("[data-i]"), spot = point && this.#hit(point), i = named ? +named.dataset.i : spot?.i;
    if (i === undefined || event.pointerType === "touch") { this.tip.hidden = true; return; }
    const { c, tip } = this, box = this.body.getBoundingClientRect();
    if (tip.dataset.i !== String(i)) { tip.dataset.i = i; tip.replaceChildren(make("b", { textContent: c.title[i] }), make("span", { textContent: c.when[i] }), make("span", { textContent: c.status_words[i] })); }
    tip.hidden = false;
    const x = event.clientX - box.left, y = event.clientY - box.top;
    Object.assign(tip.style, { left: `${Math.max(0, Math.min(x + 14, this.width - tip.offsetWidth))}px`, top: `${y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 12 : y + 18}px` });
  }
}
