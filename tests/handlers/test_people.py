"""Whose people somebody belongs to: one rule for whatever they do in Slack."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.ask.card import SOURCES
from bot.demo import EDITOR, NEWSROOM, ORGANISATION, OTHER_TEAM, REPORTER, TEAM
from bot.demo.signed import Payload, app_home_opened
from bot.slack import people
from bot.slack.people import MOST_REMEMBERED, REMEMBERED, People
from tests.handlers.answers import answered
from tests.handlers.newsroom import BRIDGE, Newsroom
from tests.standin import server_error

OURS = "only open to people of its own workspace"
DOUBT = "Slack does not say just now"


def mentioned(newsroom: Newsroom, team: str) -> str:
    told = newsroom.mention(BRIDGE)
    told.body["event"] |= {"team": team, "user_team": team, "source_team": team}
    newsroom.send(told)
    return seen(newsroom)


def pressed(newsroom: Newsroom, team: str) -> str:
    return done(newsroom, newsroom.press(SOURCES, newsroom.slack.posted(NEWSROOM)[0]), team)


def checked(newsroom: Newsroom, team: str) -> str:
    said = newsroom.slack.say(NEWSROOM, BRIDGE)
    return done(newsroom, newsroom.shortcut(said), team)


def done(newsroom: Newsroom, payload: Payload, team: str) -> str:
    payload.body["user"]["team_id"] = team
    newsroom.send(payload)
    return seen(newsroom)


def commanded(newsroom: Newsroom, team: str) -> str:
    answer = newsroom.send(newsroom.command(BRIDGE)).body
    return json.loads(answer)["text"] if answer else seen(newsroom)


def at_home(newsroom: Newsroom, team: str) -> str:
    newsroom.send(app_home_opened(event_ts="1.1"))
    return str(newsroom.slack.home()) + seen(newsroom)


def seen(newsroom: Newsroom) -> str:
    """All that the person has been shown since the first answer."""
    return str(
        [
            newsroom.slack.posted(NEWSROOM)[1:],
            newsroom.slack.ephemerals(user=REPORTER),
            newsroom.slack.views,
        ]
    )


EVERYWHERE = pytest.mark.parametrize("act", [mentioned, pressed, checked, commanded, at_home])
Act = Callable[[Newsroom, str], str]


@pytest.mark.parametrize("team", [ORGANISATION, OTHER_TEAM])
@EVERYWHERE
def test_a_member_of_the_workspace_is_ours_whatever_team_slack_names(
    newsroom: Newsroom, act: Act, team: str
) -> None:
    answered(newsroom)
    newsroom.slack.change_user(REPORTER, team=team, teams=(OTHER_TEAM, TEAM))
    shown = act(newsroom, team)
    assert OURS not in shown
    assert DOUBT not in shown
    assert "Ida Holm" in shown or act is at_home


@EVERYWHERE
def test_a_member_of_a_sister_workspace_alone_is_an_outsider(newsroom: Newsroom, act: Act) -> None:
    answered(newsroom)
    newsroom.slack.change_user(REPORTER, team=ORGANISATION, teams=(OTHER_TEAM,))
    shown = act(newsroom, ORGANISATION)
    assert "Ida Holm" not in shown or act is commanded  # Slack offers them no such command
    assert OURS in shown or act is commanded


@pytest.mark.parametrize("act", [mentioned, pressed, checked])
def test_somebody_deactivated_is_an_outsider(newsroom: Newsroom, act: Act) -> None:
    answered(newsroom)
    newsroom.slack.change_user(REPORTER, team=ORGANISATION, teams=(TEAM,), deleted=True)
    assert OURS in act(newsroom, ORGANISATION)


@pytest.mark.parametrize("act", [mentioned, pressed, checked])
def test_while_slack_does_not_say_who_they_are_it_is_closed(newsroom: Newsroom, act: Act) -> None:
    answered(newsroom)
    newsroom.slack.change_user(REPORTER, team=ORGANISATION, teams=(TEAM,))
    newsroom.slack.next("users.info", server_error())
    shown = act(newsroom, ORGANISATION)
    assert DOUBT in shown
    assert "Ida Holm" not in shown
    newsroom.slack.workspace.ephemerals.clear()
    assert "Ida Holm" in act(newsroom, ORGANISATION)  # nothing wrong is remembered


@EVERYWHERE
@pytest.mark.parametrize("staff", [True, False])
def test_guests_are_answered_as_the_setting_says(newsroom: Newsroom, act: Act, staff: bool) -> None:
    answered(newsroom)
    newsroom.slack.change_user(REPORTER, guest=True)
    (installation,) = newsroom.services.installations.installed
    installation.people.guests = staff
    shown = act(newsroom, TEAM)
    assert (OURS in shown) is not staff


def test_slack_is_asked_only_about_people_of_whom_it_named_another_team(
    newsroom: Newsroom,
) -> None:
    def asked() -> list[dict[str, str]]:
        """Without the calls that ask for a person's language."""
        calls = newsroom.slack.calls_of("users.info")
        return [call for call in calls if "include_locale" not in call]

    newsroom.send(newsroom.mention(BRIDGE))
    assert asked() == []
    newsroom.slack.change_user(REPORTER, team=ORGANISATION, teams=(TEAM,))
    for _ in range(3):
        mentioned(newsroom, ORGANISATION)
    assert len(asked()) == 1


def test_replies_on_people_are_kept_for_minutes_and_are_bounded(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [0.0]
    (one,) = newsroom.services.installations.installed
    known = replace(one, people=People(seconds=lambda: seconds[0]))
    asked = newsroom.slack.calls_of
    assert known.who(EDITOR).admin
    seconds[0] = REMEMBERED.total_seconds()
    newsroom.slack.change_user(EDITOR, admin=False)
    assert not known.who(EDITOR).admin
    assert len(asked("users.info")) == 2
    assert MOST_REMEMBERED > 1
    monkeypatch.setattr(people, "MOST_REMEMBERED", 1)
    for user in (REPORTER, EDITOR, REPORTER):
        known.who(user)
    assert len(asked("users.info")) == 5
