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

/** An element of a drawing with attributes and children. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** The symbols of dashboard/theme.py as outlines in a box of 16; drawn, since not every machine has them as letters. */
export const GLYPHS = {
  circle: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z", square: "M3 3h10v10H3z", diamond: "M8 1.500l6.500 6.500-6.500 6.500L1.500 8z", hexagon: "M8 1.500l5.700 3.250v6.500L8 14.500l-5.700-3.250v-6.500z",
  pentagon: "M8 1.500l6.600 4.800-2.500 7.700H3.900L1.400 6.300z", cross: "M5.800 2h4.400v3.800H14v4.400h-3.800V14H5.800v-3.800H2V5.800h3.800z", x: "M3.900 1.900L8 6l4.100-4.100 2 2L10 8l4.100 4.100-2 2L8 10l-4.100 4.100-2-2L6 8 1.900 3.900z",
  "triangle-up": "M8 2l6.500 11.500h-13z", "triangle-down": "M8 14L1.500 2.500h13z", "triangle-left": "M2 8l11.500-6.500v13z", "triangle-right": "M14 8L2.500 14.500v-13z",
  "star-diamond": "M8 .8l2 5.200 5.200 2-5.200 2-2 5.200L6 10 .8 8 6 6z", star: "M8 1l2 5h5l-4 3.200 1.500 5.300L8 11.300l-4.500 3.200L5 9.200 1 6h5z",
};

/** A category's glyph as it stands on timeline and map. `sign` is what theme.mark gives: {symbol, color}. */
export function glyph(sign) {
  return svg("svg", { viewBox: "0 0 16 16", class: "dl-glyph", "aria-hidden": "true", fill: sign.color }, svg("path", { d: GLYPHS[sign.symbol] ?? GLYPHS.circle }));
}
