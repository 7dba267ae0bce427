"""A pressed button: what it belongs to, and whether this person may press it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine
from sqlmodel import Session

from bot.ask import replies
from bot.check.answer import Answer
from bot.digest.delivering import OUTSIDERS
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.channels import why_closed
from bot.slack.client import Trouble, failure, respond
from bot.slack.message import Message
from models import Inquiry
from models.inquiry import Delivery

log = logging.getLogger(__name__)

_REFUSED = Trouble.REFUSED


@dataclass(frozen=True, slots=True)
class Click:
    """A button pressed by `user`, in a message (`channel`, `message_ts`) or in a modal.

    `ephemeral`: only one person sees that message. `inquiry_id` and `claim_id` come from the
    button's value and are checked against the workspace before anything is done.
    """

    workspace_id: int
    user: str
    inquiry_id: int
    claim_id: int | None = None
    veto_id: int | None = None
    kind: str = ""
    page: int = 0
    channel: str = ""
    message_ts: str | None = None
    ephemeral: bool = False
    response_url: str | None = None
    trigger_id: str = ""
    view_id: str = ""


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


def replace(client: WebClient, click: Click, message: Message) -> None:
    """Put another message in the place of the one with the button; else show it to the person.

    To the person alone where others than our own people read the channel by now, or nobody can
    tell: the message may have come there before they did.
    """
    if click.message_ts and not (click.ephemeral and click.response_url):
        closed = None if click.ephemeral else why_closed(client, click.channel)
        if closed is not None and (closed.code == OUTSIDERS or closed.trouble is not _REFUSED):
            log.info("a message was not changed: %s", closed.code)
            reply(client, click, message)
            return
        try:
            replies.change(client, click.channel, click.message_ts, message)
            return
        except SlackApiError as error:
            if failure(error).trouble is not _REFUSED:
                raise
            log.info("a message was not changed: %s", failure(error).code)
    if click.response_url:
        respond(click.response_url, message, replace_original=True)
    else:
        reply(client, click, message)


def reply(client: WebClient, click: Click, message: Message) -> None:
    """Tell the person who pressed the button, and nobody else."""
    if click.response_url:
        respond(click.response_url, message)
    elif click.channel:
        replies.whisper(client, click.channel, click.user, message)
    else:
        replies.post(client, click.user, message)
