"""A person reads the bot in the language in which they use Slack."""

from __future__ import annotations

import pytest

from bot.ask.card import SOURCES
from bot.demo import NEWSROOM, REPORTER
from bot.slack import people
from tests.handlers.answers import answered
from tests.handlers.newsroom import Newsroom
from tests.standin import delayed

COLLEAGUE = "U0COLLEAGUE"


def test_a_refusal_is_in_the_language_of_the_person_who_acted(newsroom: Newsroom) -> None:
    newsroom.slack.add_user(COLLEAGUE, "colleague")
    newsroom.slack.change_user(COLLEAGUE, locale="es-LA")

    answered(newsroom)
    shown = newsroom.slack.posted(NEWSROOM)[0]

    def refused(user: str) -> str:
        pressed = newsroom.press(SOURCES, shown, user=user)
        pressed.body["actions"][0]["action_id"] = "gone"
        newsroom.send(pressed)
        return str(newsroom.slack.ephemerals(user=user)[-1]["text"])

    assert refused(REPORTER).startswith("That button is from an older version of me.")
    assert refused(COLLEAGUE).startswith("Ese botón es de una versión anterior de mí.")


def test_nobody_waits_long_to_be_told_in_their_language(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.slack.change_user(REPORTER, locale="es-ES")
    newsroom.slack.next("users.info", delayed(0.3))
    (installation,) = newsroom.services.installations.installed
    monkeypatch.setattr(people, "PATIENCE", 0.05)
    assert people.language_of(installation, REPORTER) == "en"
    monkeypatch.setattr(people, "PATIENCE", 5)
    assert people.language_of(installation, REPORTER) == "es"
    assert len(newsroom.slack.calls_of("users.info")) == 1
