"""What somebody pressed or sent in Slack, and answering that person."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack import posting
from bot.slack.channels import OUTSIDERS, why_closed
from bot.slack.client import Trouble, failure, respond
from bot.slack.message import Message

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
            posting.change(client, click.channel, click.message_ts, message)
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
        posting.whisper(client, click.channel, click.user, message)
    else:
        posting.post(client, click.user, message)
