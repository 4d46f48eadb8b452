// Where a window holds more events than can be drawn one by one: bars that count those that begin on their days.
import { svg } from "./dom.js";
import { isoOf } from "./timeline_layout.js";

/** The bars of `view.bars` ({first, days, lanes, counts}), stacked by kind in its colours, up from `view.barsFloor`. */
export function barNodes(view) {
  const { bars, barsFloor: floor, range, theme, words } = view, most = Math.max(1, ...bars.counts), high = floor - 18 * view.unit, tops = new Array(bars.counts.length).fill(floor);
  const made = Object.entries(bars.lanes).map(([kind, counts]) => {
    let d = "";
    counts.forEach((n, k) => {
      const from = bars.first + k * bars.days;
      if (!n || from + bars.days < range[0] || from > range[1]) return;
      const x = view.x(from), wide = Math.max(1, view.x(from + bars.days) - x - .6), tall = n / most * high;
      tops[k] -= tall;
      d += `M${x.toFixed(1)},${tops[k].toFixed(1)}h${wide.toFixed(1)}v${tall.toFixed(1)}h${-wide.toFixed(1)}z`;
    });
    return svg("path", { d, fill: theme.mark(kind).color, class: "bar" });
  });
  const key = words.part.highest[bars.days === 1 ? "one" : "many"].replace("{n}", most.toLocaleString("en")).replace("{days}", bars.days);
  const scale = Object.assign(svg("text", { x: 4, y: floor - high - 4 * view.unit, "font-size": 11.5 * view.unit, fill: theme.muted }), { textContent: key });
  return [...made, svg("path", { d: `M0,${floor - high}H${view.axis.width}`, stroke: theme.border, "stroke-dasharray": "2 3" }), scale];
}

/** The bar at a pixel of the axis: {from, to, n, text} with its days in words, or null. */
export function barAt(view, x) {
  const { bars, words } = view, day = view.range[0] + x / view.axis.width * (view.range[1] - view.range[0]), k = Math.floor((day - bars.first) / bars.days), n = bars.counts[k];
  if (!n) return null;
  const from = bars.first + k * bars.days, to = from + bars.days - 1, said = at => { const [y, m, d] = isoOf(at).split(/(?<=\d)-/); return `${+d} ${words.months_short[+m - 1]} ${y}`; };
  return { from, to, n, text: from === to ? said(from) : `${said(from)} – ${said(to)}` };
}
