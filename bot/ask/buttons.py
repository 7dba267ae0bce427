"""Which of the possible claims somebody meant, or none of them; and all sources of one claim."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, select

from bot.ask import by_number, modals
from bot.ask.answering import card_context, render, told
from bot.ask.clicks import answer_of, inquiry_of
from bot.check.answer import Answer
from bot.matching.outcome import Outcome
from bot.record import accesses
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.slack.interaction import Click
from bot.slack.message import Message, View
from models import Feedback, Inquiry
from models.database import writing
from models.inquiry import FeedbackKind


def choose(services: Services, click: Click) -> Message:
    """Note which claim was meant; gives its card, to stand in place of the choice."""
    inquiry = inquiry_of(services.engine, click)
    offered = inquiry.answer.get("alternatives", []) if isinstance(inquiry.answer, dict) else []
    chosen_before = inquiry.claim_id
    if click.claim_id not in [*(one["id"] for one in offered), chosen_before]:
        raise RefusalError(refusals.NOT_A_CANDIDATE)
    now = services.clock()
    answer = answer_of(services, inquiry, click.claim_id, now)
    _note(services, click, now, answer)
    return render(inquiry, answer, card_context(inquiry, now, services))


def none_of_these(services: Services, click: Click) -> Message:
    """Note that none was meant; gives the answer with nothing on record."""
    inquiry = inquiry_of(services.engine, click)
    now = services.clock()
    _note(services, click, now, None)
    nothing = Answer(inquiry.statement, Outcome.NONE)
    return render(inquiry, nothing, card_context(inquiry, now))


def sources(services: Services, installation: Installation, click: Click) -> View:
    """Everything on record for the claim of a card, one page of it; editors have a menu at each
    statement.

    A click without an inquiry comes from a claim that was found by name or number.
    """
    editor = is_editor(services, installation, click.user)
    if click.inquiry_id:
        inquiry = inquiry_of(services.engine, click)
        now = services.clock()
        answer = answer_of(services, inquiry, click.claim_id, now, editor=editor)
    else:
        answer = by_number.answer(services, click.workspace_id, click.claim_id or 0, editor=editor)
    by_number.note_lines(services, click.workspace_id, click.user, answer, accesses.SOURCES)
    menus = by_number.menus(services, answer, click) if editor else {}
    return modals.sources(answer, click.page, inquiry_id=str(click.inquiry_id), menus=menus)


def _note(services: Services, click: Click, now: datetime, chosen: Answer | None) -> None:
    """One choice per person and inquiry: a later one replaces it."""
    claim_id = chosen.claim.id if chosen and chosen.claim else None
    with Session(writing(services.engine)) as session:
        said = session.exec(
            select(Feedback).where(
                Feedback.workspace_id == click.workspace_id,
                Feedback.inquiry_id == click.inquiry_id,
                Feedback.kind == FeedbackKind.CHOSEN.value,
                Feedback.by == click.user,
            )
        ).first() or Feedback(
            workspace_id=click.workspace_id,
            inquiry_id=click.inquiry_id,
            kind=FeedbackKind.CHOSEN.value,
            by=click.user,
            at=now,
        )
        said.claim_id, said.at = claim_id, now
        session.add(said)
        inquiry = session.get(Inquiry, click.inquiry_id)
        if inquiry is not None and chosen is not None:
            # What is shown from now on; the outcome stays what the matcher gave.
            inquiry.claim_id, inquiry.answered_at = claim_id, now
            inquiry.answer = {
                **told(chosen)["answer"],
                "alternatives": (inquiry.answer or {}).get("alternatives", []),
            }
            session.add(inquiry)
        session.commit()
