// Where titles stand: none overlaps another, none leaves the plot, none is cut. Pure; measuring comes in as a function.

const PAD = 9;                            // px between a mark and its title

/** The words of `text` in lines of at most `width` pixels; a word that is wider stands alone. */
export function wrap(text, width, measure) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) { lines.push(line); line = word; } else line = longer;
  }
  if (line) lines.push(line);
  return lines;
}

/**
 * A title in a row of its own. mark: [x0, x1] px or null where nothing is drawn; room: the plot's width.
 * Returns {side: "right"|"left"|"below", x, width, lines}: x is the left edge. Whole beside the mark where it fits, else
 * in two lines, else below the mark.
 */
export function besideMark(text, mark, room, measure, extra = 0) {
  const full = measure(text) + extra, [x0, x1] = mark ?? [0, 0];
  const right = room - x1 - PAD - 2, left = x0 - PAD - 2;
  if (!mark) return block("right", 4, text, room - 8, measure, extra);
  if (full <= right) return { side: "right", x: x1 + PAD, width: full, lines: [text] };
  if (full <= left) return { side: "left", x: x0 - PAD - full, width: full, lines: [text] };
  const wide = Math.max(right, left);
  if (wide >= 130) {
    const lines = wrap(text, wide - extra, measure), width = Math.max(...lines.map(measure)) + extra;
    if (lines.length <= 2 && width <= wide) return right >= left ? { side: "right", x: x1 + PAD, width, lines } : { side: "left", x: x0 - PAD - width, width, lines };
  }
  return block("below", Math.max(4, Math.min(x0, room - full - 4)), text, room - 8, measure, extra);
}

function block(side, x, text, wide, measure, extra) {
  const lines = wrap(text, wide - extra, measure), width = Math.max(...lines.map(measure)) + extra;
  return { side, x: Math.max(4, Math.min(x, wide + 4 - width)), width, lines };
}

/**
 * Sub-rows of one lane. items: [{i, x0, x1, label}] in time order, x0 and x1 the mark's edges in px, label the title's
 * width. `titled` rows hold a mark with its title, the `crowd` rows below them marks alone, which may overlap.
 * Returns [{i, row, x (title's left edge) or null}].
 */
export function packLane(items, titled, crowd, room, keep = () => false) {
  const taken = Array.from({ length: titled }, () => []), crowded = new Float64Array(Math.max(1, crowd)).fill(-Infinity), placed = [];
  const free = (row, from, to) => taken[row].every(([a, b]) => to <= a || from >= b);
  const order = items.map((_, k) => k).sort((a, b) => keep(items[b].i) - keep(items[a].i) || a - b);
  for (const k of order) {
    const { i, x0, x1, label } = items[k], seen = x1 >= 0 && x0 <= room, right = Math.max(x1, 0) + PAD, left = Math.min(x0, room) - PAD - label;
    let found = null;
    if (seen) for (let row = 0; row < titled && !found; row++) {
      if (right + label <= room && free(row, x0 - 6, right + label + 6)) found = { i, row, x: right, from: x0 - 6, to: right + label + 6 };
      else if (left >= 0 && free(row, left - 6, x1 + 6)) found = { i, row, x: left, from: left - 6, to: x1 + 6 };
    }
    if (found) { taken[found.row].push([found.from, found.to]); placed.push({ i, row: found.row, x: found.x }); continue; }
    let row = -1;
    if (!crowd) for (let r = 0; r < titled && row < 0; r++) if (free(r, x0 - 6, x1 + 6)) { row = r; taken[r].push([x0 - 6, x1 + 6]); }
    if (row < 0) {
      let best = 0;
      for (let r = 0; r < crowded.length; r++) { if (crowded[r] <= x0 - 6) { best = r; break; } if (crowded[r] < crowded[best]) best = r; }
      crowded[best] = Math.max(crowded[best], x1 + 6);
      row = titled + best;
    }
    placed.push({ i, row, x: null });
  }
  return placed;
}
