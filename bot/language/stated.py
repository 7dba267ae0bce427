"""Whether a stored figure is in the words that are said to give it, as `quantities` reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.i18n import gettext
from bot.language import foreign, languages
from bot.language.dates import dates
from bot.language.figure_words import plain_words
from bot.language.foreign_words import COMPARATORS
from bot.language.languages import ENGLISH
from bot.language.numbers.measure_words import CURRENCY_NOUNS, PERCENT, QUALIFIED_CURRENCIES
from bot.language.quantities import (
    Quantity,
    from_interval,
    measure,
    quantities,
    same,
)
from bot.language.units import unit_named

Figure = tuple[float | None, float | None]


class Stated(StrEnum):
    """What the words say about a figure."""

    GIVEN = "given"
    ANOTHER = "another"  # they give other figures, or none
    UNREAD = "unread"  # their language writes numbers that are not read here


@dataclass(frozen=True, slots=True)
class Statement:
    """`figure` is the phrase that gives the figure, in the text that has it; `read` are all figures
    of the words, for a sentence to an editor."""

    stated: Stated
    read: tuple[Quantity, ...] = ()
    figure: Quantity | None = None

    @property
    def others(self) -> str:
        """The figures of the words as they are written: "3,400; two thirds"; empty if none."""
        return "; ".join(dict.fromkeys(" ".join(one.text.split()) for one in self.read))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an attribution: a text for its content, one for what that refers to, if any.

    `document` is the whole text that they are from and `language` its language as the record has
    it. Both help to tell the language of words that are too few for that.
    """

    texts: Sequence[str]
    document: str = ""
    language: str | None = None


def stated(words: Words, figure: Figure, unit: str | None) -> Statement:
    """Whether the words give the figure (a closed interval, None = unbounded) in that unit.

    The wording may differ as in `quantities.same`: "about 12,000" gives 12,000, "3 kilometres" give
    3,000 metres. A unit that is not in the words is taken from the record ("about 61", in %), but a
    share is never a count. No one, a man and both give 0, 1 and 2.
    """
    wanted = _wanted(figure, unit)
    read: list[Quantity] = []
    texts = (*words.texts, *(text.replace(" … ", " ") for text in words.texts if " … " in text))
    for text in texts:
        here = quantities(text)
        read += here
        for one in here:
            if _gives(one, wanted):
                return Statement(Stated.GIVEN, tuple(read), one)
    if any(_in_other_words(text, wanted, quantities(text)) for text in words.texts):
        return Statement(Stated.GIVEN, tuple(read))
    return _in_another_language(words, wanted, tuple(read))


def unsaid(words: Words, figure: Figure, unit: str | None) -> str:
    """That the words give another figure, or none, as a sentence for an editor; empty if they give
    it or cannot be read."""
    found = stated(words, figure, unit)
    if found.stated is not Stated.ANOTHER:
        return ""
    said = plain_words(figure, unit)
    if found.others:
        return gettext(
            "The figure {figure} is not in the words: they give {others}.",
            figure=said,
            others=found.others,
        )
    return gettext("The figure {figure} is not in the words: they give none.", figure=said)


def words_of(text: str, *spans: Iterable[Sequence[int]] | None) -> tuple[str, ...]:
    """The words of a document at lists of spans (code points, end-exclusive), a text for each list
    that has any."""
    found = ([text[start:end] for start, end in some or ()] for some in spans)
    return tuple(" … ".join(one) for one in found if one)


def given_in(text: str, figure: Figure, unit: str | None) -> Quantity | None:
    """The phrase of an English text that gives the figure; None if there is none."""
    wanted = _wanted(figure, unit)
    return next((one for one in quantities(text) if _gives(one, wanted)), None)


# --- the figure that is looked for ---------------------------------------------------------------


class _Wanted(NamedTuple):
    """The stored figure: its ends with the scale that its unit may have ("million crowns"), and
    what it is in: "%" or an ISO code in `unit`, or a noun or a measure in `counted`."""

    low: float | None
    high: float | None
    unit: str | None
    counted: str | None


def _wanted(figure: Figure, unit: str | None) -> _Wanted:
    scale, code, counted = _unit(unit.strip()) if unit else (1.0, None, None)
    low, high = (None if end is None else end * scale for end in figure)
    return _Wanted(low, high, code, counted)


@lru_cache(maxsize=1_024)
def _unit(unit: str) -> tuple[float, str | None, str | None]:
    """The scale, the code and the noun of a unit as an editor wrote it."""
    if unit_named(unit) is not None:
        return 1.0, None, unit
    found = quantities(f"2 {unit}")
    if found and found[0].start == 0 and found[0].kind == "point" and found[0].low is not None:
        one = found[0]
        return (one.low or 2.0) / 2, one.unit, one.counted if one.unit is None else None
    return 1.0, None, unit


def _gives(one: Quantity, wanted: _Wanted) -> bool:
    if not _comparable(one, wanted):
        return False
    return any(_is(reading, wanted) for reading in _readings(one))


