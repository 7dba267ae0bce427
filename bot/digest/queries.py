"""The SQL statements by which a digest reads what happened, each built once for each shape.

A claim without a status is one of which nothing may be shown; drafts and claims that were withdrawn
or merged have none either. So everyone may see what these statements give.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, text
from sqlmodel import Session, col

from bot.digest.values import Wanted, What, Window
from models.changes import RULES, AuditEntry, StatusChange
from models.record import Attribution, AttributionState, Claim, ClaimState, Stance

OUT_OF_ORDER = timedelta(hours=3)
"""How much earlier the instant of a change may be than those of rows before it: the clock may have
been set back."""

_EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Shape:
    """What the text of a statement depends on. A statement is built once for each shape: building
    it takes longer than running it for a day on which little happened."""

    first: bool  # nothing is known of a digest before this one
    topics: bool
    statuses: bool


def shape_of(window: Window, wanted: Wanted = _EVERYTHING) -> Shape:
    """The shape of the statements for this window and what is wanted."""
    first = window.after_change is None or window.after_attribution is None
    return Shape(first, bool(wanted.topics), bool(wanted.statuses))


def given(workspace_id: int, window: Window, wanted: Wanted = _EVERYTHING) -> dict[str, Any]:
    """The values of a statement's parameters."""
    return {
        "workspace": workspace_id,
        "since": window.since,
        "late": window.since - OUT_OF_ORDER,
        "until": window.until,
        "after_change": window.after_change,
        "upto_change": window.upto_change,
        "after_attribution": window.after_attribution,
        "upto_attribution": window.upto_attribution,
        "topics": list(wanted.topics),
        "statuses": list(wanted.statuses),
    }


def newest_rows(session: Session, workspace_id: int) -> tuple[int, int]:
    """The numbers of a workspace's newest status change and newest attribution, 0 if there is
    none."""

    change, attribution = session.execute(_newest(), {"workspace": workspace_id}).one()
    return change or 0, attribution or 0


@cache
def _newest() -> Select[Any]:
    def newest(table: Any) -> Any:
        here = col(table.workspace_id) == bindparam("workspace")
        return select(func.max(col(table.id))).where(here).scalar_subquery()

    return select(newest(StatusChange), newest(Attribution))


@cache
def status_changes(shape: Shape) -> Any:
    query: Any = select(
        col(StatusChange.id),
        col(StatusChange.claim_id),
        col(StatusChange.from_status),
        col(StatusChange.to_status),
        col(Claim.topic),
        col(StatusChange.from_figure),
        col(StatusChange.to_figure),
    )
    return query.join(Claim, col(Claim.id) == col(StatusChange.claim_id)).where(
        col(StatusChange.workspace_id) == bindparam("workspace"),
        in_window(StatusChange, col(StatusChange.at), shape),
        col(StatusChange.cause).is_(None),
        *_shown(shape),
    )


@cache
def changed_by_rules(shape: Shape) -> Any:
    """How many claims got another status because the rules changed, not what is on record."""
    query: Any = select(func.count(col(StatusChange.claim_id).distinct()))
    return query.join(Claim, col(Claim.id) == col(StatusChange.claim_id)).where(
        col(StatusChange.workspace_id) == bindparam("workspace"),
        in_window(StatusChange, col(StatusChange.at), shape),
        col(StatusChange.cause) == RULES,
        *_shown(shape),
    )


@cache
def freed_of_embargo() -> Select[Any]:
    """The attributions whose embargo ended in the window."""
    return select(col(Attribution.id)).where(
        col(Attribution.embargo_until) > bindparam("since"),
        col(Attribution.embargo_until) <= bindparam("until"),
    )


@cache
def new_statements(shape: Shape, what: What, *, came: bool) -> Any:
    """Denials, or other figures, that came in the window, or whose embargo ended in it."""
    denies = col(Attribution.stance) == Stance.DENIES.value
    apart = and_(
        col(Attribution.stance) == Stance.ASSERTS.value,
        # Comes first, so that the index alone excludes the rows without a figure.
        or_(col(Attribution.figure_low).is_not(None), col(Attribution.figure_high).is_not(None)),
        or_(
            col(Attribution.figure_low) > col(Claim.figure_high),
            col(Attribution.figure_high) < col(Claim.figure_low),
        ),
    )
    if came:
        when = in_window(Attribution, col(Attribution.decided_at), shape)
    else:
        when = col(Attribution.id).in_(bindparam("freed", expanding=True))
    query: Any = select(
        col(Attribution.id),
        col(Attribution.claim_id),
        col(Attribution.unit),
        col(Claim.unit),
        col(Claim.topic),
        col(Claim.status),
    )
    return query.join(Claim, col(Claim.id) == col(Attribution.claim_id)).where(
        col(Attribution.workspace_id) == bindparam("workspace"),
        *_spoken_for_itself(),
        *_shown(shape),
        denies if what is What.DENIED else apart,
        when,
    )


@cache
def retractions(shape: Shape) -> Any:
    retracting = exists().where(
        col(AuditEntry.workspace_id) == col(Attribution.workspace_id),
        col(AuditEntry.entity) == "attribution",
        col(AuditEntry.entity_id) == col(Attribution.id),
        col(AuditEntry.action) == "retract",
        col(AuditEntry.at) > bindparam("since"),
        col(AuditEntry.at) <= bindparam("until"),
    )
    query: Any = select(
        col(Attribution.id), col(Attribution.claim_id), col(Claim.topic), col(Claim.status)
    )
    return query.join(Claim, col(Claim.id) == col(Attribution.claim_id)).where(
        col(Attribution.workspace_id) == bindparam("workspace"),
        text("attribution.retracted"),  # as the partial index has it
        col(Attribution.edited_at) > bindparam("since"),
        col(Attribution.state) == AttributionState.APPROVED.value,
        _free(),
        retracting,
        *_shown(shape),
    )


def in_window(table: Any, at: Any, shape: Shape) -> ColumnElement[bool]:
    """Rows that came in the window: by their instant, or because they are newer than the rows known
    before it. Its parameters are those of `given`."""
    which = "change" if table is StatusChange else "attribution"
    known = col(table.id) <= bindparam(f"upto_{which}")
    recent = at > bindparam("since")
    if shape.first:
        return and_(known, recent)
    # In SQLite a row may have the number of a deleted one; its instant may be before its commit.
    later = col(table.id) > bindparam(f"after_{which}")
    return and_(known, at > bindparam("late"), or_(recent, later))


def _shown(shape: Shape) -> list[ColumnElement[bool]]:
    where = [
        col(Claim.state) == ClaimState.APPROVED.value,
        col(Claim.merged_into_id).is_(None),
        col(Claim.status).is_not(None),
    ]
    if shape.topics:
        where.append(col(Claim.topic).in_(bindparam("topics", expanding=True)))
    if shape.statuses:
        where.append(col(Claim.status).in_(bindparam("statuses", expanding=True)))
    return where


def _spoken_for_itself() -> list[ColumnElement[bool]]:
    """Attributions that are approved, no relays, and may be shown."""
    return [
        col(Attribution.state) == AttributionState.APPROVED.value,
        col(Attribution.source_id).is_not(None),
        col(Attribution.origin_id).is_(None),
        col(Attribution.origin_unknown).is_(False),
        col(Attribution.retracted).is_(False),
        _free(),
    ]


def _free() -> ColumnElement[bool]:
    embargo = col(Attribution.embargo_until)
    return or_(embargo.is_(None), embargo <= bindparam("until"))
