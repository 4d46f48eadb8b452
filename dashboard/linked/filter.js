// What a selection holds, computed in the browser: the same answers as dashboard/selection.py and the store.
// Pure functions on columns; no DOM and no Plotly, so that plain node runs them too.
//
// columns: parallel lists, one entry an event: id, members, actors, countries, roles ({code: part}), category, status,
// review, places, articles, search (folded), first, last, certainLast (ordinals; OPEN is an open end), published,
// recorded (ordinals or null). selection: the fields of dashboard.model.Selection, days as ISO text.

export const OPEN = 1e9;
const DAY = 86_400_000;
export const EMPTY = Object.freeze({ actors: [], both: false, roles: [], countries: [], categories: [], statuses: [], reviews: [],
  places: [], articles: [], text: "", since: null, until: null, certain: false, published_since: null, published_until: null,
  recorded_since: null, recorded_until: null, ids: [] });
// Field of the selection -> column of the events, for the fields that are lists of words.
export const FACETS = { actors: "actors", countries: "countries", categories: "category", statuses: "status", reviews: "review",
  places: "places", articles: "articles" };

/** Text in lower case and without accents, as dashboard.selection.fold makes it. */
export function fold(text) {
  return text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ").normalize("NFKD").replace(/\p{Mn}/gu, "")
    .replace(/\s+/g, " ").trim();
}

/** Days since 1970-01-01 of an ISO day, null for none or for what is no day. */
export function ordinal(iso) {
  const parts = /^(-?\d{4,9})-(\d\d)-(\d\d)$/.exec(iso ?? "");
  if (!parts) return null;
  const date = new Date(0);
  date.setUTCFullYear(+parts[1], +parts[2] - 1, +parts[3]);
  return date.getUTCMonth() === +parts[2] - 1 && date.getUTCDate() === +parts[3] ? Math.round(date / DAY) : null;
}

/** "certainly", "possibly" or "no": does event i fall into the days low to high (ordinals, inclusive)? */
export function inside(columns, i, low, high) {
  const first = columns.first[i], last = columns.last[i];
  if (last < low || first > high) return "no";
  if (first >= low && last <= high) return "certainly";
  return columns.certainLast[i] >= low && first <= high ? "certainly" : "possibly";
}

const test = {
  ids: (c, s) => i => s.ids.includes(c.id[i]) || c.members[i].some(id => s.ids.includes(id)),
  actors: (c, s) => {
    const hit = (i, key) => key in c.roles[i] ? !s.roles.length || s.roles.includes(c.roles[i][key]) : c.actors[i].includes(key);
    return s.both ? i => s.actors.every(key => hit(i, key)) : i => s.actors.some(key => hit(i, key));
  },
  countries: (c, s) => i => c.countries[i].some(code => s.countries.includes(code)),
  categories: (c, s) => i => s.categories.includes(c.category[i]),
  statuses: (c, s) => i => s.statuses.includes(c.status[i]),
  reviews: (c, s) => i => s.reviews.includes(c.review[i]),
  places: (c, s) => i => c.places[i].some(name => s.places.includes(name)),
  articles: (c, s) => i => c.articles[i].some(id => s.articles.includes(id)),
  text: (c, s) => { const words = fold(s.text).split(" ").filter(Boolean); return i => words.every(word => c.search[i].includes(word)); },
  since: (c, s) => {
    const low = ordinal(s.since) ?? -OPEN, high = ordinal(s.until) ?? OPEN;
    return i => { const answer = inside(c, i, low, high); return answer !== "no" && (!s.certain || answer === "certainly"); };
  },
  published_since: (c, s) => within(c.published, s.published_since, s.published_until),
  recorded_since: (c, s) => within(c.recorded, s.recorded_since, s.recorded_until),
};

function within(column, since, until) {
  const low = ordinal(since) ?? -Infinity, high = ordinal(until) ?? Infinity;
  return i => column[i] !== null && column[i] >= low && column[i] <= high;
}

function active(selection, field) {
  const twin = { since: "until", published_since: "published_until", recorded_since: "recorded_until" }[field];
  const value = selection[field];
  return Boolean(twin ? value || selection[twin] : Array.isArray(value) ? value.length : value);
}

