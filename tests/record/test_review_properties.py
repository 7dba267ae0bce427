"""Whatever editors do in whatever order, the record is what the drafts' states say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.extraction.draft import ProposedClaim, ProposedSource
from bot.record.change import Change
from bot.record.drafts.deciding import approve, reject, undo
from bot.record.drafts.editing import edit
from bot.record.drafts.edits import Edit
from bot.record.drafts.errors import DecidedMeanwhileError, ReviewError
from bot.record.exchange.exporting import export_record
from bot.record.exchange.interchange import parse, render
from bot.record.statuses import rederive
from models import Claim, Draft, StatusChange, Workspace
from models.database import writing
from tests.conftest import NOW
from tests.drafted import (
    ANA,
    COUNCIL,
    HOLM,
    OSTRA,
    WORKS,
    attributions,
    denial,
    draft,
    draft_row,
    drafted,
    number,
    rows_of,
    writes,
)
from tests.records import another_workspace

LORRIES = ProposedClaim("200 lorries wait.", "quantity", figure=(200, 200), unit="lorries")
DRAFTS = [
    draft(),
    denial(),
    replace(
        draft(53, 82, COUNCIL, LORRIES, figure=(200.0, 200.0), unit="lorries", relayed_by="Mail"),
        figure_computed=True,
    ),
    draft(10, 40, OSTRA, stance="declines", said_on=date(2024, 11, 3), said_precision="day"),
    draft(12, 44, None, LORRIES, origin_unknown=True),
    replace(
        draft(20, 60, ProposedSource("Jan Berg", "person", parent=WORKS), LORRIES),
        figure=(10.0, 20.0),
        unit="lorries",
        figure_computed=True,
    ),
    draft(30, 70, HOLM, stance="denies", said_on=date(2024, 11, 9), said_precision="day"),
]
STEPS = st.lists(
    st.tuples(st.sampled_from(["approve", "reject", "undo", "edit"]), st.integers(0, 6)),
    max_size=14,
)


@given(steps=STEPS)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_record_is_what_the_drafts_states_say(
    engine: Engine, steps: Sequence[tuple[str, int]]
) -> None:
    desk = another_workspace(engine, f"T{uuid4().hex}")
    ids = drafted(engine, desk, DRAFTS)
    for act, which in steps:
        step(engine, desk, act, ids[which])

    again = another_workspace(engine, f"T{uuid4().hex}")
    anew = drafted(engine, again, DRAFTS)
    for old, new in zip(ids, anew, strict=True):
        row = draft_row(engine, old)
        if row.proposal["claim"]["place"]:
            step(engine, again, "edit", new)
        if row.state == "approved":
            step(engine, again, "approve", new)
    assert on_record(engine, desk) == on_record(engine, again)
    assert_statuses_stand(engine, desk)
    shown = [d for d in rows_of(engine, Draft) if d.workspace_id == desk.id]
    said = [a.id for a in attributions(engine) if a.workspace_id == desk.id]
    assert sorted(d.attribution_id for d in shown if d.state == "approved") == said


def step(engine: Engine, desk: Workspace, act: str, draft_id: int) -> None:
    """Do it where it can be done; where not, an error says so."""
    row = draft_row(engine, draft_id)
    ours, seen = number(desk), row.version
    possible = (row.state != "draft") if act == "undo" else (row.state == "draft")

    def work(session: Session) -> None:
        if act == "approve":
            approve(Change(session, ours, ANA, NOW), draft_id, seen)
        elif act == "reject":
            reject(Change(session, ours, ANA, NOW), draft_id, seen, reason="")
        elif act == "undo":
            undo(Change(session, ours, ANA, NOW), draft_id, seen)
        else:
            # A sentence of its own, so that the order of approvals does not matter.
            text = f"Edited {row.position}."
            edit(Change(session, ours, ANA, NOW), draft_id, seen, Edit(claim_text=text, place="x"))

    if possible:
        writes(engine, work)
    else:
        with pytest.raises((DecidedMeanwhileError, ReviewError)):
            writes(engine, work)


def on_record(engine: Engine, desk: Workspace) -> object:
    """What an export says, without keys, in no order; and every claim's status."""
    with Session(engine) as session:
        file = export_record(session, number(desk))
        found = session.exec(
            select(Claim).where(Claim.workspace_id == desk.id, Claim.state == "approved")
        )
        statuses = {claim.text: claim.status for claim in found}
    assert parse(render(file).encode()) == file
    sources = {one.key: one for one in file.sources}
    claims = {one.key: one.text for one in file.claims}
    outlets = {one.key: one.name for one in file.outlets}

    def line(key: str | None) -> tuple[str, ...]:
        return () if key is None else (sources[key].name, *line(sources[key].parent))

    return (
        sorted(line(one.key) for one in file.sources),
        sorted((c.text, c.kind, str(c.figure), str(c.unit), str(c.place)) for c in file.claims),
        sorted(outlets.values()),
        sorted(
            str(
                replace(
                    one,
                    key="",
                    document="",
                    claim=claims[one.claim],
                    source=" < ".join(line(one.source)),
                    relayed_by=outlets.get(one.relayed_by or ""),
                )
            )
            for one in file.attributions
        ),
        statuses,
    )


def assert_statuses_stand(engine: Engine, desk: Workspace) -> None:
    """Derived from scratch they are the same, and the last change noted says so too."""
    with Session(writing(engine)) as session:
        claims = session.exec(
            select(Claim).where(Claim.workspace_id == desk.id, Claim.state == "approved")
        ).all()
        ids = [claim.id or 0 for claim in claims]
        for claim in claims:
            last = session.exec(
                select(StatusChange)
                .where(StatusChange.claim_id == claim.id)
                .order_by(StatusChange.id.desc())  # type: ignore[union-attr]
            ).first()
            assert last is not None
            assert last.to_status == claim.status
        assert rederive(session, number(desk), ids, now=NOW, because={}) == []
        session.rollback()
