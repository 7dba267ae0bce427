from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.record.workspaces import WorkspaceError, adopt, find, local_workspace, next_revision, stamp
from models import Claim, Workspace
from models.database import writing
from tests.conftest import NOW
from tests.records import load, record


def test_an_empty_database_gets_one_local_workspace(session: Session) -> None:
    made = local_workspace(session, NOW)
    assert made.team_id == "local"
    assert local_workspace(session, NOW).id == made.id


def test_the_only_workspace_need_not_be_named(session: Session) -> None:
    made = local_workspace(session, NOW)
    assert find(session, None).id == made.id
    assert find(session, "local").id == made.id


def test_which_of_several_must_be_said(session: Session) -> None:
    adopt(session, "T1", "Desk", NOW)
    adopt(session, "T2", "", NOW)
    with pytest.raises(WorkspaceError, match=r"--workspace. There are: T1 \(Desk\), T2\."):
        find(session, None)
    with pytest.raises(WorkspaceError, match=r"no workspace T3. There are: T1 \(Desk\), T2\."):
        find(session, "T3")


def test_without_any_the_next_step_is_named(session: Session) -> None:
    with pytest.raises(WorkspaceError, match="Import a record first"):
        find(session, None)


def test_the_first_team_takes_over_what_was_imported(session: Session) -> None:
    local = local_workspace(session, NOW)
    adopted = adopt(session, "T1", "Desk", NOW)
    assert (adopted.id, adopted.team_id, adopted.name) == (local.id, "T1", "Desk")
    assert adopt(session, "T1", "Desk", NOW).id == local.id


def test_a_second_team_gets_its_own(session: Session) -> None:
    first = adopt(session, "T1", "Desk", NOW)
    second = adopt(session, "T2", "Other", NOW)
    assert first.id != second.id
    local = local_workspace(session, NOW)
    assert adopt(session, "T3", "Third", NOW).id not in (first.id, second.id, local.id)


def test_claims_that_change_get_the_next_revision(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    assert workspace.id is not None
    with Session(writing(engine)) as session:
        assert next_revision(session, workspace.id) == 2
        first = session.exec(select(Claim).order_by(Claim.id)).first()
        assert first is not None
        assert first.id is not None
        assert stamp(session, workspace.id, [first.id]) == 3
        session.commit()
        revisions = session.exec(select(Claim.revision).order_by(Claim.id)).all()
        assert list(revisions) == [3, 1]
