// Put into the first page by app.py: runs plotly.js while Streamlit still starts, so that the component finds it ready.
import { plotlyFrom } from "./plotly.js";

plotlyFrom(new URL(`../${new URL(import.meta.url).searchParams.get("plotly")}`, import.meta.url).pathname).catch(() => null);
