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

/** The same number of lines as `wrap` gives, as even as they can be. */
export function wrapEvenly(text, width, measure) {
  let best = wrap(text, width, measure);
  for (let low = width / best.length * .8, high = width, k = 0; best.length > 1 && k < 6; k++) {
    const middle = (low + high) / 2, lines = wrap(text, middle, measure);
    if (lines.length > best.length || Math.max(...lines.map(measure)) > middle) low = middle; else { best = lines; high = middle; }
  }
  return best;
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
    const lines = wrapEvenly(text, wide - extra, measure), width = Math.max(...lines.map(measure)) + extra;
    if (lines.length <= 2 && width <= wide) return right >= left ? { side: "right", x: x1 + PAD, width, lines } : { side: "left", x: x0 - PAD - width, width, lines };
  }
  return block("below", Math.max(4, Math.min(x0, room - full - 4)), text, room - 8, measure, extra);
}

function block(side, x, text, wide, measure, extra) {
  const lines = wrapEvenly(text, wide - extra, measure), width = Math.max(...lines.map(measure)) + extra;
  return { side, x: Math.max(4, Math.min(x, wide + 4 - width)), width, lines };
}

/**
 * Sub-rows of one lane. items: [{i, x0, x1, label}], the most wanted first: x0 and x1 the mark's edges in px, label the
 * title's width. `titled` rows hold a mark with its title beside it or, where it leaves no room on either side, in the
 * row above it; below them at most `crowd` rows of marks alone, which overlap only where all of these are taken.
 * Returns [{i, row, above, x (title's left edge) or null}], rows numbered from 0.
 */
export function packLane(items, titled, crowd, room) {
  const taken = Array.from({ length: titled }, () => []), crowded = Array.from({ length: crowd }, () => []), placed = [];
  const free = (row, from, to) => row.every(([a, b]) => to <= a || from >= b);
  let tried = 0;
  for (const { i, x0, x1, label } of items) {
    const right = Math.max(x1, 0) + PAD, left = Math.min(x0, room) - PAD - label, over = Math.max(4, Math.min(x0, room - label - 4));
    let found = null;
    if (x1 >= 0 && x0 <= room && right + label > room && left < 0) {
      const row = taken.findIndex((list, k) => k + 1 < titled && free(list, over - 6, over + label + 6) && free(taken[k + 1], x0 - 6, x1 + 6));
      if (row >= 0) { taken[row].push([over - 6, over + label + 6]); taken[row + 1].push([x0 - 6, x1 + 6]); placed.push({ i, row: row + 1, x: over, above: true }); continue; }
    } else if (x1 >= 0 && x0 <= room && tried < titled * 12) for (let row = 0; row < titled && !found; row++) {
      if (right + label <= room && free(taken[row], x0 - 6, right + label + 6)) found = { i, row, x: right, from: x0 - 6, to: right + label + 6 };
      else if (left >= 0 && free(taken[row], left - 6, x1 + 6)) found = { i, row, x: left, from: left - 6, to: x1 + 6 };
    }
    if (found) { taken[found.row].push([found.from, found.to]); placed.push({ i, row: found.row, x: found.x }); continue; }
    tried++;
    let row = crowded.findIndex(list => list.length < 400 && free(list, x0 - 1, x1 + 1));
    if (row < 0) row = placed.length % Math.max(1, crowd);
    crowded[row]?.push([x0 - 1, x1 + 1]);
    placed.push({ i, row: titled + row, x: null });
  }
  return placed;
}
