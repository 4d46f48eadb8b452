"""The subject of a verb: the names before it, or whom "he", "which" and "the two leaders" stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.extract.scene import Name, Scene

Groups = Mapping[str, frozenset[str]]
_OF = frozenset({"of", "by", "from", "with", "between", "among", "including"})
_SPEAKING_FOR = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor", "lawyer", "lawyers"}
)
_RELATIVE = frozenset({"who", "which", "that", "whom", "where"})
_BODY_WORDS = frozenset(
    {"group", "alliance", "organisation", "organization", "bloc", "movement", "militia", "body", "party"}
)
_COMPANY = frozenset({"together", "along", "alongside", "accompanied", "flanked", "joined"})
_STATE_WORDS = frozenset({"country", "nation", "government", "military", "army", "regime", "capital", "state"})
_OFFICES = frozenset(
    "president secretary minister chancellor premier king queen ambassador general advisor adviser envoy "
    "commissioner pope "
    "chairman prosecutor spokesman spokeswoman".split()
)
_LEADERS = frozenset(
    {"leaders", "presidents", "ministers", "men", "women", "officials", "pair", "counterparts", "diplomats"}
)
_PAIR = frozenset(
    {"both", "two", "sides", "countries", "nations", "states", "parties", "leaders", "pair", "governments"}
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The names in a subject. `private`: nobody official ("a policeman"); `official`: words of office stand in it."""

    names: tuple[Name, ...] = ()
    private: bool = False
    official: bool = False
    head: str = ""


