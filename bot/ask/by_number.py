"""A claim shown by its number, what editors may do with its statements, and who saw names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import Session, col

from bot.ask.menus import of_statement
from bot.check.answer import Answer
from bot.matching.outcome import Outcome
from bot.record import accesses
from bot.record.batches import batches
from bot.record.card import names_in_confidence
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.message import Block
from models.record import Attribution, Claim, Document, Passage

WITH_OUTLET = (
    select(Attribution, col(Document.outlet_id))
    .join(Passage, col(Passage.id) == col(Attribution.passage_id))
    .join(Document, col(Document.id) == col(Passage.document_id))
)


def answer(services: Services, workspace_id: int, claim_id: int, *, editor: bool) -> Answer:
    """A claim as if somebody had asked in its own words.

    Raises RefusalError where there is none that may be shown.
    """
    with Session(services.engine) as session:
        text = session.scalar(
            select(col(Claim.text)).where(
                col(Claim.workspace_id) == workspace_id, col(Claim.id) == claim_id
            )
        )
    shown = services.checker.answer_about(
        workspace_id, text or "", claim_id, now=services.clock(), editor=editor
    )
    if shown is None or shown.claim is None:
        raise RefusalError(refusals.NOT_SHOWN)
    return replace(shown, outcome=Outcome.MATCH, differences=())


def note(
    services: Services, workspace_id: int, user: str, confided: Iterable[int], surface: str
) -> None:
    """Note that an editor is shown these confidential sources' names; before that is done."""
    accesses.note(
        services.engine, workspace_id, confided, actor=user, surface=surface, at=services.clock()
    )


def note_lines(
    services: Services, workspace_id: int, user: str, shown: Answer, surface: str
) -> None:
    """The same for all that an answer names."""
    note(services, workspace_id, user, names_in_confidence(shown.attributions), surface)


def menus(services: Services, workspace_id: int, shown: Answer, **back: int) -> Mapping[str, Block]:
    """What an editor may do with each statement of an answer, by its key.

    A form carries `back`, which names the list of sources and its page, and leads back to it.
    """
    keys = [line.key for line in shown.attributions]
    with Session(services.engine) as session:
        return {
            row.key: statement_menu(row, outlet, **back)
            for batch in batches(sorted(keys))
            for row, outlet in session.execute(
                WITH_OUTLET.where(
                    col(Attribution.workspace_id) == workspace_id,
                    col(Attribution.key).in_(batch),
                )
            )
        }


def statement_menu(row: Attribution, outlet: int | None, **back: int) -> Block:
    return of_statement(
        row.id or 0,
        retracted=row.retracted,
        source=row.source_id,
        outlet=outlet or row.relayed_by_id,
        **back,
    )
