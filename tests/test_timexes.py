"""Reading time expressions: what the product promises about dates, in whole sentences."""

import pytest

from dashboard.dates import Day
from dashboard.errors import DataFaults
from dashboard.extract.timexes import find_timexes, read_timexes
from dashboard.lexicon import Lexicon
from dashboard.lexicon.timexes import load
from dashboard.model import Article

RULES = Lexicon().timexes
THURSDAY = "2024-05-16"


def read(text, published=THURSDAY):
    day = Day.parse(published) if published else None
    return read_timexes(Article(id="example", text=text, published=day), RULES)


def edtf(text, published=THURSDAY):
    return [timex.edtf for timex in read(text, published).timexes]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("He arrived on Thursday.", ["2024-05-16"]),
        ("He will arrive on Thursday.", ["2024-05-16"]),
        ("He arrived on Tuesday and will leave on Saturday.", ["2024-05-14", "2024-05-18"]),
        ("The summit is on Sunday.", ["2024-05-19"]),
        ("On Friday, parliament is expected to vote.", ["2024-05-17"]),
        ("The vote was postponed until early September.", ["[2024-09-01..2024-09-10]"]),
        ("She took office in November and plans to visit Delhi in December.", ["2023-11", "2024-12"]),
        ("The rebels struck on Oct. 7.", ["2023-10-07"]),
        ("The law takes effect on Oct. 7.", ["2024-10-07"]),
        ("In the first quarter profit rose from a year earlier.", ["2024-33", "2023-33"]),
        ("On Friday, the council agreed to meet.", ["2024-05-10"]),
        ("It said in a statement Tuesday that the plant would close.", ["2024-05-14"]),
        ("The vote, originally set for Tuesday, was put off until Monday.", ["2024-05-14", "2024-05-20"]),
        ("A truce has held since January and will be renewed.", ["2024-01/.."]),
        ("Crude for July delivery fell.", ["2024-07"]),
        ("Leaders to meet in Rome on Tuesday", ["2024-05-21"]),
        ("The trial opens two weeks from Monday.", [None, "2024-05-20"]),
        ("The 2028 Games run from July 14 to July 30.", ["2028", "2028-07-14", "2028-07-30"]),
        ("The meeting was on 20 December, a Wednesday.", ["2023-12-20", "2023-12-20"]),
    ],
)
def test_the_tense_of_the_verb_says_on_which_side_of_publication_a_date_lies(text, dates):
    """ "Thursday" is the last one in a report and the next one in an announcement."""
    assert edtf(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Talks broke down last week.", ["[2024-05-06..2024-05-12]"]),
        ("Fighting began earlier this week.", ["[2024-05-13..2024-05-16]"]),
        ("The bank failed in early 2008.", ["2008-37"]),
        ("The bank failed in mid-2008.", ["2008-38"]),
        ("The bank failed in late 2008.", ["2008-39"]),
        ("The countries mark 75 years of diplomatic relations.", ["1949"]),
        ("The truce ends 30 days from now.", ["2024-06-15"]),
        ("Troops have been there since 2014.", ["2014/.."]),
        ("He landed on Thursday morning.", ["2024-05-16"]),
        ("It happened in 2023.", ["2023"]),
        ("They attacked on the night of 11-12 June 1982.", ["[1982-06-11..1982-06-12]"]),
        ("It fell in the second week of May 1940.", ["[1940-05-08..1940-05-14]"]),
        ("It eased in the second half of May 1940.", ["[1940-05-16..1940-05-31]"]),
        ("It grew in the latter half of the 19th century.", ["[1850..1899]"]),
        ("The harvest of 1980/81 was poor.", ["1980/1981"]),
    ],
)
def test_a_date_is_as_exact_as_the_words_and_no_more(text, dates):
    assert edtf(text) == dates


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Troops will leave by the end of 2014.", "by"),
        ("They left before 2014.", "before"),
        ("They left after May 2014.", "after"),
        ("They have been there since 2014.", "since"),
        ("They stayed until 2014.", "until"),
        ("They left in 2014.", ""),
    ],
)
def test_a_word_that_bounds_a_date_is_kept_with_it(text, bound):
    """ "By 2014" is no date in 2014."""
    [timex] = read(text).timexes

    assert timex.bound == bound


