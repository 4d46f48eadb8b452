// The pieces of an event's mark, and how they fill the traces of the figure. Pure; the same rules as
// dashboard/viewmodel/drawing.py, where the signs are explained. A test compares the two.

const DAY = 86_400_000, FADE_STEPS = 12, FADE_SHARE = .12, BEYOND = .008;
const THICK = { span: 11, rail: 3, fade: 6, strike: 2 }, HOLLOW_RAIL = 6, NOTHING = "rgba(0,0,0,0)", CLEAR = "\u00a0\u00a0", OVER = ["line-ew-open", "x-thin-open"];

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

/**
 * The figure's traces filled with the marks of `placed` ([{i, y}]) on `range`, in the colours of `theme`.
 * Traces of a still picture (titles, gutters) are left out. Small marks (`scale` below 1) are for crowded lanes;
 * `plain` leaves out the ends of brackets, which are lost there anyway.
 */
export function fillTraces(traces, c, placed, range, theme, scale = 1, plain = false) {
  const parts = new Map(traces.filter(trace => !["label", "gutter"].includes(trace.meta?.part)).map(trace => [trace.meta?.part, { trace, made: [] }]));
  const marks = {}, room = (range[1] - range[0]) * .5;
  for (const { i, y } of placed) for (const p of pieces(c, i, range)) {
    if (p.end < range[0] - room || p.start > range[1] + room) continue;
    if (!plain || p.part !== "end") parts.get(p.part)?.made.push([p, i, y]);
  }
  return [...parts].map(([part, { trace, made }]) => {
    const color = made.map(([p, i]) => part === "strike" || part === "quote" || OVER.includes(p.sign) ? theme.text : (marks[c.category[i]] ??= theme.mark(c.category[i])).color);
    const seen = new Map(), pointId = id => { const n = (seen.get(id) ?? 0) + 1; seen.set(id, n); return n === 1 ? id : `${id}#${n}`; };   // plotly.js draws one point of an id
    const out = { ...trace, y: made.map(([, , y]) => y), ids: made.map(([, i]) => pointId(c.id[i])) };
    if (trace.type === "bar") {
      const from = made.map(([p]) => Math.max(p.start, range[0] - room)), to = made.map(([p]) => Math.min(p.end, range[1] + room));
      return { ...out, base: from.map(day => Math.round(day * DAY)), x: from.map((day, k) => Math.round((to[k] - day) * DAY)),
        width: made.map(([p]) => scale * (p.hollow && part === "rail" ? HOLLOW_RAIL : THICK[p.sign === "wide" ? "span" : part])),
        marker: { ...trace.marker, color: made.map(([p], k) => p.hollow && part !== "fade" ? NOTHING : color[k]), opacity: made.map(([p]) => Math.round(p.strength * 1000) / 1000),
          line: { width: part === "fade" || part === "strike" ? 0 : 1.5 * Math.max(1, scale), color } } };
    }
    const x = made.map(([p]) => Math.round(p.start * DAY));
    if (part === "quote") return { ...out, x, text: made.map(([p]) => p.sign + CLEAR), textfont: { ...trace.textfont, color } };
    const symbol = made.map(([p, i]) => part === "dot" ? (marks[c.category[i]] ??= theme.mark(c.category[i])).symbol + (p.hollow ? "-open" : "") : part === "end" ? "line-ns-open" : p.sign);
    return { ...out, x, marker: { ...trace.marker, symbol, color, size: trace.marker.size * scale, line: { ...trace.marker.line, width: trace.marker.line.width * Math.max(1, scale), color } } };
  });
}

/** First and last day that the mark of event i covers on `range`, for its title's place; null where nothing of it is drawn. */
export function covered(c, i, range) {
  let low = Infinity, high = -Infinity;
  for (const p of pieces(c, i, range)) { low = Math.min(low, p.start); high = Math.max(high, p.end); }
  return low > high || high < range[0] || low > range[1] ? null : [low, high];
}
