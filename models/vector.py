"""Claims as vectors: what the semantic score reads. Made from the record, can be thrown away."""

from __future__ import annotations

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import in_workspace, referable


class ClaimVector(SQLModel, table=True):
    """A claim's words under one model.

    `text` and `title` are unit vectors of little-endian 32-bit floats, None where there is no
    title, or where the model does not know the language. `words` is the sha256 of what was read:
    a vector of other words is not trusted. `revision` is the claim's when that was last looked
    at. A changed vector is a new row, and rows of one workspace are written one transaction after
    the other, so that whoever has seen an `id` has seen all below it.
    """

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "claim_id"),
        in_workspace("claim_id", "claim"),
        # Else SQLite gives the number of a deleted row to the one that takes its place.
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    claim_id: int
    model: str
    words: str
    revision: int
    text: bytes | None = Field(default=None, sa_type=LargeBinary)
    title: bytes | None = Field(default=None, sa_type=LargeBinary)
