"""Any sequence of merges leaves a record that holds together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.record.change import Change
from bot.record.edit.claims import merge_claims
from bot.record.edit.merging import merged
from bot.record.edit.sources import merge_sources
from bot.record.reading import claims_on_record
from bot.refusal import RefusalError
from models import Attribution, Claim, Source, Workspace
from models.database import writing
from tests.desk_care import IDA, LATER, Desk, with_claims
from tests.records import attribution, record

CLAIMS = ("closed", "may", "c1", "c2", "c3")
SOURCES = ("holm", "council", "ostra", "works", "paper", "town", "clerk")


def busy() -> dict[str, Any]:
    """Five claims; every source on some of them, with relays, a retraction and a decline."""
    raw = with_claims(record(), *((key, f"The bridge has {key}.") for key in CLAIMS[2:]))
    raw["sources"] += [
        {"key": "town", "name": "Town", "kind": "government", "side": "city"},
        {"key": "clerk", "name": "Nils Berg", "kind": "person", "parent": "town"},
    ]
    raw["attributions"] += [
        attribution("b1", source="town", stance="asserts", claim="c1"),
        attribution("b2", source="clerk", stance="denies", claim="c1", said_on="2024-11-05"),
        attribution("b3", source="paper", stance="asserts", claim="c2", origin="b1"),
        attribution("b4", source="works", stance="asserts", claim="c2", retracted=True),
        attribution("b5", source="holm", stance="declines", claim="c3"),
        attribution("b6", source="council", stance="hedges", claim="c3"),
        attribution("b7", source="paper", stance="asserts", claim="closed"),
        attribution("b8", source=None, stance="asserts", claim="may", origin="unknown"),
    ]
    return raw


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("claim"), st.sampled_from(CLAIMS), st.sampled_from(CLAIMS)),
        st.tuples(st.just("source"), st.sampled_from(SOURCES), st.sampled_from(SOURCES)),
    ),
    max_size=8,
)


@pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
def test_any_sequence_of_merges_makes_no_circle_and_leaves_the_statuses_the_rules_give(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, busy())
    ids = {("claim", key): desk.id(Claim, key) for key in CLAIMS}
    ids |= {("source", key): desk.id(Source, key) for key in SOURCES}

    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(steps=STEPS)
    def hold(steps: list[tuple[str, str, str]]) -> None:
        with Session(writing(engine)) as session:
            for kind, one, other in steps:
                what: Any = merge_claims if kind == "claim" else merge_sources
                numbers = ids[kind, one], ids[kind, other]
                try:
                    what(Change(session, desk.number, IDA, LATER), *numbers, seen=None)
                except RefusalError:
                    continue
            holds_together(session, desk.number)
            session.rollback()

    hold()


def holds_together(session: Session, workspace_id: int) -> None:
    claims = session.exec(select(Claim).where(Claim.workspace_id == workspace_id)).all()
    sources = session.exec(select(Source).where(Source.workspace_id == workspace_id)).all()
    no_circle({one.id: one.merged_into_id for one in claims})
    no_circle({one.id: one.parent_id for one in sources})
    forwarded = {one.id for one in claims if one.merged_into_id is not None}
    gone = merged(session, Source, workspace_id)
    assert not set(gone.values()) & set(gone)
    said = session.exec(select(Attribution)).all()
    assert len(said) == 10
    assert not {one.claim_id for one in said} & forwarded
    assert not {one.source_id for one in said} & set(gone)
    assert {one.parent_id for one in sources if one.id not in gone}.isdisjoint(gone)
    live = [one for one in claims if one.id not in forwarded]
    numbers = [one.id or 0 for one in live]
    pages = claims_on_record(session, workspace_id, numbers, now=LATER, editor=True, shelf_lives={})
    assert {one.id: one.status for one in live} == {
        number: page.card.status for number, page in pages.items()
    }


def no_circle(steps: dict[int | None, int | None]) -> None:
    for start in steps:
        here, way = steps[start], {start}
        while here is not None:
            assert here not in way
            way.add(here)
            here = steps[here]
