"""Figures that a sentence gives only as what it was before, or as what it is not: "rose from 78 to
135", "135, up from 78", "79, not 83"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.numbers.change_words import CHANGES
from bot.language.quantities import Quantity, quantities

_SENTENCE = re.compile(r"[.!?;](?=\s)|\n")
_CHANGED = re.compile(rf"\b(?:{'|'.join(sorted(CHANGES))})\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?P<led>,?\s*\b(?:up|down)\s+from\s+|[,(]?\s*\bpreviously\s+(?:reported\s+)?)$"
    r"|(?P<not>,?\s*(?<!\bif )(?<!\bor )\b(?:(?:and\s+)?not|rather than|instead of)\s+)$"
    r"|(?P<bare>,?\s*\bfrom\s+)$",
    re.IGNORECASE,
)
_BUT = re.compile(r",?\s*but\s+", re.IGNORECASE)


def present(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The figures of a text, as `quantities` found them, without those that were before or that it
    says it is not."""
    gone = {one.start for one, _ in _earlier(text, found)}
    return [one for one in found if one.start not in gone]


def without_earlier(text: str) -> str:
    """The text without what was before or is not so: "The toll rose to 135" for "The toll rose from
    78 to 135"."""
    for one, begin in reversed(_earlier(text, quantities(text))):
        in_brackets = "(" in text[begin : one.start] and text[one.end : one.end + 1] == ")"
        rest = text[one.end + in_brackets :]
        if one.counted and rest.lstrip().lower().startswith(one.counted):
            rest = rest.lstrip()[len(one.counted) :]
        text = _joined(text[:begin].rstrip(" "), text[begin : begin + 1], rest)
    return text


def _joined(before: str, cut: str, after: str) -> str:
    """What is left on both sides of a phrase that began with the character `cut`."""
    if cut == "," and after.startswith(","):
        return before + after[1:]  # "79 people, not 83, were killed"
    if but := _BUT.match(after):  # "not 83 but 79 people were killed"
        return f"{before} {after[but.end() :]}".lstrip()
    return before + after


def _earlier(text: str, found: Sequence[Quantity]) -> list[tuple[Quantity, int]]:
    """The figures that were before or are not so, each with the offset at which its phrase begins.
    Only a sentence that also gives another figure in that unit says such a thing."""
    ends = [0, *(m.end() for m in _SENTENCE.finditer(text)), len(text)]
    earlier = []
    for one in found:
        start = max(end for end in ends if end <= one.start)
        end = min(end for end in ends if end >= one.end)
        lead = _BEFORE.search(text, start, one.start)
        if lead is None or (lead["bare"] and not _CHANGED.search(text, start, lead.start())):
            continue
        others = (o for o in found if o is not one and start <= o.start < end)
        if any(_of_one_thing(text, one, other) for other in others):
            earlier.append((one, lead.start()))
    return earlier if len(earlier) < len(found) else []


def _of_one_thing(text: str, one: Quantity, now: Quantity) -> bool:
    """Whether two figures may be one that changed: "135 people from 78 villages" are two things."""
    before_to = _TO.match(text, one.end) is not None
    return one.unit == now.unit and (before_to or one.counted in (None, now.counted))


_TO = re.compile(r"[^,.;]{0,40}?\bto\s", re.IGNORECASE)