@dataclass(slots=True)
class Memory:
    """Who was spoken of last in the article."""

    person: Name | None = None
    body: Name | None = None
    group: Name | None = None
    persons: list[Name] = field(default_factory=list)
    states: list[Name] = field(default_factory=list)
    meeting: tuple[Name, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    belongs: dict[str, Name] = field(default_factory=dict)
    issuer: Name | None = None
    titled: dict[str, tuple[Name, frozenset[str]]] = field(default_factory=dict)

    def main_state(self) -> Name | None:
        """Return the state that most names so far belong to, of several the last: "the government" is rather its."""
        if not self.belongs:
            return None
        order = list(self.belongs)
        code = max(order, key=lambda c: (self.counts[c], order.index(c)))
        text = next((n.text for n in reversed(self.states) if n.country == code), "")
        return replace(self.belongs[code], actor=None, kind="state", text=text)

    def holder(self, offices: frozenset[str] | set[str], scene: Scene, start: int) -> Name | None:
        """Return who was introduced with an office ("Secretary Roe", later "the Secretary"): the first where it is
        written as a title, else the last."""
        found = [name for name, held in self.titled.values() if offices <= held]
        as_title = any(
            word[0].isupper() and word.lower() in offices for word in scene.words.text[max(1, start - 4) : start]
        )
        return found[0 if as_title else -1] if found else None

    def note(self, scene: Scene, subjects: Sequence[Name]) -> None:
        """Remember the names of a sentence; its subjects are likelier than others to be meant next."""
        names = scene.names
        for name in names:
            if name.kind == "person" and name.actor:
                before = scene.words.lower[max(0, name.first - 6) : name.first]
                held = _OFFICES & {*before, *name.text.lower().split()}
                self.titled[name.actor] = (name, held | self.titled.get(name.actor, (name, frozenset()))[1])
            if name.country:
                self.belongs.pop(name.country, None)
                self.belongs[name.country] = name
                self.counts[name.country] = self.counts.get(name.country, 0) + 1
            pool = self.persons if name.kind == "person" else self.states if name.kind == "state" else None
            if pool is not None:
                pool[:] = [*[n for n in pool if (n.actor, n.country) != (name.actor, name.country)][-3:], name]
        people = [n for n in subjects if n.kind == "person"] or [n for n in names if n.kind == "person"][:1]
        if people:
            self.person = people[0]
        bodies = [n for n in subjects if n.kind != "person"]
        bodies = bodies or [n for n in names if n.kind != "person" and not n.adjective][:1]
        if bodies:
            self.body = bodies[0]
        groups = [n for n in names if n.kind in ("organisation", "armed_group")]
        if groups:
            self.group = groups[-1]


def find_subject(
    scene: Scene,
    start: int,
    before: Sequence[Subject],
    memory: Memory,
    passive: bool,
    groups: Groups,
    barred: int = -1,
) -> Subject:
    """Return the subject of the verb group at word `start`.

    `before` are the subjects of the sentence's earlier verbs, `barred` the word where the last of them stands: a name
    before another verb is that verb's subject ("Ahtisaari arrived to assess reforms agreed last year").
    """
    lower = scene.words.lower
    previous = before[-1] if before else None
    last_word = lower[start - 1] if start else ""
    joined = last_word in ("and", "or", "but", "then") or (
        last_word == "," and start > 1 and lower[start - 2] in ("and", "but")
    )
    if joined and previous is not None:
        return previous
    if joined and not before and last_word == "and":
        opener = [n for n in scene.names if n.first <= 4 and not n.governed and not n.adjective]
        if opener and not any(scene.hard(i) for i in range(opener[0].last + 1, start - 1)):
            return Subject((opener[0],), False, True)  # "The United States remains ready and urges ..."
    if joined and not before and last_word == "and" and (verb := _first_verb(scene, start, groups)) is not None:
        return find_subject(scene, verb, (), memory, passive, groups)  # "the minister opened a school and flew to Oslo"
    end, aside = _without_aside(scene, start)
    low = _clause_start(scene, end)
    if barred >= end:
        barred = -1
    begin = max(low + 1 if low and lower[low] in groups["subordinator"] else low, barred + 1)
    inside = lower[begin:end]
    names = [n for n in scene.names if max(low, barred + 1) <= n.first and n.last < end and not _cited(lower, n)]
    chunk = max(max((i for i in range(low, end) if lower[i] == ","), default=low - 1) + 1, barred + 1)
    here = [n for n in names if n.first >= chunk]
    named = [n for n in scene.names if n.kind == "person" and aside and n.first == aside.start]
    if named and not any(n.kind == "person" and not n.adjective for n in here):
        more = [n for n in scene.names if n.kind == "person" and n.first in aside and not n.governed]
        return Subject(tuple(_joined_first(scene, more or named)), False, True)  # "the secretary, Jane Doe, said"
    if not here and (resolved := _resolve(lower[chunk:end], scene, start, before, memory, passive, groups)) is not None:
        return resolved
    if not here and lower[chunk : chunk + 1] in (["and"], ["but"]) and end - chunk >= 3:
        its_own = set(lower[chunk:end])
        return Subject(
            (), bool(its_own & groups["private"]), bool(its_own & groups["official"])
        )  # "..., and the treasury froze": none of the names before
    chosen = _choose(scene, names, low, end)
    if not any(n.kind == "person" and not n.adjective for n in chosen):
        people = [
            n for n in scene.names if n.kind == "person" and n.first in aside and not n.governed and not n.adjective
        ]
        if people:
            return Subject(tuple(_joined_last(scene, people)), False, True)  # "the minister, Jane Doe, said"
    elif chosen and aside and "and" in inside and lower[end - 1] in _OFFICES | {"counterpart"}:
        chosen += [n for n in scene.names if n.kind == "person" and n.first == aside.start]
        # "President Roe and her Peruvian counterpart, Jane Doe, signed"
    elif chosen and aside and _COMPANY & set(lower[aside.start : aside.stop]):
        chosen += [n for n in scene.names if n.kind == "person" and n.first in aside and not n.adjective]
    if chosen and chosen[0].kind == "person" and memory.person is not None:
        lead = lower[max(low, chunk) : chosen[0].first]
        if (
            "and" in lead
            and set(lead[: lead.index("and")]) & _OFFICES
            and "the" in lead
            and memory.person not in chosen
        ):
            chosen = [memory.person, *chosen]  # "The Vice President and Minister Gantz discussed ..."
    if aside and groups["private"] & set(lower[aside.start : aside.stop]):
        relative = lower[aside.start] in _RELATIVE | {"whose"}
        if not relative and not groups["official"] & set(lower[aside.start : aside.stop]):
            return Subject(tuple(chosen), True, False)  # "Jane Roe, a resident of the village, said"
    head = next((w for w in reversed(inside) if w in groups["inanimate"] | groups["official"] | groups["private"]), "")
    official = bool(set(inside) & groups["official"])
    person = any(n.kind == "person" and not n.adjective for n in chosen)
    if not passive and head in groups["inanimate"] and not person:
        return Subject(tuple(chosen), True, False)
    if chosen:
        private = bool(set(inside) & groups["private"]) and not any(n.kind == "person" for n in chosen) and not official
        return Subject(tuple(chosen), private, official, head)
    if low and lower[low] in _RELATIVE and low + 1 >= end - 1:
        antecedent = [n for n in scene.names if n.last < low and low - n.last <= 6 and not n.adjective]
        if len(antecedent) > 1 and antecedent[-1].governed == "of" and antecedent[-2].kind == "person":
            antecedent.pop()  # "President Roe of the Republic of Peru, who ..."
        if antecedent:
            return Subject((antecedent[-1],), False, official)
        if lower[low] != "that":
            return Subject((), False, official)
    if previous is not None and not [w for w in inside if w[0].isalnum()]:
        return previous
    gerund = lower[start].endswith("ing") if start < len(lower) else False
    if gerund and not [w for w in inside if w[0].isalnum()]:
        main = [n for n in scene.names if n.last < low and (not n.governed or n.kind == "person")]
        if main:
            return Subject((next((n for n in main if n.kind == "person"), main[0]),), False, True)
    return Subject((), bool(set(inside) & groups["private"]), official)


def _first_verb(scene: Scene, start: int, groups: Groups) -> int | None:
    """Return the word where the first verb of a sentence stands, None where none does before word `start`."""
    lower = scene.words.lower
    begin = scene.opening
    if lower[begin] in groups["preposition"] or any(m.first <= begin <= m.last for m in scene.moments):
        comma = next((i for i in range(begin, min(start, begin + 12)) if lower[i] == ","), None)
        begin = comma + 1 if comma is not None else begin
    for i in range(begin + 1, start - 1):
        if scene.hard(i):
            return None
        word = lower[i]
        auxiliary = any(word in groups[name] for name in ("be", "have", "future", "modal"))
        past = word in groups["past"] or (word.endswith("ed") and len(word) > 4)
        if auxiliary or past and scene.words.text[i][0].islower():
            return i if lower[i - 1] not in ("and", "or", ",") else None
    return None


def _choose(scene: Scene, names: Sequence[Name], low: int, end: int) -> list[Name]:
    """Return those names of a subject that act: not an opening phrase's, not states that only qualify a person."""
    comma = max((i for i in range(low, end) if scene.words.lower[i] == ","), default=low - 1)
    behind = [n for n in names if n.first > comma]
    inside = set(scene.words.lower[low:end])
    of = _OF | {"for", "to"} if inside & _SPEAKING_FOR else _OF
    for pool in (behind, names):
        whole = [n for n in pool if not n.governed]
        chosen = [n for n in whole if not n.adjective] or whole or [n for n in pool if n.governed in of]
        if chosen:
            break
    chosen = _with_list(scene, names, chosen)
    people = [n for n in chosen if n.kind == "person" and not n.adjective]
    if people:
        chosen = [n for n in chosen if n.kind == "person" or not _qualifies(n, people)]
    return chosen


def _with_list(scene: Scene, names: Sequence[Name], chosen: list[Name]) -> list[Name]:
    """Return the chosen names with those of the same list before them: "Poland, Hungary and the Czech Republic"."""
    if not chosen or chosen[0] not in names:
        return chosen
    words = scene.words
    first = chosen[0]
    found = list(chosen)
    for name in reversed(names[: names.index(first)]):
        between = range(name.last + 1, first.first)
        joined = [words.lower[i] for i in between]
        listed = bool(joined) and (joined[0] in (",", "and", "of") or "and" in joined)
        plain = all(words.lower[i] in (",", "and", "the", "of") or words.text[i][0].isupper() for i in between)
        last_join = "and" in words.lower[name.last + 1 : chosen[-1].last]
        if not (listed and plain and last_join) or name.kind == "state" and name.adjective:
            break
        if name.kind == first.kind:
            found.insert(0, name)
        first = name
    return found


def _qualifies(name: Name, people: Sequence[Name]) -> bool:
    """True for a state or state body that only tells whose officer a person is ("Treasury Secretary Jane Doe")."""
    close = any(0 < p.first - name.last <= 5 for p in people)
    return name.kind == "state" and name.adjective or close and name.kind == "organisation" and name.country is not None


def _resolve(
    chunk: Sequence[str],
    scene: Scene,
    start: int,
    before: Sequence[Subject],
    memory: Memory,
    passive: bool,
    groups: Groups,
) -> Subject | None:
    """Return whom the words of a subject without a name stand for, None where they stand for nobody known."""
    inside = set(chunk)
    first = next((word for word in chunk if word[0].isalnum() and word not in groups["adverb"]), "")
    if first == "i" and memory.issuer is not None:
        return Subject((memory.issuer,), False, True)  # the first person of a release speaks
    if inside & groups["person_pronoun"] and not (len(inside) > 3 and not inside & {"he", "she"}):
        here = [n for subject in before for n in subject.names if n.kind == "person"]
        people = [n for n in scene.names if n.kind == "person" and n.last < start]
        named = [n for n in people if not n.governed and not n.adjective] or people[-1:]
        person = here[-1] if here else named[0] if named else memory.person
        return Subject((person,), False, True) if person else None
    if "its" in inside and before and before[-1].names and before[-1].names[0].country and len(inside) <= 4:
        return Subject((replace(before[-1].names[0], actor=None, kind="state"),), False, True)  # "its troops"
    office = chunk[-1:] and chunk[-1] in _OFFICES or len(inside) <= 2
    if inside & _OFFICES and office and "the" in inside and len(inside) <= 4 and memory.person is not None:
        return Subject((memory.holder(inside & _OFFICES, scene, start) or memory.person,), False, True)
    if "their" in inside and inside & _LEADERS and len(memory.states) > 1:
        return Subject(tuple(memory.states[-2:]), False, True)  # "Their foreign ministers will meet"
    if "they" in inside:
        here = [n for subject in before for n in subject.names]
        opens = start <= scene.opening + 3 or scene.words.lower[scene.opening] == "they"
        if not here and len(memory.meeting) > 1 and opens:
            return Subject(memory.meeting[:2], False, True)  # those who met
        return Subject(tuple(here[-2:]) if here else (memory.body,) if memory.body else (), True, False)
    if inside <= {"it"} and inside and passive:
        return Subject((), False, True)  # "It was agreed that ..."
    if "it" in inside and len(inside) <= 3:
        if before and not before[-1].names:
            return Subject((), False, True)  # "The opposition says it will boycott ...": of the opposition
        here = [n for subject in before for n in subject.names if n.kind != "person"]
        body = here[-1] if here else memory.body
        return Subject((body,), False, True) if body else None
    if inside & _PAIR and first in ("both", "two", "the") and len(inside) <= 6:
        met = [n for n in memory.meeting if n.kind == "person"]
        if (inside & _LEADERS or inside <= {"the", "two", "both", "pair"}) and len(met) > 1:
            return Subject(tuple(met[:3]), False, True)
        states = list({n.country: replace(n, actor=None, kind="state") for n in memory.meeting if n.country}.values())
        if len(states) > 1 and not inside & _LEADERS:
            return Subject(tuple(states[:2]), False, True)
        pool = memory.persons if inside & _LEADERS else memory.states
        return Subject(tuple(pool[-2:]), False, True) if pool else None
    the = {chunk[i + 1] for i in range(len(chunk) - 1) if chunk[i] == "the"}
    if the & _BODY_WORDS and memory.group is not None:
        return Subject((memory.group,), False, True)
    if inside & _STATE_WORDS and "the" in inside:
        here = [n for subject in before for n in subject.names if n.kind == "state"]
        if here:
            return Subject((replace(here[-1], actor=None),), False, True)
    if inside & _STATE_WORDS and "the" in inside and (state := memory.main_state()) is not None:
        return Subject((state,), False, True)
    return None


def _joined_first(scene: Scene, people: Sequence[Name]) -> list[Name]:
    """Return the first person, with those that "and" joins: "the ministers of Iran and Iraq, A and B, met"."""
    joined = [people[0]]
    for person in people[1:]:
        if not set(scene.words.lower[joined[-1].last + 1 : person.first]) <= {"and", ","}:
            break
        joined.append(person)
    return joined


def _joined_last(scene: Scene, people: Sequence[Name]) -> list[Name]:
    """Return the last person, with those that "and" joins to it."""
    joined = [people[-1]]
    for person in reversed(people[:-1]):
        if not set(scene.words.lower[person.last + 1 : joined[0].first]) <= {"and", ","}:
            break
        joined.insert(0, person)
    return joined


def _without_aside(scene: Scene, start: int) -> tuple[int, range]:
    """Return where the subject ends and the words of the aside after it ("John Kerry, US secretary, stated")."""
    lower = scene.words.lower
    before = lower[start - 1] if start else ""
    if before == ",":
        for i in range(start - 2, max(-1, start - 33), -1):
            if lower[i] == "," and (start - i < 19 or lower[i + 1] in _RELATIVE | {"whose"}):
                return i, range(i + 1, start)
            if lower[i] in (";", ":", '"', "“", "”"):
                break
    elif before == ")" and "(" in lower[:start]:
        opening = max(i for i in range(start) if lower[i] == "(")
        return opening, range(opening, start)
    return start, range(0)


def _clause_start(scene: Scene, end: int) -> int:
    for i in range(end - 1, -1, -1):
        if scene.hard(i) and scene.words.lower[i] not in ("(", ")"):
            return i
    return 0


def _cited(lower: Sequence[str], name: Name) -> bool:
    """True for a name that the text only cites ("According to the Kremlin, the leaders ...")."""
    before = lower[max(0, name.first - 4) : name.first]
    return "according" in before
