"""A pressed button: what it belongs to, and whether this person may press it."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.check.answer import Answer
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.interaction import Click
from models import Inquiry
from models.inquiry import Delivery

log = logging.getLogger(__name__)


def inquiry_of(engine: Engine, click: Click) -> Inquiry:
    """The inquiry a button belongs to.

    Raises RefusalError where it is of another workspace, or was answered to somebody else alone.
    (What was shared with a channel is open to everybody there.)
    """
    with Session(engine) as session:
        inquiry = session.get(Inquiry, click.inquiry_id)
    if inquiry is None or inquiry.workspace_id != click.workspace_id:
        raise RefusalError(refusals.STALE)
    private = inquiry.delivery in (Delivery.EPHEMERAL, Delivery.RESPONSE)
    shared = inquiry.reply_ts is not None and not click.ephemeral
    if private and click.user != inquiry.asker and not shared:
        raise RefusalError(refusals.NOT_YOURS)
    return inquiry


def answer_of(
    services: Services,
    inquiry: Inquiry,
    claim_id: int | None,
    now: datetime,
    *,
    editor: bool = False,
) -> Answer:
    """The inquiry's answer with this claim as it stands now, for an editor with every name.

    Looked up anew, so that nothing is shown that has been withdrawn or put under embargo since.
    Raises RefusalError if the claim cannot be shown.
    """
    if claim_id is None:
        raise RefusalError(refusals.STALE)
    answer = services.checker.answer_about(
        inquiry.workspace_id, inquiry.statement, claim_id, now=now, editor=editor
    )
    if answer is None or answer.claim is None:
        raise RefusalError(refusals.NOT_SHOWN)
    return answer