def _readings(one: Quantity) -> Iterator[Quantity]:
    """The figure, and what else an editor may read in its words: where "from 78 to 135" is a change
    each end is a figure of its own, and over 100 people are 101 or more."""
    yield one
    if one.kind == "range" and one.text.lower().startswith("from "):
        for end in (one.low, one.high):
            yield replace(one, low=end, high=end, high_open=False, kind="point")
    if one.kind == "bound" and one.unit is None and measure(one) is None:
        low = one.low + 1 if one.low_open and one.low is not None else one.low
        high = one.high - 1 if one.high_open and one.high is not None else one.high
        if (low, high) != (one.low, one.high) and _whole(low) and _whole(high):
            yield replace(one, low=low, high=high, low_open=False, high_open=False)


def _whole(end: float | None) -> bool:
    return end is None or end == int(end)


def _is(one: Quantity, wanted: _Wanted) -> bool:
    stored = from_interval(wanted.low, wanted.high, None)
    to, of = measure(one), unit_named(wanted.counted)
    if to is not None and of is not None:
        return same(one, replace(stored, unit=wanted.counted))
    unit = PERCENT if PERCENT in (one.unit, wanted.unit) else None
    return same(replace(one, unit=unit, counted=None), replace(stored, unit=unit))


def _comparable(one: Quantity, wanted: _Wanted) -> bool:
    """Whether the words may be in what the record says: only what both say can contradict."""
    if wanted.unit is None and wanted.counted is None:
        return one.unit != PERCENT
    if wanted.unit == PERCENT:
        return one.unit == PERCENT or (one.unit is None and one.counted in _SHARES)
    if one.unit == PERCENT:
        return False
    to, of = measure(one), unit_named(wanted.counted)
    if wanted.unit is not None:
        return to is None and (one.unit is None or _one_currency(one.unit, wanted.unit))
    if of is not None:
        return one.unit is None and (to is None or to.dimension == of.dimension)
    return to is None


_SHARES = (None, "percentage points")


def _one_currency(one: str, other: str) -> bool:
    """Whether two currencies are written with one word: "dollars" may be Canadian ones."""
    return one == other or not _nouns(one).isdisjoint(_nouns(other))


@lru_cache(maxsize=256)
def _nouns(code: str) -> frozenset[str]:
    named = {noun for noun, of in CURRENCY_NOUNS.items() if of == code}
    return frozenset(
        named | {names[-1] for names, of in QUALIFIED_CURRENCIES.items() if of == code}
    )


# --- words that are no figure for `quantities` ---------------------------------------------------

_ONE = re.compile(r"\b(?:an?|one|another|single|lone|sole)\b", re.IGNORECASE)
_TWO = re.compile(r"\b(?:both|pair|couple|duo|twins?|twice)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,6})(?:st|nd|rd|th)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w.,-])(?:1\d|20)\d\d(?![\w%-]|[.,]\d)")


def _in_other_words(text: str, wanted: _Wanted, read: Sequence[Quantity]) -> bool:
    low, high = wanted.low, wanted.high
    if low is None or low != high or wanted.unit == PERCENT:
        return False
    if low == 0:
        return bool(foreign.read(text).negations)
    if read:
        return False  # "a fire killed 12": the article counts nothing
    if low in (1, 2):
        return bool((_ONE if low == 1 else _TWO).search(text))
    if any(float(m[1]) == low for m in _ORDINAL.finditer(text)) and not dates(text):
        return True  # "the 14th victim"
    # "The toll rose to 2019": nothing but the record tells that it is no year.
    return any(float(found[0]) == low for found in _YEAR.finditer(text))


# --- other languages -----------------------------------------------------------------------------

_WRITTEN_OUT = 13
"""Numbers below this are written as words in most languages, and then not read."""


def _in_another_language(
    words: Words, wanted: _Wanted, in_english: tuple[Quantity, ...]
) -> Statement:
    codes = list(dict.fromkeys(_codes(words)))
    if not codes:
        return Statement(Stated.ANOTHER, in_english)
    read = [one for code in codes for text in words.texts for one in foreign.figures(text, code)]
    given = next((one for one in read if _gives(one, wanted)), None)
    if given is not None:
        return Statement(Stated.GIVEN, tuple(read), given)
    ends = [abs(end) for end in (wanted.low, wanted.high) if end]
    certain = (
        read and all(code in COMPARATORS for code in codes) and min(ends, default=0) >= _WRITTEN_OUT
    )
    return Statement(Stated.ANOTHER if certain else Stated.UNREAD, tuple(read))


def _codes(words: Words) -> Iterator[str]:
    """The languages other than English in which the words may be."""
    named = re.match(r"([a-z]{2})(?![a-z])", (words.language or "").lower())
    if named is not None and named[1] != ENGLISH:
        yield named[1]
    for text in (*words.texts, words.document):
        code = languages.language(text)
        if code != ENGLISH:
            yield code
