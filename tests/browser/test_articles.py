"""The Articles page in a real browser, the network cut: an article comes in, is put right, and is on the timeline."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard.articles import read_article
from dashboard.curation import read_curation
from dashboard.pipeline import Home
from dashboard.workbench import Workbench
from tests.homes import make_home

pytestmark = pytest.mark.browser
DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
PASTED = """Foreign Minister Ana Ruiz of Peru arrived in Quito on Tuesday for a three-day visit.
The two countries signed a fishing agreement in 2019. Protests began in Guayaquil last week.
Traders in Lima grumble about the price of salt."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return make_home(tmp_path, {"older": "date 2020-01-02\nOmar Haddad visited Lima on Wednesday.\n"}, "events: []\n")


@pytest.fixture
def url(serve: Callable[..., str], home: Home) -> str:
    return serve(
        DATELINE_DATA=str(home.data), DATELINE_EVENTS=str(home.events_file), DATELINE_PRIVATE_ADDRESSES="allowed"
    )


def opened(page: Page, url: str, view: str = "Add") -> Page:
    page.goto(f"{url}/articles")
    page.get_by_text(view, exact=True).first.click(timeout=40_000)
    if hasattr(page, "watch"):
        # Streamlit asks for its health beside the page's own address first; that is no fault of the page.
        page.watch.wrong[:] = [fault for fault in page.watch.wrong if "/articles/_stcore/" not in fault]
    return page


def answered(page: Page, number: int) -> None:
    expect(page.locator(".dr")).to_have_attribute("data-answered", str(number), timeout=20_000)


def card(page: Page, title: str):
    return page.locator(".dr-card", has=page.locator(".dr-pick", has_text=title))


def bring_in(page: Page, url: str, day: str = "2023-03-09") -> None:
    opened(page, url)
    page.get_by_label("Text of the article").fill(PASTED)
    page.get_by_label("Text of the article").press("Control+Enter")
    page.get_by_role("button", name="Read the text").click()
    expect(page.get_by_text("does not say on which day it was published")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("button", name="Add it")).to_be_disabled()
    page.get_by_label("Publication day").fill(day)
    page.get_by_label("Publication day").press("Enter")
    expect(page.get_by_role("button", name="Add it")).to_be_enabled(timeout=20_000)


def test_an_article_is_pasted_reviewed_by_keys_undone_and_found_on_the_timeline(
    page: Page, url: str, home: Home
) -> None:
    """Correct one, reject one, add one by selecting words; each undone and done again; the same after building anew."""
    bring_in(page, url)
    expect(page.locator(".dr-mark.dr-timex").first).to_be_visible(timeout=20_000)
    expect(page.locator(".dr-card").first).to_contain_text("Tuesday 7 March 2023")
    page.get_by_label("Publication day").fill("2023-03-16")  # relative dates follow at once
    page.get_by_label("Publication day").press("Enter")
    expect(page.locator(".dr-card").first).to_contain_text("Tuesday 14 March 2023", timeout=20_000)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Added as 2023-03-16-")).to_be_visible(timeout=20_000)
    [name] = [p.stem for p in home.articles.iterdir() if p.stem.startswith("2023")]

    opened(page, url, "Review")
    expect(page.locator(".dr-text")).to_contain_text("fishing agreement", timeout=40_000)
    total = page.locator(".dr-card").count()
    pact = page.locator(".dr-card", has_text="in 2019")
    while not pact.evaluate("node => node.classList.contains('on')"):
        page.locator(".dr").press("j")
    page.locator(".dr").press("e")
    page.get_by_label("Date (EDTF)").fill("soon")
    page.get_by_label("Date (EDTF)").press("Enter")
    answered(page, 1)
    expect(page.locator(".dr-message")).to_contain_text("Date 'soon' is not an EDTF date")
    expect(page.get_by_label("Date (EDTF)")).to_have_value("soon")  # what was typed stays
    page.get_by_label("Date (EDTF)").fill("2019-06")
    page.get_by_label("Why").fill("the ministry's calendar")
    page.get_by_label("Why").press("Enter")
    answered(page, 2)
    expect(page.locator(".dr-card.corrected")).to_contain_text("June 2019")

    page.locator(".dr").press("j")
    page.locator(".dr").press("r")
    page.get_by_role("form", name=re.compile("Reject")).get_by_label("Why").press("Enter")
    answered(page, 3)
    expect(page.locator(".dr-card.rejected")).to_have_count(1)

    run = page.locator(".dr-run", has_text="grumble about the price of salt")
    run.click(click_count=1, position={"x": 2, "y": 5})
    run.evaluate(
        """node => { const at = node.textContent.indexOf("grumble"), range = document.createRange();
        range.setStart(node.firstChild, at); range.setEnd(node.firstChild, at + 7);
        getSelection().removeAllRanges(); getSelection().addRange(range);
        node.dispatchEvent(new MouseEvent("mouseup", { bubbles: true })); }"""
    )
    page.get_by_role("button", name="Add an event (n)").click()
    page.get_by_label("Title").fill("Traders in Lima grumble")
    page.get_by_label("Title").press("Enter")
    answered(page, 4)
    expect(page.locator(".dr-card")).to_have_count(total + 1)

    curation = read_curation(home.events_file)
    assert sorted(review.review for review in curation.reviews) == ["corrected", "rejected"]
    assert [event.title for event in curation.events] == ["Traders in Lima grumble"]
    before = home.events_file.read_text(encoding="utf-8")

    for number, left in ((5, 2), (6, 1), (7, 0)):  # undo each
        page.locator(".dr").press("u")
        answered(page, number)
        now = read_curation(home.events_file)
        assert len(now.reviews) + len(now.events) == left
    for number in (8, 9, 10):  # and redo each
        page.locator(".dr").press("y")
        answered(page, number)
    assert home.events_file.read_text(encoding="utf-8") == before

    anew = Workbench.open(home)
    assert {event.review for event in anew.events_of(name)} == {"corrected", "rejected", "extracted"}
    page.get_by_role("link", name="Explore").click()
    expect(page.locator(".dl-explorer")).to_contain_text("Traders in Lima grumble", timeout=40_000)
    expect(page.locator(".dl-explorer")).to_contain_text("June 2019")


