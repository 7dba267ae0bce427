"""The topic of a document, which the claims made from it get."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from bot.i18n import gettext
from bot.record.change import Change
from bot.record.concealing import concealed, refuse_names
from bot.record.drafts.drafts import one_line
from bot.record.edit.claims import edit_claim, fields_of
from models.drafts import Draft, DraftState
from models.record import Claim, ClaimState, Document


def give_topic(change: Change, document: Document, topic: str | None) -> tuple[int, ...]:
    """Give a document this topic, None for none. Does not commit, and leaves the audit trail of the
    document to the caller.

    Its open drafts have it at once. A claim that review made from the document has it too, if the
    claim has no topic or the document's old one; gives the ids of these. Raises RefusalError if the
    topic names a confidential source. The workspace must be locked.
    """
    topic, before = one_line(topic), document.topic
    if topic == before:
        return ()
    refuse_names(concealed(change.session, change.workspace_id), [(gettext("the topic"), topic)])
    document.topic = topic
    change.session.add(document)
    followed = [one for one in _made_from(change, document) if one.topic in (None, before)]
    for claim in followed:
        edit_claim(change, claim.id or 0, replace(fields_of(claim), topic=topic), seen=None)
    return tuple(claim.id or 0 for claim in followed)


def _made_from(change: Change, document: Document) -> list[Claim]:
    """The claims on record that an approval of one of the document's drafts made."""
    drafts = change.session.execute(
        select(col(Draft.claim_id), col(Draft.made)).where(
            col(Draft.workspace_id) == document.workspace_id,
            col(Draft.document_id) == document.id,
            col(Draft.state) == DraftState.APPROVED.value,
        )
    )
    ids = {claim_id for claim_id, made in drafts if made and made.get("claim") == claim_id}
    claims = select(Claim).where(
        col(Claim.workspace_id) == document.workspace_id,
        col(Claim.id).in_(ids),
        col(Claim.state) == ClaimState.APPROVED.value,
        col(Claim.merged_into_id).is_(None),
    )
    return list(change.session.scalars(claims.order_by(col(Claim.id))))
