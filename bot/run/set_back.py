"""Ends waits that became hours long because the machine's clock was set back.

Rows say by wall-clock time when something is tried again, since processes share them. A process
sees by its own elapsed time that the clock was set back, and ends those waits: a try that comes too
early costs one call. If the clock was set back while no process ran, it shows in waits that are
longer than any that the bot makes. Leases are not changed here (`bot.queue.is_ahead`): they keep
two processes from sending the same message.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from bot.queue import CLOCKS
from models.addition import Addition, AdditionState
from models.database import writing
from models.inquiry import InquiryState, Reply
from models.subscription import ChangedClaim, DigestDelivery, Notice, Noticed, Pace, PostingState

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two looks at the clock."""

STEP = 2.0
"""Seconds; clocks are always being corrected by less than this."""

_AT_ONCE = timedelta()


class Watch:
    """Says whether the clock was set back since the last look. `elapsed` gives seconds, by a
    clock that is never set."""

    def __init__(
        self, clock: Callable[[], datetime], elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock, self._elapsed = clock, elapsed
        self._apart = self._now_apart()

    def set_back(self) -> bool:
        """Whether the clock was set back by more than STEP since the last look."""
        before, self._apart = self._apart, self._now_apart()
        return self._apart < before - STEP

    def _now_apart(self) -> float:
        return self._clock().timestamp() - self._elapsed()


def watching(
    engine: Engine,
    workspaces: Sequence[int],
    clock: Callable[[], datetime],
    wake: Callable[[], object],
    stop: threading.Event,
) -> None:
    """Looks at the clock until `stop`; whenever it was set back, ends the waits and calls `wake`
    for threads that sleep until an instant."""
    watch, owed = Watch(clock), False
    while not stop.wait(LOOK):
        if watch.set_back():
            log.warning("the clock was set back; what waits is tried again now")
            wake()
            owed = True
        if owed:
            try:
                end_waits(engine, workspaces, clock())
                owed = False
            except SQLAlchemyError as error:
                log.warning("the waits were not ended yet: %s", type(error).__name__)


def end_waits(
    engine: Engine, workspaces: Sequence[int], now: datetime, *, beyond: timedelta = _AT_ONCE
) -> None:
    """Ends the waits that reach further than `beyond` from `now`.

    A digest that was noted as missed at an instant still to come waits for its time again.
    """
    far = now + beyond
    with Session(writing(engine)) as session, session.begin():
        for table, open_states in _TRIED_AGAIN:
            ours = col(table.workspace_id).in_(workspaces), col(table.state).in_(open_states)
            waits = col(table.next_attempt_at) > far
            session.execute(update(table).where(*ours, waits).values(next_attempt_at=None))
        for table, name, until in (
            (ChangedClaim, "due_at", far),
            (Pace, "free_at", far),
            (Noticed, "changed_at", now + CLOCKS),
        ):
            here, ahead = col(table.workspace_id).in_(workspaces), col(getattr(table, name)) > until
            session.execute(update(table).where(here, ahead).values({name: now}))
        session.execute(
            update(DigestDelivery)
            .where(
                col(DigestDelivery.workspace_id).in_(workspaces),
                col(DigestDelivery.state) == PostingState.MISSED.value,
                col(DigestDelivery.at) > now + CLOCKS,
                col(DigestDelivery.deadline) > now,
            )
            .values(state=PostingState.WAITING.value, reason=None, at=now)
        )


_POSTING = (PostingState.WAITING.value, PostingState.SENDING.value)

_TRIED_AGAIN: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        Reply,
        tuple(
            state.value
            for state in (InquiryState.RECORDED, InquiryState.SENDING, InquiryState.DROPPED)
        ),
    ),
    (Addition, (AdditionState.WAITING.value,)),
    (DigestDelivery, _POSTING),
    (Notice, _POSTING),
)
