// The map in numbers: places and their events, the projection, what fits, and where names go. Pure: no DOM, no Plotly.

const RAD = Math.PI / 180, EARTH_KM = 6371, RING_STEPS = 48;

/** For each place, the numbers of its visible events; `index` is a Map of event id -> number. */
export function placeEvents(places, index, visible) {
  return places.map(place => place.events.map(id => index.get(id)).filter(i => i !== undefined && visible[i]));
}

const AREAS = ["region", "country", "sea"];
export const isArea = place => AREAS.includes(place.kind);

/** Places whose marks would cover each other, gathered: [[number, ...], ...], the one with most events first in each.
 *  `at` are pixels by place; areas stay on their own, since they are no points. */
export function gather(places, shown, at, apart) {
  const numbers = places.map((_, k) => k).filter(k => shown[k].length).sort((a, b) => shown[b].length - shown[a].length || a - b);
  const groups = [], grid = new Map(), cell = ([x, y], dx = 0, dy = 0) => `${Math.floor(x / apart) + dx},${Math.floor(y / apart) + dy}`;
  for (const k of numbers) {
    if (isArea(places[k])) { groups.push([k]); continue; }
    let home = null;
    for (let dx = -1; dx <= 1 && !home; dx++) for (let dy = -1; dy <= 1 && !home; dy++)
      for (const group of grid.get(cell(at[k], dx, dy)) ?? []) if (Math.hypot(at[group[0]][0] - at[k][0], at[group[0]][1] - at[k][1]) < apart) { home = group; break; }
    if (home) { home.push(k); continue; }
    const group = [k];
    groups.push(group); grid.set(cell(at[k]), [...(grid.get(cell(at[k])) ?? []), group]);
  }
  return groups;
}

/** The visible events of several places, each once. */
export const eventsOf = (group, shown) => group.length === 1 ? shown[group[0]] : [...new Set(group.flatMap(k => shown[k]))];

/** What a mark is called: its place, and how many others stand with it. */
export const groupName = (group, places) => places[group[0]].name + (group.length > 1 ? ` and ${group.length - 1} more` : "");

// Natural Earth projection (Patterson 2008; coefficients as in d3-geo): x per radian of longitude, and y, at a latitude.
const xAt = lat => { const p = lat * RAD, q = p * p, r = q * q; return 0.8707 - 0.131979 * q + r * (-0.013791 + r * (0.003971 * q - 0.001529 * r)); };
const yAt = lat => { const p = lat * RAD, q = p * p, r = q * q; return p * (1.007226 + q * (0.015085 + r * (-0.044475 + 0.028874 * q - 0.005916 * r))); };
const latAt = y => { let low = -90, high = 90; for (let k = 0; k < 40; k++) { const mid = (low + high) / 2; if (yAt(mid) < y) low = mid; else high = mid; } return (low + high) / 2; };

export const SOUTH = -58, NORTH = 85;     // what of the globe the map shows, in degrees

/** A view {lon, lat, scale} of a plot of that size: `to(lat, lon)` gives pixels, `from(x, y)` [lat, lon], `unit` pixels a radian. */
export function camera({ lon, lat, scale }, width, height) {
  const unit = scale * Math.min(width / (2 * Math.PI * xAt(0)), height / (yAt(NORTH) - yAt(SOUTH))), middle = yAt(lat), turn = degrees => (degrees % 360 + 540) % 360 - 180;
  return { unit, to: (north, east) => [width / 2 + unit * turn(east - lon) * RAD * xAt(north), height / 2 + unit * (middle - yAt(north))],
    from: (x, y) => { const north = latAt(middle - (y - height / 2) / unit); return [north, turn(lon + (x - width / 2) / (unit * xAt(north) * RAD))]; } };
}

/** The nearest view that a reader may have: no closer than a city, and no empty space above or below. */
export function clampView({ lon, lat, scale }, width, height) {
  const near = Math.min(Math.max(scale, 1), 60), half = height / 2 / camera({ lon, lat, scale: near }, width, height).unit;
  const low = yAt(SOUTH) + half, high = yAt(NORTH) - half, middle = low < high ? Math.min(Math.max(yAt(lat), low), high) : (low + high) / 2;
  return { lon: (lon % 360 + 540) % 360 - 180, lat: latAt(middle), scale: near };
}

