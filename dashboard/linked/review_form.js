// The forms of the review: an event's fields, the parts of a split, a name of one's own. What was typed stays until it is saved.
import { make } from "./dom.js";

const FIELDS = [
  ["title", "Title", "at most 80 characters; a plan reads as a plan"],
  ["date", "Date (EDTF)", "2024-05-16 · 2024-05 · 2024 · 2024-05-16/2024-05-17 throughout · [2024-05-16..2024-05-17] one day of these · empty: none given"],
  ["earliest", "Not before", "first day that the text allows, as 2024-05-16"],
  ["latest", "Not after", "last day that the text allows, as 2024-05-16"],
  ["seen_on", "Under way on", "last day on which an article says so"],
  ["status", "What the article says"],
  ["category", "Kind"],
  ["actors", "Who", "names, parted by ;"],
  ["countries", "Countries", "names or ISO codes, parted by ;"],
  ["targets", "Acted on", "those of the names above, parted by ;"],
  ["places", "Where", "names, parted by ; — or Name (lat, lon)"],
];
const SHORT = ["title", "date", "status", "category"];

/** The text of a field of an event as the form shows it. */
export function fieldText(event, name) {
  const value = event[name];
  if (name === "places") return value.map(place => place.name).join("; ");
  if (name === "countries" && event.states) return event.states.join("; ");
  if (name === "targets" && event.states) return value.map(target => event.states[event.countries.indexOf(target)] ?? target).join("; ");
  return Array.isArray(value) ? value.join("; ") : value ?? "";
}

/** A form over the fields of an event; `onSave` gets {values, why, source}. */
export function eventForm({ event, title, words, fields, why = true, onSave, onCancel, save = "Save" }) {
  const inputs = fieldInputs(event, words, fields), extra = {};
  const form = frame(title, () => onSave({ values: changed(inputs), why: extra.why?.value ?? "", source: extra.source?.value ?? "" }), onCancel, save);
  for (const [name, label, input, hint] of inputs.rows) form.body.append(row(name, label, input, hint));
  const at = name => form.body.querySelector(`[data-field="${name}"]`), value = name => at(name)?.querySelector("input, select").value.trim();
  // Bounds are for events without a date, "under way on" for those that go on.
  const fit = () => { for (const [name, shown] of [["earliest", !value("date")], ["latest", !value("date")], ["seen_on", value("status") === "ongoing" || value("seen_on")]]) if (at(name)) at(name).hidden = !shown; };
  form.body.addEventListener("input", fit); fit();
  if (why) {
    extra.why = make("input", { type: "text", name: "why", autocomplete: "off", placeholder: "optional: the reason, for the history" });
    extra.source = make("input", { type: "text", name: "source", autocomplete: "off", placeholder: "optional: https://… or a document" });
    form.body.append(row("why", "Why", extra.why, ""), row("source", "Source", extra.source, ""));
  }
  return form.node;
}

/** A form for the parts that an event is split into. */
export function splitForm({ event, words, onSave, onCancel }) {
  const parts = [], why = make("input", { type: "text", name: "why", autocomplete: "off" });
  const form = frame("Split into several events", () => onSave({ parts: parts.map(changed), why: why.value }), onCancel, "Split");
  const more = () => {
    const inputs = fieldInputs(event, words, SHORT), box = make("fieldset", {}, make("legend", {}, `Part ${parts.length + 1}`));
    for (const [name, label, input, hint] of inputs.rows) box.append(row(`${name}-${parts.length}`, label, input, hint));
    parts.push(inputs);
    form.body.insertBefore(box, form.body.lastChild);
  };
  form.body.append(row("why", "Why", why, ""));
  more(); more();
  form.node.querySelector(".dr-form-acts").prepend(make("button", { type: "button", onclick: more }, "One more part"));
  return form.node;
}

/** A form for a name that was not understood. */
export function nameForm({ name, onSave, onCancel }) {
  const input = (key, value = "", hint = "") => make("input", { type: "text", name: key, value, placeholder: hint, autocomplete: "off" });
  const kind = make("select", { name: "kind" }, ...["person", "organisation", "armed_group", "city", "region", "site"].map(value => make("option", { value }, value.replace("_", " "))));
  const fields = { name: input("name", name), aliases: input("aliases", "", "other names, parted by ;"), country: input("country", "", "name or ISO code"), lat: input("lat", "", "as 39.9"), lon: input("lon", "", "as 116.4"), radius_km: input("radius_km", "", "0 for a point") };
  const form = frame("Add a name of your own", () => onSave(Object.fromEntries([["kind", kind.value], ...Object.entries(fields).map(([key, node]) => [key, node.value.trim()])])), onCancel, "Add the name");
  form.body.append(row("name", "Name", fields.name, ""), row("kind", "What it is", kind, ""), row("aliases", "Also called", fields.aliases, "Another name of somebody known? Write the known name above, and this one here."), row("country", "Country", fields.country, ""));
  const point = ["lat", "lon", "radius_km"].map(key => row(key, { lat: "Latitude", lon: "Longitude", radius_km: "Radius, km" }[key], fields[key], ""));
  form.body.append(...point);
  const show = () => point.forEach(node => { node.hidden = !["city", "region", "site"].includes(kind.value); });
  kind.onchange = show; show();
  return form.node;
}

/** A form that asks for a reason only. */
export function whyForm({ title, save, onSave, onCancel }) {
  const why = make("input", { type: "text", name: "why", autocomplete: "off" });
  const form = frame(title, () => onSave({ why: why.value }), onCancel, save);
  form.body.append(row("why", "Why", why, "optional"));
  return form.node;
}

function fieldInputs(event, words, only) {
  const inputs = { before: {}, rows: [] };
  for (const [name, label, hint] of FIELDS) {
    if (only && !only.includes(name)) continue;
    const value = fieldText(event, name);
    const input = words[name] ? make("select", { name }, ...words[name].map(word => make("option", { value: word, selected: word === value }, words.said[word] ?? word))) : make("input", { type: "text", name, value, autocomplete: "off", spellcheck: name === "title" });
    inputs.before[name] = value;
    inputs.rows.push([name, label, input, hint]);
  }
  return inputs;
}

const changed = inputs => Object.fromEntries(inputs.rows.map(([name, , input]) => [name, input.value.trim()]).filter(([name, value]) => value !== inputs.before[name]));

let serial = 0;
function row(name, label, input, hint) {
  const id = `dr-field-${++serial}`;
  input.id = id;
  const long = hint && hint.length > 60;         // a short hint stands in the empty field, so that the form stays short
  if (long) input.setAttribute("aria-describedby", `${id}-hint`);
  else if (hint) Object.assign(input, { title: hint, placeholder: hint });
  return make("div", { className: "dr-row", data: { field: name } }, make("label", { htmlFor: id }, label), input, long ? make("small", { id: `${id}-hint` }, hint) : null);
}

function frame(title, onSave, onCancel, save) {
  const body = make("div", { className: "dr-form-rows" });
  const node = make("form", { className: "dr-form", ariaLabel: title, onsubmit: event => { event.preventDefault(); onSave(); } },
    make("h3", {}, title), body,
    make("div", { className: "dr-form-acts" }, make("button", { type: "submit", className: "dr-primary" }, save), make("button", { type: "button", onclick: onCancel }, "Cancel"), make("span", { className: "dr-keys-hint" }, "Enter saves, Esc cancels")));
  node.addEventListener("keydown", event => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); onCancel(); }
    else event.stopPropagation();            // letters typed here are no commands
  });
  return { node, body };
}
