from __future__ import annotations

import contextlib
import itertools
import urllib.error
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.digest import jobs, subscriptions
from bot.digest.subscriptions import Choice
from bot.refusal import RefusalError
from bot.slack import pace
from bot.slack.outbox import Looked, Outgoing, finish, send_due, take
from models import Claim, Notice, StatusChange, Subscription, Workspace
from models.database import writing
from models.subscription import PostingState
from tests.conftest import NOW
from tests.delivering import NINE, Slack, deliveries, lost, planned, states, subscribed
from tests.desk_care import Desk

DAY = timedelta(days=1)


def never_arrived() -> None:
    raise TimeoutError


def refuses(code: str, status: int = 200, **headers: str) -> Callable[[], object]:
    def answer() -> None:
        response = SlackResponse(
            client=None,
            http_verb="POST",
            api_url="",
            req_args={},
            data={"ok": False, "error": code},
            headers=headers,
            status_code=status,
        )
        raise SlackApiError("no", response)

    return answer


def no_connection() -> None:
    raise urllib.error.URLError(ConnectionRefusedError())


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    """A desk whose record came in a day and more before the digests."""
    return Desk(engine, workspace)


# --- what is due becomes a row, once -------------------------------------------------------------


def test_a_due_digest_is_planned_once_however_often_anybody_looks(desk: Desk) -> None:
    subscribed(desk)
    assert planned(desk, NINE - timedelta(seconds=1)) == (0, 0)
    assert planned(desk) == (1, 0)
    assert planned(desk) == (0, 0)
    (row,) = deliveries(desk)
    assert (row.local_date, row.due_at, row.channel) == (date(2024, 11, 11), NINE, "C1")


def test_after_two_days_of_downtime_today_is_sent_and_the_others_are_recorded(desk: Desk) -> None:
    subscribed(desk)
    assert planned(desk, NINE + 2 * DAY + timedelta(hours=3)) == (1, 2)
    assert states(desk) == ["missed", "missed", "waiting"]
    assert all(one.reason for one in deliveries(desk)[:2])
    assert planned(desk, NINE + 2 * DAY + timedelta(hours=9)) == (0, 0)


def test_changing_the_time_after_todays_digest_sends_no_second_one_today(desk: Desk) -> None:
    number = subscribed(desk)
    planned(desk)
    with Session(writing(desk.engine)) as session:
        row = session.get_one(Subscription, number)
        later = Choice(time(15), "UTC")
        subscriptions.change(session, row, later, now=NINE + timedelta(hours=1))
        session.commit()
    assert planned(desk, NINE + timedelta(hours=6)) == (0, 0)
    assert planned(desk, NINE + DAY + timedelta(hours=6)) == (1, 0)


def test_a_stopped_or_paused_subscription_is_not_due(desk: Desk) -> None:
    number = subscribed(desk)
    paused = subscribed(desk, "C2", paused_until=date(2024, 11, 13))
    with Session(writing(desk.engine)) as session:
        subscriptions.stop(session, session.get_one(Subscription, number), now=NOW)
        session.commit()
    assert planned(desk) == (0, 0)
    assert planned(desk, NINE + 2 * DAY) == (1, 0)
    assert deliveries(desk)[0].subscription_id == paused


def test_the_settings_are_checked_and_one_digest_by_direct_message_is_enough(desk: Desk) -> None:
    with pytest.raises(RefusalError, match="no time zone"), desk.work() as session:
        subscriptions.subscribe(
            session, desk.number, "C1", "U1", Choice(time(9), "Mars/Olympus"), now=NOW
        )
    subscribed(desk, "U0IDA")
    with pytest.raises(RefusalError, match="already"):
        subscribed(desk, "U0IDA")
    assert len([subscribed(desk, "C1") for _ in range(2)]) == 2


# --- sending -------------------------------------------------------------------------------------


def test_a_digest_goes_out_and_the_next_one_tells_what_came_since(desk: Desk) -> None:
    slack = Slack()
    subscribed(desk, post_empty=True)
    for n in range(2):
        slack.now = NINE + n * DAY
        planned(desk, slack.now)
        assert send_due(slack.worker(desk.engine), [desk.number]) == 1
    first, second = (str(one.message.text) for _, one in slack.taken if one.message)
    assert "The bridge at Ostra is closed: " in first
    assert "The bridge at Ostra" not in second
    assert states(desk) == ["sent", "sent"]
    assert deliveries(desk)[1].covers_from == deliveries(desk)[0].covers_until == NINE


def test_a_change_that_was_committed_late_is_in_the_next_digest(desk: Desk) -> None:
    slack = Slack()
    subscribed(desk)
    planned(desk)
    send_due(slack.worker(desk.engine), [desk.number])
    with desk.work() as session:  # its instant is before the first digest, its commit after
        claim = desk.row(Claim, "may")
        session.add(
            StatusChange(
                workspace_id=desk.number,
                claim_id=claim.id,
                from_status="position",
                to_status="disputed",
                support=1,
                denial=1,
                at=NINE - timedelta(minutes=3),
            )
        )
    slack.now = NINE + DAY
    planned(desk, slack.now)
    send_due(slack.worker(desk.engine), [desk.number])
    message = slack.taken[-1][1].message
    assert message is not None
    assert "will not open before May" in message.text


