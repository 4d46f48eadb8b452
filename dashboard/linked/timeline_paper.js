// What is written around the marks: titles, names of bands and lanes, gutters, ticks, ties and the light on what is selected.
import { glyph, make, svg } from "./dom.js";
import { ordinalOf, ticks } from "./timeline_layout.js";
import { covered } from "./timeline_marks.js";
import { drawTies } from "./timeline_ties.js";

/** Titles, names of bands and lanes, gutters. */
export function drawFront(view, spots, heads, sides) {
  const { c, theme, words, unit: u } = view, titles = document.createDocumentFragment(), front = document.createDocumentFragment();
  view.moving = []; view.titleNodes = new Map();
  for (const spot of spots) {
    if (!spot.place) continue;
    const { i, place } = spot, mark = theme.mark(c.category[i]);
    const node = make("div", { className: `dl-tl-title${place.side === "left" ? " left" : ""}${spot.row ? "" : " small"}${c.status[i] === "denied" || c.status[i] === "suspended" ? " off" : ""}`, data: { i } });
    if (!spot.exact) { const sign = make("span", { className: "dl-tl-sign", ariaHidden: "true" }, glyph(mark)); sign.style.color = mark.color; node.append(sign); }
    if (spot.row && spot.day === undefined) node.prepend(make("span", { className: "dl-tl-part", ariaHidden: "true", textContent: (c.latest_ord[i] ?? Infinity) < view.range[0] ? "‹" : (c.earliest_ord[i] ?? -Infinity) > view.range[1] ? "›" : "" }));
    if (spot.unit) node.append(make("b", { textContent: spot.unit }), " ");
    place.lines.forEach((text, k) => node.append(...(k ? [document.createElement("br")] : []), text));
    if (spot.chip) node.append(make("button", { type: "button", className: "dl-tl-chip", tabIndex: -1, title: `${words.links.commemorates}: ${c.title[view.at.get(c.commemorates[i])]}`, data: { to: c.commemorates[i] } }, `↶ ${spot.chip}`));
    Object.assign(node.style, { left: `${place.x}px`, top: `${spot.textTop}px`, width: `${Math.ceil(place.width)}px` });
    titles.append(node);
    view.titleNodes.set(i, node);
    if (spot.day !== undefined && spot.day !== null) view.moving.push({ node, day: spot.day, off: place.x - view.x(spot.day), x: place.x });
  }
  const axisLeft = view.axis.left, top = view.axis.top;
  for (const headOf of heads) {
    const say = n => words.more_rows.replace("{n}", n.toLocaleString("en")), y = `${top + headOf.y}px`;
    const node = headOf.more ? make("button", { type: "button", className: "dl-tl-more", tabIndex: -1, data: { open: headOf.band }, textContent: say(headOf.more) })
      : headOf.rest ? make("div", { className: "dl-tl-head", textContent: say(headOf.rest) })
      : make("div", { className: `dl-tl-head${headOf.band ? " band" : ""}` }, laneName(view, headOf), make("span", { className: "n", textContent: ` ${headOf.n.toLocaleString("en")}` }));
    Object.assign(node.style, headOf.band ? { left: 0, right: 0, top: y } : { left: `${axisLeft}px`, width: `${view.axis.width}px`, top: y });
    front.append(node);
  }
  for (const side of sides) {
    const frame = make("div", { className: `dl-tl-gutter ${side.band}` });
    Object.assign(frame.style, { left: `${side.x}px`, width: `${side.wide}px`, top: 0, height: `${view.axis.top + view.axisHigh - 4}px` });
    frame.append(make("div", { className: "dl-tl-gutter-head" }, make("b", { textContent: words.bands[side.band] }), ` ${side.n.toLocaleString("en")}`, make("small", { textContent: words.gutter })));
    for (const { i, y, high } of side.entries) {
      const mark = theme.mark(c.category[i]), sign = make("span", { className: `dl-tl-sign ${c.status[i]}`, ariaHidden: "true" }, glyph(mark));
      sign.style.color = mark.color;
      const exact = c.earliest_ord[i] !== null && c.earliest_ord[i] === c.latest_ord[i], short = c.throughout[i] || exact ? c.short[i] : `[${c.short[i]}]`;
      const node = make("div", { className: "dl-tl-entry", data: { i } }, sign, make("b", { textContent: short }), document.createElement("br"), c.title[i]);
      Object.assign(node.style, { top: `${top + y}px`, height: `${high}px` });
      frame.append(node);
      view.titleNodes.set(i, node);
    }
    if (side.rest) {
      const more = make("button", { type: "button", className: "dl-tl-more", tabIndex: -1, data: { window: "all" }, textContent: words[`more_${side.band}`].replace("{n}", side.rest.toLocaleString("en")) });
      more.style.top = side.band === "earlier" ? `${top + 2}px` : `${top + side.height - 20 * u}px`;
      frame.append(more);
    }
    front.append(frame);
  }
  view.titles.replaceChildren(titles);
  view.axisNode = make("div", { className: "dl-tl-axis" });
  Object.assign(view.axisNode.style, { left: `${axisLeft}px`, width: `${view.axis.width}px`, height: `${top}px` });
  view.front.replaceChildren(view.axisNode, front);
}

