"""Who a name means: the first full mention gives later ones their name and state, else who was in office that day."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.dates import Day
from dashboard.extract.person_names import Person
from dashboard.lexicon.actors import ActorTable, fold_name, surname_of


@dataclass(slots=True)
class Identity:
    """One person of the article. `forms` are the names it is called by, the canonical one first."""

    name: str
    country: str | None = None
    body: str | None = None
    office: str = ""
    known: bool = False
    sure: bool = False
    forms: list[str] = field(default_factory=list)
    last: int = -1


class Cast:
    """The people of one article, found by full name first; `meant` then says whom each mention means."""

    def __init__(self, table: ActorTable, published: Day | None) -> None:
        self.table = table
        self.published = published
        self.people: list[Identity] = []
        self._by_form: dict[str, list[Identity]] = {}

    def introduce(self, person: Person) -> Identity | None:
        """Take in a full name (two words or more, or one that the tables know). None for a name of one word."""
        words = person.name.split()
        if person.record is None and len(words) < 2:
            return None
        name = person.record or self._table_name(person.name) or person.name
        identity = self._same_full_name(name)
        if identity is None:
            identity = Identity(name, known=name in self.table.records)
            self.people.append(identity)
            self._register(identity, name)
            if identity.known:
                for alias in self.table.records[name].aliases:
                    self._register(identity, alias)
        elif not identity.known and len(name.split()) > len(identity.name.split()):
            identity.name = name
        if name != person.name:
            self._register(identity, person.name)
        self._add(identity, person)
        return identity

    def _add(self, identity: Identity, person: Person) -> None:
        if identity.known and not (identity.country or identity.body):
            identity.country = self.table.state_on(identity.name, self.published)
        if not identity.known:
            identity.country = (
                identity.country or person.country or (self.table.nation(person.body) if person.body else None)
            )
            identity.body = identity.body or person.body
        identity.office = identity.office or person.office
        identity.sure = identity.sure or person.sure

    def _table_name(self, name: str) -> str | None:
        """Return the person of the tables whose first name and surname these are ('Hillary Rodham Clinton')."""
        words = name.split()
        for candidate in self.table.surnames.get(fold_name(surname_of(name)), ()):
            if (
                len(candidate.split()) >= 2
                and fold_name(candidate.split()[0]) == fold_name(words[0])
                and len(words) <= 4
            ):
                if fold_name(surname_of(candidate)) == fold_name(surname_of(name)):
                    return candidate
        return None

    def _same_full_name(self, name: str) -> Identity | None:
        key = fold_name(name)
        words = key.split()
        for identity in self._by_form.get(key, ()):
            return identity
        for identity in self._by_form.get(words[-1], ()):
            if identity.name and fold_name(identity.name).split()[0] == words[0] and len(identity.name.split()) > 1:
                return identity
        return None

    def _register(self, identity: Identity, name: str) -> None:
        words = fold_name(name).split()
        forms = {" ".join(words), words[-1]}
        surname = fold_name(surname_of(name, identity.country))
        forms.update((surname, surname.split()[-1]))
        for prefix in ("al-", "el-", "al ", "el "):
            if surname.startswith(prefix):
                forms.add(surname[len(prefix) :])
        if len(words) > 2:
            forms.add(" ".join(words[-2:]))
            forms.add(" ".join(words[1:]))
        for form in sorted(forms):
            holders = self._by_form.setdefault(form, [])
            if identity not in holders:
                holders.append(identity)
        first = words[0]
        if len(words) > 1 and len(first) > 1:
            holders = self._by_form.setdefault("first " + first, [])
            if identity not in holders:
                holders.append(identity)

    def meant(self, person: Person, position: int, bare_allowed: bool) -> Identity | None:
        """Return whom a mention means; None where the words name nobody we can tell.

        `bare_allowed`: a single word without title may be looked up in the tables.
        """
        key = fold_name(person.name)
        if person.record is not None:
            key = fold_name(person.record)
        candidates = self._by_form.get(key) or ([] if " " in key else self._by_form.get("first " + key, []))
        if person.titled and person.country and len(candidates) > 1:
            candidates = [c for c in candidates if c.country == person.country] or candidates
        if person.titled and person.office and len(candidates) > 1:
            candidates = [c for c in candidates if c.office == person.office] or candidates
        if candidates:
            identity = max(candidates, key=lambda c: c.last)
            if person.titled and not identity.country and person.country:
                identity.country = person.country
            identity.last = position
            return identity
        if " " in key:
            return None
        name = None
        if person.titled or bare_allowed:
            name = self.table.bearer(
                person.name, self.published, person.country if person.titled else None, person.office
            )
        if name is not None and (person.titled or self._likely_bare(name)):
            identity = Identity(name, self.table.state_on(name, self.published), known=True, sure=True, last=position)
        elif person.titled:
            identity = Identity(person.name, person.country, person.body, person.office, sure=True, last=position)
            if not identity.country and person.body:
                identity.country = self.table.nation(person.body)
        else:
            return None
        self.people.append(identity)
        self._register(identity, identity.name)
        if key not in self._by_form:
            self._by_form[key] = [identity]
        return identity

    def _likely_bare(self, name: str) -> bool:
        """A surname alone is enough for people in high office about the day of the article."""
        if self.published is None:
            return True
        return any(
            term.since.ordinal - 400
            <= self.published.ordinal
            <= (term.until.ordinal + 1500 if term.until else self.published.ordinal)
            for term in self.table.terms_by(name)
        )

    def in_office(self, country: str, office: str) -> Identity | None:
        """Return the one person of the article who is said to hold an office of a state."""
        fits = [p for p in self.people if p.country == country and p.office == office]
        return fits[0] if len(fits) == 1 else None
