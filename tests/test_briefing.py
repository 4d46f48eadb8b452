"""A briefing: made in one click, edited without loss, saved as a readable file, compared with a later table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.briefing.changes import changes_since
from dashboard.briefing.drafts import drop_draft, keep_draft, list_drafts, load_draft
from dashboard.briefing.editing import add_text_scene, drop_scene, edit_scene, move_scene, tell_changes, tell_events
from dashboard.briefing.framing import (
    VIEW_WORDS,
    WINDOW_WORDS,
    WORLD,
    frame_scene,
    read_view,
    read_window,
    scaled,
)
from dashboard.briefing.limits import limits
from dashboard.briefing.making import brief
from dashboard.briefing.model import Briefing, Scene, Seen
from dashboard.briefing.saving import (
    briefing_name,
    briefing_text,
    list_briefings,
    load_briefing,
    parse_briefing,
    save_briefing,
)
from dashboard.briefing.topics import MAX_EVENTS, topics
from dashboard.checking import data_faults
from dashboard.dates import Day
from dashboard.errors import ConflictError, DataError, DataFaults
from dashboard.model import Link
from dashboard.pipeline import Home
from tests.briefed import TODAY, article, event, first_article, kinds_of_dates
from tests.made_events import made_events


def first_briefing() -> Briefing:
    events, articles = first_article()
    return brief(events, articles, marking="EXERCISE ONLY", filter_words="all events", made_on=TODAY, name="first")


def test_each_event_of_the_first_article_stands_in_exactly_one_topic_scene():
    events, _ = first_article()
    told = [id_ for scene in first_briefing().scenes if scene.kind == "topic" for id_ in scene.events]

    assert sorted(told) == sorted(event.id for event in events)
    assert len(told) == 18


def test_the_first_article_is_told_as_an_analyst_would():
    """The visit and its parts, what is planned for it, Harbin, then statements, what is under way, background."""
    told = {scene.id: set(scene.events) for scene in first_briefing().scenes if scene.kind == "topic"}
    by_heading = {scene.heading: scene.id for scene in first_briefing().scenes}

    assert told[by_heading["Putin on a two-day state visit to China"]] == {
        "state-visit-2024-05",
        "putin-arrives-2024-05",
    }
    assert told[by_heading["What is planned: Putin on a two-day state visit to China"]] == {
        "putin-xi-talks-2024-05",
        "putin-xi-agreements-2024-05",
        "anniversary-gala-2024-05",
    }
    assert told[by_heading["Putin to visit Harbin"]] == {"putin-harbin-2024-05", "harbin-forums-2024-05"}
    assert told[by_heading["What is said"]] == {"putin-xinhua-interview", "zelensky-suspends-trips"}
    assert told[by_heading["Under way"]] == {"gaza-war", "kharkiv-advances"}
    assert {"russia-china-relations-1949", "xi-moscow-2023", "xi-new-term"} <= told[by_heading["Background"]]


def test_the_scenes_begin_with_a_title_and_end_with_limits_and_sources():
    kinds = [scene.kind for scene in first_briefing().scenes]

    assert kinds[:2] == ["title", "overview"]
    assert kinds[-2:] == ["limits", "sources"]
    assert first_briefing().title == "Putin arrives in China for a two-day state visit"


@pytest.mark.parametrize("count", [0, 1, 7, 40, 200])
def test_any_selection_gives_a_briefing_that_tells_each_event_once(count):
    events = made_events(count)
    made = brief(events, [])
    told = [id_ for scene in made.scenes for id_ in scene.events]

    assert sorted(told) == sorted(event.id for event in events)
    assert all(len(scene.events) <= MAX_EVENTS for scene in made.scenes)
    assert len({scene.id for scene in made.scenes}) == len(made.scenes)


def test_parts_that_lead_in_a_circle_are_told_once():
    """Data by hand may say that two events are part of each other."""
    a = event("a", links=(Link("part_of", "b"),))
    b = event("b", links=(Link("part_of", "a"),))
    c = event("c", links=(Link("part_of", "c"),))

    told = [e.id for topic in topics([a, b, c]) for e in topic.events]

    assert sorted(told) == ["a", "b", "c"]


def test_a_plan_never_stands_among_what_is_reported():
    for topic in topics([*first_article()[0], *kinds_of_dates(), *made_events(60)]):
        if topic.group == "reported" and topic.heading in ("What is said", "Also reported"):
            assert all(e.status == "occurred" for e in topic.events)
        if topic.group == "planned" and topic.events[0].status != "planned":
            pytest.fail(f"{topic.heading} is headed by something not planned")


def test_an_undated_event_told_with_background_is_background():
    """ "Trade surged last year, as many countries imposed sanctions": the sanctions have no date, but are no news."""
    [heading] = [t.heading for t in topics(first_article()[0]) if "sanctions-on-russia" in [e.id for e in t.events]]

    assert heading == "Background"


def test_the_limits_name_what_the_table_cannot_tell():
    found = {limit.kind: limit for limit in limits(*first_article())}

    assert len(found["undated"].events) == 7
    assert {e.id for e in found["planned"].events} >= {"putin-harbin-2024-05", "harbin-forums-2024-05"}
    assert "one origin" in found["single"].words
    assert found["unplaced"].events
    assert "unchecked" not in found


def test_a_saved_briefing_reads_back_as_it_was():
    made = first_briefing()

    assert parse_briefing(briefing_text(made), "first", "f") == made


@given(st.text(st.characters(exclude_categories=("Cs",))), st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_whatever_a_person_writes_is_saved_as_written(note, heading):
    scenes = (Scene("a", "text", heading, note=note, text=tuple(note.split("\n")), view=(70.0, 15.0, 140.0, 55.0)),)
    made = Briefing(heading or "t", scenes, name="x", marking=note, made_on=TODAY, query="a=1&b=2")
    text = briefing_text(made)

    assert parse_briefing(text, "x", "f") == made


def test_a_saved_briefing_is_a_file_that_a_person_can_read():
    made = edit_scene(first_briefing(), "overview", note="Begin with the visit.\nThen Harbin.")
    text = briefing_text(made)

    assert "heading: Putin to visit Harbin\n" in text
    assert "note: |-\n      Begin with the visit.\n      Then Harbin.\n" in text
    assert "marking: EXERCISE ONLY\n" in text


def test_every_fault_of_a_briefing_file_is_told_with_its_line():
    text = "title: x\nscenes:\n  - id: a\n    kind: globe\n    heading: h\n  - kind: text\n    colour: red\n"
    text += "made_on: soon\n"

    with pytest.raises(DataFaults) as raised:
        parse_briefing(text, "x", "b.yaml")

    assert [fault.line for fault in raised.value.faults] == [4, 6, 7, 8]


def test_saving_keeps_what_somebody_else_saved_meanwhile(tmp_path):
    made = first_briefing()
    digest = save_briefing(made, tmp_path, expected="")
    loaded, found = load_briefing(tmp_path, "first")
    assert (loaded, found) == (made, digest)
    assert list_briefings(tmp_path) == ("first",)

    save_briefing(edit_scene(loaded, "overview", heading="Theirs"), tmp_path, expected=digest)
    with pytest.raises(ConflictError):
        save_briefing(edit_scene(loaded, "overview", heading="Mine"), tmp_path, expected=digest)

    assert load_briefing(tmp_path, "first")[0].scene("overview").heading == "Theirs"


@pytest.mark.parametrize("name", ["../x", "A", "", "x" * 80, "a/b", "con.txt"])
def test_a_briefing_cannot_be_saved_outside_its_folder(tmp_path, name):
    with pytest.raises(DataError):
        save_briefing(replace(first_briefing(), name=name), tmp_path, expected="")


@pytest.mark.parametrize(
    ("title", "name"),
    [("Putin: Beijing!", "putin-beijing"), ("日本語", "briefing"), ("../../x", "x"), ("-", "briefing")],
)
def test_a_title_gives_a_file_name(title, name):
    assert briefing_name(title) == name


def test_scenes_are_moved_dropped_added_and_worded_anew():
    made = first_briefing()
    ids = [scene.id for scene in made.scenes]

    assert [s.id for s in move_scene(made, "overview", 1).scenes][:3] == [ids[0], ids[2], "overview"]
    assert move_scene(made, ids[0], -1) == made
    assert "limits" not in [s.id for s in drop_scene(made, "limits").scenes]
    closing = add_text_scene(made, "Closing", "Questions?\n\nThank you.")
    assert closing.scenes[-1].text == ("Questions?", "Thank you.")
    assert edit_scene(made, "title", heading="Two days in May").title == "Two days in May"
    assert edit_scene(made, "title", heading=" ").title == made.title
    with pytest.raises(KeyError):
        drop_scene(made, "nowhere")


def test_an_event_told_in_another_scene_is_still_told_once():
    made = first_briefing()
    scene = made.scene("background")
    moved = tell_events(made, "background", ("gaza-war", *scene.events), "gaza-war")
    told = [id_ for scene in moved.scenes for id_ in scene.events]

    assert sorted(told) == sorted(e.id for e in first_article()[0])
    assert moved.scene("background").events == ("gaza-war", *scene.events)
    assert moved.scene("background").quote == "gaza-war"
    assert moved.scene("under-way").quote == moved.scene("under-way").events[0]


def test_a_scene_without_events_goes_unless_it_is_the_one_edited():
    """Whoever empties a scene is about to fill it; one whose events were taken away tells nothing any more."""
    made = first_briefing()
    under_way = made.scene("under-way").events

    assert tell_events(made, "under-way", ()).scene("under-way").quote == ""
    assert tell_events(made, "background", under_way).scene("under-way") is None


def test_what_a_scene_shows_is_read_from_words_and_kept():
    made = frame_scene(first_briefing(), "background", read_window(["2023-01-01", " 2024-05-20"]), (70, 15, 140, 55))

    assert parse_briefing(briefing_text(made), "first", "f") == made
    assert frame_scene(made, "background", None, None) == first_briefing()


@pytest.mark.parametrize(
    ("read", "values", "said"),
    [
        (read_window, ["2024-05-16"], "two days"),
        (read_window, ["soon", "later"], "two days"),
        (read_window, ["2024-05-17", "2024-05-16"], "before it begins"),
        (read_view, ["70", "15", "140"], "four numbers"),
        (read_view, ["70", "55", "140", "15"], "swapped"),
        (read_view, ["nan", "15", "140", "55"], "outside"),
        (read_view, ["-170", "0", "300", "10"], "outside"),
    ],
)
def test_a_wrong_frame_says_what_to_write(read, values, said):
    with pytest.raises(DataError, match=said) as raised:
        read(values)

    assert raised.value.expected in (WINDOW_WORDS, VIEW_WORDS)


@pytest.mark.parametrize(
    "view", [WORLD, (70.0, 15.0, 140.0, 55.0), (-200.0, -20.0, -150.0, 20.0), (150.0, 0.0, 220.0, 30.0)]
)
@pytest.mark.parametrize("times", [0.7, 1.4, 10.0])
def test_a_map_made_closer_or_wider_can_be_saved_and_read_again(view, times):
    """A view that the file refuses would make the whole briefing unreadable."""
    assert read_view([str(number) for number in scaled(view, times)]) == scaled(view, times)


def test_what_is_new_and_changed_is_told_behind_the_overview():
    """The first question in the room is what has changed since last time."""
    made = brief([event(f"e{n}", date="2024-05-16") for n in range(9)], [article()])
    told = tell_changes(made, "1 May 2024", [f"e{n}" for n in range(8)], ["Changed: a", "Gone: b"])

    assert [s.heading for s in told.scenes][1:5] == [
        "Overview", "New since 1 May 2024 (1 of 2)", "New since 1 May 2024 (2 of 2)", "Changed since 1 May 2024",
    ]  # fmt: skip
    assert sorted(told.event_ids()) == sorted(made.event_ids())
    assert len({scene.id for scene in told.scenes}) == len(told.scenes)
    assert parse_briefing(briefing_text(told), "", "f") == told
    assert tell_changes(made, "1 May 2024", [], []) == made


def test_a_draft_keeps_the_edits_and_what_they_began_from(tmp_path):
    """A reload or a crash must not cost an hour of words."""
    edited = edit_scene(first_briefing(), "overview", note="Begin with the visit.\nThen Harbin.")
    keep_draft(tmp_path, "0123abcd", edited, "f00d")
    keep_draft(tmp_path, "00000001", edited, "")

    assert load_draft(tmp_path, "0123abcd") == (edited, "f00d")
    assert set(list_drafts(tmp_path)) == {"0123abcd", "00000001"}
    drop_draft(tmp_path, "0123abcd")
    drop_draft(tmp_path, "0123abcd")
    assert list_drafts(tmp_path) == ("00000001",)
    with pytest.raises(DataError, match="saved or thrown away"):
        load_draft(tmp_path, "0123abcd")


@pytest.mark.parametrize("key", ["../../etc", "", "0123abcde", "ABCDEF01"])
def test_a_draft_stays_in_its_folder(tmp_path, key):
    with pytest.raises(DataError):
        keep_draft(tmp_path, key, first_briefing(), "")


def test_since_the_last_briefing_new_changed_and_gone_are_told():
    events = [event("a", date="2024-05-16"), event("b", date="2024-05-17"), event("c", date="2024")]
    saved = brief(events, [article()])
    today = [replace(events[0], status="denied"), events[2], event("d", date="2024-06-01")]

    found = changes_since(saved, today)

    assert [e.id for e in found.new] == ["d"]
    assert [(c.now.id, c.changes) for c in found.changed] == [("a", (("what the article says", "occurred", "denied"),))]
    assert [s.id for s in found.gone] == ["b"]
    assert not changes_since(saved, events)


def test_an_event_that_was_joined_into_another_is_not_gone():
    saved = brief([event("a", date="2024-05-16")], [])
    joined = event("z", date="2024-05-16", members=("a", "z"))

    found = changes_since(saved, [joined])

    assert not found.gone
    assert not found.new


def test_what_a_briefing_rests_on_is_said():
    made = brief([event("a")], [article(published=Day(2024, 5, 16)), article("unused")])

    assert made.scenes[0].text == ("1 event from 1 article, published 16 May 2024; nothing later is known here",)


def test_seen_holds_no_more_than_a_change_needs():
    assert Seen.of(event("a", date="2024")).date == "2024"


def test_every_saved_briefing_can_be_shown():
    """The example that comes with the program tells the first article's events, each once and none of them gone."""
    events, _ = first_article()
    folder = Home().data / "briefings"
    assert "putin-china-visit" in list_briefings(folder)
    for name in list_briefings(folder):
        load_briefing(folder, name)
    example, _ = load_briefing(folder, "putin-china-visit")
    assert sorted(example.event_ids()) == sorted(e.id for e in events)
    assert not changes_since(example, events).gone


def test_a_fault_in_a_saved_briefing_is_found_by_check(tmp_path):
    home = Home(data=tmp_path, events_file=Home().events_file)
    (tmp_path / "briefings").mkdir()
    (tmp_path / "articles").mkdir()
    (tmp_path / "briefings" / "broken.yaml").write_text("title: x\ncolour: red\n")

    assert [f.line for f in data_faults(home) if f.file and f.file.endswith("broken.yaml")] == [2]
