"""Replies that name somebody who became confidential since: drawn again without the name.

Which they are is noted on the rows, in the transaction that made the source confidential
(`bot.record.unnaming`), so that the end of a process forgets none. To change a message twice does
no harm: it needs no lease.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from slack_sdk import WebClient
from sqlalchemy import select, update
from sqlmodel import Session, col

from bot.ask import view as messages
from bot.ask.answering import Tools, card_context, render, told
from bot.check.answer import Alternative, Answer
from bot.matching.outcome import Outcome
from bot.record.reading import claims_on_record
from bot.record.unnaming import is_standing
from bot.slack import notice, posting, refusals
from bot.slack.client import CALL_ERRORS, Trouble, failure
from bot.slack.message import Message
from models.database import writing
from models.inquiry import Delivery, Inquiry, InquiryState

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Replies of one run; Slack takes some fifty changes of messages a minute (tier 3)."""


def draw_again(tools: Tools, *, limit: int = AT_ONCE) -> int:
    """Draw replies again that are noted for it, the first noted first; how many were settled.

    What Slack does not take now waits for the next run. A reply that is gone, or that only one
    person saw, is settled: nothing can be changed there.
    """
    done = 0
    for inquiry in _noted(tools, limit):
        installation = tools.installations.of_workspace(inquiry.workspace_id)
        if installation is None:
            continue
        now = tools.clock()
        answer = _answer(tools, inquiry, now)
        if is_standing(inquiry):
            try:
                _change(installation.client, inquiry, _message(tools, inquiry, answer, now))
            except CALL_ERRORS as error:
                failed = failure(error)
                if failed.trouble is not Trouble.REFUSED:
                    log.info("inquiry %s: to be drawn again later (%s)", inquiry.id, failed.code)
                    break
                log.warning("inquiry %s: not drawn again (%s)", inquiry.id, failed.code)
        _settle(tools, inquiry, answer)
        done += 1
    return done


def _noted(tools: Tools, limit: int) -> list[Inquiry]:
    with Session(tools.engine) as session:
        return list(
            session.scalars(
                select(Inquiry)
                .where(
                    col(Inquiry.redraw_at).is_not(None),
                    col(Inquiry.state) == InquiryState.ANSWERED.value,
                    col(Inquiry.workspace_id).in_(tools.installations.workspaces),
                )
                .order_by(col(Inquiry.redraw_at), col(Inquiry.id))
                .limit(limit)
            )
        )


def _answer(tools: Tools, inquiry: Inquiry, now: datetime) -> Answer | None:
    """What the reply shows, as everybody may read it now; None where nothing of it may be shown.

    The same claim, or the same ones to choose from: nothing else is to change under its reader.
    """
    if inquiry.claim_id is not None:
        return tools.checker.answer_about(
            inquiry.workspace_id, inquiry.statement, inquiry.claim_id, now=now
        )
    offered = (inquiry.answer or {}).get("alternatives", [])
    with Session(tools.engine) as session:
        pages = claims_on_record(
            session,
            inquiry.workspace_id,
            [one["id"] for one in offered],
            now=now,
            editor=False,
            shelf_lives={},
        )
    alternatives = tuple(
        Alternative(page.card.id, page.card.key, page.card.text, one["score"])
        for one in offered
        if (page := pages.get(one["id"])) and not page.hidden and not page.withdrawn
    )
    if not alternatives:
        return None
    return Answer(inquiry.statement, Outcome.POSSIBLE, alternatives=alternatives)


def _message(tools: Tools, inquiry: Inquiry, answer: Answer | None, now: datetime) -> Message:
    if answer is None:
        return notice.sentence(refusals.NOT_SHOWN)
    context = card_context(inquiry, now, tools)
    if inquiry.delivery != Delivery.RESPONSE:
        return render(inquiry, answer, context)
    public = replace(
        context, ephemeral=False, total=1, position=1, menu=True, can_share=False, note=""
    )
    return messages.shared_by(inquiry.asker, inquiry.statement, render(inquiry, answer, public))


def _change(client: WebClient, inquiry: Inquiry, message: Message) -> None:
    posting.change(client, inquiry.channel, str(inquiry.reply_ts), message)


def _settle(tools: Tools, inquiry: Inquiry, answer: Answer | None) -> None:
    """The row says what the reply now shows, too: corrections are made from it."""
    shows = told(answer)["answer"] if answer is not None else None
    if shows is not None and inquiry.claim_id is not None:
        offered = (inquiry.answer or {}).get("alternatives", [])
        shows["alternatives"] = [{"id": one["id"]} for one in offered]  # their words may name
    statement = (
        update(Inquiry)
        .where(
            col(Inquiry.id) == inquiry.id,
            col(Inquiry.version) == inquiry.version,
            col(Inquiry.redraw_at) == inquiry.redraw_at,
        )
        .values(redraw_at=None, answer=shows)
    )
    with Session(writing(tools.engine)) as session, session.begin():
        session.execute(statement, execution_options={"synchronize_session": False})
