"""Telling the desk that drafts wait: a document's review, or a list of several."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from bot.add import view as adding
from bot.add.documents import opening
from bot.review import showing
from bot.services import Services
from bot.slack import desk_channel
from bot.slack.installations import Installation
from models.drafts import Draft
from models.record import Document


def announce(
    services: Services, installation: Installation, documents: Sequence[int], by: str
) -> None:
    """One document: its review, for the desk's channel or whoever added it. Several, or one of
    which nobody could be told: one message to the desk; whoever added them has the same in the
    answer they get."""
    if len(documents) == 1 and showing.announce(services, installation, documents[0], added_by=by):
        return
    with Session(services.engine) as session:
        rows = session.exec(
            select(Document.id, Document.title, func.substr(Document.text, 1, 240), func.count())
            .join(Draft, col(Draft.document_id) == col(Document.id))
            .where(
                Document.workspace_id == installation.workspace_id,
                col(Document.id).in_(documents),
            )
            .group_by(col(Document.id), col(Document.title), col(Document.text))
            .order_by(col(Document.id))
        ).all()
    listed = [(number or 0, title or opening(text), count) for number, title, text, count in rows]
    desk_channel.post(services, installation, adding.to_review(listed, by))
