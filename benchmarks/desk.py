"""A record in a database of its own, for benchmarks that query it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, update
from sqlmodel import Session, SQLModel, col

from benchmarks.report import CaseError
from bot.check.checker import Checker
from bot.check.model import Model, multilingual
from bot.check.vectors import MultilingualMaker, VectorMaker
from bot.matching import embeddings
from bot.matching.embeddings import Embedder
from bot.record.exchange.importing import import_record
from bot.record.exchange.interchange import RecordError, parse
from bot.record.workspaces import local_workspace
from bot.settings import load
from models import Attribution, Claim, Document, Passage, Source, Workspace
from models.database import migrate, open_engine, writing
from models.record import text_sha256

ASKED_AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""The instant of asking, so that a result does not change with the calendar."""

_BATCH = 5_000
_PARTIES = 40


@dataclass(frozen=True, slots=True)
class Given:
    """A claim to put on record, and the title of its article."""

    text: str
    title: str | None = None


@contextmanager
def empty_desk() -> Iterator[tuple[Engine, int]]:
    """A migrated SQLite database in a temporary folder, and the id of its one workspace."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'desk.sqlite3'}")
        migrate(engine)
        with Session(writing(engine)) as session, session.begin():
            workspace_id = local_workspace(session, ASKED_AT).id
        if workspace_id is None:
            raise RuntimeError("the workspace was not stored")
        try:
            yield engine, workspace_id
        finally:
            engine.dispose()


@contextmanager
def desk(record: Path) -> Iterator[tuple[Checker, int]]:
    """A checker over the record of an on-record/1 file; with MULTILINGUAL=1 in the environment it
    finds claims in other languages too. Raises CaseError if the file is refused."""
    with empty_desk() as (engine, workspace_id):
        load_record(engine, workspace_id, record)
        settings = load({"MULTILINGUAL": os.environ.get("MULTILINGUAL", "")})
        across = multilingual(settings)()
        if across is not None:
            MultilingualMaker(engine, across).make()
        yield Checker(engine, settings, with_vectors(engine)), workspace_id


def load_record(engine: Engine, workspace_id: int, record: Path) -> None:
    """Puts an on-record/1 file on record. Raises CaseError if it is refused."""
    try:
        import_record(
            engine,
            parse(record.read_bytes()),
            workspace_id=workspace_id,
            actor="benchmark",
            now=ASKED_AT,
        )
    except (OSError, RecordError) as problem:
        raise CaseError(f"{record}: {problem}") from problem


def fill(engine: Engine, workspace_id: int, claims: Iterable[Given], per_document: int = 20) -> int:
    """Puts claims on record with the ids 1, 2, …; gives their number.

    Each is asserted by one of a few parties in a document that holds its words; `per_document`
    claims in a row share a document, whose title is the first one's. The claims are taken a few
    thousand at a time, so that a million need not be in memory together.
    """
    remaining = iter(claims)
    stored = 0
    with _unchecked(engine) as connection:
        with connection.begin():
            _parties(connection, workspace_id)
        while batch := list(islice(remaining, _BATCH - _BATCH % per_document)):
            with connection.begin():
                numbered = dict(enumerate(batch, start=stored + 1))
                _store(connection, workspace_id, numbered, per_document)
            stored += len(batch)
        with connection.begin():
            bump(connection, workspace_id)
    return stored


@contextmanager
def _unchecked(engine: Engine) -> Iterator[Connection]:
    """A connection that does not check the foreign keys of an SQLite file, which halves the
    time."""
    with writing(engine).connect() as connection:
        if engine.dialect.name != "sqlite":
            yield connection
            return
        # Bypasses SQLAlchemy, which would begin a transaction; inside one this setting has no
        # effect.
        driver = connection.connection.driver_connection
        if driver is None:
            raise RuntimeError("the database is not open")
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def with_vectors(engine: Engine) -> Model:
    """Makes the vectors of all claims that have none; gives the model for a checker."""
    model = embedder()
    if model is not None:
        VectorMaker(engine, model).make()
    return lambda: model


@cache
def embedder() -> Embedder | None:
    """The semantic model, loaded once; None if the extra is not installed."""
    return embeddings.load()


def bump(connection: Connection | Session, workspace_id: int) -> None:
    """Raises the workspace's revision, as every change of a claim does."""
    connection.execute(
        update(Workspace)
        .where(col(Workspace.id) == workspace_id)
        .values(revision=col(Workspace.revision) + 1)
    )


def _parties(connection: Connection, workspace_id: int) -> None:
    rows: list[dict[str, Any]] = [
        {"workspace_id": workspace_id, "id": n, "key": f"s{n}", "name": f"Party {n}",
         "kind": "organisation", "aliases": [], "anonymous": False, "confidential": False}
        for n in range(1, _PARTIES + 1)
    ]  # fmt: skip
    connection.execute(insert(Source), rows)


def _store(
    connection: Connection, workspace_id: int, batch: Mapping[int, Given], per_document: int
) -> None:
    def add(table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
        connection.execute(insert(table), [{"workspace_id": workspace_id, **row} for row in rows])

    documents, places = _documents(batch, per_document)
    add(Document, documents)
    add(
        Claim,
        (
            {"id": n, "key": f"c{n}", "text": claim.text, "kind": "fact", "state": "approved",
             "status": "single_source", "revision": 1, "created_at": ASKED_AT}
            for n, claim in batch.items()
        ),
    )  # fmt: skip
    add(
        Passage,
        (
            {"id": n, "document_id": document, "content": [span], "verbatim": False}
            for n, (document, span) in places.items()
        ),
    )
    add(
        Attribution,
        (
            {"id": n, "key": f"a{n}", "claim_id": n, "source_id": n % _PARTIES + 1,
             "passage_id": n, "stance": "asserts", "basis": "statement", "origin_unknown": False,
             "against_interest": False, "retracted": False, "state": "approved"}
            for n in batch
        ),
    )  # fmt: skip


def _documents(
    batch: Mapping[int, Given], per_document: int
) -> tuple[list[dict[str, Any]], dict[int, tuple[int, list[int]]]]:
    """The documents; and for each claim the document and the span [start, end] of its words."""
    texts: dict[int, str] = {}
    titles: dict[int, str | None] = {}
    places: dict[int, tuple[int, list[int]]] = {}
    for n, claim in batch.items():
        document = (n - 1) // per_document + 1
        text = texts.get(document, "")
        places[n] = document, [len(text), len(text) + len(claim.text)]
        texts[document] = f"{text}{claim.text}\n"
        titles.setdefault(document, claim.title)
    rows = [
        {"id": document, "key": f"d{document}", "text": text, "sha256": text_sha256(text),
         "title": titles[document], "published_on": ASKED_AT.date()}
        for document, text in texts.items()
    ]  # fmt: skip
    return rows, places
