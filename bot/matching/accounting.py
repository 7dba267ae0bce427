"""Every word accounted for: what of a statement is in the claim, and what is left over.

A content word of the statement is accounted for by the claim (the same word, a synonym, another
form of a name, a figure, a day), by what the claim's row says beside its text (place, topic,
speakers), by a Difference that is told already, or because it adds nothing ("currently"). What is
left over is no part of what is on record. A claim's own words may be missing from a statement that
says less, but not those that limit it: a condition, an exception, a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.language.date_spans import DateSpan
from bot.language.quantities import same
from bot.language.reading import Reading
from bot.language.times import can_be_one, tells_when
from bot.language.tokens import is_stopword
from bot.matching.accounting_words import (
    ADD_NOTHING,
    FINITE,
    LIMITS,
    OPEN_A_CLAUSE,
    OPEN_A_PHRASE,
)
from bot.matching.alignment import Unit, alike, units
from bot.matching.converse import Turned
from bot.matching.entities import paired, stands_for
from bot.matching.known import Known
from bot.matching.outcome import Difference
from bot.matching.tolls import count_the_same


class By(StrEnum):
    """What accounts for a word."""

    WORD = "word"
    SYNONYM = "synonym"
    CONVERSE = "converse"
    NAME = "name"
    FIGURE = "figure"
    DAY = "day"
    KNOWN = "known"
    DIFFERENCE = "difference"
    ADDS_NOTHING = "adds nothing"
    ASIDE = "an aside"


@dataclass(frozen=True, slots=True)
class Accounted:
    """Tokens `first` to `last` (inclusive) of a sentence, what accounts for them (None: nothing,
    they are left over), and the words of the other sentence that do. `is_common`: it is no name,
    figure or day."""

    text: str
    first: int
    last: int
    by: By | None
    against: str = ""
    is_common: bool = True


@dataclass(frozen=True, slots=True)
class Account:
    """The content words of a statement and of a claim, in order; `added` are the phrases of the
    statement that hold all that is left over, where the rest of it says the whole claim."""

    statement: tuple[Accounted, ...] = ()
    claim: tuple[Accounted, ...] = ()
    limits: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def left(self) -> tuple[Accounted, ...]:
        """The words of the statement that nothing accounts for."""
        return tuple(one for one in self.statement if one.by is None)

    @property
    def missing(self) -> tuple[Accounted, ...]:
        """The words of the claim that the statement does not say."""
        return tuple(one for one in self.claim if one.by is None)

    @property
    def shares_matter(self) -> bool:
        """False for sentences that are alike but for what they speak of: "inflation in Ostra is
        6.4%" is not about unemployment in Ostra. Names and figures alone share nothing."""
        common = [one for one in self.statement if one.is_common]
        shared = any(one.by not in (None, By.DIFFERENCE) for one in common)
        return shared or not common or self.said < _ALIKE

    @property
    def said(self) -> float:
        """The share of the statement's words that are accounted for, from 0 to 1."""
        return _share(self.statement)

    @property
    def covered(self) -> float:
        """The share of the claim's words that the statement says, from 0 to 1."""
        return _share(self.claim)

    @property
    def is_whole(self) -> bool:
        """Whether the statement says what the claim says: nothing is left over, nothing that
        limits the claim is missing, nor more than a small part of it."""
        return bool(self.statement) and not (self.left or self.limits) and _is_covered(self.claim)


_ALIKE = 0.5
"""The share of a statement's words from which it is built like the claim."""

_COVERED = 0.7
"""The share of a claim's words from which a statement says it. Chosen on news_pairs (train)."""


def _share(words: Sequence[Accounted]) -> float:
    return sum(one.by is not None for one in words) / len(words) if words else 0.0


def _is_covered(claim: Sequence[Accounted]) -> bool:
    return _share(claim) >= _COVERED


