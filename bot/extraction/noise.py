"""Parts of a text that no source says: header dates, datelines, credits, links.

They are skipped when the text is cut into words; no offset changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.extraction.draft import Span

_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S{1,300}")
_HEADER = re.compile(
    r"\A\s{0,20}(?:(?:date|published|updated|posted)\b:?\s{0,5})?"
    r"(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?)(?=\s|\Z)",
    re.I,
)
_CREDIT = re.compile(
    r"(?:getty images?|reuters|afp|ap(?: photo)?|associated press|epa|shutterstock|istock|alamy"
    r"|(?:photo|image|picture|illustration|video|credit)s?"
    r" ?(?:(?:by|credit|courtesy)\b|[:/|]).{0,80}"
    r"|.{0,60}(?:[/|]|via) ?"
    r"(?:getty(?: images)?|reuters|afp|ap|epa|shutterstock)(?: images| photo)?"
    r"|advertisement|read more:?.{0,120}|related:.{0,120}|share this.{0,40}|sign up.{0,80})\.?",
    re.I,
)
_LONGEST_CREDIT = 140

DATELINE = re.compile(
    r"""(?: [A-Z][A-Z .'’-]{2,30} (?:,[ ]\w+\.?(?:[ ]\w+)?){0,2} [ ]? (?:\([^)\n]{2,40}\))?
          | \([^)\n]{2,40}\) )
        [ ]? [—–-]{1,2} [ ]""",
    re.VERBOSE,
)
"""The place, day and agency before the first sentence: "OSTRA, March 3 (Newsline) - "."""

SIGNATURE = re.compile(
    r"(?P<dash>—|–|--|-|―)\s{0,3}(?P<who>[^\n—–()]{1,60}?\s?\(@\w{1,20}\))"
    r"(?:\s{0,3}(?P<when>(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})|(?:\d{1,2} [A-Z][a-z]{2,8} \d{4})))?"
)
"""The signature that an embedded post leaves behind its text: "— Name (@handle) Month 5, 2024"."""


def noise(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans of noise in a text's paragraphs, sorted and without overlap."""
    found: list[Span] = []
    if m := _HEADER.match(text):
        found.append((m.start(), m.end()))
    if spans and (m := DATELINE.match(text, *spans[0])):
        found.append((m.start(), m.end()))
    for start, end in spans:
        if end - start <= _LONGEST_CREDIT and _CREDIT.fullmatch(text, start, end):
            found.append((start, end))
    for m in _LINK.finditer(text):
        found.append((m.start(), m.end()))
    return _apart(sorted(found))


def without_signatures(text: str, spans: Sequence[Span]) -> list[Span]:
    """The paragraphs, with the signature of a post as a paragraph of its own."""
    found: list[Span] = []
    for begin, end in spans:
        start = begin
        for m in SIGNATURE.finditer(text, begin, end):
            if m.start() > start:
                found.append((start, m.start()))
            found.append((m.start(), m.end()))
            start = m.end()
        if start < end:
            found.append((start, end))
    return found


def _apart(sorted_spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted_spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
