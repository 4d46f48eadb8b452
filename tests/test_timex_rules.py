"""Every rule that reads a time expression carries examples; these tests run them on the real files."""

import re

import pytest

from dashboard.dates import Day
from dashboard.extract.timexes import READINGS, read_timexes
from dashboard.lexicon import Lexicon
from dashboard.model import Article

RULES = Lexicon().timexes
EXAMPLES = [(rule, example) for rule in RULES.rules for example in rule.examples]
NOTS = [(rule, example) for rule in RULES.rules for example in rule.nots]


def read(text, published="2024-05-16"):
    return read_timexes(Article(id="example", text=text, published=Day.parse(published)), RULES).timexes


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: getattr(value, "name", ""))
def test_a_rule_reads_its_examples(rule, example):
    """An example that goes stale misleads the next person who writes a rule."""
    timexes = read(example["text"], example.get("published", "2024-05-16"))
    number = int(example.get("number", 1))

    assert len(timexes) >= number, f"{rule.name}: {[t.text for t in timexes]}"
    timex = timexes[number - 1]
    assert timex.value == example["value"], f"{rule.name}: {timex}"
    if "edtf" in example:
        assert timex.edtf == example["edtf"]


@pytest.mark.parametrize(("rule", "example"), NOTS, ids=lambda value: getattr(value, "name", ""))
def test_a_rule_leaves_its_counter_examples_alone(rule, example):
    """A counter-example is a mistake that was made once."""
    assert read(example["text"]) == ()


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.name)
def test_a_rule_matches_one_of_its_own_examples(rule):
    """A rule that no example reaches is dead weight."""
    assert any(rule.regex.search(example["text"]) for example in rule.examples)


def test_every_rule_names_a_reading_that_exists():
    assert {rule.read for rule in RULES.rules} <= set(READINGS)


def test_every_pattern_of_the_context_compiles():
    assert all(isinstance(pattern, re.Pattern) for pattern in RULES.context_regex.values())
