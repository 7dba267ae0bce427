"""The day on which an event happened ("Tuesday's blast", "the fire that broke out on 2 March"), as
against the day as of which a figure holds ("as of 3 March", "by Tuesday evening")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.date_words import WEEKDAY_NAMES
from bot.language.dates import dates

_RELATIVE_DAY = re.compile(
    rf"\b(?:(?:last|this)\s+)?(?:{'|'.join(WEEKDAY_NAMES)}|yesterday|today)\b"
    r"(?:\s+(?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(?:\s+(?:morning|afternoon|evening|night))?['’]s?\s+(?P<noun>.*)")
_ATTRIBUTE = re.compile(r"\s+(?P<noun>[a-z].*)")
_DETERMINED = re.compile(r"\b(?:the|an?|this|that|its|their)\s+$", re.IGNORECASE)
_OF_FIGURES = re.compile(
    r"(?:\w+\s+){0,2}?(?:tolls?|counts?|tall(?:y|ies)|figures?|totals?|estimates?|census(?:es)?|number"
    r"|updates?|data|reports?|statements?|surveys?|polls?|briefings?|bulletins?)\b",
    re.IGNORECASE,
)
"""Nouns for a counting: its day is that of the figure ("Tuesday's toll")."""
_NO_NOUN = frozenset(
    """the a an and or but as at by for from in of on to with had has have was were is are been be
    there it he she they we nobody nearly about around over under more less fewer some at least
    some that than only another""".split()
)
_HOLDS = re.compile(
    r"\b(?:as\s+of|as\s+at|by|until|till|up\s+to|since)\s+(?:\w+\s+)?$", re.IGNORECASE
)
"""Before the day as of which something holds."""
_SUBORDINATE = re.compile(
    r"\b(?:when|after|before|while|as(?!\s+(?:of|at|many|few)\b)|where|which|that|who|following)\s+"
    r"(?P<clause>[^,;:]*)$",
    re.IGNORECASE,
)
"""A clause that says which event is meant, up to the day: "when a store exploded on"."""
_HAPPENING = re.compile(
    r"\b(?:the|an?|this|that|['’]s)\s+(?:[\w'’-]+\s+){0,3}?"
    r"(?:\w+(?:sion|quake|attack|strike|shooting|bombing|burning|stabbing|derailment|shelling)s?"
    r"|blast|fire|blaze|crash|wreck|flood|flooding|floods|storm|cyclone|hurricane|typhoon|tornado"
    r"|landslide|mudslide|avalanche|tremor|quake|tsunami|attack|strike|raid|assault|ambush|massacre"
    r"|battle|clash|clashes|riot|riots|stampede|crush|accident|incident|disaster|collapse|sinking"
    r"|outage|spill|leak|outbreak|protest|march|rally|bombardment|killings?|shooting|bombing"
    r"|shelling|derailment|capsizing|stabbing|hijacking|siege|explosion|eruption)\s+"
    r"(?:(?:at|in|near|off|on|outside|against|by|under|inside)\s+(?:[^\W\d_][\w'’-]*\s+){1,3})?"
    r"(?:on|of|in|early|late|last)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words for something that happened, with its day behind them: "the blast at the port on"."""


def without_event_days(claim: str) -> str:
    """A claim's words without the days of the events that it names. What is left has the day as of
    which its figure holds, if it says one."""
    parts, last = [], 0
    for start, end in _days(claim):
        if start >= last and _is_of_event(claim, start, end):
            parts.append(claim[last:start])
            last = end
    return " ".join([*parts, claim[last:]]) if parts else claim


def _days(claim: str) -> Iterator[tuple[int, int]]:
    spans = [(one.start, one.end) for one in dates(claim)]
    spans += [one.span() for one in _RELATIVE_DAY.finditer(claim)]
    yield from sorted(spans, key=lambda one: (one[0], -one[1]))


def _is_of_event(claim: str, start: int, end: int) -> bool:
    before, after = claim[:start], claim[end:]
    if (owned := _POSSESSIVE.match(after)) is not None:
        return not _OF_FIGURES.match(owned["noun"])
    if (noun := _ATTRIBUTE.match(after)) is not None and _DETERMINED.search(before):
        first = noun["noun"].split()[0].strip(".,;:").lower()
        if first not in _NO_NOUN and not first[0].isdigit():
            return not _OF_FIGURES.match(noun["noun"])
    if _HOLDS.search(before):
        return False
    clause = _SUBORDINATE.search(before)
    if clause is not None and len(clause["clause"].split()) > 1:
        return True
    return _HAPPENING.search(before) is not None
