"""Puts two readings of one page together: that of the rules, and that of a parser."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extraction.found import Found, Range

_ALIKE = 0.5
_NEAR = 12  # neighbours in order that are compared

AGREED = "agreed"
PARSED = "parsed"  # found by the parser
RULES_ONLY = "rules only"


def together(rules: Sequence[Found], parsed: Sequence[Found]) -> list[Found]:
    """The passages of both readings. If both found one, the words of the rules are kept, and
    marked as agreed or as found by the rules only."""
    kept: list[Found] = []
    by_cue: dict[int, list[Found]] = {}
    for one in parsed:
        if one.cue is not None:
            by_cue.setdefault(one.cue[1] - 1, []).append(one)
    used: set[int] = set()
    for one in rules:
        partners: list[Found] = []
        if one.cue is not None:
            for at in range(one.cue[0], one.cue[1]):
                partners += by_cue.get(at, ())
        agreeing = [p for p in partners if _alike(one, p)]
        used.update(id(p) for p in partners)
        if one.group is not None:
            one.marks = one.marks | {AGREED if agreeing else RULES_ONLY}
        kept.append(one)
    kept += [one for one in parsed if id(one) not in used]
    return kept


def _alike(one: Found, other: Found) -> bool:
    common = sum(_overlap(a, b) for a in one.content for b in other.content)
    lengths = sum(b - a for a, b in one.content) + sum(b - a for a, b in other.content)
    if not lengths or 2 * common / lengths < _ALIKE:
        return False
    if one.subject is None or other.subject is None:
        return False
    mine, theirs = one.subject, other.subject
    return _overlap((mine.first, mine.last), (theirs.first, theirs.last)) > 0


def _overlap(one: Range, other: Range) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
