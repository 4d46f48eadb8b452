// Lines between events that belong together: a whole and its parts, an anniversary and what it commemorates. In rows all
// are drawn; in lanes, where hundreds would cross, those of what is selected.
import { svg } from "./dom.js";
import { covered } from "./timeline_marks.js";

/** Draw the ties of the view's spots and gutter entries into `view.backMoving`. */
export function drawTies(view) {
  const { axis, c, spots, sides } = view, chosen = new Set(view.selected.map(id => view.at.get(id))), made = [];
  const stands = new Map();                                // event -> where a line to it ends
  for (const { band, x, wide, entries } of sides) for (const entry of entries) stands.set(entry.i, { edge: band === "earlier" ? x + wide : x, turn: band === "earlier" ? 7 : -7, y: axis.top + entry.y + 9 * view.unit });
  for (const spot of spots) { const at = stand(view, spot); if (at && !stands.has(spot.i)) stands.set(spot.i, at); }
  for (const spot of spots) for (const [kind, column] of [["part", c.part_of], ["memory", c.commemorates]]) {
    const other = view.at.get(column[spot.i]), from = stand(view, spot), to = stands.get(other);
    if (!from || !to || other === spot.i || kind === "part" && to.edge !== undefined) continue;
    if (!view.lane || chosen.has(spot.i) || chosen.has(other)) made.push(svg("path", { d: line(view, kind, from, to), class: kind }));
  }
  view.backMoving.replaceChildren(...made);
}

function stand(view, spot) {
  const span = covered(view.c, spot.i, view.range);
  if (!span && !spot.row) return null;
  const mark = span ? Math.min(Math.max(0, view.x(span[0])), view.axis.width) : 0, title = spot.place?.side === "left" ? spot.place.x : Infinity;
  return { y: view.axis.top + spot.y, mark: view.axis.left + mark - (spot.exact ? 8 : 3), all: view.axis.left + Math.max(0, Math.min(mark - 8, title - 6)) };
}

function line(view, kind, from, to) {
  if (to.edge !== undefined) return `M${to.edge},${to.y}H${to.edge + to.turn}V${from.y}H${to.turn > 0 ? Math.max(from.all, to.edge + to.turn) : view.axis.left + view.axis.width}`;
  if (kind === "memory") { const x = Math.max(view.axis.left + 2, Math.min(from.all, to.all) - 9); return `M${to.all},${to.y}H${x}V${from.y}H${from.all}`; }
  const x = Math.max(view.axis.left + 3, Math.min(from.mark, to.mark) - 6), below = from.y > to.y ? 5 : -5;
  return `M${Math.min(x + 6, to.mark)},${to.y + below}H${x}V${from.y}H${Math.max(x, from.mark)}`;
}