def account(
    ours: Reading,
    theirs: Reading,
    known: Known,
    differences: Sequence[Difference] = (),
    verbs: Turned | None = None,
) -> Account:
    """The account of a statement held against a claim, both without a speaker's frame.
    `differences` are those that are told already, `verbs` those that say one event from its two
    sides. Never raises."""
    book = _Book(ours, theirs)
    book.enter_words()
    book.enter_converse(verbs)
    book.enter_names()
    book.enter_days(known)
    book.enter_likes()
    book.enter_compounds()
    book.enter_acronyms()
    book.enter_told(differences)
    book.enter_known(known)
    statement, claim = book.statement(), book.claim()
    limits = tuple(_limits(theirs, ours, claim))
    account = Account(statement, claim, limits)
    if not account.left or limits:
        return account
    added = tuple(_added(ours, book))
    return Account(statement, claim, limits, added)


class _Book:
    """Entries for the units of both sentences: by what, and by which units of the other one."""

    def __init__(self, ours: Reading, theirs: Reading) -> None:
        self.ours, self.theirs = ours, theirs
        self.mine, self.other = units(ours), units(theirs)
        self.entries: dict[int, tuple[By, str]] = {}
        self.other_entries: dict[int, By] = {}
        self.partners: dict[int, set[int]] = {}

    def enter_words(self) -> None:
        """Units with one key: the same stem, country or amount."""
        places: dict[object, list[int]] = {}
        for at, unit in enumerate(self.other):
            places.setdefault(unit.key, []).append(at)
        for at, unit in enumerate(self.mine):
            found = places.get(unit.key)
            if found:
                by = By.WORD if unit.figure is None else By.FIGURE
                self._enter(at, by, found)

    def enter_converse(self, verbs: Turned | None) -> None:
        """ "Bought", where the claim has "sold"."""
        if verbs is not None and verbs.agrees:
            there = _within(self.other, verbs.other.first, verbs.other.last)
            for at in _within(self.mine, verbs.mine.first, verbs.mine.last):
                if at not in self.entries:
                    self._enter(at, By.CONVERSE, there)

    def enter_names(self) -> None:
        """Names that mean the same, however written: all their words."""
        for one, other in paired(self.ours.entities, self.theirs.entities):
            there = _within(self.other, other.first, other.last)
            for at in _within(self.mine, one.first, one.last):
                if at not in self.entries:
                    self._enter(at, By.NAME, there)
            if not self._are_entered(there):
                for at in there:
                    self.other_entries.setdefault(at, By.NAME)

    def enter_days(self, known: Known) -> None:
        """Days that can be the same, unless the statement's is the more exact one; of the claim's
        row where its text names none."""
        there = {at: unit.day for at, unit in enumerate(self.other) if unit.day is not None}
        for at, unit in enumerate(self.mine):
            if unit.day is None or at in self.entries:
                continue
            same = [other for other, day in there.items() if _says_day(unit.day, day)]
            if same or not tells_when(unit.day):
                self._enter(at, By.DAY, same)
            elif not there and any(_says_day(unit.day, time.first) for time in known.times):
                self._enter(at, By.DAY, (), known.time)

    def enter_likes(self) -> None:
        """Synonyms, inflections, slips and figures that agree; each unit of the claim first for
        one that has none yet."""
        free = [at for at in self._open_others() if at not in self.other_entries]
        for at in list(self._open()):
            unit = self.mine[at]
            if unit.day is not None:
                continue
            for candidates in (free, self._open_others()):
                partner = next((o for o in candidates if self._alike(unit, self.other[o])), None)
                if partner is not None:
                    by = By.SYNONYM if unit.figure is None else By.FIGURE
                    self._enter(at, by, [partner])
                    break

    def _alike(self, mine: Unit, other: Unit) -> bool:
        return alike(mine, other) or count_the_same(self.ours, mine, self.theirs, other)

    def enter_compounds(self) -> None:
        """ "Ceasefire", "cease-fire": one word here, two there."""
        for at in list(self._open()):
            for other in range(len(self.other) - 1):
                if self.mine[at].word == self.other[other].word + self.other[other + 1].word:
                    self._enter(at, By.WORD, [other, other + 1])
        for at in range(len(self.mine) - 1):
            if at in self.entries and at + 1 in self.entries:
                continue
            joined = self.mine[at].word + self.mine[at + 1].word
            partner = next((o for o, unit in enumerate(self.other) if unit.word == joined), None)
            if partner is not None:
                self._enter(at, By.WORD, [partner])
                self._enter(at + 1, By.WORD, [partner])

    def enter_acronyms(self) -> None:
        """ "PM", "prime minister": one word here, its letters' words there."""
        here = [(self.mine[at].first, self.mine[at].last) for at in self._open()]
        others = [self.other[at] for at in self._open_others() if at not in self.other_entries]
        there = [(unit.first, unit.last) for unit in others]
        for first, last, (start, end) in _spelt_out(self.ours, here, self.theirs):
            self._enter_all(_within(self.mine, first, last), _within(self.other, start, end))
        for first, last, (start, end) in _spelt_out(self.theirs, there, self.ours):
            self._enter_all(_within(self.mine, start, end), _within(self.other, first, last))

    def _enter_all(self, some: Iterable[int], others: Sequence[int]) -> None:
        for at in some:
            if at not in self.entries:
                self._enter(at, By.NAME, others)

    def enter_told(self, differences: Iterable[Difference]) -> None:
        """The words that a Difference quotes."""
        for difference in differences:
            here = _quoted(self.ours, self.mine, difference.statement)
            there = _quoted(self.theirs, self.other, difference.record)
            for at in here:
                if at not in self.entries:
                    self._enter(at, By.DIFFERENCE, there, difference.record)
            for at in there:
                self.other_entries.setdefault(at, By.DIFFERENCE)

    def enter_known(self, known: Known) -> None:
        """What the claim's row says beside its text, and what adds nothing."""
        figures = [one.figure for one in known.given] + [known.figure]
        counted: set[str] = set()
        for at in list(self._open()):
            unit = self.mine[at]
            if unit.figure is not None and any(f and same(unit.figure, f) for f in figures):
                counted.add(unit.figure.counted or "")
                self._enter(at, By.KNOWN, (), unit.figure.text)
        # In the place of a name that the claim has, another name is no speaker's.
        barred = _named(self.ours) if self.misses_a_name() else frozenset()
        for at in list(self._open()):
            unit = self.mine[at]
            against = unit.word if unit.word in counted else known.said.get(unit.key)
            if against is not None and unit.first in barred:
                continue
            if against is not None:
                self._enter(at, By.KNOWN, (), against)
            elif unit.word in ADD_NOTHING:
                self._enter(at, By.ADDS_NOTHING, ())

    def misses_a_name(self) -> bool:
        """Whether the claim names somebody or some place that the statement does not."""
        named = _named(self.theirs)
        return any(
            unit.first in named and not unit.small and at not in self.other_entries
            for at, unit in enumerate(self.other)
        )

    def statement(self) -> tuple[Accounted, ...]:
        named = frozenset() if _is_headline(self.ours) else _named(self.ours)
        return tuple(
            self._accounted(at, unit, is_common=_is_common(unit, named))
            for at, unit in enumerate(self.mine)
            if not unit.small
        )

    def _accounted(self, at: int, unit: Unit, *, is_common: bool) -> Accounted:
        by, against = self.entries.get(at, (None, ""))
        text = self.ours.excerpt(unit.first, unit.last)
        return Accounted(text, unit.first, unit.last, by, against, is_common)

    def claim(self) -> tuple[Accounted, ...]:
        asides = _in_brackets(self.theirs)
        return tuple(
            Accounted(
                self.theirs.excerpt(unit.first, unit.last),
                unit.first,
                unit.last,
                By.ADDS_NOTHING
                if unit.word in ADD_NOTHING
                else self.other_entries.get(at, By.ASIDE if unit.first in asides else None),
            )
            for at, unit in enumerate(self.other)
            if not unit.small
        )

    def said_without(self, first: int, last: int) -> set[int]:
        """The units of the claim that the statement says outside its tokens `first` to `last`."""
        inside = {at for at, unit in enumerate(self.mine) if first <= unit.first <= last}
        return {
            other for at, others in self.partners.items() if at not in inside for other in others
        } | {at for at, by in self.other_entries.items() if by is By.DIFFERENCE}

    def _open(self) -> Iterator[int]:
        return (
            at for at, unit in enumerate(self.mine) if at not in self.entries and not unit.small
        )

    def _open_others(self) -> list[int]:
        return [at for at, unit in enumerate(self.other) if not unit.small]

    def _are_entered(self, some: Iterable[int]) -> bool:
        return all(at in self.other_entries for at in some)

    def _enter(self, at: int, by: By, others: Iterable[int], against: str = "") -> None:
        others = list(others)
        if not against and others:
            first, last = min(others), max(others)
            against = self.theirs.excerpt(self.other[first].first, self.other[last].last)
        self.entries[at] = (by, against)
        self.partners.setdefault(at, set()).update(others)
        for other in others:
            self.other_entries.setdefault(other, by)


