"""The phrases by which a statement says more than a claim: a cause, an aim, a clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.language.reading import Reading
from bot.language.tokens import is_stopword
from bot.matching.accounting_words import FINITE, OPEN_A_CLAUSE, OPEN_A_PHRASE
from bot.matching.ledger import Ledger, name_places

_MOST_ADDED = 2


def added(ours: Reading, book: Ledger) -> Iterator[str]:
    """The phrases that contain all words left over. There are none if those words are spread over
    the sentence, or if the sentence without the phrases does not say the claim."""
    left = sorted(
        unit.first for at, unit in enumerate(book.mine) if at not in book.entries and not unit.small
    )
    spans: list[tuple[int, int]] = []
    while left:
        span = _phrase(ours, left[0], set(left))
        if span is None or len(spans) == _MOST_ADDED:
            return
        inside = [at for at in left if span[0] <= at <= span[1]]
        if not _tells(ours, *span, inside):
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


_MOSTLY = 0.5
"""The share of a phrase's words from which it is the statement's own."""


def _tells(ours: Reading, first: int, last: int, inside: Sequence[int]) -> bool:
    """Whether a phrase says something of its own: a clause, a participle, a name, a figure, a day,
    or more than one word. "To the conference" says nothing of its own."""
    said = [at for at in range(first, last + 1) if not is_stopword(ours.tokens[at].lower)]
    if len(inside) < _MOSTLY * len(said):
        return False  # the claim has most of it: "giving them full access" for "which gives …"
    if ours.tokens[first].lower == "to" and first - 1 in name_places(ours):
        return False  # whom a speaker addresses: "… Ida Holm to the people of Ostra"
    if len(inside) > 1 or ours.tokens[first].lower in OPEN_A_CLAUSE:
        return True
    if _is_participle(ours.tokens[inside[0]].lower):
        return True  # "are fighting in Ostra", where the record has "are in Ostra"
    return inside[0] in name_places(ours) or inside[0] in ours.taken


def _is_participle(lower: str) -> bool:
    return lower.endswith("ing") and len(lower) > _SHORTEST_PARTICIPLE


_SHORTEST_PARTICIPLE = 5


def _phrase(ours: Reading, at: int, left: set[int]) -> tuple[int, int] | None:
    """The first and last token of the phrase that contains the left-over token `at`. It begins with
    the word or mark that opens it, and ends before the next one or at the end of the sentence."""
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
    """The token that opens the phrase of token `at`; None if it is in no phrase of its own."""
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
    """The first of several openers in a row: "because of", "and in"."""
    while at and ours.tokens[at - 1].lower in OPEN_A_CLAUSE | OPEN_A_PHRASE:
        at -= 1
    return at


def _closed(ours: Reading, at: int) -> bool:
    """Whether a comma or a similar mark ends the phrase at the beginning of the sentence."""
    return any(_mark_before(ours, i) for i in range(at + 1, len(ours.tokens)))


def _mark_before(ours: Reading, at: int) -> bool:
    if at == 0 or at >= len(ours.tokens):
        return False
    between = ours.text[ours.tokens[at - 1].end : ours.tokens[at].start]
    return any(mark in between for mark in ",;:()–—") or " - " in between
