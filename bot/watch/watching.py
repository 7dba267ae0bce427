"""Watches: somebody wants to be told when a claim changes, or when a question has an answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlmodel import Session, col

from bot.refusal import RefusalError
from bot.slack import refusals
from models.inquiry import OpenQuestion
from models.record import Claim, ClaimState
from models.subscription import Watch

_LOCKED = {"key_share": True}
"""Whoever only refers to the row need not wait."""


def watch_claim(
    session: Session,
    workspace_id: int,
    claim_id: int,
    watcher: str,
    *,
    channel: str,
    thread_ts: str | None,
    now: datetime,
) -> bool:
    """Tell somebody, in that thread or by direct message (`channel` their id), when a claim
    changes. False if they are told there already. Does not commit. Raises RefusalError."""
    # Locked, so that somebody who presses twice at once is not noted twice.
    claim = session.get(Claim, claim_id, with_for_update=_LOCKED)
    if claim is None or claim.workspace_id != workspace_id or claim.state == ClaimState.DRAFT:
        raise RefusalError(refusals.STALE)
    return _add(
        session,
        Watch(
            workspace_id=workspace_id,
            watcher=watcher,
            channel=channel,
            thread_ts=thread_ts,
            claim_id=claim_id,
            created_at=now,
        ),
    )


def watch_question(
    session: Session,
    workspace_id: int,
    question_id: int,
    watcher: str,
    *,
    channel: str,
    thread_ts: str | None,
    now: datetime,
) -> bool:
    """Tell somebody when an open question has an answer; as `watch_claim`."""
    question = session.get(OpenQuestion, question_id, with_for_update=_LOCKED)
    if question is None or question.workspace_id != workspace_id:
        raise RefusalError(refusals.STALE)
    return _add(
        session,
        Watch(
            workspace_id=workspace_id,
            watcher=watcher,
            channel=channel,
            thread_ts=thread_ts,
            question_id=question_id,
            created_at=now,
        ),
    )


def unwatch(session: Session, workspace_id: int, claim_id: int, watcher: str) -> int:
    """Tell somebody no more of a claim, or of the one it was merged into, wherever; how many
    watches that were. Does not commit."""
    ids, here = [claim_id], session.get(Claim, claim_id)
    while here is not None and (heir := here.merged_into_id) is not None and heir not in ids:
        ids.append(heir)
        here = session.get(Claim, heir)
    return _remove(session, workspace_id, col(Watch.claim_id).in_(ids), watcher)


def unwatch_question(session: Session, workspace_id: int, question_id: int, watcher: str) -> int:
    """As `unwatch`, for an open question."""
    return _remove(session, workspace_id, col(Watch.question_id) == question_id, watcher)


def _remove(session: Session, workspace_id: int, of: ColumnElement[bool], watcher: str) -> int:
    result = session.connection().execute(
        delete(Watch).where(
            col(Watch.workspace_id) == workspace_id, of, col(Watch.watcher) == watcher
        )
    )
    return int(result.rowcount)


def _add(session: Session, watch: Watch) -> bool:
    there = session.scalars(
        select(Watch).where(
            col(Watch.workspace_id) == watch.workspace_id,
            col(Watch.watcher) == watch.watcher,
            col(Watch.channel) == watch.channel,
            col(Watch.thread_ts) == watch.thread_ts,
            col(Watch.claim_id) == watch.claim_id,
            col(Watch.question_id) == watch.question_id,
        )
    ).first()
    if there is not None:
        return False
    session.add(watch)
    session.flush()
    return True
