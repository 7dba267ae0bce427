from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, func, select

from bot.run.retention import forget
from models import (
    ChangedClaim,
    Claim,
    DigestDelivery,
    Feedback,
    Inquiry,
    Notice,
    OpenQuestion,
    Pace,
    Reply,
    Subscription,
    Veto,
    Workspace,
)
from models.database import writing
from models.inquiry import FeedbackKind
from models.subscription import NoticeKind
from tests.conftest import NOW
from tests.desk_care import Desk
from tests.inquiries import inquiry

DAYS = 60
OLD = NOW - timedelta(days=DAYS + 1)
RECENT = NOW - timedelta(days=DAYS - 1)


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    return Desk(engine, workspace)


def asked(desk: Desk, at: datetime = OLD, **columns: Any) -> int:
    values: dict[str, Any] = {"state": "answered", "answered_at": at, **columns}
    with Session(desk.engine) as session:
        number = session.exec(select(func.count()).select_from(Inquiry)).one()
    with Session(writing(desk.engine)) as session:
        row = inquiry(
            session,
            workspace_id=desk.number,
            request_id=f"r{number}",
            surface="message",
            channel="C1",
            message_ts=f"{number}.1",
            asker="U1",
            statement="The bridge is closed.",
            delivery="thread",
            asked_at=at,
            **values,
        )
        session.commit()
        return row.id or 0


def added(desk: Desk, row: SQLModel) -> int:
    with Session(writing(desk.engine), expire_on_commit=False) as session:
        session.add(row)
        session.commit()
        return getattr(row, "id", 0) or 0


def forgotten(desk: Desk, **more: Any) -> int:
    return forget(desk.engine, [desk.number], now=NOW, days=DAYS, **more)


def left(desk: Desk, table: type[SQLModel] = Inquiry) -> int:
    with Session(desk.engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_what_was_asked_long_ago_is_deleted_and_the_rest_is_not(desk: Desk) -> None:
    asked(desk)
    asked(desk, state="dropped", answered_at=None)
    kept = {asked(desk, RECENT), asked(desk, answered_at=RECENT)}
    assert forgotten(desk) == 2 * 2  # and the replies to them
    with Session(desk.engine) as session:
        assert set(session.exec(select(Inquiry.id))) == kept


def test_what_is_not_answered_yet_stays_however_old(desk: Desk) -> None:
    for state in ("recorded", "sending"):
        asked(desk, state=state, answered_at=None)
    assert forgotten(desk) == 0
    assert left(desk) == 2


def test_what_people_reported_or_put_to_the_desk_stays(desk: Desk) -> None:
    claim = desk.id(Claim, "closed")
    reported, put, barred = asked(desk), asked(desk), asked(desk)
    common: dict[str, Any] = {"workspace_id": desk.number}
    added(
        desk,
        Feedback(**common, inquiry_id=reported, kind=FeedbackKind.OUTDATED, by="U1", at=OLD),
    )
    added(desk, OpenQuestion(**common, inquiry_id=put, statement="?", put_by="U1", put_at=OLD))
    added(
        desk,
        Veto(
            **common, claim_id=claim, inquiry_id=barred, statement="?", wording="w", by="U1", at=OLD
        ),
    )
    asked(desk)
    assert forgotten(desk) == 1 * 2
    assert (left(desk), left(desk, Reply)) == (3, 3)


def posting(desk: Desk, at: datetime, state: str = "sent") -> dict[str, Any]:
    return {
        "workspace_id": desk.number,
        "channel": "C1",
        "state": state,
        "due_at": at,
        "deadline": at,
        "at": at,
    }


def test_sent_messages_go_and_those_that_wait_stay(desk: Desk) -> None:
    number = added(
        desk,
        Subscription(
            workspace_id=desk.number, channel="C1", owner="U1", local_time=NOW.time(),
            timezone="UTC", weekdays=["mon"], due_from=OLD, created_at=OLD,
        ),
    )  # fmt: skip
    for n, (at, state) in enumerate([(OLD, "sent"), (OLD, "waiting"), (RECENT, "sent")]):
        added(
            desk,
            DigestDelivery(
                **posting(desk, at, state),
                subscription_id=number,
                local_date=at.date() + timedelta(days=n),
            ),
        )
    inquiry = asked(desk)
    added(
        desk,
        Notice(
            **posting(desk, OLD), kind=NoticeKind.CORRECTION, key="k", place="C1",
            inquiry_id=inquiry,
        ),
    )  # fmt: skip
    assert forgotten(desk) == 3 + 1
    assert (left(desk, DigestDelivery), left(desk, Notice), left(desk)) == (2, 0, 0)


def test_turns_of_channels_and_changes_that_were_told_are_swept_out(desk: Desk) -> None:
    for free_at in (OLD, NOW):
        added(desk, Pace(workspace_id=desk.number, channel=f"C{free_at}", free_at=free_at))
    for told_at in (OLD, NOW, None):
        added(
            desk,
            ChangedClaim(
                workspace_id=desk.number, claim_id=1, first_at=OLD, due_at=OLD, told_at=told_at
            ),
        )
    forgotten(desk)
    assert (left(desk, Pace), left(desk, ChangedClaim)) == (1, 2)


def test_much_is_deleted_in_several_goes_and_of_other_desks_nothing(desk: Desk) -> None:
    other = Workspace(team_id="T0OTHER", created_at=NOW)
    number = added(desk, other)
    for _ in range(5):
        asked(desk)
    assert forget(desk.engine, [number], now=NOW, days=DAYS) == 0
    assert [forgotten(desk, at_once=2) for _ in range(4)] == [4, 4, 2, 0]
