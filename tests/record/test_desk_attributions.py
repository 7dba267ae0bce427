from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.record.change import Change
from bot.record.edit.attributions import move_attribution, retract, set_embargo, undo_retraction
from bot.record.edit.claims import merge_claims
from bot.record.edit.rows import ChangedMeanwhileError
from bot.record.reading import claims_on_record
from bot.record.statuses import end_embargoes
from bot.refusal import RefusalError
from models import Claim, Workspace
from models.record import Attribution
from tests.desk_care import BEN, IDA, LATER, Desk, disputed, with_claims
from tests.records import another_workspace, attribution, load, record, statuses

SOON = LATER + timedelta(days=2)


def do(
    desk: Desk,
    what: Any,
    key: str,
    *args: Any,
    seen: int | None = None,
    actor: str = IDA,
    **more: Any,
) -> Any:
    number = desk.id(Attribution, key)
    with desk.work() as session:
        change = Change(session, desk.number, actor, LATER)
        return what(change, number, *args, seen=seen, **more)


def test_a_retraction_takes_its_relays_with_it(engine: Engine, workspace: Workspace) -> None:
    raw = disputed()
    desk = Desk(engine, workspace, raw)
    assert statuses(engine, workspace)["closed"] == "disputed"
    made = do(desk, retract, "a1", reason="the mayor was misheard")
    assert [(c.from_status, c.to_status, c.attributions) for c in made] == [
        ("disputed", "denied", ["a1", "relay"])
    ]
    with Session(engine) as session:
        number = desk.id(Claim, "closed")
        page = claims_on_record(
            session, desk.number, [number], now=LATER, editor=True, shelf_lives={}
        )[number]
    reasons = {line.key: line.reason for line in page.attributions}
    assert (reasons["a1"], reasons["relay"]) == ("retracted", "origin_retracted")


def test_a_retraction_can_be_undone(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace, disputed())
    do(desk, retract, "a1")
    do(desk, undo_retraction, "a1")
    assert statuses(engine, workspace)["closed"] == "disputed"
    assert desk.trail() == [("retract", "attribution"), ("undo retraction", "attribution")]


def test_only_what_is_on_record_can_be_retracted_and_only_once(
    engine: Engine, workspace: Workspace
) -> None:
    raw = disputed()
    raw["attributions"].append(attribution("d", state="draft"))
    desk = Desk(engine, workspace, raw)
    with pytest.raises(RefusalError, match="draft"):
        do(desk, retract, "d")
    with pytest.raises(RefusalError, match="not retracted"):
        do(desk, undo_retraction, "a1")
    do(desk, retract, "a1")
    with pytest.raises(RefusalError, match="already"):
        do(desk, retract, "a1")


def test_the_second_of_two_editors_is_told_of_the_first(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, disputed())
    seen = desk.seen(Attribution, "a1")
    do(desk, retract, "a1", seen=seen)
    with pytest.raises(ChangedMeanwhileError) as told:
        do(desk, set_embargo, "a1", SOON, seen=seen, actor=BEN)
    assert [one.line("Ida") for one in told.value.changes] == [
        "Ida, 11 Nov 2024: statement by Ida Holm: retracted"
    ]


def test_an_embargo_hides_a_statement_and_its_relays_until_it_ends(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, disputed())
    do(desk, set_embargo, "a1", SOON)
    assert statuses(engine, workspace)["closed"] == "denied"
    with desk.work() as session:
        end_embargoes(session, SOON)
    assert statuses(engine, workspace)["closed"] == "disputed"


def test_of_a_claim_that_an_embargo_hides_no_change_is_told_until_it_ends(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    before = len(desk.changes())
    assert do(desk, set_embargo, "a1", SOON) == []
    assert statuses(engine, workspace)["closed"] is None
    with desk.work() as session:
        end_embargoes(session, SOON)
    assert desk.changes()[before:] == [(None, "single_source", ["a1"])]


def test_an_embargo_can_be_lifted(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace, disputed())
    do(desk, set_embargo, "a1", SOON)
    do(desk, set_embargo, "a1", None)
    assert statuses(engine, workspace)["closed"] == "disputed"


def test_an_embargo_of_the_past_is_refused(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    with pytest.raises(RefusalError, match="future"):
        do(desk, set_embargo, "a1", LATER)
    with pytest.raises(ValueError, match="time zone"):
        do(desk, set_embargo, "a1", SOON.replace(tzinfo=None))


def test_a_relay_on_another_claim_waits_too(engine: Engine, workspace: Workspace) -> None:
    raw = with_claims(record(), ("ferry", "The ferry runs again."))
    raw["attributions"].append(
        attribution("relay", claim="ferry", stance="asserts", source="paper", origin="a1")
    )
    desk = Desk(engine, workspace, raw)
    do(desk, set_embargo, "a1", SOON)
    ferry = desk.id(Claim, "ferry")
    with Session(engine) as session:
        page = claims_on_record(
            session, desk.number, [ferry], now=LATER, editor=True, shelf_lives={}
        )[ferry]
    assert page.hidden
    assert desk.row(Claim, "ferry").revision == desk.row(Claim, "closed").revision


def test_a_statement_can_be_moved_to_the_claim_it_is_about(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, with_claims(disputed(), ("open", "The bridge is open.")))
    made = do(desk, move_attribution, "deny", desk.id(Claim, "open"))
    assert desk.on("open") == ["deny"]
    assert {(c.from_status, c.to_status) for c in made} == {
        ("disputed", "single_source"),
        ("no_position", "denied"),
    }
    assert desk.trail() == [("move", "attribution"), ("move away", "claim")]


def test_moving_to_a_merged_claim_means_its_heir(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace, with_claims(disputed(), ("open", "It is open.")))
    numbers = desk.id(Claim, "open"), desk.id(Claim, "may")
    with desk.work() as session:
        merge_claims(Change(session, desk.number, IDA, LATER), *numbers, seen=None)
    do(desk, move_attribution, "deny", numbers[0])
    assert "deny" in desk.on("may")


def test_moving_nowhere_or_to_another_desk_is_refused(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    with pytest.raises(RefusalError, match="already"):
        do(desk, move_attribution, "a1", desk.id(Claim, "closed"))
    other = another_workspace(engine)
    load(engine, other, record())
    theirs = Desk(engine, other).id(Claim, "may")
    with pytest.raises(RefusalError, match="no claim"):
        do(desk, move_attribution, "a1", theirs)