@pytest.mark.parametrize(
    ("text", "ends", "interval"),
    [
        ("They met from 3 to 5 May 2021.", ["2021-05-03", "2021-05-05"], "2021-05-03/2021-05-05"),
        ("He stays from Thursday to Friday.", ["2024-05-16", "2024-05-17"], "2024-05-16/2024-05-17"),
        ("They met over Thursday and Friday.", ["2024-05-16", "2024-05-17"], "2024-05-16/2024-05-17"),
        ("It was held on November 15-16, 2022.", ["2022-11-15", "2022-11-16"], "2022-11-15/2022-11-16"),
        ("A truce came between 10 and 12 May 2021.", ["2021-05-10", "2021-05-12"], "[2021-05-10..2021-05-12]"),
        ("The war of 1939-45 was long.", ["1939", "1945"], "1939/1945"),
        ("He ruled from 264 to 241 BC.", ["-0263", "-0240"], "-0263/-0240"),
    ],
)
def test_the_ends_of_a_range_are_two_dates_and_the_range_an_interval_beside_them(text, ends, interval):
    """A slash says throughout, a set one day inside."""
    reading = read(text)

    assert [timex.edtf for timex in reading.timexes] == ends
    assert [(i.first, i.last, i.edtf) for i in reading.intervals] == [(0, 1, interval)]


@pytest.mark.parametrize("dash", ["-", "–", "—", "\u2010", "\u2011", "\u2012", "\u2212"])
def test_every_kind_of_dash_joins_a_range(dash):
    """Typesetters and word processors put other characters than the keyboard has; offsets and words stay the text's."""
    text = f"Talks were held from 3{dash}5 May 2021 in a two{dash}storey house."
    reading = read(text)

    assert [timex.edtf for timex in reading.timexes] == ["2021-05-03", "2021-05-05"]
    assert [interval.edtf for interval in reading.intervals] == ["2021-05-03/2021-05-05"]
    assert all(text[timex.start : timex.end] == timex.text for timex in reading.timexes)


def test_two_dates_joined_by_and_are_no_range():
    assert read("He came on 3 May 2021 and 9 May 2021.").intervals == ()


HISTORY = """The first war began in 1812. In June 1812 the army crossed the river. On 14 September it entered the city.
A month later it withdrew. By December it was gone. In 1813 a new coalition formed, as it had in 1805. On 16 October the
armies met. In March 1814 the capital fell. The treaty of 1815 ended it all. On 18 June, a last battle was fought."""


def test_a_history_is_told_from_the_date_it_named_last_and_nobody_has_to_say_so():
    """Publication says nothing about "14 September" in a history of 1812."""
    values = {timex.text: timex.value for timex in read(HISTORY, "2009-12-19").timexes}

    assert values["14 September"] == "1812-09-14"
    assert values["December"] == "1812-12"
    assert values["16 October"] == "1813-10-16"


def test_a_year_beside_the_story_does_not_move_it():
    text = HISTORY + " It was the largest since 1709. On 20 June, they marched."

    assert {t.text: t.value for t in read(text, "2009-12-19").timexes}["20 June"] == "1815-06-20"


def values(text):
    """Return the TIMEX3 values of a text, by its words, read as published long after."""
    return {timex.text: timex.value for timex in read(text, "2009-12-19").timexes}


def test_a_short_history_is_a_history():
    """Three far years and no word that is told from publication are enough."""
    found = values(
        "The war of 1982 was short. On 5 April a fleet sailed. Ties were restored in 1989. In 1994 it ended."
    )

    assert found["5 April"] == "1982-04-05"


def test_a_range_lends_its_years_to_what_follows():
    """A history tells how long a siege was, and then its battles."""
    siege = (
        "The siege lasted from 17 October 1854 to 9 September 1855. On 25 October they charged. On 18 June it failed."
    )

    found = values("It began in 1853. " + siege)
    assert found["25 October"] == "1854-10-25"
    assert found["18 June"] == "1855-06-18"


