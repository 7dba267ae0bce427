"""Finds the drafts that would show a confidential source's name to readers who are not editors."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.extraction.draft import Flag
from bot.i18n import gettext
from bot.language.mentions import Mentions
from bot.record.batches import batches
from bot.record.concealing import concealed, confidential
from models.drafts import Draft, DraftState
from models.record import Document


def reflag(session: Session, workspace_id: int, *, document_id: int | None = None) -> None:
    """Set the flag on exactly those open drafts that would show a confidential name to readers who
    are not editors."""
    names = concealed(session, workspace_id)
    hidden = confidential(session, workspace_id)
    open_ones = select(Draft).where(
        col(Draft.workspace_id) == workspace_id, col(Draft.state) == DraftState.DRAFT.value
    )
    if document_id is not None:
        open_ones = open_ones.where(col(Draft.document_id) == document_id)
    by_document: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in session.scalars(open_ones):
        by_document[draft.document_id].append(draft)
    for batch in batches(sorted(by_document)):
        for document in session.scalars(select(Document).where(col(Document.id).in_(batch))):
            for draft in by_document[document.id or 0]:
                source = draft.proposal.get("source") or {}
                told = named_in_draft(
                    names, draft, document, concealed_speaker=source.get("known") in hidden
                )
                _flag(session, draft, named=bool(told))
    session.flush()


def named_in_draft(
    names: Mentions, draft: Draft, document: Document, *, concealed_speaker: bool
) -> tuple[str, ...]:
    """Which texts of a draft, once public, would say one of the names: "the claim", "the quote", …

    If the speaker is concealed, the article's title and address are not checked, as they are not
    shown.
    """
    if not names:
        return ()
    claim = draft.proposal["claim"]
    own = claim["text"] if claim.get("known") is None else None
    texts = [
        (gettext("the claim"), own),
        (gettext("the claim’s place"), claim.get("place")),
        (gettext("the claim’s time"), claim.get("time")),
        (gettext("the claim’s topic"), draft.topic or document.topic),
        (gettext("the claim’s unit"), claim.get("unit")),
        (gettext("the unit"), draft.proposal.get("unit")),
        (gettext("the quote"), _words(document, draft.passage.get("content"))),
        (gettext("what the quote stands for"), _words(document, draft.passage.get("antecedent"))),
        (gettext("the hedge"), draft.proposal.get("hedge")),
    ]
    if not concealed_speaker:
        texts.append((gettext("the article’s title"), document.title))
    found = [what for what, said in texts if names.in_text(said)]
    if not concealed_speaker and names.in_address(document.url):
        found.append(gettext("the article’s address"))
    return tuple(found)


def _flag(session: Session, draft: Draft, *, named: bool) -> None:
    flags = {*draft.flags} - {Flag.NAMES_CONFIDENTIAL.value} | (
        {Flag.NAMES_CONFIDENTIAL.value} if named else set()
    )
    if sorted(flags) != draft.flags:
        draft.flags, draft.flagged = sorted(flags), bool(flags)
        session.add(draft)


def _words(document: Document, spans: Any) -> str:
    return " ".join(document.text[start:end] for start, end in spans or ())
