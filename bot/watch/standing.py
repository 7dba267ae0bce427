"""A claim's status and figure at an earlier instant, those of now, and what made the difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.digest.causes import as_shown, net
from bot.record.audit import newest
from bot.record.card import AttributionLine
from bot.record.concealing import concealed, without_names
from bot.record.reading import OnRecord, claims_on_record
from bot.watch import places
from bot.watch.values import Change, Figure, Standing
from models.changes import AuditEntry, StatusChange
from models.inquiry import Inquiry
from models.record import Attribution, Claim, ClaimState
from models.subscription import Notice, NoticeKind

_ON_ITS_WAY = timedelta(minutes=1)
"""An answer takes no longer from when it is made until it is noted that Slack has it."""

_LOOKED_BACK = 100
"""Notices of a place about a claim, and about those that became it, that are looked through."""


def change(session: Session, notice: Notice, *, now: datetime) -> Change | None:
    """What a notice has to say; None if there is nothing to say, or nothing may be said.

    The claim is compared with what the place was told last: by an answer, or by a notice that
    arrived.
    """
    if notice.claim_id is None:
        return None
    page = claims_on_record(
        session, notice.workspace_id, [notice.claim_id], now=now, editor=False, shelf_lives={}
    ).get(notice.claim_id)
    if page is None or page.hidden:
        return None
    answer = places.still_answered(session, notice)
    content = notice.content or {}
    watchers = tuple(content.get("watchers", ()))
    if answer is None and notice.kind == NoticeKind.CORRECTION and not watchers:
        return None
    inquiry = answer if isinstance(answer, Inquiry) else None
    last = _last(session, notice)
    was: Standing | None
    if last is not None and (inquiry is None or _instant(inquiry) < last[0]):
        told_at, was = last
    elif inquiry is not None:
        told_at, was = _instant(inquiry), _answered(session, inquiry, notice.claim_id)
    else:
        told_at = datetime.fromisoformat(content["since"])
        was = at(session, notice.claim_id, told_at)
    if was is None:
        return None
    names = concealed(session, notice.workspace_id)
    reason = _reason(session, notice.workspace_id, page.card.id) if page.withdrawn else None
    found = Change(
        was=replace(
            was,
            text=without_names(names, was.text),
            unit=without_names(names, was.unit) if was.unit else None,
        ),
        now=of_page(page),
        told_at=told_at,
        statement=answer.statement if answer is not None else None,
        by=_did_it(session, page, told_at),
        reason=without_names(names, reason) if reason else None,
        watchers=watchers,
        direct=places.is_direct(notice),
    )
    return None if found.is_nothing else found


def of_page(page: OnRecord) -> Standing:
    """The claim's present status, figure on record and wording."""
    figure, unit = page.figure, page.unit
    if page.figures is not None:
        figure, unit = page.figures.now.figure, page.figures.now.unit
    return Standing(page.card.id, page.card.text, page.card.status, figure, unit, page.withdrawn)


def at(session: Session, claim_id: int, then: datetime) -> Standing | None:
    """The claim as it was at `then`, from the changes since; None if the claim is gone."""
    claim = session.get(Claim, claim_id)
    if claim is None:
        return None
    later = session.scalars(
        select(col(StatusChange.from_status))
        .where(col(StatusChange.claim_id) == claim_id, col(StatusChange.at) > then)
        .order_by(col(StatusChange.id))
        .limit(1)
    ).all()
    status = later[0] if later else claim.status
    figure, unit = _figure_then(session, claim, then)
    return Standing(
        claim_id, claim.text, status or "", figure, unit, _withdrawn(claim, then, session)
    )


def _answered(session: Session, inquiry: Inquiry, claim_id: int) -> Standing | None:
    """What an answer said of its claim. The answer's row does not hold the figure, so it is looked
    up as it was when the answer was made, shortly before the answer arrived."""
    made = max(inquiry.asked_at, _instant(inquiry) - _ON_ITS_WAY)
    stood = at(session, claim_id, made)
    said = (inquiry.answer or {}).get("claim") or {}
    if stood is None or said.get("id") != claim_id:
        return stood
    return Standing(
        claim_id, said.get("text") or stood.text, said["status"], stood.figure, stood.unit
    )


