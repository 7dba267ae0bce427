"""What all tables share: names of constraints, instants in UTC, references within a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# Constraint names are the same on SQLite and PostgreSQL, so that a migration can name them.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored and returned in UTC (SQLite keeps no offset by itself)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(  # the base class's signature
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, values: Iterable[StrEnum] | type[StrEnum]) -> CheckConstraint:
    """A check that `column` holds one of the enumeration's values."""
    listed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def in_workspace(column: str, table: str) -> ForeignKeyConstraint:
    """A reference that cannot leave the row's own workspace."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def referable() -> UniqueConstraint:
    """The unique key of a table to which `in_workspace` references point."""
    return UniqueConstraint("workspace_id", "id")


def keyed() -> UniqueConstraint:
    """A constraint: a key is unique within its workspace."""
    return UniqueConstraint("workspace_id", "key")


Json = Any
"""A JSON column's value: lists, dicts, strings, numbers, None."""

JsonColumn = JSON(none_as_null=True)
"""The column type of `Json` fields; None is stored as SQL NULL."""
