""" "Wrong claim": not offered again, to the one who said so; to nobody, where an editor agrees."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session, select

from bot.demo import DESK, EDITOR, NEWSROOM, OTHER_TEAM, REPORTER
from bot.demo.signed import app_home_opened, view_submission
from models import AuditEntry, Claim, Inquiry, Veto, Workspace
from models.database import writing
from models.feedback import VetoState
from tests.handlers.answers import rows, told, with_value
from tests.handlers.newsroom import BRIDGE, Newsroom

Fields = dict[str, Any]


def asked(room: Newsroom, text: str = BRIDGE, user: str = REPORTER) -> tuple[Fields, str | None]:
    """The reply, and the key of the claim in it."""
    room.send(room.mention(text, user=user))
    inquiry = room.inquiries()[-1]
    with Session(room.engine) as session:
        claim = session.get(Claim, inquiry.claim_id) if inquiry.claim_id else None
        return room.slack.posted(NEWSROOM)[-1], claim.key if claim else None


def reported(room: Newsroom) -> Fields:
    """Somebody calls the answer the wrong claim; gives the desk's notice."""
    card, _ = asked(room)
    room.send(room.press("wrong_claim", card))
    return room.slack.posted(DESK)[-1]


def test_the_one_who_said_so_is_not_offered_it_again(room: Newsroom) -> None:
    card, key = asked(room)
    assert key == "C1"
    room.send(room.press("wrong_claim", card))
    assert "no longer offered to you" in told(room)
    assert "Ask again" in told(room)
    assert asked(room)[1] != "C1"
    assert asked(room, "*the bridge at Ostra is CLOSED!*")[1] != "C1"
    assert asked(room, BRIDGE, EDITOR)[1] == "C1"
    assert asked(room, "The bridge at Ostra is not closed.")[1] == "C1"


def test_the_report_and_its_veto_are_one_transaction(room: Newsroom) -> None:
    card, _ = asked(room)
    for _ in range(2):
        room.send(room.press("wrong_claim", card))
    (veto,) = rows(room, Veto)
    assert (veto.by, veto.state, veto.claim_id) == (REPORTER, VetoState.OPEN, room.bridge)
    (entry,) = rows(room, AuditEntry)
    assert (entry.actor, entry.action, entry.entity_id) == (REPORTER, "veto", veto.id)


def test_the_same_report_of_an_older_answer_makes_no_second_veto(room: Newsroom) -> None:
    first, _ = asked(room)
    second, _ = asked(room, "the bridge at ostra is closed")
    room.send(room.press("wrong_claim", first))
    room.send(room.press("wrong_claim", second))
    assert len(rows(room, Veto)) == 1
    assert len(room.slack.posted(DESK)) == 2


def test_an_outdated_answer_is_still_offered(room: Newsroom) -> None:
    card, _ = asked(room)
    room.send(room.press("outdated", card))
    assert rows(room, Veto) == []
    assert asked(room)[1] == "C1"


def test_an_editor_agrees_for_everybody(room: Newsroom) -> None:
    notice = reported(room)
    room.send(room.press("agree_veto", notice, channel=DESK, user=EDITOR))
    (shown,) = room.slack.posted(DESK)
    assert "Agreed" in str(shown["blocks"])
    assert "Keep offering it" not in str(shown["blocks"])
    assert asked(room, BRIDGE, EDITOR)[1] != "C1"
    assert asked(room, BRIDGE)[1] != "C1"
    entry = rows(room, AuditEntry)[-1]
    assert (entry.actor, entry.action) == (EDITOR, "agree to veto")
    assert (entry.before, entry.after) == ({"state": "open"}, {"state": "agreed"})


def test_an_editor_keeps_the_claim_for_everybody_else(room: Newsroom) -> None:
    notice = reported(room)
    room.send(room.press("keep_claim", notice, channel=DESK, user=EDITOR, value=second(notice)))
    assert "Kept" in str(room.slack.posted(DESK)[-1]["blocks"])
    assert asked(room, BRIDGE, EDITOR)[1] == "C1"
    assert asked(room)[1] != "C1"


def test_the_first_editor_s_decision_stands(room: Newsroom) -> None:
    notice = reported(room)
    room.send(room.press("agree_veto", notice, channel=DESK, user=EDITOR))
    room.send(room.press("keep_claim", notice, channel=DESK, user=EDITOR, value=second(notice)))
    assert "Agreed" in str(room.slack.posted(DESK)[-1]["blocks"])
    (veto,) = rows(room, Veto)
    assert veto.state == VetoState.AGREED


@pytest.mark.parametrize("action", ["agree_veto", "keep_claim"])
def test_others_are_told_that_editors_decide(room: Newsroom, action: str) -> None:
    notice = reported(room)
    room.send(room.press(action, notice, channel=DESK, value=second(notice)))
    assert "Only editors decide" in told(room)
    (veto,) = rows(room, Veto)
    assert (veto.state, veto.decided_by) == (VetoState.OPEN, None)


def test_an_editor_decides_in_the_home_tab(room: Newsroom) -> None:
    reported(room)
    room.send(app_home_opened(event_ts="1730793600.000100", user=EDITOR))
    home = room.slack.home(EDITOR)
    assert home is not None
    assert "for everybody?" in str(home)
    room.send(room.press("agree_veto", view=home, user=EDITOR))
    assert "for everybody?" not in str(room.slack.home(EDITOR))
    assert rows(room, Veto)[0].state == VetoState.AGREED
    room.send(app_home_opened(event_ts="1730793601.000100"))
    assert "for everybody?" not in str(room.slack.home(REPORTER))


def test_a_comment_can_be_decided_on_as_well(room: Newsroom) -> None:
    reported(room)
    room.send(room.press("add_comment", room.slack.ephemerals()[-1]))
    form = room.slack.modal()
    assert form is not None
    sent = view_submission(form, {"comment": {"comment": "I meant the tunnel"}}, trigger_id="1.1.a")
    room.send(sent)
    room.send(room.press("agree_veto", room.slack.posted(DESK)[-1], channel=DESK, user=EDITOR))
    shown = str(room.slack.posted(DESK)[-1]["blocks"])
    assert "Agreed" in shown
    assert "I meant the tunnel" in shown


def test_a_veto_of_another_workspace_leads_nowhere(room: Newsroom) -> None:
    notice = reported(room)
    with Session(writing(room.engine)) as session:
        other = Workspace(team_id=OTHER_TEAM, created_at=room.services.clock())
        session.add(other)
        session.flush()
        theirs = room.inquiries_of_another(session, other)
        at = room.services.clock()
        claim = Claim(workspace_id=other.id or 0, key="x", text="X.", kind="fact", created_at=at)
        session.add(claim)
        session.flush()
        veto = Veto(
            workspace_id=other.id or 0,
            claim_id=claim.id or 0,
            inquiry_id=theirs,
            statement="X.",
            wording="x",
            by="U0THEIRS",
            at=at,
        )
        session.add(veto)
        session.commit()
        number = veto.id
    pressed = room.press("agree_veto", notice, channel=DESK, user=EDITOR)
    room.send(with_value(pressed, f'{{"inquiry":"1","veto":{number}}}'))
    assert "older message" in told(room, EDITOR)
    with Session(room.engine) as session:
        assert session.exec(select(Veto.state).where(Veto.id == number)).one() == VetoState.OPEN
        assert len(session.exec(select(Inquiry)).all()) == 2


def second(notice: Fields) -> str:
    """The value of a notice's second button."""
    row = next(block for block in notice["blocks"] if block["type"] == "actions")
    return str(row["elements"][1]["value"])