def test_an_empty_day_posts_nothing_unless_it_is_asked_for(desk: Desk) -> None:
    slack = Slack()
    subscribed(desk)
    for n in range(2):
        slack.now = NINE + n * DAY
        planned(desk, slack.now)
        send_due(slack.worker(desk.engine), [desk.number])
    assert states(desk) == ["sent", "empty"]
    assert len(slack.taken) == 1


def test_one_channel_gets_one_message_a_second_whoever_sends(desk: Desk) -> None:
    slack = Slack()
    for _ in range(3):
        subscribed(desk, "C1")
    subscribed(desk, "C2")
    planned(desk)
    workers = [slack.worker(desk.engine), slack.worker(desk.engine)]
    for tenth in range(40):
        slack.now = NINE + tenth * timedelta(seconds=0.1)
        send_due(workers[tenth % 2], [desk.number])
    by_channel = [at for at, one in slack.taken if one.channel == "C1"]
    assert len(slack.taken) == 4
    assert all(b - a >= timedelta(seconds=1) for a, b in itertools.pairwise(by_channel))


def test_of_two_who_take_a_channels_first_turn_at_once_one_has_to_wait(engine: Engine) -> None:
    with Session(writing(engine), expire_on_commit=False) as session:
        team = Workspace(team_id="T0PACE", name="Desk", created_at=NOW)
        session.add(team)
        session.commit()

    def second() -> datetime | None:
        with Session(writing(engine)) as session:
            told = pace.take(session, team.id or 0, "C1", NINE)
            session.commit()
            return told

    with ThreadPoolExecutor(1) as threads, Session(writing(engine)) as first:
        assert pace.take(first, team.id or 0, "C1", NINE) is None
        waits = threads.submit(second)
        with contextlib.suppress(TimeoutError):  # until it stands behind the first one
            waits.result(timeout=0.2)
        first.commit()
        assert waits.result() == NINE + pace.EVERY


def test_the_longest_waiting_goes_first(desk: Desk) -> None:
    slack = Slack()
    subscribed(desk, "C2", time(9))
    subscribed(desk, "C1", time(8))
    planned(desk)
    send_due(slack.worker(desk.engine), [desk.number])
    assert [one.channel for _, one in slack.taken] == ["C1", "C2"]


def test_after_429_nobody_sends_until_slack_allows_it(desk: Desk) -> None:
    slack = Slack()
    for n in range(3):
        subscribed(desk, f"C{n}")
    planned(desk)
    slack.answers = [refuses("ratelimited", 429, **{"Retry-After": "20"})]
    send_due(slack.worker(desk.engine), [desk.number])
    slack.now = NINE + timedelta(seconds=19)
    send_due(slack.worker(desk.engine), [desk.number])
    assert slack.taken == []
    slack.now = NINE + timedelta(seconds=20)
    send_due(slack.worker(desk.engine), [desk.number])
    assert len(slack.taken) == 3
    assert set(states(desk)) == {"sent"}


def test_what_slack_does_not_take_within_the_grace_is_given_up_with_the_reason(desk: Desk) -> None:
    slack = Slack()
    subscribed(desk)
    planned(desk)
    slack.answers = [no_connection] * 100
    for minute in range(0, 300, 10):
        slack.now = NINE + timedelta(minutes=minute)
        send_due(slack.worker(desk.engine), [desk.number])
    (row,) = deliveries(desk)
    assert (row.state, row.reason) == ("missed", "no connection")


def test_while_slack_cannot_be_reached_one_call_a_minute_is_enough_for_all(desk: Desk) -> None:
    slack = Slack()
    for n in range(5):
        subscribed(desk, f"C{n}")
    planned(desk)
    slack.answers = [no_connection] * 100
    for second in range(0, 600, 5):
        slack.now = NINE + timedelta(seconds=second)
        send_due(slack.worker(desk.engine), [desk.number])
    assert 10 <= 100 - len(slack.answers) <= 20
    slack.answers = []
    slack.now = NINE + timedelta(minutes=12)
    send_due(slack.worker(desk.engine), [desk.number])
    assert set(states(desk)) == {"sent"}


def test_a_history_out_of_reach_is_looked_at_ever_more_seldom(desk: Desk) -> None:
    slack = Slack()
    looks = []

    def look(outgoing: Outgoing) -> Looked:
        looks.append(slack.now)
        raise TimeoutError

    subscribed(desk)
    planned(desk)
    slack.answers = [lost]
    box = replace(slack.worker(desk.engine), look=look)
    for second in range(0, 3600, 10):
        slack.now = NINE + timedelta(seconds=second)
        send_due(box, [desk.number])
    waits = [b - a for a, b in itertools.pairwise(looks)]
    assert waits == sorted(waits)
    assert len(looks) < 25
    assert waits[-1] <= timedelta(minutes=6)


