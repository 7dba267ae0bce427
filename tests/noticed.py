"""A desk, people who asked, and what they were told, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.matching.outcome import Outcome
from bot.record.change import Change
from bot.record.edit.claims import (
    edit_claim,
    fields_of,
    withdraw_claim,
)
from bot.record.exchange.importing import import_record
from bot.slack.outbox import Looked, Outbox, Outgoing, send_due
from bot.watch import notices as telling
from bot.watch.answering import notice_answers
from bot.watch.proposed import Hit
from bot.watch.watches import watch_claim
from models import Claim, Inquiry, Notice, OpenQuestion, Workspace
from models.database import writing
from models.inquiry import Delivery, InquiryState
from tests.conftest import NOW
from tests.contract.payloads import check_message
from tests.desk_care import IDA, Desk
from tests.inquiries import inquiry
from tests.records import attribution, read, record

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Newsroom:
    """A desk, people who asked, and what they were told."""

    def __init__(self, engine: Engine, workspace: Workspace, raw: dict[str, Any] | None = None):
        self.desk = Desk(engine, workspace, raw or record())
        self.engine, self.number = engine, self.desk.number
        self.now = NOW + HOUR
        self.sent: list[Outgoing] = []
        self.tick()  # notes where changes begin

    def tick(self) -> None:
        telling.notice_changes(self.engine, [self.number], now=self.now)
        box = Outbox(
            telling.NOTICES,
            self.engine,
            send=self.take,
            look=self.look,
            clock=lambda: self.now,
            owner="a:1:x",
        )
        send_due(box, [self.number])

    def settle(self, after: timedelta = 3 * MINUTE) -> list[Outgoing]:
        """See what changed, let it settle, send; what was sent since the last time."""
        self.tick()
        before = len(self.sent)
        self.now += after
        self.tick()
        return self.sent[before:]

    def take(self, outgoing: Outgoing) -> str:
        assert outgoing.message is not None
        check_message(
            {"text": outgoing.message.text, "blocks": outgoing.message.blocks}, mentions=True
        )
        self.sent.append(outgoing)
        return str(len(self.sent))

    def look(self, outgoing: Outgoing) -> Looked:
        return Looked(seen=False)

    def asked(self, key: str, thread: str | None = "1.0", **columns: Any) -> int:
        """Somebody was answered with that claim as it stands."""
        claim = self.desk.row(Claim, key)
        said = {"id": claim.id, "key": key, "text": claim.text, "status": claim.status}
        given: dict[str, Any] = {
            "surface": "message",
            "channel": "C1",
            "thread_ts": thread,
            "asker": "U0ASK",
            "statement": "Is the Ostra bridge closed?",
            "delivery": Delivery.THREAD.value,
            "outcome": Outcome.MATCH.value,
            "claim_id": claim.id,
            "answer": {"claim": said},
            "asked_at": self.now,
            "answered_at": self.now,
            **columns,
        }
        with Session(writing(self.engine)) as session:
            row = inquiry(
                session,
                workspace_id=self.number,
                request_id=f"{len(session.exec(select(Inquiry)).all())}:0",
                state=InquiryState.ANSWERED.value,
                **given,
            )
            session.commit()
            assert row.id is not None
            return row.id

    def denied(self, key: str = "deny") -> None:
        """The ministry's denial comes on record."""
        self.now += MINUTE
        raw = record()
        raw["attributions"].append(attribution(key))
        import_record(self.engine, read(raw), workspace_id=self.number, actor=IDA, now=self.now)

    def edit(self, key: str, **fields: Any) -> None:
        self.now += MINUTE
        with self.desk.work() as session:
            claim = session.get_one(Claim, self.desk.id(Claim, key))
            to = replace(fields_of(claim), **fields)
            edit_claim(Change(session, self.number, IDA, self.now), claim.id or 0, to, seen=None)

    def withdraw(self, key: str, reason: str = "") -> None:
        self.now += MINUTE
        with self.desk.work() as session:
            claim_id = self.desk.id(Claim, key)
            withdraw_claim(
                Change(session, self.number, IDA, self.now), claim_id, reason=reason, seen=None
            )

    def notices(self) -> list[tuple[str, str]]:
        with Session(self.engine) as session:
            rows = session.exec(select(Notice).order_by(Notice.id)).all()
            return [(row.kind, row.state) for row in rows]


def words(outgoing: Outgoing) -> str:
    assert outgoing.message is not None
    return "\n".join(block["text"]["text"] for block in outgoing.message.blocks if "text" in block)


def watch(room: Newsroom, channel: str = "U0EVE", thread: str | None = None) -> bool:
    with room.desk.work() as session:
        claim_id = room.desk.id(Claim, "closed")
        return watch_claim(
            session,
            room.number,
            claim_id,
            "U0EVE",
            channel=channel,
            thread_ts=thread,
            now=room.now,
        )


def put(room: Newsroom) -> int:
    inquiry = room.asked("closed", claim_id=None, outcome="none", answer={})
    with Session(writing(room.engine)) as session:
        row = OpenQuestion(
            workspace_id=room.number,
            inquiry_id=inquiry,
            statement="The bridge at Ostra is closed.",
            put_by="U0ASK",
            put_at=room.now,
        )
        session.add(row)
        session.commit()
        assert row.id is not None
        return row.id


def look(room: Newsroom, claim_id: int | None) -> list[str]:
    """Hold the open questions against the record; the statements that were looked up."""
    seen: list[str] = []

    def match(workspace_id: int, statement: str, asker: str) -> Hit | None:
        seen.append(statement)
        return None if claim_id is None else Hit(claim_id)

    notice_answers(room.engine, room.number, match, now=room.now)
    return seen
