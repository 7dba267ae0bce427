"""Whether a figure is one for the time that a claim is about."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.corroboration.values import Attribution, ClaimFacts
from bot.language.dates import dates
from bot.language.times import Time, differ, tells_when, times


def is_for_time_of(claim: ClaimFacts, attribution: Attribution) -> bool:
    """Whether the attribution's figure is for the claim's time; always, if the claim has none.

    It is, if one of the times that its words name lies within the claim's. Words that name no time
    speak of the event itself: they are for the claim's time if that is a single day, not if it is a
    period (a month, a quarter, a year), of which there are figures for others as well.
    """
    if not claim.time:
        return True
    theirs, part = _read(claim.time)
    ours, our_part = _read(attribution.time or "")
    if not ours and not our_part:
        return bool(theirs) and not part and all(_is_day(one) for one in theirs)
    if part != our_part:
        return False
    if not theirs or not ours:
        return theirs == ours
    return any(_within(one, theirs) for one in ours)


def _within(one: Time, theirs: tuple[Time, ...]) -> bool:
    return any(not differ(one, other) and not _is_wider(one, other) for other in theirs)


def _is_wider(one: Time, other: Time) -> bool:
    if one.days is None or other.days is None:
        return False
    return one.days[0] < other.days[0] or one.days[1] > other.days[1]


def _is_day(one: Time) -> bool:
    return one.days is not None and one.days[0] == one.days[1]


_PART = re.compile(
    r"\b(?:(first|second|third|fourth|1st|2nd|3rd|4th)\s+(quarter|half)|(q[1-4]|h[12]))\b",
    re.IGNORECASE,
)
_NAMED = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
_SHORT = {
    **{
        f"q{n}": f"{word} quarter"
        for n, word in enumerate(("first", "second", "third", "fourth"), 1)
    },
    **{f"h{n}": f"{word} half" for n, word in enumerate(("first", "second"), 1)},
}


@lru_cache(maxsize=1_024)
def _read(text: str) -> tuple[tuple[Time, ...], str]:
    """The times of a text that say when, and the part of a year that it names."""
    found = tuple(one for one in times(text, dates(text)) if tells_when(one.first))
    part = _PART.search(text)
    if part is None:
        return found, ""
    if part[3]:
        return found, _SHORT[part[3].lower()]
    which = part[1].lower()
    return found, f"{_NAMED.get(which, which)} {part[2].lower()}"
