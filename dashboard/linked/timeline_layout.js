// Where events stand: windows, bands, rows, lanes and ticks. Pure functions on columns; no DOM, no Plotly.
// The same rules as dashboard/viewmodel/windows.py and drawing.py; a test runs both on the same events.
// Days are ordinals (days since 1970-01-01); a range is [first moment, end) in days with fractions.

export const ROWS_AT_MOST = 40;           // events with a row each; above that, lanes
export const BANDS = ["axis", "earlier", "later", "ongoing", "undated"];
export const LANES = { actor: "actors", country: "countries", category: "category", place: "places", article: "articles" };
const DAY = 86_400_000, SHORTEST = 1, LONGEST = 4_000_000;

/** The band of every event for the days low to high (ordinals, inclusive). */
export function bandsOf(c, low, high) {
  return c.id.map((_, i) => {
    if (!c.dated[i]) return c.status[i] === "ongoing" ? "ongoing" : "undated";
    if (c.latest_ord[i] !== null && c.latest_ord[i] < low) return "earlier";
    if (c.earliest_ord[i] !== null && c.earliest_ord[i] > high) return "later";
    return "axis";
  });
}

/** First and last day of a dated event, an open end where it was last seen; null without a date. */
export function extent(c, i) {
  if (!c.dated[i]) return null;
  const last = c.latest_ord[i] ?? c.seen_ord[i] ?? c.earliest_ord[i], first = c.earliest_ord[i] ?? last;
  return first === null ? null : [first, Math.max(first, last)];
}

/** The range that holds all dated events among `chosen`, with a little room; null where there is none. */
export function rangeOf(c, chosen) {
  let low = Infinity, high = -Infinity;
  for (const i of chosen) { const span = extent(c, i); if (span) { low = Math.min(low, span[0]); high = Math.max(high, span[1] + 1); } }
  if (low > high) return null;
  const room = Math.max(1, (high - low) * .02);
  return [Math.floor(low - room), Math.ceil(high + 1.5 * room)];
}

export function clampRange([low, high], bounds) {
  let width = Math.min(Math.max(high - low, SHORTEST), LONGEST), middle = (low + high) / 2;
  if (bounds) {                                             // never lose sight of everything
    const reach = Math.max(bounds[1] - bounds[0], 60);
    width = Math.min(width, reach * 4);
    middle = Math.min(Math.max(middle, bounds[0] - width / 3), bounds[1] + width / 3);
  }
  return [middle - width / 2, middle + width / 2];
}

/** Events of `chosen` in time order with their depth: parts stand under their whole. */
export function timeRows(c, chosen) {
  const at = new Map(chosen.map(i => [c.id[i], i])), parts = new Map(), rows = [], seen = new Set();
  for (const i of chosen) {
    const whole = at.get(c.part_of[i]);
    if (whole !== undefined && whole !== i) parts.set(whole, [...parts.get(whole) ?? [], i]);
  }
  const add = (i, depth) => {
    if (seen.has(i)) return;
    seen.add(i); rows.push([i, depth]);
    for (const part of parts.get(i) ?? []) add(part, depth + 1);
  };
  for (const i of chosen) if (!at.has(c.part_of[i]) || at.get(c.part_of[i]) === i) add(i, 0);
  for (const i of chosen) add(i, 0);
  return rows;
}

/** Map lane name -> events; one event may stand in several. Fullest first; those that name none last, under "". */
export function lanesOf(c, chosen, lane) {
  const column = c[LANES[lane]], found = new Map();
  for (const i of chosen) {
    const names = Array.isArray(column[i]) ? [...new Set(column[i])] : [column[i]];
    for (const name of names.length ? names : [""]) { if (!found.has(name)) found.set(name, []); found.get(name).push(i); }
  }
  return new Map([...found].sort((a, b) => (a[0] === "") - (b[0] === "") || b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1)));
}

const civil = day => { const date = new Date(day * DAY); return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]; };
export function ordinalOf(year, month = 0, day = 1) { const date = new Date(0); date.setUTCFullYear(year, month, day); return Math.round(date / DAY); }
export const isoOf = day => { const [y, m, d] = civil(day); return `${y < 0 ? "-" : ""}${String(Math.abs(y)).padStart(4, "0")}-${String(m + 1).padStart(2, "0")}-${String(d).padStart(2, "0")}`; };
export const rangeText = ([low, high]) => `${isoOf(Math.round(low))}..${isoOf(Math.max(Math.round(low), Math.round(high) - 1))}`;

/** The first (or, with `end`, the last) day that a typed date means: "2024", "2024-05", "2024-05-16", "16 May 2024"; null if none. */
export function typedDay(text, end, months) {
  const plain = /^\s*(-?\d{4,6})(?:-(\d\d?))?(?:-(\d\d?))?\s*$/.exec(text), spoken = /^\s*(?:(\d\d?)\s+)?([^\s\d]{3,})\.?\s+(-?\d{4,6})\s*$/.exec(text);
  let year, month, day;
  if (plain) [year, month, day] = [+plain[1], plain[2] && +plain[2] - 1, plain[3] && +plain[3]];
  else if (spoken) { year = +spoken[3]; day = spoken[1] && +spoken[1]; month = months.findIndex(name => name.toLowerCase().startsWith(spoken[2].toLowerCase())); }
  else return null;
  if (month === undefined) return end ? ordinalOf(year, 11, 31) : ordinalOf(year);
  if (month < 0 || month > 11) return null;
  if (day === undefined) return end ? ordinalOf(year, month + 1, 0) : ordinalOf(year, month);
  const at = ordinalOf(year, month, day);
  return civil(at)[1] === month && civil(at)[2] === day ? at : null;
}

const STEPS = [[1, "day", 1], [2, "day", 2], [7, "day", 7], [14, "day", 14], [30.4, "month", 1], [91.3, "month", 3], [182.6, "month", 6], [365.25, "year", 1],
  ...[2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000].map(n => [365.25 * n, "year", n])];

/** Ticks of a range drawn on `width` pixels: [{at, text, major}]. `at` is a day; text names it as briefly as it can. */
export function ticks([low, high], width, months, gap = 74) {
  const needed = (high - low) / Math.max(1, width / gap), [, unit, n] = STEPS.find(step => step[0] >= needed) ?? STEPS.at(-1), found = [];
  const yearText = year => year < 1 ? `${1 - year} BC` : String(year);
  if (unit === "day") {
    const first = Math.ceil(low);
    let at = n >= 7 ? first + (((4 - first) % 7) + 7) % 7 : n === 2 ? first + Math.abs(first % 2) : first, before = null;
    for (; at < high; at += n) {
      const [y, m, d] = civil(at), major = before === null || before !== `${y} ${m}`;
      found.push({ at, text: major ? `${d} ${months[m]}${before === null || !before.startsWith(y + " ") ? " " + yearText(y) : ""}` : String(d), major });
      before = `${y} ${m}`;
    }
  } else {
    const [y0, m0] = civil(Math.floor(low));
    let month = unit === "month" ? y0 * 12 + Math.floor(m0 / n) * n : Math.floor(y0 / n) * n * 12, before = null;
    for (const step = unit === "month" ? n : n * 12; ; month += step) {
      const year = Math.floor(month / 12), at = ordinalOf(year, month - year * 12);
      if (at >= high) break;
      if (at < low) continue;
      const major = unit === "year" ? true : before !== year;
      found.push({ at, text: unit === "year" ? yearText(year) : major ? `${months[month - year * 12]} ${yearText(year)}` : months[month - year * 12], major });
      before = year;
    }
  }
  return found;
}
