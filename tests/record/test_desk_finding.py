from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.record.change import Change
from bot.record.edit.claims import withdraw_claim
from bot.record.edit.names import folded
from bot.record.edit.outlets import merge_outlets
from bot.record.edit.sources import edit_source, merge_sources, source_fields
from bot.record.finding import Found, find
from models import Claim, Workspace
from models.record import Outlet, Source
from tests.desk_care import IDA, LATER, Desk, with_claims
from tests.records import another_workspace, attribution, record


def found_by(
    desk: Desk,
    words: str,
    page: int = 1,
    *,
    editor: bool = True,
    now: Any = LATER,
    per_page: int = 10,
) -> Found:
    with Session(desk.engine) as session:
        return find(session, desk.number, words, page, editor=editor, now=now, per_page=per_page)


def texts(found: Found) -> list[list[str]]:
    return [[one.text for one in listing.claims] for listing in found.listings]


CLOSED, MAY = "The bridge at Ostra is closed.", "The bridge will not open before May."


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    raw = with_claims(record(), ("lorries", "Lorries may cross again."))
    raw["claims"][0]["topic"] = "Brücke"
    raw["outlets"].append({"key": "echo", "name": "Écho d'Ostra"})
    raw["attributions"].append(
        attribution("w1", claim="lorries", said_on="2024-11-08", relayed_by="echo")
    )
    return Desk(engine, workspace, raw)


@pytest.mark.parametrize("words", ["Ida Holm", "ida  holm", "IDA-HOLM", " Ída Hólm "])
def test_a_person_is_found_by_name_the_newest_first(desk: Desk, words: str) -> None:
    found = found_by(desk, words)
    assert texts(found) == [[CLOSED, MAY]]
    assert found.listings[0].in_words() == "2 claims by Ida Holm (City Council, Ostra)"
    (first, _) = found.listings[0].claims
    assert (first.status, first.stances) == ("single_source", ("asserts",))
    assert str(first.day) == "2024-11-04"  # the document's, where no day is stated


def test_each_claim_comes_with_the_newest_words_of_who_was_looked_for(desk: Desk) -> None:
    (first, _) = found_by(desk, "Ida Holm").listings[0].claims
    assert first.said is not None
    assert (first.said.source, first.said.quote) == ("Ida Holm", "The bridge at Ostra is closed")
    (only,) = found_by(desk, "Écho d'Ostra", editor=False).listings[0].claims
    assert only.said is not None
    assert only.said.relayed_by == "Écho d'Ostra"
    (topic,) = found_by(desk, "Brücke").listings[0].claims
    assert topic.said == first.said


def test_a_party_has_said_what_those_below_it_said(desk: Desk) -> None:
    assert texts(found_by(desk, "Ost")) == [[CLOSED, MAY]]
    assert texts(found_by(desk, "city council")) == [[CLOSED, MAY]]
    assert texts(found_by(desk, "Ministry of Works")) == [["Lorries may cross again."]]


def test_a_topic_and_an_outlet_are_found(desk: Desk) -> None:
    topic = found_by(desk, "brucke")
    assert (texts(topic), topic.listings[0].in_words()) == ([[CLOSED]], "1 claim on “Brücke”")
    assert texts(found_by(desk, "echo d’ostra")) == [["Lorries may cross again."]]


def test_several_things_of_one_name_are_each_listed(desk: Desk) -> None:
    with desk.work() as session:
        holm = session.get_one(Source, desk.id(Source, "holm"))
        to = replace(source_fields(holm), aliases=(*(holm.aliases or ()), "Brücke"))
        edit_source(
            Change(session, desk.number, IDA, LATER), desk.id(Source, "holm"), to, seen=None
        )
    assert [listing.in_words() for listing in found_by(desk, "Brücke").listings] == [
        "2 claims by Ida Holm (City Council, Ostra)",
        "1 claim on “Brücke”",
    ]


def test_what_has_nothing_on_record_is_left_out_beside_what_has(desk: Desk) -> None:
    (listing,) = found_by(desk, "Ostra Courier").listings
    assert listing.in_words() == "3 claims published or relayed by Ostra Courier"


