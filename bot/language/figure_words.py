"""A figure on record in words: those of a text that gives it, else plain ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isclose

from bot import i18n
from bot.i18n import gettext, ngettext
from bot.language.quantities import describe, quantities
from bot.language.writing import lowered


def figure_words(
    figure: Sequence[float | None] | None, unit: str | None = None, texts: Iterable[str] = ()
) -> str:
    """A closed interval [low, high], None = unbounded, as the first text that gives it says it
    ("more than 10,000"), or in plain words ("at least 78"); empty if there is no figure."""
    if not figure or (figure[0] is None and figure[1] is None):
        return ""
    low, high = figure
    for text in texts:
        for one in quantities(text):
            if _is_end(one.low, low) and _is_end(one.high, high):
                return _with_unit(lowered(one.text), unit)
    if high is None and low is not None:
        return gettext("at least {figure}", figure=_amount(low, unit))
    return plain_words(figure, unit)


def plain_words(figure: Sequence[float | None], unit: str | None = None) -> str:
    """A stored figure in the language that is spoken; in English as `describe` words it."""
    low, high = figure
    if i18n.current() == i18n.ENGLISH or (low is None and high is None):
        return describe(low, high, unit)
    if high is None:
        return gettext("more than {figure}", figure=_amount(low or 0, unit))
    if low is None or (low == 0 and high > 0):
        return gettext("up to {figure}", figure=_amount(high, unit))
    if isclose(low, high, rel_tol=1e-9):
        return _amount(low, unit)
    return gettext("{low} to {high}", low=_amount(low, unit), high=_amount(high, unit))


def _amount(value: float, unit: str | None) -> str:
    """One end of a figure with its unit: "40%", "USD 3.5 billion", "12,500 homes"."""
    if i18n.current() == i18n.ENGLISH:
        return describe(value, value, unit)
    said = _number(value)
    return f"{said}%" if unit == "%" else f"{said} {unit}" if unit else said


def _number(value: float) -> str:
    """As a text writes it: large ones that are round in millions."""
    for size, name in ((1e12, _trillions), (1e9, _billions), (1e6, _millions)):
        part = value / size
        if 1 <= abs(part) < 1e4 and isclose(round(part, 3), part, rel_tol=1e-9):
            return name(1 if part == 1 else 2, i18n.grouped(part, 3))
    return i18n.grouped(value, 12 if abs(value) < 1e3 else 6)


def _trillions(number: int, figure: str) -> str:
    return ngettext("{figure} trillion", "{figure} trillion", number, figure=figure)


def _billions(number: int, figure: str) -> str:
    if number == 1:
        return gettext("a billion")  # in Spanish it has no "one"
    return gettext("{figure} billion", figure=figure)


def _millions(number: int, figure: str) -> str:
    return ngettext("{figure} million", "{figure} million", number, figure=figure)


def reworded(text: str, figure: Sequence[float | None], words: str) -> str | None:
    """The text with `words` in place of the words that give this figure; None if none do."""
    low, high = figure
    for one in quantities(text):
        if _is_end(one.low, low) and _is_end(one.high, high):
            return f"{text[: one.start]}{words}{text[one.end :]}"
    return None


def _is_end(read: float | None, known: float | None) -> bool:
    if read is None or known is None:
        return read is known or (known == 0 and read is None) or (read == 0 and known is None)
    return isclose(read, known, rel_tol=1e-9)


def _with_unit(words: str, unit: str | None) -> str:
    """The words with the unit, unless they say it or it is written as a sign."""
    if not unit or unit.isupper() or not unit[0].isalpha() or unit.lower() in words.lower():
        return words
    return f"{words} {unit}"
