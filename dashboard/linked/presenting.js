// The briefing's slides on a Streamlit page: puts in the markup that Python made and hands it to present.js.

import { present } from "./present.js";

const shown = new WeakMap(); // element -> { revision, root, deck, scene, tell }

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
  const edit = (scene) => shown.get(root)?.tell("edit", scene);
  if (before?.revision !== data.revision) {
    const full = document.fullscreenElement === before?.root;
    const start = before?.root.querySelectorAll(".slide")[before.deck.index()]?.id; // an edit leaves the reader where they are
    before?.deck.stop();
    root.innerHTML = data.deck; // made by export/as_html.py, where every text is escaped
    const made = root.querySelector(".deck");
    shown.set(root, { revision: data.revision, root: made, deck: present(made, { place: "page", edit, start }), scene: before?.scene });
    if (full && document.fullscreenElement) document.exitFullscreen();
  }
  const now = shown.get(root);
  if (now.scene !== undefined && data.scene && data.scene !== now.scene) showScene(now, data.scene);
  now.scene = data.scene ?? "";
  if (now.deck.index()) now.deck.keep(); // a new address of the page comes without its scene
  now.tell = component.setTriggerValue;
  return () => {
    shown.get(root)?.deck.stop();
    shown.delete(root);
  };
}

function showScene({ root, deck }, scene) {
  const slides = [...root.querySelectorAll(".slide")];
  const at = slides.findIndex((slide) => slide.dataset.scene === scene);
  if (at >= 0 && slides[deck.index()]?.dataset.scene !== scene) deck.show(at);
}
