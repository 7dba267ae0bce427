"""A draft whose source moves a figure says so before it is approved, and offers to reword."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session

from bot.demo import DESK, EDITOR
from bot.extraction.draft import (
    DraftAttribution,
    DraftPassage,
    Pattern,
    ProposedClaim,
    ProposedSource,
)
from bot.record.exchange.importing import import_record
from bot.slack.plain import plain_blocks
from models import Attribution, Claim
from tests.handlers.answers import set_desk_channel
from tests.handlers.newsroom import Newsroom
from tests.handlers.reviews import added, answered, press, reviewed, send_form
from tests.moving import toll
from tests.records import read as parsed
from tests.standin import FaultySlack

TEXT = "The number of people killed in the flood at Harrow has risen to 135, Ida Holm said."
CLAIM = "135 people were killed in the flood at Harrow."


@pytest.fixture
def room(record_slack: FaultySlack, engine: Engine) -> Iterator[Newsroom]:
    newsroom = Newsroom(record_slack, engine, real=True)
    set_desk_channel(newsroom, DESK)
    import_record(
        engine,
        parsed(toll("first")),
        workspace_id=newsroom.workspace_id,
        actor=EDITOR,
        now=newsroom.services.clock(),
    )
    yield newsroom
    newsroom.close()


def killed(room: Newsroom) -> Claim:
    with Session(room.engine) as session:
        return session.scalars(select(Claim).where(Claim.key == "killed")).one()


def linked(room: Newsroom, day: date) -> str:
    """The review of a draft that an editor linked to the claim."""
    fire = ProposedSource("Harrow Fire Service", "organisation")
    drafted = DraftAttribution(
        DraftPassage(Pattern.INDIRECT, ((0, 67),), (0, len(TEXT)), source=(69, 77)),
        ProposedSource("Ida Holm", "person", parent=fire),
        ProposedClaim(CLAIM, "quantity", figure=(135, 135)),
        "asserts",
        figure=(135, 135),
        confidence=0.9,
    )
    added(room, [drafted], text=TEXT, published_on=day)
    press(room, "review_link")
    shows = send_form(room, words=f"#{killed(room).id}")
    answered(room, shows["view"], then="no")
    return plain_blocks(reviewed(room)["blocks"])


def test_a_draft_that_moves_a_figure_says_so_and_offers_to_reword(room: Newsroom) -> None:
    said = linked(room, date(2026, 3, 3))
    assert "Moves the figure on record from at least 78 to 135." in said
    assert killed(room).record_low == 78, "before"
    press(room, "review_reword")
    now = killed(room)
    assert now.text == "The flood at Harrow killed 135 people."
    assert (now.figure_low, now.figure_high, now.record_low) == (135, 135, 135)
    with Session(room.engine) as session:
        assert len(session.scalars(select(Attribution)).all()) == 2


def test_an_older_figure_moves_nothing_and_says_nothing(room: Newsroom) -> None:
    said = linked(room, date(2026, 3, 1))
    assert "Moves the figure" not in said
    assert "reword the claim" not in said


def waiting(room: Newsroom, name: str, parent: ProposedSource | None) -> int:
    """A draft of another toll by somebody, and the form in which it is linked; the claim's id."""
    drafted = DraftAttribution(
        DraftPassage(Pattern.INDIRECT, ((0, 67),), (0, 67), source=(69, 69 + len(name))),
        ProposedSource(name, "person", parent=parent),
        ProposedClaim("The coroner has seen 135 of them.", "quantity", figure=(135, 135)),
        "asserts",
        figure=(135, 135),
        confidence=0.9,
    )
    text = TEXT.replace("Ida Holm", name)
    added(room, [drafted], text=text, published_on=date(2026, 3, 3))
    press(room, "review_link")
    return killed(room).id or 0


def claims_said(room: Newsroom) -> list[int | None]:
    with Session(room.engine) as session:
        return [one.claim_id for one in session.scalars(select(Attribution)).all()]


def test_the_form_for_linking_says_what_it_moves_and_rewords(room: Newsroom) -> None:
    number = waiting(room, "Ida Holm", ProposedSource("Harrow Fire Service", "organisation"))
    shows = send_form(room, words=f"#{number}")["view"]
    said = plain_blocks(shows["blocks"])
    assert "Moves the figure on record from at least 78 to 135." in said
    assert "Reworded, the claim would say: The flood at Harrow killed 135 people." in said
    then = next(one for one in shows["blocks"] if one.get("block_id") == "then~1")
    then["element"]["initial_options"] = then["element"]["options"][1:]
    assert answered(room, shows) == {}
    assert killed(room).text == "The flood at Harrow killed 135 people."
    assert claims_said(room) == [number] * 2


def test_a_link_is_kept_while_the_form_asks_who_speaks(room: Newsroom) -> None:
    number = waiting(room, "Holm", None)
    shows = send_form(room, words=f"#{number}")["view"]
    asked = answered(room, shows)["view"]
    assert "Ida Holm · Harrow Fire Service" in plain_blocks(asked["blocks"])
    assert claims_said(room) == [number]
    agree = answered(room, asked)["view"]
    assert "Moves the figure on record from at least 78 to 135." in plain_blocks(agree["blocks"])
    assert answered(room, agree) == {}
    assert claims_said(room) == [number] * 2
