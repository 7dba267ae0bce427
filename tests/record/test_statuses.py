from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.statuses import due_embargoes, end_embargoes, rederive
from models import Attribution, AuditEntry, Claim, Passage, Source, StatusChange, Workspace
from models.database import writing
from tests.conftest import NOW
from tests.records import another_workspace, attribution, load, record, statuses

EMBARGO = datetime(2024, 11, 12, 6, 0, tzinfo=UTC)


def embargoed() -> dict[str, object]:
    raw = record()
    raw["attributions"].append(attribution("a3", embargo_until=EMBARGO.isoformat()))
    return raw


def changes(engine: Engine) -> list[tuple[str | None, str, list[str]]]:
    with Session(engine) as session:
        rows = session.exec(select(StatusChange).order_by(StatusChange.id)).all()
        return [(row.from_status, row.to_status, row.attributions) for row in rows]


def test_a_status_changes_in_the_transaction_of_its_cause(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    assert workspace.id is not None
    for outcome in ("rollback", "commit"):
        with Session(writing(engine)) as session:
            said = session.exec(select(Attribution).where(Attribution.key == "a1")).one()
            said.retracted = True
            session.add(said)
            because = {said.claim_id: ["a1"]}
            made = rederive(session, workspace.id, [said.claim_id], now=NOW, because=because)
            assert [(c.from_status, c.to_status) for c in made] == [("single_source", "retracted")]
            getattr(session, outcome)()
        expected = "single_source" if outcome == "rollback" else "retracted"
        assert statuses(engine, workspace)["closed"] == expected
        assert len(changes(engine)) == (2 if outcome == "rollback" else 3)
    assert changes(engine)[-1] == ("single_source", "retracted", ["a1"])


def test_a_status_that_stays_is_no_change(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    assert workspace.id is not None
    with Session(writing(engine)) as session:
        ids = session.exec(select(Claim.id)).all()
        made = rederive(
            session, workspace.id, [i for i in ids if i is not None], now=NOW, because={}
        )
        assert made == []


def test_drafts_and_rejected_attributions_do_not_count(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["attributions"] += [attribution("d", state="draft"), attribution("r", state="rejected")]
    load(engine, workspace, raw)
    assert statuses(engine, workspace)["closed"] == "single_source"


def test_nothing_under_embargo_counts_before_its_time(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, embargoed())
    assert statuses(engine, workspace)["closed"] == "single_source"
    with Session(engine) as session:
        assert due_embargoes(session, EMBARGO - timedelta(seconds=1)) == {}


def test_when_an_embargo_ends_the_status_follows_once(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, embargoed())
    with Session(writing(engine)) as session:
        made = end_embargoes(session, EMBARGO)
        assert [(c.from_status, c.to_status) for c in made] == [("single_source", "disputed")]
        session.commit()
    assert changes(engine)[-1] == ("single_source", "disputed", ["a3"])
    with Session(engine) as session:
        assert due_embargoes(session, EMBARGO + timedelta(days=9)) == {}
        assert session.exec(select(Claim.revision).where(Claim.key == "closed")).one() == 2


def test_a_relay_of_what_is_under_embargo_waits_with_it(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["claims"].append({"key": "ferry", "text": "The ferry runs again.", "kind": "fact"})
    raw["attributions"] += [
        attribution("root", stance="asserts", embargo_until=EMBARGO.isoformat()),
        attribution("relay", claim="ferry", stance="asserts", source="paper", origin="root"),
    ]
    load(engine, workspace, raw)
    with Session(writing(engine)) as session:
        session.commit()
        assert statuses(engine, workspace)["ferry"] is None
        due = due_embargoes(session, EMBARGO)[workspace.id or 0]
        assert sorted(key for keys in due.values() for key in keys) == ["relay", "root"]
        end_embargoes(session, EMBARGO)
        session.commit()
    assert statuses(engine, workspace)["ferry"] is not None


def test_a_claim_wholly_under_embargo_has_no_status_and_no_change_until_it_ends(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["attributions"][0]["embargo_until"] = EMBARGO.isoformat()
    load(engine, workspace, raw)
    assert statuses(engine, workspace) == {"closed": None, "may": "position"}
    assert [to for _, to, _ in changes(engine)] == ["position"]
    with Session(writing(engine)) as session:
        end_embargoes(session, EMBARGO)
        session.commit()
    assert changes(engine)[-1] == (None, "single_source", ["a1"])


def test_a_status_is_derived_in_its_own_workspace_only(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    other = another_workspace(engine)
    assert other.id is not None
    with Session(writing(engine)) as session:
        ids = [i for i in session.exec(select(Claim.id)).all() if i is not None]
        session.exec(select(Attribution)).first()
        assert rederive(session, other.id, ids, now=NOW, because={}) == []


@pytest.mark.parametrize("table", ["claim", "source", "passage"])
def test_no_row_can_refer_to_another_workspaces(
    engine: Engine, workspace: Workspace, table: str
) -> None:
    load(engine, workspace, record())
    other = another_workspace(engine)
    load(engine, other, record())
    with Session(writing(engine)) as session:
        foreign = {
            "claim_id": session.exec(select(Claim.id).where(Claim.workspace_id == other.id)),
            "source_id": session.exec(select(Source.id).where(Source.workspace_id == other.id)),
            "passage_id": session.exec(select(Passage.id).where(Passage.workspace_id == other.id)),
        }[f"{table}_id"].first()
        mine = session.exec(
            select(Attribution).where(Attribution.workspace_id == workspace.id)
        ).first()
        assert mine is not None
        setattr(mine, f"{table}_id", foreign)
        session.add(mine)
        with pytest.raises(IntegrityError):
            session.commit()


def test_the_audit_trail_keeps_the_fields_that_changed(
    engine: Engine, workspace: Workspace
) -> None:
    assert workspace.id is not None
    with Session(writing(engine)) as session:
        rows = [
            Audited("claim", 1, {"text": "a", "kind": "fact"}, {"text": "b", "kind": "fact"}),
            Audited("claim", 2, {"text": "a"}, {"text": "a"}),
            Audited("claim", 3, {"text": "a"}, None),
        ]
        audit(Change(session, workspace.id, "U2", NOW), rows, action="edit")
        session.commit()
        found = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [(e.entity_id, e.before, e.after) for e in found] == [
            (1, {"text": "a"}, {"text": "b"}),
            (3, {"text": "a"}, None),
        ]
