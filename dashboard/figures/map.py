"""Events -> the map: each place drawn as what it is, and nothing at a point that the text did not name.

A city or site is a dot (a number where several events share it), a region a ring of its radius, a country its own area,
a sea a broken ring; region, country and sea carry their name, never a dot. No line joins places.

The browser draws the same from the places alone (linked/map.js). Each trace's `meta` says which places its points
belong to, `step` points a place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

import plotly.graph_objects as go

from dashboard.model import Event
from dashboard.theme import LIGHT, Palette, category_mark
from dashboard.viewmodel.places import MapPlace, group_places

EARTH_KM = 6371.0
RING_STEPS = 48  # points of a ring, and one gap after it
AREA_KINDS = ("region", "country", "sea")
SHOWN_TITLES = 6  # titles in a hover label; by eye


def ring(lat: float, lon: float, radius_km: float) -> tuple[list[float | None], list[float | None]]:
    """Return latitudes and longitudes of the circle of that radius on the globe, closed, with a gap at its end."""
    angle = min(radius_km, 5000.0) / EARTH_KM
    north, east = math.radians(lat), math.radians(lon)
    lats: list[float | None] = []
    lons: list[float | None] = []
    for step in range(RING_STEPS):
        bearing = 2 * math.pi * step / (RING_STEPS - 1)
        y = math.asin(math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(bearing))
        x = east + math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(north), math.cos(angle) - math.sin(north) * math.sin(y)
        )
        lats.append(round(math.degrees(y), 3))
        lons.append(round((math.degrees(x) + 180) % 360 - 180, 3))
    return [*lats, None], [*lons, None]


def map_figure(
    events: Sequence[Event], country_name: Callable[[str], str] = str, palette: Palette = LIGHT, outlines: str = ""
) -> go.Figure:
    """Return the map of `events`. `outlines` is the name of the boundary set, written on the map where it is given."""
    places = group_places(events)
    by_id = {event.id: event for event in events}
    figure = go.Figure()
    _add_areas(figure, places, palette)
    _add_rings(figure, places, "region", palette)
    _add_rings(figure, places, "sea", palette)
    _add_marks(figure, places, by_id, palette)
    _add_names(figure, places, palette)
    figure.update_geos(
        projection_type="natural earth",
        lataxis_range=[-58, 85],
        fitbounds=False,
        resolution=110,
        showland=True,
        landcolor=palette.land,
        showocean=True,
        oceancolor=palette.sea,
        showlakes=True,
        lakecolor=palette.sea,
        showcountries=True,
        countrycolor=palette.border,
        countrywidth=0.6,
        coastlinecolor=palette.border,
        coastlinewidth=0.6,
        showframe=False,
        bgcolor="rgba(0,0,0,0)",
    )
    figure.update_layout(
        template="none",
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        hovermode="closest",
        dragmode="pan",
        font={"color": palette.text},
    )
    if outlines:
        figure.add_annotation(
            text=escape(f"Boundaries: {outlines}"), x=0, y=0, xref="paper", yref="paper", showarrow=False,
            xanchor="left", yanchor="bottom", font={"size": 10, "color": palette.muted},
        )  # fmt: skip
    return figure


def _add_areas(figure: go.Figure, places: Sequence[MapPlace], palette: Palette) -> None:
    """Countries as their own area, by the outline of their code."""
    chosen = [number for number, place in enumerate(places) if place.kind == "country" and place.iso3]
    figure.add_choropleth(
        locations=[places[number].iso3 for number in chosen],
        z=[1] * len(chosen),
        zmin=0,
        zmax=1,
        colorscale=[[0, palette.area], [1, palette.area]],
        showscale=False,
        marker={"line": {"color": palette.area_line, "width": 1.2}, "opacity": 0.55},
        hoverinfo="text",
        text=[escape(_hover(places[number])) for number in chosen],
        meta={"role": "areas", "places": chosen, "step": 1},
    )


def _add_rings(figure: go.Figure, places: Sequence[MapPlace], kind: str, palette: Palette) -> None:
    chosen = [number for number, place in enumerate(places) if place.kind == kind and place.radius_km > 0]
    lats: list[float | None] = []
    lons: list[float | None] = []
    for number in chosen:
        place = places[number]
        ring_lats, ring_lons = ring(place.lat, place.lon, place.radius_km)
        lats += ring_lats
        lons += ring_lons
    figure.add_scattergeo(
        lat=lats,
        lon=lons,
        mode="lines",
        fill="toself" if kind == "region" else "none",
        fillcolor=palette.ring_fill,
        line={"color": palette.area_line, "width": 1.4, "dash": "solid" if kind == "region" else "dash"},
        hoverinfo="skip",
        meta={"role": f"{kind}s", "places": chosen, "step": RING_STEPS + 1},
    )


def _add_marks(figure: go.Figure, places: Sequence[MapPlace], by_id: dict[str, Event], palette: Palette) -> None:
    """A mark a place. Areas get an unseen one under their name, so that a pointer finds them."""
    lat, lon, text, symbols, colours, sizes, hover, opacity = [], [], [], [], [], [], [], []
    for place in places:
        many = len(place.events) > 1
        symbol, colour = category_mark(by_id[place.events[0]].category, palette)
        area = place.kind in AREA_KINDS
        lat.append(place.lat)
        lon.append(place.lon)
        text.append(str(len(place.events)) if many and not area else "")
        symbols.append("circle" if many or area else symbol)
        colours.append(palette.text if many else colour)
        sizes.append(26 if area else 18 if many else 12)
        opacity.append(0 if area else 1)
        hover.append(_hover(place, [by_id[event].title for event in place.events]))
    figure.add_scattergeo(
        lat=lat,
        lon=lon,
        text=text,
        hovertext=hover,
        hoverinfo="text",
        mode="markers+text",
        textposition="middle center",
        textfont={"size": 11, "color": palette.background},
        marker={
            "symbol": symbols,
            "color": colours,
            "size": sizes,
            "opacity": opacity,
            "line": {"color": palette.background, "width": 1.5},
        },
        meta={"role": "marks", "places": list(range(len(places))), "step": 1},
    )


def _add_names(figure: go.Figure, places: Sequence[MapPlace], palette: Palette) -> None:
    figure.add_scattergeo(
        lat=[place.lat for place in places],
        lon=[place.lon for place in places],
        text=[escape(_name(place)) for place in places],
        mode="text",
        textposition=["middle center" if place.kind in AREA_KINDS else "bottom center" for place in places],
        textfont={"size": 11, "color": palette.text},
        hoverinfo="skip",
        meta={"role": "names", "places": list(range(len(places))), "step": 1},
    )


def _name(place: MapPlace) -> str:
    many = f" · {len(place.events)}" if len(place.events) > 1 and place.kind in AREA_KINDS else ""
    return place.name + many


def _hover(place: MapPlace, titles: Sequence[str] = ()) -> str:
    """Return the hover label; plotly reads it as markup, so everything in it is escaped."""
    lines = [f"<b>{escape(place.name)}</b>", *(escape(title) for title in titles[:SHOWN_TITLES])]
    if len(titles) > SHOWN_TITLES:
        lines.append(f"and {len(titles) - SHOWN_TITLES} more")
    return "<br>".join(lines)
