from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.record.change import Change
from bot.record.edit.attributions import move_attribution, retract, set_embargo
from bot.record.edit.claims import edit_claim, fields_of, merge_claims, withdraw_claim
from bot.record.edit.sources import edit_source, merge_sources, source_fields
from bot.record.history import History, history
from bot.refusal import RefusalError
from models import Claim, Workspace
from models.record import Attribution, Source
from tests.desk_care import BEN, IDA, LATER, Desk, disputed, with_claims
from tests.records import another_workspace, attribution, record

NAMES = {IDA: "Ida", BEN: "Ben", "U1": "importer", None: None}


def told(desk: Desk, key: str = "closed", *, editor: bool = True, **page: int) -> History:
    with Session(desk.engine) as session:
        number = desk.id(Claim, key)
        return history(session, desk.number, number, editor=editor, now=LATER, **page)


def lines(desk: Desk, key: str = "closed", *, editor: bool = True) -> list[str]:
    return [
        one.line(NAMES[one.actor]) for one in told(desk, key, editor=editor, per_page=50).entries
    ]


def do(desk: Desk, what: Any, *args: Any, actor: str = IDA, **more: Any) -> None:
    with desk.work() as session:
        what(Change(session, desk.number, actor, LATER), *args, seen=None, **more)


def test_what_was_done_to_a_claim_is_told_newest_first(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    claim = desk.row(Claim, "closed")
    to = replace(fields_of(claim), text="The bridge is shut.", kind="quantity", figure=(2.0, 5.0))
    do(desk, edit_claim, claim.id, to)
    do(desk, withdraw_claim, claim.id, actor=BEN, reason="another bridge")
    assert lines(desk) == [
        "Ben, 11 Nov 2024: withdrawn, reason: “another bridge”",
        "Ida, 11 Nov 2024: text changed from “The bridge at Ostra is closed.” to “The bridge is "
        "shut.”, kind changed from fact to quantity, figure set to 2 to 5",
        "10 Nov 2024: status “one party says so”",
        "importer, 10 Nov 2024: statement by Ida Holm: imported",
        "importer, 10 Nov 2024: imported",
    ]


def test_what_was_done_to_its_statements_and_their_speakers_belongs_to_it(
    engine: Engine, workspace: Workspace
) -> None:
    raw = with_claims(disputed(), ("open", "The bridge is open."))
    raw["sources"].append({"key": "mow", "name": "M. of W.", "kind": "government"})
    raw["attributions"].append(attribution("mow1", source="mow"))
    desk = Desk(engine, workspace, raw)
    do(desk, merge_sources, desk.id(Source, "mow"), desk.id(Source, "works"))
    do(desk, set_embargo, desk.id(Attribution, "relay"), LATER + timedelta(hours=30))
    do(desk, move_attribution, desk.id(Attribution, "mow1"), desk.id(Claim, "open"))
    do(desk, retract, desk.id(Attribution, "a1"))
    assert [line for line in lines(desk) if line.startswith("Ida")] == [
        "Ida, 11 Nov 2024: statement by Ida Holm: retracted",
        "Ida, 11 Nov 2024: a statement moved to “The bridge is open.”",
        "Ida, 11 Nov 2024: statement by Ostra Courier: under embargo until 12 Nov 2024, 15:00 UTC",
        "Ida, 11 Nov 2024: source “M. of W.”: merged into Ministry of Works",
    ]
    assert (
        "Ida, 11 Nov 2024: statement by Ministry of Works: speaker changed from M. of W. to "
        "Ministry of Works"
    ) in lines(desk, "open")
    assert "11 Nov 2024: status changed from “disputed” to “only denials on record”" in lines(desk)


def test_a_merged_claim_is_told_with_its_heir(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace, with_claims(record(), ("shut", "The bridge is shut.")))
    shut = desk.id(Claim, "shut")
    do(desk, merge_claims, shut, desk.id(Claim, "closed"))
    assert told(desk, "shut").claim_id == desk.id(Claim, "closed")
    assert lines(desk, "shut")[:2] == [
        "Ida, 11 Nov 2024: “The bridge is shut.” merged into it",
        f"Ida, 11 Nov 2024: claim {shut} (now part of this one): merged into "
        "“The bridge at Ostra is closed.”",
    ]


def test_who_is_no_editor_reads_nothing_that_is_not_for_everybody(
    engine: Engine, workspace: Workspace
) -> None:
    raw = with_claims(disputed(), ("secret", "The tunnel is flooded."))
    raw["sources"][0]["confidential"] = True
    raw["attributions"] += [
        attribution("d", state="draft"),
        attribution("e", source="paper", embargo_until="2025-01-01"),
        attribution("s", claim="secret", source="paper", embargo_until="2025-01-01"),
        attribution("m", source="paper"),
        attribution("n", source="paper", embargo_until="2025-01-01"),
    ]
    desk = Desk(engine, workspace, raw)
    holm = desk.row(Source, "holm")
    do(desk, edit_source, holm.id, replace(source_fields(holm), role="mayor of Ostra"))
    do(desk, merge_sources, holm.id, desk.id(Source, "council"))
    do(desk, move_attribution, desk.id(Attribution, "m"), desk.id(Claim, "may"))
    do(desk, move_attribution, desk.id(Attribution, "n"), desk.id(Claim, "secret"))
    public = lines(desk, editor=False)
    assert not any("Holm" in line or "tunnel" in line or "Council" in line for line in public)
    assert sum("a source known to the desk: imported" in line for line in public) == 1
    assert sum("imported" in line for line in public) == 4  # the claim, a1, deny and relay
    assert sum("a statement moved" in line for line in public) == 1
    assert any("“The tunnel is flooded.”" in line for line in lines(desk))
    with pytest.raises(RefusalError, match="no claim"):
        lines(desk, "secret", editor=False)


def test_a_long_history_comes_in_pages(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    for number in range(5):
        claim = desk.row(Claim, "closed")
        do(desk, edit_claim, claim.id, replace(fields_of(claim), topic=f"T{number}"))
    first, last = told(desk, page=1, per_page=3), told(desk, page=9, per_page=3)
    assert (first.total, first.pages, first.page, len(first.entries)) == (8, 3, 1, 3)
    assert (last.page, len(last.entries)) == (3, 2)
    assert "T4" in first.entries[0].sentence


def test_a_claim_of_another_desk_has_no_history_here(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    theirs = Desk(engine, another_workspace(engine)).id(Claim, "closed")
    with Session(engine) as session, pytest.raises(RefusalError):
        history(session, desk.number, theirs, editor=True, now=LATER)
