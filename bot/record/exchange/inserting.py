"""Inserts the new entries of a file into the tables, many rows at a time, in the file's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, func, insert, select, text, update
from sqlmodel import Session, SQLModel

from bot.record.audit import Audited, audit
from bot.record.batches import table_of
from bot.record.change import Change
from bot.record.exchange.entries import (
    UNKNOWN,
    AttributionEntry,
    DocumentEntry,
    Entry,
    Figure,
    RecordFile,
    as_json,
    fingerprint,
)
from bot.record.exchange.stored import alike
from models.record import (
    Attribution,
    AttributionState,
    Claim,
    Document,
    Outlet,
    Passage,
    Source,
    text_sha256,
)

Ids = dict[str, dict[str, int]]
"""By list and key, the id of a row. What refers to an entry is looked up here."""


Tell = Callable[[str, int, int], object]
"""Takes what is being done, how much of it is done, and of how much."""


def insert_new(change: Change, new: RecordFile, ids: Ids, tell: Tell) -> None:
    """Insert every entry and its audit row; the new rows' ids are added to `ids`.

    Every entry that is referred to must be in `ids` or in `new`. References within one list are set
    in a second step, so that they may point forward. `tell` is told before each list.
    """
    session, workspace_id = change.session, change.workspace_id
    audited: list[Audited] = []

    def put(name: str, table: Any, entries: Sequence[Entry], rows: list[dict[str, Any]]) -> None:
        tell(f"Storing {name}", 0, 0)
        for row, entry in zip(rows, entries, strict=True):
            row["workspace_id"] = workspace_id
            row["imported_as"] = fingerprint(entry)
        for entry, row_id in zip(entries, _insert(session, table, rows), strict=True):
            ids[name][entry.key] = row_id
            audited.append(Audited(name.removesuffix("s"), row_id, None, _noted(entry)))

    put("outlets", Outlet, new.outlets, [alike(Outlet, e) for e in new.outlets])
    put(
        "sources",
        Source,
        new.sources,
        [alike(Source, e) | {"aliases": list(e.aliases)} for e in new.sources],
    )
    _point(session, Source, "parent_id", ids["sources"], ((e.key, e.parent) for e in new.sources))
    put("documents", Document, new.documents, [_document(e, ids) for e in new.documents])
    put(
        "claims",
        Claim,
        new.claims,
        [
            alike(Claim, e) | _bounds(e.figure) | {"created_at": change.now, "revision": 0}
            for e in new.claims
        ],
    )
    merged = ((e.key, e.merged_into) for e in new.claims)
    _point(session, Claim, "merged_into_id", ids["claims"], merged)
    passages = _insert(session, Passage, [_passage(e, ids, workspace_id) for e in new.attributions])
    rows = [_attribution(e, ids, change) for e in new.attributions]
    for row, passage_id in zip(rows, passages, strict=True):
        row["passage_id"] = passage_id
    put("attributions", Attribution, new.attributions, rows)
    origins = ((e.key, None if e.origin == UNKNOWN else e.origin) for e in new.attributions)
    _point(session, Attribution, "origin_id", ids["attributions"], origins)
    audit(change, audited, action="import")


def _insert(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> Sequence[int]:
    """Insert rows that have the same columns; give their ids, in the same order.

    The ids are reserved beforehand: reading them back would cost more than the rows themselves.
    """
    if not rows:
        return []
    ids = _drawn(session, table_of(table), len(rows))
    for row, row_id in zip(rows, ids, strict=True):
        row["id"] = row_id
    session.execute(insert(table_of(table)), rows)
    return ids


def _drawn(session: Session, table: Table, count: int) -> Sequence[int]:
    """The next ids of a table, in ascending order. The workspace must be locked."""
    if session.get_bind().dialect.name == "postgresql":
        drawn = session.scalars(
            text("SELECT nextval(pg_get_serial_sequence(:t, 'id')) FROM generate_series(1, :n)"),
            {"t": table.name, "n": count},
        )
        return sorted(drawn)
    # SQLite takes the highest id plus one itself; only one transaction writes at a time.
    highest = session.scalar(select(func.max(table.c.id))) or 0
    return range(highest + 1, highest + 1 + count)


def _point(
    session: Session,
    table: Any,
    column: str,
    ids: Mapping[str, int],
    references: Iterable[tuple[str, str | None]],
) -> None:
    pointing = [{"id": ids[k], column: ids[to]} for k, to in references if to is not None]
    if pointing:
        session.execute(update(table), pointing)


def _bounds(figure: Figure | None) -> dict[str, Any]:
    low, high = figure or (None, None)
    return {"figure_low": low, "figure_high": high}


def _document(entry: DocumentEntry, ids: Ids) -> dict[str, Any]:
    return alike(Document, entry) | {
        "sha256": text_sha256(entry.text),
        "outlet_id": ids["outlets"][entry.outlet] if entry.outlet is not None else None,
    }


def _passage(entry: AttributionEntry, ids: Ids, workspace_id: int) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "document_id": ids["documents"][entry.document],
        "content": [list(span) for span in entry.content],
        "speaker": list(entry.speaker) if entry.speaker is not None else None,
        "antecedent": [list(span) for span in entry.antecedent] or None,
        "insertions": [list(span) for span in entry.insertions] or None,
        "verbatim": entry.verbatim,
    }


def _attribution(entry: AttributionEntry, ids: Ids, change: Change) -> dict[str, Any]:
    decided = entry.state != AttributionState.DRAFT
    outlet = entry.relayed_by
    return (
        alike(Attribution, entry)
        | _bounds(entry.figure)
        | {
            "claim_id": ids["claims"][entry.claim],
            "source_id": ids["sources"][entry.source] if entry.source is not None else None,
            "relayed_by_id": ids["outlets"][outlet] if outlet is not None else None,
            "origin_unknown": entry.origin == UNKNOWN,
            "decided_by": change.actor if decided else None,
            "decided_at": change.now if decided else None,
        }
    )


def _noted(entry: Entry) -> dict[str, Any]:
    """The entry for the audit trail, without a document's text, which its row has already."""
    noted = as_json(entry)
    if isinstance(entry, DocumentEntry):
        del noted["text"]
        noted["sha256"] = text_sha256(entry.text)
    return noted
