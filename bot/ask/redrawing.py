"""Replies that name a source which became confidential since are rendered again without the name.

The transaction that makes a source confidential (`bot.record.unnaming`) notes these replies in
their rows, so that none is forgotten when a process ends. They are not leased: changing a message
twice does no harm.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from bot.ask import progress
from bot.ask.answering import Tools
from bot.ask.parts import NONE_MEANT, card_context, parts_now, told
from bot.ask.whole import Part, reply_message, shared_message
from bot.check.answer import Answer
from bot.matching.outcome import Outcome
from bot.record.unnaming import is_standing
from bot.slack import notice, posting, refusals
from bot.slack.client import CALL_ERRORS, Trouble, failure
from bot.slack.message import Message
from bot.slack.people import speaking
from models import Inquiry, Reply
from models.database import writing
from models.inquiry import Delivery, InquiryState

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Replies of one run; Slack takes about fifty changes of messages a minute (tier 3)."""


def draw_again(tools: Tools, *, limit: int = AT_ONCE) -> int:
    """Render the noted replies again, the first noted first. Gives how many were settled.

    A reply that Slack does not take now is left to the next run. A reply that is gone, or that only
    one person saw, cannot be changed and is settled as it is.
    """
    done = 0
    for reply in _noted(tools, limit):
        installation = tools.installations.of_workspace(reply.workspace_id)
        if installation is None:
            continue
        now = tools.clock()
        asked = [one for one in progress.asked(tools.engine, reply) if one.outcome is not None]
        with speaking(installation, asked[0].asker if asked else None):
            parts = parts_now(tools, asked, now)
            message = _message(tools, reply, asked, parts, now) if is_standing(reply) else None
        if message is not None:
            try:
                posting.change(installation.client, reply.channel, str(reply.ts), message)
            except CALL_ERRORS as error:
                failed = failure(error)
                if failed.trouble is not Trouble.REFUSED:
                    log.info("reply %s: to be drawn again later (%s)", reply.id, failed.code)
                    break
                log.warning("reply %s: not drawn again (%s)", reply.id, failed.code)
        _settle(tools, reply, asked, parts)
        done += 1
    return done


def _noted(tools: Tools, limit: int) -> list[Reply]:
    with Session(tools.engine) as session:
        return list(
            session.scalars(
                select(Reply)
                .where(
                    col(Reply.redraw_at).is_not(None),
                    col(Reply.state) == InquiryState.ANSWERED.value,
                    col(Reply.workspace_id).in_(tools.installations.workspaces),
                )
                .order_by(col(Reply.redraw_at), col(Reply.id))
                .limit(limit)
            )
        )


def _message(
    tools: Tools, reply: Reply, asked: Sequence[Inquiry], parts: Sequence[Part], now: datetime
) -> Message:
    if all(one.answer is None for one in parts):
        return notice.sentence(refusals.NOT_SHOWN)
    context = card_context(tools, reply, asked[0], now)
    if asked[0].delivery != Delivery.RESPONSE:
        return reply_message(parts, context, reply.left_over)
    if not any(one.has_claim for one in parts):
        return notice.sentence(refusals.NOT_SHOWN)
    return shared_message(parts, context, asked[0].asker)


def _settle(tools: Tools, reply: Reply, asked: Sequence[Inquiry], parts: Sequence[Part]) -> None:
    """Store what the reply shows now: corrections are made from these rows."""
    as_read = (
        update(Reply)
        .where(
            col(Reply.id) == reply.id,
            col(Reply.version) == reply.version,
            col(Reply.redraw_at) == reply.redraw_at,
        )
        .values(redraw_at=None)
    )
    with Session(writing(tools.engine)) as session, session.begin():
        if not session.connection().execute(as_read).rowcount:
            return
        for inquiry, part in zip(asked, parts, strict=True):
            session.execute(
                update(Inquiry)
                .where(col(Inquiry.id) == inquiry.id)
                .values(answer=_shows(inquiry, part.answer)),
                execution_options={"synchronize_session": False},
            )


def _shows(inquiry: Inquiry, answer: Answer | None) -> dict[str, Any] | None:
    """The stored form of an answer; None if it has none. Of claims that were offered before only
    the ids are kept, because their texts may have the name."""
    if answer is None:
        return None
    shows: dict[str, Any] = told(answer)["answer"]
    if answer.outcome is Outcome.POSSIBLE:
        return shows
    before = inquiry.answer or {}
    shows["alternatives"] = [{"id": one["id"]} for one in before.get("alternatives", [])]
    return shows | ({NONE_MEANT: True} if before.get(NONE_MEANT) else {})
