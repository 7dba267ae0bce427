"""What people look at by name or number: a list of claims, one claim, its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import Session, col

from bot.ask.menus import of_statement
from bot.care import view as care
from bot.care.rows import row_of
from bot.check.answer import Answer, names_in_confidence
from bot.editors import is_editor
from bot.language import writing
from bot.matching.outcome import Outcome
from bot.record import accesses
from bot.record.batches import batches
from bot.record.finding import Found, find
from bot.record.history import history
from bot.record.visible import line_above, speakers
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack import text as mrkdwn
from bot.slack.asked import Asked, Shown
from bot.slack.installations import Installation
from bot.slack.interaction import Click
from bot.slack.message import Block, Message, View
from models.record import Attribution, AttributionState, Claim, ClaimState, Document, Passage

PER_PAGE = 8
"""Claims in a list, of all that have the name: they stay below Slack's 12,000 characters."""

HISTORY_PAGE = 12

MOST_WAITING = 15
"""Statements under embargo that are listed with their menus."""


def found(
    services: Services, installation: Installation, user: str, name: str, page: int = 1
) -> Message:
    """What is on record for whoever or whatever is called so."""
    editor = is_editor(services, installation, user)

    def asked(per_page: int) -> Found:
        with Session(services.engine) as session:
            return find(
                session,
                installation.workspace_id,
                name,
                page,
                editor=editor,
                now=services.clock(),
                per_page=per_page,
            )

    what = asked(PER_PAGE)
    if len(what.listings) > 1:
        what = asked(max(1, PER_PAGE // len(what.listings)))
    note(services, installation.workspace_id, user, what.confidential, accesses.FIND)
    return care.found(what, editor=editor)


def known(services: Services, workspace_id: int, name: str) -> bool:
    """Whether something that everybody may find is called just so."""
    with Session(services.engine) as session:
        what = find(session, workspace_id, name, editor=False, now=services.clock(), per_page=1)
    return bool(what.listings)


def claim(services: Services, installation: Installation, asked: Asked) -> View:
    """One claim as its card shows it."""
    editor = is_editor(services, installation, asked.user)
    shown = answer(services, asked.workspace_id, asked.number(), editor=editor)
    note_lines(services, asked.workspace_id, asked.user, shown, accesses.CARD)
    return care.claim(shown, editor=editor, today=services.clock().date())


def told(
    services: Services, installation: Installation, user: str, claim_id: int, page: int = 1
) -> Shown:
    """The history of a claim: everybody sees how its status changed, editors see all."""
    editor = is_editor(services, installation, user)
    now = services.clock()
    with Session(services.engine) as session:
        row_of(session, Claim, installation.workspace_id, claim_id)
        what = history(
            session,
            installation.workspace_id,
            claim_id,
            editor=editor,
            now=now,
            page=page,
            per_page=HISTORY_PAGE,
            statuses_only=not editor,
        )
        row = row_of(session, Claim, installation.workspace_id, what.claim_id)
        waiting, confided = _waiting(session, services, row) if editor else ([], set())
    confided |= set(what.confidential)
    note(services, installation.workspace_id, user, confided, accesses.HISTORY)
    message = care.history(
        what,
        waiting,
        editor=editor,
        standing=row.state == ClaimState.APPROVED.value,
        withdrawn=row.state == ClaimState.WITHDRAWN.value,
    )
    return Shown("History", message)


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


def menus(services: Services, shown: Answer, click: Click) -> Mapping[str, Block]:
    """What an editor may do with each statement of an answer, by its key.

    `click` opened the list: from its page a form leads back to it.
    """
    keys = [line.key for line in shown.attributions]
    back = {"inquiry": click.inquiry_id, "claim": click.claim_id or 0, "page": click.page}
    with Session(services.engine) as session:
        return {
            row.key: _menu(row, outlet, **back)
            for batch in batches(sorted(keys))
            for row, outlet in session.execute(
                _WITH_OUTLET.where(
                    col(Attribution.workspace_id) == click.workspace_id,
                    col(Attribution.key).in_(batch),
                )
            )
        }


_WITH_OUTLET = (
    select(Attribution, col(Document.outlet_id))
    .join(Passage, col(Passage.id) == col(Attribution.passage_id))
    .join(Document, col(Document.id) == col(Passage.document_id))
)


def _menu(row: Attribution, outlet: int | None, **back: int) -> Block:
    return of_statement(
        row.id or 0,
        retracted=row.retracted,
        source=row.source_id,
        outlet=outlet or row.relayed_by_id,
        **back,
    )


def _waiting(
    session: Session, services: Services, claim: Claim
) -> tuple[list[tuple[str, Block]], set[int]]:
    """The statements on a claim that are under embargo (no card shows them, even to editors), and
    the confidential sources among their speakers."""
    rows = session.execute(
        _WITH_OUTLET.where(
            col(Attribution.workspace_id) == claim.workspace_id,
            col(Attribution.claim_id) == claim.id,
            col(Attribution.state) == AttributionState.APPROVED.value,
            col(Attribution.embargo_until) > services.clock(),
        )
        .order_by(col(Attribution.id))
        .limit(MOST_WAITING)
    ).all()
    known_ones = speakers(
        session, claim.workspace_id, [r.source_id for r, _ in rows if r.source_id is not None]
    )
    said = []
    for row, outlet in rows:
        line = line_above(row.source_id, known_ones) if row.source_id is not None else []
        who = mrkdwn.quote(", ".join(one.name for one in line) or "Nobody named", care.TEXT)
        until = row.embargo_until
        when = f"{writing.day(until.date())}, {until:%H:%M} UTC" if until else ""
        said.append((f"• {who}: {row.stance} · until {when}", _menu(row, outlet)))
    said_by = {row.source_id for row, _ in rows if row.source_id is not None}
    return said, {one for one in said_by if known_ones[one].confidential}
