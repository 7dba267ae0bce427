"""Figures that count other people: those who were killed, and those who were made homeless."""

from __future__ import annotations

import re

from bot.language.lexicon import toll
from bot.language.quantities import Quantity, measure
from bot.language.reading import Reading
from bot.language.tokens import Token


def count_others(ours: Reading, one: Quantity, theirs: Reading, another: Quantity) -> bool:
    """Whether two figures count people to whom different things happened: 40 who were killed and
    300 who were made homeless. They are two measures, and neither contradicts the other."""
    mine, other = _toll_of(ours, one), _toll_of(theirs, another)
    return bool(mine and other) and mine.isdisjoint(other)


def _toll_of(reading: Reading, figure: Quantity) -> frozenset[int]:
    """What happened to those whom a figure counts: by the nearest word for it in the figure's
    clause, else in the sentence. Empty if there is none, or for a figure with a unit."""
    if figure.unit is not None or measure(figure) is not None:
        return frozenset()
    if reading.text[figure.start : figure.end] != figure.text:
        return frozenset()  # the figure of a claim's row has no place in the text
    near = [
        (_parted(reading.text, figure, at), _distance(figure, at), found)
        for at in reading.tokens
        if (found := toll(at.lower))
    ]
    return min(near, key=lambda one: one[:2])[2] if near else frozenset()


def _parted(text: str, figure: Quantity, word: Token) -> bool:
    between = text[min(figure.end, word.end) : max(figure.start, word.start)]
    return bool(_PART.search(between))


def _distance(figure: Quantity, word: Token) -> int:
    return max(word.start - figure.end, figure.start - word.end)


_PART = re.compile(r"[,;:]|\b(?:and|but|while)\b")
