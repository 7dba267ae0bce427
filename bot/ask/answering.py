"""Answering one inquiry: look it up, render, hand it to Slack, note what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.ask import card, progress, replies
from bot.ask import view as messages
from bot.ask.questions import Say, said
from bot.ask.view import CardContext
from bot.check.answer import Answer, to_json
from bot.check.checker import Checker, nothing_stated
from bot.metrics import Metrics
from bot.refusal import reference
from bot.slack import notice, posting, refusals
from bot.slack.client import CALL_ERRORS, Failure, Trouble, failure, wait_after
from bot.slack.editors import Editors, Knows, is_editor
from bot.slack.installations import Installations
from bot.slack.limits import fit
from bot.slack.message import Message
from models import Inquiry
from models.inquiry import Delivery, InquiryState

log = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=24)
"""An answer that Slack has not taken by then helps nobody."""

DELETE_ATTEMPTS = 20

# The question is gone; there is nobody to tell and nothing to reply to.
_GONE = {"thread_not_found", "message_not_found"}


@dataclass(frozen=True, slots=True)
class Tools:
    """What answering needs. `help` gives the lines of help, `owner` is this process."""

    engine: Engine
    checker: Checker
    installations: Installations
    metrics: Metrics
    clock: Callable[[], datetime]
    owner: str
    help: Callable[[], Sequence[tuple[str, str]]]
    editors: Editors = field(default_factory=Editors)


class Desk(Knows, Protocol):
    """What tells whether an asker is an editor: Tools, or the handlers' Services."""

    @property
    def installations(self) -> Installations: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """A message and the columns of the inquiry that say what was answered."""

    message: Message
    told: dict[str, Any] = field(default_factory=dict)


def finish(tools: Tools, inquiry: Inquiry) -> datetime | None:
    """Answer one inquiry that is leased to us, or take its reply back if it was dropped.

    Gives None when there is nothing more to do, else when to try again. Raises SQLAlchemyError
    where the database is down: the inquiry then stays as it was last noted.
    """
    installation = tools.installations.of_workspace(inquiry.workspace_id)
    if installation is None:
        raise LookupError(f"no installation for workspace {inquiry.workspace_id}")
    current: Inquiry | None = inquiry
    while current is not None:
        try:
            if current.state == InquiryState.DROPPED:
                _take_back(tools, installation.client, current)
                return None
            current = _answer(tools, installation.client, current)
        except CALL_ERRORS as error:
            return _after_failure(tools, installation.client, current or inquiry, failure(error))
    return None


def card_context(inquiry: Inquiry, now: datetime, desk: Desk | None = None) -> CardContext:
    """Where and to whom an inquiry's answer is shown.

    The menu for editors is hidden from others where only the asker sees the answer; `desk` tells
    whether that is an editor, without it nobody is. In a channel everybody sees it, and who uses
    it is checked then.
    """
    ephemeral = inquiry.delivery in (Delivery.EPHEMERAL, Delivery.RESPONSE)
    private = ephemeral or inquiry.channel.startswith("D")
    return CardContext(
        inquiry_id=str(inquiry.id),
        ephemeral=ephemeral,
        position=inquiry.position + 1,
        total=inquiry.total,
        can_share=inquiry.delivery == Delivery.RESPONSE and not inquiry.channel.startswith("D"),
        today=now.date(),
        note=refusals.NOTE_OUTSIDERS if inquiry.delivery == Delivery.EPHEMERAL else "",
        menu=not private or (desk is not None and _by_editor(desk, inquiry)),
    )


def _by_editor(desk: Desk, inquiry: Inquiry) -> bool:
    installation = desk.installations.of_workspace(inquiry.workspace_id)
    return installation is not None and is_editor(desk, installation, inquiry.asker)


def render(inquiry: Inquiry, answer: Answer, context: CardContext) -> Message:
    """The answer as a message; the last of a long message also says what was left out."""
    message = card.answer_message(answer, context=context)
    if not inquiry.left_over:
        return message
    rest = messages.left_over(inquiry.left_over)
    return fit(Message(f"{message.text} {rest.text}", [*message.blocks, *rest.blocks]))


def told(answer: Answer) -> dict[str, Any]:
    """The columns of an inquiry that say what was answered."""
    return {
        "outcome": answer.outcome.value,
        "claim_id": answer.claim.id if answer.claim else None,
        "answer": to_json(answer),
        "failure": None,
    }


