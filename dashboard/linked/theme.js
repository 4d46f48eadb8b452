// The colours of the page, read from Streamlit's own theme variables so that light, dark and a user's theme are followed.

const LIGHT = { land: "#edeae3", sea: "#dfe8ee", coast: "#aab2ba", area: "rgba(31,78,121,.22)", areaLine: "#1f4e79", ringFill: "rgba(31,78,121,.12)", mark: "#ffe9a8", chosen: "#e3edf7", muted: "#56606a", faint: "#e7eaec" };
const DARK = { land: "#2b333a", sea: "#171d22", coast: "#59646e", area: "rgba(141,185,227,.26)", areaLine: "#8db9e3", ringFill: "rgba(141,185,227,.14)", mark: "#5d4a12", chosen: "#243646", muted: "#a7b1ba", faint: "#2a3239" };

/** The theme now in force: colours by role, `dark`, `scale` (root font against 15 px), and `mark(category)`. */
export function readTheme(root, sheet) {
  const style = getComputedStyle(root), get = (name, otherwise) => style.getPropertyValue(`--st-${name}`).trim() || otherwise;
  const background = get("background-color", "#ffffff"), dark = luminance(background) < .4, tone = dark ? DARK : LIGHT;
  const text = get("text-color", dark ? "#e8ebee" : "#1b2127"), primary = get("primary-color", dark ? "#8db9e3" : "#1f4e79");
  const surface = get("secondary-background-color", dark ? "#1e242a" : "#f3f4f2"), border = get("border-color", dark ? "#3a434c" : "#d5d9dd");
  const font = get("font", "Source Sans, sans-serif"), scale = (parseFloat(getComputedStyle(document.documentElement).fontSize) || 15) / 15;
  const kinds = sheet.kinds, tint = dark ? "dark" : "light";
  const mark = category => { const kind = kinds[category] ?? kinds.other; return { symbol: kind.symbol, color: kind[tint] }; };
  return { ...tone, key: [background, text, scale].join(), dark, text, background, surface, border, primary, font, scale, mark,
    css: { "--dl-text": text, "--dl-background": background, "--dl-surface": surface, "--dl-border": border, "--dl-primary": primary, "--dl-link": get("link-color", primary), "--dl-font": font,
      "--dl-serif": '"Source Serif", "Source Serif 4", Georgia, serif', "--dl-muted": tone.muted, "--dl-faint": tone.faint, "--dl-mark": tone.mark, "--dl-chosen": tone.chosen, "--dl-sea": tone.sea,
      "--dl-halo": dark ? "#14181c" : "#ffffff", "--dl-on-primary": dark ? "#14181c" : "#ffffff" } };
}

function luminance(color) {
  const pen = luminance.pen ??= document.createElement("canvas").getContext("2d");
  pen.fillStyle = "#000"; pen.fillStyle = color;
  const hex = /^#(..)(..)(..)/.exec(pen.fillStyle), [r, g, b] = hex ? hex.slice(1).map(part => parseInt(part, 16)) : pen.fillStyle.match(/[\d.]+/g).map(Number);
  return (.2126 * r + .7152 * g + .0722 * b) / 255;
}
