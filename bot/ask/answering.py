"""Answering a question: look its statements up, render the reply, hand it to Slack and note the
result.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import i18n
from bot.ask import parts, progress, replies
from bot.ask import view as messages
from bot.ask.help_view import help_message
from bot.ask.questions import Say, said
from bot.ask.whole import Part, reply_message
from bot.check.answer import Answer
from bot.check.checker import Checker, nothing_stated
from bot.i18n import gettext
from bot.metrics import Metrics
from bot.refusal import reference
from bot.slack import notice, posting, refusals
from bot.slack.client import CALL_ERRORS, DEAD_TOKEN, Failure, Trouble, failure, wait_after
from bot.slack.editors import Editors
from bot.slack.installations import Installations
from bot.slack.message import Message
from bot.slack.people import speaking
from bot.slack.registry import Task
from models import Inquiry, Reply
from models.inquiry import Delivery, InquiryState

log = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=24)
"""How long after the question the bot goes on trying to send the answer."""

DELETE_ATTEMPTS = 20

# Slack's error codes for a question that is gone: the asker is then not told of the failure.
_GONE = {"thread_not_found", "message_not_found"}


@dataclass(frozen=True, slots=True)
class Tools:
    """What answering needs. `help` gives the lines of help as (what to type, what it does);
    `owner` is the name of this process in leases."""

    engine: Engine
    checker: Checker
    installations: Installations
    metrics: Metrics
    clock: Callable[[], datetime]
    owner: str
    help: Callable[[Task | None], Sequence[tuple[str, str]]]
    editors: Editors = field(default_factory=Editors)


@dataclass(frozen=True, slots=True)
class Written:
    """A rendered reply. `told` has, by inquiry id, the columns that say what was answered.
    `failure` is the reason if the answer could not be made."""

    message: Message
    told: Mapping[int, Mapping[str, Any]]
    failure: str | None = None


def finish(tools: Tools, reply: Reply) -> datetime | None:
    """Send one reply that this process has leased, or delete it if its question was dropped.

    Gives None if nothing more is to be done, else when to try again. Raises SQLAlchemyError if the
    database fails (the reply then stays as it was last noted), and LookupError if the workspace has
    no installation.
    """
    installation = tools.installations.of_workspace(reply.workspace_id)
    if installation is None:
        raise LookupError(f"no installation for workspace {reply.workspace_id}")
    client = installation.client
    current: Reply | None = reply
    seen: Inquiry | None = None
    while current is not None:
        asked = progress.asked(tools.engine, current)
        try:
            if current.state == InquiryState.DROPPED:
                _take_back(tools, client, current)
                return None
            if not asked:
                return None  # dropped meanwhile: the process that did that goes on with it
            if seen is None:
                seen = asked[0]
                replies.show_eyes(client, seen)
            current = _answer(tools, client, current, asked)
        except CALL_ERRORS as error:
            until = _after_failure(tools, client, current or reply, asked, failure(error))
            if until is not None:
                return until
            break
    if seen is not None:
        replies.remove_eyes(client, seen)
    return None


def _answer(
    tools: Tools, client: WebClient, reply: Reply, asked: Sequence[Inquiry]
) -> Reply | None:
    first = asked[0]
    unclear = reply.state == InquiryState.SENDING and reply.ts is None
    if unclear and (found := replies.find(client, reply, first)):
        reply.ts = found.ts
        if found.version == reply.version:
            log.info("reply %s: it had arrived", reply.id)
            return _note(tools, reply, _write_for(tools, reply, asked), found.ts)
        unclear = False
    written = _write_for(tools, reply, asked)
    in_channel = replies.in_channel(first)
    if not progress.note_sending(tools, reply, in_channel=in_channel, resent=unclear):
        return None  # edited, dropped or taken over: the process that did that goes on with it
    if unclear:
        tools.metrics.resent.inc()
        log.warning("reply %s: sent again, the first may have arrived", reply.id)
    return _note(tools, reply, written, replies.send(client, reply, first, written.message))


def _note(tools: Tools, reply: Reply, written: Written, ts: str | None) -> Reply | None:
    now = tools.clock()
    again = progress.note_answered(
        tools.engine, reply, written.told, now=now, ts=ts, failure=written.failure
    )
    for columns in written.told.values():
        outcome = "failed" if written.failure else columns.get("outcome", "hint")
        if outcome is not None:
            tools.metrics.answered.labels(outcome).inc()
    tools.metrics.latency.observe(max(0.0, (now - reply.asked_at).total_seconds()))
    return again


def _write_for(tools: Tools, reply: Reply, asked: Sequence[Inquiry]) -> Written:
    """The reply in the language of the person who asked."""
    with speaking(tools.installations.of_workspace(reply.workspace_id), asked[0].asker):
        i18n.current()  # asked of Slack now, not while the record is being read
        return _write(tools, reply, asked)


def _write(tools: Tools, reply: Reply, asked: Sequence[Inquiry]) -> Written:
    first, now = asked[0], tools.clock()
    say = said(first)
    if say is not None and say is not Say.NO_CLAIM:
        return Written(_hint(tools, say, first.statement), {first.id or 0: {}})
    try:
        if say is not None:
            nothing = nothing_stated(first.statement)
            told: Mapping[int, Mapping[str, Any]] = {first.id or 0: {}}
            found = [Part(str(first.id), first.statement, nothing)]
        else:
            answers = _answers(tools, asked, now)
            told = {one.id or 0: _told(one, answers.get(one.id or 0)) for one in asked}
            found = parts.parts_of(tools.engine, asked, answers)
        context = parts.card_context(tools, reply, first, now)
        return Written(reply_message(found, context, reply.left_over), told)
    except SQLAlchemyError:
        raise
    except Exception:
        # The person is given a reference; if they edit the question, it is tried again.
        name = reference()
        tools.metrics.errors.inc()
        log.exception("reply %s: reference %s", reply.id, name)
        return Written(
            messages.unknown_failure(name), {one.id or 0: {} for one in asked}, f"reference {name}"
        )


def _answers(tools: Tools, asked: Sequence[Inquiry], now: datetime) -> dict[int, Answer | None]:
    """The answers by inquiry id, one for each claim; a statement whose claim has one already gets
    none. A claim that a person chose for an unchanged statement is kept."""
    found = tools.checker.answers_to(
        asked[0].workspace_id, [one.statement for one in asked], now=now, asker=asked[0].asker
    )
    answers: dict[int, Answer | None] = {}
    for one, answer in zip(asked, found, strict=True):
        if parts.is_settled(one):
            answers[one.id or 0] = parts.answer_now(tools, one, now)
        elif answer is not None:
            answers[one.id or 0] = answer
    return answers


def _told(inquiry: Inquiry, answer: Answer | None) -> dict[str, Any]:
    if parts.is_settled(inquiry):
        return {"outcome": inquiry.outcome}
    if answer is None:
        return {"outcome": None, "claim_id": None, "answer": None}
    return parts.told(answer)


def _hint(tools: Tools, say: Say, about: str) -> Message:
    if say is Say.HELP:
        task = Task(about) if about else None
        return help_message(tools.help(task), task)
    if say is Say.TEXT_ONLY:
        return messages.text_only_hint()
    return messages.nothing_to_check()


def _take_back(tools: Tools, client: WebClient, reply: Reply) -> None:
    if reply.ts:
        replies.take_back(client, reply)
    progress.note_taken_back(tools.engine, reply)


def _after_failure(
    tools: Tools, client: WebClient, reply: Reply, asked: Sequence[Inquiry], failed: Failure
) -> datetime | None:
    now = tools.clock()
    if reply.state == InquiryState.DROPPED:
        too_late = reply.attempts > DELETE_ATTEMPTS
    else:
        too_late = now - reply.asked_at > GIVE_UP_AFTER
    if failed.code in DEAD_TOKEN:
        too_late = False  # what people asked waits for a token that works
    if failed.trouble is not Trouble.REFUSED and not too_late:
        wait = wait_after(failed, reply.attempts + 1)
        if failed.wait is not None:
            progress.hold_back(tools.engine, reply, until=now + wait)
        unclear = failed.trouble is Trouble.UNCLEAR
        tools.metrics.retried.labels(failed.code).inc()
        log.warning("reply %s: %s (%s), again in %s", reply.id, failed.trouble, failed.code, wait)
        progress.note_waiting(tools, reply, until=now + wait, unclear=unclear)
        return now + wait
    why = _why(failed)
    log.error("reply %s: given up: %s", reply.id, why)
    tools.metrics.failed.labels(failed.code).inc()
    progress.note_failed(tools, reply, why=why)
    gone = failed.code in _GONE or reply.state == InquiryState.DROPPED
    if not gone and asked and asked[0].delivery != Delivery.FLAT:
        with speaking(tools.installations.of_workspace(reply.workspace_id), asked[0].asker):
            _tell(client, asked[0], failed)
    return None


def _why(failed: Failure) -> str:
    if failed.trouble is Trouble.REFUSED:
        return refusals.not_taken(failed.code)
    return gettext(refusals.NOT_IN_TIME)


def _tell(client: WebClient, inquiry: Inquiry, failed: Failure) -> None:
    """Tell the asker, by direct message, that they will get no answer where they asked. A failure
    is logged, not raised."""
    sentence = notice.sentence(refusals.not_answered(inquiry.statement, _why(failed)))
    try:
        posting.post(client, inquiry.asker, sentence)
    except CALL_ERRORS as error:
        log.info("inquiry %s: the asker was not told (%s)", inquiry.id, failure(error).code)
