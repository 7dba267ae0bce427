"""The values of an editor's form, and the draft that results from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final, TypeVar

from sqlmodel import Session

from bot.extraction.claims import MOST_NEAR
from bot.extraction.draft import (
    ABOUT_DAY,
    DraftAttribution,
    Flag,
    ProposedClaim,
    ProposedSource,
    Span,
)
from bot.i18n import N_, gettext
from bot.language.writing import in_full
from bot.record.drafts import claims
from bot.record.drafts.drafts import one_line, without_flags
from bot.record.drafts.errors import FieldError, ReviewError, no_kind
from bot.record.drafts.namesakes import lines
from bot.record.drafts.speakers import on_record, source_by_id
from models.record import ClaimKind, Document, PassageError, SourceKind, Stance, passage


class Unchanged(Enum):
    """Marks a field that an edit leaves as it is; None is a value (no speaker named)."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker as a form gives it: `organisation` is what the speaker belongs to, `party` the
    source above both.

    `known` is the id of the source on record that is meant; the names are then ignored. With
    `somebody_else` a new source is made even if one of that name is on record. `role` is used only
    for a new source. `above_called` is the name that the document has for a source above the
    speaker, where the editor said that one on record is meant.
    """

    name: str
    kind: str = SourceKind.PERSON.value
    role: str | None = None
    organisation: str | None = None
    party: str | None = None
    party_kind: str = SourceKind.GOVERNMENT.value
    known: int | None = None
    somebody_else: bool = False
    above_called: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """The changes that an editor makes to a draft; a field that is left out stays as it is.

    `speaker` None means that no speaker is named. `time` is the claim's own ("as of 3 March"),
    `said_on` the day of saying. `figure` is (low, high), None = unbounded: the figure that the
    speaker gives, and the figure of the claim too if the claim is new. `figure_computed`: the desk
    worked it out, it is not in the words. A changed `claim_text` makes the claim a new one.
    """

    speaker: Speaker | Unchanged | None = UNCHANGED
    stance: str | Unchanged = UNCHANGED
    claim_text: str | Unchanged = UNCHANGED
    claim_kind: str | Unchanged = UNCHANGED
    figure: claims.Figure | Unchanged | None = UNCHANGED
    unit: str | Unchanged | None = UNCHANGED
    figure_computed: bool | Unchanged = UNCHANGED
    place: str | Unchanged | None = UNCHANGED
    time: str | Unchanged | None = UNCHANGED
    topic: str | Unchanged | None = UNCHANGED
    said_on: date | Unchanged | None = UNCHANGED
    relayed_by: str | Unchanged | None = UNCHANGED


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two drafts that a split makes. A field that is None is taken from the draft that
    is split.

    `content` holds spans within the draft's own, in code points of the text, end-exclusive.
    """

    content: Sequence[Span] | None = None
    claim_text: str | None = None
    claim_id: int | None = None


def edited(
    session: Session, workspace_id: int, what: DraftAttribution, change: Edit, *, now: datetime
) -> DraftAttribution:
    """The draft with an editor's changes. Raises ReviewError where a value cannot be."""
    what = _with_rest(_with_claim(what, change), change, now)
    if isinstance(change.speaker, Unchanged):
        return what
    return _with_speaker(session, workspace_id, what, change.speaker)


def shown_speaker(session: Session, workspace_id: int, what: DraftAttribution) -> Speaker | None:
    """The draft's speaker as the form shows it at first; handed back unchanged, it is confirmed."""
    if what.source is None:
        return None
    names, here = [], what.source
    while here.known is None and here.parent is not None:
        names.append(here.name)
        here = here.parent
    known = lines(session, workspace_id, [here.known]) if here.known is not None else {}
    names += known.get(here.known or 0, (here.name,))
    return Speaker(
        name=names[0],
        kind=what.source.kind,
        role=what.source.role,
        organisation=names[1] if len(names) > 2 else None,
        party=names[-1] if len(names) > 1 else None,
        known=what.source.known,
    )


def given_fields(change: Edit) -> set[str]:
    """The names of the fields that the edit sets."""
    return {f.name for f in fields(Edit) if getattr(change, f.name) is not UNCHANGED}


def _new(value: T | Unchanged, old: T) -> T:
    return old if isinstance(value, Unchanged) else value


_ABOUT_SPEAKER = frozenset(
    {Flag.PRONOUN_SPEAKER, Flag.UNCERTAIN_SPEAKER, Flag.NO_SOURCE, Flag.SEVERAL_SPEAKERS}
)
"""Flags that are settled once an editor has said who speaks."""


def _with_speaker(
    session: Session, workspace_id: int, what: DraftAttribution, speaker: Speaker | None
) -> DraftAttribution:
    return replace(
        without_flags(what, _ABOUT_SPEAKER),
        source=_proposed(session, workspace_id, speaker, what.source) if speaker else None,
        origin_unknown=what.origin_unknown if speaker is None else False,
    )


