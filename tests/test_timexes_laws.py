"""Laws of reading time expressions: they hold for any text at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dates import Day, parse_edtf
from dashboard.extract.timexes import read_timexes
from dashboard.lexicon import Lexicon
from dashboard.model import Article

RULES = Lexicon().timexes
WORDS = """the a an this last next past previous coming following same that of in on at by from to until since between
and or early late mid end beginning first second third fourth day days week weeks month months year years quarter half
decade century millennium decades centuries fortnight weekend Monday Tuesday Friday Sunday January March May August Dec.
Sept. spring summer fall winter rest most hours dawn turn single hundred dozen 4/5 1980/81 9/11 0400 once twice a-half
morning night noon midnight today yesterday tomorrow now recently ago later earlier before after two three twenty-five
31 30 29 0 99 1999 2024 1066 218 BC AD 5:30 p.m. 10th 1990s 12/31/1999 2024-02-30 1,500 1/2 every each few
several Christmas Easter hour minutes o'clock GMT -- - – , . ; ( ) said will met is 's ’s nineteen ninety thousand
two-day quarter-end fiscal Q3 H1 '68 1939-40 about nearly more than""".split()
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.sampled_from([*WORDS, "\n", "\n\n"]), max_size=40).map("".join),
)
DAYS = st.one_of(st.none(), st.integers(-5_000_000, 2_950_000).map(Day.from_ordinal))


@settings(max_examples=150)
@given(TEXTS, DAYS)
def test_spans_lie_in_the_text_in_order_and_never_overlap(text, published):
    """Everything downstream cuts the text at these offsets."""
    reading = read_timexes(Article(id="any", text=text, published=published), RULES)
    end = 0
    for timex in reading.timexes:
        assert end <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end] == timex.text
        assert timex.type in ("DATE", "TIME", "DURATION", "SET")
        assert timex.value
        end = timex.end


@settings(max_examples=150)
@given(TEXTS, DAYS)
def test_what_is_read_is_an_edtf_date_whose_ends_are_in_order(text, published):
    """An EDTF text that nobody can parse, or that ends before it begins, is worse than none."""
    reading = read_timexes(Article(id="any", text=text, published=published), RULES)
    texts = [timex.edtf for timex in reading.timexes if timex.edtf] + [interval.edtf for interval in reading.intervals]
    for text in texts:
        date = parse_edtf(text)
        assert date.text == text
        assert date.earliest is None or date.latest is None or date.earliest <= date.latest
        assert parse_edtf(date.text) == date
    for interval in reading.intervals:
        assert 0 <= interval.first < interval.last < len(reading.timexes)


@settings(max_examples=50)
@given(TEXTS, DAYS)
def test_reading_twice_gives_the_same(text, published):
    article = Article(id="any", text=text, published=published)

    assert read_timexes(article, RULES) == read_timexes(article, RULES)


@settings(max_examples=80, deadline=None)
@given(TEXTS, DAYS)
def test_a_paragraph_that_tells_no_time_changes_no_reading(text, published):
    """What was read on page one may not depend on page two saying nothing."""
    alone = read_timexes(Article(id="any", text=text, published=published), RULES)
    longer = read_timexes(Article(id="any", text=text + "\n\nThe houses are red.\n", published=published), RULES)

    assert longer.timexes == alone.timexes
    assert longer.intervals == alone.intervals
