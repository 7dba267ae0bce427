from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from bot.corroboration import DEFAULT_SHELF_LIFE_DAYS
from bot.record.concealing import KNOWN_TO_DESK
from bot.record.reading import OnRecord, claims_on_record
from models import Attribution, Claim, Workspace
from models.database import writing
from tests.conftest import NOW
from tests.records import another_workspace, attribution, load, record

EMBARGO = datetime(2024, 11, 12, 6, 0, tzinfo=UTC)


def on_record(
    engine: Engine, workspace: Workspace, *, now: datetime = NOW, editor: bool = False
) -> dict[str, OnRecord]:
    """What is on record for every claim of the workspace, by the key asked for."""
    assert workspace.id is not None
    with Session(engine) as session:
        rows = session.exec(select(Claim.id, Claim.key).where(Claim.workspace_id == workspace.id))
        keys = {row_id: key for row_id, key in rows if row_id is not None}
        found = claims_on_record(
            session,
            workspace.id,
            list(keys),
            now=now,
            editor=editor,
            shelf_lives=DEFAULT_SHELF_LIFE_DAYS,
        )
        return {keys[row_id]: one for row_id, one in found.items()}


def secret() -> dict[str, Any]:
    raw = record()
    raw["sources"] += [
        {"key": "mole", "name": "Max Mole", "kind": "person", "parent": "nest", "role": "clerk"},
        {"key": "nest", "name": "Nest", "kind": "organisation", "aliases": ["The Nest"]},
    ]
    raw["sources"][-2]["confidential"] = True
    raw["attributions"] += [
        attribution("mole-1", source="mole", stance="asserts", relayed_by="courier"),
        attribution("mole-2", source="mole", stance="declines", said_on="2024-11-09"),
        attribution("relay", source="paper", stance="asserts", origin="mole-1"),
    ]
    return raw


