"""Figures that move, on the record: what is noted with a claim, and what is told of it."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from bot.record.history import history
from bot.record.upgrading import derive_anew, ensure_current
from models import Claim, StatusChange, Workspace
from models.changes import RULES
from models.database import SchemaError, writing
from models.workspace import RULES_VERSION
from tests.conftest import NOW
from tests.moving import toll
from tests.records import load, statuses


def changes(engine: Engine) -> list[StatusChange]:
    with Session(engine, expire_on_commit=False) as session:
        return list(session.scalars(select(StatusChange).order_by(col(StatusChange.id))))


def figure(engine: Engine) -> tuple[float | None, float | None]:
    with Session(engine) as session:
        claim = session.scalars(select(Claim)).one()
        return claim.record_low, claim.record_high


def test_a_figure_that_moves_is_a_change_although_the_status_stays(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, toll("first"))
    assert figure(engine) == (78, None)
    load(engine, workspace, toll("first", "second"))
    first, moved = changes(engine)
    assert (first.to_figure, first.to_status) == (None, "single_source")
    assert (moved.from_status, moved.to_status) == ("single_source", "single_source")
    assert moved.from_figure == {"figure": [78, None], "unit": None}
    assert moved.to_figure == {"figure": [135, 135], "unit": None}
    assert moved.attributions == ["second"]
    assert figure(engine) == (135, 135)


def test_what_is_said_again_is_no_change(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, toll("first", "second"))
    load(engine, workspace, toll("first", "second", "aid"))
    assert all(one.to_figure is None for one in changes(engine))


@pytest.mark.parametrize(
    ("precision", "basis", "moves"),
    [
        (None, None, True),
        ("month", None, False),
        (None, "htmldate", False),
        (None, "editor", True),
        (None, "json-ld", True),
    ],
)
def test_an_uncertain_day_moves_nothing(
    engine: Engine, workspace: Workspace, precision: str | None, basis: str | None, moves: bool
) -> None:
    raw = toll("first", "second")
    if basis is not None:
        raw["attributions"][1]["said_on"] = None
        raw["documents"][1]["published_basis"] = basis
    if precision is not None:
        raw["attributions"][1]["said_precision"] = precision
    load(engine, workspace, raw)
    assert figure(engine) == ((135, 135) if moves else (78, None))


@pytest.mark.parametrize(
    ("words", "moves"), [("In April 2026, ", False), ("In March 2026, ", True)]
)
def test_a_claim_about_a_month_moves_by_figures_for_it(
    engine: Engine, workspace: Workspace, words: str, moves: bool
) -> None:
    raw = toll("first", "second")
    raw["claims"][0]["time"] = "March 2026"
    raw["documents"][0]["text"] = "In March 2026, " + raw["documents"][0]["text"]
    raw["documents"][1]["text"] = words + raw["documents"][1]["text"]
    for document, said in zip(raw["documents"], raw["attributions"], strict=True):
        said["content"] = [[0, document["text"].rindex(", ")]]
    load(engine, workspace, raw)
    assert figure(engine) == ((135, 135) if moves else (78, None))


def set_back(engine: Engine, workspace: Workspace) -> None:
    """The database as the release before this one left it."""
    with Session(writing(engine)) as session:
        session.execute(update(Workspace).values(rules=1))
        session.execute(update(Claim).values(status="disputed", record_low=78, record_high=None))
        session.commit()


def test_a_rule_that_changed_is_said_to_be_the_cause(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, toll())
    set_back(engine, workspace)
    if engine.dialect.name == "sqlite":
        ensure_current(engine, NOW)
    else:
        with pytest.raises(SchemaError, match="python -m bot migrate"):
            ensure_current(engine, NOW)
        assert derive_anew(engine, NOW) == 1
    assert list(statuses(engine, workspace).values()) == ["single_source"]
    last = changes(engine)[-1]
    assert (last.cause, last.from_status, last.to_figure) == (
        RULES,
        "disputed",
        {"figure": [135, 135], "unit": None},
    )
    assert derive_anew(engine, NOW) == 0, "once"
    ensure_current(engine, NOW)
    with Session(engine) as session:
        assert session.scalars(select(Workspace.rules)).all() == [RULES_VERSION]
        told = history(session, workspace.id or 0, last.claim_id, editor=False, now=NOW)
    assert told.entries[0].sentence == (
        "status changed from “disputed” to “one party says so”, figure on record 135"
        " instead of at least 78 (the rules changed)"
    )