def _answer(tools: Tools, client: WebClient, inquiry: Inquiry) -> Inquiry | None:
    unclear = inquiry.state == InquiryState.SENDING and inquiry.reply_ts is None
    if unclear and (found := replies.find(client, inquiry)):
        inquiry.reply_ts = found.ts
        if found.version == inquiry.version:
            log.info("inquiry %s: the reply had arrived", inquiry.id)
            reply = _reply(tools, inquiry)
            return _note(tools, inquiry, reply, found.ts)
        unclear = False
    reply = _reply(tools, inquiry)
    if not progress.note_sending(tools, inquiry, resent=unclear):
        return None  # edited, dropped or taken over: whoever did that goes on with it
    if unclear:
        tools.metrics.resent.inc()
        log.warning("inquiry %s: sent again, the first reply may have arrived", inquiry.id)
    ts = replies.send(client, inquiry, reply.message)
    return _note(tools, inquiry, reply, ts)


def _note(tools: Tools, inquiry: Inquiry, reply: Reply, ts: str | None) -> Inquiry | None:
    now = tools.clock()
    again = progress.note_answered(tools.engine, inquiry, now=now, reply_ts=ts, **reply.told)
    outcome = reply.told.get("outcome") or reply.told.get("state") or "hint"
    tools.metrics.answered.labels(outcome).inc()
    tools.metrics.latency.observe(max(0.0, (now - inquiry.asked_at).total_seconds()))
    return again


def _reply(tools: Tools, inquiry: Inquiry) -> Reply:
    say = said(inquiry)
    now = tools.clock()
    if say is Say.NO_CLAIM:
        nothing = nothing_stated(inquiry.statement)
        return Reply(render(inquiry, nothing, card_context(inquiry, now)))
    if say is not None:
        return Reply(_hint(tools, say))
    try:
        answer = tools.checker.answer(
            inquiry.workspace_id, inquiry.statement, now=now, asker=inquiry.asker
        )
        message = render(inquiry, answer, card_context(inquiry, now, tools))
    except SQLAlchemyError:
        raise
    except Exception:
        # The person gets a reference; an edit of the question tries anew.
        name = reference()
        tools.metrics.errors.inc()
        log.exception("inquiry %s: reference %s", inquiry.id, name)
        failed = {"state": InquiryState.FAILED.value, "failure": f"reference {name}"}
        return Reply(messages.unknown_failure(name), failed)
    return Reply(message, told(answer))


def _hint(tools: Tools, say: Say) -> Message:
    if say is Say.HELP:
        return messages.help_message(tools.help())
    if say is Say.TEXT_ONLY:
        return messages.text_only_hint()
    return messages.nothing_to_check()


def _take_back(tools: Tools, client: WebClient, inquiry: Inquiry) -> None:
    if inquiry.reply_ts:
        replies.take_back(client, inquiry)
    progress.note_taken_back(tools.engine, inquiry)


def _after_failure(
    tools: Tools, client: WebClient, inquiry: Inquiry, failed: Failure
) -> datetime | None:
    now = tools.clock()
    if inquiry.state == InquiryState.DROPPED:
        too_late = inquiry.attempts > DELETE_ATTEMPTS
    else:
        too_late = now - inquiry.asked_at > GIVE_UP_AFTER
    if failed.trouble is not Trouble.REFUSED and not too_late:
        wait = wait_after(failed, inquiry.attempts + 1)
        if failed.wait is not None:
            progress.hold_back(tools.engine, inquiry, until=now + wait)
        unclear = failed.trouble is Trouble.UNCLEAR
        tools.metrics.retried.labels(failed.code).inc()
        log.warning(
            "inquiry %s: %s (%s), again in %s", inquiry.id, failed.trouble, failed.code, wait
        )
        progress.note_waiting(tools, inquiry, until=now + wait, unclear=unclear)
        return now + wait
    refused = failed.trouble is Trouble.REFUSED
    why = refusals.not_taken(failed.code) if refused else refusals.NOT_IN_TIME
    log.error("inquiry %s: given up: %s", inquiry.id, why)
    tools.metrics.failed.labels(failed.code).inc()
    progress.note_failed(tools, inquiry, why=why)
    gone = failed.code in _GONE or inquiry.state == InquiryState.DROPPED
    if not gone and inquiry.delivery != Delivery.FLAT:
        _tell(client, inquiry, why)
    return None


def _tell(client: WebClient, inquiry: Inquiry, why: str) -> None:
    """Tell the person that there will be no answer where they asked; it may not work either."""
    sentence = notice.sentence(refusals.not_answered(inquiry.statement, why))
    try:
        posting.post(client, inquiry.asker, sentence)
    except CALL_ERRORS as error:
        log.info("inquiry %s: the asker was not told (%s)", inquiry.id, failure(error).code)
