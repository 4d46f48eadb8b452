// The pieces of an event's mark: the same rules as dashboard/viewmodel/drawing.py, where the signs are explained (a test
// compares the two), and how they are drawn.
import { GLYPHS, svg } from "./dom.js";

const FADE_STEPS = 12, FADE_SHARE = .12, BEYOND = .008;
const THICK = { span: 11, rail: 3, fade: 6, strike: 2 }, HOLLOW_RAIL = 6, CLEAR = 8;   // px, as in dashboard/figures/timeline.py

/** The pieces of event i on an axis that shows [low, high): {part, start, end, hollow, sign, strength}, days with fractions. */
export function pieces(c, i, [low, high]) {
  const first = c.earliest_ord[i], last = c.latest_ord[i] === null ? null : c.latest_ord[i] + 1, seen = c.seen_ord[i] === null ? null : c.seen_ord[i] + 1;
  const status = c.status[i], hollow = status === "planned", dated = c.dated[i], reach = (high - low) * FADE_SHARE;
  if (dated && first !== null && last === first + 1) { const at = first + .5; return [piece("dot", at, at, { hollow }), ...says(status, at, at, high - low)]; }
  if (status === "ongoing" && !dated) { const to = seen ?? high; return [...fade(to - reach, to, true, false), ...says(status, to, to, high - low)]; }
  const long = dated && c.throughout[i], made = [];
  let start = first, end = last ?? (long ? seen : null);
  if (start === null && end === null) return made;
  if (start === null) { made.push(...fade(end - reach, end, true, hollow, long)); start = end; }
  else if (last === null) {
    end = long ? Math.max(start + 1, end ?? start + 1) : start;
    made.push(...fade(end, end + reach, false, hollow, long));
  }
  if (end > start) made.push(piece(long ? "span" : "rail", start, end, { hollow }));
  if (!long) for (const at of first === last ? [first] : [first, last]) if (at !== null) made.push(piece("end", at, at, {}));
  return [...made, ...says(status, start, end, high - low)];
}

const piece = (part, start, end, { hollow = false, sign = "", strength = 1 }) => ({ part, start, end, hollow, sign, strength });

function fade(start, end, rising, hollow, wide = false) {
  const step = (end - start) / FADE_STEPS;
  return Array.from({ length: FADE_STEPS }, (_, n) => piece("fade", start + n * step, start + (n + 1) * step, { hollow, sign: wide ? "wide" : "", strength: (rising ? n + 1 : FADE_STEPS - n) / FADE_STEPS }));
}

function says(status, start, end, width) {
  if (status === "ongoing") { const at = end + BEYOND * width; return [piece("says", at, at, { sign: "arrow-right" })]; }
  if (status === "suspended") return [start < end ? piece("strike", start, end, {}) : piece("says", start, start, { sign: "line-ew-open" })];
  if (status === "denied") return [...new Set([start, end])].map(at => piece("says", at, at, { sign: "x-thin-open" }));
  if (status === "alleged") return [piece("quote", start, start, { sign: "“" })];
  return [];
}

/** Fades of every kind of event, for `markNode` to refer to: light to full ("up") and full to light ("down"). */
export function fadeColors(kinds, theme) {
  return svg("defs", {}, ...kinds.flatMap(kind => ["up", "down"].map(way => svg("linearGradient", { id: `dl-fade-${kind}-${way}` },
    ...[0, 1].map(at => svg("stop", { offset: at, "stop-color": theme.mark(kind).color, "stop-opacity": (at === 1) === (way === "up") ? 1 : .08 }))))));
}

/**
 * The mark of event i in the row whose middle is y, or null where nothing of it is in view. `x(day)` is the pixel of a day,
 * `width` that of the axis. Small marks (`scale` below 1) are for crowded lanes; `plain` leaves out the ends of brackets,
 * which are lost there anyway.
 */
export function markNode(c, i, y, { range, theme, scale, plain, x, width }) {
  const { symbol, color } = theme.mark(c.category[i]), parts = [], room = width / 2, over = theme.text;
  const bar = (from, to, high, more) => { const a = Math.max(x(from), -room), b = Math.min(x(to), width + room); if (b >= a) parts.push(svg("rect", { x: round(a), y: round(y - high / 2), width: round(b - a), height: round(high), ...more })); };
  const line = (d, stroke, wide = 2) => parts.push(svg("path", { d, fill: "none", stroke, "stroke-width": wide * Math.max(1, scale) }));
  const outline = { stroke: color, "stroke-width": 1.5 * Math.max(1, scale) };
  let fading = null;
  for (const p of pieces(c, i, range)) {
    const at = round(x(p.start)), r = n => round(n * scale);
    if (p.part === "fade") { if (fading) fading.end = p.end; else fading = { ...p, first: p.strength }; continue; }
    if (p.part === "span" || p.part === "rail") bar(p.start, p.end, scale * (p.hollow && p.part === "rail" ? HOLLOW_RAIL : THICK[p.part]), { fill: p.hollow ? "none" : color, ...outline });
    else if (p.part === "strike") bar(p.start, p.end, scale * THICK.strike, { fill: over });
    else if (at < -room || at > width + room) continue;
    else if (p.part === "dot") parts.push(svg("path", { d: GLYPHS[symbol], transform: `translate(${at},${round(y)}) scale(${round(scale * .92)}) translate(-8,-8)`, fill: p.hollow ? "none" : color, stroke: color, "stroke-width": 1.5 }));
    else if (p.part === "end") { if (!plain) line(`M${at},${round(y - 7 * scale)}v${r(14)}`, color); }
    else if (p.part === "quote") parts.push(Object.assign(svg("text", { x: round(at - CLEAR * scale), y: round(y + 15 * scale), "text-anchor": "end", "font-size": r(23), "font-weight": 700, fill: over }), { textContent: p.sign }));
    else if (p.sign === "arrow-right") parts.push(svg("path", { d: `M${round(at - 5 * scale)},${round(y - 6 * scale)}l${r(10)},${r(6)}l${r(-10)},${r(6)}z`, fill: color }));
    else if (p.sign === "line-ew-open") line(`M${round(at - 9 * scale)},${round(y)}h${r(18)}`, over);
    else line(`M${round(at - 7 * scale)},${round(y - 7 * scale)}l${r(14)},${r(14)}m0,${r(-14)}l${r(-14)},${r(14)}`, over);
  }
  if (fading) bar(fading.start, fading.end, scale * THICK[fading.sign === "wide" ? "span" : "fade"], { fill: `url(#dl-fade-${c.category[i]}-${fading.first < .5 ? "up" : "down"})` });
  if (!parts.length) return null;
  if (parts.length > 1) return svg("g", { class: "point" }, ...parts);
  parts[0].setAttribute("class", "point");
  return parts[0];
}

const round = n => Math.round(n * 10) / 10;

/** First and last day that the mark of event i covers on `range`, for its title's place; null where nothing of it is drawn. */
export function covered(c, i, range) {
  let low = Infinity, high = -Infinity;
  for (const p of pieces(c, i, range)) { low = Math.min(low, p.start); high = Math.max(high, p.end); }
  return low > high || high < range[0] || low > range[1] ? null : [low, high];
}
