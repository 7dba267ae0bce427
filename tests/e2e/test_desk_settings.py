"""The desk's channel and its editors, from the command line, with Slack there to be asked."""

from __future__ import annotations

import json

import pytest
from sqlmodel import Session, select

from bot.demo import DESK, ELSEWHERE
from models import Workspace
from models.database import open_engine
from models.record import Source
from tests.e2e.commands import Finished, run
from tests.standin import FaultySlack, server_error


def with_slack(slack: FaultySlack, url: str, *arguments: str) -> Finished:
    return run(*arguments, url=url, **slack.environment())


def channel(url: str) -> str | None:
    engine = open_engine(url)
    with Session(engine) as session:
        found = session.exec(select(Workspace.desk_channel)).one()
    engine.dispose()
    return found


@pytest.mark.parametrize(
    "how", [{"ext_shared": True}, {"pending_shared": True}, {"org_shared": True}]
)
def test_a_channel_with_outsiders_is_not_set(
    http_slack: FaultySlack, loaded: str, how: dict[str, bool]
) -> None:
    http_slack.change_channel(DESK, **how)
    told = with_slack(http_slack, loaded, "workspace", "--desk-channel", DESK)
    assert told.returncode == 1
    assert "is not set: nothing is posted there: people from outside" in told.stderr
    assert channel(loaded) is None


@pytest.mark.parametrize(
    ("where", "says"),
    [(ELSEWHERE, "I am not in it"), ("C0NOWHERE", "it is gone, or I am not in it")],
)
def test_of_a_channel_that_the_bot_is_not_in_that_is_said(
    http_slack: FaultySlack, loaded: str, where: str, says: str
) -> None:
    told = with_slack(http_slack, loaded, "workspace", "--desk-channel", where)
    assert told.returncode == 0
    assert says in told.stdout
    assert "Invite me there" in told.stdout
    assert channel(loaded) == where


def test_a_channel_of_our_own_is_set_and_said_to_be(http_slack: FaultySlack, loaded: str) -> None:
    told = with_slack(http_slack, loaded, "workspace", "--desk-channel", DESK)
    assert told.returncode == 0, told.stderr
    assert "nobody from outside the workspace reads it" in told.stdout
    assert channel(loaded) == DESK
    http_slack.change_channel(DESK, ext_shared=True)
    told = with_slack(http_slack, loaded, "workspace")
    assert "people from outside this workspace read it" in told.stdout


def test_where_slack_does_not_say_that_is_said(http_slack: FaultySlack, loaded: str) -> None:
    http_slack.next("conversations.info", server_error(), times=3)
    told = with_slack(http_slack, loaded, "workspace", "--desk-channel", DESK)
    assert told.returncode == 0
    assert "not checked now" in told.stdout
    told = run("workspace", url=loaded)
    assert "not checked now, SLACK_BOT_TOKEN is not set" in told.stdout


def test_the_doctor_sees_a_shared_channel_and_a_missing_list(
    http_slack: FaultySlack, loaded: str
) -> None:
    assert with_slack(http_slack, loaded, "workspace", "--desk-channel", DESK).returncode == 0
    told = with_slack(http_slack, loaded, "doctor")
    assert "all admins and owners of the Slack workspace are" in told.stdout
    assert "see the names of confidential sources" in told.stdout
    assert "python -m bot workspace --editors" in told.stdout
    assert f"ok       Desk channel of local: {DESK}" in told.stdout
    http_slack.change_channel(DESK, org_shared=True)
    assert with_slack(http_slack, loaded, "workspace", "--editors", "U0IDA").returncode == 0
    told = with_slack(http_slack, loaded, "doctor")
    assert f"missing  Desk channel of local: {DESK}" in told.stdout
    assert "Editors of local: U0IDA" in told.stdout
    assert "all admins" not in told.stdout
    assert told.returncode == 1


def test_what_names_confidential_sources_is_listed(loaded: str) -> None:
    engine = open_engine(loaded)
    with Session(engine) as session:
        for one in session.exec(select(Source)):
            one.confidential = True
            session.add(one)
        session.commit()
    engine.dispose()
    asked = "More than 10,000 North Korean soldiers are in Russia"
    assert "was shown" in run("accesses", url=loaded).stdout
    assert run("check", asked, url=loaded).returncode == 0
    assert json.loads(run("accesses", "--json", url=loaded).stdout) == []
    for _ in range(2):
        assert run("check", "--as-editor", asked, url=loaded).returncode == 0
    rows = json.loads(run("accesses", "--json", url=loaded).stdout)
    assert rows
    assert {row["surface"] for row in rows} == {"check --as-editor"}
    assert len({row["source"] for row in rows}) == len(rows)
    assert run("export", "--format", "csv", url=loaded).returncode == 0
    assert run("export", "--format", "csv", "--confidential", url=loaded).returncode == 0
    assert run("export", url=loaded).returncode == 0
    surfaces = [row["surface"] for row in json.loads(run("accesses", "--json", url=loaded).stdout)]
    assert surfaces[:2] == ["export on-record", "export csv"]
    assert "export csv" not in surfaces[2:]
    assert "names  export on-record" in run("accesses", "--limit", "1", url=loaded).stdout
