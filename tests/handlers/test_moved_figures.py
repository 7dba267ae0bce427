"""A claim that still says an earlier figure: an editor rewords it, or calls that a typing error."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session

from bot.demo import EDITOR, REPORTER
from bot.demo.signed import block_action
from bot.record.history import history
from models import Attribution, Claim, StatusChange
from tests.handlers.caring import LATER, CareDesk, Fields, shown
from tests.moving import toll
from tests.standin import FaultySlack


@pytest.fixture
def desk(record_slack: FaultySlack, engine: Engine) -> Iterator[CareDesk]:
    made = CareDesk(record_slack, engine, toll())
    yield made
    made.room.close()


def card(desk: CareDesk) -> Fields:
    view = desk.press("care", desk.command("find Ida Holm", user=EDITOR), label="Show")
    assert view is not None
    return view


def press(desk: CareDesk, label: str) -> Fields:
    """The form that the button of that name on the claim's card opens."""
    view = card(desk)
    (button,) = [
        block["accessory"]
        for block in view["blocks"]
        if "accessory" in block and block["accessory"]["text"]["text"] == label
    ]
    trigger = desk.slack.trigger(EDITOR)
    desk.send(block_action("care", button["value"], trigger_id=trigger, view=view, user=EDITOR))
    shown_now = desk.slack.modal(EDITOR)
    assert shown_now is not None
    return shown_now


def claim(desk: CareDesk) -> Claim:
    with Session(desk.engine) as session:
        return session.scalars(select(Claim)).one()


def test_one_button_gives_the_claim_the_figure_on_record(desk: CareDesk) -> None:
    view = press(desk, "Reword…")
    assert "On record: 135, Ida Holm, 3 Mar 2026; at least 78 on 2 Mar 2026" in shown(view)
    told = desk.submit(view)
    assert "The claim says the figure on record." in shown(told["view"])
    now = claim(desk)
    assert now.text == "The flood at Harrow killed 135 people."
    assert (now.figure_low, now.figure_high, now.record_low) == (135, 135, 135)
    with Session(desk.engine) as session:
        moves = session.scalars(select(StatusChange.to_figure)).all()
    assert [one for one in moves if one is not None] == [], "the figure on record is the same"
    assert "Reword…" not in str(card(desk))


def test_another_says_that_it_was_a_typing_error(desk: CareDesk) -> None:
    desk.submit(press(desk, "A typing error, not a move…"))
    now = claim(desk)
    assert (now.text, now.figure_low) == ("The flood at Harrow killed 135 people.", 135)
    assert now.status == "single_source"
    with Session(desk.engine) as session:
        first, second = session.scalars(select(Attribution).order_by(Attribution.id)).all()
        entries = history(session, now.workspace_id, now.id or 0, editor=False, now=LATER).entries
    assert (first.figure_low, first.figure_mistaken) == (78, True), "what was stored stays stored"
    assert not second.figure_mistaken
    told = [one.sentence for one in entries]
    assert "statement by Ida Holm: its figure is a typing error" in told
    again = shown(card(desk))
    assert "at least 78 on 2 Mar" not in again


def test_only_editors_are_offered_it(desk: CareDesk) -> None:
    theirs = desk.press("care_show", desk.command("find Ida Holm", user=REPORTER), user=REPORTER)
    assert "Reword" not in str(theirs)
