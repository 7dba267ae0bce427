"""Telling the desk that drafts wait: a document's review, or a list of several."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from bot.inquiries import replies
from bot.installations import Installation
from bot.intake.adding import opening
from bot.render import adding
from bot.reviewing import showing
from bot.services import Services
from bot.slack_calls import CALL_ERRORS, failure
from models.drafts import Draft
from models.record import Document
from models.workspace import Workspace

log = logging.getLogger(__name__)


def announce(
    services: Services, installation: Installation, documents: Sequence[int], by: str
) -> None:
    """One document: its review, for the desk's channel or whoever added it. Several: one message
    to the desk's channel; whoever added them has the same in the answer they get."""
    if len(documents) == 1:
        showing.announce(services, installation, documents[0], added_by=by)
        return
    with Session(services.engine) as session:
        workspace = session.get(Workspace, installation.workspace_id)
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
    if workspace is None or not workspace.desk_channel:
        return
    listed = [(number or 0, title or opening(text), count) for number, title, text, count in rows]
    try:
        replies.post(installation.client, workspace.desk_channel, adding.to_review(listed, by))
    except CALL_ERRORS as error:  # the queue has them all the same
        log.warning("the desk's channel was not told: %s", failure(error).code)
