"""Claims' vectors, which the semantic score reads. Made from the record; can be deleted and made
again."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import in_workspace, referable


class ClaimVector(SQLModel, table=True):
    """A claim's words under one model.

    `text` and `title` are unit vectors of little-endian 32-bit floats, None if there is no title,
    or if the model does not know the language. `words` is the sha256 of the words from which they
    were made: vectors of other words are not used. `revision` is the claim's when that was last
    checked. A changed vector is a new row. Transactions that write rows of one workspace follow
    each other, so a reader that has seen an `id` has seen all smaller ones.
    """

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "claim_id"),
        in_workspace("claim_id", "claim"),
        # Otherwise SQLite would give the id of a deleted row to the one that replaces it.
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


class MultilingualVector(SQLModel, table=True):
    """A claim's words under the multilingual model, as `ClaimVector`; titles are not read.

    `language` is the ISO 639-1 code of the claim's language. `text` is None if that is none of the
    model's. Empty unless the setting MULTILINGUAL is on.
    """

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "claim_id"),
        in_workspace("claim_id", "claim"),
        Index(None, "workspace_id", "language"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    claim_id: int
    model: str
    words: str
    revision: int
    language: str
    text: bytes | None = Field(default=None, sa_type=LargeBinary)
