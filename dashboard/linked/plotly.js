// plotly.js of the installed wheel: one download and one copy for the whole page, whatever sets window.Plotly later.

/** The library, from that address. Asked for twice, it is loaded once; after a failure it is tried again. */
export function plotlyFrom(url) {
  return globalThis.datelinePlotly ??= new Promise((done, failed) => {
    const fail = () => { globalThis.datelinePlotly = null; failed(new Error("plotly.js did not load")); };
    document.head.append(Object.assign(document.createElement("script"), { src: url, onload: () => done(window.Plotly), onerror: fail }));
  });
}
