"""What Slack does to a reply: waits, errors, lost answers, places that take none; and several
processes that answer the same questions.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.ask.answering import GIVE_UP_AFTER
from bot.demo import NEWSROOM
from bot.queue import LEASE, is_free, new_owner
from tests.handlers.conftest import MANIFEST_SCOPES
from tests.handlers.delivered import HERE, Clock, edit_row, wait_until_answered
from tests.handlers.newsroom import BRIDGE, UNKNOWN, Newsroom
from tests.standin import FaultySlack, dropped, rate_limited, reply_lost, server_error

# Slack asks to wait, or fails.


def test_slack_s_wait_is_waited_and_nothing_is_sent_twice(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    room.slack.next("chat.postMessage", rate_limited(1))
    room.send(room.mention(BRIDGE))
    (row,) = room.replies()
    assert row.state == "recorded"
    assert row.next_attempt_at is not None
    (row,) = wait_until_answered(room)
    assert row.resent == 0
    first, second = [call.at for call in room.slack.calls if call.method == "chat.postMessage"]
    assert second - first >= 1


def test_answers_keep_their_order_when_the_reply_has_to_wait(newsroom: Newsroom) -> None:
    newsroom.slack.next("chat.postMessage", rate_limited(1))
    newsroom.send(newsroom.direct(f"{UNKNOWN} {BRIDGE}"))
    wait_until_answered(newsroom)
    (reply,) = newsroom.slack.posted(HERE)
    assert reply["text"].index("One party says so") < reply["text"].index("Nothing on record")


def test_a_server_error_is_tried_again(newsroom: Newsroom) -> None:
    newsroom.slack.next("chat.postMessage", server_error(500))
    newsroom.send(newsroom.direct(BRIDGE))
    wait_until_answered(newsroom)
    assert len(newsroom.slack.posted(HERE)) == 1


@pytest.mark.parametrize("fault", [reply_lost(), dropped()], ids=["after", "before"])
def test_where_history_may_be_read_a_lost_reply_is_found(any_newsroom: Newsroom, fault) -> None:  # type: ignore[no-untyped-def]
    room = any_newsroom
    room.slack.next("chat.postMessage", fault)
    room.send(room.direct(BRIDGE))
    (row,) = wait_until_answered(room)
    (reply,) = room.slack.posted(HERE)
    assert row.ts == reply["ts"]
    assert row.resent == (0 if fault.drop == "after" else 1)


def test_in_a_channel_that_may_not_be_read_it_is_sent_again_and_counted(
    any_newsroom: Newsroom,
) -> None:
    room = any_newsroom
    room.slack.next("chat.postMessage", reply_lost())
    room.send(room.mention(BRIDGE))
    (row,) = wait_until_answered(room)
    assert len(room.slack.posted(NEWSROOM)) == 2
    assert row.resent == 1
    assert b"on_record_resent_total 1.0" in room.services.metrics.text()


def test_with_the_scope_a_lost_reply_in_a_thread_is_found(sqlite_engine: Engine) -> None:
    scopes = [*MANIFEST_SCOPES, "channels:history"]
    with FaultySlack(scopes=scopes) as slack:
        room = Newsroom(slack, sqlite_engine)
        slack.next("chat.postMessage", reply_lost())
        room.send(room.mention(BRIDGE))
        (row,) = wait_until_answered(room)
        assert len(slack.posted(NEWSROOM)) == 1
        assert row.resent == 0
        room.close()


def test_an_edit_after_a_lost_reply_changes_that_reply(newsroom: Newsroom) -> None:
    newsroom.slack.next("chat.postMessage", reply_lost())
    asked = newsroom.direct(UNKNOWN)
    newsroom.send(asked)
    newsroom.send(newsroom.edit(asked, BRIDGE))
    wait_until_answered(newsroom)
    (reply,) = newsroom.slack.posted(HERE)
    assert "One party says so" in reply["text"]


# Slack will not take it.


@pytest.mark.parametrize(
    ("change", "said"),
    [({"archived": True}, "archived"), ({"member": False}, "not in that channel")],
)
def test_a_channel_that_takes_no_reply_is_told_of_directly(
    newsroom: Newsroom, change: dict[str, bool], said: str
) -> None:
    asked = newsroom.mention(BRIDGE)
    newsroom.slack.change_channel(NEWSROOM, **change)
    newsroom.send(asked)
    (row,) = newsroom.replies()
    assert row.state == "failed"
    assert said in str(row.failure)
    (told,) = newsroom.slack.posted(HERE)
    assert said in told["text"]


def test_after_a_day_nobody_wants_the_answer_any_more(
    record_slack: FaultySlack, sqlite_engine: Engine
) -> None:
    clock = Clock()
    room = Newsroom(record_slack, sqlite_engine, clock=clock)
    room.slack.next("chat.postMessage", rate_limited(5), times=2)
    room.send(room.mention(BRIDGE))
    clock.ahead = GIVE_UP_AFTER + timedelta(minutes=1)
    room.services.answerer.sweep()
    assert room.services.answerer.idle(5)
    assert room.states() == ["failed"]
    room.close()


# Several processes, and crashes.


@pytest.fixture
def two(record_slack: FaultySlack, engine: Engine) -> Iterator[tuple[Newsroom, Newsroom]]:
    """Two processes on different hosts, as far as their leases can tell."""
    rooms = (
        Newsroom(record_slack, engine, owner="host-a:1:aaaa"),
        Newsroom(record_slack, engine, owner="host-b:1:bbbb"),
    )
    yield rooms
    for room in rooms:
        room.close()


def test_two_processes_that_hear_the_same_answer_once(two: tuple[Newsroom, Newsroom]) -> None:
    asked = two[0].mention(BRIDGE)
    threads = [threading.Thread(target=room.send, args=(asked,)) for room in two * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(two[0].slack.posted(NEWSROOM)) == 1


def test_what_another_process_is_working_on_is_left_alone(two: tuple[Newsroom, Newsroom]) -> None:
    first, second = two
    asked = first.mention(BRIDGE)

    def sweep_meanwhile(method: str, phase: str) -> None:
        if method == "chat.postMessage" and phase == "before":
            assert second.services.answerer.sweep() == 0

    first.slack.barrier = sweep_meanwhile
    first.send(asked)
    assert len(first.slack.posted(NEWSROOM)) == 1


def test_two_sweeps_at_once_answer_each_question_once(two: tuple[Newsroom, Newsroom]) -> None:
    first, second = two
    first.services.answerer.close(1)  # it records, but answers nothing
    for number in range(8):
        first.send(first.mention(f"The mine number {number} is closed."), settle=False)
    edit_row(first, lease_owner=None, leased_until=None)
    third = Newsroom(first.slack, first.engine, owner="host-c:1:cccc")
    threads = [threading.Thread(target=r.services.answerer.sweep) for r in (second, third)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert second.services.answerer.idle(10)
    assert third.services.answerer.idle(10)
    assert len(first.slack.posted(NEWSROOM)) == 8
    third.close()


def test_an_expired_lease_is_taken_over(two: tuple[Newsroom, Newsroom]) -> None:
    first, second = two
    first.services.answerer.close(1)
    first.send(first.direct(BRIDGE), settle=False)
    assert second.services.answerer.sweep() == 0
    edit_row(first, leased_until=datetime.now(UTC) - timedelta(seconds=1))
    assert second.services.answerer.sweep() == 1
    assert second.services.answerer.idle(5)
    assert len(second.slack.posted(HERE)) == 1


def test_a_reply_that_was_sent_before_the_crash_is_not_sent_again(
    two: tuple[Newsroom, Newsroom],
) -> None:
    first, second = two
    first.send(first.direct(BRIDGE))
    edit_row(first, state="sending", ts=None, lease_owner=None)
    second.services.answerer.sweep()
    assert second.services.answerer.idle(5)
    (row,) = second.replies()
    (reply,) = second.slack.posted(HERE)
    assert (row.state, row.ts, row.resent) == ("answered", reply["ts"], 0)


def test_a_dead_process_of_this_host_holds_no_lease() -> None:
    now = datetime.now(UTC)
    me = new_owner()
    host, pid, _ = me.split(":")
    until = now + LEASE
    assert not is_free(me, until, by=me, now=now)
    assert is_free(f"{host}:{pid}:earlier", until, by=me, now=now)
    assert is_free(f"{host}:{2**22 + 1}:gone", until, by=me, now=now)
    assert not is_free(f"{host}:1:init", until, by=me, now=now)
    assert not is_free(f"elsewhere:{pid}:x", until, by=me, now=now)
    assert is_free(f"elsewhere:{pid}:x", now, by=me, now=now)
    assert is_free(None, None, by=me, now=now)
