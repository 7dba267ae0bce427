"""The first message that a person gets when they open the app."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from bot.demo import DESK, EDITOR, GUEST, REPORTER, direct
from bot.demo.signed import app_home_opened
from bot.record.change import Change
from bot.record.workspaces import set_editors
from models.database import writing
from tests.conftest import NOW
from tests.handlers.answers import set_desk_channel
from tests.handlers.newsroom import BRIDGE, Newsroom


def open_tab(room: Newsroom, user: str, tab: str) -> list[str]:
    """The texts in a person's direct messages after they opened a tab."""
    at = room.slack.workspace.new_ts()
    room.send(app_home_opened(event_ts=at, user=user, tab=tab))
    return [one["text"] for one in room.slack.posted(direct(user))]


def test_an_empty_messages_tab_greets_once(newsroom: Newsroom) -> None:
    (hello,) = open_tab(newsroom, REPORTER, "messages")
    assert hello.startswith("Hello. Paste a statement here")
    assert open_tab(newsroom, REPORTER, "messages") == [hello]
    assert open_tab(newsroom, REPORTER, "home") == [hello]


def test_a_tab_with_messages_greets_nobody(newsroom: Newsroom) -> None:
    newsroom.slack.say(direct(REPORTER), BRIDGE, user=REPORTER)
    assert open_tab(newsroom, REPORTER, "messages") == []


@pytest.mark.parametrize("tab", ["home", "messages"])
def test_the_first_editor_gets_the_first_steps_with_the_form(newsroom: Newsroom, tab: str) -> None:
    (steps,) = open_tab(newsroom, EDITOR, tab)
    for said in ("/invite @On Record", "/onrecord add", "Choose the editors"):
        assert said in steps
    (message,) = newsroom.slack.posted(direct(EDITOR))
    newsroom.send(newsroom.press("editors", message, user=EDITOR))
    shown = newsroom.slack.modal(EDITOR)
    assert shown is not None
    assert shown["title"]["text"] == "Editors"


def test_nobody_but_an_editor_gets_the_first_steps(newsroom: Newsroom) -> None:
    assert open_tab(newsroom, REPORTER, "home") == []
    assert open_tab(newsroom, GUEST, "messages") == []


def test_where_something_is_set_an_editor_is_greeted_like_all(newsroom: Newsroom) -> None:
    set_desk_channel(newsroom, DESK)
    assert open_tab(newsroom, EDITOR, "home") == []
    (hello,) = open_tab(newsroom, EDITOR, "messages")
    assert hello.startswith("Hello.")


def test_where_the_editors_are_set_there_are_no_first_steps(newsroom: Newsroom) -> None:
    with Session(writing(newsroom.engine)) as session, session.begin():
        set_editors(Change(session, newsroom.workspace_id, EDITOR, NOW), (EDITOR,))
    assert open_tab(newsroom, EDITOR, "home") == []
