"""Sends digests and notices to Slack from this process."""

from __future__ import annotations

import threading

from bot.digest import delivering
from bot.metrics import Metrics
from bot.queue import Worker
from bot.slack.installations import Installations
from bot.slack.outbox import Kind, Outbox, P, send_due
from bot.slack.pictures import Pictures
from bot.slack.sending import language_in, looking, preparing, sending
from bot.watch import notices as telling
from models.subscription import DigestDelivery, Notice, PostingState

DIGEST = "digest"
"""The name of digests in the metrics in which notices have their kind."""


class Poster:
    """Sends messages that are due, one after the other.

    Sending several at once would gain nothing: Slack accepts some hundred messages a minute of a
    team, about as many as single calls make. `owner` is the name under which rows are leased.
    """

    def __init__(
        self,
        worker: Worker,
        installations: Installations,
        metrics: Metrics,
        pictures: Pictures,
    ) -> None:
        self.owner = worker.owner
        self._installations = installations
        self._metrics = metrics
        self._closed = threading.Event()
        self._at_it = threading.Lock()
        send, look = sending(installations, pictures), looking(installations)
        prepare = preparing(installations, pictures)

        def outbox(kind: Kind[P]) -> Outbox[P]:
            return Outbox(
                kind,
                worker.engine,
                send=send,
                look=look,
                clock=worker.clock,
                owner=worker.owner,
                prepare=prepare,
                language=language_in(installations),
                settled=self._count,
            )

        self._notices, self._digests = outbox(telling.NOTICES), outbox(delivering.DIGESTS)

    def send(self) -> int:
        """Sends everything that may be sent now; gives the number of rows handled. Ends early on
        `close`.

        Notices and digests take turns: a claim may be watched by thousands, and a digest has its
        hour.
        """
        moved = 0
        with self._at_it:
            while some := self._next(self._notices) + self._next(self._digests):
                moved += some
        return moved

    def close(self, timeout: float) -> bool:
        """Stops sending, and waits for the message that is on its way."""
        self._closed.set()
        if not self._at_it.acquire(timeout=timeout):
            return False
        self._at_it.release()
        return True

    def _next(self, box: Outbox[P]) -> int:
        if self._closed.is_set():
            return 0
        return send_due(box, self._installations.workspaces, most=1)

    def _count(self, row: DigestDelivery | Notice, state: PostingState) -> None:
        what = row.kind if isinstance(row, Notice) else DIGEST
        self._metrics.posted.labels(what, state.value).inc()
