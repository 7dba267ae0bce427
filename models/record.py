"""The record: outlets, sources, documents, passages, claims and attributions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index
from sqlalchemy import text as sql_text
from sqlmodel import Field, SQLModel

from models.base import Instant, Json, JsonColumn, in_workspace, keyed, one_of, referable


class SourceKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    OUTLET = "outlet"
    RECORD = "record"


class ClaimKind(StrEnum):
    FACT = "fact"
    QUANTITY = "quantity"
    PREDICTION = "prediction"
    POSITION = "position"
    CHARACTERISATION = "characterisation"
    SPEECH_EVENT = "speech_event"


class ClaimState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Stance(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    HEDGES = "hedges"
    DECLINES = "declines"


class Basis(StrEnum):
    STATEMENT = "statement"
    RECORD = "record"
    WITNESSED = "witnessed"


class Precision(StrEnum):
    """What `said_on` is the first day of, where it is not the day itself."""

    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


class AttributionState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    REJECTED = "rejected"


class PassageError(ValueError):
    """A passage whose words are not in its document."""


class Row(SQLModel):
    """The fields of every row of the record.

    `imported_as` is the sha256 of the file's entry from which the row was imported, None for rows
    made here; `edited_at` is when a person changed the row after that.
    """

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    key: str
    imported_as: str | None = None
    edited_at: datetime | None = Field(default=None, sa_type=Instant)


class Outlet(Row, table=True):
    """Who published. `timezone` is IANA's name of the zone of its days."""

    __table_args__ = (keyed(), referable())

    name: str
    domain: str | None = None
    notes: str | None = None
    timezone: str | None = None


class Source(Row, table=True):
    """Who speaks. `parent_id` leads up to the party; a root may have a `side` or be `neutral`."""

    __table_args__ = (
        keyed(),
        referable(),
        in_workspace("parent_id", "source"),
        one_of("kind", SourceKind),
        Index(
            "ix_source_confidential",
            "workspace_id",
            sqlite_where=sql_text("confidential"),
            postgresql_where=sql_text("confidential"),
        ),
    )

    name: str
    kind: str
    role: str | None = None
    parent_id: int | None = Field(default=None, index=True)
    side: str | None = None
    aliases: Json = Field(default_factory=list, sa_type=JsonColumn)
    anonymous: bool = False
    confidential: bool = False


class Document(Row, table=True):
    """One article, post or feed item, stored as it was read. `sha256` is that of its UTF-8 text.

    `canonical_url` is the address by which it is recognised. `bases` says, for each field, how its
    outlet, title, author, date and language are known. `topic` is the one that claims made from it
    get. `added_by` and `added_at` are None if it was imported. `sketched`: its
    `Shingle` rows are there. `copied` says of which document most of its sentences are copies, and
    how many (`bot.record.drafts.families.Copied`); None if it was not drafted or is no copy.
    """

    __table_args__ = (
        keyed(),
        referable(),
        in_workspace("outlet_id", "outlet"),
        Index(None, "workspace_id", "sha256"),
        Index(None, "workspace_id", "canonical_url"),
        Index(
            "ix_document_unsketched",
            "workspace_id",
            sqlite_where=sql_text("NOT sketched"),
            postgresql_where=sql_text("NOT sketched"),
        ),
    )

    text: str
    sha256: str
    outlet_id: int | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published_on: date | None = None
    published_basis: str | None = None
    topic: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    bases: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    added_by: str | None = None
    added_at: datetime | None = Field(default=None, sa_type=Instant)
    sketched: bool = False
    copied: Json = Field(default=None, sa_type=JsonColumn, nullable=True)


