"""Passages → draft attributions: which source would be on record with which claim, for an editor to
check.

A draft's claim is one sentence that can be read alone as far as the passage allows. Nothing is
added that the passage does not say: a pronoun is kept (`unresolved` names it) and lowers the
draft's confidence. If the words are no sentence ("the need for action"), the claim is that they
were said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.extraction.attributing import STANCES, Heard, attributed, is_unsourced
from bot.extraction.calendar_days import When
from bot.extraction.claims import FoundClaims
from bot.extraction.draft import (
    DraftAttribution,
    DraftPassage,
    Flag,
    KnownSource,
    Pattern,
    ProposedSource,
    Span,
)
from bot.extraction.source_kinds import OUTLET
from bot.extraction.source_names import speakers
from bot.extraction.sources import Resolver
from bot.extraction.times import when


def draft_attributions(
    text: str,
    passages: Sequence[DraftPassage],
    *,
    published_on: date | None,
    known: Sequence[KnownSource],
    find: Callable[[str], FoundClaims],
) -> list[DraftAttribution]:
    """The attributions that the passages of a document would put on record: one draft per passage
    and speaker.

    An outlet's passage that only carries another source's gives none: the outlet's name goes into
    `relayed_by`. `find` looks a sentence up on record. Never raises, whatever the spans.
    """
    resolver = Resolver(text, known, [p.relayed_by for p in passages if p.relayed_by])
    carriers = _carriers(passages)
    days = _days(text, passages, published_on)
    looked_up: dict[str, FoundClaims] = {}

    def look_up(sentence: str) -> FoundClaims:
        if sentence not in looked_up:
            looked_up[sentence] = find(sentence)
        return looked_up[sentence]

    drafts: list[DraftAttribution] = []
    for index, passage in enumerate(passages):
        if index in carriers or passage.stance not in STANCES:
            continue
        outlet = _relayed_by(passage, passages, resolver)
        heard = Heard(text, passage, days[index], published_on, outlet)
        for source in sources_of(passage, text, resolver):
            if (draft := attributed(heard, source, look_up)) is not None:
                drafts.append(draft)
    return drafts


# --- who, when, through whom --------------------------------------------------------------------


def sources_of(
    passage: DraftPassage, text: str, resolver: Resolver
) -> Sequence[ProposedSource | None]:
    """The speakers of a passage; None alone if none is named."""
    named = () if is_unsourced(passage) else speakers(passage, text)
    if not named:
        return (None,)
    if len(named) > 1:
        return list({s.known or s.name: s for s in map(resolver.source, named)}.values())
    written = text[slice(*passage.source)] if passage.source else ""
    return (resolver.source(named[0], passage.role, passage.organisation, written),)


def _relayed_by(
    passage: DraftPassage, passages: Sequence[DraftPassage], resolver: Resolver
) -> str | None:
    if passage.relayed_by:
        return resolver.outlet(passage.relayed_by)
    outer = _outer(passage, passages)
    if outer is None or not outer.name:
        return None
    carried = outer.pattern is Pattern.POST or resolver.source(outer.name).kind == OUTLET
    return resolver.outlet(outer.name) if carried else None


def _outer(passage: DraftPassage, passages: Sequence[DraftPassage]) -> DraftPassage | None:
    index = passage.nested_in
    return passages[index] if index is not None and 0 <= index < len(passages) else None


def _carriers(passages: Sequence[DraftPassage]) -> set[int]:
    """Indices of the passages that consist almost only of another source's words, relayed."""
    inner: dict[int, int] = {}
    for passage in passages:
        if passage.nested_in is not None and passage.relayed_by:
            spans = [*passage.content, *filter(None, (passage.source, passage.cue))]
            inner[passage.nested_in] = inner.get(passage.nested_in, 0) + _length(spans)
    return {
        index
        for index, length in inner.items()
        if 0 <= index < len(passages) and length * 2 >= _length(passages[index].content)
    }


def _length(spans: Iterable[Span]) -> int:
    return sum(max(end - start, 0) for start, end in spans)


def _days(
    text: str, passages: Sequence[DraftPassage], published_on: date | None
) -> list[When | None]:
    """The day of each passage. "He added" was said on the day of the passage before it."""
    days: list[When | None] = []
    for index, passage in enumerate(passages):
        outer = _outer(passage, passages)
        span = passage.when
        if span and outer and outer.pattern is Pattern.POST and outer.when == span:
            span = None  # the day of the post is not that of what it relays
        if span and any(_lies_between(other.cue, passage.cue, span) for other in passages):
            span = None  # "A said so, B having told us Monday": Monday is B's
        beside = "" if Flag.DAY_UNREAD in passage.flags else _beside(text, passage)
        day = when(text[slice(*span)] if span else beside, published_on)
        before = passages[index - 1] if index else None
        unread = Flag.DAY_UNREAD in passage.flags
        if day is None and passage.when is None and not unread and before and passage.cue:
            goes_on = _GOES_ON.search(text[slice(*passage.cue)]) is not None
            near = text[before.sentence[1] : passage.sentence[0]].count("\n\n") == 0
            if goes_on and near and before.name and before.name == passage.name:
                day = days[-1]
        days.append(day)
    return days


def _lies_between(cue: Span | None, own: Span | None, day: Span) -> bool:
    return cue is not None and own is not None and own[1] <= cue[0] and cue[1] <= day[0]


_DAY_SAID = re.compile(
    r"\b(?:(?:on|last|earlier|late|early)\s+)*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|yesterday|today|(?:this|last)\s+(?:week|month))\b",
    re.IGNORECASE,
)
_NEAR_CUE = 40
"""Code points behind a cue within which a day is taken for the day of saying."""


def _beside(text: str, passage: DraftPassage) -> str:
    """The words for a day right beside the cue, if the passage has no span for one."""
    if passage.cue is None:
        return ""
    start, end = passage.cue
    stops = [s for s, _ in passage.content if s >= end]
    behind = text[end : min([*stops, end + _NEAR_CUE])]
    before = (
        text[passage.source[1] : start] if passage.source and passage.source[1] <= start else ""
    )
    for words in (re.split(r"[,;.\"“]", behind)[0], before[-_NEAR_CUE:]):
        if m := _DAY_SAID.search(words):
            return m[0]
    return ""


_GOES_ON = re.compile(
    r"\b(?:add(?:s|ed|ing)|continu(?:es|ed|ing)|went on|goes on)\b", re.IGNORECASE
)
