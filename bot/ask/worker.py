"""The workers that answer questions: a small pool of threads.

They are given replies that were just recorded, by a clock replies whose wait is over, and by a
sweep replies that a crash left behind.
"""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import SQLAlchemyError

from bot.ask import progress
from bot.ask.answering import Tools, finish

log = logging.getLogger(__name__)

WORKERS = 8
"""How many replies are worked on at once; most of the time they wait for Slack."""

_NOT_BEFORE = 0.02
"""Seconds added to a wait: two clocks may differ a little, and a reply that is tried too early
would have to wait for the sweep."""


class Answerer:
    """Answers questions in threads of this process, each with one reply.

    All replies are in the database too. Those that are unfinished when the process ends are found
    by the `sweep` of the next process, or of another one.
    """

    def __init__(self, tools: Tools, *, workers: int = WORKERS) -> None:
        self.tools = tools
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="answer")
        self._lock = threading.Condition()
        self._busy: set[int] = set()
        self._again: set[int] = set()
        self._working = 0
        self._later: list[tuple[float, int]] = []
        self._closed = False
        threading.Thread(target=self._wait, name="answer-later", daemon=True).start()

    @property
    def owner(self) -> str:
        """The name under which this process leases replies."""
        return self.tools.owner

    def submit(self, ids: Iterable[int], *, waited: bool = False) -> None:
        """Have the replies with these ids sent soon. One that is being worked on is sent again
        after.

        `waited`: they have waited long enough by the monotonic clock, which is never set back.
        """
        with self._lock:
            if self._closed:
                return
            for number in ids:
                if number in self._busy:
                    self._again.add(number)
                else:
                    self._busy.add(number)
                    self._pool.submit(self._work, number, waited)

    def sweep(self) -> int:
        """Submit the replies that are due and free, after a crash or when a wait is over. Gives how
        many they are."""
        with self._lock:
            busy = set(self._busy)
        tools = self.tools
        ids = progress.due(tools, tools.installations.workspaces, busy=busy)
        self.submit(ids)
        return len(ids)

    def idle(self, timeout: float) -> bool:
        """Wait until no reply is being worked on; False if one still is after `timeout` seconds."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._busy and not self._again, timeout)

    def close(self, timeout: float) -> bool:
        """Take no more replies and wait for those being worked on; False if one still is after
        `timeout` seconds."""
        with self._lock:
            self._closed = True
            self._lock.notify_all()
        self._pool.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            return self._lock.wait_for(lambda: not self._working, timeout)

    def _work(self, number: int, waited: bool) -> None:
        with self._lock:
            self._working += 1
        try:
            self._answer(number, waited)
        except SQLAlchemyError as error:
            # The reply stays as it is; the sweep finds it when the database is back.
            log.warning("the database failed while answering: %s", type(error).__name__)
        except Exception:
            log.exception("reply %s", number)
        finally:
            with self._lock:
                self._working -= 1
                self._busy.discard(number)
                again = number in self._again
                self._again.discard(number)
                if again:
                    self.submit([number])
                self._lock.notify_all()

    def _answer(self, number: int, waited: bool) -> None:
        reply = progress.take(self.tools, number, waited=waited)
        if reply is None:
            return
        until = finish(self.tools, reply)
        if until is not None:
            seconds = (until - self.tools.clock()).total_seconds()
            with self._lock:
                at = time.monotonic() + max(0.0, seconds) + _NOT_BEFORE
                heapq.heappush(self._later, (at, number))
                self._lock.notify_all()

    def _wait(self) -> None:
        """Submit the replies that have waited long enough; runs in a thread of its own."""
        with self._lock:
            while not self._closed:
                now = time.monotonic()
                while self._later and self._later[0][0] <= now:
                    _, number = heapq.heappop(self._later)
                    self._lock.release()
                    try:
                        self.submit([number], waited=True)
                    finally:
                        self._lock.acquire()
                self._lock.wait(self._later[0][0] - now if self._later else None)
