"""Showing an answer that only one person saw to the whole channel."""

from __future__ import annotations

from dataclasses import replace

from slack_sdk.errors import SlackApiError
from sqlalchemy import update
from sqlmodel import Session, col

from bot.ask import view as messages
from bot.ask.answering import card_context, render
from bot.ask.clicks import answer_of, inquiry_of
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import posting, refusals
from bot.slack.channels import has_outsiders
from bot.slack.client import CALL_ERRORS, Trouble, failure, is_unsupported, respond
from bot.slack.installations import Installation
from bot.slack.interaction import Click
from bot.slack.message import Message
from models import Inquiry
from models.database import writing
from models.inquiry import SHARING, Delivery

_NOT_THERE = {"not_in_channel", "channel_not_found"}


def share(services: Services, installation: Installation, click: Click) -> Message:
    """Post the answer in the channel; gives what then stands in place of the private one.

    Raises RefusalError where it was shared already, where people from outside are in the
    channel, or where nobody can tell whether there are.
    """
    inquiry = inquiry_of(services.engine, click)
    if inquiry.asker != click.user:
        raise RefusalError(refusals.NOT_YOURS)
    if inquiry.delivery != Delivery.RESPONSE:
        raise RefusalError(refusals.NOT_SHAREABLE)
    known = _among_ourselves(installation, inquiry.channel)
    now = services.clock()
    answer = answer_of(services, inquiry, click.claim_id, now)
    context = replace(card_context(inquiry, now, services), can_share=False)
    public = replace(context, ephemeral=False, total=1, position=1, menu=True)
    shared = messages.shared_by(click.user, inquiry.statement, render(inquiry, answer, public))
    if not _reserve(services, click, None, SHARING):
        raise RefusalError(refusals.ALREADY_SHARED)
    try:
        url = click.response_url if known else None
        ts = _post(installation, inquiry, url, shared)
    except BaseException:
        _reserve(services, click, SHARING, None)
        raise
    _reserve(services, click, SHARING, ts)
    return render(inquiry, answer, replace(context, note=refusals.NOTE_SHARED))


def _among_ourselves(installation: Installation, channel: str) -> bool:
    """Raises RefusalError unless nobody from outside is in the channel.

    False where the server has no such method: Slack has, so that is an emulator, and there is
    no Slack Connect in it. Then whether the app may write in the channel has to tell.
    """
    try:
        told = installation.client.conversations_info(channel=channel).get("channel") or {}
    except SlackApiError as error:
        if is_unsupported(error):
            return False
        if failure(error).trouble is Trouble.REFUSED:
            raise RefusalError(refusals.CHANNEL_UNSEEN) from None
        raise
    if has_outsiders(told):
        raise RefusalError(refusals.OUTSIDERS_HERE)
    return True


def _post(installation: Installation, inquiry: Inquiry, url: str | None, message: Message) -> str:
    """Through the response_url `url`, where given, in a channel that the app is not in."""
    try:
        posted = posting.post(installation.client, inquiry.channel, message, inquiry.thread_ts)
        return posted or SHARING
    except CALL_ERRORS as error:
        code = failure(error).code
        if code in _NOT_THERE and url:
            respond(url, message, response_type="in_channel")
            return SHARING
        if failure(error).trouble is Trouble.REFUSED:
            raise RefusalError(refusals.not_taken(code)) from None
        raise


def _reserve(services: Services, click: Click, old: str | None, new: str | None) -> bool:
    statement = (
        update(Inquiry)
        .where(col(Inquiry.id) == click.inquiry_id, col(Inquiry.reply_ts) == old)
        .values(reply_ts=new)
    )
    with Session(writing(services.engine)) as session:
        result = session.connection().execute(statement)
        session.commit()
        return bool(result.rowcount)
