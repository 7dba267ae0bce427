from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.demo import DESK, EDITOR, GUEST, NEWSROOM, REPORTER
from bot.digest import delivering, planning
from bot.digest.subscriptions import Choice, subscribe
from bot.metrics import Metrics
from bot.run.poster import Poster
from bot.run.process import Process
from bot.slack.client import web_client
from bot.slack.installations import Installation, Installations, identify
from bot.slack.message import Message
from bot.slack.outbox import Outbox, Outgoing, send_due
from bot.slack.pictures import Pictures
from bot.slack.sending import looking, sending
from bot.watch.notice_rows import insert_notice
from bot.watch.places import Place
from models import DigestDelivery, Workspace
from models.database import writing
from models.subscription import NoticeKind
from tests.contract.payloads import check_message
from tests.desk_care import Desk
from tests.paths import ROOT
from tests.standin import FaultySlack, rate_limited, reply_lost

SCOPES = json.loads((ROOT / "manifest.json").read_text())["oauth_config"]["scopes"]["bot"]
HISTORY = ["channels:history", "groups:history"]
NINE = Choice(time(9), "UTC")


class Clock:
    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def due_digest(
    slack: FaultySlack, engine: Engine, desk: Desk, clock: Clock
) -> Outbox[DigestDelivery]:
    now = datetime.now(UTC)
    chosen = Choice((now - timedelta(minutes=5)).time(), "UTC", post_empty=True)
    with Session(writing(engine)) as session:
        subscribe(session, desk.number, NEWSROOM, "U1", chosen, now=now - timedelta(hours=1))
        session.commit()
    client = web_client(slack.token, slack.api_url)
    installed = Installations((Installation(desk.number, identify(client), client),))
    planning.plan(engine, [desk.number], now=now)
    return Outbox(
        delivering.DIGESTS,
        engine,
        send=sending(installed, Pictures()),
        look=looking(installed),
        clock=clock,
        owner="a:1:x",
    )


def delivery(engine: Engine) -> DigestDelivery:
    with Session(engine) as session:
        return session.exec(select(DigestDelivery)).one()


def test_a_digest_is_posted_with_the_id_of_its_delivery(
    sqlite_engine: Engine, sqlite_workspace: Workspace
) -> None:
    desk = Desk(sqlite_engine, sqlite_workspace)
    with FaultySlack(scopes=SCOPES) as slack:
        box = due_digest(slack, sqlite_engine, desk, Clock())
        assert send_due(box, [desk.number]) == 1
        (posted,) = slack.posted(NEWSROOM)
    check_message({"text": posted["text"], "blocks": posted["blocks"]})
    row = delivery(sqlite_engine)
    assert (row.state, row.message_ts) == ("sent", posted["ts"])
    assert posted["metadata"]["event_payload"] == {"id": row.id}


def test_a_429_holds_the_team_back_as_long_as_slack_says(
    sqlite_engine: Engine, sqlite_workspace: Workspace
) -> None:
    desk, clock = Desk(sqlite_engine, sqlite_workspace), Clock()
    with FaultySlack(scopes=SCOPES) as slack:
        box = due_digest(slack, sqlite_engine, desk, clock)
        slack.next("chat.postMessage", rate_limited(30))
        send_due(box, [desk.number])
        clock.ahead = timedelta(seconds=25)
        assert send_due(box, [desk.number]) == 0
        clock.ahead = timedelta(seconds=32)
        assert send_due(box, [desk.number]) == 1
        assert len(slack.posted(NEWSROOM)) == 1


@pytest.mark.parametrize(("scopes", "state"), [(HISTORY, "sent"), ([], "unknown")])
def test_a_lost_reply_is_looked_for_where_the_history_may_be_read(
    sqlite_engine: Engine, sqlite_workspace: Workspace, scopes: list[str], state: str
) -> None:
    desk, clock = Desk(sqlite_engine, sqlite_workspace), Clock()
    granted = [one for one in SCOPES if one not in HISTORY] + scopes
    with FaultySlack(scopes=granted) as slack:
        box = due_digest(slack, sqlite_engine, desk, clock)
        slack.next("chat.postMessage", reply_lost())
        send_due(box, [desk.number])
        assert delivery(sqlite_engine).state == "sending"
        clock.ahead = timedelta(seconds=30)
        send_due(box, [desk.number])
        (posted,) = slack.posted(NEWSROOM)
    row = delivery(sqlite_engine)
    assert row.state == state
    assert row.message_ts == (posted["ts"] if state == "sent" else None)


