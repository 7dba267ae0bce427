from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.record.change import Change
from bot.record.edit.claims import withdraw_claim
from bot.record.edit.names import folded
from bot.record.edit.outlets import merge_outlets
from bot.record.edit.sources import edit_source, merge_sources, source_fields
from bot.record.finding import Found
from bot.refusal import RefusalError
from models import Claim, Workspace
from models.record import Outlet, Source
from tests.desk_care import IDA, LATER, Desk, with_claims
from tests.records import another_workspace, attribution, record
from tests.searching import searched


def found_by(
    desk: Desk,
    words: str,
    page: int = 1,
    *,
    editor: bool = True,
    now: Any = LATER,
    per_page: int = 10,
) -> Found:
    return searched(
        desk.engine, desk.number, words, editor=editor, now=now, page=page, per_page=per_page
    )


def texts(found: Found) -> list[str]:
    return [one.text for one in found.claims]


def named(found: Found) -> list[str]:
    return [one.in_words() for one in found.listings]


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
    assert texts(found) == [CLOSED, MAY]
    assert named(found) == ["2 claims by Ida Holm (City Council, Ostra)"]
    assert found.claims[0].status == "single_source"
    assert str(found.claims[0].day) == "2024-11-04"  # the document's, where no day is stated


def test_each_claim_comes_with_the_newest_words_of_who_was_looked_for(desk: Desk) -> None:
    first, _ = found_by(desk, "Ida Holm").claims
    assert first.said is not None
    assert (first.said.source, first.said.quote) == ("Ida Holm", "The bridge at Ostra is closed")
    (only,) = found_by(desk, "Écho d'Ostra", editor=False).claims
    assert only.said is not None
    assert only.said.relayed_by == "Écho d'Ostra"
    (topic,) = found_by(desk, "Brücke").claims
    assert topic.said == first.said


def test_a_party_has_said_what_those_below_it_said(desk: Desk) -> None:
    assert texts(found_by(desk, "Ost")) == [CLOSED, MAY]
    assert texts(found_by(desk, "city council")) == [CLOSED, MAY]
    assert texts(found_by(desk, "Ministry of Works")) == ["Lorries may cross again."]


def test_topics_outlets_and_roles_are_found(desk: Desk) -> None:
    assert texts(found_by(desk, "brucke")) == [CLOSED]
    assert texts(found_by(desk, "topic:brucke")) == [CLOSED]
    assert texts(found_by(desk, "echo d’ostra")) == ["Lorries may cross again."]
    assert texts(found_by(desk, "mayor")) == [CLOSED, MAY]
    assert named(found_by(desk, "Ostra Courier")) == [
        "3 claims published or relayed by Ostra Courier"
    ]


def test_words_are_found_in_whatever_form_and_all_of_them(desk: Desk) -> None:
    assert texts(found_by(desk, "bridges")) == [CLOSED, MAY]
    assert texts(found_by(desk, "bridge opened")) == [MAY]
    assert texts(found_by(desk, "lorry crossing")) == ["Lorries may cross again."]
    assert texts(found_by(desk, "bridge lorries")) == []
    assert texts(found_by(desk, '"bridge at Ostra"')) == [CLOSED]
    assert texts(found_by(desk, '"Ostra at bridge"')) == []


def test_a_name_and_a_word_together(desk: Desk) -> None:
    assert texts(found_by(desk, "Holm May")) == [MAY]
    assert texts(found_by(desk, "source:Holm topic:Brücke")) == [CLOSED]
    assert texts(found_by(desk, "source:Ostra lorries")) == []
    assert texts(found_by(desk, "outlet:echo")) == ["Lorries may cross again."]


