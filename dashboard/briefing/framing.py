"""What part of time and of the world a scene shows: read from words, made wider or closer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.briefing.model import Briefing, Scene
from dashboard.dates import Day
from dashboard.errors import DataError

Window = tuple[Day, Day]
View = tuple[float, float, float, float]
WORLD: View = (-180.0, -58.0, 180.0, 84.0)
WINDOW_WORDS = "the first and the last day, as 2024-05-16, 2024-05-17"
VIEW_WORDS = "west, south, east and north in degrees, as 70, 15, 140, 55"


def read_window(values: Sequence[object]) -> Window:
    """Return the window of a first and a last day, each a Day or YYYY-MM-DD. Raises DataError."""
    try:
        first, last = (Day.parse(str(value).strip()) for value in values)
    except (DataError, ValueError) as error:
        raise DataError("a window is two days", expected=WINDOW_WORDS) from error
    if first > last:
        raise DataError(f"the window ends on {last}, before it begins", expected=WINDOW_WORDS)
    return first, last


def read_view(values: Sequence[object]) -> View:
    """Return the view of four numbers; longitudes may run past 180 (a map of the Pacific). Raises DataError."""
    try:
        west, south, east, north = (float(str(value)) for value in values)
    except ValueError as error:
        raise DataError("a view is four numbers", expected=VIEW_WORDS) from error
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 540 and east - west <= 360):
        raise DataError("the view lies outside the world, or its ends are swapped", expected=VIEW_WORDS)
    return west, south, east, north


def settled(view: View) -> View:
    """Return the view as a file keeps it: hundredths of a degree, its west end from -180 on, inside the world."""
    west, south, east, north = view
    turn = 360 * ((west + 180) // 360)
    west, east = west - turn, min(east - turn, west - turn + 360)
    return round(west, 2), round(max(-90.0, south), 2), round(east, 2), round(min(90.0, north), 2)


def scaled(view: View, times: float) -> View:
    """Return the view with the same middle, so many times as wide and high, as far as the world reaches."""
    west, south, east, north = view
    wide, high = min(360.0, (east - west) * times), min(WORLD[3] - WORLD[1], (north - south) * times)
    low = min(max((south + north) / 2 - high / 2, WORLD[1]), WORLD[3] - high)
    left = (west + east) / 2 - wide / 2
    return settled((left, low, left + wide, low + high))


def frame_scene(briefing: Briefing, scene_id: str, window: Window | None, view: View | None) -> Briefing:
    """Return the briefing with what a scene shows; None: as its events need."""

    def framed(scene: Scene) -> Scene:
        return replace(scene, window=window, view=view) if scene.id == scene_id else scene

    return replace(briefing, scenes=tuple(framed(scene) for scene in briefing.scenes))
