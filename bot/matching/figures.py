"""Compares the figures of a statement with those of a claim, if they measure the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isclose

from bot.i18n import N_
from bot.language.negations import says_none
from bot.language.quantities import Quantity, Relation, measure, relation, same
from bot.language.reading import Reading
from bot.language.tokens import stem
from bot.matching import parts
from bot.matching.known import Known
from bot.matching.measures import count_others
from bot.matching.outcome import Difference, DifferenceKind, Given
from bot.matching.vocabulary import ALSO_WRITTEN, MEASURES, ORDINALS

_IN_WORDS = {
    Relation.WITHIN: N_("more exact than the record"),
    Relation.CONTAINS: N_("less exact than the record"),
    Relation.OVERLAPS: N_("overlaps with what is on record"),
    Relation.SAME: "",
    Relation.DISJOINT: "",
}

_FAR_BEYOND = 2


@dataclass(frozen=True, slots=True)
class Held:
    """The result of comparing figures: the differences, and the figures of the statement that are
    no difference because a source on record gives them."""

    differences: tuple[Difference, ...]
    given: tuple[Given, ...]


def held(ours: Reading, theirs: Reading, known: Known) -> Held:
    """Compare a statement's figures with a claim's that measure the same thing.

    The figure in the claim's row is used if the claim's text has none. If the figure on record has
    moved, it takes the place of the claim's. A statement with a figure that a source gives now says
    what is on record, unless that figure itself contradicts the one on record.
    """
    mine, other, found = parts.compared(ours, theirs)
    if not theirs.quantities and known.figure is not None:
        other = [known.figure]
    differences, said = [*_ordinals(ours, theirs), *found], []
    for one, another in _paired(_Side(ours, mine), _Side(theirs, other)):
        if one is None:
            continue  # to give no figure is to say less, not something else
        if another is None:
            beside = says_none(one) or _beside_the_point(one, ours)  # "zero people" is a "no"
            if not (other or found or beside):
                differences.append(Difference(DifferenceKind.FIGURE, one.text, ""))
            continue
        somebody, told = _against_record(one, another, known)
        if somebody is not None:
            said.append(Given(one, somebody))
        elif told is not None:
            differences.append(told)
    return Held(tuple(differences), tuple(said))


def _against_record(
    one: Quantity, another: Quantity, known: Known
) -> tuple[str | None, Difference | None]:
    """Who gives the figure `one`, if it is not the claim's figure `another`; or the Difference.
    Both None if it is the claim's."""
    if known.figure is not None and not same(_in_unit_of(another, known.figure), another):
        return None, difference(one, another)  # not the figure that the claim is about
    on_record = another if known.moved is None else _in_unit_of(another, known.moved.figure)
    told = difference(one, on_record)
    if told is None:
        return (known.moved.by if known.moved is not None else None), None
    somebody = _said_by(one, on_record, known.given)
    if somebody is not None:
        return somebody.by, None
    for was in known.replaced:
        if same(one, _in_unit_of(another, was.figure)):
            return None, replace(told, relation=was.told)
    return None, told


def difference(one: Quantity, another: Quantity) -> Difference | None:
    if _other_measure(one, another) or one.per != another.per:
        return Difference(DifferenceKind.FIGURE, _measured(one), _measured(another))
    if same(one, another) or rounded(one, another):
        return None
    related = _related(one, another)
    return Difference(
        DifferenceKind.FIGURE,
        one.text,
        another.text,
        related,
        contradicts=related not in _COMPATIBLE,
    )


def _said_by(one: Quantity, on_record: Quantity, given: Sequence[Given]) -> Given | None:
    """Who gives the figure `one`, which is not the one on record but does not contradict it."""
    for somebody in given:
        theirs = _in_unit_of(on_record, somebody.figure)
        if same(one, theirs) and relation(theirs, on_record) is not Relation.DISJOINT:
            return somebody
    return None


def _in_unit_of(one: Quantity, stored: Quantity) -> Quantity:
    """A stored figure that has no unit is in the unit of the claim's."""
    return stored if stored.unit else replace(stored, unit=one.unit, counted=one.counted)


_DECIMALS = re.compile(r"\d+\.(\d+)")


def rounded(one: Quantity, another: Quantity) -> bool:
    """Whether two decimals are equal once rounded to the fewer places that one of them has: 0.66
    and 0.7 per cent."""
    if one.unit != another.unit or {one.kind, another.kind} != {"point"}:
        return False
    decimals = [m for m in map(_DECIMALS.search, (one.text, another.text)) if m is not None]
    if len(decimals) < 2 or one.low is None or another.low is None:
        return False
    fewer = min(len(m[1]) for m in decimals)
    if fewer == max(len(m[1]) for m in decimals) or max(one.low, another.low) >= _SCALED:
        return False
    return isclose(round(one.low, fewer), round(another.low, fewer))


_SCALED = 1_000  # "1.4 million" has its decimals before the scale


_COMPATIBLE = frozenset(filter(None, _IN_WORDS.values()))


def _related(one: Quantity, another: Quantity) -> str:
    """How the two relate, in words. "More than 10,000" includes 100,000, but does not suggest
    it."""
    how = relation(one, another)
    if (
        how is Relation.WITHIN
        and another.high is None
        and (one.low or 0) >= _FAR_BEYOND * (another.low or 0)
    ):
        return N_("far beyond the figure on record, which sets no upper limit")
    return _IN_WORDS[how]


@dataclass(frozen=True, slots=True)
class _Side:
    """A sentence and those of its figures that are still to be paired."""

    reading: Reading
    figures: Sequence[Quantity]


