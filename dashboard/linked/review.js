// Review: the article beside its events. Keyboard first; every action goes to Python as a numbered command and comes
// back as new data, with a message where it was refused: then what was typed stays on screen.
import { glyph, make } from "./dom.js";
import { eventForm, nameForm, splitForm, whyForm } from "./review_form.js";
import { ArticleText, legend } from "./review_text.js";
import { readTheme } from "./theme.js";

const reviewers = new WeakMap();
const KEYS = [["j  ↓", "next event"], ["k  ↑", "event before"], ["a", "accept: checked against the text"], ["e", "correct"], ["r", "reject"], ["s", "split"], ["x", "mark for a merge"], ["m", "merge the marked"],
  ["n", "add an event from the selected words"], ["u", "undo"], ["y", "redo"], ["o", "as it was read: takes a decision back"], ["d", "separate what was joined"], ["]  [", "next article to review, the one before"], ["t", "to the words of the picked event: → ← a word, with Shift more of them"], ["?", "these keys"]];
const BADGES = { extracted: "to review", confirmed: "checked", corrected: "corrected", rejected: "rejected", curated: "curated" };

/** At most `length` units of the text, cut where a reader sees the end of a letter. */
function shortened(text, length) {
  if (text.length <= length) return text;
  const ends = [...new Intl.Segmenter().segment(text.slice(0, length + 40))].map(part => part.index).filter(at => at <= length);
  return text.slice(0, ends.at(-1));
}

/** What an entry of the history changed, in words: a settled conflict has only what it was about. */
const changeWords = ({ what, field, old, new: now }) => !field ? "" : what === "settled" ? old : `${field}: ${old || "nothing"} → ${now || "nothing"}`;

const reopens = event => ["confirmed", "corrected", "rejected"].includes(event.review) && event.id.length === 16;

export default function (component, assets) {
  const { parentElement } = component;
  if (!reviewers.has(parentElement)) reviewers.set(parentElement, new Reviewer(parentElement, assets));
  reviewers.get(parentElement).update(component);
  return () => { reviewers.get(parentElement)?.stop.abort(); reviewers.delete(parentElement); };
}

