"""The changes of a claim's status and of its figure on record, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.corroboration import status_words
from bot.i18n import gettext
from bot.language import writing
from bot.language.figure_words import figure_words
from bot.record.batches import batches
from bot.record.changes import Happened
from bot.record.concealing import KNOWN_TO_DESK
from bot.record.visible import speakers
from models.changes import RULES, StatusChange
from models.record import Attribution, Claim


def status_changes(
    session: Session, workspace_id: int, claim: Claim, *, editor: bool
) -> list[tuple[int, Happened]]:
    """Each change with a number by which it sorts; for readers who are not editors without the
    names of confidential sources."""
    rows = session.scalars(
        select(StatusChange).where(
            col(StatusChange.workspace_id) == workspace_id, col(StatusChange.claim_id) == claim.id
        )
    ).all()
    movers = _movers(session, workspace_id, rows, editor=editor)
    # Sorts after the editor's change at the same instant, which the rules followed.
    return [
        (2**62 + (row.id or 0), Happened(row.at, None, said))
        for row in rows
        if (said := _told_change(row, movers.get(row.id or 0)))
    ]


def _movers(
    session: Session, workspace_id: int, rows: Iterable[StatusChange], *, editor: bool
) -> dict[int, list[str]]:
    """The speakers who moved the figure on record, by the change."""
    moves = {row.id or 0: row for row in rows if row.to_figure}
    keys = sorted({key for row in moves.values() for key in row.attributions or ()})
    said: dict[str, Attribution] = {}
    for batch in batches(keys):
        query = select(Attribution).where(
            col(Attribution.workspace_id) == workspace_id, col(Attribution.key).in_(batch)
        )
        said |= {one.key: one for one in session.scalars(query)}
    known = speakers(session, workspace_id, {s.source_id for s in said.values() if s.source_id})
    found: dict[int, list[str]] = {}
    for row_id, row in moves.items():
        by = [
            known[one.source_id]
            for key in row.attributions or ()
            if (one := said.get(key)) is not None
            and one.source_id is not None
            and [one.figure_low, one.figure_high] == row.to_figure["figure"]
            and one.unit == row.to_figure["unit"]
        ]
        names = (gettext(KNOWN_TO_DESK) if s.confidential and not editor else s.name for s in by)
        found[row_id] = list(dict.fromkeys(names))
    return found


def _told_change(row: StatusChange, movers: Sequence[str] | None) -> str:
    now_is = f"“{status_words.status(row.to_status).lower()}”"
    said = []
    if row.from_status is None:
        said.append(gettext("status {now_is}", now_is=now_is))
    elif row.from_status != row.to_status:
        was = status_words.status(row.from_status).lower()
        said.append(gettext("status changed from “{was}” to {now_is}", was=was, now_is=now_is))
    # An editor's own change of the claim's figure is told as that.
    if row.to_figure is not None and (row.attributions or row.cause == RULES):
        told = _told_figure(row.from_figure or {}, row.to_figure)
        by = writing.listed(movers) if movers else ""
        said.append(gettext("{figures}, by {who}", figures=told, who=by) if by else told)
    because = (" " + gettext("(the rules changed)")) if row.cause == RULES else ""
    return f"{', '.join(said)}{because}" if said else ""


def _told_figure(was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    before, after = (figure_words(one.get("figure"), one.get("unit")) for one in (was, now))
    if not after:
        return gettext("no figure on record any more (was {before})", before=before)
    if before:
        return gettext("figure on record {after} instead of {before}", after=after, before=before)
    return gettext("figure on record {after}", after=after)
