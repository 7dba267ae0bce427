"""Waiting drafts and the record that grows meanwhile: what is looked at again, and what stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.add.documents import Desk as AddingDesk
from bot.add.documents import add_document
from bot.check.checker import Checker
from bot.ingest.documents import Incoming
from bot.record.drafts import editing, looking, queue
from bot.record.drafts.deciding import undo
from bot.record.drafts.edits import Edit
from bot.record.drafts.views import DraftView, view
from bot.review.desk import Desk
from bot.settings import load
from models import Attribution, Claim, Draft, Source, Workspace
from tests.conftest import NOW
from tests.drafted import ANA, BEN, number, rows_of

HARROW = (
    "Fourteen people were killed in the Harrow Strait ferry collision, Ostra's transport minister"
    " Ida Holm said on Tuesday."
)
AGAIN = (
    "Ida Holm told reporters on Tuesday that 14 people were killed in the ferry collision in the"
    " Harrow Strait. The harbour was closed for two days, Ida Holm said."
)
OTHER = "The harbour of Ostra was closed for two days, harbour master Rolf Kern said on Monday."


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    return Desk(engine, Checker(engine, load({})), number(workspace), ANA, lambda: NOW)


def article(desk: Desk, text: str, outlet: str = "Ostra Courier") -> list[int]:
    """Put an article on record as `/onrecord add` does; the ids of its drafts."""
    adding = AddingDesk(desk.engine, desk.checker, desk.workspace_id, BEN)
    given = Incoming(text, outlet=outlet, published_on=date(2024, 11, 6))
    document = add_document(adding, given, now=NOW).document_id
    return [one.id for one in rows_of(desk.engine, Draft) if one.document_id == document]


def shown(desk: Desk, draft_id: int) -> DraftView:
    desk.bring_up([draft_id])
    with Session(desk.engine) as session:
        found = view(session, desk.workspace_id, draft_id)
    assert found is not None
    return found


def claims(desk: Desk) -> list[str]:
    return [one.text for one in rows_of(desk.engine, Claim) if one.state == "approved"]


def test_approving_the_first_makes_the_others_easier(desk: Desk) -> None:
    (first,) = article(desk, HARROW)
    second, _ = article(desk, AGAIN, "Northern Wire")
    assert shown(desk, second).new_speaker
    done = desk.approve(first, 1)
    later = shown(desk, second)
    assert (later.new_speaker, later.speaker[0]) == (False, "Ida Holm")
    assert later.claim is not None
    assert (later.claim.id, later.version) == (done.claim_id, 1)


@pytest.mark.parametrize("turned", [False, True])
def test_no_second_claim_or_source_whatever_the_order(desk: Desk, turned: bool) -> None:
    """Nobody has looked at the drafts again: the approval does."""
    (first,) = article(desk, HARROW)
    second, _ = article(desk, AGAIN, "Northern Wire")
    for one in (second, first) if turned else (first, second):
        desk.approve(one, 1)
    assert len(claims(desk)) == 1
    assert [one.name for one in rows_of(desk.engine, Source)].count("Ida Holm") == 1
    assert len({one.claim_id for one in rows_of(desk.engine, Attribution)}) == 1


def test_certain_ones_together_make_no_second_claim(desk: Desk) -> None:
    twice = (
        "Fourteen people were killed in the Harrow Strait ferry collision, Norway said on Tuesday."
        "\n\nAn inquiry begins. Sweden said on Wednesday that 14 people were killed in the ferry"
        " collision in the Harrow Strait."
    )
    drafts = article(desk, twice)
    with Session(desk.engine) as session:
        for draft in session.exec(select(Draft)):
            draft.confidence, draft.flagged, draft.flags = 0.95, False, []
        session.commit()
    document = rows_of(desk.engine, Draft)[0].document_id
    done = desk.approve_certain(document, dict.fromkeys(drafts, 1))
    assert len(done.approved) == len(drafts) == 2
    assert len(claims(desk)) == 1


def test_what_an_editor_filled_in_stays(desk: Desk) -> None:
    (first,) = article(desk, HARROW)
    second, _ = article(desk, AGAIN, "Northern Wire")
    own = "The toll of the Harrow Strait collision was given as fourteen by the ministry."
    with desk.change() as change:
        editing.edit(change, second, 1, Edit(claim_text=own, stance="hedges"))
    desk.approve(first, 1)
    later = shown(desk, second)
    assert later.claim is None
    assert (later.said.claim.text, later.said.stance) == (own, "hedges")
    assert not later.new_speaker


def test_an_edit_to_what_came_on_record_since_is_no_second_claim(desk: Desk) -> None:
    (first,) = article(desk, HARROW)
    second, third = article(desk, AGAIN, "Northern Wire")
    with desk.change() as change:
        editing.edit(
            change,
            third,
            1,
            Edit(claim_text="14 people died in the Harrow Strait ferry collision."),
        )
    desk.approve(first, 1)
    desk.approve(third, 2)
    desk.approve(second, 1)
    assert len(claims(desk)) == 1


def test_the_tick_looks_at_the_rest_and_counts_say_as_of_when(desk: Desk) -> None:
    (first,) = article(desk, HARROW)
    second, _ = article(desk, AGAIN, "Northern Wire")
    (third,) = article(desk, OTHER)
    desk.approve(first, 1)
    later = NOW + timedelta(minutes=5)
    with Session(desk.engine) as session:
        assert queue.counts(session, desk.workspace_id).as_of == NOW
    asked: list[str] = []

    def find(sentence: str):  # type: ignore[no-untyped-def]
        asked.append(sentence)
        return desk.find(sentence)

    looking.bring_up_waiting(desk.engine, desk.workspace_id, find, now=later)
    rows = {one.id: one for one in rows_of(desk.engine, Draft)}
    assert rows[second].proposal["claim"]["known"] is not None
    assert {rows[one].as_of for one in (second, third)} == {later}
    assert not any("harbour of Ostra" in one for one in asked), "nothing it could mean has changed"
    with Session(desk.engine) as session:
        assert queue.counts(session, desk.workspace_id).as_of is None


def test_an_undone_approval_is_looked_at_again(desk: Desk) -> None:

    (first,) = article(desk, HARROW)
    second, _ = article(desk, AGAIN, "Northern Wire")
    done = desk.approve(first, 1)
    assert shown(desk, second).claim is not None
    with desk.change() as change:
        undo(change, first, done.version)
    later = shown(desk, second)
    assert later.claim is None
    assert later.said.claim.text.startswith("14 people were killed")
