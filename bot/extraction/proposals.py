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

from bot.extraction.calendar_days import When
from bot.extraction.claim_text import Worded, plain, unresolved, worded
from bot.extraction.claims import FoundClaims, given_figure, proposed_claim
from bot.extraction.draft import (
    ABOUT_DAY,
    DraftAttribution,
    DraftPassage,
    Flag,
    KnownSource,
    Pattern,
    ProposedClaim,
    ProposedSource,
    Span,
)
from bot.extraction.source_kinds import OUTLET
from bot.extraction.sources import Resolver, speakers
from bot.extraction.times import when
from bot.extraction.turning import lost
from bot.extraction.turning_words import MODALS

STANCES = {
    "asserts": "asserts", "denies": "denies", "hedges": "hedges", "declines": "declines",
    "hints": "hedges", "declines_to_confirm": "declines", "urges": "asserts",
}  # fmt: skip
"""The passage stances that put something on record, each with its attribution stance."""


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
        stance = STANCES.get(passage.stance)
        if index in carriers or stance is None:
            continue
        outlet = _relayed_by(passage, passages, resolver)
        for source in _sources(passage, text, resolver):
            wording = worded(text, passage, source)
            if wording is None:
                continue
            claim = proposed_claim(wording, passage, days[index], published_on, look_up)
            figure, unit = given_figure(wording.text, claim)
            flags = _flags(passage, source, outlet)
            if claim.known is None and _claim_lacks(text, passage, wording, stance):
                flags |= {Flag.WORD_OUTSIDE}
            day = days[index]
            drafts.append(
                DraftAttribution(
                    passage,
                    source,
                    claim,
                    _towards(claim, wording, stance, look_up),
                    said_on=day.day if day else None,
                    said_precision=day.precision if day else None,
                    figure=figure,
                    unit=unit,
                    hedge=_hedge(text, passage),
                    relayed_by=outlet,
                    origin_unknown=source is None and _is_unsourced(passage),
                    flags=flags,
                    confidence=_confidence(passage, source, wording, claim, flags),
                )
            )
    return drafts


# --- who, when, through whom --------------------------------------------------------------------


def _is_unsourced(passage: DraftPassage) -> bool:
    return Flag.NO_SOURCE in passage.flags or passage.pattern is Pattern.ADVERB


def _sources(
    passage: DraftPassage, text: str, resolver: Resolver
) -> Sequence[ProposedSource | None]:
    named = () if _is_unsourced(passage) else speakers(passage, text)
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


def _hedge(text: str, passage: DraftPassage) -> str | None:
    words = (plain(text[slice(*span)]) for span in passage.hedges)
    return next((w for w in words if w), None)


def _flags(
    passage: DraftPassage, source: ProposedSource | None, outlet: str | None
) -> frozenset[Flag]:
    flags = set(passage.flags)
    if outlet:
        flags.add(Flag.RELAYED)
    if source is None:
        flags.add(Flag.NO_SOURCE if _is_unsourced(passage) else Flag.UNCERTAIN_SPEAKER)
    return frozenset(flags)


def _claim_lacks(text: str, passage: DraftPassage, worded: Worded, stance: str) -> bool:
    """Whether the content has a word that turns or limits the sense and the claim lacks it."""
    spans = passage.antecedent or passage.content
    said = worded.of or plain(" ".join(text[slice(*span)] for span in spans))
    hedged = stance == "hedges" or bool(passage.hedges)
    return any(not (hedged and word in MODALS) for word in lost(said, worded.text))


def _towards(
    claim: ProposedClaim, worded: Worded, stance: str, look_up: Callable[[str], FoundClaims]
) -> str:
    """The stance on the claim to which a draft is linked. A denial whose claim is the whole
    sentence ("Holm denied that …") asserts that claim, unless the claim on record is the one
    that was denied."""
    if stance != "denies" or not worded.whole_sentence:
        return stance
    record = look_up(worded.also).linked if worded.also and claim.known is not None else None
    return stance if record is not None and record.id == claim.known else "asserts"


_LESS_SURE = 0.85
"""The factor by which each doubt about the claim lowers a draft's confidence. Set by hand: it is
only used for ordering."""
_DOUBTED = ABOUT_DAY | {Flag.WORD_OUTSIDE}


def _confidence(
    passage: DraftPassage,
    source: ProposedSource | None,
    worded: Worded,
    claim: ProposedClaim,
    flags: frozenset[Flag],
) -> float:
    doubts = [
        bool(unresolved(worded.text)) and claim.known is None,
        worded.whole_sentence,
        source is None and not _is_unsourced(passage),
        bool(flags & _DOUBTED),
    ]
    return max(0.0, min(1.0, passage.confidence * _LESS_SURE ** sum(doubts)))