def test_nothing_is_posted_where_people_from_outside_read_it(
    sqlite_engine: Engine, sqlite_workspace: Workspace
) -> None:
    desk = Desk(sqlite_engine, sqlite_workspace)
    with FaultySlack(scopes=SCOPES) as slack:
        slack.change_channel(NEWSROOM, ext_shared=True)
        box = due_digest(slack, sqlite_engine, desk, Clock())
        send_due(box, [desk.number])
        assert slack.posted(NEWSROOM) == []
    row = delivery(sqlite_engine)
    assert (row.state, row.reason) == ("failed", "ext_shared")


def test_where_slack_does_not_say_who_is_in_the_channel_it_is_asked_again(
    sqlite_engine: Engine, sqlite_workspace: Workspace
) -> None:
    desk, clock = Desk(sqlite_engine, sqlite_workspace), Clock()
    with FaultySlack(scopes=SCOPES) as slack:
        box = due_digest(slack, sqlite_engine, desk, clock)
        slack.next("users.conversations", reply_lost())
        send_due(box, [desk.number])
        assert delivery(sqlite_engine).state == "waiting"  # certainly not sent, so no doubt
        clock.ahead = timedelta(minutes=2)
        send_due(box, [desk.number])
        assert len(slack.posted(NEWSROOM)) == 1
    assert delivery(sqlite_engine).state == "sent"


def test_all_channels_are_asked_about_at_once_and_once_a_minute(
    sqlite_engine: Engine, sqlite_workspace: Workspace
) -> None:
    seconds = [0.0]
    with FaultySlack(scopes=SCOPES) as slack:
        client = web_client(slack.token, slack.api_url)
        number = sqlite_workspace.id or 0
        installed = Installations((Installation(number, identify(client), client),))
        send = sending(installed, Pictures(), seconds=lambda: seconds[0])
        message = Message("Hello", [])
        for at, channel in ((0.0, NEWSROOM), (1.0, DESK), (59.0, NEWSROOM), (61.0, NEWSROOM)):
            seconds[0] = at
            send(Outgoing(number, channel, None, "x", {}, datetime.now(UTC), message))
        assert len(slack.calls_of("users.conversations")) == 2
        assert len(slack.calls_of("conversations.info")) == 0
        assert len(slack.posted(NEWSROOM)) == 3


@pytest.fixture
def sqlite_workspace(sqlite_engine: Engine) -> Workspace:
    desk = Workspace(team_id="T0DESK", name="Desk", created_at=datetime.now(UTC))
    with Session(writing(sqlite_engine), expire_on_commit=False) as session:
        session.add(desk)
        session.commit()
    return desk


def test_a_digest_does_not_wait_until_all_notices_are_sent(
    sqlite_engine: Engine, sqlite_workspace: Workspace
) -> None:
    desk, now = Desk(sqlite_engine, sqlite_workspace), datetime.now(UTC)
    people = (EDITOR, REPORTER, GUEST)
    with FaultySlack(scopes=SCOPES) as slack:
        due_digest(slack, sqlite_engine, desk, Clock())
        with desk.work() as session:
            gone = subscribe(session, desk.number, DESK, EDITOR, NINE, now=now)
            gone.paused_why = "is_archived"
            content = {"why": "is_archived", "channel": DESK}
            for person in people:
                place = Place(person, person, None)
                told: dict[str, Any] = {"key": person, "subscription_id": gone.id}
                insert_notice(
                    session, desk.number, place, NoticeKind.PAUSED, now=now, content=content, **told
                )
        client = web_client(slack.token, slack.api_url)
        installed = Installations((Installation(desk.number, identify(client), client),))
        Poster(Process(sqlite_engine, Clock(), "a:1:x"), installed, Metrics(), Pictures()).send()
        channels = [one["channel"] for one in slack.calls_of("chat.postMessage")]
    assert sorted(channels) == sorted((NEWSROOM, *people))
    assert NEWSROOM in channels[:2]


@pytest.mark.parametrize("code", ["token_expired", "account_inactive"])
def test_a_digest_waits_beyond_its_time_and_no_attempt_is_counted(
    sqlite_engine: Engine, sqlite_workspace: Workspace, code: str
) -> None:
    desk, clock = Desk(sqlite_engine, sqlite_workspace), Clock()
    with FaultySlack(scopes=SCOPES) as slack:
        box = due_digest(slack, sqlite_engine, desk, clock)
        slack.token_error = code
        for _ in range(45):  # six hours and more: a digest may be four hours late
            send_due(box, [desk.number])
            clock.ahead += timedelta(minutes=9)
        assert (delivery(sqlite_engine).state, delivery(sqlite_engine).attempts) == ("waiting", 0)
        slack.token_error = ""
        send_due(box, [desk.number])
        assert delivery(sqlite_engine).state == "sent"
        assert len(slack.posted(NEWSROOM)) == 1
