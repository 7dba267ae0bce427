"""Workspaces: finding the one that is meant, and the revisions of its record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from bot.record.audit import Audited, audit
from bot.record.batches import batches
from bot.record.change import Change
from models.changes import AuditEntry
from models.record import Claim
from models.workspace import LOCAL_TEAM, Workspace

_SET = "set"


class WorkspaceError(LookupError):
    """No workspace can be meant, or more than one. The message says which ones there are."""


def local_workspace(session: Session, now: datetime) -> Workspace:
    """The workspace of a database that has not met a Slack team yet; made if it is missing."""
    return _by_team(session, LOCAL_TEAM) or _created(session, LOCAL_TEAM, "", now)


def find(session: Session, team_id: str | None) -> Workspace:
    """The team's workspace; without a team the only one there is.

    Raises WorkspaceError if there is none, or if there are several and no team was named.
    """
    if team_id is not None:
        found = _by_team(session, team_id)
        if found is None:
            raise WorkspaceError(f"There is no workspace {team_id}. {_listed(session)}")
        return found
    every = session.scalars(select(Workspace).order_by(col(Workspace.id)).limit(2)).all()
    if not every:
        raise WorkspaceError("There is no workspace yet. Import a record first.")
    if len(every) > 1:
        raise WorkspaceError(f"Which workspace? Name one with --workspace. {_listed(session)}")
    return every[0]


def adopt(session: Session, team_id: str, name: str, now: datetime) -> Workspace:
    """The workspace of a Slack team that the bot now serves.

    A team that is known already keeps its own. The first team takes over `local` and everything
    imported there; every other team gets a new one.
    """
    found = _by_team(session, team_id)
    if found is not None:
        return found
    every = session.scalars(select(Workspace).limit(2)).all()
    if len(every) == 1 and every[0].team_id == LOCAL_TEAM:
        adopted = every[0]
        adopted.team_id, adopted.name = team_id, name
        session.add(adopted)
        session.flush()
        return adopted
    return _created(session, team_id, name, now)


def set_desk_channel(change: Change, channel: str | None) -> None:
    """Set the channel for open questions and reports; with None they go to the editors' Home tab.
    Does not commit."""
    workspace_id = change.workspace_id
    workspace = change.session.get(Workspace, workspace_id)
    if workspace is None:
        raise WorkspaceError(f"There is no workspace {workspace_id}.")
    before, workspace.desk_channel = {"desk_channel": workspace.desk_channel}, channel
    change.session.add(workspace)
    row = Audited("workspace", workspace_id, before, {"desk_channel": channel})
    audit(change, [row], action=_SET)


def lock(session: Session, workspace_id: int) -> None:
    """Wait until no other transaction changes this workspace's record.

    On SQLite a writing transaction (`models.database.writing`) holds the whole file already.
    """
    found = session.execute(
        select(col(Workspace.id)).where(col(Workspace.id) == workspace_id).with_for_update()
    ).first()
    if found is None:
        raise WorkspaceError(f"There is no workspace number {workspace_id}.")


def next_revision(session: Session, workspace_id: int) -> int:
    """Raise the workspace's revision by one; its row stays locked until the commit."""
    revision: int = session.execute(
        update(Workspace)
        .where(col(Workspace.id) == workspace_id)
        .values(revision=col(Workspace.revision) + 1)
        .returning(col(Workspace.revision)),
        execution_options={"synchronize_session": "fetch"},
    ).scalar_one()
    return revision


def stamp(session: Session, workspace_id: int, claim_ids: Collection[int]) -> int:
    """Give changed claims the workspace's next revision, so that every process reloads them."""
    revision = next_revision(session, workspace_id)
    for batch in batches(sorted(set(claim_ids))):
        session.execute(
            update(Claim)
            .where(col(Claim.workspace_id) == workspace_id, col(Claim.id).in_(batch))
            .values(revision=revision),
            execution_options={"synchronize_session": "fetch"},
        )
    return revision


def _by_team(session: Session, team_id: str) -> Workspace | None:
    return session.scalars(select(Workspace).where(col(Workspace.team_id) == team_id)).first()


def _created(session: Session, team_id: str, name: str, now: datetime) -> Workspace:
    made = Workspace(team_id=team_id, name=name, created_at=now)
    session.add(made)
    session.flush()
    return made


def _listed(session: Session) -> str:
    every = session.scalars(select(Workspace).order_by(col(Workspace.id))).all()
    named = [f"{one.team_id} ({one.name})" if one.name else one.team_id for one in every]
    return f"There are: {', '.join(named)}." if named else "There is none yet."


def editors_of(session: Session, workspace_id: int) -> tuple[str, ...]:
    """The Slack ids of the workspace's editors; empty if it has no list."""
    workspace = session.get(Workspace, workspace_id)
    return tuple(workspace.editors or ()) if workspace is not None else ()


def version_of_editors(session: Session, workspace_id: int) -> int:
    """The version of the list of editors: the number of its newest change in the audit trail, 0 if
    there is none."""
    entries = session.execute(
        select(col(AuditEntry.id), col(AuditEntry.after))
        .where(
            col(AuditEntry.workspace_id) == workspace_id,
            col(AuditEntry.entity) == "workspace",
            col(AuditEntry.entity_id) == workspace_id,
            col(AuditEntry.action) == _SET,
        )
        .order_by(col(AuditEntry.id).desc())
    )
    return next((number for number, after in entries if "editors" in after), 0)


def set_editors(change: Change, editors: Sequence[str]) -> None:
    """Set who may decide on drafts; with an empty list, Slack's admins and owners may. Does not
    commit."""
    workspace_id = change.workspace_id
    workspace = change.session.get(Workspace, workspace_id)
    if workspace is None:
        raise WorkspaceError(f"There is no workspace {workspace_id}.")
    listed = list(dict.fromkeys(editors)) or None
    before, workspace.editors = {"editors": workspace.editors}, listed
    change.session.add(workspace)
    audit(change, [Audited("workspace", workspace_id, before, {"editors": listed})], action=_SET)