def _named(reading: Reading) -> frozenset[int]:
    """The tokens inside names."""
    return frozenset(at for e in reading.entities for at in range(e.first, e.last + 1))


def _is_headline(reading: Reading) -> bool:
    """Whether capitals tell no names: most words have one."""
    said = [t for t in reading.tokens if t.text.isalpha() and not is_stopword(t.lower)]
    return len(said) >= _SHORTEST_HEADLINE and sum(t.capital for t in said) > 0.6 * len(said)


_SHORTEST_HEADLINE = 5


def _is_common(unit: Unit, named: frozenset[int]) -> bool:
    return unit.figure is None and unit.day is None and unit.first not in named


def _in_brackets(reading: Reading) -> set[int]:
    """The tokens of an editor's asides: "fired at soldiers (first combat contact)"."""
    spans = [found.span() for found in _BRACKETS.finditer(reading.text)]
    return {
        at
        for at, token in enumerate(reading.tokens)
        if any(start <= token.start and token.end <= end for start, end in spans)
    }


_BRACKETS = re.compile(r"\([^()]*\)")


def _spelt_out(
    reading: Reading, places: Iterable[tuple[int, int]], other: Reading
) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """The acronyms among these places, with the words of the other sentence that they are of."""
    words = [token.text for token in other.tokens]
    for first, last in places:
        short = reading.tokens[first].text
        if first != last or not (_SHORTEST <= len(short) <= _LONGEST and short[1:].isupper()):
            continue
        for start in range(len(words) - 1):
            for end in range(start + 2, min(start + _LONGEST, len(words)) + 1):
                if stands_for(short, words[start:end]):
                    yield first, last, (start, end - 1)


