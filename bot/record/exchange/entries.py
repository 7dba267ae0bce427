"""The entries of a file in the interchange format `on-record/1`.

Keys are local to a file. Spans are `(start, end)` in code points of the document's text,
end-exclusive. A figure is a closed interval, None = unbounded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

UNKNOWN = "unknown"
"""The `origin` of a relay whose first speaker is not named; it is no attribution's key."""

Span = tuple[int, int]
Figure = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class OutletEntry:
    key: str
    name: str
    domain: str | None = None
    notes: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    key: str
    name: str
    kind: str
    role: str | None = None
    parent: str | None = None
    side: str | None = None
    aliases: tuple[str, ...] = ()
    anonymous: bool = False
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    key: str
    text: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published_on: date | None = None
    published_basis: str | None = None
    language: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """`state` is approved or withdrawn; it is `draft` only in an export that includes drafts."""

    key: str
    text: str
    kind: str
    figure: Figure | None = None
    unit: str | None = None
    place: str | None = None
    time: str | None = None
    topic: str | None = None
    state: str = "approved"
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class AttributionEntry:
    """`source` None means that no source is named. `origin` is an attribution's key, or UNKNOWN.
    `figure_computed`: the desk worked the figure out, it is not in the words. `figure_mistaken`:
    the figure is a typing error and counts as none."""

    key: str
    claim: str
    source: str | None
    document: str
    content: tuple[Span, ...]
    verbatim: bool
    stance: str
    speaker: Span | None = None
    said_on: date | None = None
    said_precision: str | None = None
    relayed_by: str | None = None
    origin: str | None = None
    basis: str = "statement"
    evidence: str | None = None
    figure: Figure | None = None
    unit: str | None = None
    figure_computed: bool = False
    figure_mistaken: bool = False
    hedge: str | None = None
    antecedent: tuple[Span, ...] = ()
    insertions: tuple[Span, ...] = ()
    against_interest: bool = False
    retracted: bool = False
    embargo_until: datetime | None = None
    state: str = "approved"


Entry = OutletEntry | SourceEntry | DocumentEntry | ClaimEntry | AttributionEntry


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A whole file, each list in the file's order."""

    outlets: tuple[OutletEntry, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    documents: tuple[DocumentEntry, ...] = ()
    claims: tuple[ClaimEntry, ...] = ()
    attributions: tuple[AttributionEntry, ...] = ()

    def lists(self) -> Iterator[tuple[str, Sequence[Entry]]]:
        """The lists by name, in the order in which a later one may refer to an earlier one."""
        yield "outlets", self.outlets
        yield "sources", self.sources
        yield "documents", self.documents
        yield "claims", self.claims
        yield "attributions", self.attributions


def as_json(entry: Entry) -> dict[str, Any]:
    """One entry in the form that a file has."""
    given: dict[str, Any] = {}
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.default is MISSING or value != field.default:
            given[field.name] = _plain(field.name, value)
    return given


def fingerprint(entry: Entry) -> str:
    """The sha256 of the entry's canonical JSON, by which the same entry is recognised."""
    canonical = json.dumps(as_json(entry), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def differing(one: Entry, other: Entry) -> tuple[str, ...]:
    """The names of the fields in which two entries of one kind differ."""
    return tuple(
        field.name
        for field in fields(one)
        if getattr(one, field.name) != getattr(other, field.name)
    )


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(name, part) for part in value]
    if isinstance(value, float):
        # Above 2**53 a float cannot hold every whole number, so it keeps its own form.
        return int(value) if value.is_integer() and abs(value) <= 2**53 else value
    return value
