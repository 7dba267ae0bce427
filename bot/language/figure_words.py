"""A figure on record in words: those of a text that gives it, else plain ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isclose

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
    if high is None:
        return f"at least {describe(low, low, unit)}"
    return describe(low, high, unit)


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