def test_a_name_on_record_is_looked_for_as_a_whole(engine: Engine, workspace: Workspace) -> None:
    raw = with_claims(record(), ("post", "The new post is at the harbour, near Ida, said Holm."))
    raw["outlets"].append({"key": "post", "name": "The Post"})
    desk = Desk(engine, workspace, raw)
    assert texts(found_by(desk, "the post")) == []
    assert "post is at" in texts(found_by(desk, "post harbour"))[0]
    assert len(texts(found_by(desk, "Ida Holm"))) == 2
    assert len(texts(found_by(desk, "Holm Ida"))) == 3


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("since 8 November", ["Lorries may cross again."]),
        ("since November", ["Lorries may cross again.", CLOSED, MAY]),
        ("bridge since 5 November", []),
        ("bridge before 5 November 2024", [CLOSED, MAY]),
        ("lorries on 8 Nov 2024", ["Lorries may cross again."]),
        ("lorries 2023", []),
        ("claims since 2024-11-08", ["Lorries may cross again."]),
        ("last month", []),
    ],
)
def test_times_limit_to_claims_with_a_statement_then(
    desk: Desk, words: str, found: list[str]
) -> None:
    assert texts(found_by(desk, words)) == found


def test_a_status_is_found_by_its_name_and_as_a_word(engine: Engine, workspace: Workspace) -> None:
    raw = with_claims(record(), ("word", "The bill is disputed."))
    raw["attributions"].append(attribution("deny", stance="denies"))
    desk = Desk(engine, workspace, raw)
    assert texts(found_by(desk, "status:disputed")) == [CLOSED]
    assert texts(found_by(desk, "disputed")) == [CLOSED, "The bill is disputed."]
    assert texts(found_by(desk, "bridge disputed")) == [CLOSED]
    assert found_by(desk, "status:disputed since November").query.limits() == (
        "since 1 Nov 2024, disputed"
    )
    with pytest.raises(RefusalError, match="no status “odd”"):
        found_by(desk, "status:odd")


def test_places_times_and_numbers_are_found(engine: Engine, workspace: Workspace) -> None:
    raw = with_claims(record(), ("sunk", "The ferry sank."), ("rose", "10,000 people left."))
    raw["claims"][2] |= {"place": "Port of Harrow", "time": "the night of the storm"}
    desk = Desk(engine, workspace, raw)
    for words in ("harrow", "place:harrow", 'place:"Port of Harrow"', "ferry storm"):
        assert texts(found_by(desk, words)) == ["The ferry sank."], words
    assert texts(found_by(desk, "topic:harrow")) == []
    assert texts(found_by(desk, "10,000")) == ["10,000 people left."]
    assert texts(found_by(desk, f"#{desk.id(Claim, 'rose')}")) == ["10,000 people left."]


