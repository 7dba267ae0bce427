"""kill -9 at any point: after a restart every question has its answer, and only one."""

from __future__ import annotations

import pytest

from bot.demo import NEWSROOM, REPORTER, direct
from bot.demo.signed import Payload, app_mention, message_im, retried
from tests.e2e.process import Bot, killing
from tests.e2e.rows import answered, inquiries, replies
from tests.standin import FaultySlack

HERE = direct(REPORTER)
STATEMENT = "The harbour of Ostra is for sale."


def asked(slack: FaultySlack, channel: str) -> Payload:
    if channel == HERE:
        return message_im(STATEMENT, ts=slack.say(HERE, STATEMENT)["ts"])
    return app_mention(STATEMENT, ts=slack.say(NEWSROOM, STATEMENT)["ts"])


def crash(slack: FaultySlack, database_url: str, payload: Payload, method: str, phase: str) -> None:
    """The bot hears of it and dies there."""
    with Bot(slack, database_url) as bot:
        slack.barrier = killing(bot, method, phase)
        if slack.socket:
            slack.socket.push(payload)
        else:
            bot.tell(payload)
        slack.wait_for(lambda: slack.barrier is None, 10)
        bot.exit_status()


def restart(slack: FaultySlack, database_url: str, payload: Payload, channel: str) -> None:
    """A new process answers; Slack, which may have got no acknowledgement, tells it again."""
    with Bot(slack, database_url) as bot:
        slack.wait_for(lambda: answered(database_url) == 1, 10)
        if slack.socket:
            slack.socket.acknowledged(slack.socket.push(retried(payload)))
        else:
            assert bot.tell(retried(payload))[0] == 200
        assert len(inquiries(database_url)) == 1
        assert bot.stop() == 0
    assert len(inquiries(database_url)) == 1


@pytest.mark.parametrize("point", ["reactions.add", "chat.postMessage"])
def test_killed_before_the_answer_was_sent(
    http_slack: FaultySlack, sqlite_url: str, point: str
) -> None:
    payload = asked(http_slack, NEWSROOM)
    crash(http_slack, sqlite_url, payload, point, "before")
    (row,) = replies(sqlite_url)
    assert row.state == ("recorded" if point == "reactions.add" else "sending")
    restart(http_slack, sqlite_url, payload, NEWSROOM)
    assert len(http_slack.posted(NEWSROOM)) == 1


def test_killed_after_slack_took_the_answer_where_it_can_be_found(
    http_slack: FaultySlack, sqlite_url: str
) -> None:
    payload = asked(http_slack, HERE)
    crash(http_slack, sqlite_url, payload, "chat.postMessage", "after")
    restart(http_slack, sqlite_url, payload, HERE)
    assert len(http_slack.posted(HERE)) == 1
    assert replies(sqlite_url)[0].resent == 0


def test_killed_after_slack_took_the_answer_where_nobody_can_look(
    http_slack: FaultySlack, sqlite_url: str
) -> None:
    payload = asked(http_slack, NEWSROOM)
    crash(http_slack, sqlite_url, payload, "chat.postMessage", "after")
    restart(http_slack, sqlite_url, payload, NEWSROOM)
    assert len(http_slack.posted(NEWSROOM)) == 2
    assert replies(sqlite_url)[0].resent == 1


@pytest.mark.parametrize("phase", ["before", "after"])
def test_killed_with_several_answers_in_one_reply(
    http_slack: FaultySlack, sqlite_url: str, phase: str
) -> None:
    text = f"{STATEMENT} The mine of Ostra is closed."
    payload = message_im(text, ts=http_slack.say(HERE, text)["ts"])
    crash(http_slack, sqlite_url, payload, "chat.postMessage", phase)
    with Bot(http_slack, sqlite_url) as bot:
        http_slack.wait_for(lambda: answered(sqlite_url) == 1, 10)
        assert bot.tell(retried(payload))[0] == 200
        assert bot.stop() == 0
    (reply,) = http_slack.posted(HERE)
    (row,) = replies(sqlite_url)
    assert row.ts == reply["ts"]
    assert [one.state for one in inquiries(sqlite_url)] == ["answered", "answered"]


def test_killed_when_all_was_done_but_the_eyes(http_slack: FaultySlack, sqlite_url: str) -> None:
    payload = asked(http_slack, NEWSROOM)
    crash(http_slack, sqlite_url, payload, "reactions.remove", "before")
    restart(http_slack, sqlite_url, payload, NEWSROOM)
    assert len(http_slack.posted(NEWSROOM)) == 1


@pytest.mark.parametrize(
    ("point", "phase"),
    [("reactions.add", "before"), ("chat.postMessage", "before"), ("chat.postMessage", "after")],
)
def test_killed_over_socket_mode(
    socket_slack: FaultySlack, sqlite_url: str, point: str, phase: str
) -> None:
    payload = asked(socket_slack, HERE)
    crash(socket_slack, sqlite_url, payload, point, phase)
    restart(socket_slack, sqlite_url, payload, HERE)
    assert len(socket_slack.posted(HERE)) == 1


def test_killed_on_postgres_and_taken_up_by_the_worker(
    http_slack: FaultySlack, postgres_url: str
) -> None:
    payload = asked(http_slack, HERE)
    with (
        Bot(http_slack, postgres_url, "worker"),
        Bot(http_slack, postgres_url, "serve", "--web-only") as web,
    ):
        http_slack.barrier = killing(web, "chat.postMessage", "after")
        web.tell(payload)
        http_slack.wait_for(lambda: answered(postgres_url) == 1, 20)
    assert len(http_slack.posted(HERE)) == 1
    assert replies(postgres_url)[0].resent == 0


def test_many_questions_and_a_crash_in_the_middle(
    http_slack: FaultySlack, postgres_url: str
) -> None:
    number = 12
    with Bot(http_slack, postgres_url) as bot:
        for n in range(number):
            text = f"The mine number {n} of Ostra is closed."
            payload = message_im(text, ts=http_slack.say(HERE, text)["ts"])
            if n == number // 2:
                http_slack.wait_for(lambda: http_slack.posted(HERE), 10)
                http_slack.barrier = killing(bot, "chat.postMessage", "after")
            if bot.tell(payload)[0] == 0:
                break
        http_slack.wait_for(lambda: http_slack.barrier is None, 10)
    stored = len(inquiries(postgres_url))
    with Bot(http_slack, postgres_url):
        http_slack.wait_for(lambda: answered(postgres_url) == stored, 15)
    posted = [m["metadata"]["event_payload"]["reply"] for m in http_slack.posted(HERE)]
    assert sorted(posted) == [row.id for row in replies(postgres_url)]
