"""Enters, word by word, what accounts for the words of a statement and of a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.language.date_spans import DateSpan
from bot.language.quantities import same
from bot.language.reading import Reading
from bot.language.times import can_be_one, tells_when
from bot.language.tokens import is_stopword
from bot.matching.account import Accounted, By
from bot.matching.accounting_words import ADD_NOTHING
from bot.matching.alignment import Unit, alike, units
from bot.matching.converse import Turned
from bot.matching.entities import paired, stands_for
from bot.matching.known import Known
from bot.matching.outcome import Difference
from bot.matching.tolls import count_the_same


class Ledger:
    """Entries for the units of both sentences: what accounts for each, and which units of the
    other."""

    def __init__(self, ours: Reading, theirs: Reading) -> None:
        self.ours, self.theirs = ours, theirs
        self.mine, self.other = units(ours), units(theirs)
        self.entries: dict[int, tuple[By, str]] = {}
        self.other_entries: dict[int, By] = {}
        self.partners: dict[int, set[int]] = {}

    def enter_words(self) -> None:
        """Enter units with the same key: the same stem, country or amount."""
        places: dict[object, list[int]] = {}
        for at, unit in enumerate(self.other):
            places.setdefault(unit.key, []).append(at)
        for at, unit in enumerate(self.mine):
            found = places.get(unit.key)
            if found:
                by = By.WORD if unit.figure is None else By.FIGURE
                self._enter(at, by, found)

    def enter_converse(self, verbs: Turned | None) -> None:
        """Enter a word like "bought" if the claim has "sold" and each party has its part."""
        if verbs is not None and verbs.agrees:
            there = _within(self.other, verbs.other.first, verbs.other.last)
            for at in _within(self.mine, verbs.mine.first, verbs.mine.last):
                if at not in self.entries:
                    self._enter(at, By.CONVERSE, there)

    def enter_names(self) -> None:
        """Enter all words of names that mean the same, however they are written."""
        for one, other in paired(self.ours.entities, self.theirs.entities):
            there = _within(self.other, other.first, other.last)
            for at in _within(self.mine, one.first, one.last):
                if at not in self.entries:
                    self._enter(at, By.NAME, there)
            if not self._are_entered(there):
                for at in there:
                    self.other_entries.setdefault(at, By.NAME)

    def enter_days(self, known: Known) -> None:
        """Enter days that may be the same, unless the statement's is more exact. If the claim's
        text names no day, that of its row is used."""
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
        """Enter synonyms, inflections, slips and figures that agree. Units of the claim without an
        entry are tried first."""
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
        """Enter words written as one here and as two there: "ceasefire", "cease-fire"."""
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
        """Enter an acronym in one sentence and its words in the other: "PM", "prime minister"."""
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
        """Enter the words that a Difference quotes."""
        for difference in differences:
            here = _quoted(self.ours, self.mine, difference.statement)
            there = _quoted(self.theirs, self.other, difference.record)
            for at in here:
                if at not in self.entries:
                    self._enter(at, By.DIFFERENCE, there, difference.record)
            for at in there:
                self.other_entries.setdefault(at, By.DIFFERENCE)

    def enter_known(self, known: Known) -> None:
        """Enter what the claim's row says beside its text, and words that add nothing."""
        counted: set[str] = set()
        for at in list(self._open()):
            unit = self.mine[at]
            if unit.figure is not None and any(same(unit.figure, f) for f in known.figures):
                counted.add(unit.figure.counted or "")
                self._enter(at, By.KNOWN, (), unit.figure.text)
        # If the statement lacks a name of the claim, its other names are not taken for a speaker's.
        barred = name_places(self.ours) if self.misses_a_name() else frozenset()
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
        """Whether the claim names a person or a place that the statement does not name."""
        named = name_places(self.theirs)
        return any(
            unit.first in named and not unit.small and at not in self.other_entries
            for at, unit in enumerate(self.other)
        )

    def statement(self) -> tuple[Accounted, ...]:
        named = frozenset() if _is_headline(self.ours) else name_places(self.ours)
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


def name_places(reading: Reading) -> frozenset[int]:
    """The tokens inside names."""
    return frozenset(at for e in reading.entities for at in range(e.first, e.last + 1))


def _is_headline(reading: Reading) -> bool:
    """Whether most words have a capital, so that capitals do not show names."""
    said = [t for t in reading.tokens if t.text.isalpha() and not is_stopword(t.lower)]
    return len(said) >= _SHORTEST_HEADLINE and sum(t.capital for t in said) > 0.6 * len(said)


_SHORTEST_HEADLINE = 5
_SHORTEST, _LONGEST = 2, 6  # acronyms
_BRACKETS = re.compile(r"\([^()]*\)")


def _is_common(unit: Unit, named: frozenset[int]) -> bool:
    return unit.figure is None and unit.day is None and unit.first not in named


def _in_brackets(reading: Reading) -> set[int]:
    """The tokens in brackets, an editor's aside: "fired at soldiers (first combat contact)"."""
    spans = [found.span() for found in _BRACKETS.finditer(reading.text)]
    return {
        at
        for at, token in enumerate(reading.tokens)
        if any(start <= token.start and token.end <= end for start, end in spans)
    }


def _spelt_out(
    reading: Reading, places: Iterable[tuple[int, int]], other: Reading
) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """The acronyms at these places, each with the tokens of the other sentence that spell it
    out."""
    words = [token.text for token in other.tokens]
    for first, last in places:
        short = reading.tokens[first].text
        if first != last or not (_SHORTEST <= len(short) <= _LONGEST and short[1:].isupper()):
            continue
        for start in range(len(words) - 1):
            for end in range(start + 2, min(start + _LONGEST, len(words)) + 1):
                if stands_for(short, words[start:end]):
                    yield first, last, (start, end - 1)


def _within(some: Sequence[Unit], first: int, last: int) -> list[int]:
    return [at for at, unit in enumerate(some) if first <= unit.first <= last]


def _spanned(reading: Reading, some: Sequence[Unit], start: int, end: int) -> list[int]:
    """The units inside code points `start` to `end` (exclusive)."""
    return [
        at
        for at, unit in enumerate(some)
        if start <= reading.tokens[unit.first].start and reading.tokens[unit.last].end <= end
    ]


def _quoted(reading: Reading, some: Sequence[Unit], words: str) -> list[int]:
    start = reading.text.find(words.removesuffix("…")) if words else -1
    return _spanned(reading, some, start, start + len(words)) if start >= 0 else []


def _says_day(day: DateSpan, other: DateSpan) -> bool:
    """Whether two dates may be one, and the first is no more exact than the second."""
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