def _last(session: Session, notice: Notice) -> tuple[datetime, Standing] | None:
    """The last notice that arrived in the same place about the same claim, or about one that was
    merged into it."""
    rows = session.scalars(
        select(Notice)
        .where(
            col(Notice.workspace_id) == notice.workspace_id,
            col(Notice.place) == notice.place,
            # Not the last notice of the place about any claim: a person may watch hundreds of
            # claims.
            col(Notice.claim_id).in_(sorted(places.line(session, notice.claim_id or 0))),
            col(Notice.id) != notice.id,
            col(Notice.kind) != NoticeKind.PAUSED.value,
            col(Notice.state).in_(places.ARRIVED),
            col(Notice.told_until).is_not(None),
        )
        .order_by(col(Notice.told_until).desc(), col(Notice.id).desc())
        .limit(_LOOKED_BACK)
    )
    for row in rows:
        told = Standing.from_json(row.content["now"])
        if row.told_until is not None and notice.claim_id in (row.claim_id, told.claim_id):
            return row.told_until, told
    return None


def _instant(inquiry: Inquiry) -> datetime:
    return inquiry.answered_at or inquiry.asked_at


def _edits_after(session: Session, claim: Claim, then: datetime) -> Iterator[AuditEntry]:
    yield from session.scalars(
        select(AuditEntry)
        .where(
            col(AuditEntry.workspace_id) == claim.workspace_id,
            col(AuditEntry.entity) == "claim",
            col(AuditEntry.entity_id) == claim.id,
            col(AuditEntry.at) > then,
        )
        .order_by(col(AuditEntry.id))
    )


def _figure_then(
    session: Session, claim: Claim, then: datetime
) -> tuple[Figure | None, str | None]:
    """The figure on record at that instant: the one before its next change, or today's."""
    rows = session.execute(
        select(col(StatusChange.from_figure), col(StatusChange.to_figure))
        .where(col(StatusChange.claim_id) == claim.id, col(StatusChange.at) > then)
        .order_by(col(StatusChange.id))
    )
    for before, after in rows:
        if after is not None:
            low_high = (before or {}).get("figure")
            return (tuple(low_high) if low_high else None), (before or {}).get("unit")
    if claim.record_low is None and claim.record_high is None:
        return None, None
    return (claim.record_low, claim.record_high), claim.record_unit


def _withdrawn(claim: Claim, then: datetime, session: Session) -> bool:
    for entry in _edits_after(session, claim, then):
        before: Any = entry.before or {}
        if "state" in before:
            return bool(before["state"] == ClaimState.WITHDRAWN.value)
    return claim.state == ClaimState.WITHDRAWN.value


def _did_it(session: Session, page: OnRecord, since: datetime) -> tuple[AttributionLine, ...]:
    """The attributions that changed the claim's status since then, as far as they may be shown.
    Those that came and were withdrawn in the meantime are left out."""
    keys: set[str] = set()
    for named in session.scalars(
        select(col(StatusChange.attributions)).where(
            col(StatusChange.claim_id) == page.card.id, col(StatusChange.at) > since
        )
    ):
        keys.update(named or ())
    if not keys:
        return ()
    rows = session.execute(
        select(
            col(Attribution.key),
            col(Attribution.id),
            col(Attribution.decided_at),
            col(Attribution.embargo_until),
        ).where(col(Attribution.claim_id) == page.card.id)
    )
    causes: set[str] = set()
    came: set[str] = set()
    for key, row_id, decided_at, embargo_until in rows:
        if key in keys:
            causes |= as_shown(key, row_id)
        if max(decided_at or since, embargo_until or since) > since:
            came |= as_shown(key, row_id)
    return net(page.attributions, causes, came)


def _reason(session: Session, workspace_id: int, claim_id: int) -> str | None:
    withdrawn = col(AuditEntry.action) == "withdraw"
    entry = newest(session, workspace_id, "claim", claim_id, withdrawn)
    return (entry.after or {}).get("reason") if entry is not None else None
