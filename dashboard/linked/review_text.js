// The article with what was found in it: every find a mark, every event's words a button; and what the reader selects.
import { make } from "./dom.js";

const NAMES = { timex: "date or time", place: "place", person: "person", organisation: "organisation", armed_group: "armed group", state: "state", action: "event word", unknown: "not understood" };

export class ArticleText {
  constructor(root, { onEvent, onUnknown, onSelect }) {
    Object.assign(this, { root, onEvent, onUnknown, onSelect });
    root.classList.add("dr-text");
    root.addEventListener("mouseup", () => this.#selected());
    root.addEventListener("keyup", event => { if (event.shiftKey || event.key === "Shift") this.#selected(); });
    root.addEventListener("click", event => this.#click(event));
    root.addEventListener("keydown", event => {
      const step = { ArrowRight: "forward", ArrowLeft: "backward" }[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault(); event.stopPropagation();
      this.#step(step, event.shiftKey);
      this.#selected();
    });
  }

  draw(article) {
    const drawn = JSON.stringify([article.text, article.marks, article.events.map(event => event.spans)]);
    this.article = article;
    if (this.drawn === drawn) return;      // a decision changes no word: thousands of runs stay as they are
    this.drawn = drawn;
    const out = document.createDocumentFragment(), text = article.text;
    let at = 0, paragraph = null;
    // Runs end where a sentence or the words of an event do, so that these can be lit alone.
    const cuts = [...new Set([...article.sentences.flat(), ...article.events.flatMap(event => event.spans.flatMap(span => span.trigger ?? []))])].sort((a, b) => a - b);
    const pieces = (from, to) => { const inner = cuts.filter(cut => cut > from && cut < to); return [from, ...inner].map((start, i) => [start, inner[i] ?? to]); };
    // Every text node knows where it begins, so that a selection can be told in offsets of the article.
    const put = (from, to, parent) => {
      for (const line of text.slice(from, to).split(/(\n+)/)) {
        if (!line) continue;
        if (line[0] === "\n") { paragraph = null; from += line.length; continue; }
        if (!paragraph) out.append(paragraph = make("p", { dir: "auto" }));
        for (const [a, b] of pieces(from, from + line.length)) (parent ?? paragraph).append(make("span", { className: "dr-run", data: { at: a } }, text.slice(a, b)));
        from += line.length;
      }
    };
    for (const [start, end, kind, says] of article.marks) {
      put(at, start);
      if (!paragraph) out.append(paragraph = make("p", { dir: "auto" }));
      const mark = make("mark", { className: `dr-mark dr-${kind}`, title: `${NAMES[kind]}: ${says}`, data: { start, end, kind } });
      if (kind === "unknown") { mark.tabIndex = 0; mark.setAttribute("role", "button"); }
      put(start, end, mark);
      paragraph.append(mark);
      at = end;
    }
    put(at, text.length);
    this.root.replaceChildren(out);
    this.lit = [];
  }

  /** Light the sentences and words of an event, and bring the first into view. */
  light(spans, scroll = true) {
    for (const node of this.root.querySelectorAll(".dr-lit, .dr-lit-words")) node.classList.remove("dr-lit", "dr-lit-words");
    let first = null;
    for (const { sentence, trigger } of spans ?? []) {
      for (const run of this.root.querySelectorAll(".dr-run")) {
        const start = +run.dataset.at, end = start + run.textContent.length;
        if (start < sentence[1] && end > sentence[0]) { run.classList.add("dr-lit"); first ??= run; }
        if (trigger && start < trigger[1] && end > trigger[0]) run.classList.add("dr-lit-words");
      }
    }
    if (first && scroll) {
      const box = this.root.getBoundingClientRect(), at = first.getBoundingClientRect();
      if (at.top < box.top + 20 || at.bottom > box.bottom - 40) this.root.scrollTop += at.top - box.top - box.height / 3;
    }
  }

  /** The events whose sentence holds an offset, those whose very words do first. */
  eventsAt(offset) {
    const within = (span, at) => span && at >= span[0] && at < span[1];
    const told = this.article.events.filter(event => event.spans.some(s => within(s.sentence, offset)));
    const exact = told.filter(event => event.spans.some(s => within(s.trigger, offset)));
    return exact.length ? exact : told;
  }

  #click(event) {
    if (!window.getSelection().isCollapsed) return;
    const run = event.target.closest(".dr-run");
    if (!run) return;
    const mark = run.closest(".dr-unknown");
    if (mark) this.onUnknown(mark.textContent, mark.title);
    this.onEvent(this.eventsAt(+run.dataset.at), Boolean(mark));
  }

  /** Go into the text by keys: the first word of the lit words, or of the text, is selected. */
  enter(spans) {
    const at = spans?.[0]?.trigger?.[0] ?? spans?.[0]?.sentence[0] ?? 0;
    const run = [...this.root.querySelectorAll(".dr-run")].find(node => +node.dataset.at + node.textContent.length > at);
    if (!run) return;
    this.root.focus({ preventScroll: true });
    getSelection().collapse(run.firstChild, Math.max(0, at - run.dataset.at));
    getSelection().modify("extend", "forward", "word");
    this.#selected();
  }

  /** Select the next word or the one before; with `more`, stretch or shorten the selection by a word. */
  #step(direction, more) {
    const selection = getSelection();
    if (!selection.rangeCount || !this.root.contains(selection.anchorNode)) return this.enter();
    const forward = direction === "forward";
    if (more) return selection.modify("extend", direction, "word");
    if (forward) selection.collapseToEnd(); else { selection.collapseToStart(); selection.modify("move", "backward", "word"); }
    selection.modify("extend", "forward", "word");
    const range = selection.getRangeAt(0);
    if (!this.root.contains(range.endContainer)) return this.enter();
    range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  }

  #selected() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !this.root.contains(selection.getRangeAt(0).commonAncestorContainer)) return this.onSelect(null);
    const range = selection.getRangeAt(0);
    const place = (node, offset) => {
      const run = (node.nodeType === 3 ? node.parentElement : node).closest?.(".dr-run");
      return run ? +run.dataset.at + (node.nodeType === 3 ? offset : offset ? run.textContent.length : 0) : null;
    };
    let start = place(range.startContainer, range.startOffset), end = place(range.endContainer, range.endOffset);
    if (start === null || end === null) {          // a whole paragraph, by a triple click: take the runs inside
      const runs = [...this.root.querySelectorAll(".dr-run")].filter(run => range.intersectsNode(run));
      if (!runs.length) return this.onSelect(null);
      start ??= +runs[0].dataset.at;
      end ??= +runs.at(-1).dataset.at + runs.at(-1).textContent.length;
    }
    const words = this.article.text.slice(start, end);
    this.onSelect(words.trim() ? { start: start + words.length - words.trimStart().length, end, words: words.trim() } : null);
  }
}

export const legend = () => make("ul", { className: "dr-legend", ariaLabel: "Kinds of mark" },
  ...["timex", "person", "organisation", "place", "state", "action", "unknown"].map(kind => make("li", {}, make("mark", { className: `dr-mark dr-${kind}` }, NAMES[kind]))));
