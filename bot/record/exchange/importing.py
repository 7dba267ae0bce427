"""Imports a file: all of it or nothing. Importing the same file twice changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from bot.record.batches import batches
from bot.record.change import Change
from bot.record.drafts.families import AT_ONCE, sketch_missing
from bot.record.exchange import stored
from bot.record.exchange.consistency import REFERENCES, place
from bot.record.exchange.entries import AttributionEntry, Entry, RecordFile, differing, fingerprint
from bot.record.exchange.inserting import Tell, insert_new
from bot.record.exchange.interchange import RecordError
from bot.record.exchange.remarks import on_claims, on_measures, on_names
from bot.record.exchange.stored import Stored
from bot.record.statuses import rederive
from bot.record.unnaming import names_followed
from bot.record.workspaces import lock, stamp
from models.database import writing

MOST_REMARKS = 50
"""Remarks that the report prints."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of an import.

    `left` has a sentence for each row on record that was left unchanged. `remarks` has one for each
    new claim that an editor should look at. `names` has one for each new entry that says the name
    of a confidential source, `measures` one for each whose figure
    is for something else than its claim's.
    """

    added: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    status_changes: int = 0
    remarks: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()

    def in_words(self) -> str:
        """The report for the person who ran the import: a line of counts, a line for each row left,
        and the first MOST_REMARKS remarks of each kind."""
        added = [f"{count:,} {name}" for name, count in self.added.items() if count]
        unchanged = sum(self.unchanged.values())
        counts = [f"Added {', '.join(added)}." if added else "Nothing added."]
        if unchanged:
            counts.append(f"{unchanged:,} unchanged.")
        if self.left:
            counts.append(f"{len(self.left):,} left as they are:")
        lines = [" ".join(counts), *(f"- {sentence}" for sentence in self.left)]
        number = f"{len(self.remarks):,} claim" + ("s" if len(self.remarks) > 1 else "")
        lines += _listed(f"{number} to look at (on record all the same):", self.remarks)
        lines += _listed("Names of confidential sources, which others must not read:", self.names)
        lines += _listed(
            "Figures for something else than their claim’s, which count for nothing:", self.measures
        )
        return "\n".join(lines)


def _listed(head: str, sentences: Sequence[str]) -> list[str]:
    if not sentences:
        return []
    lines = [head, *(f"- {sentence}" for sentence in sentences[:MOST_REMARKS])]
    left = len(sentences) - MOST_REMARKS
    return [*lines, f"- and {left:,} more"] if left > 0 else lines


def import_record(
    engine: Engine,
    file: RecordFile,
    *,
    workspace_id: int,
    actor: str,
    now: datetime,
    tell: Tell = lambda *_: None,
) -> ImportReport:
    """Add the new entries of the file, in one transaction.

    A row on record is never changed: if it was edited here, or differs from the file, it is left
    and reported. Raises RecordError, and stores nothing, if a new entry refers to a key that means
    another row on record: its words would be put on the wrong claim. `tell` is told how far it is.
    """
    tell("Comparing with the record", 0, 0)
    with Session(writing(engine)) as session, session.begin():
        lock(session, workspace_id)
        before = _on_record(session, workspace_id, file)
        different = _differing_rows(file, before)
        left = tuple(_left(file, before, different))
        new = RecordFile(
            **{
                name: tuple(entry for entry in entries if entry.key not in before[name])
                for name, entries in file.lists()
            }  # type: ignore[arg-type]
        )
        refused = list(_misdirected(file, before, different))
        if refused:
            raise RecordError(refused)
        added = {name: len(entries) for name, entries in new.lists()}
        changes = 0
        if any(added.values()):
            ids = {
                name: {key: row.id for key, row in rows.items()} for name, rows in before.items()
            }
            change = Change(session, workspace_id, actor, now)
            with names_followed(change):
                insert_new(change, new, ids, tell)
            because = _because(new.attributions, ids["claims"])
            touched = {ids["claims"][claim.key] for claim in new.claims} | set(because)
            stamp(session, workspace_id, touched)
            for done, batch in _numbered(sorted(touched)):
                tell("Deriving statuses", done, len(touched))
                changes += len(rederive(session, workspace_id, batch, now=now, because=because))
                session.expunge_all()  # a record may have 100,000 claims
            tell("Storing", 0, 0)
        unchanged = {name: len(entries) - added[name] for name, entries in file.lists()}
        for name, rows in different.items():
            unchanged[name] -= len(rows)
    # After the commit, so that no other writer waits for it.
    tell("Sketching the documents", 0, 0)
    while _sketched(engine, workspace_id) == AT_ONCE:
        pass
    tell("Looking for claims to look at", 0, 0)
    with Session(engine) as session:
        fresh = {claim.key for claim in new.claims}
        remarks = on_claims(session, workspace_id, file, fresh) if fresh else ()
        keys = {name: {entry.key for entry in entries} for name, entries in new.lists()}
        names = on_names(session, workspace_id, file, keys)
        measures = on_measures(session, workspace_id, file, keys["attributions"])
    return ImportReport(added, unchanged, left, changes, remarks, names, measures)


def is_on_record(engine: Engine, file: RecordFile, workspace_id: int) -> bool:
    """Whether there is a row on record for each entry of the file."""
    with Session(engine) as session:
        before = _on_record(session, workspace_id, file)
    return all(entry.key in before[name] for name, entries in file.lists() for entry in entries)


def _numbered(ids: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """The ids in batches, each after the number of those before it."""
    done = 0
    for batch in batches(ids):
        yield done, batch
        done += len(batch)


def _sketched(engine: Engine, workspace_id: int) -> int:
    with Session(writing(engine)) as session, session.begin():
        lock(session, workspace_id)
        return sketch_missing(session, workspace_id)


Before = Mapping[str, Mapping[str, Stored[Any]]]
"""What is on record under the file's keys, by list and key."""


