"""Modals open in time, never as a fourth on top of three, and say in themselves what failed."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bot.ask.card import SOURCES
from bot.ask.modals import CITE
from bot.demo import EDITOR, ORGANISATION, REPORTER, TEAM
from bot.demo.signed import Payload, app_home_opened
from bot.i18n import current, speaking
from bot.refusal import RefusalError
from bot.slack import modals, notice, people
from bot.slack.interaction import Press
from bot.slack.message import Message
from tests.handlers.answers import answered
from tests.handlers.newsroom import Fields, Newsroom
from tests.standin import Fault, delayed


def top(newsroom: Newsroom, user: str = REPORTER) -> Fields:
    modal = newsroom.slack.modal(user)
    assert modal is not None
    return modal


def until(newsroom: Newsroom, words: str, user: str = REPORTER) -> Fields:
    """The modal that the person sees, once it says this."""
    return newsroom.slack.wait_for(
        lambda: top(newsroom, user) if words in str(newsroom.slack.modal(user)) else None
    )


@pytest.fixture
def hasty(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A bot that waits 0.1 s before it opens a waiting view, and a Slack whose triggers last half a
    second and whose calls can take as long: the proportions of the real ones, but faster."""
    monkeypatch.setattr(modals, "PATIENCE", 0.1)
    monkeypatch.setattr(people, "PATIENCE", 0.1)
    newsroom.slack.workspace.trigger_seconds = 0.5
    return newsroom


SLOW = delayed(0.6)


def of_a_card(newsroom: Newsroom) -> tuple[Payload, str, str]:
    card = answered(newsroom)
    newsroom.slack.change_user(REPORTER, team=ORGANISATION, teams=(TEAM,))
    pressed = newsroom.press(SOURCES, card)
    pressed.body["user"]["team_id"] = ORGANISATION
    return pressed, REPORTER, "Ida Holm"


def of_the_command_digest(newsroom: Newsroom) -> tuple[Payload, str, str]:
    return newsroom.command("digest", user=EDITOR), EDITOR, "digest_form"


@pytest.mark.parametrize("asked", [of_a_card, of_the_command_digest])
def test_a_slow_lookup_is_waited_for_in_an_open_modal(
    hasty: Newsroom, asked: Callable[[Newsroom], tuple[Payload, str, str]]
) -> None:
    payload, user, words = asked(hasty)
    hasty.slack.next("users.info", SLOW)
    hasty.slack.next("conversations.info", SLOW)
    hasty.send(payload)
    assert "One moment" in str(top(hasty, user))
    until(hasty, words, user)
    assert len(hasty.slack.calls_of("views.open")) == 1


@pytest.mark.parametrize("seconds", [0, 0.3])
@pytest.mark.parametrize("fails", [False, True])
def test_it_speaks_the_language_of_the_person_however_long_it_takes(
    hasty: Newsroom, seconds: float, fails: bool
) -> None:
    def make() -> Message:
        time.sleep(seconds)
        if fails:
            raise RefusalError("refused")
        return notice.sentence(f"in {current()}")

    (one,) = hasty.services.installations.installed
    press = Press(hasty.workspace_id, REPORTER, trigger_id=hasty.slack.trigger())

    def in_words(_: Exception) -> Message:
        return notice.sentence(f"no, in {current()}")

    with speaking("es"):
        try:
            told = modals.show(one.client, press, make, in_words, lambda *_: None)
        except RefusalError:
            assert fails
            assert not seconds
            return
    said = "no, in es" if fails else "in es"
    assert said in (str(told) if told else str(until(hasty, said)))


def test_what_is_quick_opens_at_once(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.press(SOURCES, answered(newsroom)))
    assert "Ida Holm" in str(top(newsroom))
    assert newsroom.slack.calls_of("views.update") == []


def test_a_refusal_that_comes_late_is_told_in_the_waiting_view(hasty: Newsroom) -> None:
    payload, user, _ = of_a_card(hasty)
    hasty.slack.change_user(REPORTER, teams=())
    hasty.slack.next("users.info", SLOW)
    hasty.send(payload)
    assert "own workspace" in str(until(hasty, "own workspace", user))


def test_a_slow_bug_is_told_in_the_waiting_view_with_its_reference(hasty: Newsroom) -> None:
    payload, user, _ = of_a_card(hasty)
    hasty.slack.next("users.info", Fault(wait=0.3, status=503))
    hasty.send(payload)
    until(hasty, "Slack does not say just now", user)


def stacked(newsroom: Newsroom, depth: int) -> Fields:
    """So many modals on top of each other; the last has the buttons of all sources."""
    newsroom.send(newsroom.press(SOURCES, answered(newsroom)))
    view = top(newsroom)
    for _ in range(depth - 1):
        kept = {name: view[name] for name in ("type", "title", "close", "blocks")}
        (one,) = newsroom.services.installations.installed
        one.client.views_push(trigger_id=newsroom.slack.trigger(), view=kept)
        view = top(newsroom)
    return view


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_no_fourth_modal_is_pushed(newsroom: Newsroom, depth: int) -> None:
    below = stacked(newsroom, depth)
    newsroom.send(newsroom.press(CITE, view=below))
    assert len(newsroom.slack.workspace.open_views[REPORTER]) == min(depth + 1, 3)
    assert "push_limit_reached" not in str(newsroom.slack.calls)
    assert f"'action_id': '{CITE}'" not in str(top(newsroom))
    assert (top(newsroom)["id"] == below["id"]) is (depth == 3)


def test_a_stack_of_which_slack_tells_too_little_grows_no_higher_either(
    newsroom: Newsroom,
) -> None:
    below = stacked(newsroom, 3)
    newsroom.send(newsroom.press(CITE, view={**below, "previous_view_id": None}))
    assert top(newsroom)["id"] == below["id"]
    assert f"'action_id': '{CITE}'" not in str(top(newsroom))


def test_a_failure_in_a_modal_is_told_in_it_and_keeps_what_is_there(newsroom: Newsroom) -> None:
    for depth in (1, 3):
        below = stacked(newsroom, depth)
        newsroom.checker.withdrawn.add(newsroom.bridge)
        newsroom.slack.workspace.trigger_seconds = -1  # no trigger is needed
        for _ in range(2):  # the sentence is there once, however often it fails
            newsroom.send(newsroom.press(CITE, view=top(newsroom)))
        newsroom.slack.workspace.trigger_seconds = 3
        newsroom.checker.withdrawn.clear()
        shown = top(newsroom)
        assert shown["id"] == below["id"]
        assert "no longer on record" in str(shown["blocks"][0])
        assert shown["blocks"][2:] == below["blocks"]
        newsroom.send(newsroom.press(CITE, view=shown))
        assert "no longer on record" not in str(top(newsroom))


def test_what_fails_on_the_home_tab_too_late_for_a_modal_comes_by_direct_message(
    newsroom: Newsroom,
) -> None:
    newsroom.send(app_home_opened(event_ts="1.1", user=EDITOR))
    home = newsroom.slack.home(EDITOR)
    pressed = newsroom.press("editors", view=home, user=EDITOR)
    newsroom.slack.workspace.trigger_seconds = -1
    newsroom.send(pressed)
    assert "too long" in str(newsroom.slack.posted()[-1])