_SHORTEST, _LONGEST = 2, 6


def _within(some: Sequence[Unit], first: int, last: int) -> list[int]:
    return [at for at, unit in enumerate(some) if first <= unit.first <= last]


def _spanned(reading: Reading, some: Sequence[Unit], start: int, end: int) -> list[int]:
    """The units inside code points `start` to `end`."""
    return [
        at
        for at, unit in enumerate(some)
        if start <= reading.tokens[unit.first].start and reading.tokens[unit.last].end <= end
    ]


def _quoted(reading: Reading, some: Sequence[Unit], words: str) -> list[int]:
    start = reading.text.find(words.removesuffix("…")) if words else -1
    return _spanned(reading, some, start, start + len(words)) if start >= 0 else []


def _says_day(day: DateSpan, other: DateSpan) -> bool:
    """Whether two dates may be one, and the first says no more than the second."""
    if not can_be_one(day, other):
        return False
    if day.first and day.last and other.first and other.last:
        return day.last - day.first >= other.last - other.first
    return all(
        there is not None
        for here, there in (
            (day.year, other.year),
            (day.month, other.month),
            (day.day, other.day),
        )
        if here is not None
    )


# --- what limits a claim -------------------------------------------------------------------------


def _limits(theirs: Reading, ours: Reading, claim: Sequence[Accounted]) -> Iterator[str]:
    """The words that limit a claim and that the statement does not have: "if they join in",
    "only", "except on Sundays"; a figure of which the statement gives none."""
    here = {token.lower for token in ours.tokens}
    for at, token in enumerate(theirs.tokens):
        if token.lower in LIMITS and token.lower not in here and at not in theirs.taken:
            yield theirs.excerpt(at, len(theirs.tokens) - 1)
            return
    figures = _touching(theirs)
    if not ours.quantities:
        yield from (one.text for one in claim if one.by is None and one.first in figures)


