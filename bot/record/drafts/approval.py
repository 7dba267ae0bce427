"""Puts on record what an approved draft proposes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from bot.extraction.draft import DraftAttribution, Span
from bot.extraction.figures import figure_unsaid
from bot.i18n import gettext, ngettext
from bot.language.writing import capitalised, listed
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.concealing import concealed, confidential
from bot.record.drafts import called, claims, speakers
from bot.record.drafts.drafts import by_editor, document_of, said
from bot.record.drafts.errors import FigureUnsaidError, ReviewError
from bot.record.drafts.naming import named_in_draft
from bot.record.drafts.outlets import outlet_for
from bot.record.drafts.rows import APPROVE, free_key, note_new
from bot.record.exchange.stored import as_entry
from models.drafts import Draft
from models.record import (
    Attribution,
    AttributionState,
    Claim,
    Document,
    Outlet,
    Passage,
    PassageError,
    Source,
    Stance,
    passage,
)


@dataclass(frozen=True, slots=True)
class PutOnRecord:
    """The attribution that an approval made, whether its claim is new, and the names of the new
    sources."""

    attribution: Attribution
    new_claim: bool
    new_sources: tuple[str, ...]


def put_on_record(
    change: Change,
    draft: Draft,
    *,
    sentences: claims.Sentences | None = None,
    any_party: bool = True,
) -> PutOnRecord:
    """Make the attribution that a draft proposes, with the claim, sources and outlet that it needs.

    The draft's row keeps what was made. `sentences` is as in `claims.claim_for`, `any_party` as in
    `speakers.source_for`. Raises ReviewError if the draft cannot go on record; the caller must then
    roll back.
    """
    session = change.session
    workspace_id = draft.workspace_id
    document = document_of(session, workspace_id, draft.document_id)
    what = said(draft)
    figure_is_said(document, what)
    name = f"{document.sha256[:12]}-{draft.position}"
    proposed = replace(what.claim, topic=what.claim.topic or document.topic)
    claim, new_claim = claims.claim_for(change, proposed, sentences=sentences, key=f"claim-{name}")
    speaker = _speaker(change, document, draft, what, any_party=any_party)
    source, new_sources = (speaker.source, speaker.made) if speaker is not None else (None, ())
    _names_nobody_confidential(session, draft, document, source, new_sources)
    relayed_by = outlet_for(change, what.relayed_by, action=APPROVE)
    values = _values(what, claim, source, relayed_by) | {
        "passage_id": _passage_id(session, document, what),
        "decided_by": change.actor,
        "decided_at": change.now,
    }
    attribution = _again(change, draft, values)
    if attribution is None:
        key = free_key(session, Attribution, workspace_id, f"said-{name}")
        attribution = Attribution(workspace_id=workspace_id, key=key, **values)
        note_new(change, [attribution], action=APPROVE)
    draft.attribution_id, draft.claim_id = attribution.id, claim.id
    draft.made = {
        "attribution": as_entry(session, attribution),
        "claim": claim.id if new_claim else None,
        "sources": [one.id for one in new_sources],
        "named": [called.to_json(one) for one in speaker.named] if speaker is not None else [],
    }
    return PutOnRecord(attribution, new_claim, tuple(one.name for one in new_sources))


def figure_is_said(document: Document, what: DraftAttribution) -> None:
    """Raises FigureUnsaidError if the draft's figure is not in its words, unless an editor has said
    that the desk computed it."""
    unsaid = figure_unsaid(document.text, what, language=document.language)
    if unsaid:
        raise FigureUnsaidError(unsaid)


def _names_nobody_confidential(
    session: Session,
    draft: Draft,
    document: Document,
    source: Source | None,
    new_sources: Sequence[Source],
) -> None:
    """Raises ReviewError if the new rows would show a confidential name to readers who are not
    editors."""
    workspace_id = draft.workspace_id
    names = concealed(session, workspace_id)
    if not names:
        return
    hidden = confidential(session, workspace_id)
    for one in new_sources:
        if one.id not in hidden and names.spans(one.name, surnames=False):
            raise ReviewError(
                gettext(
                    "{name} is the name of a confidential source. Choose that source, or give "
                    "this one another name.",
                    name=one.name,
                )
            )
    found = named_in_draft(
        names, draft, document, concealed_speaker=source is not None and source.id in hidden
    )
    if found:
        raise ReviewError(
            ngettext(
                "{texts} names a confidential source, and others would read it. "
                "Reword it (Edit; the title and address under “Confirm the details”), "
                "or make the source public first.",
                "{texts} name a confidential source, and others would read it. "
                "Reword it (Edit; the title and address under “Confirm the details”), "
                "or make the source public first.",
                len(found),
                texts=_list(found),
            )
        )


def _list(found: Sequence[str]) -> str:
    said = listed(found)
    return capitalised(said)


def _again(change: Change, draft: Draft, values: Mapping[str, Any]) -> Attribution | None:
    """Put the attribution that this draft made before back on record; None if it never made one."""
    session = change.session
    if draft.attribution_id is None:
        return None
    attribution = session.get_one(Attribution, draft.attribution_id, populate_existing=True)
    before, old_passage = as_entry(session, attribution), attribution.passage_id
    for name, value in values.items():
        setattr(attribution, name, value)
    session.add(attribution)
    session.flush()
    session.execute(delete(Passage).where(col(Passage.id) == old_passage))
    audited = Audited("attribution", attribution.id or 0, before, as_entry(session, attribution))
    audit(change, [audited], action=APPROVE)
    return attribution


def _speaker(
    change: Change, document: Document, draft: Draft, what: DraftAttribution, *, any_party: bool
) -> speakers.Resolved | None:
    if what.source is None:
        return None
    return speakers.source_for(
        change,
        document,
        what.source,
        somebody_else=by_editor(draft).somebody_else,
        any_party=any_party,
    )


def _passage_id(session: Session, document: Document, what: DraftAttribution) -> int:
    given = what.passage
    content = _apart(given.content)
    inside = [
        (low, high)
        for low, high in given.insertions
        if any(start <= low and high <= end for start, end in content)
    ]
    try:
        made = passage(
            document,
            content,
            verbatim=given.verbatim,
            speaker=given.source,
            cue=given.cue,
            antecedent=_apart(given.antecedent),
            insertions=_apart(inside),
        )
    except PassageError as error:
        raise ReviewError(
            gettext("The passage is not in the document: {error}.", error=error)
        ) from error
    session.add(made)
    session.flush()
    return made.id or 0


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, with overlapping ones joined: a file may not hold spans that overlap."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _values(
    what: DraftAttribution,
    claim: Claim,
    source: Source | None,
    relayed_by: Outlet | None,
) -> dict[str, Any]:
    if what.stance not in set(Stance):
        raise ReviewError(gettext("A stance is none of the kind {stance}.", stance=what.stance))
    low, high = claims.bounds(what.figure)
    # A day taken from the document's date is not the stated day of the words.
    stated = what.said_precision != "document"
    exact = what.said_precision in (None, "day", "document")
    return {
        "claim_id": claim.id,
        "source_id": source.id if source is not None else None,
        "stance": what.stance,
        "said_on": what.said_on if stated else None,
        "said_precision": None if exact or what.said_on is None else what.said_precision,
        "relayed_by_id": relayed_by.id if relayed_by is not None else None,
        "origin_unknown": what.origin_unknown,
        "figure_low": low,
        "figure_high": high,
        "unit": what.unit or None,
        "figure_computed": what.figure_computed and (low, high) != (None, None),
        "hedge": what.hedge or None,
        "state": AttributionState.APPROVED.value,
    }