function laneName(view, { lane, text }) {
  if (text) return text;
  if (!lane) return view.words.no_lane;
  if (view.lane === "country") return view.options.names?.[lane] ?? lane;
  if (view.lane === "category") return view.words.categories[lane] ?? lane;
  if (view.lane === "article") { const article = view.options.articles?.find(a => a.id === lane); return article?.headline || lane; }
  return lane;
}

/** What lies behind the marks: light on rows, grid, ties. */
export function drawBack(view) {
  for (const [name, value] of Object.entries({ width: view.width, height: view.axis.top + view.height })) view.back.setAttribute(name, value);
  view.grid = svg("g", { class: "grid" }); view.lights = svg("g", { class: "lights" }); view.backMoving = svg("g", { class: "ties" });
  view.back.replaceChildren(view.lights, view.grid, view.backMoving);
}

/** Ticks, grid, the day of publication and today: follow every step of a gesture. */
export function drawAxis(view) {
  const { axis, words } = view, high = axis.top + view.height, found = ticks(view.range, axis.width, words.months_short, 70 * view.unit);
  const lines = [], names = [], published = view.figure.published, flag = [];
  const line = (x, name, to = axis.top + view.axisHigh) => lines.push(svg("path", { d: `M${Math.round(x) + .5},${axis.top - 5}V${to}`, class: name }));
  const flags = [];
  if (published) { const [y, m, d] = published.split(/(?<=\d)-/), at = ordinalOf(+y, +m - 1, +d) + .5; flags.push([at, words[view.options.articles?.length > 1 ? "published_line_many" : "published_line"].replace("{day_short}", `${+d} ${words.months[+m - 1]}${view.range[1] - view.range[0] > 300 ? ` ${y}` : ""}`), "published"]); }
  const today = view.options.today ?? Date.now() / 86_400_000;
  flags.push([today, words.today_line, "today"]);
  let free = -Infinity;
  for (const [at, text, name] of flags) {
    if (at < view.range[0] || at > view.range[1]) continue;
    const x = view.x(at), width = view.measure(text, view.small) + 8;
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
    const x = view.x(at);
    line(axis.left + x, major ? "major" : "minor");
    const width = view.measure(text, view.small) + 8;
    if (x < edge || x + width > axis.width + 6) continue;
    edge = x + width;
    const node = make("span", { className: `dl-tl-tick${major ? " major" : ""}`, textContent: text });
    node.style.left = `${x + 3}px`;
    names.push(node);
  }
  view.grid.replaceChildren(...lines);
  view.axisNode.replaceChildren(...names, ...flag);
}

/** A band of light behind the selected rows; in lanes a title for each selected mark that has none. */
export function lightRows(view) {
  if (!view.lights) return;
  const chosen = new Set(view.selected.map(id => view.at.get(id))), lights = [];
  view.titles.querySelectorAll(".dl-tl-title.extra").forEach(node => node.remove());
  let extras = 0;
  for (const spot of view.spots) {
    if (!chosen.has(spot.i)) continue;
    if (spot.row) lights.push(svg("rect", { x: view.axis.left, y: view.axis.top + spot.top + .5, width: view.axis.width, height: spot.bottom - spot.top - 1, rx: 3 }));
    else if (!spot.place && extras++ < 12) {
      const node = make("div", { className: "dl-tl-title small extra on", data: { i: spot.i }, textContent: view.c.title[spot.i] });
      const width = view.measure(view.c.title[spot.i], `600 ${view.small}`) + 12, span = covered(view.c, spot.i, view.range);
      const x = span ? Math.min(Math.max(0, view.x(span[1]) + 10), view.axis.width - width) : 0;
      Object.assign(node.style, { left: `${x}px`, top: `${spot.y - 9 * view.unit}px`, width: `${width}px` });
      view.titles.append(node);
    }
  }
  view.lights.replaceChildren(...lights);
  drawTies(view);
}