def _paired(mine: _Side, other: _Side) -> list[tuple[Quantity | None, Quantity | None]]:
    """Figures that measure the same thing, equal ones first, then in the order of the sentences."""
    left, right = list(mine.figures), list(other.figures)
    pairs: list[tuple[Quantity | None, Quantity | None]] = []
    for agree in (
        lambda a, b: same(a, b) and _same_measure(a, b),
        lambda a, b: same(a, b) and a.unit == b.unit,
        lambda a, b: _same_measure(a, b) and bool(a.unit or (a.counted and b.counted)),
        _same_measure,
    ):
        for one in list(left):
            role = _role(one, mine.reading)
            partner = next(
                (
                    b
                    for b in right
                    if agree(one, b)
                    and _role(b, other.reading) == role
                    and not count_others(mine.reading.text, one, other.reading.text, b)
                ),
                None,
            )
            if partner is not None:
                pairs.append((one, partner))
                left.remove(one)
                right.remove(partner)
    if len(left) == len(right) == 1 and len(mine.figures) == len(other.figures) == 1:
        one, another = left[0], right[0]
        alike = _role(one, mine.reading) == _role(another, other.reading)
        others = count_others(mine.reading.text, one, other.reading.text, another)
        if alike and not others and not _clash(one, another):
            return [*pairs, (one, another)]
    pairs += [(one, None) for one in left]
    pairs += [(None, another) for another in right]
    return pairs


_AGO = re.compile(r"\s+(?:ago|earlier|back)\b", re.IGNORECASE)
_OLD = re.compile(r"[\s-]+(?:years?[\s-]+)?old\b|\s*,(?=\s)", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|who(?:\s+is|\s+was|['’]s))\s+$|[^\W\d_],\s+$", re.IGNORECASE)


def _role(one: Quantity, reading: Reading) -> str:
    """What a figure tells besides an amount: how long ago something was, how old a person is."""
    if one.end > len(reading.text) or reading.text[one.start : one.end] != one.text:
        return ""  # the figure of a claim's row
    if _AGO.match(reading.text, one.end):
        return "ago"
    before = reading.text[max(0, one.start - 12) : one.start]
    behind = _OLD.match(reading.text, one.end)
    if behind is not None and "old" in behind[0].lower():
        return "age"
    led = _AGED.search(before)
    if led is None or one.unit or (one.counted and not one.counted.startswith("year")):
        return ""
    # "Rolf Kern, 54, resigned": between commas, counting nothing.
    return "age" if behind is not None or "," not in led[0] else ""


def _beside_the_point(one: Quantity, reading: Reading) -> bool:
    """ "Built 80 years ago", "who is 54", "the 12-storey tower": it says something more about what
    the claim speaks of, and no other figure for it. "In a week" is hardly a figure."""
    if _role(one, reading) or one.text[:2].lower() in ("a ", "an"):
        return True
    hyphen = reading.text[one.end : one.end + 1] in ("-", "‑")
    return hyphen or (measure(one) is not None and bool(re.search(r"\w-\w", one.text)))


def _other_measure(one: Quantity, another: Quantity) -> bool:
    """400 tonnes, 400 hectares: the number is the same, the amount is not. Units of one measure
    are converted."""
    units = [measure(q) for q in (one, another)]
    if units[0] is not None and units[1] is not None:
        return units[0].dimension != units[1].dimension
    measures = [measured(q.counted) for q in (one, another) if q.counted]
    return len(measures) == 2 and measures[0] != measures[1] and MEASURES.issuperset(measures)


def measured(counted: str) -> str:
    """The stem of a measure in British spelling: "kilometers" and "kilometres" are one."""
    found = stem(counted)
    return ALSO_WRITTEN.get(found, found)


def _measured(one: Quantity) -> str:
    told = one.text
    if one.counted and one.counted not in told.lower():
        told = f"{told} {one.counted}"
    return f"{told} per {one.per}" if one.per else told


def _ordinals(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """ "The second intervention" against "the first intervention"."""
    mine, other = _ordered(ours), _ordered(theirs)
    for noun, ordinal in mine.items():
        if noun in other and other[noun].lower() != ordinal.lower():
            yield Difference(DifferenceKind.FIGURE, ordinal, other[noun])
            return


def _ordered(reading: Reading) -> dict[str, str]:
    """By the stem of each of the next two words: the ordinal that comes before it."""
    found: dict[str, str] = {}
    for i, token in enumerate(reading.tokens):
        if token.lower in ORDINALS and i not in reading.taken:
            for following in reading.tokens[i + 1 : i + 3]:
                found.setdefault(following.stem, token.text)
    return found


def _same_measure(one: Quantity, other: Quantity) -> bool:
    """Whether two figures have the same unit or one that converts, and, if both name what they
    count, count the same thing."""
    units = measure(one), measure(other)
    if units[0] is not None and units[1] is not None:
        return units[0].dimension == units[1].dimension
    if one.unit != other.unit:
        return False
    if one.counted and other.counted:
        return measured(one.counted) == measured(other.counted)
    return True


def _clash(one: Quantity, other: Quantity) -> bool:
    """A share against an amount of money, kilometres against people: never the same measure. Two
    currencies are."""
    units = measure(one), measure(other)
    if units[0] is not None and units[1] is not None:
        return False  # told apart by `_other_measure`
    if any(units) and one.counted and other.counted:
        return True
    return (
        one.unit != other.unit
        and "%" in (one.unit, other.unit)
        and None not in (one.unit, other.unit)
    )
