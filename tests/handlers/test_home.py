"""The App Home."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine

from bot.demo import EDITOR, REPORTER
from bot.demo.signed import app_home_opened
from bot.record.verify import noting
from bot.record.verify.findings import Finding, Kind
from bot.record.verify.verifying import LookedOver
from tests.conftest import NOW
from tests.handlers.caring import CareDesk, desk_record, shown
from tests.handlers.newsroom import UNKNOWN, Newsroom
from tests.records import attribution
from tests.standin import FaultySlack


def test_everybody_sees_how_to_ask_and_how_much_is_on_record(any_newsroom: Newsroom) -> None:
    any_newsroom.send(app_home_opened(event_ts="1730793600.000100"))
    shown = str(any_newsroom.slack.home(REPORTER))
    assert "2 claims" in shown
    for how, _ in any_newsroom.services.registry.help:
        assert how.split(" <")[0] in shown
    assert "Open questions" not in shown


def test_editors_see_what_waits_for_the_desk(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    room.send(room.mention(UNKNOWN))
    room.send(room.press("to_desk", room.slack.posted()[-1]))
    room.send(room.mention("The bridge at Ostra is closed."))
    room.send(room.press("outdated", room.slack.posted()[-1]))
    room.send(app_home_opened(event_ts="1730793600.000100", user=EDITOR))
    shown = str(room.slack.home(EDITOR))
    assert UNKNOWN.strip(".") in shown
    assert "Outdated" in shown


def test_an_empty_desk_says_so(newsroom: Newsroom) -> None:
    newsroom.send(app_home_opened(event_ts="1730793600.000100", user=EDITOR))
    shown = str(newsroom.slack.home(EDITOR))
    assert "No open questions, and no reports." in shown


def test_editors_see_what_the_last_look_over_the_record_found(any_newsroom: Newsroom) -> None:
    room, services = any_newsroom, any_newsroom.services
    (workspace_id,) = services.installations.workspaces
    old = Finding(Kind.UNCONFIRMED, "Claim #1 was last said long ago.", claim=1)
    noting.note(services.engine, workspace_id, LookedOver(NOW, 2, 2, (old, old)))
    for number, user in enumerate((EDITOR, REPORTER)):
        room.send(app_home_opened(event_ts=f"1730793600.00010{number}", user=user))
    line = "2 claims not confirmed for long. Each with what to do: `python -m bot verify`."
    assert line in str(room.slack.home(EDITOR))
    assert line not in str(room.slack.home(REPORTER))


def test_a_running_bot_goes_over_the_record_once_a_day(any_newsroom: Newsroom) -> None:
    room, services = any_newsroom, any_newsroom.services
    over = partial(noting.look_over_due, services.engine, services.installations.workspaces)
    assert over(now=NOW, shelf_lives={}) == 1
    assert over(now=NOW + timedelta(hours=23), shelf_lives={}) == 0
    assert over(now=NOW + timedelta(hours=25), shelf_lives={}) == 1
    room.send(app_home_opened(event_ts="1730793600.000100", user=EDITOR))
    assert "gone over on 11 Nov 2024*: nothing to look at." in str(room.slack.home(EDITOR))


def test_the_messages_tab_publishes_nothing(newsroom: Newsroom) -> None:
    newsroom.send(app_home_opened(event_ts="1730793600.000100", tab="messages"))
    assert newsroom.slack.home(REPORTER) is None


def test_a_reporter_s_counts_leave_out_what_is_under_embargo(
    record_slack: FaultySlack, engine: Engine
) -> None:
    raw = desk_record()
    raw["sources"].append({"key": "rhea", "name": "Rhea Stroud", "kind": "person"})
    raw["claims"].append({"key": "secret", "text": "The tunnel is flooded.", "kind": "fact"})
    raw["documents"].append({**raw["documents"][0], "key": "memo", "title": "Memo"})
    raw["attributions"].append(
        attribution("s", claim="secret", source="rhea", document="memo", embargo_until="2025-01-01")
    )
    desk = CareDesk(record_slack, engine, raw)
    said = {}
    for user in (EDITOR, REPORTER):
        desk.send(app_home_opened(event_ts="1730793600.000100", user=user))
        said[user] = shown(desk.slack.home(user))
    assert "4 claims, 5 attributions, 7 sources and 2 documents" in said[EDITOR]
    assert "3 claims, 4 attributions, 5 sources and 1 document" in said[REPORTER]
    desk.room.close()


@pytest.mark.parametrize("user", [EDITOR, REPORTER])
def test_what_waits_comes_first_and_how_to_ask_last(newsroom: Newsroom, user: str) -> None:
    newsroom.send(app_home_opened(event_ts="1730793600.000100", user=user))
    shown = [str(block) for block in newsroom.slack.home(user)["blocks"]]
    assert "How to ask" in shown[-1]
    assert ("Queue" in shown[3]) is (user == EDITOR)
