// The briefing's slides on a Streamlit page: puts in the markup that Python made and hands it to present.js.

import { present } from "./present.js";

const shown = new WeakMap(); // element -> { revision, deck }

export default function (component, assets) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".dl-present");
  if (!root || !data) return;
  if (!document.querySelector("link[data-dl-present]")) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `${assets}/linked/present.css`;
    link.dataset.dlPresent = "";
    document.head.append(link);
  }
  const before = shown.get(root);
  if (before?.revision !== data.revision) {
    const full = document.fullscreenElement === before?.root;
    before?.deck.stop();
    root.innerHTML = data.deck; // made by export/as_html.py, where every text is escaped
    const made = root.querySelector(".deck");
    shown.set(root, { revision: data.revision, root: made, deck: present(made, { place: "page" }) });
    if (full && document.fullscreenElement) document.exitFullscreen();
  }
  return () => {
    shown.get(root)?.deck.stop();
    shown.delete(root);
  };
}