def test_part_of_a_name_is_enough_where_nothing_is_called_so(desk: Desk) -> None:
    assert found_by(desk, "Holm").listings[0].subject.name == "Ida Holm"
    assert found_by(desk, "").listings == ()


def test_a_name_that_nothing_has_gets_names_like_it(desk: Desk) -> None:
    found = found_by(desk, "Ida Hulm")
    assert (found.listings, found.suggestions) == ((), ("Ida Holm",))


def test_a_long_list_comes_in_pages(desk: Desk) -> None:
    second = found_by(desk, "Ida Holm", 2, per_page=1)
    assert (texts(second), second.pages, second.listings[0].total) == ([[MAY]], 2, 2)
    assert found_by(desk, "Ida Holm", 99, per_page=1).page == 2


def test_drafts_withdrawn_claims_and_embargoes_are_not_found(
    engine: Engine, workspace: Workspace
) -> None:
    raw = with_claims(record(), *((key, f"It is {key}.") for key in ("hush", "draft", "echo")))
    raw["claims"][2]["topic"] = "Quiet"
    until = LATER + timedelta(days=1)
    raw["attributions"] += [
        attribution("h", claim="hush", embargo_until=until.isoformat()),
        attribution("d", claim="draft", state="draft"),
        attribution("e", claim="echo", origin="h"),
    ]
    desk = Desk(engine, workspace, raw)
    for words in ("Ministry of Works", "Minister of Works", "quiet", "quite"):
        public = found_by(desk, words, editor=False)
        assert (public.listings, public.suggestions) == ((), ())
    assert texts(found_by(desk, "Ministry of Works")) == [[]]
    assert found_by(desk, "quiet").listings == ()
    assert len(texts(found_by(desk, "Ministry of Works", now=until))[0]) == 2
    with desk.work() as session:
        number = desk.id(Claim, "closed")
        withdraw_claim(Change(session, desk.number, IDA, LATER), number, seen=None)
    assert texts(found_by(desk, "Ida Holm")) == [[MAY]]


def test_a_confidential_source_is_found_by_editors_alone(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["sources"][0]["confidential"] = True
    desk = Desk(engine, workspace, raw)
    assert texts(found_by(desk, "Ida Holm")) == [[CLOSED, MAY]]
    public = found_by(desk, "Ida Holm", editor=False)
    assert (public.listings, public.suggestions) == ((), ())
    assert found_by(desk, "Ostra", editor=False).listings == ()
    assert found_by(desk, "Ostra Courier", editor=False).listings == ()


def test_what_was_merged_is_found_by_its_old_name(desk: Desk) -> None:
    with desk.work() as session:
        change = Change(session, desk.number, IDA, LATER)
        works, holm = desk.id(Source, "works"), desk.id(Source, "holm")
        merge_sources(change, works, holm, seen=None)
        echo, courier = desk.id(Outlet, "echo"), desk.id(Outlet, "courier")
        merge_outlets(change, echo, courier, seen=None)
    assert len(texts(found_by(desk, "Ministry of Works"))[0]) == 3
    (listing,) = found_by(desk, "Echo d'Ostra").listings
    assert (listing.subject.name, listing.total) == ("Ostra Courier", 3)


def test_nothing_of_another_desk_is_found(desk: Desk, engine: Engine) -> None:
    other = another_workspace(engine)
    raw = record()
    raw["sources"][0]["name"] = "Vera Lund"
    theirs = Desk(engine, other, raw)
    assert found_by(desk, "Vera Lund").listings == ()
    assert texts(found_by(theirs, "Vera Lund")) == [[CLOSED, MAY]]


@pytest.mark.parametrize(
    ("name", "form"),
    [("Jeon Ha-kyou", "jeon ha kyou"), ("ŁÓDŹ", "łodz"), ("U.S.", "u s"), ("Straße", "strasse")],
)
def test_names_are_compared_without_case_accents_and_punctuation(name: str, form: str) -> None:
    assert folded(name) == form
