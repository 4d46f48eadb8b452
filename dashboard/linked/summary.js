// What stands above the charts: the newest article, the counts, what of a large table is drawn, and what to do when nothing is.
import { make } from "./dom.js";
import { EMPTY, FILTERS, relief, without } from "./filter.js";

const BANDS = ["axis", "earlier", "later", "ongoing", "undated"];

export class Summary {
  head = make("header", { className: "dl-head" }); counts = make("p", { className: "dl-counts" });
  part = make("p", { className: "dl-part", hidden: true, role: "status" }); empty = make("div", { className: "dl-empty", hidden: true });

  /** `on`: select(ids) and filter(selection). */
  constructor(on) { this.on = on; }

  showHead({ newest, words }) {
    if (!newest) return this.head.replaceChildren(make("h1", { textContent: "Dateline" }));
    const link = /^https?:\/\//.test(newest.url ?? "") ? make("a", { href: newest.url, rel: "noreferrer noopener", target: "_blank", textContent: new URL(newest.url).host }) : null;
    this.head.replaceChildren(make("h1", { textContent: newest.headline || newest.id }),
      make("p", {}, [newest.publisher, newest.published && dayWords(newest.published, words), newest.of > 1 ? `newest of ${newest.of.toLocaleString("en")} articles` : "one article"].filter(Boolean).join(" · "), link ? " · " : "", link));
  }

  /** Of a table too large to draw: what part this is, or that another is on its way. */
  showPart({ part, words, events }, waiting) {
    this.part.hidden = !waiting && (!part || part.whole);
    this.counts.classList.toggle("waiting", waiting);
    if (this.part.hidden) return;
    const say = n => n.toLocaleString("en");
    this.part.textContent = waiting ? words.part.waiting
      : words.part[part.bars ? "bars" : "window"].replace("{axis}", say(part.counts.axis)).replace("{total}", say(part.counts.total)).replace("{drawn}", say(events.band.length));
  }

  /** Nothing fits: which filter empties the page, and a button that takes it back. `label(field)` says what is chosen. */
  showEmpty({ events, part }, selection, nothing, label) {
    this.empty.hidden = !nothing;
    if (!nothing) return;
    if (!events.id.length && !part) return this.empty.replaceChildren(make("p", { textContent: "No events yet. Add an article on the Articles page, or run: python -m dashboard add FILE" }));
    const found = Object.entries(part ? part.relief : relief(events, selection)).filter(([, n]) => n).sort((a, b) => b[1] - a[1]);
    this.empty.replaceChildren(make("p", { textContent: found.length ? "No event fits all of these filters together." : "No event fits this selection." }),
      ...found.slice(0, 4).map(([name, n]) => make("button", { type: "button", onclick: () => this.on.filter(without(selection, FILTERS[name])) }, "Without ", make("b", { textContent: label(name) }), `: ${n.toLocaleString("en")} ${n === 1 ? "event" : "events"}`)),
      make("button", { type: "button", textContent: "Clear all filters", onclick: () => this.on.filter({ ...EMPTY }) }));
  }

  /** The counts, each a button that selects its events. They always add up to the number of events. */
  showCounts({ events, words, part }, shown, bands, waiting) {
    const all = part && !part.whole && !waiting ? part.counts : null, mapped = i => events.placed[i];
    const say = (key, n) => (typeof words.counts[key] === "string" ? words.counts[key] : words.counts[key][n === 1 ? "one" : "many"]).replace("{n}", n.toLocaleString("en"));
    const button = (key, list) => make("button", { type: "button", disabled: !list.length, title: all && list.length < all[key] ? `Select the ${list.length.toLocaleString("en")} of these that are listed` : "Select these", onclick: () => this.on.select(list.map(i => events.id[i])) }, say(key, all ? all[key] : list.length));
    const spread = parts => parts.flatMap((node, k) => k ? [", ", node] : [node]);
    const ofBand = BANDS.map(band => [band, shown.filter(i => bands[i] === band)]).filter(([band, list]) => list.length || all?.[band] || band === "axis");
    this.counts.replaceChildren(button("total", shown), ": ", ...spread(ofBand.map(([band, list]) => button(band, list))), "; ", button("mapped", shown.filter(mapped)), ", ", button("unplaced", shown.filter(i => !mapped(i))));
  }
}

function dayWords(iso, words) {
  const [year, month, day] = iso.split("-");
  return `${+day} ${words.months[+month - 1]} ${year}`;
}