def _touching(reading: Reading) -> set[int]:
    """The tokens inside figures."""
    return {
        at
        for at, token in enumerate(reading.tokens)
        if any(q.start <= token.start < q.end for q in reading.quantities)
    }


# --- phrases of their own -------------------------------------------------------------------------

_MOST_ADDED = 2


def _added(ours: Reading, book: _Book) -> Iterator[str]:
    """The phrases that hold all that is left over; none where it is spread over the sentence, or
    where the sentence without them does not say the claim."""
    left = sorted(
        unit.first for at, unit in enumerate(book.mine) if at not in book.entries and not unit.small
    )
    spans: list[tuple[int, int]] = []
    while left:
        span = _phrase(ours, left[0], set(left))
        if span is None or len(spans) == _MOST_ADDED:
            return
        inside = [at for at in left if span[0] <= at <= span[1]]
        if not _tells(ours, span[0], inside):
            return
        spans.append(span)
        left = [at for at in left if at not in inside]
    content = [at for at, unit in enumerate(book.other) if not unit.small]
    if book.misses_a_name():
        return
    said = set(content)
    for first, last in spans:
        said &= book.said_without(first, last)
    if content and len(said) < _WHOLE * len(content):
        return
    yield from (ours.excerpt(first, last) for first, last in spans)


_WHOLE = 0.8


def _tells(ours: Reading, first: int, inside: Sequence[int]) -> bool:
    """Whether a phrase says something of its own: a clause, a name, a figure or a day, or more than
    a single word ("to the conference")."""
    if len(inside) > 1 or ours.tokens[first].lower in OPEN_A_CLAUSE:
        return True
    if _is_participle(ours.tokens[inside[0]].lower):
        return True  # "are fighting in Ostra", where the record has "are in Ostra"
    return inside[0] in _named(ours) or inside[0] in ours.taken


def _is_participle(lower: str) -> bool:
    return lower.endswith("ing") and len(lower) > _SHORTEST_PARTICIPLE


_SHORTEST_PARTICIPLE = 5


def _phrase(ours: Reading, at: int, left: set[int]) -> tuple[int, int] | None:
    """The tokens of the phrase that token `at`, left over, is in: from the word or the mark that
    opens it to the one before the next, or to the end of the sentence."""
    words = ours.tokens
    first = _opening(ours, at)
    if first is None:
        return None
    last = at
    while last + 1 < len(words):
        following = last + 1
        if _mark_before(ours, following):
            break
        lower = words[following].lower
        ends = lower in OPEN_A_PHRASE or lower in OPEN_A_CLAUSE or lower in FINITE
        if ends and not any(one in left for one in range(following, len(words))):
            break
        last = following
    return first, last


def _opening(ours: Reading, at: int) -> int | None:
    """The token that opens the phrase of token `at`; None where it is in none of its own."""
    words = ours.tokens
    if at and _is_participle(words[at].lower) and words[at - 1].lower in FINITE:
        return at
    for back in range(at, -1, -1):
        opens_clause = words[back].lower in OPEN_A_CLAUSE
        if opens_clause or (words[back].lower in OPEN_A_PHRASE and back < at):
            return _first_opener(ours, back)
        if back < at and _mark_before(ours, back + 1):
            return back + 1
    return 0 if _closed(ours, at) else None


def _first_opener(ours: Reading, at: int) -> int:
    """The first of openers side by side: "because of", "and in"."""
    while at and ours.tokens[at - 1].lower in OPEN_A_CLAUSE | OPEN_A_PHRASE:
        at -= 1
    return at


def _closed(ours: Reading, at: int) -> bool:
    """Whether a comma or the like ends what begins the sentence."""
    return any(_mark_before(ours, i) for i in range(at + 1, len(ours.tokens)))


def _mark_before(ours: Reading, at: int) -> bool:
    if at == 0 or at >= len(ours.tokens):
        return False
    between = ours.text[ours.tokens[at - 1].end : ours.tokens[at].start]
    return any(mark in between for mark in ",;:()–—") or " - " in between