def test_two_years_later_goes_on_from_the_year_just_named():
    found = values(
        "He ruled from 1812. It was lost in May 1815. Gold was found there in 1886. Ten years later he died."
    )

    assert found["Ten years later"] == "1896"


def test_a_sentence_may_look_back_or_far_ahead_without_moving_the_story():
    text = "By May 1903 they held the fort, which had been built in June 1801. On 11 July it fell. In 1906 peace came."

    assert values(text)["11 July"] == "1903-07-11"


def test_a_month_in_a_history_mostly_stays_in_the_year_that_was_named():
    text = "The war began in 1899. In 1900, in June, the city fell. In May a siege had been lifted. In 1902 it ended."

    assert values(text)["May"] == "1900-05"


def test_a_history_of_early_years_writes_them_in_three_figures():
    found = values("The tsar died in May 927. In 896 he had won. He took it in June 914. On 20 August 917 they met.")

    assert found["896"] == "0896"
    assert found["20 August 917"] == "0917-08-20"


def test_a_passage_of_history_in_the_news_keeps_its_year():
    """Background is where most wrong dates come from."""
    text = "In 1991, the war began. In June, the north seceded. On 7 July, a deal was signed. Talks resume on 3 June."

    assert edtf(text) == ["1991", "1991-06", "1991-07-07", "2024-06-03"]


def test_every_date_says_what_it_was_told_from_and_how():
    """Says who, and how sure: the chain from words to date is shown to the user."""
    [timex] = read("The presidents will meet on Friday.").timexes

    assert timex.anchor == "the day of publication"
    assert timex.rule == "a weekday: said of the future: the next one, the day of publication counts"


def test_without_a_day_of_publication_nothing_is_guessed():
    reading = read("He left yesterday, on Monday or in May; she in 2019.", published=None)

    assert [timex.edtf for timex in reading.timexes] == [None, None, None, "2019"]


def test_vague_and_doubtful_dates_are_marked():
    assert edtf("It was founded about 1850.") == ["1850~"]
    assert edtf("It was reportedly in 1850 that he died.") == ["1850?"]


def test_the_order_of_figures_that_nobody_can_know_stays_open():
    """3/4/2021 is in March or in April; the article does not say."""
    assert edtf("It was signed on 3/4/2021.") == ["[2021-03-04,2021-04-03]"]
    assert edtf("It was signed on 13/4/2021.") == ["2021-04-13"]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "The council passed Resolution 1701.",
        "About 2000 people fled.",
        "It costs $1999 or 1,999 pounds.",
        "Sun Microsystems sold it.",
        "She is 52 years old.",
        "A second man was hurt in the fall from a ladder.",
        "Flight 1943 landed.",
        "Prices fell.",
        "She lives at 1945 Main Street.",
        "April Jones sang.",
        "The Sunday Times had it first.",
        "Dilute it in a ratio of 1:20.",
        "Both sides lost tanks in the Winter War.",
        "They filled the 2012-seat hall.",
        "It has the number 2019-1234 A.",
        "In the second half he scored.",
        "He reads the Evening Standard.",
    ],
)
def test_words_that_only_look_like_a_time_are_left_alone(text):
    assert find_timexes(Article(id="x", text=text, published=Day(2024, 5, 16)), RULES) == ()


def test_a_fault_in_a_rule_names_file_and_line(tmp_path):
    """Whoever edits a rule file must be told where."""
    (tmp_path / "words.yaml").write_text("tables: {unit: {day: D}}\npatterns: {}\ncores: {unit: [unit]}\n")
    (tmp_path / "rules.yaml").write_text(
        "- name: one\n  pattern: '{unti}'\n  on: unit\n  type: DATE\n  read: absolute\n  words: w\n"
        "  examples: [{text: a, value: b}]\n- name: two\n  pattern: x\n"
    )
    with pytest.raises(DataFaults) as caught:
        load(tmp_path)

    assert "rules.yaml:1: the pattern names 'unti'" in str(caught.value)
    assert "rules.yaml:8: the rule lacks 'on'" in str(caught.value)
