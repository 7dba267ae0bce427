"""One passage and its speaker → the attribution that it would put on record, as a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.extraction.calendar_days import When
from bot.extraction.claim_text import Worded, plain, unresolved, worded
from bot.extraction.claims import FoundClaims, given_figure, proposed_claim
from bot.extraction.draft import (
    ABOUT_DAY,
    DraftAttribution,
    DraftPassage,
    Flag,
    Pattern,
    ProposedClaim,
    ProposedSource,
)
from bot.extraction.figures import with_figure_flags
from bot.extraction.turning import lost
from bot.extraction.turning_words import MODALS

LookUp = Callable[[str], FoundClaims]
"""Looks a sentence up among the claims on record."""

STANCES = {
    "asserts": "asserts", "denies": "denies", "hedges": "hedges", "declines": "declines",
    "hints": "hedges", "declines_to_confirm": "declines", "urges": "asserts",
}  # fmt: skip
"""The passage stances that put something on record, each with its attribution stance."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage of a document, the day on which it was said, and the outlet that relays it."""

    text: str
    passage: DraftPassage
    day: When | None
    published_on: date | None
    outlet: str | None


def attributed(
    heard: Heard, source: ProposedSource | None, look_up: LookUp
) -> DraftAttribution | None:
    """The draft of a passage for one speaker; None if the passage has no word.

    Raises KeyError if the passage's stance is none of STANCES.
    """
    text, passage, day = heard.text, heard.passage, heard.day
    stance = STANCES[passage.stance]
    wording = worded(text, passage, source)
    if wording is None:
        return None
    claim = proposed_claim(wording, passage, day, heard.published_on, look_up)
    figure, unit = given_figure(wording.text, claim)
    flags = _flags(passage, source, heard.outlet)
    if claim.known is None and _claim_lacks(text, passage, wording, stance):
        flags |= {Flag.WORD_OUTSIDE}
    draft = DraftAttribution(
        passage,
        source,
        claim,
        _towards(claim, wording, stance, look_up),
        said_on=day.day if day else None,
        said_precision=day.precision if day else None,
        figure=figure,
        unit=unit,
        hedge=_hedge(text, passage),
        relayed_by=heard.outlet,
        origin_unknown=source is None and is_unsourced(passage),
        flags=flags,
        confidence=_confidence(passage, source, wording, claim, flags),
    )
    return with_figure_flags(text, draft)


def is_unsourced(passage: DraftPassage) -> bool:
    """Whether the passage names no source at all ("reportedly")."""
    return Flag.NO_SOURCE in passage.flags or passage.pattern is Pattern.ADVERB


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
        flags.add(Flag.NO_SOURCE if is_unsourced(passage) else Flag.UNCERTAIN_SPEAKER)
    return frozenset(flags)


def _claim_lacks(text: str, passage: DraftPassage, worded: Worded, stance: str) -> bool:
    """Whether the content has a word that turns or limits the sense and the claim lacks it."""
    spans = passage.antecedent or passage.content
    said = worded.of or plain(" ".join(text[slice(*span)] for span in spans))
    hedged = stance == "hedges" or bool(passage.hedges)
    return any(not (hedged and word in MODALS) for word in lost(said, worded.text))


def _towards(claim: ProposedClaim, worded: Worded, stance: str, look_up: LookUp) -> str:
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
        source is None and not is_unsourced(passage),
        bool(flags & _DOUBTED),
    ]
    return max(0.0, min(1.0, passage.confidence * _LESS_SURE ** sum(doubts)))
