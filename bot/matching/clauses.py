"""Clauses with a figure each: "hired 2,000 workers and dismissed 300".

They may come in another order, but each figure belongs to its deed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.quantities import Quantity
from bot.language.reading import Reading
from bot.language.tokens import stem
from bot.matching import figures
from bot.matching.alignment import Unit, alike, units
from bot.matching.outcome import Difference, DifferenceKind

_JOIN = frozenset(("and", "but", "while", "whereas"))


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed and the figure of its clause."""

    word: Unit
    figure: Quantity


def same_deeds(ours: Reading, theirs: Reading) -> list[tuple[Deed, Deed]]:
    """The pairs of a deed of the statement and the same deed of the claim. Empty unless both
    sentences have the same two or more deeds, each with a figure of its own."""
    if len(ours.quantities) < _FEWEST or len(ours.quantities) != len(theirs.quantities):
        return []
    mine, other = _deeds(ours), _deeds(theirs)
    if len(mine) != len(ours.quantities) or len(other) != len(theirs.quantities):
        return []
    pairs = [(one, another) for one in mine for another in other if alike(one.word, another.word)]
    for side in ([a for a, _ in pairs], [b for _, b in pairs]):
        if len(pairs) != len(mine) or len({id(deed) for deed in side}) != len(mine):
            return []
    return pairs


def differences(
    pairs: Sequence[tuple[Deed, Deed]], found: Sequence[Difference]
) -> list[Difference]:
    """The differences `found`, corrected for deeds that are the same.

    The order of the deeds makes no difference, so differences of figures and roles are replaced:
    the figures are compared deed by deed.
    """
    told = [figures.difference(one.figure, other.figure) for one, other in pairs]
    there = [other.word.first for _, other in pairs]
    if there == sorted(there) and not any(told):
        return list(found)
    beside = (DifferenceKind.FIGURE, DifferenceKind.ROLES)
    return [*(d for d in told if d is not None), *(d for d in found if d.kind not in beside)]


_FEWEST = 2


def _deeds(reading: Reading) -> list[Deed]:
    return [deed for clause in _clauses(reading) for deed in _deed(reading, clause)]


def _clauses(reading: Reading) -> Iterator[list[Unit]]:
    clause: list[Unit] = []
    for unit in units(reading):
        if unit.word in _JOIN or (clause and _mark_between(reading, clause[-1], unit)):
            yield clause
            clause = []
        if unit.word not in _JOIN:
            clause.append(unit)
    yield clause


def _mark_between(reading: Reading, one: Unit, other: Unit) -> bool:
    between = reading.text[reading.tokens[one.last].end : reading.tokens[other.first].start]
    return any(mark in between for mark in ",;")


def _deed(reading: Reading, clause: Sequence[Unit]) -> Iterator[Deed]:
    """The deed of a clause with a figure: the nearest word before the figure, else the first one
    behind what it counts, else the counted word itself ("60 injured")."""
    at = next((n for n, unit in enumerate(clause) if unit.figure is not None), None)
    if at is None:
        return
    figure = clause[at].figure
    counted = {stem(word) for word in reading.counted}
    behind = sorted(clause[at + 1 :], key=lambda unit: unit.key in counted)
    words = (u for u in (*reversed(clause[:at]), *behind) if _may_be_deed(reading, u))
    word = next(words, None)
    if word is not None and figure is not None:
        yield Deed(word, figure)


def _may_be_deed(reading: Reading, unit: Unit) -> bool:
    named = any(e.first <= unit.first <= e.last for e in reading.entities)
    return not (unit.small or named or unit.figure is not None or unit.day is not None)
