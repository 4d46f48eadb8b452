// Stepping through a briefing's slides: by keys, remote, jump list and a second window for whoever speaks.
//
// The slides are there already (made in Python, one SVG each, in sections); this shows one at a time, moves the map from the
// last view to the next, and keeps the scene in the address (#scene), so that a reload comes back to it. The same code runs
// in the app and in the exported file; it fetches nothing and writes text only as text.

const MOVE_MS = 350; // by eye: long enough to follow, short enough not to wait for
const FORWARD = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "n", "N"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp", "p", "P"]);
const TYPING = "input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=slider]";

// Shows the slides inside `root`; returns {show, stop, index, keep}. `options.place` is "page" in the app, "file" in an export;
// `options.edit`, where it is given, is told the scene that is to be edited; `options.start` is the id of the slide to begin with.
export function present(root, options = {}) {
  const slides = [...root.querySelectorAll(".slide")];
  if (!slides.length) return { show() {}, stop() {}, keep() {}, index: () => 0 };
  const stop = new AbortController();
  const listen = (target, kind, act) => target.addEventListener(kind, act, { signal: stop.signal });
  let started = 0; // when the window of whoever speaks was opened
  let at = 0;
  let other = null; // the window of whoever speaks
  let timer = 0;
  let moving = 0;

  root.classList.add("presented");
  const stage = root.querySelector(".slides");
  const bar = element("div", "bar", { role: "toolbar", "aria-label": "Briefing" });
  const back = button("‹", "Back (Left, PageUp)", () => step(-1));
  const next = button("›", "Next (Right, PageDown)", () => step(1));
  const count = element("span", "count");
  const jump = element("select", "jump", { "aria-label": "Go to a slide" });
  slides.forEach((slide, index) => {
    const option = element("option");
    option.value = String(index);
    option.textContent = `${index + 1}. ${slide.dataset.heading}`;
    jump.append(option);
  });
  listen(jump, "change", () => {
    show(Number(jump.value));
    stage.focus({ preventScroll: true });
  });
  const full = button("Full screen", "Full screen (F)", toggleFull);
  const speak = button("Presenter view", "Notes, clock and next slide in a second window (S)", openPresenter);
  const notes = button("Notes", "Show the notes (T)", toggleNotes);
  const voice = element("div", "voice", { "aria-live": "polite" });
  bar.append(back, count, next, jump, notes, speak, full);
  if (options.edit) bar.append(button("Edit", "Edit this scene, below", () => options.edit(slides[at].dataset.scene)));
  stage.after(bar);
  root.append(voice);
  stage.tabIndex = 0;
  stage.setAttribute("role", "region");
  stage.setAttribute("aria-label", "Slides; step with the arrow keys");

  function button(text, title, act) {
    const made = element("button", "", { type: "button", title, "aria-label": title });
    made.textContent = text;
    listen(made, "click", act);
    return made;
  }

  function show(index, quietly = false) {
    const to = Math.max(0, Math.min(slides.length - 1, index));
    const from = slides[at];
    at = to;
    slides.forEach((slide, n) => slide.classList.toggle("current", n === at));
    back.disabled = at === 0;
    next.disabled = at === slides.length - 1;
    count.textContent = `${at + 1} of ${slides.length}`;
    jump.value = String(at);
    fitWords(slides[at]);
    if (!quietly && from !== slides[at]) {
      moveMap(from, slides[at]);
      voice.textContent = `${at + 1} of ${slides.length}: ${slides[at].querySelector("svg.page").getAttribute("aria-label")}`;
      keep();
    }
    tellPresenter();
  }

  const step = (by) => show(at + by);

  // The address carries the scene, and the page of it where a scene has several.
  function keep() {
    const name = `#${encodeURIComponent(slides[at].id.replace(/^slide-/, ""))}`;
    if (location.hash !== name) history.replaceState(history.state, "", name);
  }

  function fromAddress() {
    let name = "";
    try {
      name = decodeURIComponent(location.hash.slice(1));
    } catch {
      return 0; // a broken address leads to the first slide
    }
    const found = slides.findIndex((slide) => slide.id === `slide-${name}`);
    return Math.max(0, found);
  }

  // A font that is wider than the one the page was measured with is pressed into its box.
  function fitWords(slide) {
    if (slide.dataset.fitted || !slide.getClientRects().length) return;
    slide.dataset.fitted = "1";
    for (const line of slide.querySelectorAll("text[data-width]")) {
      const room = Number(line.dataset.width);
      if (line.getComputedTextLength() > room + 1) {
        line.setAttribute("textLength", String(room));
        line.setAttribute("lengthAdjust", "spacingAndGlyphs");
      }
    }
  }

  function moveMap(from, to) {
    cancelAnimationFrame(moving);
    const map = to.querySelector("svg.land");
    const before = from.querySelector("svg.land");
    if (!map) return;
    const end = (map.dataset.view ??= map.getAttribute("viewBox"));
    const still = !before || matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) return map.setAttribute("viewBox", end);
    const a = (before.dataset.view ?? before.getAttribute("viewBox")).split(" ").map(Number);
    const b = end.split(" ").map(Number);
    const begin = performance.now();
    to.classList.add("moving");
    const draw = (now) => {
      const share = Math.min(1, (now - begin) / MOVE_MS);
      const eased = share < 0.5 ? 2 * share * share : 1 - (2 - 2 * share) ** 2 / 2;
      map.setAttribute("viewBox", share === 1 ? end : a.map((x, n) => x + (b[n] - x) * eased).join(" "));
      if (share < 1) moving = requestAnimationFrame(draw);
      else to.classList.remove("moving");
    };
    slides.forEach((slide) => slide !== to && slide.classList.remove("moving"));
    draw(begin);
  }

  function toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.().then(() => stage.focus({ preventScroll: true }));
  }

  function toggleNotes() {
    const on = root.classList.toggle("with-notes");
    notes.setAttribute("aria-pressed", String(on));
  }

  // The room looks at whoever speaks; remotes send "." or "b" for it. Any other key brings the slide back.
  function toggleBlank() {
    voice.textContent = root.classList.toggle("blank") ? "The slide is hidden" : "The slide is shown";
  }

  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const target = event.target;
    const inside = target.ownerDocument !== document || root.contains(target) || target === document.body;
    if (!inside || (target.matches?.(TYPING) && target !== stage)) return;
    if (event.key === " " && target.matches?.("button")) return;
    const acts = { Home: () => show(0), End: () => show(slides.length - 1), f: toggleFull, s: openPresenter, t: toggleNotes, b: toggleBlank, ".": toggleBlank };
    const act = FORWARD.has(event.key) ? () => step(1) : BACK.has(event.key) ? () => step(-1) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act !== toggleBlank) root.classList.remove("blank");
    act();
  }

  // ---- the window of whoever speaks: note, clock, what comes next ----

  function openPresenter() {
    if (other && !other.closed) return other.focus();
    started = Date.now();
    other = window.open("", "dateline-presenter", "popup,width=1180,height=760");
    if (!other) {
      voice.textContent = "The browser did not open a second window; allow it for this page.";
      return;
    }
    const doc = other.document;
    doc.title = "Presenter view";
    doc.head.replaceChildren();
    const style = doc.createElement("style");
    style.textContent = PRESENTER_CSS;
    doc.head.append(style);
    doc.body.replaceChildren();
    doc.addEventListener("keydown", onKey, { signal: stop.signal });
    clearInterval(timer);
    timer = setInterval(tellTime, 1000);
    tellPresenter();
  }

  function tellTime() {
    if (!other || other.closed) return clearInterval(timer);
    const clock = other.document.querySelector(".clock");
    if (!clock) return;
    const seconds = Math.floor((Date.now() - started) / 1000);
    const spent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.textContent = `${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })} · ${spent} spoken`;
  }

  function tellPresenter() {
    if (!other || other.closed) return;
    const doc = other.document;
    const put = (tag, name, text) => {
      const made = doc.createElement(tag);
      made.className = name;
      if (text) made.textContent = text;
      return made;
    };
    const top = put("header", "");
    top.append(put("strong", "where", `${at + 1} of ${slides.length}: ${slides[at].dataset.heading}`), put("span", "clock"));
    const note = put("main", "note");
    for (const line of slides[at].querySelectorAll(".note p")) note.append(put("p", "", line.textContent));
    const side = put("aside", "side");
    const picture = (slide, caption) => {
      const figure = put("figure", "");
      const world = root.querySelector("svg.world");
      if (slide && world && !doc.querySelector("svg.world")) doc.body.prepend(doc.importNode(world, true));
      if (slide) figure.append(doc.importNode(slide.querySelector("svg.page"), true));
      figure.prepend(put("figcaption", "", caption));
      return figure;
    };
    const world = root.querySelector("svg.world");
    doc.body.replaceChildren(...(world ? [doc.importNode(world, true)] : []), top, note, side);
    side.append(picture(slides[at], "Now"));
    side.append(picture(slides[at + 1], slides[at + 1] ? `Next: ${slides[at + 1].dataset.heading}` : "This is the last slide"));
    tellTime();
  }

  listen(document, "keydown", onKey);
  listen(window, "hashchange", () => show(fromAddress()));
  listen(document, "fullscreenchange", () => {
    root.classList.toggle("full", document.fullscreenElement === root);
  });
  listen(window, "beforeprint", () => {
    for (const slide of slides) {
      const map = slide.querySelector("svg.land");
      if (map?.dataset.view) map.setAttribute("viewBox", map.dataset.view);
    }
  });
  const start = slides.findIndex((slide) => slide.id === options.start);
  show(start >= 0 ? start : fromAddress(), true);
  if (options.place === "file") stage.focus({ preventScroll: true });
  return {
    show,
    keep,
    index: () => at,
    stop() {
      stop.abort();
      clearInterval(timer);
      cancelAnimationFrame(moving);
      if (other && !other.closed) other.close();
      bar.remove();
      voice.remove();
      root.classList.remove("presented", "full", "with-notes");
    },
  };
}

function element(tag, name = "", attributes = {}) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const PRESENTER_CSS = `
  * { box-sizing: border-box; }
  body { margin: 0; height: 100vh; display: grid; grid-template: auto 1fr / 3fr 2fr; font: 18px/1.45 Arial, sans-serif;
    color: #1a1a1a; background: #fff; }
  header { grid-column: 1 / 3; display: flex; justify-content: space-between; gap: 2em; padding: .6em 1em;
    background: #1a1a1a; color: #fff; }
  .clock { font-variant-numeric: tabular-nums; white-space: nowrap; }
  .note { overflow: auto; padding: .4em 1.2em; overflow-wrap: anywhere; }
  .side { overflow: auto; padding: .8em; background: #eceef0; }
  figure { margin: 0 0 1em; } figcaption { font-weight: bold; padding-bottom: .3em; }
  figure svg.page { width: 100%; background: #fff; display: block; }
  svg.world { position: absolute; }
`;
