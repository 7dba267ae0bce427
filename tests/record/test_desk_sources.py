from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.record.change import Change
from bot.record.edit.merging import merged
from bot.record.edit.outlets import OutletFields, edit_outlet, merge_outlets, outlet_candidates
from bot.record.edit.rows import ChangedMeanwhileError
from bot.record.edit.sources import candidates, edit_source, merge_sources, source_fields
from bot.record.exchange.exporting import export_record
from bot.record.exchange.importing import import_record
from bot.record.reading import claims_on_record
from bot.refusal import RefusalError
from models import Claim, Document, Workspace
from models.record import Attribution, Outlet, Source
from tests.desk_care import BEN, IDA, LATER, Desk, disputed
from tests.records import another_workspace, attribution, load, record, statuses


def edit(desk: Desk, key: str, *, seen: int | None = None, **fields: Any) -> Any:
    to = replace(source_fields(desk.row(Source, key)), **fields)
    number = desk.id(Source, key)
    with desk.work() as session:
        return edit_source(Change(session, desk.number, IDA, LATER), number, to, seen=seen)


def merge(desk: Desk, key: str, into: str, seen: int | None = None) -> Any:
    numbers = desk.id(Source, key), desk.id(Source, into)
    with desk.work() as session:
        return merge_sources(Change(session, desk.number, IDA, LATER), *numbers, seen=seen)


def two_governments() -> dict[str, Any]:
    """The city twice, once under another name, so that one party seems to be two."""
    raw = record()
    raw["sources"] += [
        {"key": "town", "name": "Town of Ostra", "kind": "government", "aliases": ["Ostra Town"]},
        {"key": "clerk", "name": "Nils Berg", "kind": "person", "role": "clerk", "parent": "town"},
    ]
    raw["attributions"].append(attribution("b1", source="clerk", stance="asserts"))
    raw["attributions"].append(attribution("b2", source="town", stance="asserts"))
    return raw


# --- editing ---------------------------------------------------------------------------------


def test_a_new_parent_makes_one_party_of_two(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace, two_governments())
    assert statuses(engine, workspace)["closed"] == "corroborated"
    made = edit(desk, "town", parent_id=desk.id(Source, "ostra"))
    assert [(c.from_status, c.to_status) for c in made] == [("corroborated", "single_source")]
    assert desk.row(Source, "town").edited_at == LATER


def test_a_side_changes_the_status_of_every_claim_below_it(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, two_governments())
    edit(desk, "town", side="city")
    assert statuses(engine, workspace)["closed"] == "aligned"


