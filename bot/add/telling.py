"""Tells the person who added something what came of it, in one message that changes and in their
open form; and tells the desk that drafts wait."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from bot.add import additions, details, results_view
from bot.add.documents import Added, opening
from bot.add.kit import Kit
from bot.review import showing
from bot.services import Services
from bot.slack import desk_channel, notice, posting
from bot.slack.client import CALL_ERRORS, Trouble, failure
from bot.slack.installations import Installation
from bot.slack.message import Message, View
from bot.slack.people import speaking
from models.addition import Addition
from models.drafts import Draft
from models.record import Document

log = logging.getLogger(__name__)

SLACK_SHOWS = 0.3
"""Seconds that Slack gets to show our answer to a form that was sent, which would replace what is
put there before."""

EVERY = timedelta(seconds=2)
"""How often progress is shown: Slack takes about one change of a message a second."""


def tell(kit: Kit, installation: Installation, addition: Addition, message: Message) -> None:
    """Post the addition's message, or change it if it was posted. Raises one of CALL_ERRORS."""
    client = installation.client
    show(installation, addition, notice.modal(message))
    ts = additions.own_message(addition)
    if ts is not None and addition.told_in.startswith(("C", "D", "G")):
        try:
            posting.change(client, addition.told_in, ts, message)
            return
        except SlackApiError as error:
            if failure(error).trouble is not Trouble.REFUSED:
                raise
            log.info("addition %s: its message is gone", addition.id)
    told = posting.posted(client, addition.told_in, message)
    where = {"told_ts": told.get("ts"), "told_in": told.get("channel") or addition.told_in}
    additions.note(kit, addition, **where)


def person(by: str) -> str | None:
    """The Slack id of the person who added something; None if it was not added in Slack."""
    return by if re.fullmatch(r"[UW][A-Z0-9]+", by) else None


def mention(kit: Kit, installation: Installation, addition: Addition, message: Message) -> None:
    """As `tell`, for progress: errors do not matter."""
    try:
        tell(kit, installation, addition, message)
    except CALL_ERRORS as error:
        log.info("addition %s: no progress shown (%s)", addition.id, failure(error).code)


def show(installation: Installation, addition: Addition, view: View) -> None:
    """Show a view in the form that the person has open, if it still is."""
    if addition.view_id is None:
        return
    early = SLACK_SHOWS - (datetime.now(UTC) - addition.asked_at).total_seconds()
    if 0 < early <= SLACK_SHOWS:
        time.sleep(early)
    try:
        installation.client.views_update(view_id=addition.view_id, view=view)
    except CALL_ERRORS as error:
        log.info("addition %s: no form to show it in (%s)", addition.id, failure(error).code)


def show_details(kit: Kit, installation: Installation, addition: Addition, added: Added) -> None:
    """Show the details of a single new document in the form that is still open, to be confirmed."""
    if addition.view_id is None or len(added.documents) != 1 or not added.new:
        return
    view = details.form(
        kit.engine,
        addition.workspace_id,
        added.new[0].document_id,
        above=results_view.waiting(added.drafts, nothing_new=added.new[0].nothing_new),
    )
    show(installation, addition, view)


def fresh(engine: Engine, addition: Addition, added: Added) -> Added:
    """The result, with what an earlier try of the same addition stored marked as new."""
    documents = []
    with Session(engine) as session:
        for one in added.documents:
            row = session.get(Document, one.document_id) if one.already else None
            ours = row is not None and row.added_by == addition.by
            since = row.added_at if row is not None else None
            if ours and since is not None and since >= addition.asked_at:
                documents.append(replace(one, already=False, remark=""))
            else:
                documents.append(one)
    return replace(added, documents=tuple(documents))


def result(engine: Engine, addition: Addition, added: Added) -> Message:
    """The result of an addition in words, with buttons to its review."""
    if len(added.documents) == 1 and added.reviews is None and not added.problems:
        one = added.documents[0]
        known = details.known(engine, addition.workspace_id, one.document_id)
        return results_view.one_document(one, known)
    return results_view.several(added)


def announce(
    services: Services, installation: Installation, documents: Sequence[int], by: str
) -> None:
    """Tell the desk, or the person who added them, that documents wait for review.

    For one document that is its review, in the desk's channel or for the person who added it. For
    several, or if the review reached no one, it is one message to the desk. The person who added
    them has the same in their answer.
    """
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
    with speaking(installation):  # all at the desk read it
        message = results_view.to_review(listed, by)
    desk_channel.post(services, installation, message)
