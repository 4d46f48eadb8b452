// Put into the first page by app.py: runs plotly.js in a pause of Streamlit's start, so that the component finds it ready.
import { plotlyFrom } from "./plotly.js";

const name = new URL(import.meta.url).searchParams.get("plotly"), url = new URL(`../${name}`, import.meta.url).pathname;
(globalThis.requestIdleCallback ?? setTimeout)(() => plotlyFrom(url).catch(() => null), { timeout: 1500 });
