"""The threads that add what editors gave, and poll the feeds that a desk follows.

All work is in rows of the database. If the process ends, `sweep` finds unfinished work again, here
or in another process.
"""

from __future__ import annotations

import contextvars
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import SQLAlchemyError

from bot.add import additions
from bot.add.carrying_out import carry_out
from bot.add.feeds import due
from bot.add.kit import Kit
from bot.add.polling import poll

log = logging.getLogger(__name__)

WORKERS = 3
"""Sources read at once: they wait for the network, then keep one processor busy."""

POLLS = 2
"""Feeds polled at once, in threads of their own: nobody who adds something waits for a feed."""


class Adder:
    """Works on additions and due feeds in threads of this process."""

    def __init__(self, kit: Kit, *, workers: int = WORKERS) -> None:
        self.kit = kit
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="add")
        self._polls = ThreadPoolExecutor(POLLS, thread_name_prefix="poll")
        self._lock = threading.Condition()
        self._busy: set[tuple[str, int]] = set()
        self._working = 0
        self._number = 0
        self._closed = False

    @property
    def owner(self) -> str:
        """The name under which this process leases additions and feeds."""
        return self.kit.owner

    def submit(self, addition_id: int) -> None:
        """Carry out an addition, soon."""
        self._submit("addition", addition_id, lambda: carry_out(self.kit, addition_id))

    def poll(self, feed_id: int) -> None:
        """Poll a feed, soon, if it is due."""
        self._submit("feed", feed_id, lambda: poll(self.kit, feed_id))

    def soon(self, work: Callable[[], object]) -> None:
        """Run something whose loss would do no harm."""
        with self._lock:
            if self._closed:
                return
            self._number += 1
            number = self._number
        context = contextvars.copy_context()  # what it says has the language of who asked for it
        self._submit("other", number, lambda: context.run(work))

    def sweep(self) -> int:
        """Start what is due and that no process works on: additions after a crash or a wait, and
        feeds."""
        workspaces = self.kit.installations.workspaces
        waiting = additions.due(self.kit, workspaces, busy=self._busy_with("addition"))
        feeds = due(self.kit, workspaces, busy=self._busy_with("feed"))
        for number in waiting:
            self.submit(number)
        for number in feeds:
            self.poll(number)
        return len(waiting) + len(feeds)

    def idle(self, timeout: float) -> bool:
        """Wait until all work is done; False if it is not after `timeout` seconds."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._busy, timeout)

    def close(self, timeout: float) -> bool:
        """Take no more work and finish what is running, within `timeout` seconds."""
        with self._lock:
            self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._polls.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            return self._lock.wait_for(lambda: not self._working, timeout)

    def _busy_with(self, kind: str) -> set[int]:
        with self._lock:
            return {number for one, number in self._busy if one == kind}

    def _submit(self, kind: str, number: int, work: Callable[[], object]) -> None:
        with self._lock:
            if self._closed or (kind, number) in self._busy:
                return
            self._busy.add((kind, number))
            pool = self._polls if kind == "feed" else self._pool
            pool.submit(self._work, (kind, number), work)

    def _work(self, name: tuple[str, int], work: Callable[[], object]) -> None:
        with self._lock:
            self._working += 1
        try:
            work()
        except SQLAlchemyError as error:
            # Left as it is; `sweep` takes it up when the database is back.
            log.warning("the database failed while adding: %s", type(error).__name__)
        except Exception:
            log.exception("%s %d", *name)
        finally:
            with self._lock:
                self._working -= 1
                self._busy.discard(name)
                self._lock.notify_all()
