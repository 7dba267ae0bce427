"""Looks at a draft again: who speaks and which claim is meant, against the record as it is now.

A draft waits while the record grows: its speaker may be on record by now, or the claim that it
would have put there. What an editor filled in stays.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from bot.extraction.attributing import STANCES, Heard, LookUp, attributed
from bot.extraction.calendar_days import DAY, When
from bot.extraction.claims import MOST_NEAR, FoundClaim, FoundClaims
from bot.extraction.draft import DraftAttribution, Flag, ProposedClaim, ProposedSource
from bot.extraction.figures import with_figure_flags
from bot.extraction.proposals import sources_of
from bot.extraction.sources import Resolver
from bot.matching.outcome import Outcome

CLAIM, CLAIM_TEXT, SPEAKER = "claim", "claim_text", "speaker"
"""Fields that an editor may have filled in: the claim on record, the sentence of a new one, the
speaker. The other names are those of the fields of `DraftAttribution`."""


@dataclass(frozen=True, slots=True)
class Present:
    """A document, and the record as it is now.

    `resolver` knows the sources on record, `nobody` none of them. `look_up` looks claims up; it is
    None if no claim has changed that the draft could mean.
    """

    text: str
    published_on: date | None
    resolver: Resolver
    nobody: Resolver
    look_up: LookUp | None


def looked_at_again(
    present: Present, was: DraftAttribution, filled_in: Set[str] = frozenset()
) -> DraftAttribution:
    """The draft as it would be proposed now, with the fields that an editor filled in as they are.

    Days, words and stance of the passage are as they were read: they do not depend on the record.
    """
    return with_figure_flags(present.text, _looked_at(present, was, filled_in))


def _looked_at(present: Present, was: DraftAttribution, filled_in: Set[str]) -> DraftAttribution:
    source = was.source
    if SPEAKER not in filled_in:
        source = _speaker(present, was)
    outlet = was.relayed_by
    if outlet and "relayed_by" not in filled_in:
        outlet = present.resolver.outlet(outlet)
    was = replace(was, source=source, relayed_by=outlet)
    linked = CLAIM in filled_in and was.claim.known is not None
    if linked or present.look_up is None:
        return was
    if CLAIM_TEXT in filled_in:
        return replace(was, claim=_of_editor(was.claim, present.look_up(was.claim.sentence)))
    return _claim(present, present.look_up, was, filled_in)


def _speaker(present: Present, was: DraftAttribution) -> ProposedSource | None:
    """The speaker as the record has him now, or still the new one that he was.

    Of several speakers of one passage it is the one that it was. A source on record of another body
    than the one the draft names is none: an editor says whether it is the same.
    """
    before = was.source
    if before is None:
        return None
    every = sources_of(was.passage, present.text, present.resolver)
    unknown = sources_of(was.passage, present.text, present.nobody)
    now = next(
        (
            one
            for one, new in zip_longest(every, unknown)
            if one is not None and _is(before, one, new)
        ),
        None,
    )
    if now is None:  # the passage names him in another way than the draft does
        now = present.resolver.source(before.name, before.role)
    said = None if before.guessed else before.parent  # a guess need not be right
    if now.known is not None and present.resolver.agrees(now.known, said):
        return now
    if before.known is not None:
        return before
    if (before.parent is None or before.guessed) and now.name == before.name and now.parent:
        return replace(before, candidates=now.candidates, parent=now.parent, guessed=now.guessed)
    return replace(
        before, candidates=now.candidates or before.candidates, parent=_above(present, before)
    )


def _is(before: ProposedSource, now: ProposedSource, new: ProposedSource | None) -> bool:
    known = before.known is not None and now.known == before.known
    return known or before.name in (now.name, new.name if new is not None else None)


def _above(present: Present, before: ProposedSource) -> ProposedSource | None:
    """The sources above a new one, those that are on record by now as they are there."""
    parent = before.parent
    if parent is None or parent.known is not None:
        return parent
    now = present.resolver.source(parent.name)
    if now.known is not None and present.resolver.agrees(now.known, parent.parent):
        return now
    return replace(parent, parent=_above(present, parent))


def _claim(
    present: Present, look_up: LookUp, was: DraftAttribution, filled_in: Set[str]
) -> DraftAttribution:
    day = When(was.said_on, was.said_precision or DAY) if was.said_on is not None else None
    heard = Heard(present.text, was.passage, day, present.published_on, was.relayed_by)
    readable = was.passage.stance in STANCES
    now = attributed(heard, was.source, look_up) if readable else None
    if now is None or now.claim.sentence != was.claim.sentence:
        found = look_up(was.claim.sentence)
        return replace(was, claim=_looked_up(was.claim, found, found.linked))
    about_claim = {Flag.WORD_OUTSIDE} - was.passage.flags
    return replace(
        was,
        claim=now.claim if now.claim.known is not None else _filled_in(now, was, filled_in),
        stance=was.stance if "stance" in filled_in else now.stance,
        figure=was.figure if filled_in & {"figure", "figure_computed"} else now.figure,
        unit=was.unit if filled_in & {"unit", "figure_computed"} else now.unit,
        flags=(was.flags - about_claim) | (now.flags & about_claim),
        confidence=_confidence(heard, was, now),
    )


def _confidence(heard: Heard, was: DraftAttribution, now: DraftAttribution) -> float:
    """How surely it is read now: a claim on record leaves fewer doubts than a new one."""
    if (was.claim.known is None) == (now.claim.known is None):
        return was.confidence
    new = attributed(heard, was.source, lambda _: FoundClaims())
    if now.claim.known is None or new is None or new.confidence == 0:
        return now.confidence
    return min(1.0, was.confidence * now.confidence / new.confidence)


def _filled_in(now: DraftAttribution, was: DraftAttribution, filled_in: Set[str]) -> ProposedClaim:
    """The new claim, with the fields that an editor filled in."""
    if was.claim.known is not None:
        return now.claim
    return replace(
        now.claim,
        kind=was.claim.kind if "claim_kind" in filled_in else now.claim.kind,
        figure=was.claim.figure if "figure" in filled_in else now.claim.figure,
        unit=was.claim.unit if "unit" in filled_in else now.claim.unit,
        place=was.claim.place if "place" in filled_in else now.claim.place,
        time=was.claim.time if "time" in filled_in else now.claim.time,
        topic=was.claim.topic,
    )


def _of_editor(was: ProposedClaim, found: FoundClaims) -> ProposedClaim:
    """A new claim in an editor's words, linked if the same came on record after it was written. A
    claim that was near it then is another one: the editor saw it."""
    record = found.claim if found.outcome is Outcome.MATCH else None
    if record is not None and record.id != was.known and record.id in was.near:
        record = None
    near = tuple(dict.fromkeys((*was.near, *found.near)))[:MOST_NEAR]
    return replace(_looked_up(was, found, record), near=near)


def _looked_up(was: ProposedClaim, found: FoundClaims, record: FoundClaim | None) -> ProposedClaim:
    if record is None:
        return replace(was, text=was.sentence, known=None, near=found.near[:MOST_NEAR])
    near = tuple(n for n in found.near if n != record.id)[:MOST_NEAR]
    return ProposedClaim(
        record.text, record.kind, record.id, record.figure, record.unit, record.place,
        record.time, near, said=was.sentence,
    )  # fmt: skip
