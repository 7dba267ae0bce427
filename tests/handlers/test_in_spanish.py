"""Somebody who uses Slack in Spanish asks, among colleagues who use it in English."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.ask.card import SOURCES
from bot.ask.view import CHOOSE, TO_DESK
from bot.demo import DESK, NEWSROOM, REPORTER
from bot.slack.plain import plain_blocks
from models import Inquiry
from tests.handlers.answers import answered, rows, set_desk_channel
from tests.handlers.caring import Fields, shown
from tests.handlers.newsroom import UNKNOWN, VAGUE, Newsroom
from tests.handlers.watching import EVE, PORT, Desk
from tests.standin import FaultySlack, server_error

COLLEAGUE = "U0COLLEAGUE"


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    """The one who asks uses Slack in Spanish, a colleague in English."""
    newsroom.slack.change_user(REPORTER, locale="es-LA")
    newsroom.slack.add_user(COLLEAGUE, "colleague")
    return newsroom


@pytest.fixture
def desk(record_slack: FaultySlack, sqlite_engine: Engine) -> Iterator[Desk]:
    record_slack.change_user(REPORTER, locale="es-LA")
    made = Desk(record_slack, sqlite_engine)
    yield made
    made.room.close()


def read(message: Fields) -> str:
    return plain_blocks(message["blocks"])


def test_a_card_is_in_spanish_and_its_sources_are_in_the_language_of_who_opens_them(
    room: Newsroom,
) -> None:
    card = answered(room)
    assert "Lo afirma una sola parte · nadie lo desmiente · a fecha de 5 nov 2024" in read(card)
    assert "[ Todas las fuentes ] [ Avísame si cambia ]" in read(card)
    room.send(room.press(SOURCES, card))
    assert room.slack.views[-1]["title"]["text"] == "Todas las fuentes"
    assert "1 atribución" in read(room.slack.views[-1])
    room.send(room.press(SOURCES, card, user=COLLEAGUE))
    assert room.slack.views[-1]["title"]["text"] == "All sources"
    assert "1 attribution" in read(room.slack.views[-1])


def test_who_asks_in_english_gets_english(room: Newsroom) -> None:
    room.send(room.mention(UNKNOWN, user=COLLEAGUE))
    assert "Nothing on record says this." in read(room.slack.posted(NEWSROOM)[-1])


def test_a_choice_stays_spanish_for_all_when_a_colleague_makes_it(room: Newsroom) -> None:
    choice = answered(room, VAGUE)
    assert "No está claro a qué afirmación te refieres. ¿Cuál de estas es?" in read(choice)
    room.send(room.press(CHOOSE, choice, user=COLLEAGUE))
    chosen = read(room.slack.posted(NEWSROOM)[-1])
    assert "a fecha de 5 nov 2024" in chosen
    assert "[ Todas las fuentes ]" in chosen


def test_what_a_colleague_reads_alone_is_in_english(room: Newsroom) -> None:
    set_desk_channel(room, DESK)
    card = answered(room)
    room.send(room.press("wrong_claim", card, user=COLLEAGUE))
    assert str(room.slack.ephemerals(user=COLLEAGUE)[-1]["text"]).startswith("Thank you.")
    room.send(room.press("outdated", card))
    assert str(room.slack.ephemerals(user=REPORTER)[-1]["text"]).startswith("Gracias.")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_desk_reads_in_the_language_of_the_workspace(room: Newsroom, language: str) -> None:
    (installation,) = room.services.installations.installed
    installation.people.language = language
    set_desk_channel(room, DESK)
    nothing = answered(room, UNKNOWN)
    assert "Nada en el registro dice esto." in read(nothing)
    room.send(room.press(TO_DESK, nothing))
    head = {"en": "Open question from", "es": "Pregunta abierta de"}[language]
    assert head in read(room.slack.posted(DESK)[-1])
    put = read(room.slack.posted(NEWSROOM)[-1])
    assert "La mesa la tiene como pregunta abierta." in put


def test_help_is_in_the_language_of_who_asks_for_it(room: Newsroom) -> None:
    def helped(user: str) -> str:
        body = json.loads(room.send(room.command("help", user=user)).body)
        return plain_blocks(body["blocks"])

    spanish, english = helped(REPORTER), helped(COLLEAGUE)
    assert "• /onrecord <frase> — En cualquier sitio, aunque no sea miembro" in spanish
    assert "• /onrecord history <número de afirmación> — Qué fue de una afirmación." in spanish
    assert "• /onrecord <statement> — Anywhere, also where I am no member" in english


def test_where_slack_does_not_say_the_answer_is_sent_all_the_same(room: Newsroom) -> None:
    (installation,) = room.services.installations.installed
    installation.people.language = "es"
    for _ in range(10):
        room.slack.next("users.info", server_error())
    room.send(room.mention(UNKNOWN, user=COLLEAGUE))
    assert "Nada en el registro dice esto." in read(room.slack.posted(NEWSROOM)[-1])
    assert [one.state for one in rows(room, Inquiry)] == ["answered"]


def test_a_correction_and_the_answer_to_a_question_are_in_spanish(desk: Desk) -> None:
    desk.ask()
    desk.denied()
    desk.settle()
    told = shown(desk.slack.posted(NEWSROOM)[-1])
    assert told.startswith("Esta respuesta ha cambiado")
    assert "Se dijo entonces: " in told
    assert "Ahora: En disputa" in told

    nothing = desk.ask(PORT)
    desk.click(TO_DESK, nothing)
    desk.comes_on_record(PORT)
    desk.settle()
    told = shown(desk.slack.posted(NEWSROOM)[-1])
    assert told.startswith("Tu pregunta tiene respuesta en el registro.")


def test_a_watch_of_a_colleague_is_told_in_their_language(desk: Desk) -> None:
    card = desk.ask()
    desk.click("watch", card)
    assert shown(desk.whispered()).startswith("Te avisaré cuando esto cambie:")
    desk.click("watch", card, user=EVE)
    assert shown(desk.whispered(EVE)).startswith("I will tell you when this changes:")


def test_the_home_tab_is_in_the_language_of_its_person(desk: Desk) -> None:
    assert "Quién lo dijo y quién más lo afirma; nunca si es verdadero o falso." in desk.home()
    assert "Who said it, and who else says so; never true or false." in desk.home(EVE)
