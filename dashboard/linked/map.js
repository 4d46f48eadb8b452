// The map: base and marks by plotly.js, names and the ring of what is selected laid over them.
import { eventsOf, filterTrace, fit, gather, groupName, isArea, markTrace, placeEvents, placeNames, projector } from "./map_marks.js";

const CONFIG = { displayModeBar: false, displaylogo: false, showSendToCloud: false, scrollZoom: true, doubleClick: false, responsive: false };
const NAMED = 60;   // places with a name at most, by eye
const APART = 17;   // pixels between marks, nearer ones are counted together
const FINER = 500;  // ms after the first picture, which has the coarse outlines
const SHARP = 2.6;  // scale from which the finer outlines show

export class MapView {
  moved = false; selected = new Set(); outlines = "";

  constructor(root, { Plotly, onSelect, onView, assets, outlineSets }) {
    Object.assign(this, { root, Plotly, onSelect, onView, assets, sets: outlineSets });
    root.classList.add("dl-map");
    const make = (name, tag = "div") => { const node = document.createElement(tag); node.className = name; root.append(node); return node; };
    this.plot = make("dl-map-plot"); this.over = make("dl-map-over"); this.bar = make("dl-map-bar"); this.note = make("dl-map-note", "p");
    this.over.setAttribute("aria-hidden", "true");
    this.#controls();
    this.resize = new ResizeObserver(() => this.#resized());
    this.resize.observe(root);
  }

  #controls() {
    const button = (text, label, act) => Object.assign(document.createElement("button"), { type: "button", textContent: text, title: label, ariaLabel: label, onclick: act });
    this.choice = Object.assign(document.createElement("select"), { ariaLabel: "Boundaries shown on the map", title: "Boundaries shown on the map" });
    this.choice.append(...this.sets.map(set => Object.assign(document.createElement("option"), { value: set.id, textContent: set.name })));
    this.choice.onchange = () => this.onView({ outlines: this.choice.value });
    this.bar.append(button("+", "Zoom in", () => this.zoom(1.6)), button("−", "Zoom out", () => this.zoom(1 / 1.6)),
      button("Fit", "Fit the map to what is shown", () => this.refit()), this.choice);
  }

  get size() { return [this.plot.clientWidth || 400, this.plot.clientHeight || 220]; }
  get set() { return this.sets.find(set => set.id === this.outlines) ?? this.sets[0]; }

  async draw(figure, events, state, theme) {
    Object.assign(this, { figure, events, state, theme });
    this.places = figure.layout.meta.places;
    if (this.indexed !== events) { this.indexed = events; this.index = new Map(events.id.map((id, i) => [id, i])); }
    this.shown = placeEvents(this.places, this.index, state.visible);
    this.outlines = this.sets.some(set => set.id === state.outlines) ? state.outlines : this.sets[0].id;
    this.choice.value = this.outlines;
    if (!this.view && state.map) this.#restore(state.map);
    if (!this.moved) this.view = this.#fitted();
    this.shape = this.size.join("x");
    await this.#react();
    this.note.textContent = `Boundaries: ${this.set.name}. ${this.set.caption} The boundaries and names shown imply no endorsement.`;
    this.selected = state.selected; this.#mark();
  }

