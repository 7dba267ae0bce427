from __future__ import annotations

import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.record.exchange.entries import RecordFile
from bot.record.exchange.exporting import export_record
from bot.record.exchange.importing import import_record
from bot.record.exchange.interchange import parse, render
from models import Claim, Workspace
from tests.conftest import NOW
from tests.exchanged import records
from tests.paths import ROOT, shared
from tests.records import another_workspace, attribution, load, read, record, statuses


def exported(engine: Engine, workspace: Workspace, *, drafts: bool = False) -> RecordFile:
    assert workspace.id is not None
    with Session(engine) as session:
        return export_record(session, workspace.id, drafts=drafts)


@pytest.mark.parametrize("path", ["shared", "samples"])
def test_exported_imported_and_exported_again_a_record_is_identical(
    engine: Engine, workspace: Workspace, path: str
) -> None:
    source = shared("corpus", "record.json") if path == "shared" else ROOT / "samples/record.json"
    if not source.exists():
        pytest.skip("no sample record yet")
    assert workspace.id is not None
    file = parse(source.read_bytes())
    import_record(engine, file, workspace_id=workspace.id, actor="U1", now=NOW)
    first = render(exported(engine, workspace))
    empty = another_workspace(engine)
    assert empty.id is not None
    import_record(engine, parse(first.encode()), workspace_id=empty.id, actor="U1", now=NOW)
    assert render(exported(engine, empty)) == first
    assert exported(engine, workspace, drafts=True) == file
    assert statuses(engine, empty) == statuses(engine, workspace)


def test_drafts_and_rejected_attributions_are_left_out_unless_asked_for(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["attributions"] += [attribution("d", state="draft"), attribution("r", state="rejected")]
    load(engine, workspace, raw)
    assert [a.key for a in exported(engine, workspace).attributions] == ["a1", "a2"]
    assert exported(engine, workspace, drafts=True) == read(raw)


def test_a_relay_of_a_draft_keeps_its_status_without_it(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["claims"].append({"key": "c", "text": "The ferry runs.", "kind": "fact"})
    raw["attributions"] += [
        attribution("root", claim="c", stance="asserts", state="draft"),
        attribution("relay", claim="c", stance="asserts", source="paper", origin="root"),
    ]
    load(engine, workspace, raw)
    assert statuses(engine, workspace)["c"] == "unattributed"
    empty, file = another_workspace(engine), exported(engine, workspace)
    assert file.attributions[-1].origin == "unknown"
    assert empty.id is not None
    import_record(engine, file, workspace_id=empty.id, actor="U1", now=NOW)
    assert statuses(engine, empty)["c"] == "unattributed"


def test_a_draft_claim_goes_with_all_that_leads_to_it(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["claims"][0]["state"] = "draft"
    raw["claims"][1]["merged_into"] = "closed"
    load(engine, workspace, raw)
    file = exported(engine, workspace)
    assert (file.claims, file.attributions) == ((), ())
    assert exported(engine, workspace, drafts=True) == read(raw)


def test_a_claim_whose_heir_was_withdrawn_later_can_still_be_exported(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["claims"][1]["merged_into"] = "closed"
    load(engine, workspace, raw)
    with Session(engine) as session:
        heir = session.exec(select(Claim).where(Claim.key == "closed")).one()
        heir.state = "withdrawn"
        session.add(heir)
        session.commit()
    file = exported(engine, workspace)
    assert [(c.state, c.merged_into) for c in file.claims] == [("withdrawn", None)] * 2
    assert parse(render(file).encode()) == file


def test_confidential_sources_and_embargoes_are_in_the_desks_own_copy(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["sources"][0]["confidential"] = True
    raw["attributions"][0]["embargo_until"] = "2030-01-01"
    load(engine, workspace, raw)
    assert exported(engine, workspace) == read(raw)


def test_an_export_holds_one_workspace_only(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    assert exported(engine, another_workspace(engine)) == RecordFile()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=records())
def test_any_record_comes_back_as_it_went_in(engine: Engine, raw: dict[str, Any]) -> None:
    file = read(raw)
    desk = another_workspace(engine, uuid.uuid4().hex)
    load(engine, desk, raw)
    assert exported(engine, desk) == file
    assert sum(load(engine, desk, raw).added.values()) == 0