def test_a_page_served_on_this_machine_is_taken_in_by_its_address(page: Page, url: str, home: Home) -> None:
    """The day and the publisher are the page's own; the address is kept."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *options: object, **named: object) -> None:
            super().__init__(*options, directory=str(DOCUMENTS), **named)  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/harbour.html"
        opened(page, url)
        page.get_by_role("tab", name="Web address").click()
        page.get_by_label("Address of the page").fill(address)
        page.get_by_label("Address of the page").press("Enter")
        page.get_by_role("button", name="Fetch the page").click()
        expect(page.get_by_label("Publication day")).to_have_value("2023-03-09", timeout=20_000)
        server.shutdown()
    expect(page.get_by_label("Publisher")).to_have_value("The Harbour Courier")
    expect(page.get_by_text("The publication day is from the page's own statement.")).to_be_visible()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Added as")).to_be_visible(timeout=20_000)
    article = read_article(next(p for p in home.articles.iterdir() if "harbour" in p.name))
    assert (article.url, article.publisher, str(article.published)) == (address, "The Harbour Courier", "2023-03-09")


def test_files_dropped_together_wait_their_turn_and_a_bad_one_says_why(page: Page, url: str, home: Home) -> None:
    opened(page, url)
    page.get_by_role("tab", name="Drop files").click()
    bad = {"name": "<b>bad.txt", "mimeType": "text/plain", "buffer": b"\x00\x01\x02" * 20}
    good = [
        {"name": n, "mimeType": "", "buffer": (DOCUMENTS / n).read_bytes()} for n in ("harbour.docx", "harbour.pdf")
    ]
    page.locator("input[type=file]").first.set_input_files([*good, bad])
    expect(page.get_by_text("2 documents wait; this is the first: harbour.docx.")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Not taken: <b>bad.txt: this is not text; it holds NUL bytes")).to_be_visible()
    page.get_by_text("The day is not known", exact=True).click()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Added as harbour.")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("its publication day is not known")).to_be_visible()


def test_the_second_of_two_reviewers_is_told_and_keeps_his_text(
    page: Page, browser: Browser, url: str, home: Home
) -> None:
    opened(page, url, "Review")
    expect(page.locator(".dr-card").first).to_be_visible(timeout=40_000)
    other = browser.new_page()
    opened(other, url, "Review")
    expect(other.locator(".dr-card").first).to_be_visible(timeout=40_000)
    for reader, title in ((page, "Haddad comes to Lima"), (other, "Haddad is in Lima")):
        reader.locator(".dr").press("e")
        reader.get_by_label("Title").fill(title)
    page.get_by_label("Title").press("Enter")
    answered(page, 1)
    other.get_by_label("Title").press("Enter")
    answered(other, 1)

    expect(other.locator(".dr-message.fault")).to_contain_text("changed by somebody else")
    expect(other.get_by_label("Title")).to_have_value("Haddad is in Lima")
    assert "Haddad comes to Lima" in home.events_file.read_text()
    assert "Haddad is in Lima" not in home.events_file.read_text()
    other.close()


def test_hostile_text_is_shown_as_it_is_and_runs_nothing(page: Page, url: str, home: Home) -> None:
    nasty = '<img src="http://h.example/p.png" onerror="document.title=1"> **bold** $x^2$ [a](http://h.example) '
    nasty += "<script>alert(1)</script>"
    (home.articles / "nasty.txt").write_text(
        f"---\nheadline: '{nasty}'\npublished: 2023-03-09\nurl: 'javascript:alert(1)'\n---\n"
        f"Ana Ruiz arrived in Lima on Tuesday. {nasty}\n\nوقال المتحدث إن الجولة القادمة ستعقد في القاهرة.\n"
    )
    opened(page, url, "Review")
    page.get_by_label("Article", exact=True).select_option("nasty")
    expect(page.locator(".dr-title h2")).to_have_text(nasty, timeout=20_000)
    expect(page.locator(".dr-text")).to_contain_text(nasty)
    arabic = page.locator(".dr-text p", has_text="وقال")
    assert arabic.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert page.locator("a[href^='javascript']").count() == 0
    opened(page, url, "All articles")
    expect(page.locator("canvas").first).to_be_visible(timeout=20_000)
    assert page.title() != "1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_review_has_no_fault_of_accessibility(open_page: Callable[..., Page], url: str, scheme: str) -> None:
    page = opened(open_page(scheme=scheme), url, "Review")
    expect(page.locator(".dr-card").first).to_be_visible(timeout=40_000)
    page.locator(".dr").press("e")
    found = Axe().run(page, context=".dr").response["violations"]
    assert [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found] == []


def test_a_table_with_titles_that_nobody_knows_is_mapped_by_hand_and_the_order_of_day_and_month_asked(
    page: Page, url: str, home: Home
) -> None:
    """The question depends on the column that the reader chooses; without it there would be no way on."""
    opened(page, url, "Tables")
    expect(page.get_by_text("Table: CSV, TSV")).to_be_visible(timeout=40_000)
    expect(page.locator("input[type=file]")).to_have_count(1)
    table = b"Datum,Vorgang\n03/04/2024,Talks in Geneva\n05/06/2024,Protest in Paris\n31/31/2024,Never\n"
    page.locator("input[type=file]").first.set_input_files({"name": "t.csv", "mimeType": "", "buffer": table})
    for label, column in (("Title: what happened", "Vorgang"), ("Date", "Datum")):
        box = page.get_by_role("combobox", name=label)
        box.click(timeout=30_000)
        box.fill(column)
        box.press("Enter")
    page.get_by_text("day/month/year", exact=True).click(timeout=20_000)
    page.get_by_role("button", name="Import 2 rows").click(timeout=20_000)
    expect(page.get_by_text("Imported 2 rows as t.jsonl; 1 were not taken.")).to_be_visible(timeout=20_000)


def test_a_removed_article_says_what_hangs_on_it_takes_its_events_along_and_comes_back(
    page: Page, url: str, home: Home
) -> None:
    """Unreviewed events go with it, decisions stay in events.yaml, and bringing it back brings all of it back."""
    (home.articles / "quito.txt").write_text(f"---\nheadline: Quito\npublished: 2023-03-09\n---\n{PASTED}\n")
    opened(page, url, "Review")
    expect(page.locator(".dr-card").first).to_be_visible(timeout=40_000)
    page.get_by_label("Article", exact=True).select_option("quito")
    answered(page, 1)
    total = page.locator(".dr-card").count()
    page.locator(".dr").press("a")
    answered(page, 2)
    checked = page.locator(".dr-card.confirmed .dr-pick").inner_text()
    decided = home.events_file.read_bytes()

    def choose() -> None:
        opened(page, url, "All articles")
        rows = sorted(file.stem for file in home.articles.iterdir() if file.suffix == ".txt")
        expect(page.locator("canvas").first).to_be_visible(timeout=20_000)
        box = page.locator("canvas").first.bounding_box()
        assert box
        page.mouse.click(box["x"] + 15, box["y"] + 35 * (rows.index("quito") + 1) + 17)

    choose()
    expect(page.get_by_text(f"Removing it takes {total - 1} events that nobody reviewed with it.")).to_be_visible()
    page.get_by_text("1 reviewed or curated events hang on it; they stay in events.yaml").click()
    expect(page.get_by_text(f"- {checked} (reviewed: confirmed)")).to_be_visible()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Removed quito; it can be brought back below.")).to_be_visible(timeout=20_000)
    assert not (home.articles / "quito.txt").exists()
    assert home.events_file.read_bytes() == decided
    anew = Workbench.open(home)
    assert {item.article for event in anew.table for item in event.evidence} == {"older"}
    assert any("'quito' is not here" in str(note) for note in anew.curated.notes)

    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("quito is back.")).to_be_visible(timeout=20_000)
    anew = Workbench.open(home)
    assert len(anew.events_of("quito")) == total
    assert [event.title for event in anew.events_of("quito") if event.review == "confirmed"] == [checked]
    opened(page, url, "Review")
    page.get_by_label("Article", exact=True).select_option("quito", timeout=40_000)
    expect(page.locator(".dr-card.confirmed")).to_have_count(1, timeout=20_000)


def test_words_are_chosen_and_an_event_is_added_by_keys_alone(page: Page, url: str, home: Home) -> None:
    opened(page, url, "Review")
    expect(page.locator(".dr-card").first).to_be_visible(timeout=40_000)
    total = page.locator(".dr-card").count()
    for key in ("t", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    chosen = page.locator(".dr-offer span").inner_text().strip("“”")
    assert len(chosen.split()) == 3
    page.keyboard.press("n")
    expect(page.get_by_label("Title")).to_have_value(chosen)
    page.keyboard.press("Enter")
    answered(page, 1)
    expect(page.locator(".dr-card")).to_have_count(total + 1)
    assert read_curation(home.events_file).events[0].evidence[0].trigger == chosen


def test_rows_of_an_imported_table_are_reviewed_on_the_page(page: Page, url: str, home: Home) -> None:
    opened(page, url, "Tables")
    expect(page.get_by_text("Table: CSV, TSV")).to_be_visible(timeout=40_000)
    expect(page.locator("input[type=file]")).to_have_count(1)
    table = b"Title,Date,Who\nA pact is signed,16 May 2024,Ana Ruiz\nTalks end,2024-06,Omar Haddad\n"
    page.locator("input[type=file]").first.set_input_files({"name": "t.csv", "mimeType": "", "buffer": table})
    page.get_by_role("button", name="Import 2 rows").click(timeout=20_000)
    page.get_by_role("button", name="Review its rows").click(timeout=20_000)
    expect(page.locator(".dr-title h2")).to_have_text("Table t", timeout=40_000)
    expect(page.locator(".dr-text .dr-lit").first).to_have_text("A pact is signed")
    page.locator(".dr").press("a")
    answered(page, 1)
    page.locator(".dr").press("e")
    page.get_by_label("Date (EDTF)").fill("7 June 2024")
    page.get_by_label("Date (EDTF)").press("Enter")
    answered(page, 2)
    expect(page.locator(".dr-card.corrected")).to_contain_text("Friday 7 June 2024")
    assert sorted(review.review for review in read_curation(home.events_file).reviews) == ["confirmed", "corrected"]


def test_a_conflict_is_settled_and_a_name_that_nobody_knows_is_added_on_the_page(
    page: Page, url: str, home: Home
) -> None:
    """What articles disagree on stands on the row until somebody decides; the article is read again with the name."""
    for name, day, rest in (("one", 7, "Envoys spoke with the Xelnaga on Monday."), ("two", 8, "Talks go on.")):
        text = f"Foreign Minister Ana Ruiz of Peru arrived in Quito on {day} March for talks. {rest}\n"
        (home.articles / f"{name}.txt").write_text(f"---\npublished: 2023-03-{day + 2:02}\n---\n{text}")
    opened(page, url, "Review")
    expect(page.locator(".dr-card").first).to_be_visible(timeout=40_000)
    page.get_by_label("Article", exact=True).select_option("one")
    answered(page, 1)
    page.get_by_role("button", name="Settle").first.click()
    page.get_by_label("Date (EDTF)").fill("8 March 2023")
    page.get_by_label("Why").fill("the later report")
    page.get_by_label("Why").press("Enter")
    answered(page, 2)
    settled = page.locator(".dr-card.corrected")
    expect(settled).to_contain_text("Wednesday 8 March 2023")
    expect(settled).to_contain_text("settled date: 2023-03-07 (one); 2023-03-08 (two) (the later report)")
    expect(settled.locator(".dr-conflict")).to_have_count(0)

    page.locator(".dr-text .dr-unknown", has_text="Xelnaga").click()
    page.get_by_label("What it is").select_option("organisation")
    page.get_by_label("Country").fill("Peru")
    page.get_by_label("Country").press("Enter")
    answered(page, 3)
    expect(page.locator(".dr-text .dr-organisation", has_text="Xelnaga")).to_be_visible(timeout=30_000)
    assert "Xelnaga\t\torganisation\tPER\t" in (home.user / "actors.tsv").read_text()
