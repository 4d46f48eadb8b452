// Where the shown events stand, in pixels: rows of one event each, lanes with sub-rows, and the gutters.
import { besideMark, packLane, wrap } from "./labels.js";
import { lanesOf, timeRows } from "./timeline_layout.js";
import { covered } from "./timeline_marks.js";

// A bracket that runs beyond the axis, or over a whole month or more, says in its title what it spans.
const FINE = ["day", "days", "week", "none"];
const LANE_LABELS = 44, MOST_LANES = 30;  // titles that lanes make room for; lanes drawn

/** Rows of one event each, from y down. Returns where they end. */
export function layRows(view, list, y, spots, band) {
  const { c, unit: u } = view, rows = timeRows(c, list), measure = text => view.measure(text, view.font);
  const base = (matchMedia("(pointer: coarse)").matches ? 30 : list.length <= 12 ? 22 : list.length <= 24 ? 20 : 18) * u, line = 15.5 * u;
  for (const [i, depth] of rows) {
    const span = covered(c, i, view.range), mark = span && [Math.max(0, view.x(span[0])) - 4, Math.min(view.axis.width, view.x(span[1])) + 4];
    const whole = depth ? spots.findLast(other => c.id[other.i] === c.part_of[i]) : null;
    const exact = c.dated[i] && c.earliest_ord[i] !== null && c.earliest_ord[i] === c.latest_ord[i] && span;
    if (exact) { mark[0] -= 4; mark[1] += 4; } else if (mark && c.status[i] !== "occurred") { mark[0] -= 4; mark[1] += 8; }
    if (mark && (c.status[i] === "alleged" || exact && c.status[i] === "suspended")) { mark[0] -= 8; mark[1] += 4; }
    if (mark && whole?.from !== undefined) mark[0] = Math.max(0, Math.min(mark[0], whole.from - 9));   // clear of the tie
    const chip = c.commemorates[i] && view.at.has(c.commemorates[i]) ? chipText(view, i) : "";
    const beyond = span && (span[0] < view.range[0] || span[1] > view.range[1]), told = c.one_of[i] && (!FINE.includes(c.precision[i]) || beyond);
    const unit = !c.short[i] || !(told || c.approximate[i] || c.uncertain[i]) ? "" : c.one_of[i] ? `[${c.short[i]}]` : c.short[i];   // "~" and "?" are in it
    const extra = (unit ? view.measure(unit, `600 ${view.font}`) + 5 * u : 0) + (exact ? 0 : 17 * u) + (chip ? view.measure(chip, view.small) + 18 * u : 0) + (span ? 0 : 12 * u);
    const place = besideMark(c.title[i], mark, view.axis.width, measure, extra), text = place.lines.length * line;
    const high = place.side === "below" ? Math.max(base, 14 * u + text + 6 * u) : Math.max(base, text + (place.lines.length > 1 ? 8 * u : 0));
    const at = place.side === "below" ? y + 9 * u : y + high / 2;
    spots.push({ i, y: at, from: mark?.[0], top: y, bottom: y + high, depth, place, exact, unit, chip, day: place.side === "left" ? span[0] : span?.[1], textTop: place.side === "below" ? y + 16 * u : y + high / 2 - text / 2, row: true, band });
    y += high;
  }
  return y;
}

function chipText(view, i) {
  const other = view.at.get(view.c.commemorates[i]);
  return view.c.short[other] || view.words.links.commemorates;
}

/** Lanes with sub-rows: titles where there is room, every mark in any case. Returns where they end. */
export function layLanes(view, list, y, spots, heads) {
  const { c, unit: u } = view, lanes = lanesOf(c, list, view.lane), names = [...lanes.keys()], row = 17 * u, crowdRow = 9 * u, head = 18 * u;
  const measure = text => view.measure(text, view.small), room = view.axis.width;
  const shown = names.slice(0, MOST_LANES), laid = shown.map(name => {
    const items = [];
    for (const i of lanes.get(name)) {
      const span = covered(c, i, view.range);
      const before = c.status[i] === "alleged" ? 17 : c.status[i] === "suspended" ? 10 : 5;       // a quotation mark, a stroke
      const exact = c.dated[i] && c.earliest_ord[i] !== null && c.earliest_ord[i] === c.latest_ord[i];   // its mark is its glyph
      if (span) items.push({ i, exact, x0: Math.max(-20, view.x(span[0])) - before, x1: Math.min(room + 20, view.x(span[1])) + 5, label: measure(c.title[i]) + (exact ? 2 : 17 * u) });
    }
    return { name, items: items.reverse(), n: lanes.get(name).length };     // the newest get their titles first
  });
  const total = laid.reduce((sum, lane) => sum + lane.items.length, 0), wanted = Math.min(LANE_LABELS, total);
  for (let rows = wanted / 2; ; rows *= 1.25) {            // as few rows as give room for the titles wanted
    for (const lane of laid) {
      lane.titled = Math.max(1, Math.min(2 * lane.items.length, Math.round(rows * lane.items.length / Math.max(1, total))));
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
      const place = p.x === null ? null : { x: p.x, width: item.label, lines: [c.title[p.i]], side: p.x > item.x0 || p.above ? "right" : "left" };
      spots.push({ i: p.i, y: top + high / 2, top, bottom: top + high, small, lane: name, exact: item.exact, place, textTop: top + 1.5 * u - (p.above ? row : 0), day: place && !p.above ? covered(c, p.i, view.range)[place.side === "right" ? 1 : 0] : undefined });
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
export function layGutter(view, band, list, x, wide, most) {
  const { c, unit: u } = view, line = 15 * u, inner = wide - 16 * u, entries = [];
  const near = band === "earlier" ? [...list].reverse() : list, tall = i => (wrap(c.title[i], inner, text => view.measure(text, view.small)).length + 1) * line + 6 * u;
  const pinned = view.selected.length === 1 ? list.find(i => c.id[i] === view.selected[0]) : undefined;    // what is selected is shown, however far it lies
  let used = 6;
  for (const i of near) {
    const high = tall(i);
    if (entries.length && used + high > most - (near.length > entries.length + 1 ? line : 0)) break;
    entries.push({ i, high }); used += high;
  }
  if (pinned !== undefined && entries.every(entry => entry.i !== pinned)) {
    const high = tall(pinned);
    while (entries.length > 1 && used + high > most - line) used -= entries.pop().high;
    entries.push({ i: pinned, high }); used += high;
  }
  const n = view.count(band, list), rest = n - entries.length;
  if (band === "earlier") entries.reverse();
  let y = band === "earlier" && rest ? line + 8 : 6;
  for (const entry of entries) { entry.y = y; y += entry.high; }
  return { band, n, x, wide, entries, rest, height: y + (band === "later" && rest ? line + 8 : 2) };
}
