"""Digests, corrections and answers to open questions, by the scheduler of a running bot."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from bot.ask.view import TO_DESK
from bot.demo import NEWSROOM, REPORTER, TEAM
from bot.demo.signed import app_mention, block_action
from bot.digest.due import WEEKDAYS
from bot.record import workspaces
from models import DigestDelivery, Notice, Subscription, Workspace
from models.database import open_engine, writing
from tests.e2e.commands import run, run_process
from tests.e2e.process import Bot, fetched, free_port
from tests.e2e.rows import answered
from tests.old_zones import RULES, old_copy
from tests.records import attribution, load, record
from tests.standin import FaultySlack

BRIDGE = "The bridge at Ostra is closed."
HARBOUR = "The harbour of Ostra has been sold to a bank."


def desk(url: str) -> int:
    """A desk with a record and a digest that has just come due."""
    engine = open_engine(url)
    now = datetime.now(UTC)
    due = now - timedelta(minutes=2)
    with Session(writing(engine), expire_on_commit=False) as session:
        workspace = workspaces.adopt(session, TEAM, "Desk", now)
        session.commit()
    load(engine, workspace, record(), now)
    with Session(writing(engine)) as session:
        session.add(
            Subscription(
                workspace_id=workspace.id or 0, channel=NEWSROOM, owner=REPORTER,
                local_time=due.time().replace(second=0, microsecond=0), timezone="UTC",
                weekdays=list(WEEKDAYS), due_from=now - timedelta(hours=1),
                created_at=now - timedelta(hours=1),
            )
        )  # fmt: skip
        session.commit()
    engine.dispose()
    return workspace.id or 0


def later(url: str) -> None:
    """The ministry denies what was answered; somebody is on record with what was asked."""
    engine = open_engine(url)
    raw = record()
    raw["claims"].append({"key": "sold", "text": HARBOUR, "kind": "fact"})
    raw["attributions"] += [
        attribution("deny"),
        attribution("sold", claim="sold", stance="asserts"),
    ]
    with Session(engine) as session:
        workspace = session.exec(select(Workspace)).one()
    load(engine, workspace, raw, datetime.now(UTC))
    engine.dispose()


def states(url: str) -> set[str]:
    """How far the digests and notices have come."""
    engine = open_engine(url)
    try:
        with Session(engine) as session:
            found = [session.exec(select(table.state)).all() for table in (DigestDelivery, Notice)]
    finally:
        engine.dispose()
    return {state for every in found for state in every}


def saying(slack: FaultySlack, words: str) -> Callable[[], list[dict[str, Any]]]:
    return lambda: [one for one in slack.posted(NEWSROOM) if words in one["text"]]


def test_people_are_told_without_asking(http_slack: FaultySlack, sqlite_url: str) -> None:
    desk(sqlite_url)
    metrics = f"127.0.0.1:{free_port()}"
    own = {"NOTICE_SETTLE_SECONDS": "0", "METRICS_ADDRESS": metrics}
    with Bot(http_slack, sqlite_url, **own) as bot:
        threads = {}
        for statement in (BRIDGE, HARBOUR):
            threads[statement] = http_slack.say(NEWSROOM, statement)["ts"]
            bot.tell(app_mention(statement, ts=threads[statement]))
        http_slack.wait_for(lambda: answered(sqlite_url) == 2, 10)
        (reply,) = http_slack.replies(NEWSROOM, threads[HARBOUR])
        bot.tell(
            block_action(
                TO_DESK,
                None,
                message=reply,
                channel=NEWSROOM,
                user=REPORTER,
                response_url=http_slack.response_url(NEWSROOM, message=reply),
                trigger_id=http_slack.trigger(),
            )
        )
        http_slack.wait_for(saying(http_slack, "On record since"), 10)
        later(sqlite_url)
        http_slack.wait_for(saying(http_slack, "This answer has changed"), 15)
        http_slack.wait_for(saying(http_slack, "Your question has an answer"), 15)

        (digest,) = saying(http_slack, "On record since")()
        (correction,) = saying(http_slack, "This answer has changed")()
        (answer,) = saying(http_slack, "Your question has an answer")()
        assert "thread_ts" not in digest
        assert correction["thread_ts"] == threads[BRIDGE]
        assert answer["thread_ts"] == threads[HARBOUR]

        # The message stands in Slack a moment before it is noted as sent.
        http_slack.wait_for(lambda: states(sqlite_url) == {"sent"}, 10)
        told = json.loads(run("jobs", "--json", url=sqlite_url).stdout)
        assert {"digests that are due", "changed claims"} <= {
            one["tick"] for one in told["scheduler"]
        }
        assert {(one["what"], one["state"]) for one in told["went"]} == {
            ("digest", "sent"),
            ("correction", "sent"),
            ("answered", "sent"),
        }
        said = run("jobs", url=sqlite_url).stdout
        assert f"digest 1 in {NEWSROOM}" in said
        assert " s ago" in said
        tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
        refused = run(
            "digest", "--run-due", "--now", tomorrow, url=sqlite_url, **http_slack.environment()
        )
        assert refused.returncode == 1
        assert "A scheduler is running" in refused.stderr
        _, body = fetched(f"http://{metrics}/metrics")
        assert 'on_record_postings_total{state="sent",what="digest"} 1.0' in body
        assert 'on_record_noticed_total{why="changed"} 1.0' in body
        assert "on_record_posting_delay_seconds 0.0" in body


def test_what_is_due_is_sent_by_hand_where_no_scheduler_runs(
    http_slack: FaultySlack, sqlite_url: str
) -> None:
    desk(sqlite_url)
    settings = http_slack.environment() | {"SEMANTIC_MODEL": "off"}
    shown = run("digest", "--preview", url=sqlite_url)
    assert f"Digest 1 in {NEWSROOM}" in shown.stdout
    assert BRIDGE in shown.stdout
    for _ in range(2):
        sent = run("digest", "--run-due", url=sqlite_url, **settings)
        assert sent.returncode == 0, sent.stderr
    assert len(saying(http_slack, "On record since")()) == 1
    later(sqlite_url)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    sent = run("digest", "--run-due", "--now", tomorrow, url=sqlite_url, **settings)
    assert sent.returncode == 0, sent.stderr
    assert "digest 1 to" in sent.stdout
    assert len(saying(http_slack, "On record since")()) == 2
    assert run("digest", "--run-due", "--now", "soon", url=sqlite_url, **settings).returncode == 2


def test_a_channel_without_a_digest_has_no_preview(sqlite_url: str) -> None:
    desk(sqlite_url)
    asked = run("digest", "--preview", "--channel", "C0NOWHERE", url=sqlite_url)
    assert asked.returncode == 1
    assert "C0NOWHERE has no digest" in asked.stderr


def test_an_old_copy_of_the_time_zones_on_the_machine_moves_no_digest(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Nine o'clock on 1 December 2026, where the rules changed in that year."""
    workspace = desk(sqlite_url)
    eve = datetime(2026, 11, 30, 20, tzinfo=UTC)
    engine = open_engine(sqlite_url)
    with Session(writing(engine)) as session, session.begin():
        session.delete(session.exec(select(Subscription)).one())
        for number, zone in enumerate(RULES):
            session.add(
                Subscription(
                    workspace_id=workspace, channel=f"C0{number}", owner=REPORTER,
                    local_time=time(9), timezone=zone, weekdays=list(WEEKDAYS), due_from=eve,
                    created_at=eve,
                )
            )  # fmt: skip
    engine.dispose()
    old = {"PYTHONTZPATH": str(old_copy(tmp_path / "zoneinfo"))}
    shown = run_process("digest", "--preview", "--now", eve.isoformat(), url=sqlite_url, **old)
    for zone, hour in {
        "America/Vancouver": 16,
        "America/Winnipeg": 14,
        "America/Edmonton": 15,
        "America/Havana": 13,
        "Africa/Casablanca": 9,
        "UTC": 9,
    }.items():
        assert f"09:00 {zone}, next 2026-12-01 {hour:02}:00 UTC" in shown.stdout
    told = run_process("doctor", url=sqlite_url, SLACK_BOT_TOKEN="", **old).stdout
    assert f"the older ones in {tmp_path / 'zoneinfo'}, 2025b, are not used" in told
