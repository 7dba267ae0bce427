"""Numbers that no row has, in every command, button and form: a sentence, never an exception."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from bot.ask.card import SOURCES
from bot.demo import EDITOR, NEWSROOM
from bot.demo.signed import view_submission
from bot.record.numbers import LARGEST, row_number, typed_number
from models import Claim
from models.database import is_database_down, is_out_of_range, open_engine, writing
from tests.handlers.newsroom import BRIDGE, Newsroom

BEYOND = [LARGEST, LARGEST + 1, 2**32, 2**63 - 1, 2**63, 10**30, -1, -(2**31) - 1, -(2**63) - 1]
FIELDS = (
    "inquiry claim veto page document draft version attribution delivery digest id into seen"
    " seen_into addition feed question notice watch"
).split()


@pytest.fixture
def room(any_newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> Iterator[Newsroom]:
    """Afterwards nothing was logged with a traceback or a reference."""
    any_newsroom.send(any_newsroom.mention(BRIDGE))
    with caplog.at_level(logging.INFO):
        yield any_newsroom
    assert [one.getMessage() for one in caplog.records if one.exc_info] == []
    assert "reference" not in caplog.text


def said(room: Newsroom, response: object, since: int = 0) -> str:
    """Everything that people got to see, since so many calls."""
    calls = room.slack.workspace.calls[since:]
    shown = [json.dumps(call.params, ensure_ascii=False) for call in calls]
    return "\n".join([str(getattr(response, "body", "")), *shown])


@pytest.mark.parametrize(
    "words",
    [
        "history {}",
        "history #{}",
        "digest stop {}",
        "queue {}",
        "queue flagged {}",
        "queue mine {}",
    ],
)
def test_a_command_with_any_number_is_answered_in_words(room: Newsroom, words: str) -> None:
    numbers = [str(number) for number in BEYOND] + ["0", "000", "9" * 300, "00000000000000000999"]
    for number in [*numbers, "٩٩٩٩٩٩٩٩٩٩٩٩", "９９", "0" * 60 + "7"]:
        response = room.send(room.command(words.format(number), user=EDITOR))
        assert response.status == 200
        told = json.loads(response.body)["text"]
        assert told
        assert "Something went wrong" not in told
        if words.startswith("history"):
            assert "There is no claim number" in told
    assert len(room.inquiries()) == 1  # none was taken for a question


def test_zeros_and_other_scripts_name_the_same_claim(room: Newsroom) -> None:
    first = room.send(room.command(f"history {room.bridge}", user=EDITOR)).body
    arabic = "".join(chr(0x660 + int(digit)) for digit in str(room.bridge))
    for number in (f"000{room.bridge}", f"#0{room.bridge}", arabic):
        assert room.send(room.command(f"history {number}", user=EDITOR)).body == first


def test_the_last_page_is_shown_with_a_word_and_one_question(room: Newsroom) -> None:
    asked: list[str] = []

    @event.listens_for(room.engine, "before_cursor_execute")
    def _count(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    room.send(room.command("queue", user=EDITOR))
    usual = len(asked)
    asked.clear()
    response = room.send(room.command("queue 9999", user=EDITOR))
    assert len(asked) == usual
    assert "There is no page 9,999; this is the last." in json.dumps(json.loads(response.body))


@pytest.mark.parametrize("number", [*BEYOND, str(2**31), "²", "", "1e9", "9" * 50])
def test_every_button_with_any_number_is_answered_in_words(room: Newsroom, number: object) -> None:
    card = room.slack.posted(NEWSROOM)[-1]
    bad = dict.fromkeys(("claim", "draft", "id"), number)
    values = (dict.fromkeys(FIELDS, number), {**dict.fromkeys(FIELDS, 1), **bad, "do": "retract"})
    sources = next(
        one["value"]
        for block in card["blocks"]
        for one in block.get("elements", [])
        if one.get("action_id") == SOURCES
    )
    for action_id in room.services.registry.actions:
        since = len(room.slack.workspace.calls)
        for value in values:
            pressed = room.press(SOURCES, card, value=sources, user=EDITOR)
            pressed.body["actions"][0].update(action_id=action_id, value=json.dumps(value))
            response = room.send(pressed)
            assert response.status == 200, action_id
            assert "went wrong" not in said(room, response, since), action_id


@pytest.mark.parametrize("number", [*BEYOND, "²", "", "9" * 400])
def test_every_form_with_any_number_is_answered_in_words(room: Newsroom, number: object) -> None:
    for callback_id in room.services.registry.views:
        form = {
            "id": "V1",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": json.dumps({**dict.fromkeys(FIELDS, number), "do": "edit_claim"}),
            "blocks": [],
        }
        trigger = room.slack.trigger(EDITOR)
        response = room.send(view_submission(form, {}, trigger_id=trigger, user=EDITOR))
        assert response.status == 200, callback_id
        assert "went wrong" not in said(room, response), callback_id


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_a_number_out_of_range_is_told_from_a_database_that_is_down(
    engine: Engine, number: int
) -> None:
    wanted = select(Claim).where(col(Claim.id) == number, col(Claim.key) == "Ostra-Kontakt-77")
    with Session(engine) as session, pytest.raises((OverflowError, DBAPIError)) as raised:
        session.exec(wanted).all()
    assert is_out_of_range(raised.value)
    assert not is_database_down(raised.value)
    assert "Ostra-Kontakt-77" not in str(raised.value)


@pytest.mark.parametrize("statement", ["INSERT INTO nowhere VALUES (:a)", "SELECT :a FROM nowhere"])
def test_a_statement_that_fails_is_told_without_its_values(engine: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError) as raised, Session(writing(engine)) as session:
        session.execute(text(statement), {"a": "Ostra-Kontakt-77"})
    assert "Ostra-Kontakt-77" not in str(raised.value)
    assert "hidden" in str(raised.value)


def test_every_engine_hides_what_it_was_asked(tmp_path: object) -> None:
    for url in ("sqlite://", f"sqlite:///{tmp_path}/a.sqlite3", "postgresql://127.0.0.1:9/none"):
        engine = open_engine(url)
        assert engine.hide_parameters
        engine.dispose()


@pytest.mark.parametrize("words", ["", "x", "²", "1.5", "1e3", "--1", "1_000", "+1", "½"])
def test_what_is_no_number_is_none(words: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        typed_number(words)


@pytest.mark.parametrize("given", [None, True, 1.0, [], -1, LARGEST + 1, "-1", "9" * 5_000])
def test_what_no_row_can_have_is_no_row_number(given: object) -> None:
    with pytest.raises(ValueError, match="no row has that number"):
        row_number(given)
