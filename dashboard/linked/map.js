// The map. plotly.js draws what lies under everything, land, borders and the areas of countries, anew only where the view
// changes; dots, counts, rings, names and the light on what is selected are ours, on top. So a filter redraws no land, and
// a gesture moves what is drawn at once and draws anew when it ends.
import { GLYPHS, make, svg } from "./dom.js";
import { listen } from "./map_gestures.js";
import { camera, clampView, eventsOf, fit, gather, groupName, isArea, placeEvents, placeNames, ring } from "./map_marks.js";

const CONFIG = { staticPlot: true, displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: false };
const NAMED = 60;   // places with a name at most, by eye
const APART = 17;   // pixels between marks, nearer ones are counted together
const FINER = 500;  // ms after the first picture, which has the coarse outlines
const SHARP = 2.6;  // scale from which the finer outlines show
const CLOSER = 1.6; // times that a fit must be closer for a filter to move the map
const SETTLE = 130; // ms without movement until land is drawn anew

export class MapView {
  moved = false; selected = new Set(); outlines = ""; items = [];

  constructor(root, { plotly, onSelect, onView, assets, outlineSets }) {
    Object.assign(this, { root, plotly, onSelect, onView, assets, sets: outlineSets });
    root.classList.add("dl-map");
    this.plot = make("div", { className: "dl-map-plot" });
    this.marks = svg("svg", { class: "dl-map-marks" });
    this.names = make("div", { className: "dl-map-names" });
    this.tip = make("div", { className: "dl-tip", hidden: true, role: "tooltip" });
    this.frame = make("div", { className: "dl-map-frame", tabIndex: 0, role: "group", ariaLabel: "Map. Arrow keys move it, plus and minus zoom." }, make("div", { className: "dl-map-over", ariaHidden: "true" }, this.plot, this.marks, this.names));
    this.bar = make("div", { className: "dl-map-bar" });
    this.note = make("p", { className: "dl-map-note" });
    root.append(this.frame, this.bar, this.note, this.tip);
    this.#controls();
    listen(this);
    this.resize = new ResizeObserver(() => this.#resized());
    this.resize.observe(root);
  }

  #controls() {
    const button = (text, label, act) => make("button", { type: "button", textContent: text, title: label, ariaLabel: label, onclick: act });
    this.choice = make("select", { ariaLabel: "Boundaries shown on the map", title: "Boundaries shown on the map", onchange: () => this.onView({ outlines: this.choice.value }) },
      ...this.sets.map(set => make("option", { value: set.id, textContent: set.name })));
    this.bar.append(button("+", "Zoom in", () => this.zoom(1.6)), button("−", "Zoom out", () => this.zoom(1 / 1.6)),
      button("Fit", "Fit the map to what is shown", () => this.refit()), this.choice);
  }

  get size() { return [this.frame.clientWidth || 400, this.frame.clientHeight || 220]; }
  get set() { return this.sets.find(set => set.id === this.outlines) ?? this.sets[0]; }

  async draw({ places }, events, state, theme) {
    Object.assign(this, { places, events, state, theme });
    if (this.indexed !== events) { this.indexed = events; this.index = new Map(events.id.map((id, i) => [id, i])); }
    this.shown = placeEvents(places, this.index, state.visible);
    this.outlines = this.sets.some(set => set.id === state.outlines) ? state.outlines : this.sets[0].id;
    this.choice.value = this.outlines;
    if (!this.view && state.map) this.#restore(state.map);
    if (!this.moved) this.#fit();
    this.selected = state.selected;
    this.note.textContent = `Boundaries: ${this.set.name}. ${this.set.caption} The boundaries and names shown imply no endorsement.`;
    this.#gather();
    await this.#base();
    if (!this.fine) this.refine ??= setTimeout(() => { this.fine = true; this.#base(); }, FINER);
  }

  #restore(text) {
    const [lon, lat, scale] = text.split(",").map(Number);
    if ([lon, lat, scale].every(Number.isFinite)) { this.view = clampView({ lon, lat, scale }, ...this.size); this.moved = true; }
  }

  #fitted() {
    const at = this.places.filter((_, k) => this.shown[k].length).map(place => [place.lat, place.lon, Math.min(place.radius_km, 1200)]);
    return clampView(fit(at, ...this.size), ...this.size);
  }