def test_a_row_that_another_worker_put_off_is_left_alone(desk: Desk) -> None:
    slack = Slack()
    for n in range(2):
        subscribed(desk, f"C{n}")
    planned(desk)
    ahead: deque[Any] = deque()
    slow, quick = slack.worker(desk.engine), slack.worker(desk.engine)
    row = take(slow, [desk.number], ahead)
    assert row is not None
    slack.answers = [refuses("ratelimited", 429, **{"Retry-After": "20"})]
    send_due(quick, [desk.number])  # the second row, which the slow one has seen as free
    assert take(slow, [desk.number], ahead) is None
    assert slack.taken == []


@pytest.mark.parametrize("readable", [True, False])
def test_a_lost_answer_is_settled_by_the_history_or_marked_never_repeated(
    desk: Desk, readable: bool
) -> None:
    slack = Slack(readable=readable)
    subscribed(desk)
    planned(desk)
    slack.answers = [lost]
    for second in range(0, 600, 5):
        slack.now = NINE + timedelta(seconds=second)
        send_due(slack.worker(desk.engine), [desk.number])
    assert len(slack.taken) == 1
    assert states(desk) == ["sent" if readable else "unknown"]


def test_what_certainly_did_not_arrive_is_sent(desk: Desk) -> None:
    slack = Slack(readable=True)
    subscribed(desk)
    planned(desk)
    slack.answers = [never_arrived]
    for second in range(0, 60, 5):
        slack.now = NINE + timedelta(seconds=second)
        send_due(slack.worker(desk.engine), [desk.number])
    assert len(slack.taken) == 1
    assert states(desk) == ["sent"]


def test_after_a_doubtful_digest_the_next_one_covers_its_time_and_says_so(desk: Desk) -> None:
    slack = Slack(readable=False)
    subscribed(desk)
    planned(desk)
    slack.answers = [never_arrived]
    for second in (0, 30):
        slack.now = NINE + timedelta(seconds=second)
        send_due(slack.worker(desk.engine), [desk.number])
    slack.now = NINE + DAY
    planned(desk, slack.now)
    send_due(slack.worker(desk.engine), [desk.number])
    ((_, sent),) = slack.taken
    assert sent.message is not None
    assert "The bridge at Ostra is closed: " in sent.message.text
    assert "may not have arrived" in str(sent.message.blocks)


@pytest.mark.parametrize("left_as", [PostingState.WAITING, PostingState.SENDING])
def test_what_a_killed_process_left_is_taken_up_by_another(
    desk: Desk, left_as: PostingState
) -> None:
    slack = Slack()
    subscribed(desk)
    planned(desk)
    dead = slack.worker(desk.engine)
    row = take(dead, [desk.number])
    assert row is not None
    if left_as is PostingState.SENDING:
        slack.answers = [_killed]
        with pytest.raises(KeyboardInterrupt):
            finish(dead, row)
    other = slack.worker(desk.engine)
    assert send_due(other, [desk.number]) == 0  # its lease still runs
    slack.now = NINE + timedelta(minutes=2)
    send_due(other, [desk.number])
    send_due(other, [desk.number])
    assert len(slack.taken) == 1
    assert states(desk) == ["sent"]


def _killed() -> None:
    raise KeyboardInterrupt


def test_where_the_channel_is_gone_the_digest_pauses_and_its_owner_is_told_once(desk: Desk) -> None:
    slack = Slack()
    number = subscribed(desk)
    subscribed(desk)
    planned(desk)
    slack.answers = [refuses("is_archived")]
    send_due(slack.worker(desk.engine), [desk.number])
    slack.now = NINE + DAY
    planned(desk, slack.now)
    with Session(desk.engine) as session:
        row = session.get_one(Subscription, number)
        notices = session.exec(select(Notice)).all()
    assert (row.paused_why, row.next_at) == ("is_archived", None)
    assert [(one.channel, one.content["channel"]) for one in notices] == [("U0IDA", "C1")]
    assert [one.reason for one in deliveries(desk) if one.subscription_id == number] == [
        "is_archived"
    ]


def test_the_jobs_say_what_comes_what_went_and_what_failed(desk: Desk) -> None:
    slack = Slack()
    subscribed(desk, "C1")
    subscribed(desk, "C2", time(10))
    planned(desk)
    assert jobs.waiting_s(desk.engine, now=NINE + timedelta(seconds=7)) == 7
    slack.answers = [refuses("is_archived")]
    send_due(slack.worker(desk.engine), [desk.number])
    assert jobs.waiting_s(desk.engine, now=NINE + timedelta(seconds=7)) == 7  # the owner's notice
    with Session(desk.engine) as session:
        upcoming = jobs.coming(session, desk.number, now=NINE)
        failed = jobs.went(session, desk.number, since=NINE - DAY, failed=True)
    assert [(one.channel, one.at, one.paused_why) for one in upcoming] == [
        ("C2", NINE + timedelta(hours=1), None),
        ("C1", None, "is_archived"),
    ]
    assert {(one.what, one.channel, one.state, one.reason) for one in failed} == {
        ("digest", "C1", "failed", "is_archived"),
        ("digest", "C2", "missed", "nobody was there to send it in time"),  # the day before
    }