def test_the_title_of_an_article_finds_nothing(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["documents"][0]["title"] = "Lanterns over Ostra"
    desk = Desk(engine, workspace, raw)
    assert found_by(desk, "lanterns").total == 0


def test_claims_in_other_languages_are_found_by_their_words(
    engine: Engine, workspace: Workspace
) -> None:
    spanish, chinese = "Los soldados cerraron el puente de la ciudad.", "北京市的大桥已经关闭。"
    desk = Desk(engine, workspace, with_claims(record(), ("es", spanish), ("zh", chinese)))
    assert texts(found_by(desk, "soldado")) == [spanish]
    assert texts(found_by(desk, "大桥")) == [chinese]


def test_several_things_of_one_name_are_each_named(desk: Desk) -> None:
    with desk.work() as session:
        holm = session.get_one(Source, desk.id(Source, "holm"))
        to = replace(source_fields(holm), aliases=(*(holm.aliases or ()), "Écho d'Ostra"))
        edit_source(
            Change(session, desk.number, IDA, LATER), desk.id(Source, "holm"), to, seen=None
        )
    assert named(found_by(desk, "Echo d'Ostra")) == [
        "2 claims by Ida Holm (City Council, Ostra)",
        "1 claim published or relayed by Écho d'Ostra",
    ]


def test_part_of_a_name_is_enough_where_nothing_is_called_so(desk: Desk) -> None:
    assert found_by(desk, "Holm").listings[0].subject.name == "Ida Holm"
    assert found_by(desk, "") == replace(found_by(desk, ""), claims=(), total=0, listings=())


def test_a_name_that_nothing_has_gets_names_like_it(desk: Desk) -> None:
    found = found_by(desk, "Ida Hulm")
    assert (found.total, found.listings, found.suggestions) == (0, (), ("Ida Holm",))
    assert found_by(desk, "Brugke").suggestions == ("Brücke",)


def test_a_long_list_comes_in_pages(desk: Desk) -> None:
    second = found_by(desk, "Ida Holm", 2, per_page=1)
    assert (texts(second), second.pages, second.total) == ([MAY], 2, 2)
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
        assert (public.total, public.listings, public.suggestions) == (0, (), ())
    assert texts(found_by(desk, "Ministry of Works")) == []
    assert found_by(desk, "quiet").total == 0
    assert found_by(desk, "hush", editor=False).total == 0
    assert found_by(desk, "since November", editor=False).total == 2
    assert len(texts(found_by(desk, "Ministry of Works", now=until))) == 2
    with desk.work() as session:
        number = desk.id(Claim, "closed")
        withdraw_claim(Change(session, desk.number, IDA, LATER), number, seen=None)
    assert texts(found_by(desk, "Ida Holm")) == [MAY]


def test_a_confidential_source_is_found_by_editors_alone(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["sources"][0]["confidential"] = True
    desk = Desk(engine, workspace, raw)
    assert texts(found_by(desk, "Ida Holm")) == [CLOSED, MAY]
    for words in ("Ida Holm", "Holm", "source:Ida", "mayor", "Ostra Courier", "Courier"):
        public = found_by(desk, words, editor=False)
        assert (public.total, public.listings, public.suggestions) == (0, (), ()), words
    assert found_by(desk, "Ostra", editor=False).listings == ()
    assert texts(found_by(desk, "bridge", editor=False)) == [CLOSED, MAY]


def test_what_was_merged_is_found_by_its_old_name(desk: Desk) -> None:
    with desk.work() as session:
        change = Change(session, desk.number, IDA, LATER)
        works, holm = desk.id(Source, "works"), desk.id(Source, "holm")
        merge_sources(change, works, holm, seen=None)
        echo, courier = desk.id(Outlet, "echo"), desk.id(Outlet, "courier")
        merge_outlets(change, echo, courier, seen=None)
    assert len(texts(found_by(desk, "Ministry of Works"))) == 3
    (listing,) = found_by(desk, "Echo d'Ostra").listings
    assert (listing.subject.name, listing.total) == ("Ostra Courier", 3)


def test_nothing_of_another_desk_is_found(desk: Desk, engine: Engine) -> None:
    other = another_workspace(engine)
    raw = record()
    raw["sources"][0]["name"] = "Vera Lund"
    theirs = Desk(engine, other, raw)
    assert found_by(desk, "Vera Lund").total == 0
    assert texts(found_by(theirs, "Vera Lund")) == [CLOSED, MAY]


@pytest.mark.parametrize(
    ("name", "form"),
    [("Jeon Ha-kyou", "jeon ha kyou"), ("ŁÓDŹ", "łodz"), ("U.S.", "u s"), ("Straße", "strasse")],
)
def test_names_are_compared_without_case_accents_and_punctuation(name: str, form: str) -> None:
    assert folded(name) == form


COUNTRIES = (
    ("a", "American soldiers have left the harbour."),
    ("b", "The United States has closed its consulate."),
    ("c", "US ships are near the coast."),
    ("d", "U.S. officials have met the mayor."),
    ("e", "They told us that the gate is open."),
    ("f", "North Korean sailors are in the port."),
    ("g", "The DPRK has bought the ferry."),
    ("h", "The north gate is closed to Korean lorries."),
)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        *(
            (words, "abcd")
            for words in ("US", "U.S.", "USA", "United States", "american", "America")
        ),
        *((words, "fg") for words in ("North Korea", "DPRK", "north korean")),
        ("American soldiers", "a"),
        ("North Korea ferry", "g"),
        ("Korean", "fh"),
        ("British", ""),
    ],
)
def test_a_country_is_found_in_whatever_wording(
    engine: Engine, workspace: Workspace, words: str, keys: str
) -> None:
    desk = Desk(engine, workspace, with_claims(record(), *COUNTRIES))
    assert set(texts(found_by(desk, words))) == {text for key, text in COUNTRIES if key in keys}


def test_a_misspelt_place_is_suggested(engine: Engine, workspace: Workspace) -> None:
    raw = with_claims(record(), ("a", "The harbour is open."))
    raw["claims"][-1]["place"] = "Ellanmouth"
    desk = Desk(engine, workspace, raw)
    assert found_by(desk, "Elanmuoth", editor=False).suggestions == ("Ellanmouth",)