class Reviewer {
  constructor(parent, assets) {
    for (const file of ["component.css", "review.css"]) {
      if (!document.querySelector(`link[href$="${file}"]`)) document.head.append(make("link", { rel: "stylesheet", href: `${assets}/linked/${file}` }));
    }
    this.marked = new Set();
    this.cards = new Map();
    this.root = make("div", { className: "dl-explorer dr", tabIndex: 0, role: "group", ariaLabel: "Article and its events. Press ? for the keys." });
    (parent.querySelector(".dr-root") ?? parent).replaceChildren(this.root);
    this.title = make("div", { className: "dr-title" });
    this.bar = make("div", { className: "dr-bar" });
    this.message = make("p", { className: "dr-message", role: "status", hidden: true });
    this.head = make("div", { className: "dr-head" }, this.title, make("div", { className: "dr-line" }, this.bar, this.message));
    this.textBox = make("div", { tabIndex: 0, role: "region", ariaLabel: "Article text" });
    this.text = new ArticleText(this.textBox, {
      onEvent: (events, unknown) => { if (events.length && !unknown) this.pick(events[0].id, false); },
      onUnknown: (name, says) => this.#unknown(name, says),
      onSelect: selection => this.#offer(selection),
    });
    this.offer = make("div", { className: "dr-offer", hidden: true });
    this.list = make("ol", { className: "dr-events", ariaLabel: "Events" });
    this.side = make("div", { className: "dr-form-box" });
    this.hint = make("p", { className: "dl-hint dr-hint", hidden: true, textContent: "j k next, before · a accept · e correct · r reject · s split · x m mark, merge · t n words, add · u y undo, redo · ] next article · ? all keys" });
    this.root.append(this.head, make("div", { className: "dr-cols" },
      make("section", { className: "dr-left" }, this.legend = legend(), this.textBox, this.offer),
      make("section", { className: "dr-right" }, this.side, this.list, this.hint)));
    this.root.addEventListener("keydown", event => this.#key(event));
    // Keys also hold while nothing has the focus, as after a click beside the texts. Heard before Streamlit's own (r).
    this.stop = new AbortController();
    document.addEventListener("keydown", event => { if (event.target === document.body && this.data) this.#key(event); }, { signal: this.stop.signal, capture: true });
  }

  update({ data, setStateValue }) {
    this.tell = setStateValue;
    this.words = { ...data.words, said: data.article.statuses ?? {} };
    const theme = readTheme(this.root, { kinds: data.kinds ?? {} });
    for (const [name, value] of Object.entries(theme.css)) this.root.style.setProperty(name, value);
    this.theme = theme;
    const first = !this.data, changed = data.mode === "review" ? data.article.id !== this.data?.article.id : data.article.text !== this.data?.article.text;
    const answered = this.waiting && data.answered >= this.waiting;
    this.data = data;
    this.root.dataset.answered = data.answered;
    if (changed) { this.marked.clear(); this.picked = null; this.at = Math.max(0, data.article.events.findIndex(event => event.review === "extracted")); this.#close(); }
    if (answered) {
      const ok = data.message?.kind !== "fault";
      if (ok) this.#close();
      this.waiting = 0;
      if (ok && this.after) { this.after(); this.after = null; }
    }
    this.#say(data.message);
    this.legend.hidden = Boolean(data.article.table);
    this.text.draw(data.article);
    const ids = data.article.events.map(event => event.id);
    if (!ids.includes(this.picked)) this.picked = ids[Math.min(this.at ?? 0, ids.length - 1)] ?? null;
    this.hint.hidden = data.mode !== "review" || Boolean(this.side.firstChild);
    this.#head(); this.#draw();
    // Whoever opens the review works by keys at once: the focus leaves the button that opened it.
    const typing = document.activeElement?.matches("input, select, textarea");
    if ((answered || (first && data.mode === "review" && !typing)) && !this.side.firstChild) this.root.focus({ preventScroll: true });
  }

  /** Send a command; the next one waits for its answer. */
  send(command, after) {
    if (this.waiting) return;
    this.waiting = (this.data.answered ?? 0) + 1;
    this.after = after;
    const seen = this.data.article.events.find(event => event.id === command.event)?.version;
    this.tell("command", { n: this.waiting, who: this.who(), ...(seen ? { seen } : {}), ...command });
  }

  who() { return this.name?.value.trim() || ""; }

  #say(message) {
    this.message.hidden = !message?.text;
    this.message.textContent = message?.text ?? "";
    this.message.className = `dr-message ${message?.kind ?? ""}`;
  }

  #head() {
    const { data } = this, article = data.article, editable = data.mode === "review";
    const day = article.table ? "rows of an imported table" : article.published ? `published ${article.published}` : "publication day not known: relative dates stay unresolved";
    const about = editable ? [article.publisher, day].filter(Boolean).join(", ") : article.published ? "" : day;
    this.title.replaceChildren(...[editable ? make("h2", { dir: "auto", textContent: article.headline || article.id }) : null, about ? make("p", { className: "dl-hint", textContent: about }) : null].filter(Boolean));
    if (!editable) return;
    this.name ??= make("input", { type: "text", className: "dr-who", ariaLabel: "Your name, for the history", placeholder: "your name", value: localStorage.getItem("dateline.reviewer") ?? "", onchange: () => localStorage.setItem("dateline.reviewer", this.name.value.trim()) });
    this.name.onkeydown = event => event.stopPropagation();
    const waiting = article.events.filter(event => event.review === "extracted").length;
    const act = (label, key, on, run) => make("button", { type: "button", disabled: !on, title: on ? `${label} (${key})` : "", onclick: run }, label);
    const many = data.articles.length > 1 ? make("select", { className: "dr-who dr-which", ariaLabel: "Article", onchange: event => this.send({ act: "article", id: event.target.value }), onkeydown: event => event.stopPropagation() },
      ...data.articles.map(a => make("option", { value: a.id, selected: a.id === article.id }, `${a.waiting ? `${a.waiting} to review: ` : ""}${a.headline || a.id}`))) : null;
    this.bar.replaceChildren(...[many,
      make("span", { className: "dr-waiting", textContent: waiting ? `${waiting} of ${article.events.length} to review` : `all ${article.events.length} reviewed` }),
      act("Undo", "u", data.undo, () => this.send({ act: "undo" })), act("Redo", "y", data.redo, () => this.send({ act: "redo" })),
      make("button", { type: "button", onclick: () => this.#keys() }, "Keys"), this.name].filter(Boolean));
    if (data.undo) this.bar.querySelector("button").title = `Undo: ${data.undo} (u)`;
    if (document.activeElement === document.body && !this.side.firstChild) this.root.focus({ preventScroll: true });
  }

  #draw() {
    const { article } = this.data;
    // A card that looks the same stays the same node: of hundreds, a decision draws two anew.
    const cards = article.events.map(event => {
      const look = JSON.stringify([event, event.id === this.picked, this.marked.has(event.id), event.id === this.picked && this.marked.size, this.data.mode]);
      const card = this.cards.get(event.id)?.look === look ? this.cards.get(event.id) : { look, node: this.#card(event) };
      return [event.id, card];
    });
    const before = [...this.list.children];
    if (before.length === cards.length && before.every((node, i) => node.dataset.id === cards[i][0])) before.forEach((node, i) => { if (node !== cards[i][1].node) node.replaceWith(cards[i][1].node); });
    else this.list.replaceChildren(...cards.map(([, card]) => card.node));
    this.cards = new Map(cards);
    if (!article.events.length) this.list.append(make("li", { className: "dr-none" }, this.data.mode === "review" ? "No event was read in this text. Select words of the article to add one." : "No event was read in this text. Once the article is added, events can be made from its words under Review."));
    this.#light();
  }

  #card(event) {
    const on = event.id === this.picked, sign = this.data.kinds?.[event.category] ? this.theme.mark(event.category) : null;
    const line = [event.when, event.category, event.status === "occurred" || event.when.includes(event.says) ? "" : event.says].filter(Boolean).join(" · ");
    const who = [...event.actors, ...(event.states ?? event.countries)].join(", "), where = event.places.map(place => place.name + (place.lat === null ? " (no point)" : "")).join(", ");
    const node = make("li", { className: `dr-card ${event.review}${on ? " on" : ""}${this.marked.has(event.id) ? " marked" : ""}`, data: { id: event.id } },
      make("button", { type: "button", className: "dr-pick", dir: "auto", ariaPressed: String(on), onclick: () => this.pick(event.id) }, sign ? glyph(sign) : null, event.title),
      this.data.mode === "review" ? make("span", { className: "dr-badge" }, BADGES[event.review]) : null, make("p", { className: "dr-when" }, line),
      who || where ? make("p", { className: "dl-hint" }, [who, where && `in ${where}`].filter(Boolean).join("; ")) : null,
      ...(event.alike ?? []).map(text => make("p", { className: "dr-conflict" }, text)),
      ...event.conflicts.map(text => make("p", { className: "dr-conflict" }, `Articles differ: ${text} `, this.data.mode === "review" ? make("button", { type: "button", className: "dl-link", onclick: () => this.settle(event, text) }, "Settle") : null)));
    if (on && event.evidence[0]?.rule) node.append(make("p", { className: "dl-hint" }, [event.evidence[0].timex && `“${event.evidence[0].timex}”`, event.evidence[0].anchor, event.evidence[0].rule].filter(Boolean).join(" → ")));
    if (on && event.history.length) node.append(make("ul", { className: "dr-history" }, ...event.history.slice(-4).map(h => make("li", {}, [`${h.when} ${h.who}: ${h.what}`, changeWords(h), h.why && `(${h.why})`, h.source && `after ${h.source}`].filter(Boolean).join(" ")))));
    if (on && this.data.mode === "review") node.append(this.#acts(event));
    return node;
  }

  #acts(event) {
    const button = (label, key, run) => make("button", { type: "button", onclick: run, title: `${label} (${key})` }, label);
    const acts = make("div", { className: "dr-acts" });
    if (event.review !== "curated" && event.review !== "confirmed") acts.append(button("Accept", "a", () => this.accept()));
    acts.append(button("Correct", "e", () => this.edit()));
    if (event.review !== "rejected") acts.append(button("Reject", "r", () => this.reject()));
    if (reopens(event)) acts.append(button("As read", "o", () => this.reopen()));
    acts.append(button("Split", "s", () => this.split()));
    if (event.members.length) acts.append(button("Separate", "d", () => this.separate()));
    acts.append(button(this.marked.has(event.id) ? "Unmark" : "Mark", "x", () => this.mark()));
    if (this.marked.size + !this.marked.has(event.id) > 1) acts.append(button(`Merge ${this.marked.size + !this.marked.has(event.id)}`, "m", () => this.merge()));
    return acts;
  }

  pick(id, scroll = true) {
    this.picked = id;
    this.at = this.data.article.events.findIndex(event => event.id === id);
    if (!this.side.firstChild) this.#close();
    this.#draw();
    this.list.querySelector(".dr-card.on")?.scrollIntoView({ block: "nearest" });
    if (scroll) this.#light(true);
  }

  #light(scroll = false) { this.text.light(this.event()?.spans, scroll); }

  event() { return this.data.article.events.find(event => event.id === this.picked); }

  move(step) {
    const events = this.data.article.events, at = events.findIndex(event => event.id === this.picked);
    const next = events[Math.max(0, Math.min(events.length - 1, at + step))];
    if (next) this.pick(next.id);
  }

  /** Go to the next event that waits, from the top again where none follows. */
  #next() {
    const waits = this.data.article.events.filter(event => event.review === "extracted"), order = this.data.article.events.map(event => event.id);
    const next = waits.find(event => order.indexOf(event.id) > (this.at ?? -1)) ?? waits[0];
    if (next) this.pick(next.id);
  }

  accept() { const event = this.event(); if (event && !["curated", "confirmed"].includes(event.review)) this.send({ act: "accept", event: event.id }, () => this.#next()); }

  edit() {
    const event = this.event();
    if (event) this.#open(eventForm({ event, title: "Correct this event", words: this.words, onSave: told => this.send({ act: "correct", event: event.id, ...told }), onCancel: () => this.#close() }));
  }

  reject() {
    const event = this.event();
    if (event && event.review !== "rejected") this.#open(whyForm({ title: `Reject “${event.title}”`, save: "Reject", onSave: told => this.send({ act: "reject", event: event.id, ...told }, () => this.#next()), onCancel: () => this.#close() }));
  }

  /** What articles disagree on: the field as it stands, to be kept or changed. */
  settle(event, conflict) {
    this.pick(event.id);
    const field = { place: "places" }[conflict.split(":")[0]] ?? conflict.split(":")[0];
    this.#open(eventForm({ event, title: conflict, words: this.words, fields: [field], save: "This is right", onSave: told => this.send({ act: "settle", event: event.id, conflict, ...told }), onCancel: () => this.#close() }));
  }

  reopen() { const event = this.event(); if (event && reopens(event)) this.send({ act: "reopen", event: event.id }); }

  separate() { const event = this.event(); if (event?.members.length) this.send({ act: "separate", event: event.id }); }

  split() { const event = this.event(); if (event) this.#open(splitForm({ event, words: this.words, onSave: told => this.send({ act: "split", event: event.id, ...told }), onCancel: () => this.#close() })); }

  mark() { if (!this.picked) return; if (!this.marked.delete(this.picked)) this.marked.add(this.picked); this.#draw(); }

  merge() { const ids = [...new Set([...this.marked, this.picked])].filter(Boolean); if (ids.length > 1) this.send({ act: "merge", events: ids }, () => this.marked.clear()); }

  add() {
    const chosen = this.chosen;
    if (!chosen) return this.#say({ text: "Select the words of the article that tell the event, then press n.", kind: "" });
    const blank = { title: shortened(chosen.words, 80), date: "", status: "occurred", category: "other", actors: [], countries: [], targets: [], places: [], earliest: "", latest: "", seen_on: "" };
    const form = eventForm({ event: blank, title: "Add an event", words: this.words, fields: ["title", "date", "status", "category", "actors", "countries", "places"], save: "Add the event", onCancel: () => this.#close(),
      onSave: told => this.send({ act: "add", article: this.data.article.id, start: chosen.start, end: chosen.end, ...told }, () => this.#offer(null)) });
    this.#open(form);
  }

  #offer(selection) {
    if (this.data?.mode !== "review") return;
    if (selection || !this.side.firstChild) this.chosen = selection;
    this.offer.hidden = !selection;
    if (selection) this.offer.replaceChildren(make("span", {}, `“${shortened(selection.words, 60)}${selection.words.length > 60 ? "…" : ""}”`), make("button", { type: "button", className: "dr-primary", onclick: () => this.add() }, "Add an event (n)"));
  }

  #unknown(name, says) {
    this.#say({ text: says, kind: "" });
    if (this.data.mode === "review" && !says.includes("day cannot be told")) this.#open(nameForm({ name, onSave: told => this.send({ act: "name", ...told }), onCancel: () => this.#close() }));
  }

  #open(form) {
    this.side.replaceChildren(form);
    this.hint.hidden = true;
    const first = form.querySelector("input, select");
    first?.focus(); first?.select?.();
    form.scrollIntoView({ block: "nearest" });
  }

  #close() { if (this.side.firstChild) { this.side.replaceChildren(); if (this.message.classList.contains("fault")) this.#say(null); this.hint.hidden = this.data.mode !== "review"; this.root.focus({ preventScroll: true }); } }

  #keys() {
    const dialog = make("dialog", { className: "dl-keys" }, make("h2", {}, "Keys"), make("dl", {}, ...KEYS.flatMap(([key, words]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, words)])), make("button", { type: "button", onclick: () => dialog.close() }, "Close"));
    dialog.onclose = () => dialog.remove();
    this.root.append(dialog); dialog.showModal();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    const review = this.data.mode === "review";
    const moves = { j: () => this.move(1), ArrowDown: () => this.move(1), k: () => this.move(-1), ArrowUp: () => this.move(-1), "?": () => this.#keys() };
    const acts = { a: () => this.accept(), e: () => this.edit(), r: () => this.reject(), s: () => this.split(), x: () => this.mark(), m: () => this.merge(), n: () => this.add(),
      o: () => this.reopen(), d: () => this.separate(), u: () => this.data.undo && this.send({ act: "undo" }), y: () => this.data.redo && this.send({ act: "redo" }), t: () => this.text.enter(this.event()?.spans), "]": () => this.send({ act: "article", step: 1 }), "[": () => this.send({ act: "article", step: -1 }) };
    const run = moves[event.key] ?? (review ? acts[event.key] : null);
    if (!run || (event.target === this.textBox && event.key.startsWith("Arrow"))) return;
    event.preventDefault(); event.stopPropagation();
    run();
  }
}
