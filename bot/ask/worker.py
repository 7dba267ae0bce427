"""The workers that answer inquiries: a small pool of threads, fed by what was just recorded,
by a clock for what has to wait, and by a sweep for what a crash left behind.
"""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.ask import progress, replies
from bot.ask.answering import Tools, finish
from models.inquiry import InquiryState

log = logging.getLogger(__name__)

WORKERS = 8
"""Answers worked on at once: they mostly wait for Slack."""

_NOT_BEFORE = 0.02
"""Two clocks may differ a little; what comes too early would wait for the sweep."""


class Answerer:
    """Answers inquiries in threads of this process. Statements of one question keep their order.

    Nothing lives here alone: what is submitted is in the database, and what is not finished
    when the process ends is found again by `sweep`, here or elsewhere.
    """

    def __init__(self, tools: Tools, *, workers: int = WORKERS) -> None:
        self.tools = tools
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="answer")
        self._lock = threading.Condition()
        self._busy: set[int] = set()
        self._again: set[int] = set()
        self._working = 0
        self._later: list[tuple[float, list[int]]] = []
        self._closed = False
        threading.Thread(target=self._wait, name="answer-later", daemon=True).start()

    @property
    def owner(self) -> str:
        """The name under which this process leases inquiries."""
        return self.tools.owner

    def submit(self, ids: Sequence[int], *, waited: bool = False) -> None:
        """Answer these inquiries of one question, soon; what is in work, once more after.

        `waited`: they were to wait, and have by a clock that nobody sets.
        """
        with self._lock:
            if self._closed or not ids:
                return
            if self._busy.intersection(ids):
                self._again.update(ids)
                return
            self._busy.update(ids)
            self._pool.submit(self._work, list(ids), waited)

    def sweep(self) -> int:
        """Take up what is due and nobody's: after a crash, or when a wait is over."""
        with self._lock:
            busy = set(self._busy)
        tools = self.tools
        questions = progress.due(tools, tools.installations.workspaces, busy=busy)
        for ids in questions:
            self.submit(ids)
        return len(questions)

    def idle(self, timeout: float) -> bool:
        """Wait until nothing is in work; False if there still is after `timeout` seconds."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._busy and not self._again, timeout)

    def close(self, timeout: float) -> bool:
        """Take no more work and finish what is running, within `timeout` seconds."""
        with self._lock:
            self._closed = True
            self._lock.notify_all()
        self._pool.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            return self._lock.wait_for(lambda: not self._working, timeout)

    def _work(self, ids: list[int], waited: bool) -> None:
        with self._lock:
            self._working += 1
        try:
            self._answer(ids, waited)
        except SQLAlchemyError as error:
            # Left as it is; the sweep takes it up when the database is back.
            log.warning("the database failed while answering: %s", type(error).__name__)
        except Exception:
            log.exception("inquiries %s", ids)
        finally:
            with self._lock:
                self._working -= 1
                self._busy.difference_update(ids)
                again = self._again.intersection(ids)
                self._again -= again
                self._lock.notify_all()
            if again:
                self.submit(sorted(again))

    def _answer(self, ids: list[int], waited: bool) -> None:
        tools = self.tools
        taken = progress.take(tools, ids, waited=waited)
        if not taken:
            return
        installation = tools.installations.of_workspace(taken[0].workspace_id)
        gone = all(inquiry.state == InquiryState.DROPPED for inquiry in taken)
        looking = installation is not None and not gone
        if installation and looking:
            replies.show_eyes(installation.client, taken[0])
        for number, inquiry in enumerate(taken):
            until = finish(tools, inquiry)
            if until is not None:
                rest = [row.id for row in taken[number + 1 :] if row.id is not None]
                progress.put_off(tools, rest, until=until)
                self._remember(ids, until)
                return
        if installation and looking:
            replies.remove_eyes(installation.client, taken[0])

    def _remember(self, ids: Iterable[int], until: datetime) -> None:
        seconds = (until - self.tools.clock()).total_seconds()
        with self._lock:
            at = time.monotonic() + max(0.0, seconds) + _NOT_BEFORE
            heapq.heappush(self._later, (at, list(ids)))
            self._lock.notify_all()

    def _wait(self) -> None:
        """Submit what has waited long enough."""
        with self._lock:
            while not self._closed:
                now = time.monotonic()
                while self._later and self._later[0][0] <= now:
                    _, ids = heapq.heappop(self._later)
                    self._lock.release()
                    try:
                        self.submit(ids, waited=True)
                    finally:
                        self._lock.acquire()
                self._lock.wait(self._later[0][0] - now if self._later else None)