def test_nobody_stands_above_himself(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    with pytest.raises(RefusalError, match="Ida Holm is part of Ostra"):
        edit(desk, "ostra", parent_id=desk.id(Source, "holm"))
    with pytest.raises(RefusalError, match="above itself"):
        edit(desk, "ostra", parent_id=desk.id(Source, "ostra"))
    assert desk.row(Source, "ostra").parent_id is None


@pytest.mark.parametrize("fields", [{"name": " "}, {"kind": "rumour"}, {"aliases": ("a", " ")}])
def test_what_a_source_cannot_be_is_refused(
    engine: Engine, workspace: Workspace, fields: dict[str, Any]
) -> None:
    desk = Desk(engine, workspace)
    with pytest.raises(RefusalError):
        edit(desk, "holm", **fields)


def test_a_source_marked_as_confidential_is_no_longer_named(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    edit(desk, "holm", confidential=True)
    closed = desk.id(Claim, "closed")
    with Session(engine) as session:
        page = claims_on_record(
            session, desk.number, [closed], now=LATER, editor=False, shelf_lives={}
        )[closed]
    assert "Holm" not in repr(page)


def test_a_source_that_was_changed_meanwhile_is_left_alone(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    seen = desk.seen(Source, "holm")
    edit(desk, "holm", role="former mayor")
    with pytest.raises(ChangedMeanwhileError, match="former mayor"):
        edit(desk, "holm", seen=seen, role="ex-mayor")


def test_an_alias_is_added_once(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    edit(desk, "holm", aliases=(" Ída  Holm-Berg ", "Ída  Holm-Berg", "Ida Holm"))
    assert desk.row(Source, "holm").aliases == ["Ída  Holm-Berg"]


# --- merging ---------------------------------------------------------------------------------


def test_merged_sources_are_one_party(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace, two_governments())
    made = merge(desk, "town", "ostra")
    assert [(c.from_status, c.to_status) for c in made] == [("corroborated", "single_source")]
    ostra = desk.row(Source, "ostra")
    assert ostra.aliases == ["Ost", "Town of Ostra", "Ostra Town"]
    assert desk.row(Source, "clerk").parent_id == ostra.id
    assert desk.row(Attribution, "b2").source_id == ostra.id
    with Session(engine) as session:
        assert merged(session, Source, desk.number) == {desk.id(Source, "town"): ostra.id}


def test_the_statement_a_merge_moved_is_named_as_the_cause(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, two_governments())
    merge(desk, "town", "ostra")
    assert desk.changes()[-1] == ("corroborated", "single_source", ["b2"])


def test_a_source_is_not_merged_into_one_below_it(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    with pytest.raises(RefusalError, match="Ida Holm is part of Ostra"):
        merge(desk, "ostra", "holm")
    merge(desk, "holm", "ostra")
    assert desk.row(Attribution, "a1").source_id == desk.id(Source, "ostra")


def test_a_merged_source_is_not_merged_again_and_forwards(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, two_governments())
    merge(desk, "town", "ostra")
    with pytest.raises(RefusalError, match="was merged into"):
        merge(desk, "town", "works")
    with pytest.raises(RefusalError, match="itself merged"):
        merge(desk, "ostra", "town")
    with pytest.raises(RefusalError, match="itself"):
        merge(desk, "ostra", "ostra")
    merge(desk, "paper", "town")
    assert desk.row(Source, "paper").parent_id == desk.id(Source, "ostra")


def test_a_merge_never_brings_a_confidential_name_to_light(
    engine: Engine, workspace: Workspace
) -> None:
    raw = two_governments()
    raw["sources"][-1]["confidential"] = True
    desk = Desk(engine, workspace, raw)
    merge(desk, "clerk", "holm")
    assert desk.row(Source, "holm").confidential
    closed = desk.id(Claim, "closed")
    with Session(engine) as session:
        page = claims_on_record(
            session, desk.number, [closed], now=LATER, editor=False, shelf_lives={}
        )[closed]
    assert "Nils" not in repr(page)
    assert "Holm" not in repr(page)


def test_the_file_it_came_from_does_not_undo_a_merge(engine: Engine, workspace: Workspace) -> None:
    raw = two_governments()
    desk = Desk(engine, workspace, raw)
    merge(desk, "town", "ostra")
    report = load(engine, workspace, raw)
    assert not any(report.added.values())
    raw["attributions"].append(attribution("b3", source="town", stance="asserts"))
    load(engine, workspace, raw)
    assert statuses(engine, workspace)["closed"] == "single_source"


def test_a_record_with_merged_sources_says_the_same_elsewhere(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, two_governments())
    merge(desk, "town", "ostra")
    with Session(engine) as session:
        out = export_record(session, desk.number)
    other = another_workspace(engine)
    import_record(engine, out, workspace_id=other.id or 0, actor="cli", now=LATER)
    assert statuses(engine, other) == statuses(engine, workspace)


def test_a_source_of_another_desk_is_not_there(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    theirs = Desk(engine, another_workspace(engine)).id(Source, "holm")
    with pytest.raises(RefusalError, match="no source"), desk.work() as session:
        merge_sources(
            Change(session, desk.number, IDA, LATER), desk.id(Source, "holm"), theirs, seen=None
        )


# --- who may be meant ------------------------------------------------------------------------


def test_names_that_are_near_are_shown_and_nothing_is_merged(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, two_governments())
    with Session(engine) as session:
        found = candidates(session, desk.number, "Ministry for Works")
        assert [(one.name, one.line) for one in found[:1]] == [
            ("Ministry of Works", ("Ministry of Works",))
        ]
        (clerk, *_) = candidates(session, desk.number, "BERG, Nils")
        assert clerk.line == ("Nils Berg", "Town of Ostra")
        assert candidates(session, desk.number, "Qaanaaq Harbour") == []
        assert len(session.exec(select(Source)).all()) == 7


def test_confidential_sources_are_candidates_for_editors_alone(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["sources"][0]["confidential"] = True
    desk = Desk(engine, workspace, raw)
    with Session(engine) as session:
        assert candidates(session, desk.number, "Ida Holm")
        assert candidates(session, desk.number, "Ida Holm", editor=False) == []


# --- outlets ---------------------------------------------------------------------------------


def outlets() -> dict[str, Any]:
    raw = disputed()
    raw["outlets"].append({"key": "oc", "name": "O. Courier", "notes": "the old name"})
    raw["attributions"][-1]["relayed_by"] = "oc"
    return raw


def test_an_outlet_is_edited_with_its_trail(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace, outlets())
    number, seen = desk.id(Outlet, "courier"), desk.seen(Outlet, "courier")
    to = OutletFields("The Ostra Courier", "courier.example")
    with desk.work() as session:
        edit_outlet(Change(session, desk.number, IDA, LATER), number, to, seen=seen)
    assert desk.row(Outlet, "courier").name == "The Ostra Courier"
    assert desk.trail() == [("edit", "outlet")]
    with pytest.raises(ChangedMeanwhileError), desk.work() as session:
        edit_outlet(Change(session, desk.number, BEN, LATER), number, to, seen=seen)


def test_a_merged_outlet_hands_over_what_it_published_and_relayed(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, outlets())
    old, heir = desk.id(Outlet, "oc"), desk.id(Outlet, "courier")
    with desk.work() as session:
        merge_outlets(Change(session, desk.number, IDA, LATER), heir, old, seen=None)
    assert desk.row(Document, "report").outlet_id == old
    assert desk.row(Attribution, "relay").relayed_by_id == old
    assert desk.row(Outlet, "oc").domain == "courier.example"
    with Session(engine) as session:
        assert [one for one, _ in outlet_candidates(session, desk.number, "Courier")] == [old]
    with pytest.raises(RefusalError, match="itself merged"), desk.work() as session:
        merge_outlets(Change(session, desk.number, IDA, LATER), old, heir, seen=None)
    with pytest.raises(RefusalError, match="into itself"), desk.work() as session:
        merge_outlets(Change(session, desk.number, IDA, LATER), old, old, seen=None)