  /** Fit the view to what is shown; where it holds all of that already, and not much more closely fits, leave it: land stays. */
  #fit() {
    const next = this.#fitted(), shape = this.size.join("x"), [width, height] = this.size;
    const { to } = this.view ? camera(this.view, width, height) : {}, inside = place => { const [x, y] = to(place.lat, place.lon); return x > 8 && y > 8 && x < width - 8 && y < height - 8; };
    const holds = to && shape === this.shape && next.scale < this.view.scale * CLOSER && this.places.every((place, k) => !this.shown[k].length || inside(place));
    if (!holds) this.view = next;
    this.shape = shape;
  }

  // ---- what plotly.js draws ----

  /** One drawing at a time: plotly.js waits for outlines in between. */
  #base() { return this.queue = (this.queue ?? Promise.resolve()).catch(() => null).then(() => this.#baseNow()); }

  async #baseNow() {
    const { view, theme, places, size: [width, height] } = this, fine = this.fine && view.scale > SHARP;
    this.areas = places.flatMap((place, k) => place.kind === "country" && place.iso3 ? [k] : []);
    const key = JSON.stringify([view, width, height, theme.key, this.outlines, fine, this.areas.map(k => places[k].iso3)]);
    if (key !== this.based) {
      const layout = { width, height, margin: { l: 0, r: 0, t: 0, b: 0 }, paper_bgcolor: "rgba(0,0,0,0)", showlegend: false,
        geo: { projection: { type: "natural earth", scale: view.scale, rotation: { lon: view.lon } }, center: { lon: view.lon, lat: view.lat }, lataxis: { range: [-58, 85] }, fitbounds: false, resolution: fine ? 50 : 110,
          showland: true, landcolor: theme.land, showocean: true, oceancolor: theme.sea, showlakes: true, lakecolor: theme.sea, showcountries: true, countrycolor: theme.coast, countrywidth: .6,
          coastlinecolor: theme.coast, coastlinewidth: .6, showframe: false, bgcolor: "rgba(0,0,0,0)" } };
      const areas = { type: "choropleth", locations: this.areas.map(k => places[k].iso3), z: this.areas.map(() => 1), zmin: 0, zmax: 1, showscale: false, hoverinfo: "skip",
        colorscale: [[0, theme.area], [1, theme.area]], marker: { line: { color: theme.areaLine, width: 1.2 }, opacity: .55 } };
      await (await this.plotly()).react(this.plot, [areas], layout, { ...CONFIG, topojsonURL: `${this.assets}/outlines/${this.outlines}/` });
      Object.assign(this, { based: key, stood: view, areaNodes: [...this.plot.querySelectorAll("path.choroplethlocation")] });
    }
    this.#place();
    this.#light();
  }

  // ---- what we draw ----

  /** Gather places that would cover each other, and make their marks. */
  #gather() {
    const { places, shown, theme } = this, { to } = camera(this.view, ...this.size), unit = theme.scale;
    this.groups = gather(places, shown, places.map(place => to(place.lat, place.lon)), APART * unit);
    this.items = this.groups.map(group => {
      const place = places[group[0]], left = eventsOf(group, shown), areal = isArea(place), many = left.length > 1, item = { group, place, left, areal, node: null, r: unit * (many ? 7.5 + Math.min(String(left.length).length, 4) : 6) };
      const sign = theme.mark(this.events.category[left[0]]);
      if (areal) { if (place.kind !== "country" && place.radius_km) item.node = svg("path", { class: `area ${place.kind}`, fill: place.kind === "region" ? theme.ringFill : "none", stroke: theme.areaLine, "stroke-width": 1.4 }); }
      else if (many) item.node = svg("g", { class: "point" }, svg("circle", { r: item.r, fill: theme.text, stroke: theme.background, "stroke-width": 1.5 }), Object.assign(svg("text", { "text-anchor": "middle", dy: ".36em", "font-size": 11 * unit, fill: theme.background }), { textContent: left.length }));
      else item.node = svg("g", { class: "point" }, svg("path", { d: GLYPHS[sign.symbol], transform: `scale(${unit}) translate(-8,-8)`, fill: sign.color, stroke: theme.background, "stroke-width": 3, "paint-order": "stroke" }));
      return item;
    });
    const nodes = this.items.filter(item => item.node);
    this.marks.replaceChildren(...nodes.filter(item => item.areal).map(item => item.node), ...nodes.filter(item => !item.areal).map(item => item.node));
    this.#place();
    this.#light();
  }

  /** Put marks and names where the view has them, and move what plotly.js has drawn along. */
  #place() {
    const [width, height] = this.size, now = camera(this.view, width, height), { stood } = this;
    this.marks.setAttribute("width", width); this.marks.setAttribute("height", height);
    for (const item of this.items) {
      const { place, areal } = item;
      [item.x, item.y] = now.to(place.lat, place.lon);
      item.seen = item.x > 0 && item.y > 0 && item.x < width && item.y < height;
      item.ring = areal ? now.unit * Math.min(place.radius_km, 5000) / 6371 : 0;
      if (!item.node) continue;
      if (areal) {
        let last = null, d = "";
        for (const [lat, lon] of ring(place)) { const [x, y] = now.to(lat, lon); d += `${last !== null && Math.abs(x - last) < width * .7 * this.view.scale ? "L" : "M"}${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`; last = x; }
        item.node.setAttribute("d", d);
      } else item.node.setAttribute("transform", `translate(${Math.round(item.x * 10) / 10},${Math.round(item.y * 10) / 10})`);
    }
    this.#name(width, height);
    if (!stood) return;
    const [x, y] = now.to(stood.lat, stood.lon), grown = this.view.scale / stood.scale;
    this.plot.style.transform = stood === this.view ? "" : `translate(${x - width / 2}px, ${y - height / 2}px) scale(${grown})`;
  }

  #name(width, height) {
    const { theme } = this, seen = [];
    for (const item of this.items) {
      if (!item.seen) continue;
      const { place, left, areal } = item, area = areal && (place.kind === "country" || item.ring > 24);   // a small ring has its name beside it
      const text = areal && left.length > 1 ? `${place.name} · ${left.length}` : groupName(item.group, this.places);
      seen.push({ item, area, text, x: item.x, y: item.y, r: areal ? item.ring : item.r, width: this.#width(text, area) + (area ? 14 : 2) });
    }
    seen.sort((a, b) => this.#picked(b.item) - this.#picked(a.item) || b.item.left.length - a.item.left.length || a.item.areal - b.item.areal);
    const buttons = [width - this.bar.offsetWidth - 10, 0, width, this.bar.offsetHeight + 10];
    const spots = placeNames(seen, width, height, { line: 15 * theme.scale, most: NAMED, taken: [buttons] });
    this.names.replaceChildren(...seen.flatMap(({ item, area, text }, k) => {
      item.name = null;
      if (!spots[k]) return [];
      const node = item.name = make("span", { className: `dl-name ${area ? "area" : "point"} ${item.place.kind}`, textContent: text });
      node.style.transform = `translate(${Math.round(spots[k].x)}px, ${Math.round(spots[k].y)}px) translateY(-50%)`;
      item.box = [spots[k].x, spots[k].y - 8 * theme.scale, spots[k].x + seen[k].width, spots[k].y + 8 * theme.scale];
      return [node];
    }));
  }

  #width(text, bold) {
    this.pen ??= make("canvas").getContext("2d");
    this.pen.font = `${bold ? 600 : 500} ${12 * this.theme.scale}px ${this.theme.font}`;
    return this.pen.measureText(text).width;
  }

  #picked(item) { return item.left.some(i => this.selected.has(this.events.id[i])); }

  /** Light what is selected by classes: nothing is redrawn, so it is as quick with five thousand marks as with five. */
  #light() {
    const any = this.selected.size > 0 && this.items.some(item => this.#picked(item));
    this.root.classList.toggle("has-selection", any);
    for (const item of this.items) for (const node of [item.node, item.name]) node?.classList.toggle("on", any && this.#picked(item));
    this.areaNodes?.forEach((node, k) => {
      const left = this.shown[this.areas[k]];
      node.style.display = left.length ? "" : "none";
      node.classList.toggle("on", any && left.some(i => this.selected.has(this.events.id[i])));
    });
  }

  async select(ids) {
    this.selected = new Set(ids);
    if (this.items.some(item => item.seen && !item.name && this.#picked(item))) this.#name(...this.size);   // what is selected is named
    if (this.shown) this.#light();
  }

  // ---- what the reader does ----

  /** What lies at a point: the nearest mark, else a name, else the smallest ring or the country around it. */
  at(x, y, reach = 4) {
    let best = null, distance = Infinity;
    for (const item of this.items) {
      if (item.areal || !item.seen) continue;
      const away = Math.hypot(item.x - x, item.y - y) - item.r;
      if (away < reach && away < distance) { best = item; distance = away; }
    }
    const over = ({ box: [left, top, right, bottom] }) => x >= left && x <= right && y >= top && y <= bottom;
    best ??= this.items.find(item => item.name && over(item));
    const rings = this.items.filter(item => item.areal && item.node && Math.hypot(item.x - x, item.y - y) < item.ring).sort((a, b) => a.ring - b.ring);
    if (best ?? rings[0]) return best ?? rings[0];
    const k = this.areaNodes?.findIndex(node => node.style.display !== "none" && node.isPointInFill(new DOMPoint(x, y))) ?? -1;
    return k < 0 ? null : this.items.find(item => item.group[0] === this.areas[k]) ?? null;
  }

  choose(x, y, add, reach) {
    const item = this.at(x, y, reach);
    if (item) this.onSelect(item.left.map(i => this.events.id[i]), { add });
    else if (!add && this.selected.size) this.onSelect([], { keep: true });
  }

  /** A step of a gesture: shift by pixels, then zoom around a point. */
  move(dx, dy, factor = 1, at = null) {
    const [width, height] = this.size, [x, y] = at ?? [width / 2, height / 2], here = camera(this.view, width, height), [lat, lon] = here.from(x - dx, y - dy);
    let view = clampView({ ...this.view, scale: this.view.scale * factor }, width, height);
    for (let k = 0; k < 2; k++) {                          // what was under the pointer comes back under it
      const now = camera(view, width, height), [tx, ty] = now.to(lat, lon), [midLat, midLon] = now.from(width / 2 + tx - x, height / 2 + ty - y);
      view = clampView({ ...view, lat: midLat, lon: midLon }, width, height);
    }
    Object.assign(this, { view, moved: true });
    this.stepping ??= requestAnimationFrame(() => { this.stepping = null; this.#place(); this.#light(); });
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.#arrive(), SETTLE);
  }

  #arrive() {
    this.#gather();                                          // marks come apart
    this.onView({ map: [this.view.lon, this.view.lat, this.view.scale].map(n => Math.round(n * 100) / 100).join(",") });
    return this.#base();
  }

  zoom(factor) { this.move(0, 0, factor); }

  async refit() {
    this.moved = false; this.view = this.#fitted(); this.onView({ map: "" });
    this.#gather();
    await this.#base();
  }

  #resized() {
    const shape = this.size.join("x");
    if (!this.shown || shape === this.shape) return;
    this.shape = shape;
    this.view = this.moved ? clampView(this.view, ...this.size) : this.#fitted();
    this.#gather(); this.#base();
  }

  close() { this.resize.disconnect(); cancelAnimationFrame(this.stepping); clearTimeout(this.settling); clearTimeout(this.refine); this.root.replaceChildren(); }
}