/** The circle of a radius on the globe, closed: [[lat, lon], ...], as dashboard/figures/map.py draws it. */
export function ring({ lat, lon, radius_km }) {
  const angle = Math.min(radius_km, 5000) / EARTH_KM, north = lat * RAD;
  return Array.from({ length: RING_STEPS }, (_, k) => {
    const bearing = 2 * Math.PI * k / (RING_STEPS - 1), y = Math.asin(Math.sin(north) * Math.cos(angle) + Math.cos(north) * Math.sin(angle) * Math.cos(bearing));
    return [y / RAD, lon + Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(north), Math.cos(angle) - Math.sin(north) * Math.sin(y)) / RAD];
  });
}

/** Centre and scale that show all points ([lat, lon, radiusKm]) in a plot of that shape; the whole world for none. */
export function fit(points, width, height, most = 9) {
  if (!points.length) return { lon: 12, lat: 20, scale: 1 };
  // Longitudes on a ring: the view leaves out the widest gap between neighbours, so Fiji and Samoa stay together.
  const spread = points.flatMap(([lat, lon, km]) => {
    const up = Math.min(km / 111, 40), side = Math.min(up / Math.max(Math.cos(lat * RAD), .2), 90);
    return [[Math.max(lat - up, -89), lon - side], [Math.min(lat + up, 89), lon + side]];
  });
  const lons = spread.map(([, lon]) => (lon + 540) % 360 - 180).sort((a, b) => a - b);
  let gap = lons[0] + 360 - lons.at(-1), start = 0;
  for (let k = 1; k < lons.length; k++) if (lons[k] - lons[k - 1] > gap) { gap = lons[k] - lons[k - 1]; start = k; }
  const west = lons[start], wide = 360 - gap, lats = spread.map(([lat]) => lat), south = Math.min(...lats), north = Math.max(...lats);
  const low = yAt(south), high = yAt(north), lat = latAt((low + high) / 2);
  const units = Math.max(wide * RAD * xAt(south * north < 0 ? 0 : Math.min(Math.abs(south), Math.abs(north))), .02), tall = Math.max(high - low, .02);
  const k = camera({ lon: 0, lat: 0, scale: 1 }, width, height).unit;
  const scale = Math.min(.78 * width / (k * units), .72 * height / (k * tall), most);
  const lon = ((west + wide / 2) + 540) % 360 - 180;
  return scale <= 1 ? { lon, lat: 20, scale: 1 } : { lon, lat, scale: Math.round(scale * 100) / 100 };
}

/** Where names go so that none covers a mark or another name: {x, y} of the left middle, or null for no room.
 *  items: {x, y, width, r, area}, most important first, `most` of them named, none over a box that is `taken`; names stay inside width x height. */
export function placeNames(items, width, height, { line = 15, most = 60, taken: before = [] } = {}) {
  const taken = [...before, ...items.filter(item => !item.area).map(({ x, y, r }) => [x - r, y - r, x + r, y + r])];
  const free = box => box[0] >= 2 && box[1] >= 2 && box[2] <= width - 2 && box[3] <= height - 2 &&
    !taken.some(other => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  return items.map(({ x, y, width: w, r, area }, k) => {
    if (k >= most) return null;
    const tries = area ? [[x - w / 2, y], [x - w / 2, y + line], [x - w / 2, y - line], [x - w / 2, y + 2 * line]]
      : [[x + r + 3, y], [x - r - 3 - w, y], [x - w / 2, y + r + line / 2 + 1], [x - w / 2, y - r - line / 2 - 1]];
    for (const [left, middle] of tries) {
      const box = [left, middle - line / 2, left + w, middle + line / 2];
      if (free(box)) { taken.push(box); return { x: left, y: middle }; }
    }
    return null;
  });
}
