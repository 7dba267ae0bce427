"""One source by several names: the editor says so once, whatever comes first, and undo takes the
name back."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from bot.add.documents import Desk as AddingDesk
from bot.add.documents import add_document
from bot.check.checker import Checker
from bot.extraction.longer_names import is_shorter, may_be_one_body
from bot.ingest.documents import Incoming
from bot.record.drafts import deciding
from bot.record.drafts.edits import Edit, Speaker, shown_speaker
from bot.record.drafts.errors import WhichSourceError
from bot.record.drafts.views import DraftView, view
from bot.review import draft_fields, draft_inputs
from bot.review.desk import Desk
from bot.settings import load
from models import Attribution, Draft, Source, Workspace
from tests.conftest import NOW
from tests.drafted import ANA, BEN, number, rows_of


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    return Desk(engine, Checker(engine, load({})), number(workspace), ANA, lambda: NOW)


def article(desk: Desk, text: str, outlet: str) -> DraftView:
    """The draft of an article in which one speaker says one thing."""
    adding = AddingDesk(desk.engine, desk.checker, desk.workspace_id, BEN)
    given = Incoming(text, outlet=outlet, published_on=date(2024, 11, 6))
    document = add_document(adding, given, now=NOW).document_id
    (found,) = [one.id for one in rows_of(desk.engine, Draft) if one.document_id == document]
    return shown(desk, found)


def shown(desk: Desk, draft_id: int) -> DraftView:
    desk.bring_up([draft_id])
    with Session(desk.engine) as session:
        found = view(session, desk.workspace_id, draft_id)
    assert found is not None
    return found


def before(desk: Desk, draft: DraftView) -> Speaker:
    with Session(desk.engine) as session:
        found = shown_speaker(session, desk.workspace_id, draft.said)
    assert found is not None
    return found


def confirmed(desk: Desk, draft: DraftView) -> tuple[str, ...]:
    """Approve it; if that asks who speaks, it is the only one asked about. What was asked about."""
    try:
        desk.approve(draft.id, draft.version)
    except WhichSourceError as error:
        (meant,) = error.candidates
        own = error.name == (draft.said.source.name if draft.said.source else "")
        chosen = f"{draft_inputs.KNOWN}{meant.id}"
        above = "" if own else error.name
        speaker = draft_fields.meant(before(desk, draft), chosen, meant.line, None, above=above)
        desk.edit(draft.id, draft.version, Edit(speaker=speaker), then_approve=True)
        return (error.name, *meant.line[:1])
    return ()


def names(desk: Desk) -> list[tuple[str, ...]]:
    rows = rows_of(desk.engine, Source)
    return sorted((one.name, *sorted(one.aliases)) for one in rows if one.name != "Ostra")


def says(name: str, what: str) -> str:
    return f"{what}, {name} said on Monday."


WHAT = (
    "The harbour was closed for two days",
    "Seven boats were lost in the storm",
    "The ferry will sail again in May",
)


@pytest.mark.parametrize("order", list(permutations(["Rolf Kern", "Kern", "R. Kern"])))
def test_one_person_has_the_fullest_name_whatever_comes_first(
    desk: Desk, order: tuple[str, ...]
) -> None:
    asked = [
        confirmed(desk, article(desk, says(name, what), f"Courier {n}"))
        for n, (name, what) in enumerate(zip(order, WHAT, strict=True))
    ]
    assert asked[0] == ()
    assert names(desk) == [("Rolf Kern", "Kern", "R. Kern")]
    for n, name in enumerate(order):
        later = article(desk, says(name, f"Pier {n + 4} is open"), f"Later {n}")
        assert later.said.source is not None
        assert later.said.source.known is not None
        assert confirmed(desk, later) == ()
    assert len(rows_of(desk.engine, Source)) == 1


@pytest.mark.parametrize(
    "order", list(permutations(["the health board", "Brae's health board", "Brae health board"]))
)
def test_one_body_has_the_fullest_name_whatever_comes_first(
    desk: Desk, order: tuple[str, ...]
) -> None:
    for n, (name, what) in enumerate(zip(order, WHAT, strict=True)):
        confirmed(desk, article(desk, says(name, what), f"Courier {n}"))
    (body,) = names(desk)
    assert body[0] in ("Brae's health board", "Brae health board")
    assert "health board" in body[1:]
    for n, name in enumerate(order):
        later = article(desk, says(name, f"Ward {n + 4} is open"), f"Later {n}")
        assert confirmed(desk, later) == ()
    assert len(rows_of(desk.engine, Source)) == 1


def test_two_of_one_surname_are_asked_about_every_time(desk: Desk) -> None:
    confirmed(desk, article(desk, says("Rolf Kern", WHAT[0]), "Courier"))
    confirmed(desk, article(desk, says("Kern", WHAT[1]), "Herald"))
    confirmed(desk, article(desk, says("Ida Kern", WHAT[2]), "Gazette"))
    assert names(desk) == [("Ida Kern",), ("Rolf Kern", "Kern")]
    for n in range(2):
        draft = article(desk, says("Kern", f"Pier {n + 4} is open"), f"Later {n}")
        with pytest.raises(WhichSourceError) as asked:
            desk.approve(draft.id, draft.version)
        assert sorted(one.line[0] for one in asked.value.candidates) == ["Ida Kern", "Rolf Kern"]
        ida = next(one for one in asked.value.candidates if one.line[0] == "Ida Kern")
        speaker = draft_fields.meant(
            before(desk, draft), f"{draft_inputs.KNOWN}{ida.id}", ida.line, None
        )
        desk.edit(draft.id, draft.version, Edit(speaker=speaker), then_approve=True)
    both = article(desk, f"{says('Ida Kern', 'The inquiry begins')} Kern is mayor.", "Both")
    assert confirmed(desk, both) == ()


def test_the_board_that_a_document_names_in_full_is_that_one(desk: Desk) -> None:
    confirmed(desk, article(desk, says("Brae's health board", WHAT[0]), "Courier"))
    confirmed(desk, article(desk, says("the health board", WHAT[1]), "Herald"))
    text = f"Harrow's health board met. {says('the health board', WHAT[2])}"
    draft = article(desk, text, "Gazette")
    assert draft.speaker[0] == "Harrow's health board"
    assert draft.new_speaker


def test_a_body_above_a_speaker_is_asked_about_once(desk: Desk) -> None:
    confirmed(desk, article(desk, says("the health board", WHAT[0]), "Courier"))
    holm = "Ida Holm, chairwoman of Brae's health board,"
    assert confirmed(desk, article(desk, says(holm, WHAT[1]), "Herald"))
    gale = "Nils Gale, a spokesman for Brae's health board,"
    assert confirmed(desk, article(desk, says(gale, WHAT[2]), "Gazette")) == ()
    found = {one.name: one for one in rows_of(desk.engine, Source)}
    assert set(found) == {"Brae's health board", "Ida Holm", "Nils Gale"}
    assert found["Ida Holm"].parent_id == found["Brae's health board"].id
    assert found["Nils Gale"].parent_id == found["Brae's health board"].id


def test_undo_takes_the_name_back(desk: Desk) -> None:
    confirmed(desk, article(desk, says("Kern", WHAT[0]), "Courier"))
    draft = article(desk, says("Rolf Kern", WHAT[1]), "Herald")
    confirmed(desk, draft)
    assert names(desk) == [("Rolf Kern", "Kern")]
    row = next(one for one in rows_of(desk.engine, Draft) if one.id == draft.id)
    with desk.change() as change:
        deciding.undo(change, draft.id, row.version)
    assert names(desk) == [("Kern",)]
    first = rows_of(desk.engine, Draft)[0]
    with desk.change() as change:
        deciding.undo(change, first.id, first.version)
    assert names(desk) == []


def test_who_is_chosen_for_another_name_gets_none(desk: Desk) -> None:
    """That the mayor is Rolf Kern holds for this article."""
    confirmed(desk, article(desk, says("Rolf Kern", WHAT[0]), "Courier"))
    draft = article(desk, says("Ida Holm", WHAT[1]), "Herald")
    kern = rows_of(desk.engine, Source)[0].id
    to = Edit(speaker=Speaker("Ida Holm", known=kern))
    desk.edit(draft.id, draft.version, to, then_approve=True)
    assert names(desk) == [("Rolf Kern",)]
    assert {one.source_id for one in rows_of(desk.engine, Attribution)} == {kern}


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("the health board", "Brae's health board", True),
        ("Brae health board", "Health Board of Brae", True),
        ("Ministry of Health", "Ostra's Ministry of Health", True),
        ("fire service", "Harrow Fire Service", True),
        ("HSE", "Health Service Executive", True),
        ("Brae health board", "Harrow health board", False),
        ("health board", "health ministry", False),
        ("Northern Line", "Northern Line workers' union", False),
        ("Ostra", "North Ostra", False),
        ("Sudan", "South Sudan", False),
        ("Harrow council", "Harrow", False),
    ],
)
def test_which_names_may_be_one_body_s(one: str, other: str, may_be: bool) -> None:
    assert may_be_one_body(one, other) is may_be
    assert may_be_one_body(other, one) is may_be


NAMES = st.lists(
    st.sampled_from(["Brae", "Harrow's", "health", "board", "of", "the", "Ministry", "HB", "fire"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(NAMES, NAMES)
def test_bodies_are_compared_both_ways_and_only_one_is_shorter(one: str, other: str) -> None:
    assert may_be_one_body(one, other) == may_be_one_body(other, one)
    assert not (is_shorter(one, other, "organisation") and is_shorter(other, one, "organisation"))
