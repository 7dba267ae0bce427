"""Confidential sources in Slack: reviews that others read, and cards that named one before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.demo import DESK, EDITOR, NEWSROOM, REPORTER, direct
from bot.extraction.draft import ProposedSource
from bot.record.change import Change
from bot.record.concealing import KNOWN_TO_DESK
from bot.record.workspaces import set_editors
from bot.review.showing import refresh
from bot.run.scheduler import ticks
from bot.settings import load as settings
from models import Inquiry, Reply
from models.database import writing
from models.record import Source
from tests.drafted import HOLM, draft
from tests.handlers.answers import set_desk_channel
from tests.handlers.caring import CareDesk, Fields, desk_record, shown
from tests.handlers.reviews import added
from tests.records import attribution
from tests.standin import FaultySlack, rate_limited

CLOSED = "The bridge at Ostra is closed."
NAMES = ("Holm", "Nightjar", "mayor", "City Council")


def named() -> Fields:
    raw = desk_record()
    raw["sources"][0]["aliases"] = ["Nightjar"]
    return raw


@pytest.fixture
def desk(record_slack: FaultySlack, engine: Engine) -> Iterator[CareDesk]:
    made = CareDesk(record_slack, engine, named())
    set_desk_channel(made.room, DESK)
    yield made
    made.room.close()


def everything(desk: CareDesk, *places: str) -> str:
    """All that stands in these places, as Slack has it."""
    return json.dumps([desk.slack.messages(place) for place in places], ensure_ascii=False)


def mark(desk: CareDesk, *flags: str) -> str:
    """An editor marks Ida Holm; what they are told then."""
    view = desk.press("care", desk.command("find Ida Holm", user=EDITOR), label="Edit source…")
    assert view is not None
    return shown(desk.submit(view, flags=flags)["view"])


def run(desk: CareDesk, name: str = "replies to draw again") -> None:
    (tick,) = [one for one in ticks(desk.room.services, settings({})) if one.name == name]
    tick.run()


# --- the review ---------------------------------------------------------------------------------

ALIAS_ONLY = (
    "The bridge at Ostra is closed, Nightjar told the paper. It will not open before May, "
    "according to the Ministry of Works."
)


def reviewed(desk: CareDesk) -> int:
    """A document whose speaker the article knows by her alias alone."""
    holm = desk.row(Source, "holm").id
    speaker = ProposedSource("Ida Holm", "person", role="mayor", known=holm)
    one = draft(source=speaker)
    whole = (0, ALIAS_ONLY.index(". ") + 1)
    one = replace(one, passage=replace(one.passage, sentence=whole))
    nowhere = {"url": None, "canonical_url": None}
    return added(desk.room, [one], text=ALIAS_ONLY, title="Nightjar talks", **nowhere)


def test_a_review_in_the_desk_s_channel_names_nobody_confidential(desk: CareDesk) -> None:
    mark(desk, "confidential")
    reviewed(desk)
    said = shown(desk.slack.posted(DESK)[-1])
    assert "A source known to the desk — says so" in said
    assert "a source known to the desk told the paper" in said
    assert "confidential sources are not named here" in said
    assert not [name for name in NAMES if name in everything(desk, DESK)]


def test_an_editor_s_own_review_names_them(desk: CareDesk) -> None:
    mark(desk, "confidential")
    reviewed(desk)
    opened = desk.command("queue", user=EDITOR)
    desk.press("review_open", opened, user=EDITOR)
    mine = everything(desk, direct(EDITOR))
    assert "Ida Holm" in mine
    assert "Nightjar" in mine
    assert not [name for name in NAMES if name in everything(desk, DESK)]


def test_somebody_who_is_no_editor_any_more_reads_no_names(desk: CareDesk) -> None:
    mark(desk, "confidential")
    document = reviewed(desk)
    desk.press("review_open", desk.command("queue", user=EDITOR), user=EDITOR)
    room = desk.room
    with Session(writing(desk.engine)) as session, session.begin():
        set_editors(Change(session, room.workspace_id, "cli:x", room.services.clock()), [REPORTER])
    refresh(room.services, room.services.installations.installed[0], document)
    assert not [name for name in NAMES if name in everything(desk, direct(EDITOR))]


def test_a_draft_that_says_the_name_is_refused_in_slack(desk: CareDesk) -> None:
    mark(desk, "confidential")
    added(desk.room, [draft(source=HOLM, claim="Ida Holm closed the bridge.")], title="Closed")
    message = desk.slack.posted(DESK)[-1]
    assert "others would read a confidential source’s name: reword it first" in shown(message)
    assert "none of them certain" in shown(message)
    desk.press("review_approve", message, user=EDITOR)
    told = desk.slack.ephemerals(NEWSROOM, EDITOR)[-1]
    assert "names a confidential source, and others would read it" in json.dumps(told)


# --- cards that stand ---------------------------------------------------------------------------


def test_cards_that_name_a_source_are_changed_when_it_becomes_confidential(
    desk: CareDesk,
) -> None:
    desk.send(desk.room.mention(CLOSED))
    desk.send(desk.room.direct(CLOSED))
    before = everything(desk, NEWSROOM, direct(REPORTER))
    assert before.count("Ida Holm") >= 2
    desk.send(desk.room.command(CLOSED))
    told = mark(desk, "confidential")
    assert "2 answers that may name it are being changed now" in told
    assert "1 answer cannot be changed, since only the person who asked saw it" in told
    run(desk)
    after = everything(desk, NEWSROOM, direct(REPORTER))
    assert not [name for name in NAMES if name in after]
    assert KNOWN_TO_DESK in after.lower()
    with Session(desk.engine) as session:
        left = [row for row in session.exec(select(Reply)) if row.redraw_at is not None]
        assert left == []
        assert "Holm" not in json.dumps([row.answer for row in session.exec(select(Inquiry))])


def test_a_card_that_quotes_somebody_about_one_is_changed_too(
    record_slack: FaultySlack, engine: Engine
) -> None:
    raw = named()
    text = "The gate was open, as Nightjar said it would be. The Ministry of Works said so."
    raw["documents"].append({"key": "gate", "text": text, "title": "The gate"})
    raw["claims"].append({"key": "gate", "text": "The gate was open.", "kind": "fact"})
    told = {"claim": "gate", "document": "gate", "content": [[0, 48]], "stance": "asserts"}
    raw["attributions"].append(attribution("g1", **told))
    desk = CareDesk(record_slack, engine, raw)
    desk.send(desk.room.mention("The gate was open."))
    assert "Nightjar" in everything(desk, NEWSROOM)
    assert "1 answer that may name it is being changed now" in mark(desk, "confidential")
    run(desk)
    assert "as [a source known to the desk] said" in everything(desk, NEWSROOM)
    assert "Nightjar" not in everything(desk, NEWSROOM)
    desk.room.close()


def test_what_was_shared_is_changed_too(desk: CareDesk) -> None:
    desk.send(desk.room.command(CLOSED))
    private = desk.slack.ephemerals(NEWSROOM, REPORTER)[-1]
    desk.press("share", private, user=REPORTER)
    assert "Ida Holm" in everything(desk, NEWSROOM)
    told = mark(desk, "confidential")
    assert "1 answer that may name it is being changed now" in told
    run(desk)
    after = everything(desk, NEWSROOM)
    assert "Shared by" in after
    assert not [name for name in NAMES if name in after]


def test_what_slack_does_not_take_waits_for_the_next_run(desk: CareDesk) -> None:
    desk.send(desk.room.mention(CLOSED))
    mark(desk, "confidential")
    desk.slack.next("chat.update", rate_limited())
    run(desk)
    assert "Ida Holm" in everything(desk, NEWSROOM)
    run(desk)
    assert "Ida Holm" not in everything(desk, NEWSROOM)


def test_a_choice_that_names_one_stays_a_choice(desk: CareDesk) -> None:
    """A possible answer offers claims: the same ones stand there after, without the name."""
    desk.send(desk.room.mention("Something at Ostra is closed, says Holm."))
    posted = desk.slack.posted(NEWSROOM)[-1]
    mark(desk, "confidential")
    run(desk)
    now = desk.slack.posted(NEWSROOM)[-1]
    assert now["ts"] == posted["ts"]


def test_reviews_in_the_desk_s_channel_are_drawn_again(desk: CareDesk) -> None:
    reviewed(desk)
    assert "Ida Holm" in everything(desk, DESK)
    mark(desk, "confidential")
    run(desk)
    assert not [name for name in NAMES if name in everything(desk, DESK)]


def test_nothing_is_said_of_messages_where_nothing_names_it(desk: CareDesk) -> None:
    assert "are being changed" not in mark(desk, "anonymous")


def test_a_common_word_is_refused_in_the_form(desk: CareDesk) -> None:
    view = desk.press("care", desk.command("find Ida Holm", user=EDITOR), label="Edit source…")
    assert view is not None
    told = shown(desk.submit(view, flags=["confidential"], aliases="Nightjar\nCaptain")["view"])
    assert "“Captain” is a word that anybody writes" in told
    assert "Nothing was changed" in told


def test_what_the_desk_is_told_names_nobody(record_slack: FaultySlack, engine: Engine) -> None:
    raw = named()
    raw["sources"][0]["confidential"] = True
    raw["claims"][0]["text"] = "Ida Holm closed the bridge at Ostra."
    desk = CareDesk(record_slack, engine, raw)
    set_desk_channel(desk.room, DESK)
    desk.send(desk.room.command("A source known to the desk closed the bridge at Ostra."))
    card = desk.slack.ephemerals(NEWSROOM, REPORTER)[-1]
    for action in ("wrong_claim", "outdated"):
        desk.press(action, card, user=REPORTER)
    desk.send(desk.room.command("Holm sold the harbour of Ostra."))
    asked = desk.slack.ephemerals(NEWSROOM, REPORTER)[-1]
    desk.press("to_desk", asked, user=REPORTER)
    told = everything(desk, DESK)
    assert "Wrong claim" in told
    assert "Outdated" in told
    assert "Open question" in told
    assert "Holm" not in told
    desk.room.close()
