"""Quotations: finds the marks that belong together, curly, straight, single and double ones."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.draft import Span
from bot.extraction.sentences import Word

_DOUBLE = re.compile(r"[\"“”„«»〝〞]|''|``")
_OPENERS = frozenset(("“", "„", "«", "``", "〝"))
_CLOSERS = frozenset(("”", "»", "〞"))
_LONGEST_SINGLE = 1_500  # code points; a single mark further away is an apostrophe


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: with its marks (`outer`) and without (`inner`).

    `goes_on`: it has no closing mark because the next paragraph opens with one.
    """

    outer: Span
    inner: Span
    paragraph: int
    single: bool = False
    goes_on: bool = False


def quotations(text: str, spans: Sequence[Span]) -> list[Quotation]:
    """The outermost quotations of a text in its order; they never overlap. One pass."""
    found: list[Quotation] = []
    for number, (begin, end) in enumerate(spans):
        follows = number + 1 < len(spans) and _opens_with_mark(text, spans[number + 1])
        doubles = _double(text, begin, end, number, follows)
        found.extend(sorted([*doubles, *_single(text, begin, end, number, doubles)], key=_outer))
    return found


def mark_words(words: Sequence[Word], found: Sequence[Quotation]) -> None:
    """Sets, for each word, the quotation that it is in; the marks themselves count as inside."""
    at = 0
    for word in words:
        while at < len(found) and found[at].outer[1] <= word.start:
            at += 1
        if at < len(found) and found[at].outer[0] <= word.start:
            word.quote = at


def _outer(quotation: Quotation) -> Span:
    return quotation.outer


def _opens_with_mark(text: str, span: Span) -> bool:
    return text[span[0]] in '"“„«' or text.startswith("''", span[0])


def _double(text: str, begin: int, end: int, number: int, follows: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: tuple[int, int] | None = None
    for m in _DOUBLE.finditer(text, begin, end):
        mark, start, stop = m.group(), m.start(), m.end()
        if opened is None:
            wrong_way = mark == "”" and start == begin
            if (wrong_way or mark not in _CLOSERS) and _may_open(
                text, start, stop, begin, end, mark
            ):
                opened = (start, stop)
        elif mark in _OPENERS:
            opened = (start, stop) if text[opened[0]] not in "„“" or mark == "“" else opened
        elif mark in _CLOSERS or _may_close(text, start, stop, end):
            if opened[1] < start:
                found.append(Quotation((opened[0], stop), (opened[1], start), number))
            opened = None
    if opened is not None and opened[1] < end and (follows or opened[0] == begin):
        found.append(Quotation((opened[0], end), (opened[1], end), number, goes_on=follows))
    return found


def _may_open(text: str, start: int, stop: int, begin: int, end: int, mark: str) -> bool:
    if stop >= end or text[stop].isspace():
        return False
    return mark in _OPENERS or start == begin or not text[start - 1].isalnum()


def _may_close(text: str, start: int, stop: int, end: int) -> bool:
    return stop >= end or not text[stop].isalnum() or not text[start - 1].isspace()


_SINGLE_OPEN = re.compile(r"(?<![^\s(\[—–:-])['‘](?=[^\W_])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%)])['’](?![\w'’])")


def _single(
    text: str, begin: int, end: int, number: int, doubles: Sequence[Quotation]
) -> list[Quotation]:
    """Quotations in single marks, outside the double ones. A mark behind an "s" may be an
    apostrophe: it closes a quotation only if none behind punctuation does."""
    if "'" not in text[begin:end] and "‘" not in text[begin:end]:
        return []
    closes = [m.start() for m in _SINGLE_CLOSE.finditer(text, begin, end)]
    firm = [at for at in closes if text[at - 1] in ".,!?…"]
    starts = [q.outer[0] for q in doubles]
    found: list[Quotation] = []
    done = begin
    for m in _SINGLE_OPEN.finditer(text, begin, end):
        start = m.start()
        if start < done:
            continue
        inside = bisect_left(starts, start + 1) - 1
        if inside >= 0 and doubles[inside].outer[1] > start:
            continue
        limit = doubles[inside + 1].outer[0] if inside + 1 < len(doubles) else end
        limit = min(limit, start + _LONGEST_SINGLE)
        close = _first(closes, start + 2, limit)
        if close is not None and text[close - 1] == "s":  # "the officials' plan": perhaps further
            close = _first(firm, start + 2, limit) or close
        if close is None:
            continue
        found.append(Quotation((start, close + 1), (start + 1, close), number, single=True))
        done = close + 1
    return found


def _first(sorted_places: Sequence[int], at: int, limit: int) -> int | None:
    index = bisect_left(sorted_places, at)
    if index < len(sorted_places) and sorted_places[index] < limit:
        return sorted_places[index]
    return None