class Shingle(SQLModel, table=True):
    """One number of a document's sketch (`bot.extraction.copies`), by which its copies are found.
    Made from the text; can be deleted and made again."""

    __table_args__ = (in_workspace("document_id", "document"),)

    workspace_id: int = Field(foreign_key="workspace.id", primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    document_id: int = Field(primary_key=True)


class Passage(SQLModel, table=True):
    """Spans of a document in which a source speaks.

    All spans are `[start, end]` in code points of the document's text, end-exclusive. `antecedent`
    has the spans to which "the same" or "it" refers; `insertions` are an editor's brackets inside
    the quote. Make one with `passage`, which refuses words that are not in the document.
    """

    __table_args__ = (referable(), in_workspace("document_id", "document"))

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    document_id: int = Field(index=True)
    content: Json = Field(sa_type=JsonColumn)
    speaker: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    cue: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    antecedent: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    insertions: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    verbatim: bool = False


class Claim(Row, table=True):
    """One checkable proposition in one sentence.

    A figure is the closed interval [figure_low, figure_high], None = unbounded, both None = no
    figure. `status` is the result of the rules at `derived_at`, when the claim or its attributions
    last changed or an embargo ended; `record_low`, `record_high` and `record_unit` are the figure
    on record then, which a source may have moved away from the claim's. `revision` is the
    workspace's revision at the last change that matters for looking the claim up.
    """

    __table_args__ = (
        keyed(),
        referable(),
        in_workspace("merged_into_id", "claim"),
        one_of("kind", ClaimKind),
        one_of("state", ClaimState),
        Index(None, "workspace_id", "revision"),
    )

    text: str
    kind: str
    figure_low: float | None = None
    figure_high: float | None = None
    unit: str | None = None
    place: str | None = None
    time: str | None = None
    topic: str | None = None
    state: str = ClaimState.APPROVED.value
    merged_into_id: int | None = Field(default=None, index=True)
    status: str | None = None
    record_low: float | None = None
    record_high: float | None = None
    record_unit: str | None = None
    derived_at: datetime | None = Field(default=None, sa_type=Instant)
    revision: int = 0
    created_at: datetime = Field(sa_type=Instant)


class Attribution(Row, table=True):
    """A source's stance on a claim, through a passage.

    `source_id` None means that no source is named. `origin_id` is the attribution that this one
    relays; `origin_unknown` says that it relays a source that is not named. Nothing of an
    attribution is shown or counted before `embargo_until`. `said_precision` is month, season or
    year if `said_on` is the first day of one; None if it is the day itself. `figure_computed`: the
    desk worked the figure out, it is not in the words. `other_measure`: the words give it on
    another measure than the claim's (injured, not killed); set whenever the claim is derived.
    `figure_mistaken`: the figure is a typing error, of the desk or of the outlet, and counts as
    none.
    """

    __table_args__ = (
        keyed(),
        referable(),
        in_workspace("claim_id", "claim"),
        in_workspace("source_id", "source"),
        in_workspace("passage_id", "passage"),
        in_workspace("relayed_by_id", "outlet"),
        in_workspace("origin_id", "attribution"),
        one_of("stance", Stance),
        one_of("basis", Basis),
        one_of("state", AttributionState),
        Index(
            "ix_attribution_decided",
            "workspace_id",
            "stance",
            "decided_at",
            "figure_low",
            "figure_high",
        ),
        Index(
            "ix_attribution_retracted",
            "workspace_id",
            "edited_at",
            sqlite_where=sql_text("retracted"),
            postgresql_where=sql_text("retracted"),
        ),
    )

    claim_id: int = Field(index=True)
    source_id: int | None = Field(default=None, index=True)
    passage_id: int
    stance: str
    said_on: date | None = None
    said_precision: str | None = None
    relayed_by_id: int | None = None
    origin_id: int | None = Field(default=None, index=True)
    origin_unknown: bool = False
    basis: str = Basis.STATEMENT.value
    evidence: str | None = None
    figure_low: float | None = None
    figure_high: float | None = None
    unit: str | None = None
    figure_computed: bool = False
    other_measure: bool = False
    figure_mistaken: bool = False
    hedge: str | None = None
    against_interest: bool = False
    retracted: bool = False
    embargo_until: datetime | None = Field(default=None, sa_type=Instant, index=True)
    state: str = AttributionState.DRAFT.value
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Instant)


def text_sha256(text: str) -> str:
    """The sha256 of a document's text (UTF-8), by which the same text is recognised."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def passage(
    document: Document,
    content: Sequence[Sequence[int]],
    *,
    verbatim: bool,
    speaker: Sequence[int] | None = None,
    cue: Sequence[int] | None = None,
    antecedent: Sequence[Sequence[int]] | None = None,
    insertions: Sequence[Sequence[int]] | None = None,
) -> Passage:
    """A passage of a stored document.

    Raises PassageError if a span is empty, reversed, outside the text or only white space.
    """
    if not content:
        raise PassageError("no span of the document is given")
    for name, spans in (
        ("content", content),
        ("speaker", [speaker] if speaker is not None else []),
        ("cue", [cue] if cue is not None else []),
        ("antecedent", antecedent or []),
        ("insertions", insertions or []),
    ):
        _literal(document.text, name, spans)
    if document.id is None:
        raise PassageError("the document is not stored yet")
    return Passage(
        workspace_id=document.workspace_id,
        document_id=document.id,
        content=[list(span) for span in content],
        speaker=list(speaker) if speaker is not None else None,
        cue=list(cue) if cue is not None else None,
        antecedent=[list(span) for span in antecedent] if antecedent else None,
        insertions=[list(span) for span in insertions] if insertions else None,
        verbatim=verbatim,
    )


def _literal(text: str, name: str, spans: Iterable[Sequence[int]]) -> None:
    for span in spans:
        start, end = span
        if not 0 <= start < end <= len(text):
            raise PassageError(
                f"{name} [{start}, {end}] is not in the document, which has {len(text)} characters"
            )
        if not text[start:end].strip():
            raise PassageError(f"{name} [{start}, {end}] of the document is only white space")