def _on_record(session: Session, workspace_id: int, file: RecordFile) -> Before:
    readers = {f"{table.__name__.lower()}s": read for table, read in stored.READERS.items()}
    return {
        name: {
            row.entry.key: row
            for row in readers[name](session, workspace_id, [entry.key for entry in entries])
        }
        for name, entries in file.lists()
    }


Different = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By list and key, the fields in which a row differs from the file's entry."""


def _differing_rows(file: RecordFile, before: Before) -> Different:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, entries in file.lists():
        rows = before[name]
        compared = {e.key: differing(e, rows[e.key].entry) for e in entries if e.key in rows}
        found[name] = {key: names for key, names in compared.items() if names}
    return found


def _left(file: RecordFile, before: Before, different: Different) -> Iterator[str]:
    for name, entries in file.lists():
        for index, entry in enumerate(entries):
            names = different[name].get(entry.key)
            if not names:
                continue
            where, listed = place(name, index, entry.key), ", ".join(names)
            if before[name][entry.key].imported_as == fingerprint(entry):
                yield f"{where} was edited here since it was imported ({listed})."
            else:
                yield f"{where} says something else on record ({listed})."


_IDENTITY: Mapping[str, frozenset[str]] = {
    "outlets": frozenset({"name"}),
    "sources": frozenset({"name", "kind", "parent"}),
    "documents": frozenset({"text"}),
    "claims": frozenset({"text", "kind", "figure", "unit", "place", "time", "merged_into"}),
    "attributions": frozenset({"claim", "source", "document", "content", "stance", "origin"}),
}
"""The fields that identify an entry: if one differs, the key means another row."""


def _misdirected(file: RecordFile, before: Before, different: Different) -> Iterator[str]:
    """New entries that refer to a key which means another row on record (a field of `_IDENTITY`
    differs).

    A row that the desk edited still counts as the same, except for a document: spans of the file's
    text do not fit another text.
    """
    others = {
        (name, entry.key): sorted(different[name][entry.key], key=_field_order(entry))
        for name, entries in file.lists()
        for entry in entries
        if _IDENTITY[name].intersection(different[name].get(entry.key, ()))
        and (name == "documents" or before[name][entry.key].imported_as != fingerprint(entry))
    }
    if not others:
        return
    for name, entries in file.lists():
        for index, entry in enumerate(entries):
            if entry.key in before[name]:
                continue
            for reference, target in REFERENCES.get(type(entry), ()):
                names = others.get((target, getattr(entry, reference)))
                if names:
                    yield (
                        f"{place(name, index, entry.key)}: {reference} "
                        f'"{getattr(entry, reference)}" says something else on record '
                        f"({', '.join(names)}); give it a key of its own"
                    )


def _field_order(entry: Entry) -> Any:
    return list(type(entry).__dataclass_fields__).index


def _because(
    attributions: Sequence[AttributionEntry], claim_ids: Mapping[str, int]
) -> dict[int, list[str]]:
    keys: defaultdict[int, list[str]] = defaultdict(list)
    for attribution in attributions:
        keys[claim_ids[attribution.claim]].append(attribution.key)
    return dict(keys)
