"""The map draws each place as what it is, and no point that no article named."""

from __future__ import annotations

import pytest

from dashboard.figures.map import RING_STEPS, map_figure, ring
from dashboard.model import Event, Evidence, Place
from dashboard.viewmodel.places import group_places

CITY = Place("Cairo", "Cairo", 30.06, 31.25, "EGY", "city", 15.0)
REGION = Place("Upper Egypt", "Upper Egypt", 26.0, 32.0, "EGY", "region", 200.0)
COUNTRY = Place("Chile", "Chile", -30.0, -71.0, "CHL", "country", 490.0)
SEA = Place("Red Sea", "the Red Sea", 20.3, 38.5, None, "sea", 900.0)
NOWHERE = Place("the capital", "the capital")


def event(number: int, *places: Place, title: str = "Talks held") -> Event:
    return Event(f"e{number}", title, "talks", "occurred", (Evidence("a", "Talks were held."),), places=places)


def trace(figure, role: str):
    return next(trace for trace in figure.data if trace.meta["role"] == role)


def test_events_at_one_place_share_one_mark_that_counts_them():
    events = [event(1, CITY), event(2, CITY), event(3, REGION)]
    marks = trace(map_figure(events), "marks")

    assert [place.events for place in group_places(events)] == [("e1", "e2"), ("e3",)]
    assert marks.text == ("2", "")
    assert marks.lat == (30.06, 26.0)


@pytest.mark.parametrize("area", [REGION, COUNTRY, SEA], ids=lambda place: place.kind)
def test_an_area_has_its_name_and_no_dot(area: Place):
    figure = map_figure([event(1, area)])

    assert trace(figure, "marks").marker.opacity == (0,)
    assert trace(figure, "names").text == (area.name,)
    assert trace(figure, "names").textposition == ("middle center",)


def test_a_country_is_drawn_as_its_own_area_and_a_region_and_a_sea_as_rings():
    figure = map_figure([event(1, COUNTRY, REGION, SEA)])

    assert trace(figure, "areas").locations == ("CHL",)
    assert len(trace(figure, "regions").lat) == len(trace(figure, "seas").lat) == RING_STEPS + 1
    assert trace(figure, "seas").line.dash == "dash"


def test_a_ring_lies_at_its_radius_from_the_middle_and_crosses_the_date_line():
    lats, lons = ring(0.0, 179.0, 555.9)

    assert max(lat for lat in lats if lat is not None) == pytest.approx(5.0, abs=0.05)
    assert all(lon is None or -180 <= lon <= 180 for lon in lons)
    assert min(lon for lon in lons if lon is not None) < -170


def test_a_place_without_a_point_is_not_on_the_map():
    assert group_places([event(1, NOWHERE)]) == ()


def test_no_line_joins_places_and_no_title_is_read_as_markup():
    figure = map_figure([event(1, CITY, title="<b>Talks</b> & more"), event(2, COUNTRY)])

    assert trace(figure, "marks").hovertext[0] == "<b>Cairo</b><br>&lt;b&gt;Talks&lt;/b&gt; &amp; more"
    assert all(
        t.mode != "lines" or t.meta["role"] in ("regions", "seas") for t in figure.data if t.type == "scattergeo"
    )


def test_a_still_picture_names_its_boundary_set():
    figure = map_figure([event(1, CITY)], outlines="United Nations")

    assert figure.layout.annotations[0].text == "Boundaries: United Nations"
