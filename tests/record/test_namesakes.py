"""A person by a longer or shorter name: the desk is asked, whatever comes on record first."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.extraction.draft import ProposedSource
from bot.extraction.longer_names import may_be_one_person
from bot.extraction.source_names import after_office
from bot.record.change import Change
from bot.record.drafts.errors import WhichSourceError
from bot.record.drafts.speakers import source_for
from models import Document, Source, Workspace
from tests.conftest import NOW
from tests.drafted import ANA, number, stored, writes

PORT = ProposedSource("Harrow Port Authority", "organisation")


def put(engine: Engine, workspace: Workspace, document: int, name: str) -> int:
    """The source for a person of the port authority."""
    proposed = ProposedSource(name, "person", parent=PORT)

    def act(session: Session) -> int:
        change = Change(session, number(workspace), ANA, NOW)
        article = session.get_one(Document, document)
        return source_for(change, article, proposed, somebody_else=False).source.id or 0

    return writes(engine, act)


@pytest.mark.parametrize("names", list(permutations(["Rolf Kern", "Kern", "R. Kern"], 2)))
def test_in_whatever_order_they_come_the_editor_is_asked(
    engine: Engine, workspace: Workspace, names: tuple[str, str]
) -> None:
    document = stored(engine, workspace)
    first = put(engine, workspace, document, names[0])
    with pytest.raises(WhichSourceError) as asked:
        put(engine, workspace, document, names[1])
    assert [one.id for one in asked.value.candidates] == [first]
    assert f"{names[1]} may be on record already: {names[0]} · Harrow" in asked.value.sentence
    with Session(engine) as session:
        people = session.exec(select(Source).where(Source.kind == "person")).all()
    assert [one.name for one in people] == [names[0]]


def test_two_persons_with_one_surname_are_two(engine: Engine, workspace: Workspace) -> None:
    document = stored(engine, workspace)
    rolf = put(engine, workspace, document, "Rolf Kern")
    ida = put(engine, workspace, document, "Ida Kern")
    assert rolf != ida
    with pytest.raises(WhichSourceError) as asked:
        put(engine, workspace, document, "Mr Kern")
    assert {one.id for one in asked.value.candidates} == {rolf, ida}


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("Mr Kern", "Rolf Kern", True),
        ("Harbour master Kern", "Rolf Kern", True),
        ("Harbour master Rolf Kern", "Rolf Kern", True),
        ("Minister Kern", "Rolf Kern", True),
        ("Rolf A. Kern", "Rolf Kern", True),
        ("P. Kern", "Rolf Kern", False),
        ("Ida Kern", "Rolf Kern", False),
        ("Rolf Kerner", "Rolf Kern", False),
        ("an official", "a port official", False),
        ("a source", "a source", False),
    ],
)
def test_which_names_may_be_one_person_s(one: str, other: str, may_be: bool) -> None:
    assert may_be_one_person(one, other) is may_be
    assert may_be_one_person(other, one) is may_be


def test_an_office_in_lower_case_is_no_name() -> None:
    assert after_office("Harbour master Rolf Kern") == "Rolf Kern"
    assert after_office("Jan van der Berg") == "Jan van der Berg"
    assert after_office("port official") == "port official"


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_names_are_compared_both_ways(one: str, other: str) -> None:
    assert may_be_one_person(one, other) == may_be_one_person(other, one)
