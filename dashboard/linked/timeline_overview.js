// The strip of all dates, to scale, with a brush that shows and moves the window of the axis.
import { make } from "./dom.js";
import { extent, rangeOf, ticks } from "./timeline_layout.js";

const NARROWEST = 9;                      // px: a brush that can be taken hold of, however short its days

export class Overview {
  constructor(root, { words, onRange }) {
    Object.assign(this, { root, words, onRange });
    this.canvas = make("canvas", { className: "dl-tl-all", ariaHidden: "true" });
    this.names = make("div", { className: "dl-tl-all-names", ariaHidden: "true" });
    this.brush = make("div", { className: "dl-tl-brush", tabIndex: 0, role: "slider", ariaLabel: "Days shown, moved with the arrow keys" }, make("i", { className: "low" }), make("i", { className: "high" }));
    root.replaceChildren(make("span", { className: "dl-tl-strip-name", textContent: words.overview }), make("div", { className: "dl-tl-track" }, this.canvas, this.names, this.brush));
    this.track = this.canvas.parentElement;
    this.#listen();
  }

  /** `density`: counts of a table of which the events are only a part ({first, days, counts}), drawn in their place. */
  draw(c, list, range, theme, unit, density = null) {
    this.all = density ? [density.first, density.first + density.days * density.counts.length] : rangeOf(c, list) ?? range;
    this.range = range;
    const width = this.track.clientWidth, height = Math.round((matchMedia("(pointer: coarse)").matches ? 40 : 20) * unit), ratio = devicePixelRatio || 1, pen = this.canvas.getContext("2d");
    this.root.hidden = !width;
    Object.assign(this.canvas, { width: width * ratio, height: height * ratio });
    this.canvas.style.height = this.track.style.height = `${height}px`;
    this.track.style.marginBottom = `${Math.round(16 * unit)}px`;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const crowd = list.length > 400, [first, end] = this.all, scale = width / (end - first), colors = {};
    if (density) {
      const most = Math.max(1, ...density.counts);
      pen.fillStyle = theme.muted;
      density.counts.forEach((n, k) => { const high = Math.sqrt(n / most) * (height - 2); pen.fillRect(k * density.days * scale, height - high, Math.max(1, density.days * scale - .5), high); });
    }
    for (const i of density ? [] : list) {
      const span = extent(c, i);
      if (!span) continue;
      const x = (span[0] - first) * scale, wide = Math.max((span[1] + 1 - span[0]) * scale, 1.5), point = span[0] === span[1];
      pen.fillStyle = colors[c.category[i]] ??= theme.mark(c.category[i]).color;
      pen.globalAlpha = point ? (crowd ? .5 : .9) : wide > width / 3 ? .12 : .35;
      pen.fillRect(x, point ? 3 : 7, wide, height - (point ? 6 : 14));
    }
    const found = ticks(this.all, width, this.words.months_short, 84 * unit);
    this.names.replaceChildren(...found.filter(({ at }) => this.#x(at) < width - 30 * unit).map(({ at, text }) => { const node = make("span", { textContent: text }); node.style.left = `${this.#x(at)}px`; return node; }));
    this.names.style.top = `${height}px`;
    this.brush.style.height = `${height}px`;
    this.move(range);
  }

  /** Put the brush over `range`; where the strip does not reach that far, at its edge. */
  move(range) {
    this.range = range;
    const width = this.track.clientWidth, low = this.#x(range[0]), high = this.#x(range[1]), wide = Math.max(NARROWEST, Math.min(width, high) - Math.max(0, low));
    const x = Math.min(Math.max(0, (Math.max(0, low) + Math.min(width, high)) / 2 - wide / 2), width - wide);
    Object.assign(this.brush.style, { transform: `translateX(${x}px)`, width: `${wide}px` });
    const years = range.map(day => Math.floor(1970 + day / 365.2425));
    for (const [name, value] of [["valuemin", Math.floor(this.all[0])], ["valuemax", Math.ceil(this.all[1])], ["valuenow", Math.round((range[0] + range[1]) / 2)]]) this.brush.setAttribute(`aria-${name}`, value);
    this.brush.setAttribute("aria-valuetext", years[0] === years[1] ? String(years[0]) : `${years[0]} to ${years[1]}`);
  }

  #x(day) { return (day - this.all[0]) / (this.all[1] - this.all[0]) * this.track.clientWidth; }

  #listen() {
    const days = px => px / this.track.clientWidth * (this.all[1] - this.all[0]);
    let grab = null;
    this.track.addEventListener("pointerdown", event => {
      if (event.button) return;
      const part = event.target.closest(".low") ? "low" : event.target.closest(".high") ? "high" : event.target === this.brush ? "whole" : "track";
      if (part === "track") {                                // a click beside the brush brings it there
        const at = this.all[0] + days(event.clientX - this.track.getBoundingClientRect().left), half = (this.range[1] - this.range[0]) / 2;
        this.onRange([at - half, at + half], false);
      }
      grab = { part, x: event.clientX, range: this.range };
      this.track.setPointerCapture(event.pointerId);
      event.preventDefault();
      this.brush.focus({ preventScroll: true });
    });
    this.track.addEventListener("pointermove", event => {
      if (!grab) return;
      const by = days(event.clientX - grab.x), [low, high] = grab.range;
      const range = grab.part === "low" ? [Math.min(low + by, high - 1), high] : grab.part === "high" ? [low, Math.max(high + by, low + 1)] : [low + by, high + by];
      this.onRange(range, false);
    });
    const release = () => { if (grab) { grab = null; this.onRange(this.range, true); } };
    this.track.addEventListener("pointerup", release);
    this.track.addEventListener("pointercancel", release);
    this.brush.addEventListener("keydown", event => {
      const width = this.range[1] - this.range[0], by = { ArrowLeft: -width / 4, ArrowRight: width / 4, PageUp: -width, PageDown: width }[event.key];
      if (by === undefined) return;
      event.preventDefault(); event.stopPropagation();
      this.onRange([this.range[0] + by, this.range[1] + by], true);
    });
  }
}
