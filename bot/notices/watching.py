"""Watches: somebody wants to be told when a claim changes, or when a question has an answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session, col

from bot.refusal import RefusalError
from bot.render import refusals
from models.inquiry import OpenQuestion
from models.record import Claim, ClaimState
from models.subscription import Watch


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
    claim = session.get(Claim, claim_id)
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
    question = session.get(OpenQuestion, question_id)
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
    """Tell somebody no more of a claim, wherever; how many watches that were."""
    result = session.connection().execute(
        delete(Watch).where(
            col(Watch.workspace_id) == workspace_id,
            col(Watch.claim_id) == claim_id,
            col(Watch.watcher) == watcher,
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
