// The panel beside the charts: one event in full with its sentence and article; several as a list; none as an overview.
import { glyph, make, marked } from "./dom.js";
import { hits } from "./filter.js";

export class DetailView {
  constructor(root, { onSelect, onAdd, fetchEvent, fetchArticle, words, names }) {
    Object.assign(this, { root, onSelect, onAdd, fetchEvent, fetchArticle, words, names });
    root.classList.add("dl-detail");
    root.tabIndex = 0;
  }

  async draw(_, events, state, theme) {
    Object.assign(this, { events, state, theme });
    await this.select([...state.selected]);
  }

  async select(ids) {
    const key = [ids.join(), this.state.text, ids.length ? "" : [...this.state.visible].join("") + JSON.stringify(this.state.part?.tops ?? "")].join("|");
    if (key === this.key) return;
    this.key = key;
    if (ids.length === 1) await this.#one(ids[0]);
    else if (ids.length) this.#list(ids);
    else this.#none();
  }

  #show(...children) { this.root.replaceChildren(...children); this.root.scrollTop = 0; }

  /** Nothing selected: who and where, most often named first, and the articles behind it. */
  #none() {
    const count = field => {
      if (this.state.part) return Object.entries(this.state.part.tops[field]).slice(0, 6);
      const counts = new Map();
      this.state.visible.forEach((on, i) => { if (on) for (const name of new Set(this.events[field][i])) counts.set(name, (counts.get(name) ?? 0) + 1); });
      return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6);
    };
    const list = (head, field, name) => { const counts = count(field); return counts.length ? make("div", { className: "dl-top" }, make("h2", { className: "dl-small", textContent: head }),
      make("ul", {}, ...counts.map(([key, n]) => make("li", {}, make("button", { type: "button", title: `Show only events with ${name(key)}`, textContent: name(key), onclick: () => this.onAdd(field, key) }), make("span", { className: "n", textContent: n.toLocaleString("en") }))))) : null; };
    this.#show(make("div", { className: "dl-tops" }, list("Who", "actors", key => key),
      list("Countries", "countries", code => this.names[code] ?? code), list("Where", "places", key => key)),
      this.state.visible.some(Boolean) ? make("p", { className: "dl-hint" }, "Choose an event on the timeline, the map or in the table. Keys: ", make("kbd", {}, "←"), make("kbd", {}, "→"), " walk through time, ", make("kbd", {}, "?"), " shows all.") : "");
  }

  #list(ids) {
    const at = new Map(this.events.id.map((id, i) => [id, i]));
    this.#show(make("h2", { textContent: `${ids.length} events selected` }), make("ul", { className: "dl-list" }, ...ids.filter(id => at.has(id)).slice(0, 100).map(id => {
      const i = at.get(id);
      return make("li", {}, glyph(this.theme.mark(this.events.category[i])), make("button", { type: "button", onclick: () => this.onSelect([id], { keep: true }) },
        make("span", { textContent: this.events.title[i] }), make("small", { textContent: this.events.when[i] })));
    })), ids.length > 100 ? make("p", { className: "dl-hint", textContent: `and ${ids.length - 100} more` }) : null);
  }

  async #one(id) {
    const key = this.key, detail = await this.fetchEvent(id);
    if (key !== this.key) return;
    if (!detail) return this.#show(make("p", { className: "dl-hint", textContent: "This event is not in the table shown." }));
    const sign = this.theme.mark(detail.category), rows = make("dl");
    const row = (name, ...value) => { if (value.some(Boolean)) rows.append(make("dt", { textContent: name }), make("dd", {}, ...value)); };
    row("What the article says", detail.says);
    row("Who", [...detail.actors, ...detail.countries.map(country => `${country.name} (${country.part})`)].join(", "));
    row("Where", detail.places.map(place => `${place.name}${place.text && place.text !== place.name ? ` (“${place.text}”)` : ""}: ${place.kind}${place.country ? ` in ${place.country}` : ""}${place.on_map ? "" : ", not on the map"}`).join("; "));
    for (const link of detail.links) row(link.kind[0].toUpperCase() + link.kind.slice(1), make("button", { type: "button", className: "dl-link", textContent: link.title, onclick: () => this.onSelect([link.event], { keep: true }) }));
    row("Read as", detail.edtf ? make("span", {}, make("code", { textContent: detail.edtf }), ` ${detail.precision}`) : detail.precision);
    const how = detail.evidence.find(item => item.timex || item.rule);
    row("How it was read", how ? this.#how(how) : null);
    row("Told by", detail.told_by);
    row("Checked", detail.review);
    row("Reported", [detail.reported, detail.recorded && `entered ${detail.recorded}`].filter(Boolean).join("; "));
    for (const conflict of detail.conflicts) row("Articles differ", conflict);
    for (const change of detail.history) row("Changed", change);
    this.#show(make("p", { className: "dl-kind" }, glyph(sign), " ", detail.kind), make("h2", { textContent: detail.title }), make("p", { className: "dl-when", textContent: detail.when }),
      ...detail.evidence.map((item, k) => this.#evidence(item, k, detail.evidence.length)), rows);
  }

  /** Phrase, what it is counted from, and the rule: the three that lead to a date. */
  #how(item) {
    return make("ol", { className: "dl-how" }, item.timex ? make("li", {}, make("b", {}, `“${item.timex}”`), " in the sentence") : null,
      item.anchor ? make("li", {}, "counted from ", make("b", {}, item.anchor)) : null, item.rule ? make("li", {}, item.rule) : null);
  }

  #evidence(item, k, of) {
    const spans = hits(item.sentence, this.state.text), said = make("span", { className: "dl-said-copied", role: "status" });
    const body = make("div", { className: "dl-article", hidden: true });
    const open = make("button", { type: "button", className: "dl-link", ariaExpanded: "false", textContent: "Read in the article", onclick: () => this.#article(item, body, open) });
    const copy = make("button", { type: "button", className: "dl-link", textContent: "Copy quote with citation", onclick: () => copyText(item.citation).then(ok => { said.textContent = ok ? "Copied." : "The browser does not allow copying."; }) });
    const claimed = item.claimed_by.length ? `, citing ${item.claimed_by.join(", citing ")}` : "";
    return make("figure", { className: "dl-quote" }, make("blockquote", {}, trigger(item, spans)),
      make("figcaption", {}, of > 1 ? `${k + 1} of ${of}: ` : "", item.source + claimed), make("div", { className: "dl-acts" }, open, copy, said), body);
  }

  /** The whole article with the sentence lit and in view; text only, fetched when it is first asked for. */
  async #article(item, body, button) {
    const opening = body.hidden;
    button.ariaExpanded = String(opening); button.textContent = opening ? "Close the article" : "Read in the article"; body.hidden = !opening;
    if (!opening || body.childNodes.length) return;
    body.append(make("p", { className: "dl-hint", textContent: "Loading the article …" }));
    const article = await this.fetchArticle(item.article);
    if (!article) return body.replaceChildren(make("p", { className: "dl-hint", textContent: "The text of this article is not in the table." }));
    const units = [...article.text], start = item.start ?? -1;      // offsets count Unicode characters, not UTF-16 units
    let from = start >= 0 ? units.slice(0, start).join("").length : article.text.indexOf(item.sentence);
    if (article.text.slice(from, from + item.sentence.length) !== item.sentence) from = article.text.indexOf(item.sentence);
    const spans = from < 0 ? [] : [[from, from + item.sentence.length]];
    body.replaceChildren(make("h3", { className: "dl-small", textContent: article.headline || article.id }), make("div", { className: "dl-text", tabIndex: 0, role: "region", ariaLabel: "Article text" }, marked(article.text, spans)));
    const lit = body.querySelector("mark"), box = body.querySelector(".dl-text");
    if (lit) box.scrollTop = Math.max(0, lit.offsetTop - 40);
    this.root.scrollTop += (lit ?? body).getBoundingClientRect().top - this.root.getBoundingClientRect().top - 90;    // the panel alone, not the page
  }

  open() { this.root.focus({ preventScroll: true }); this.root.querySelector(".dl-quote button[aria-expanded='false']")?.click(); }

  close() { this.root.replaceChildren(); }
}

/** The sentence with the words of the date and of the event set off, and searched words lit. */
function trigger(item, spans) {
  const inner = marked(item.sentence, spans);
  if (spans.length) return inner;
  const parts = [["timex", item.timex], ["trigger", item.trigger]].map(([name, words]) => [name, words, words ? item.sentence.indexOf(words) : -1])
    .filter(([, , at]) => at >= 0).sort((a, b) => a[2] - b[2]);
  const out = document.createDocumentFragment();
  let at = 0;
  for (const [name, words, from] of parts) {
    if (from < at) continue;
    out.append(item.sentence.slice(at, from), make("span", { className: `dl-${name}`, title: name === "timex" ? "the words of the date" : "the words of the event" }, words));
    at = from + words.length;
  }
  out.append(item.sentence.slice(at));
  return out;
}

async function copyText(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* no permission: the older way */ }
  const area = make("textarea", { value: text, className: "dl-hidden" });
  document.body.append(area); area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