def _proposed(
    session: Session, workspace_id: int, speaker: Speaker, before: ProposedSource | None
) -> ProposedSource:
    if speaker.known is not None and not speaker.somebody_else:
        chosen = source_by_id(session, workspace_id, speaker.known)
        was = before or ProposedSource("", "")
        return on_record(chosen, was.called if was.known else was.name or None)
    name = one_line(speaker.name)
    if name is None:
        raise ReviewError(gettext("A speaker needs a name."))
    for kind in (speaker.kind, speaker.party_kind):
        if kind not in set(SourceKind):
            raise FieldError("speaker", no_kind("source", kind, SourceKind))
    party, organisation = one_line(speaker.party), one_line(speaker.organisation)
    above, called = None, speaker.above_called
    if party is not None and party != name:
        above = ProposedSource(party, speaker.party_kind, called=called)
    if organisation is not None and organisation not in (party, name):
        kind = SourceKind.ORGANISATION.value
        above = ProposedSource(organisation, kind, parent=above, called=called)
    return ProposedSource(name, speaker.kind, role=one_line(speaker.role), parent=above)


def _with_claim(what: DraftAttribution, change: Edit) -> DraftAttribution:
    """The draft with changed fields of a new claim; those of a claim on record are not changed."""
    old = what.claim
    text = claims.sentence(_new(change.claim_text, old.text))
    kind = _new(change.claim_kind, old.kind)
    place = one_line(_new(change.place, old.place))
    time = one_line(_new(change.time, old.time))
    topic = one_line(_new(change.topic, old.topic))
    if kind not in set(ClaimKind):
        raise FieldError("claim_kind", no_kind("claim", kind, ClaimKind))
    if old.known is not None and text == old.text:
        now = {"claim_kind": kind, "place": place, "time": time, "topic": topic}
        stands = (old.kind, *map(one_line, (old.place, old.time, old.topic)))
        changed = [name for name, was in zip(now, stands, strict=True) if now[name] != was]
        if changed:
            raise FieldError(changed[0], gettext(_ON_RECORD))
        return what
    return replace(
        what,
        claim=ProposedClaim(
            text=text,
            kind=kind,
            figure=_figure(_new(change.figure, old.figure)),
            unit=one_line(_new(change.unit, old.unit)),
            place=place,
            time=time,
            topic=topic,
            near=_near(old),
            said=old.said if text == old.text else text,
        ),
    )


_ON_RECORD = N_(
    "This claim is on record already. Change it there, or write another sentence to make it a new"
    " one."
)


def _near(old: ProposedClaim) -> tuple[int, ...]:
    """The claims near a new one; the one to which it was linked before is the nearest."""
    if old.known is None:
        return old.near
    return (old.known, *old.near)[:MOST_NEAR]


def _with_rest(what: DraftAttribution, change: Edit, now: datetime) -> DraftAttribution:
    stance = _new(change.stance, what.stance)
    if stance not in set(Stance):
        raise FieldError("stance", no_kind("stance", stance, Stance))
    said_on, precision = what.said_on, what.said_precision
    if not isinstance(change.said_on, Unchanged):
        said_on, precision = change.said_on, "day" if change.said_on else None
        if said_on is not None and said_on > now.date() + timedelta(days=1):
            day = in_full(said_on)
            raise FieldError("said_on", gettext("{day} is in the future.", day=day))
        if said_on is not None:
            what = without_flags(what, ABOUT_DAY)
    return replace(
        what,
        stance=stance,
        said_on=said_on,
        said_precision=precision,
        figure=_figure(_new(change.figure, what.figure)),
        unit=one_line(_new(change.unit, what.unit)),
        figure_computed=_new(change.figure_computed, what.figure_computed),
        relayed_by=one_line(_new(change.relayed_by, what.relayed_by)),
    )


def _figure(figure: claims.Figure | None) -> claims.Figure | None:
    low, high = claims.bounds(figure)
    return None if low is None and high is None else (low, high)


def linked(
    session: Session, workspace_id: int, what: DraftAttribution, claim_id: int
) -> DraftAttribution:
    """The draft, now proposed for the claim on record with that id."""
    claim = claims.claim_on_record(session, workspace_id, claim_id)
    figure = (claim.figure_low, claim.figure_high)
    return replace(
        what,
        claim=ProposedClaim(
            text=claim.text,
            kind=claim.kind,
            known=claim.id,
            figure=_figure(figure),
            unit=claim.unit,
            place=claim.place,
            time=claim.time,
            topic=claim.topic,
            near=what.claim.near,
            said=what.claim.sentence,
        ),
    )


def part_of(
    session: Session, document: Document, whole: DraftAttribution, part: Part
) -> DraftAttribution:
    """The draft for one part of a split of `whole`."""
    what = whole
    if part.content is not None:
        spans = tuple(sorted((start, end) for start, end in part.content))
        for start, end in spans:
            if not any(low <= start and end <= high for low, high in whole.passage.content):
                raise ReviewError(gettext("A part can only have words that the draft has."))
        try:
            passage(document, spans, verbatim=False)
        except PassageError as error:
            said = gettext("The passage is not in the document: {error}.", error=error)
            raise ReviewError(said) from error
        what = replace(what, passage=replace(what.passage, content=spans))
    if part.claim_id is not None:
        return linked(session, document.workspace_id, what, part.claim_id)
    if part.claim_text is None or part.claim_text == whole.claim.text:
        return what
    text = claims.sentence(part.claim_text)  # the figure of the other may not belong to it
    claim = ProposedClaim(text, whole.claim.kind, near=whole.claim.near, said=text)
    return replace(what, claim=claim)
