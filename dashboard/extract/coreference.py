"""Who a name means: the first full mention gives later ones their name and state, else who was in office that day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dashboard.dates import Day
from dashboard.extract.person_titles import Person
from dashboard.lexicon.actor_names import fold_name, surname_of
from dashboard.lexicon.actors import ActorTable

# By eye: how long before and after a high office a bare surname is enough, in days.
_KNOWN_BEFORE, _KNOWN_AFTER = 400, 1500
_MAIN_MENTIONS, _MAIN_SHARE, _STRONG_SHARE, _MAIN_LEAD = 3, 0.4, 0.55, 2.0


@dataclass(frozen=True, slots=True)
class Home:
    """The state that most of an article is about, None where there is none; `strong`: it has most of the mentions."""

    state: str | None = None
    strong: bool = False


def main_state(counts: Counter[str]) -> Home:
    """Return the state with two fifths of the mentions and twice those of any other, where there is such a state."""
    total = sum(counts.values())
    ranked = sorted(((count, state) for state, count in counts.items()), reverse=True)
    most, state = ranked[0] if ranked else (0, "")
    second = ranked[1][0] if len(ranked) > 1 else 0
    enough = most >= _MAIN_MENTIONS or most == total == _MAIN_MENTIONS - 1
    if not enough or most < total * _MAIN_SHARE or most < second * _MAIN_LEAD:
        return Home()
    return Home(state, most >= total * _STRONG_SHARE)


@dataclass(slots=True)
class Identity:
    """One person of the article under the canonical name; `last` is where it was last mentioned."""

    name: str
    country: str | None = None
    body: str | None = None
    office: str = ""
    kin: str = ""
    known: bool = False
    sure: bool = False
    official: bool = False
    near: frozenset[str] = frozenset()
    last: int = -1

    def may_be_of(self, home: Home) -> bool:
        """True where an official may belong to the main state: unless the words about the first mention name others.

        Of an article that is nearly all about one state, its officials are whatever stands beside them.
        """
        unnamed = self.official and not self.known and not self.body
        return unnamed and (not self.near or home.state in self.near or home.strong)


class Cast:
    """The people of one article: `introduce` takes in full names, `meant` then says whom each mention means.

    `states` are the states that the article names, `home` the one that most of it is about.
    """

    def __init__(self, table: ActorTable, published: Day | None) -> None:
        self.table = table
        self.published = published
        self.people: list[Identity] = []
        self.states: set[str] = set()
        self.home = Home()
        self._by_form: dict[str, list[Identity]] = {}
        self._entered: set[tuple[str, int]] = set()

    def introduce(self, person: Person) -> None:
        """Take in a full name: two words or more, or one that the tables know. A name of one word is passed over."""
        alone = " " not in person.name or fold_name(person.name) in self.table.surnames
        if person.record is None and (alone or person.partial):
            return
        if person.others:
            person.record = self._namesake(person)
        name = person.record or self._table_name(person.name) or person.name
        identity = self._same_full_name(name)
        if identity is None:
            identity = Identity(name, known=name in self.table.records, near=person.near)
            if identity.known:
                identity.country = self.table.state_on(name, self.published)
            self.people.append(identity)
        elif not identity.known and len(name.split()) > len(identity.name.split()):
            identity.name = name
        if not identity.known or not (identity.country or self.table.term_on(name, self.published)):
            identity.country = identity.country or person.country
        if not identity.known:
            identity.body = identity.body or person.body
            identity.kin = identity.kin or person.kin
        identity.office = identity.office or person.office
        identity.sure = identity.sure or person.sure
        identity.official = identity.official or person.official
        for form in dict.fromkeys(
            (name, person.name, *(self.table.actor_record(name).aliases if identity.known else ()))
        ):
            self._register(identity, form)

    def surnames(self) -> frozenset[str]:
        """Return the folded surnames of the people of the article who are named in full."""
        return frozenset(fold_name(surname_of(p.name)) for p in self.people if " " in p.name)

    def settle(self, named: Counter[str]) -> None:
        """Give those who have no state that of their body or of the person they belong to, officials the main one.

        `named` counts how often the article names each state. "Home Minister Shivraj Patil" of an article on India
        needs no "Indian"; where no state has most of the mentions nobody is given one.
        """
        for identity in self.people:
            if identity.country is None and not identity.known:
                identity.country = self._state_of(identity.body, identity.kin)
        self.states = set(named)
        # Where the president of an article is from, its ministers are rather from than where it happened.
        led = Counter(p.country for p in self.people if p.country and (p.official or p.known))
        self.home = main_state(named + led + led)
        for identity in self.people:
            if identity.country is None and identity.may_be_of(self.home):
                identity.country = self.home.state

    def _state_of(self, body: str | None, kin: str) -> str | None:
        if body and (state := self.table.nation(body)):
            return state
        relatives = self._by_form.get(fold_name(kin), ()) if kin else ()
        for relative in relatives:
            if relative.country:
                return relative.country
        return self.table.state_on(kin, self.published) if kin else None

    def _namesake(self, person: Person) -> str | None:
        """Return who of several people of one known name is meant: by the state beside the name, else by the day."""
        names = [n for n in (person.record, *person.others) if n]
        if person.titled and person.country:
            names = [n for n in names if self.table.records[n].country == person.country] or names
        return next((n for n in names if self.rules(n)), names[0])

    def _table_name(self, name: str) -> str | None:
        """Return the person of the tables who has this first name and surname ('Hillary Rodham Clinton')."""
        words = fold_name(name).split()
        for candidate in self.table.surnames.get(fold_name(surname_of(name)), ()):
            theirs = fold_name(candidate).split()
            same_first = self.table.full_first_name(theirs[0]) == self.table.full_first_name(words[0])
            if len(theirs) > 1 and same_first and theirs[-1] == words[-1] and len(words) <= 4:
                return candidate
        return None

    def _same_full_name(self, name: str) -> Identity | None:
        words = fold_name(name).split()
        for identity in self._by_form.get(" ".join(words), ()):
            return identity
        for identity in self._by_form.get(words[-1], ()):
            theirs = fold_name(identity.name).split()
            if len(theirs) > 1 and len(words) > 1 and theirs[0] == words[0] and theirs[-1] == words[-1]:
                return identity
        return None

    def _register(self, identity: Identity, name: str) -> None:
        words = fold_name(name).split()
        surname = fold_name(surname_of(name, identity.country))
        forms = {" ".join(words), words[-1], surname, surname.split()[-1]}
        forms.update(surname.removeprefix(p) for p in ("al-", "el-", "al ", "el "))
        for size in range(2, len(words)):
            forms.add(" ".join(words[-size:]))
        if len(words) > 2 and words[1].isalpha() and len(words[1]) > 2:
            forms.add(" ".join(words[:2]))
        if len(words) > 1 and len(words[0]) > 1:
            forms.add("first " + words[0])
        for form in sorted(forms):
            self._enter(form, identity)

    def _enter(self, form: str, identity: Identity) -> None:
        if (form, id(identity)) not in self._entered:
            self._entered.add((form, id(identity)))
            self._by_form.setdefault(form, []).append(identity)

    def meant(self, person: Person, position: int, bare_allowed: bool, recent: bool = True) -> Identity | None:
        """Return whom a mention means; None where the words name nobody we can tell.

        `bare_allowed`: a single word without title may be looked up in the tables; with `recent` only people in
        high office about the day of the article count.
        """
        key = fold_name(person.record or person.name)
        candidates = self._by_form.get(key) or ([] if " " in key else self._by_form.get("first " + key, []))
        if person.titled and len(candidates) > 1:
            candidates = [c for c in candidates if person.country and c.country == person.country] or candidates
            candidates = [c for c in candidates if person.office and c.office == person.office] or candidates
        if candidates:
            identity = max(candidates, key=lambda c: c.last)
        else:
            whole = " " in key and key not in self.table.surnames  # "von der Leyen" is one surname
            new = None if whole else self._from_tables(person, bare_allowed, recent)
            if new is None:
                return None
            identity = new
        if not identity.country and not identity.known:
            identity.country = (person.country if person.titled else None) or self._state_of(
                identity.body, identity.kin
            )
        identity.last = position
        return identity

    def _from_tables(self, person: Person, bare_allowed: bool, recent: bool) -> Identity | None:
        """Return a new identity for a single word: a leader of that time, else, with a title, the name as it stands."""
        name = None
        if person.titled or bare_allowed:
            name = self.table.bearer(person.name, self.published, person.country, person.office)
        stated = person.titled or person.country is not None  # "Colombia's Santos"
        weak = fold_name(person.name) in self.table.words["ambiguous_surnames"] and not stated
        if name is not None and weak and not self.rules(name):
            name = None
        if name is not None and (person.titled or not recent or self._likely_bare(name)):
            identity = Identity(name, self.table.state_on(name, self.published), known=True, sure=True)
        elif person.titled:
            identity = Identity(person.name, person.country, person.body, person.office, sure=True, near=person.near)
            identity.official = person.official
            identity.country = identity.country or self._state_of(person.body, person.kin)
            if identity.country is None and identity.may_be_of(self.home):
                identity.country = self.home.state
        else:
            return None
        self.people.append(identity)
        self._register(identity, identity.name)
        self._enter(fold_name(person.name), identity)
        return identity

    def _likely_bare(self, name: str) -> bool:
        """A surname alone is enough for people in high office about the day of the article."""
        if self.published is None:
            return True
        today = self.published.ordinal
        return any(
            term.since.ordinal - _KNOWN_BEFORE <= today
            and (term.until is None or today <= term.until.ordinal + _KNOWN_AFTER)
            for term in self.table.terms_by(name)
        )

    def rules(self, name: str) -> bool:
        """True where a person of the tables was in office on the day of the article."""
        return self.table.term_on(name, self.published) is not None

    def in_office(self, of: str, office: str) -> Identity | None:
        """Return the one person of the article who is said to hold an office of a state or body."""
        fits = [p for p in self.people if p.office == office and of in (p.country, p.body)]
        return fits[0] if len(fits) == 1 else None