  #restore(text) {
    const [lon, lat, scale] = text.split(",").map(Number);
    if ([lon, lat, scale].every(Number.isFinite)) { this.view = { lon, lat, scale: Math.max(scale, 1) }; this.moved = true; }
  }

  #fitted() {
    const at = this.places.filter((_, k) => this.shown[k].length).map(place => [place.lat, place.lon, Math.min(place.radius_km, 1200)]);
    return fit(at, ...this.size);
  }

  /** One drawing at a time: plotly.js waits for outlines in between, and marks must belong to the groups they are counted by. */
  #react() {
    const drawing = (this.queue ?? Promise.resolve()).then(() => this.#reactNow());
    this.queue = drawing.catch(() => null);
    return drawing;
  }

  async #reactNow() {
    const { view, theme, places, shown } = this, mark = category => theme.mark(category), pixels = projector(view, ...this.size);
    const groups = gather(places, shown, places.map(place => pixels(place.lat, place.lon)), APART * theme.scale);
    const traces = this.figure.data.filter(trace => trace.meta.role !== "names").map(trace => {
      if (trace.meta.role === "marks") return { ...markTrace(trace, groups, places, shown, this.events, mark, theme.text, theme.scale),
        textfont: { ...trace.textfont, size: 11 * theme.scale, color: theme.background } };
      const left = filterTrace(trace, shown);
      if (trace.meta.role === "areas") return { ...left, colorscale: [[0, theme.area], [1, theme.area]], marker: { ...left.marker, line: { ...left.marker.line, color: theme.areaLine } } };
      return { ...left, fillcolor: theme.ringFill, line: { ...left.line, color: theme.areaLine } };
    });
    const [width, height] = this.size, base = this.figure.layout;
    const layout = { ...base, width, height, hoverlabel: { bgcolor: theme.surface, bordercolor: theme.border, font: { color: theme.text, family: theme.font, size: 12 * theme.scale }, align: "left" },
      geo: { ...base.geo, landcolor: theme.land, oceancolor: theme.sea, lakecolor: theme.sea, countrycolor: theme.coast, coastlinecolor: theme.coast,
        resolution: this.fine && view.scale > SHARP ? 50 : 110, center: { lon: view.lon, lat: view.lat },
        projection: { ...base.geo.projection, scale: view.scale, rotation: { lon: view.lon } } } };
    delete layout.meta; delete layout.template;
    await this.Plotly.react(this.plot, traces, layout, { ...CONFIG, topojsonURL: `${this.assets}/outlines/${this.outlines}/` });
    Object.assign(this, { groups, areas: traces.find(trace => trace.meta.role === "areas").meta.places, drawn: shown });
    if (!this.wired) this.#wire();
    this.#overlay();
    if (!this.fine) this.refine ??= setTimeout(() => { this.fine = true; if (this.view.scale > SHARP) this.#react().then(() => this.#mark()); }, FINER);
  }

  #wire() {
    this.wired = true;
    this.plot.on("plotly_click", event => this.#clicked(event));
    this.plot.on("plotly_relayout", change => { if (Object.keys(change).some(key => key.startsWith("geo"))) this.#userMoved(); });
    this.plot.on("plotly_relayouting", () => { this.frame ??= requestAnimationFrame(() => { this.frame = null; this.#overlay(); }); });
  }

  #clicked({ points, event }) {
    const point = points[0], k = point.pointNumber ?? point.pointIndex;
    const left = point.data.meta.role === "areas" ? this.drawn[this.areas[k]] : eventsOf(this.groups[k], this.drawn);
    if (left.length) this.onSelect(left.map(i => this.events.id[i]), { add: event?.shiftKey || event?.ctrlKey || event?.metaKey });
  }

  #userMoved() {
    const { center, projection } = this.plot._fullLayout.geo;
    this.view = { lon: projection.rotation.lon, lat: center.lat, scale: Math.max(projection.scale, .8) };
    this.moved = true;
    this.onView({ map: [this.view.lon, this.view.lat, this.view.scale].map(x => Math.round(x * 100) / 100).join(",") });
    clearTimeout(this.settle);
    this.settle = setTimeout(() => this.#react().then(() => this.#mark()), 120);    // marks come apart, outlines get finer
  }

  async zoom(factor) {
    this.view = { ...this.view, scale: Math.min(Math.max(this.view.scale * factor, 1), 60) };
    await this.#react(); this.#userMoved();
  }

  async refit() {
    this.moved = false; this.view = this.#fitted(); this.onView({ map: "" });
    await this.#react(); this.#mark();
  }

  async select(ids) { this.selected = new Set(ids); if (this.drawn) this.#mark(); }

  #chosen(number) { return this.drawn[number].some(i => this.selected.has(this.events.id[i])); }
  #picked(group) { return group.some(number => this.#chosen(number)); }

  /** Light what is selected by classes: no redraw, so it is as quick with five thousand marks as with five. */
  #mark() {
    const traces = [...this.plot.querySelectorAll(".trace.scattergeo")], points = traces.at(-1)?.querySelectorAll("path.point") ?? [];
    const any = this.selected.size > 0 && this.drawn.some((_, number) => this.#chosen(number));
    this.root.classList.toggle("has-selection", any);
    points.forEach((node, k) => {
      if (!this.groups[k]) return;
      node.classList.toggle("on", any && this.#picked(this.groups[k])); node.classList.toggle("unseen", isArea(this.places[this.groups[k][0]]));
    });
    this.plot.querySelectorAll("path.choroplethlocation").forEach((node, k) => node.classList.toggle("on", any && this.#chosen(this.areas[k])));
    for (const node of this.over.children) node.classList.toggle("on", any && this.#picked(this.groups[+node.dataset.group]));
  }

  #overlay() {
    const projection = this.plot._fullLayout?.geo?._subplot?.projection;
    if (!projection) return;
    const [width, height] = this.size, seen = [];
    for (const [number, group] of this.groups.entries()) {
      const place = this.places[group[0]], at = projection([place.lon, place.lat]);
      if (!at || at[0] < 0 || at[1] < 0 || at[0] > width || at[1] > height) continue;
      const left = eventsOf(group, this.drawn), reach = place.radius_km / 111.2, south = reach && projection([place.lon, Math.max(place.lat - reach, -89)]);
      const east = reach && projection([place.lon + Math.min(reach / Math.max(Math.cos(place.lat * Math.PI / 180), .1), 60), place.lat]);
      const ring = reach ? Math.max(Math.abs(south[1] - at[1]), Math.abs(east[0] - at[0])) : 0, areal = isArea(place);
      const area = areal && (place.kind === "country" || ring > 24), dot = left.length > 1 ? 10 : 7;   // a small ring has its name beside it
      const text = areal && left.length > 1 ? `${place.name} · ${left.length}` : groupName(group, this.places);
      seen.push({ number, group, place, area, text, left, x: at[0], y: at[1], r: areal ? ring : dot, width: this.#width(text, area) + (area ? 14 : 2) });
    }
    seen.sort((a, b) => this.#picked(b.group) - this.#picked(a.group) || b.left.length - a.left.length || a.number - b.number);
    const spots = placeNames(seen, width, height, { line: 15 * this.theme.scale, most: NAMED });
    this.over.replaceChildren(...seen.flatMap((item, k) => {
      if (!spots[k]) return [];
      const node = document.createElement("span");
      node.className = `dl-name ${item.area ? "area" : "point"} ${item.place.kind}`;
      node.dataset.group = item.number; node.textContent = item.text;
      node.style.transform = `translate(${Math.round(spots[k].x)}px, ${Math.round(spots[k].y)}px) translateY(-50%)`;
      if (item.area && item.left.length === 1) node.style.setProperty("--kind", this.theme.mark(this.events.category[item.left[0]]).color);
      return [node];
    }));
    this.#mark();
  }

  #width(text, bold) {
    this.pen ??= document.createElement("canvas").getContext("2d");
    this.pen.font = `${bold ? 600 : 500} ${12 * this.theme.scale}px ${this.theme.font}`;
    return this.pen.measureText(text).width;
  }

  #resized() {
    const shape = this.size.join("x");
    if (!this.figure || shape === this.shape) return;
    this.shape = shape;
    if (!this.moved) this.view = this.#fitted();
    this.#react().then(() => this.#mark());
  }

  close() { this.resize.disconnect(); cancelAnimationFrame(this.frame); clearTimeout(this.settle); clearTimeout(this.refine); this.Plotly.purge(this.plot); this.root.replaceChildren(); }
}
