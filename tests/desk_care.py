"""An editor at work on a small record, for the tests of the desk's care."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.record.edit.rows import version
from models import AuditEntry, Claim, StatusChange, Workspace
from models.database import writing
from models.record import Attribution, Row
from tests.records import attribution, load, record

IDA, BEN = "U0IDA", "U0BEN"
LATER = datetime(2024, 11, 11, 9, 0, tzinfo=UTC)


class Desk:
    """A workspace with a loaded record, and what an editor needs to change it."""

    def __init__(self, engine: Engine, workspace: Workspace, raw: dict[str, Any] | None = None):
        self.engine = engine
        self.workspace = workspace
        self.number = workspace.id or 0
        load(engine, workspace, raw or record())

    @contextmanager
    def work(self) -> Iterator[Session]:
        """A transaction that is committed unless something is refused."""
        with Session(writing(self.engine), expire_on_commit=False) as session, session.begin():
            yield session

    def row(self, table: type[Row], key: str) -> Any:
        with Session(self.engine) as session:
            query = select(table).where(table.workspace_id == self.number, table.key == key)
            return session.exec(query).one()

    def id(self, table: type[Row], key: str) -> int:
        row_id = self.row(table, key).id
        assert isinstance(row_id, int)
        return row_id

    def seen(self, table: type[Row], key: str) -> int:
        """The version of a row as it stands now."""
        with Session(self.engine) as session:
            return version(session, self.number, table.__name__.lower(), self.id(table, key))

    def on(self, key: str) -> list[str]:
        """The attributions on a claim, by key of the claim."""
        claim_id = self.id(Claim, key)
        with Session(self.engine) as session:
            rows = session.exec(select(Attribution).where(Attribution.claim_id == claim_id))
            return sorted(row.key for row in rows)

    def changes(self) -> list[tuple[str | None, str, list[str]]]:
        with Session(self.engine) as session:
            rows = session.exec(select(StatusChange).order_by(StatusChange.id)).all()
            return [(row.from_status, row.to_status, row.attributions) for row in rows]

    def trail(self, actor: str = IDA) -> list[tuple[str, str]]:
        """What one person did: actions and the kinds of row, oldest first."""
        with Session(self.engine) as session:
            rows = session.exec(
                select(AuditEntry).where(AuditEntry.actor == actor).order_by(AuditEntry.id)
            )
            return [(row.action, row.entity) for row in rows]


def disputed() -> dict[str, Any]:
    """The ministry denies that the bridge is closed; a paper relays the mayor."""
    raw = record()
    raw["attributions"] += [
        attribution("deny"),
        attribution("relay", source="paper", stance="asserts", origin="a1"),
    ]
    return raw


def with_claims(raw: dict[str, Any], *claims: tuple[str, str]) -> dict[str, Any]:
    raw["claims"] += [{"key": key, "text": text, "kind": "fact"} for key, text in claims]
    return raw
