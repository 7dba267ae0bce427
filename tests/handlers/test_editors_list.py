"""The form on the Home tab in which editors say who the editors are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.demo import EDITOR, GUEST, OTHER_TEAM, REPORTER
from bot.demo.signed import app_home_opened, view_submission
from bot.demo.workspace import Person
from bot.record.change import Change
from bot.record.workspaces import editors_of, set_desk_channel, set_editors
from bot.slack.plain import plain_blocks
from models import AuditEntry
from models.database import writing
from tests.handlers.newsroom import Newsroom
from tests.standin import FaultySlack, server_error

Fields = dict[str, Any]

SECOND = "U0SECOND"


@pytest.fixture
def room(record_slack: FaultySlack, engine: Engine) -> Iterator[Newsroom]:
    newsroom = Newsroom(record_slack, engine)
    record_slack.add_user(SECOND, "second")
    yield newsroom
    newsroom.close()


def home(room: Newsroom, user: str = EDITOR) -> Fields:
    room.send(app_home_opened(event_ts="1730793600.000100", user=user))
    found = room.slack.home(user)
    assert found is not None
    return found


def opened(room: Newsroom, user: str = EDITOR) -> Fields:
    room.send(room.press("editors", view=home(room), user=user))
    modal = room.slack.modal(user)
    assert modal is not None
    return modal


def sent(room: Newsroom, view: Fields, *people: str, user: str = EDITOR) -> Fields:
    state = {"editors": {"editors": {"type": "multi_users_select", "selected_users": list(people)}}}
    submission = view_submission(view, state, trigger_id=room.slack.trigger(user), user=user)
    told: Fields = json.loads(room.send(submission).body)
    return told


def listed(room: Newsroom) -> tuple[str, ...]:
    with Session(room.engine) as session:
        return editors_of(session, room.workspace_id)


def set_(room: Newsroom, *people: str) -> None:
    with Session(writing(room.engine)) as session, session.begin():
        set_editors(Change(session, room.workspace_id, "t", room.services.clock()), people)


def test_without_a_list_the_home_tab_says_who_sees_confidential_names(room: Newsroom) -> None:
    said = plain_blocks(home(room)["blocks"])
    assert "every admin and owner of this Slack workspace is one" in said
    assert "python -m bot workspace --editors" in said
    assert "admin and owner" not in plain_blocks(home(room, REPORTER)["blocks"])


def test_an_editor_sets_the_list_in_a_form(room: Newsroom) -> None:
    view = opened(room)
    element = view["blocks"][-1]["element"]
    assert element["initial_users"] == [EDITOR]
    told = sent(room, view, EDITOR, SECOND)
    assert "Editors from now on" in plain_blocks(told["view"]["blocks"])
    assert listed(room) == (EDITOR, SECOND)
    assert f"@{SECOND}" in str(room.slack.home(EDITOR))
    with Session(room.engine) as session:
        entry = session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.actor, entry.action, entry.entity) == (EDITOR, "set", "workspace")
    assert entry.after == {"editors": [EDITOR, SECOND]}


def test_whoever_sets_it_stays_on_it(room: Newsroom) -> None:
    told = sent(room, opened(room), SECOND)
    assert "You stay one of them" in plain_blocks(told["view"]["blocks"])
    assert listed(room) == (SECOND, EDITOR)


def test_an_empty_list_is_none(room: Newsroom) -> None:
    told = sent(room, opened(room))
    assert "--editors none" in told["errors"]["editors"]
    assert listed(room) == ()


@pytest.mark.parametrize(
    ("person", "says"),
    [
        (Person("U0GONE", "gone", deleted=True), "deactivated"),
        (Person("U0BOT", "robot", bot=True), "is an app"),
        (Person("U0THEIRS", "theirs", team=OTHER_TEAM), "not of this workspace"),
        (Person("U0LIMITED", "limited", guest=True), "is a guest"),
        (Person("U0ADMIN", "their admin", admin=True, team=OTHER_TEAM), "not of this workspace"),
    ],
)
def test_only_full_members_can_be_editors(room: Newsroom, person: Person, says: str) -> None:
    view = opened(room)
    room.slack.workspace.add_person(person)
    told = sent(room, view, EDITOR, person.id)
    assert says in told["errors"]["editors"]
    assert listed(room) == ()


def test_somebody_unknown_or_of_whom_slack_does_not_tell_is_none(room: Newsroom) -> None:
    view = opened(room)
    assert "does not know" in sent(room, view, EDITOR, "U0NOBODY")["errors"]["editors"]
    room.slack.next("users.info", server_error(), times=3)
    assert "Try again" in sent(room, view, EDITOR, SECOND)["errors"]["editors"]
    assert listed(room) == ()


@pytest.mark.parametrize("user", [REPORTER, GUEST, SECOND])
def test_nobody_else_opens_or_sends_it(room: Newsroom, user: str) -> None:
    view = opened(room)
    room.send(room.press("editors", view=home(room), user=user))
    assert "Editors" not in str((room.slack.modal(user) or {}).get("title"))
    sent_anyway = sent(room, view, user, user=user)
    assert "editors" in str(sent_anyway).lower()
    assert listed(room) == ()


def test_who_was_taken_off_meanwhile_changes_nothing(room: Newsroom) -> None:
    set_(room, EDITOR, SECOND)
    view = opened(room)
    set_(room, SECOND)
    assert "Thank you, but only" in str(sent(room, view, EDITOR))
    assert listed(room) == (SECOND,)


def test_two_who_set_it_at_once_overwrite_nothing(room: Newsroom) -> None:
    set_(room, EDITOR, SECOND)
    view = opened(room)
    set_(room, SECOND, EDITOR, REPORTER)
    told = sent(room, view, EDITOR)
    assert "Somebody changed the list" in plain_blocks(told["view"]["blocks"])
    assert listed(room) == (SECOND, EDITOR, REPORTER)
    again = {**view, **told["view"]}
    assert "from now on" in str(sent(room, again, EDITOR))
    assert listed(room) == (EDITOR,)


def test_another_desk_channel_is_no_change_of_the_list(room: Newsroom) -> None:
    view = opened(room)
    with Session(writing(room.engine)) as session, session.begin():
        set_desk_channel(Change(session, room.workspace_id, "t", room.services.clock()), "C1")
    assert "from now on" in str(sent(room, view, EDITOR))
    assert listed(room) == (EDITOR,)
