"""A claim shown by its number; the editors' menus of its statements; notes of who saw names."""

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
    """The answer about a claim, as if a person had asked in the claim's own words.

    Raises RefusalError if there is no such claim or it may not be shown.
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
    """Note that an editor sees the names of these confidential sources; called before they do."""
    accesses.note(
        services.engine, workspace_id, confided, actor=user, surface=surface, at=services.clock()
    )


def note_lines(
    services: Services, workspace_id: int, user: str, shown: Answer, surface: str
) -> None:
    """As `note`, for all confidential sources that an answer names."""
    note(services, workspace_id, user, names_in_confidence(shown.attributions), surface)


def menus(services: Services, workspace_id: int, shown: Answer, **back: int) -> Mapping[str, Block]:
    """The editors' menus of an answer's statements, by the key of each.

    Their forms carry `back`, the list of sources and its page, to return to it.
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
