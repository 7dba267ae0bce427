"""Those whom the simulated desk tells of its record, and what they were told.

One person watches each claim as soon as it is on record. Another one asks about it then, in a
channel, and so gets a correction of each answer that changes. A channel has a digest every evening.
All messages are made and sent by the bot's own functions. Only Slack is missing: what it would have
got is read here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.ask import parts, questions
from bot.ask.questions import Question
from bot.check.checker import Checker
from bot.digest import planning, subscriptions
from bot.digest.delivering import DIGESTS
from bot.digest.subscriptions import Choice
from bot.slack.outbox import Kind, Looked, Outbox, Outgoing, send_due
from bot.slack.plain import plain
from bot.watch import notices
from bot.watch.notices import NOTICES
from bot.watch.watches import watch_claim
from models import Inquiry
from models.database import writing
from models.inquiry import Delivery, InquiryState, Surface

WATCHER, ASKER, CHANNEL, NEWS = "U0WATCH", "U0ASK", "C0DESK", "C0NEWS"
"""The people and channels: who watches, who asks and where, and where the digest goes."""

EVENING = time(18)
"""When the digest is due (UTC)."""

READERS = {WATCHER: "watch", CHANNEL: "correction", NEWS: "digest"}
"""What each of them is sent, by the channel of the message."""

_OWNER = "week:1:x"

_IN_DIGEST = re.compile(
    r"#(?P<claim>\d+)\n.*?figure on record (?P<now>.+?) instead of (?P<was>.+?)(?:, by |[;.] |\.$)",
    re.IGNORECASE,
)
_IN_NOTICE = re.compile(
    r"#(?P<claim>\d+) \([^;)]*; (?P<was>[^)]*)\)\nNow: .*?; (?P<now>.+)$", re.MULTILINE
)
"""How messages tell a figure that moved: a line of a digest, two lines of a notice."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move of a figure on record that `reader` (a value of READERS) was told, in the words of the
    message."""

    reader: str
    claim_id: int
    was: str
    now: str


class Readers:
    """`clock` gives a later instant each time it is asked."""

    def __init__(
        self, engine: Engine, checker: Checker, workspace_id: int, clock: Callable[[], datetime]
    ) -> None:
        self._engine, self._checker = engine, checker
        self._workspace_id, self._clock = workspace_id, clock
        self.sent: Counter[str] = Counter()
        self.moves: list[Move] = []
        with Session(writing(engine)) as session:
            choice = Choice(EVENING, "UTC")
            subscriptions.subscribe(session, workspace_id, NEWS, ASKER, choice, now=clock())
            session.commit()
        self.look()  # notes where changes begin

    def follow(self, claim_id: int, text: str) -> None:
        """Watch a claim that has just come on record, and ask about it."""
        with Session(writing(self._engine)) as session:
            watch_claim(
                session,
                self._workspace_id,
                claim_id,
                WATCHER,
                channel=WATCHER,
                thread_ts=None,
                now=self._clock(),
            )
            session.commit()
        self._ask(text, f"{claim_id}.0")

    def look(self) -> None:
        """What the bot's ticks do: find what changed, plan what is due, send it."""
        notices.notice_changes(self._engine, [self._workspace_id], now=self._clock())
        planning.plan(self._engine, [self._workspace_id], now=self._clock())
        self._send(NOTICES)
        self._send(DIGESTS)

    def _ask(self, text: str, ts: str) -> None:
        asked = Question(
            workspace_id=self._workspace_id,
            request_id=ts,
            surface=Surface.MESSAGE,
            delivery=Delivery.THREAD,
            channel=CHANNEL,
            asker=ASKER,
            statements=(text,),
            message_ts=ts,
            thread_ts=ts,
        )
        questions.record(self._engine, asked, now=self._clock(), owner=_OWNER)
        answer = self._checker.answer(self._workspace_id, text, now=self._clock(), asker=ASKER)
        with Session(writing(self._engine)) as session:
            row = session.exec(select(Inquiry).where(col(Inquiry.message_ts) == ts)).one()
            told = {**parts.told(answer), "state": InquiryState.ANSWERED.value}
            for name, value in {**told, "answered_at": self._clock()}.items():
                setattr(row, name, value)
            session.add(row)
            session.commit()

    def _send(self, kind: Kind[Any]) -> None:
        box = Outbox(
            kind,
            self._engine,
            send=self._take,
            look=lambda _: Looked(seen=False),
            clock=self._clock,
            owner=_OWNER,
        )
        send_due(box, [self._workspace_id])

    def _take(self, outgoing: Outgoing) -> str:
        if outgoing.message is None:
            raise RuntimeError("nothing to post")
        reader = READERS[outgoing.channel]
        self.sent[reader] += 1
        self.moves += _moves_in(plain(outgoing.message), reader)
        return f"{self.sent.total()}.0"


def _moves_in(text: str, reader: str) -> Iterator[Move]:
    told = _IN_DIGEST if reader == "digest" else _IN_NOTICE
    for found in told.finditer(text):
        yield Move(reader, int(found["claim"]), found["was"], found["now"])
