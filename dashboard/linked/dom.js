// Small makers of elements. Text goes in as text only: nothing here reads markup.

/** An element with properties and children: make("p", { className: "x" }, "text", node, ...). */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === "data") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node[name] = value;
    else if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined && child !== ""));
  return node;
}

/** The text with its `spans` ([start, end], in order) in <mark>. */
export function marked(text, spans) {
  const parts = document.createDocumentFragment();
  let at = 0;
  for (const [start, end] of spans) { parts.append(text.slice(at, start), make("mark", {}, text.slice(start, end))); at = end; }
  parts.append(text.slice(at));
  return parts;
}

/** A category's glyph as it stands on timeline and map. `sign` is what theme.mark gives: {symbol, color, glyph}. */
export function glyph(sign) {
  const node = make("span", { className: "dl-glyph", ariaHidden: "true", textContent: sign.glyph });
  node.style.color = sign.color;
  return node;
}
