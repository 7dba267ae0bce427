"""Storing what a person sent as rows that the workers answer: ask, ask again, forget."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ask import help_view, questions
from bot.ask.questions import Question, Say
from bot.slack.said import Said
from models.inquiry import Delivery, Surface

if TYPE_CHECKING:
    from bot.language.statements import Statements
    from bot.services import Services

_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Request:
    """What a person sent to the bot.

    `said` is without the mention of the bot. `attached`: files or the like came with it. `literal`:
    the word "help" is a statement like any other. The rest is as in `questions.Question`.
    """

    workspace_id: int
    request_id: str
    surface: Surface
    delivery: Delivery
    channel: str
    asker: str
    said: Said
    attached: bool = False
    message_ts: str | None = None
    thread_ts: str | None = None
    response_url: str | None = None
    literal: bool = False


def ask(services: Services, request: Request) -> None:
    """Store a question and have it answered; once, however often Slack sends it."""
    question = _question(services, request)
    ids = questions.record(
        services.engine, question, now=services.clock(), owner=services.answerer.owner
    )
    if ids:
        asked = max(1, len(question.statements))
        services.metrics.asked.labels(request.surface.value).inc(asked)
    services.answerer.submit(ids)


def ask_anew(services: Services, request: Request) -> None:
    """Have the reply to an edited message changed or deleted."""
    ids = questions.revise(
        services.engine,
        _question(services, request),
        now=services.clock(),
        owner=services.answerer.owner,
    )
    services.answerer.submit(ids)


def forget(services: Services, workspace_id: int, channel: str, message_ts: str) -> None:
    """Have the reply to a deleted message deleted."""
    ids = questions.withdraw(services.engine, workspace_id, channel, message_ts)
    services.answerer.submit(ids)


def storable(text: str) -> str:
    """The text without characters that a database refuses: NUL, and halves of surrogate pairs."""
    return _HALVES.sub("\ufffd", text.replace("\x00", ""))


def _statements(services: Services, said: Said) -> Statements:
    """The statements of a message: its own; with a forwarded message also that one's. Where its own
    words state nothing, those of what is shown beside them."""
    own = services.checker.statements(storable(said.own))
    if not said.beside or (own.texts and not said.forwarded):
        return own
    told = [said.own, said.beside] if own.texts else [said.beside]
    beside = services.checker.statements(storable("\n".join(told)))
    return beside if beside.texts else own


def _question(services: Services, request: Request) -> Question:
    wanted = help_view.asked_for(request.said.own)
    wants_help = wanted is not False and not (request.literal or request.said.beside)
    found = None if wants_help else _statements(services, request.said)
    if found is None:
        say = Say.HELP
    elif found.remark:
        say = Say.NO_CLAIM
    else:
        say = Say.TEXT_ONLY if request.attached else Say.NOTHING_TO_CHECK
    return Question(
        workspace_id=request.workspace_id,
        request_id=request.request_id,
        surface=request.surface,
        delivery=request.delivery,
        channel=request.channel,
        asker=request.asker,
        statements=found.texts if found else (),
        left_over=found.left_over if found else 0,
        say=say,
        remark=found.remark if found else str(wanted or ""),
        message_ts=request.message_ts,
        thread_ts=request.thread_ts,
        response_url=request.response_url,
    )
