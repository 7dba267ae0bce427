"""Reviews in which something comes between what an editor sees and what the editor presses: the
record moves on, a question is asked in the middle, decisions are taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from bot.check.finder import finder
from bot.demo import EDITOR
from bot.extraction.draft import DraftAttribution, ProposedClaim, ProposedSource
from bot.record.drafts import looking
from bot.record.exchange.exporting import export_record
from bot.record.exchange.interchange import render
from bot.slack.plain import plain_blocks
from models import Attribution, Draft
from tests.drafted import CLOSED, HOLM, OSTRA, TEXT, draft
from tests.handlers.newsroom import Newsroom
from tests.handlers.reviews import Fields, added, answered, press, reviewed, send_form

AGAIN = {"url": None, "canonical_url": None}


def read(holder: Fields | None) -> str:
    assert holder is not None
    return plain_blocks(holder["blocks"])


def looked_again(room: Newsroom) -> None:
    """The tick that holds waiting drafts against the record as it is now."""
    find = finder(room.engine, room.services.checker, room.workspace_id, now=room.services.clock())
    looking.bring_up_waiting(room.engine, room.workspace_id, find, now=room.services.clock())


def on_record(room: Newsroom) -> list[int]:
    """The claim of each approved statement that a review put on record."""
    with Session(room.engine) as session:
        drafts = session.exec(select(Draft).where(Draft.state == "approved").order_by(Draft.id))  # type: ignore[arg-type]
        made = [one.attribution_id for one in drafts]
        return [session.get_one(Attribution, number).claim_id for number in made]


def toll(many: int, day: int) -> tuple[DraftAttribution, str]:
    sentence = f"The fire at Harrow killed {many} people."
    claim = ProposedClaim(sentence, "quantity", figure=(many, many))
    said = {"said_on": date(2024, 11, day), "said_precision": "day", "figure": (many, many)}
    text = f"{sentence.rstrip('.')}, Ostra said. Day {day}."
    return draft(0, len(sentence) - 1, OSTRA, claim, **said), text


def two_tolls(room: Newsroom) -> tuple[Fields, Fields]:
    pages = []
    for many, day in ((7, 3), (9, 4)):
        one, text = toll(many, day)
        added(room, [one], text=text, **AGAIN)
        pages.append(reviewed(room))
    return pages[0], pages[1]


@pytest.mark.parametrize("tick", [True, False])
def test_a_button_below_a_new_claim_moves_no_figure_unseen(room: Newsroom, tick: bool) -> None:
    first, second = two_tolls(room)
    press(room, "review_approve", message=first)
    if tick:
        looked_again(room)
    press(room, "review_approve", message=second)
    asked = room.slack.modal(EDITOR)
    assert "The fire at Harrow killed 7 people." in read(asked)
    assert "from 7 to 9" in read(asked)
    assert len(on_record(room)) == 1, "nothing is approved before the editor has seen it"
    send_form(room)
    assert len(set(on_record(room))) == 1
    assert len(on_record(room)) == 2


def test_a_button_below_a_new_claim_that_is_on_record_now_approves_on_it(room: Newsroom) -> None:
    pages = []
    for source in (OSTRA, ProposedSource("Vell", "government")):
        text = f"{TEXT} {source.name}."
        added(room, [draft(source=source)], text=text, **AGAIN)
        pages.append(reviewed(room))
    press(room, "review_approve", message=pages[0])
    looked_again(room)
    press(room, "review_approve", message=pages[1])
    assert room.slack.modal(EDITOR) is None
    assert len(on_record(room)) == 2
    assert len(set(on_record(room))) == 1, "one claim, two parties"
    press(room, "review_approve", message=pages[1])
    assert len(on_record(room)) == 2, "an old button does nothing a second time"


def test_a_question_about_a_speaker_leaves_only_that_draft_of_several(room: Newsroom) -> None:
    added(room, [draft()])
    press(room, "review_approve")
    elsewhere = ProposedSource("Ida Holm", "person", parent=ProposedSource("Vell", "government"))
    drafts = [
        draft(0, 30, elsewhere, "The mill has lost its power."),
        draft(5, 35, OSTRA, "Every school reopened."),
    ]
    added(room, drafts, text=f"In Vell. {TEXT}", **AGAIN)
    press(room, "review_several")
    view = room.slack.modal(EDITOR)
    assert view is not None
    block = next(one for one in view["blocks"] if one.get("block_id") == "which")
    block["element"]["initial_options"] = block["element"]["options"]
    answered(room, view, what="approve")
    told = read(room.slack.modal(EDITOR))
    assert "1 draft approved." in told
    assert "Ida Holm is on record already" in told
    assert len(on_record(room)) == 2
    press(room, "review_approve")
    assert "Ida Holm · City Council · Ostra" in read(room.slack.modal(EDITOR))
    send_form(room)
    assert len(on_record(room)) == 3


def test_thirty_decisions_undone_leave_the_record_byte_for_byte(sqlite_room: Newsroom) -> None:
    def exported() -> str:
        with Session(sqlite_room.engine) as session:
            return render(export_record(session, sqlite_room.workspace_id))

    people = [HOLM, OSTRA, ProposedSource("Vell", "government")]
    drafts = [
        draft(n, n + 20, people[n % 3], CLOSED if n % 5 == 0 else f"Road {n} is closed.",
              stance="denies" if n % 7 == 3 else "asserts")
        for n in range(30)
    ]  # fmt: skip
    added(sqlite_room, drafts)
    before = exported()
    for n in range(30):
        reject = n % 6 == 4
        press(sqlite_room, "review_reject" if reject else "review_approve")
        if reject:
            send_form(sqlite_room)
    assert "All decided" in read(reviewed(sqlite_room))
    assert exported() != before
    for _ in range(30):
        press(sqlite_room, "review_undo")
    assert "30 to decide" in read(reviewed(sqlite_room))
    assert on_record(sqlite_room) == []
    assert exported() == before
