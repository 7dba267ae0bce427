"""The sample record on and off by a button, for editors."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import Session, col, select

from bot.demo import EDITOR, REPORTER, direct
from bot.demo.signed import app_home_opened
from bot.home.sample import SHOWN
from bot.record.change import Change
from bot.record.edit.claims import edit_claim, fields_of
from models import Claim
from models.database import writing
from tests.conftest import NOW
from tests.handlers.newsroom import Newsroom


def told(room: Newsroom, user: str = EDITOR) -> str:
    return str(room.slack.posted(direct(user))[-1]["text"])


def press(room: Newsroom, action: str, user: str = EDITOR) -> None:
    """Press a button of the sample in the message with the first steps, or in the Home tab."""
    opened = app_home_opened(event_ts=room.slack.workspace.new_ts(), user=EDITOR, tab="home")
    room.send(opened)
    steps = room.slack.posted(direct(EDITOR))[0]
    if action == "sample_on":
        room.send(room.press(action, steps, user=user, channel=direct(EDITOR)))
    else:
        room.send(room.press(action, view=room.slack.home(EDITOR), user=user))
    assert room.services.adder.idle(60)


def sampled(room: Newsroom) -> dict[str, str]:
    with Session(room.services.engine) as session:
        rows = session.exec(select(Claim.key, Claim.state).where(col(Claim.key).like("nk-%")))
        return dict(rows.all())


def test_an_editor_puts_the_sample_on_record_and_takes_it_off(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    press(room, "sample_on")
    assert "The sample record is on record:" in told(room)
    assert SHOWN in told(room)
    assert set(sampled(room).values()) == {"approved"}
    assert "Take it off" in str(room.slack.home(EDITOR))
    press(room, "sample_off")
    assert "are withdrawn" in told(room)
    assert set(sampled(room).values()) == {"withdrawn"}
    assert "Take it off" not in str(room.slack.home(EDITOR))
    press(room, "sample_on")
    assert set(sampled(room).values()) == {"approved"}


def test_a_claim_of_it_that_was_edited_is_the_desk_s_own_and_stays(newsroom: Newsroom) -> None:
    press(newsroom, "sample_on")
    with Session(writing(newsroom.services.engine)) as session, session.begin():
        claim = session.exec(select(Claim).where(Claim.key == "nk-troops-in-russia")).one()
        to = replace(fields_of(claim), text="North Korea has sent soldiers to Russia.")
        edit_claim(
            Change(session, newsroom.workspace_id, EDITOR, NOW), claim.id or 0, to, seen=None
        )
    press(newsroom, "sample_off")
    states = sampled(newsroom)
    assert states.pop("nk-troops-in-russia") == "approved"
    assert set(states.values()) == {"withdrawn"}


@pytest.mark.parametrize("action", ["sample_on"])
def test_nobody_but_an_editor_may(newsroom: Newsroom, action: str) -> None:
    press(newsroom, action, user=REPORTER)
    assert sampled(newsroom) == {}
