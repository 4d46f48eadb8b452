"""The words of an article as the actor rules see them, and the names, titles and countries that begin at each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.lexicon.actor_names import fold_name, surname_of
from dashboard.lexicon.actors import ActorTable, Known, Title
from dashboard.lexicon.places import Gazetteer
from dashboard.model import Span

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’‑&/][^\W_]+)*\+?")
_GLUED = re.compile(r"(?:al|el|ad|as|ash|an|ar|at|az|ul|ud|bin|ben|de|d|l|ibn|abu)[-'’‑][^\W\d_]", re.IGNORECASE)
_KOREAS = frozenset(("PRK", "KOR"))
_MAX_COUNTRY_WORDS = 6
_EVERYWHERE = frozenset((None, "USA", "GBR"))  # whose bodies go by their acronyms in news from all the world
_JOINING_GAPS = frozenset(("", ",", "&", "-", "–", "/", "("))

Labels = Mapping[int, "Segment"]
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Token:
    """One word. `word` and `end` leave out a possessive 's; `tight`: only a space parts it from the word before.

    `gap` is the text between the word before and this one, without the full stop of an abbreviation. `opens`: the
    word begins a sentence or a quotation, so its capital tells nothing.
    """

    start: int
    end: int
    word: str
    fold: str
    cap: bool
    poss: bool = False
    tight: bool = False
    opens: bool = False
    gap: str = ""


@dataclass(slots=True)
class Segment:
    """Words [i, j) of a sentence under one label: known, country, title, cap (a capitalised word) or low.

    `adjective`: the country is named by its demonym.
    """

    kind: str
    i: int
    j: int
    known: Known | None = None
    title: Title | None = None
    country: str | None = None
    adjective: bool = False

    @property
    def is_body(self) -> bool:
        return self.known is not None and self.known.kind in ("organisation", "armed_group")

    @property
    def is_person(self) -> bool:
        return self.known is not None and self.known.kind == "person"

    @property
    def is_real_title(self) -> bool:
        """True for a title that makes a title alone, not only beside another ('deputy', 'former')."""
        return self.title is not None and self.title.kind != "modifier"


def tokenise(text: str, sentence: Span, labeller: Labeller) -> list[Token]:
    """Return the words of a sentence in order. 'Yemen-based' and 'Russia-Ukraine' are two words each."""
    tokens: list[Token] = []
    abbreviations = labeller.table.words["abbreviations"]
    before = sentence.start
    shortened = False
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        word = match.group()
        poss = False
        if len(word) > 2 and word[-1] == "s" and word[-2] in "'’":
            word, poss, end = word[:-2], True, end - 2
        elif word[-1] == "s" and text[end : end + 1] in ("'", "’") and text[end + 1 : end + 2] in (" ", ","):
            poss = word[0].isupper()
        gap = text[before:start]
        if shortened and gap[:1] == ".":
            gap = gap[1:]
        if tokens and tokens[-1].poss and gap[:1] in ("'", "’"):
            gap = gap[1:]
        tight = bool(tokens) and gap.isspace() and "\n" not in gap
        cap = word[0].isupper() or (_GLUED.match(word) is not None and not word.islower())
        token = Token(start, end, word, fold_name(word), cap, poss, tight, False, gap)
        token.opens = not tokens or (not tight and gap.rstrip()[-1:] in ('"', "“", "‘", ":", "•", "—", "–"))
        tokens.append(token)
        shortened = cap and (len(word) == 1 or token.fold in abbreviations)
        before = match.end()
        if cap and "-" in word and (cut := labeller.cut(word)):
            _split(tokens, cut)
    return tokens


def _split(tokens: list[Token], cut: int) -> None:
    """Part the last word at its hyphen, `cut` characters in."""
    whole = tokens.pop()
    first, second = whole.word[:cut], whole.word[cut + 1 :]
    middle = whole.start + cut
    tokens.append(Token(whole.start, middle, first, fold_name(first), True, False, whole.tight, whole.opens, whole.gap))
    tokens.append(
        Token(middle + 1, whole.end, second, fold_name(second), second[0].isupper(), whole.poss, False, False, "-")
    )


def glued_name(word: str) -> bool:
    """True for 'al-Sadr' and the like: a particle and a name in one word."""
    return _GLUED.match(word) is not None


class Labeller:
    """Labels words; remembers what each string was found to be, since names repeat in an article.

    `aliases` are the names that the article itself defines; they go before those of the tables. `states` are those
    that the article names, None before they are known: 'SDF' is Japanese or Syrian, and neither in an article on Peru.
    `renamed` are names of countries that mean another place here: Georgia, the American one. `surnames` are those of
    people of the article that are names of countries too: 'Luís Montenegro'.
    """

    def __init__(self, table: ActorTable, gazetteer: Gazetteer, renamed: Mapping[str, str] = NOTHING) -> None:
        self.table = table
        self.renamed = renamed
        self.surnames: frozenset[str] = frozenset()
        self.gazetteer = gazetteer
        self.aliases: dict[str, list[Known]] = {}
        self.states: frozenset[str] | None = None
        self._countries: dict[str, str | None] = {}
        self._places: dict[str, bool] = {}
        self._cuts: dict[str, int] = {}

    def segments(self, tokens: Sequence[Token]) -> list[Segment]:
        """Return the sentence cut into labelled pieces, in order, without gaps."""
        pieces: list[Segment] = []
        i = 0
        while i < len(tokens):
            segment = self._label(tokens, i)
            pieces.append(segment)
            i = segment.j
        return pieces

    def _label(self, tokens: Sequence[Token], i: int) -> Segment:
        token = tokens[i]
        known = self._known(tokens, i)
        if token.fold == "the" and (known is None or self._reaches_further(tokens, i + 1, i + len(known.words))):
            return Segment("low", i, i + 1)
        country = self._country(tokens, i) if token.cap else None
        if country is not None and (_is_money(tokens, country) or self.surnames and self._is_surname(tokens, country)):
            country = None
        if country and (known is None or country.j > i + len(known.words)):
            return country
        if known is not None and known.kind == "people":
            return Segment("country", i, i + len(known.words), country=known.country, adjective=True)
        if known is not None:
            return Segment("known", i, i + len(known.words), known=known, country=known.country)
        title = self._title(tokens, i)
        if title is not None:
            return Segment("title", i, i + len(title.words), title=title)
        return Segment("cap" if token.cap else "low", i, i + 1)

    def _is_surname(self, tokens: Sequence[Token], country: Segment) -> bool:
        """True for 'Montenegro' in an article on Luís Montenegro, but for 'in Montenegro'."""
        i = country.i
        if country.j - i > 1 or tokens[i].fold not in self.surnames:
            return False
        before = tokens[i - 1].fold if i and tokens[i].tight else ""
        return before not in self.table.words["locatives"]

    def _reaches_further(self, tokens: Sequence[Token], i: int, end: int) -> bool:
        """True where the name after 'the' reaches further: 'The Guardian Council' is no Guardian."""
        after = self._known(tokens, i) if i < len(tokens) else None
        return after is not None and i + len(after.words) > end

    def _known(self, tokens: Sequence[Token], i: int) -> Known | None:
        fold = tokens[i].fold
        for known in self.aliases.get(fold, ()):
            if _agrees(known, tokens, i):
                return known
        doubtful: Known | None = None
        for known in self.table.known.get(fold, ()):
            if doubtful is not None and not known.exact:
                break
            if _agrees(known, tokens, i) and not self._part_of_a_name(known, tokens, i):
                common = len(known.words) == 1 and fold in self.table.words["plain_names"] or self.is_generic(known)
                if common and known.country and self.states and known.country not in self.states:
                    continue  # the Congress of an article on Brazil, the Labour Party of one on Norway
                if not known.exact or self.states is None or known.country in self.states:
                    return known
                distinct = known.kind == "armed_group" or len(known.exact) > 3
                if distinct or known.country in _EVERYWHERE or known.name in self.table.publishers:
                    doubtful = doubtful or known
        return doubtful

    def is_generic(self, known: Known) -> bool:
        """True for 'Labour Party' and 'Justice Department', which many states have."""
        words = self.table.words
        plain = words["thing_words"] | words["heads"] | words["national"]
        headed = known.kind == "organisation" and known.words[-1] in words["heads"]
        return headed and all(w in plain for w in known.words)

    def _part_of_a_name(self, known: Known, tokens: Sequence[Token], i: int) -> bool:
        """True in 'Lancaster House': a plain word that names a body only where it stands alone."""
        if len(known.words) > 1 or tokens[i].fold not in self.table.words["plain_names"]:
            return False
        before = tokens[i - 1] if i and tokens[i].tight and not tokens[i - 1].poss else None
        return before is not None and before.cap and before.fold not in self.table.words["common"]

    def cut(self, word: str) -> int:
        """Return where a hyphenated word parts into two words, 0 where it is one."""
        if word not in self._cuts:
            head, _, tail = word.partition("-")
            parts = len(head) > 1 and tail != "" and self._parts(head, tail)
            whole = self.country_of(word) is not None or fold_name(word) in self.table.known
            self._cuts[word] = len(head) if parts and not whole else 0
        return self._cuts[word]

    def _parts(self, head: str, tail: str) -> bool:
        if tail in self.table.words["hyphen_tails"]:
            return True
        known = self.table.known
        first = self.country_of(head) is not None or (head.isupper() and fold_name(head) in known)
        return first and (tail.islower() or self.country_of(tail) is not None or fold_name(tail) in known)

    def country_of(self, name: str) -> str | None:
        """Return the state that a name or demonym stands for, as the gazetteer has it."""
        if name not in self._countries:
            self._countries[name] = self.renamed.get(name) or self.gazetteer.country_of(name)
        return self._countries[name]

    def learn_surnames(self, names: Iterable[str]) -> bool:
        """Take in the people of the article; return whether one bears the name of a country."""
        surnames = {surname_of(name) for name in names if " " in name}
        self.surnames = frozenset(fold_name(s) for s in surnames if self.country_of(s) and not self.is_demonym(s))
        return bool(self.surnames)

    def half_of_korea(self, token: Token) -> str | None:
        """Return the state that "the North" or "the South" means in an article that names a Korea."""
        if token.fold not in ("north", "south") or not _KOREAS & (self.states or frozenset()):
            return None
        return "PRK" if token.fold == "north" else "KOR"

    def is_demonym(self, name: str) -> bool:
        return self.gazetteer.is_demonym(name)

    def adjective_of(self, iso3: str) -> str:
        """Return the word that makes a body a state's: 'Kenyan', 'U.S.'; the state's name where it has no demonym."""
        if iso3 == "USA":
            return "U.S."
        country = self.gazetteer.countries.get(iso3)
        word = country.demonyms[0] if country is not None and country.demonyms else ""
        # A New Zealander is a person; the ministry is the New Zealand one.
        return word if word and not word.endswith("er") else self.gazetteer.country_name(iso3)

    def is_publisher(self, acronym: str) -> bool:
        """True for 'AFP' and the like, which stand in brackets as the source, not as a short form."""
        known = self.table.known.get(fold_name(acronym), ())
        return any(k.exact == acronym and k.name in self.table.publishers for k in known)

    def is_place(self, name: str) -> bool:
        """True where the gazetteer has a place of this name."""
        if name not in self._places:
            self._places[name] = bool(self.gazetteer.lookup(name))
        return self._places[name]

    def _country(self, tokens: Sequence[Token], i: int) -> Segment | None:
        last = i + 1
        while last < len(tokens) and last - i < _MAX_COUNTRY_WORDS and tokens[last].tight and not tokens[last - 1].poss:
            last += 1
        for j in range(last, i, -1):
            if not tokens[j - 1].cap:
                continue
            name = tokens[i].word if j == i + 1 else " ".join([t.word for t in tokens[i:j]])
            code = self.country_of(name)
            if code:
                return Segment("country", i, j, country=code, adjective=self.gazetteer.is_demonym(name))
        return None

    def _title(self, tokens: Sequence[Token], i: int) -> Title | None:
        for title in self.table.titles.get(tokens[i].fold, ()):
            words = title.words
            if i + len(words) <= len(tokens) and all(
                tokens[i + k].fold == words[k] and tokens[i + k].tight and not tokens[i + k - 1].poss
                for k in range(1, len(words))
            ):
                return title
        return None


def _is_money(tokens: Sequence[Token], country: Segment) -> bool:
    """True for the US of "US$4 million"."""
    return country.j < len(tokens) and tokens[country.j].gap.startswith("$")


def _agrees(known: Known, tokens: Sequence[Token], i: int) -> bool:
    """True where the words of a known name stand at word `i`, with its capitals."""
    words = known.words
    if i + len(words) > len(tokens):
        return False
    if known.exact:
        return tokens[i].word.replace(".", "") == known.exact.replace(".", "")
    if not (tokens[i].cap or known.lower):
        return False
    for k in range(1, len(words)):
        token = tokens[i + k]
        if token.fold != words[k] or not (token.tight or token.gap.strip() in _JOINING_GAPS):
            return False
    return len(words) > 1 or known.lower or len(words[0]) > 3 or not tokens[i].word.isupper()