def test_a_line_says_who_in_which_role_where_and_in_which_words(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    closed = on_record(engine, workspace)["closed"]
    assert (closed.card.status, closed.card.as_of) == ("single_source", date(2024, 11, 4))
    assert (closed.support, closed.denial, closed.flags) == (1, 0, ("interested_only",))
    (line,) = closed.attributions
    assert (line.party, line.source, line.role) == ("Ostra", "Ida Holm", "mayor")
    assert line.organisation == "City Council"
    assert line.quote == "The bridge at Ostra is closed"
    assert (line.outlet, line.url) == ("Ostra Courier", "https://courier.example/bridge")
    assert (line.said_on, line.published_on) == (None, date(2024, 11, 4))
    assert (line.counted, line.reason) == ("support", "supports")
    assert closed.speakers[0].names == ("Ida Holm", "City Council", "Ostra", "Ost")


def test_a_party_that_speaks_itself_has_no_organisation(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["attributions"] = [attribution("a"), attribution("b", source="council")]
    load(engine, workspace, raw)
    lines = on_record(engine, workspace)["closed"].attributions
    assert [(line.party, line.source, line.organisation) for line in lines] == [
        ("Ministry of Works", "Ministry of Works", None),
        ("Ostra", "City Council", None),
    ]


def test_the_spans_of_a_split_quote_are_joined_and_white_space_is_folded(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["documents"][0]["text"] = "It is \n\t closed, she said, for  good."
    raw["attributions"] = [attribution("a", content=[[0, 15], [27, 37]])]
    load(engine, workspace, raw)
    (line,) = on_record(engine, workspace)["closed"].attributions
    assert line.quote == "It is closed … for good."


def test_a_relay_says_whose_words_it_carries(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["attributions"].append(attribution("r", source="paper", stance="asserts", origin="a1"))
    load(engine, workspace, raw)
    _, relay = on_record(engine, workspace)["closed"].attributions
    assert (relay.relay_of, relay.reason, relay.reason_about) == ("Ida Holm", "relay", "a1")


def test_an_attribution_nobody_is_named_for_has_an_empty_speaker(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["attributions"] = [attribution("a", source=None)]
    load(engine, workspace, raw)
    closed = on_record(engine, workspace)["closed"]
    assert [(line.party, line.source) for line in closed.attributions] == [("", "")]
    assert [said.stance for said in closed.speakers] == ["carries"]  # the outlet, nobody else


def test_a_confidential_source_is_named_to_editors_only(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, secret())
    seen = on_record(engine, workspace)["closed"]
    for name in ("Mole", "mole", "Nest", "clerk"):
        assert name not in repr(seen)
    line = seen.attributions[1]
    assert (line.party, line.source, line.known_to_desk) == (KNOWN_TO_DESK, KNOWN_TO_DESK, True)
    assert (line.role, line.organisation, line.outlet, line.url) == (None, None, None, None)
    assert (line.relayed_by, line.document_title) == (None, None)
    assert f"not_confirmed_by:{KNOWN_TO_DESK}" in seen.flags
    assert seen.attributions[3].relay_of == KNOWN_TO_DESK
    assert seen.attributions[3].reason_about == line.key
    told = on_record(engine, workspace, editor=True)["closed"]
    assert told.attributions[1].source == "Max Mole"
    assert "not_confirmed_by:Nest" in told.flags
    assert told.support == seen.support


def test_who_works_for_a_confidential_source_is_confidential_too(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["sources"][2]["confidential"] = True
    load(engine, workspace, raw)
    assert "Holm" not in repr(on_record(engine, workspace)["closed"])


def test_nothing_under_embargo_is_shown_before_its_time_not_even_to_editors(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["attributions"] += [
        attribution("e", embargo_until=EMBARGO.isoformat()),
        attribution("r", source="paper", origin="e"),
    ]
    raw["attributions"][1]["embargo_until"] = EMBARGO.isoformat()
    load(engine, workspace, raw)
    for editor in (True, False):
        seen = on_record(engine, workspace, editor=editor)
        assert [line.key for line in seen["closed"].attributions] == ["a1"]
        assert (seen["closed"].denial, seen["closed"].hidden) == (0, False)
        assert seen["may"].hidden
    later = on_record(engine, workspace, now=EMBARGO)
    assert [line.key for line in later["closed"].attributions] == ["a1", "e", "r"]
    assert (later["closed"].card.status, later["may"].hidden) == ("disputed", False)


def test_drafts_are_not_shown(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["claims"][1]["state"] = "draft"
    raw["attributions"].append(attribution("d", state="draft"))
    load(engine, workspace, raw)
    seen = on_record(engine, workspace)
    assert list(seen) == ["closed"]
    assert [line.key for line in seen["closed"].attributions] == ["a1"]


def test_a_merged_claim_forwards_through_all_its_merges(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["claims"] += [
        {"key": "old", "text": "Bridge shut.", "kind": "fact", "merged_into": "older"},
        {"key": "older", "text": "Shut bridge.", "kind": "fact", "merged_into": "closed"},
    ]
    load(engine, workspace, raw)
    seen = on_record(engine, workspace)
    assert seen["old"].card.key == "closed"
    assert seen["old"].card.forwarded_from == "Bridge shut."
    assert seen["closed"].card.forwarded_from is None


def test_a_withdrawn_claim_says_so(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["claims"][0]["state"] = "withdrawn"
    load(engine, workspace, raw)
    seen = on_record(engine, workspace)
    assert (seen["closed"].withdrawn, seen["may"].withdrawn) == (True, False)


def test_age_is_told_and_sets_no_status(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    later = on_record(engine, workspace, now=datetime(2026, 1, 1, tzinfo=UTC))["closed"]
    assert "stale" in later.flags
    assert later.card.status == "single_source"


def test_no_workspace_sees_anothers_claims(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    other = another_workspace(engine)
    assert other.id is not None
    with Session(engine) as session:
        found = claims_on_record(
            session, other.id, [1, 2], now=NOW, editor=True, shelf_lives=DEFAULT_SHELF_LIFE_DAYS
        )
    assert found == {}


@pytest.mark.parametrize(
    ("precisions", "of_the_card"),
    [({"a1": "month"}, "month"), ({"a1": "year", "same": "season"}, "season"), ({}, None)],
)
def test_as_of_is_no_more_exact_than_the_newest_counted_statement(
    engine: Engine, workspace: Workspace, precisions: dict[str, str], of_the_card: str | None
) -> None:
    raw = record()
    raw["attributions"][0]["said_on"] = "2024-11-01"
    if "same" in precisions:
        raw["attributions"].append(attribution("same", said_on="2024-11-01"))
    load(engine, workspace, raw)
    with Session(writing(engine)) as session:
        for key, precision in precisions.items():
            row = session.exec(select(Attribution).where(Attribution.key == key)).one()
            row.said_precision = precision
            session.add(row)
        session.commit()
    assert workspace.id is not None
    with Session(engine) as session:
        number = session.exec(select(Claim.id).where(Claim.key == "closed")).one()
        found = claims_on_record(
            session, workspace.id, [number or 0], now=NOW, editor=True, shelf_lives={}
        )
    assert found[number or 0].card.as_of_precision == of_the_card


def test_many_claims_take_no_more_queries_than_one(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    for n in range(30):
        raw["claims"].append({"key": f"c{n}", "text": f"Claim {n}.", "kind": "fact"})
        raw["attributions"].append(attribution(f"x{n}", claim=f"c{n}"))
    load(engine, workspace, raw)
    assert workspace.id is not None
    taken = []
    for ids in ([1], list(range(1, 33))):
        with Session(engine) as session, _counted(engine) as statements:
            claims_on_record(session, workspace.id, ids, now=NOW, editor=False, shelf_lives={})
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 7


@contextmanager
def _counted(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: Any, _u: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
