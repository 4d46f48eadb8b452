// What browser_explore.py times in the page, from the click until two frames after the last change.
const frame = () => new Promise(done => requestAnimationFrame(done));
const painted = async start => { await frame(); await frame(); return performance.now() - start; };

window.probe = {
  painted,

  /** Our page: a click on the i-th row until timeline, map, table and detail are lit. */
  async click(i) {
    const root = document.querySelector(".dl-explorer"), rows = document.querySelectorAll(".dl-table tbody tr[data-id]");
    const row = rows[i % rows.length], id = row.dataset.id, start = performance.now();
    row.querySelector("button").click();
    while (root.dataset.selected !== id) await frame();
    return painted(start);
  },

  /** Our page: a tick in the open menu until both views show what is left. */
  async filter(kind) {
    const root = document.querySelector(".dl-explorer"), before = root.dataset.drawn, start = performance.now();
    document.querySelector(`.dl-panel:not([hidden]) input[data-value="${kind}"]`).click();
    while (root.dataset.drawn === before) await frame();
    return painted(start);
  },

  /** A bare page: the two figures of a table, drawn by plotly.js alone. `places` lists the events of each place. */
  async bare(plotly, outlines, ids, places) {
    await new Promise((done, failed) => document.head.append(Object.assign(document.createElement("script"), { src: plotly, onload: done, onerror: failed })));
    const [timeline, map] = await (await fetch("/figures.json")).json(), config = { topojsonURL: location.origin + outlines };
    Object.assign(this, { ids, places });
    document.body.innerHTML = '<div id="timeline"></div><div id="map"></div>';
    await Plotly.newPlot("timeline", timeline.data, { ...timeline.layout, width: 830 }, config);
    await Plotly.newPlot("map", map.data, { ...map.layout, width: 480, height: 222 }, config);
  },

  /** The bare page: the same event lit in both figures as plotly.js offers it, by `selectedpoints`. */
  async restyle(i) {
    const id = this.ids[i * 37 % this.ids.length], start = performance.now();
    const [timeline, world] = ["timeline", "map"].map(name => document.getElementById(name));
    const inTimeline = timeline.data.map(t => t.ids ? t.ids.flatMap((other, k) => other === id ? [k] : []) : null);
    const inMap = world.data.map(t => t.meta.role === "marks" ? this.places.flatMap((events, k) => events.includes(id) ? [k] : []) : null);
    await Promise.all([Plotly.restyle(timeline, { selectedpoints: inTimeline }), Plotly.restyle(world, { selectedpoints: inMap })]);
    return painted(start);
  },

  /** The plain Streamlit page: a pill until both charts have other points and the text below says so. */
  async pill(kind) {
    const said = () => [...document.querySelectorAll('[data-testid="stText"]')].map(node => node.textContent).join();
    const points = () => [...document.querySelectorAll(".js-plotly-plot")].map(plot => (plot.data ?? []).reduce((n, t) => n + (t.ids ?? t.lat ?? []).length, 0)).join();
    const before = said(), had = points(), start = performance.now();
    [...document.querySelectorAll("button")].find(button => button.textContent.trim() === kind).click();
    while (said() === before || points() === had) await frame();
    return painted(start);
  },
};