/** 1 for each event that the selection holds; the fields in `without` are left out of account. */
export function visibleEvents(columns, selection, without = []) {
  const chosen = { ...EMPTY, ...selection };
  const tests = Object.keys(test).filter(field => active(chosen, field) && !without.includes(field)).map(field => test[field](columns, chosen));
  const visible = new Uint8Array(columns.id.length);
  for (let i = 0; i < visible.length; i++) visible[i] = tests.every(holds => holds(i)) ? 1 : 0;
  return visible;
}

// What a reader takes back in one step -> the fields of the selection that it is, as in dashboard/linked/parts.py.
export const FILTERS = { actors: ["actors", "both", "roles"], countries: ["countries"], categories: ["categories"], statuses: ["statuses"], reviews: ["reviews"], places: ["places"],
  articles: ["articles"], text: ["text"], since: ["since", "until", "certain"], published_since: ["published_since", "published_until"], recorded_since: ["recorded_since", "recorded_until"], ids: ["ids"] };

/** The selection without some of its fields. */
export const without = (selection, fields) => ({ ...selection, ...Object.fromEntries(fields.map(field => [field, EMPTY[field]])) });

/** For each filter that is set, how many events there were without it: what an empty page offers to take back. */
export function relief(columns, selection) {
  const set = Object.entries(FILTERS).filter(([, fields]) => fields.some(field => active(selection, field)));
  return Object.fromEntries(set.map(([name, fields]) => [name, visibleEvents(columns, without(selection, fields)).reduce((sum, on) => sum + on, 0)]));
}

/** How many of the visible events certainly, and how many only possibly, fall into the selection's days. */
export function surety(columns, selection) {
  const low = ordinal(selection.since) ?? -OPEN, high = ordinal(selection.until) ?? OPEN;
  const count = { certainly: 0, possibly: 0 };
  visibleEvents(columns, { ...selection, certain: false }).forEach((on, i) => { if (on) count[inside(columns, i, low, high)]++; });
  return count;
}

/** Map value -> events that would show it: those that all other fields of the selection hold. Most frequent first. */
export function facet(columns, selection, field) {
  // With "both", a further actor narrows: the counts are those of the events together with the actors chosen so far.
  const narrows = field === "actors" && selection.both;
  const visible = visibleEvents(columns, selection, narrows ? [] : [field]);
  const counts = new Map(), column = columns[FACETS[field]];
  const add = value => counts.set(value, (counts.get(value) ?? 0) + 1);
  visible.forEach((on, i) => {
    if (!on) return;
    if (field === "actors") for (const value of new Set([...columns.actors[i], ...columns.countries[i]])) add(value);
    else if (Array.isArray(column[i])) for (const value of new Set(column[i])) add(value);
    else add(column[i]);
  });
  return new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

/** Who else takes part in the visible events of the chosen actors: Map name -> events. "Together with ..." */
export function together(columns, selection) {
  const chosen = new Set(selection.actors), counts = new Map();
  visibleEvents(columns, selection).forEach((on, i) => {
    if (on) for (const name of columns.actors[i]) if (!chosen.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  return new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

export function isEmpty(selection) {
  return Object.keys(EMPTY).every(field => !active({ ...EMPTY, ...selection }, field) || ["both", "certain", "roles"].includes(field));
}

/** The stretches of `text` that hold a searched word, for highlighting: [[start, end], ...] in order, none overlapping. */
export function hits(text, query) {
  const words = fold(query ?? "").split(" ").filter(Boolean);
  if (!words.length) return [];
  // Folding may change lengths, so each folded character remembers where it came from.
  let folded = "";
  const from = [];
  let at = 0;
  for (const character of text) {
    const piece = /\s/.test(character) ? " " : fold(character);
    for (const unit of piece) { folded += unit; for (let k = 0; k < unit.length; k++) from.push([at, at + character.length]); }
    at += character.length;
  }
  const found = [];
  for (const word of words)
    for (let k = folded.indexOf(word); k >= 0; k = folded.indexOf(word, k + word.length))
      found.push([from[k][0], from[k + word.length - 1][1]]);
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return found.reduce((kept, span) => {
    const last = kept.at(-1);
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]); else kept.push([...span]);
    return kept;
  }, []);
}
