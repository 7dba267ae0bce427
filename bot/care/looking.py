"""What people look at by name or number: a list of claims, one claim, its history."""

from __future__ import annotations

from sqlmodel import Session, col

from bot.ask.by_number import _WITH_OUTLET, _menu, answer, note, note_lines
from bot.care import view as care
from bot.care.rows import row_of
from bot.language import writing
from bot.record import accesses
from bot.record.finding import Found, find
from bot.record.history import history
from bot.record.visible import line_above, speakers
from bot.services import Services
from bot.slack import text as mrkdwn
from bot.slack.asked import Asked, Shown
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.slack.message import Block, Message, View
from models.record import Attribution, AttributionState, Claim, ClaimState

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
