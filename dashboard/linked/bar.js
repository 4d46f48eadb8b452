// The filter bar: who first, then country, kind, status, when and the rest; search; chips of what is chosen.
import { glyph, make } from "./dom.js";
import { EMPTY, FACETS, FILTERS, facet, fold, isEmpty, surety, together, without } from "./filter.js";

const RANGES = { since: "until", published_since: "published_until", recorded_since: "recorded_until" };
const MORE = 400;      // options listed at once in a menu; the search above it finds the others

export class FilterBar {
  constructor(root, { words, names, aliases, articles, onChange, onLanes }) {
    Object.assign(this, { root, words, names, aliases, articles, onChange, onLanes });
    root.classList.add("dl-bar");
    root.setAttribute("role", "search");
    this.search = make("input", { type: "search", placeholder: "Search titles and sentences  ( / )", ariaLabel: "Search titles and sentences", oninput: () => {
      clearTimeout(this.typing); this.typing = setTimeout(() => this.#set({ text: this.search.value.trim() }), 120);
    } });
    this.menus = [this.#menu("Who", "actors"), this.#menu("Country", "countries"), this.#menu("Kind", "categories"), this.#menu("Says", "statuses", "What the article says"),
      this.#when(), this.#menu("Place", "places"), this.#menu("Article", "articles"), this.#menu("Checked", "reviews"), this.#reported()];
    this.chips = make("div", { className: "dl-chips", role: "group", ariaLabel: "Chosen filters" });
    root.append(make("div", { className: "dl-filters" }, this.search, ...this.menus.map(menu => menu.node)), this.chips);
    this.away = event => { if (!event.target.closest?.(".dl-menu")) this.close(); };
    document.addEventListener("pointerdown", this.away);
  }

  /** `part`: what the store counts of a table of which `columns` are only a part. */
  draw(columns, selection, theme, part = null) {
    Object.assign(this, { columns, selection: { ...EMPTY, ...selection }, theme, part });
    if (document.activeElement !== this.search) this.search.value = this.selection.text;
    for (const menu of this.menus) { menu.node.hidden = !menu.useful(); menu.update(); }
    this.#chips();
  }

  #set(change) { this.onChange({ ...this.selection, ...change }); }

  #label(field, value) {
    if (field === "actors" || field === "countries") return this.names[value] ?? value;
    if (field === "articles") return this.articles.find(a => a.id === value)?.headline || value;
    return { categories: this.words.categories, statuses: this.words.status, reviews: this.words.review, roles: this.words.roles }[field]?.[value] ?? value;
  }

  // ---- a menu: a button and a panel under it ---------------------------------------------------------------------

  /** `useful` is false where there is nothing to choose from: one article, one day of reporting. */
  #popover(title, fill, active, useful = () => true) {
    const panel = make("div", { className: "dl-panel", hidden: true, role: "group", ariaLabel: title });
    const button = make("button", { type: "button", ariaExpanded: "false", onclick: () => { const opening = panel.hidden; this.close(); if (opening) this.#open(menu); } }, title);
    const node = make("div", { className: "dl-menu" }, button, panel);
    const menu = { node, panel, button, fill, useful: () => active() || useful(), update: () => {
      const n = active(); button.classList.toggle("on", n > 0); button.replaceChildren(title, n > 0 && n !== true ? make("span", { className: "n", textContent: n }) : "");
      if (!panel.hidden) fill(panel);
    } };
    node.addEventListener("keydown", event => { if (event.key === "Escape" && !panel.hidden) { event.preventDefault(); event.stopPropagation(); this.close(); button.focus(); } });
    return menu;
  }

  #open(menu) {
    menu.panel.hidden = false; menu.button.ariaExpanded = "true";
    menu.panel.replaceChildren(); menu.fill(menu.panel);
    menu.panel.classList.toggle("left", menu.node.getBoundingClientRect().left > innerWidth - 340);
    menu.panel.querySelector("input")?.focus({ preventScroll: true });
  }

  /** Close every menu; true where one was open. */
  close() {
    let open = false;
    for (const { panel, button } of this.menus) if (!panel.hidden) { open = true; panel.hidden = true; button.ariaExpanded = "false"; }
    return open;
  }

  #menu(title, field, long = title) {
    let query = "";
    const fill = panel => {
      const counts = this.part ? new Map(Object.entries(this.part.facets[field])) : facet(this.columns, this.selection, field), chosen = this.selection[field];
      for (const value of chosen) if (!counts.has(value)) counts.set(value, 0);
      const wanted = fold(query), people = field === "actors" || field === "countries", other = value => people && wanted && !fold(this.#label(field, value)).includes(wanted) ? this.aliases[value]?.find(name => fold(name).includes(wanted)) : undefined;
      const all = [...counts].filter(([value]) => !wanted || fold(this.#label(field, value)).includes(wanted) || other(value));
      all.sort((a, b) => chosen.includes(b[0]) - chosen.includes(a[0]));
      const keep = document.activeElement?.dataset?.value;
      const list = make("ul", {}, ...all.slice(0, MORE).map(([value, n]) => make("li", {}, make("label", {}, make("input", { type: "checkbox", checked: chosen.includes(value), data: { value },
        onchange: event => this.#toggle(field, value, event.target.checked) }), field === "categories" ? glyph(this.theme.mark(value)) : null,
      make("span", { className: "t", textContent: this.#label(field, value) }), other(value) ? make("span", { className: "k", textContent: `“${other(value)}”` }) : null, field === "actors" && value in this.names ? make("span", { className: "k", textContent: "country" }) : null, make("span", { className: "n", textContent: n.toLocaleString("en") })))));
      const find = panel.querySelector(".find") ?? (counts.size > 6 ? make("input", { type: "search", className: "find", placeholder: `Find in ${counts.size}`, ariaLabel: `Find: ${long}`, oninput: event => { query = event.target.value; fill(panel); } }) : null);
      const extra = field === "actors" ? this.#actorOptions() : null;
      if (find && !find.isConnected) panel.prepend(find);
      for (const node of [...panel.children]) if (node !== find) node.remove();
      panel.append(...[extra, list, all.length ? null : make("p", { className: "dl-hint", textContent: "Nothing of that name." })].filter(Boolean));
      if (keep !== undefined) [...panel.querySelectorAll("input[type=checkbox]")].find(box => box.dataset.value === keep)?.focus({ preventScroll: true });
    };
    const values = () => this.part ? Object.keys(this.part.facets[field]) : this.columns[FACETS[field]].flat();
    return this.#popover(title, fill, () => this.selection[field].length, () => field === "actors" || new Set(values()).size > 1);
  }

  #toggle(field, value, on) {
    const chosen = this.selection[field].filter(other => other !== value);
    const left = on ? [...chosen, value] : chosen;
    this.#set({ [field]: left, ...(field === "actors" && left.length < 2 ? { both: false } : {}) });
  }

  /** Any of or both, the part of a country, who else takes part, and one click to lanes. */
  #actorOptions() {
    const s = this.selection, node = make("div", { className: "dl-options" });
    const radio = (text, both) => make("label", {}, make("input", { type: "radio", name: "dl-both", checked: s.both === both, disabled: s.actors.length < 2, data: { value: `both-${both}` }, onchange: () => this.#set({ both }) }), text);
    node.append(make("div", { className: "dl-row" }, radio("any of them", false), radio("all of them together", true)));
    if (s.actors.some(key => key in this.names)) node.append(make("div", { className: "dl-row" }, ...Object.keys(this.words.roles).map(role => make("label", {},
      make("input", { type: "checkbox", checked: s.roles.includes(role), data: { value: `role-${role}` }, onchange: event => this.#toggle("roles", role, event.target.checked) }), this.words.roles[role]))));
    if (s.actors.length) {
      const others = (this.part ? Object.entries(this.part.tops.actors).filter(([name]) => !s.actors.includes(name)) : [...together(this.columns, s)]).slice(0, 5);
      if (others.length) node.append(make("div", { className: "dl-row" }, make("span", { className: "k", textContent: "together with" }), ...others.map(([name, n]) => make("button", { type: "button", className: "dl-chip",
        onclick: () => this.#set({ actors: [...s.actors, name], both: true }) }, name, make("span", { className: "n", textContent: n })))));
    }
    node.append(make("div", { className: "dl-row" }, make("button", { type: "button", className: "dl-link", textContent: "Show a lane for each actor", onclick: () => { this.close(); this.onLanes("actor"); } })));
    return node;
  }

  #days(from, to, names) {
    const s = this.selection;
    const day = (field, label) => make("label", { className: "dl-day" }, label, make("input", { type: "text", inputMode: "numeric", placeholder: "YYYY-MM-DD", value: s[field] ?? "", data: { value: field }, ariaLabel: `${names} ${label}`,
      onchange: event => { const value = event.target.value.trim(), full = wholeDay(value, field.endsWith("until")); event.target.setCustomValidity(value && !full ? "Write a day as 2024-05-16, or a month or a year." : ""); if (event.target.reportValidity()) this.#set({ [field]: full }); } }));
    return make("div", { className: "dl-row" }, day(from, "from"), day(to, "to"));
  }

  #when() {
    return this.#popover("When", panel => {
      const s = this.selection, keep = document.activeElement?.dataset?.value, ranged = s.since || s.until, sure = !ranged ? null : this.part ? this.part.surety : surety(this.columns, s);
      const radio = (text, certain) => make("label", {}, make("input", { type: "radio", name: "dl-certain", checked: s.certain === certain, disabled: !ranged, data: { value: `certain-${certain}` }, onchange: () => this.#set({ certain }) }), text);
      panel.replaceChildren(this.#days("since", "until", "Happened"), make("div", { className: "dl-row tall" },
        radio(sure ? `certainly or possibly inside: ${sure.certainly} + ${sure.possibly}` : "certainly or possibly inside", false), radio(sure ? `certainly inside only: ${sure.certainly}` : "certainly inside only", true)),
      make("p", { className: "dl-hint", textContent: "An event known to the year is possibly inside a month of it. One without a date counts by what the text implies." }));
      if (keep !== undefined) panel.querySelector(`[data-value="${CSS.escape(keep)}"]`)?.focus({ preventScroll: true });
    }, () => Boolean(this.selection.since || this.selection.until));
  }

  #reported() {
    return this.#popover("Reported", panel => {
      const keep = document.activeElement?.dataset?.value;
      panel.replaceChildren(make("h2", { textContent: "Reported by an article" }), this.#days("published_since", "published_until", "Reported"),
        make("h2", { textContent: "Entered into the table" }), this.#days("recorded_since", "recorded_until", "Entered"));
      if (keep !== undefined) panel.querySelector(`[data-value="${CSS.escape(keep)}"]`)?.focus({ preventScroll: true });
    }, () => ["published_since", "published_until", "recorded_since", "recorded_until"].some(field => this.selection[field]),
    () => Boolean(this.part) || new Set(this.columns.published).size > 1 || new Set(this.columns.recorded).size > 1);
  }

  // ---- chips: what is chosen, each a button that takes it back -----------------------------------------------------

  #chips() {
    const s = this.selection, chips = [];
    const chip = (text, change, what = "") => chips.push(make("button", { type: "button", className: "dl-chip", title: "Take this back", onclick: () => this.#set(change) }, what ? make("span", { className: "k", textContent: what }) : null, text, make("span", { className: "x", ariaHidden: "true", textContent: "×" })));
    for (const field of ["actors", "countries", "categories", "statuses", "places", "articles", "reviews"])
      s[field].forEach((value, k) => {
        if (field === "actors" && k) chips.push(make("span", { className: "dl-join", textContent: s.both ? "and" : "or" }));
        chip(this.#label(field, value), { [field]: s[field].filter(other => other !== value), ...(field === "actors" && s.actors.length <= 2 ? { both: false } : {}) });
      });
    if (s.roles.length) chip(s.roles.map(role => this.words.roles[role]).join(" or "), { roles: [] });
    for (const [field, what] of [["since", s.certain ? "certainly" : "happened"], ["published_since", "reported"], ["recorded_since", "entered"]]) if (s[field] || s[RANGES[field]]) chip(this.says(field), without(s, FILTERS[field]), what);
    if (s.text) chip(this.says("text"), { text: "" }, "search");
    if (s.ids.length) chip(this.says("ids"), { ids: [] });
    if (!isEmpty(s)) chips.push(make("button", { type: "button", className: "dl-link", textContent: "Clear all", onclick: () => { this.search.value = ""; this.onChange({ ...EMPTY }); } }));
    this.chips.replaceChildren(...chips);
    this.chips.hidden = !chips.length;
  }

  /** What is chosen in a filter, in words. */
  says(name) {
    const s = this.selection;
    if (RANGES[name]) { const [from, to] = [s[name], s[RANGES[name]]]; return from && to ? `${from} to ${to}` : from ? `from ${from}` : `to ${to}`; }
    if (name === "text") return `“${s.text}”`;
    if (name === "ids") return `${s.ids.length} chosen events`;
    return s[name].map(value => this.#label(name, value)).join(name === "actors" && s.both ? " and " : " or ");
  }

  focus() { this.search.focus(); this.search.select(); }
  remove() { clearTimeout(this.typing); document.removeEventListener("pointerdown", this.away); this.root.replaceChildren(); }
}

/** The day that a typed year, month or day names: its first, or its last where `end`; null where it is none. */
export function wholeDay(text, end) {
  const parts = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(part => part === undefined ? null : +part);
  const date = end ? new Date(Date.UTC(year, month ?? 12, 0)) : new Date(Date.UTC(year, (month ?? 1) - 1, 1));
  if (month !== null && (month < 1 || month > 12)) return null;
  if (day !== null) { date.setUTCFullYear(year, month - 1, day); if (date.getUTCDate() !== day || date.getUTCMonth() !== month - 1) return null; }
  date.setUTCFullYear(year);
  return date.toISOString().slice(0, 10);
}
