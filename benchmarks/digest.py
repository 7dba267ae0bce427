"""How long a digest takes to compose: over 1,000,000 claims and 100,000 changes of one day.

    python -m benchmarks.digest [--database URL] [--claims 1000000] [--changes 100000] [--json]

The rows are made by the database itself. Half of the day's claims are new, a third changed their
status, the others were denied without a change of status; a hundred statements were retracted.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

from bot.digest.content import compose
from bot.digest.queries import newest_rows
from bot.digest.values import Wanted, Window
from bot.digest.view import digest_message
from models.database import migrate, open_engine, writing

NOW = datetime(2024, 11, 10, 9, 0, tzinfo=UTC)
LIMIT_S = 1.0
RUNS = 5


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--database", help="an empty database; default: an SQLite file")
    given.add_argument("--claims", type=int, default=1_000_000)
    given.add_argument("--changes", type=int, default=100_000)
    given.add_argument("--json", action="store_true")
    options = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(options.database or f"sqlite:///{Path(folder) / 'record.sqlite3'}")
        migrate(engine)
        began = time.perf_counter()
        with writing(engine).begin() as connection:
            fill(connection, options.claims, options.changes)
        filled = time.perf_counter() - began
        rows = [measured(engine, name, wanted) for name, wanted in _WANTED.items()]
        engine.dispose()
    slow = [row for row in rows if not row["ok"]]
    if options.json:
        print(
            json.dumps(
                {
                    "rows": rows,
                    "total": len(rows),
                    "passed": len(rows) - len(slow),
                    "metrics": {"p50_ms": max(float(str(row["got"])) for row in rows)},
                }
            )
        )
    else:
        print(f"{options.claims:,} claims, {options.changes:,} changes, made in {filled:.0f} s")
        for row in rows:
            print(f"{row['input']:<16} {row['got']} ms, {row['found']:,} claims")
    return 1 if slow else 0


_WANTED = {
    "everything": Wanted(),
    "one topic": Wanted(topics=("topic 3",)),
    "one status": Wanted(statuses=("disputed",)),
}


def measured(engine: Engine, name: str, wanted: Wanted) -> dict[str, object]:
    """The median of several runs, from the database's rows to Slack's blocks."""
    took = []
    total = 0
    for _ in range(RUNS):
        began = time.perf_counter()
        with Session(engine) as session:
            change, attribution = newest_rows(session, 1)
            window = Window(
                NOW - timedelta(days=1), NOW, upto_change=change, upto_attribution=attribution
            )
            digest = compose(session, 1, window, wanted, now=NOW)
        digest_message(digest, delivery=1)
        took.append(1000 * (time.perf_counter() - began))
        total = digest.total
    middle = round(median(took), 1)
    ok = middle < 1000 * LIMIT_S and total > 0
    return {"input": name, "expected": "< 1000 ms", "got": middle, "ok": ok, "found": total}


def fill(connection: Connection, claims: int, changes: int) -> None:
    """Puts the rows into an empty, migrated database, as workspace 1."""
    postgres = connection.dialect.name == "postgresql"
    given = {
        "claims": claims,
        "first": claims - changes,
        "old": _stored(NOW - timedelta(days=90), postgres),
        "today": _stored(NOW - timedelta(hours=3), postgres),
    }
    for statement in _FILL:
        cast = "::json" if postgres else ""  # SQLite stores JSON as text
        connection.execute(text(statement.replace("/*json*/", cast)), given)
    if postgres:
        connection.execute(text("ANALYZE"))


def _stored(at: datetime, postgres: bool) -> object:
    return at if postgres else at.strftime("%Y-%m-%d %H:%M:%S.%f")


_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :claims)"
_FILL = (
    "INSERT INTO workspace (id, team_id, name, revision, created_at)"
    " VALUES (1, 'T0BENCH', 'Bench', 1, :old)",
    "INSERT INTO source (id, workspace_id, key, name, kind, aliases, anonymous, confidential)"
    f" {_NUMBERS} SELECT i, 1, 's' || i, 'Party ' || i, 'government', '[]', false, false"
    " FROM n WHERE i <= 500",
    "INSERT INTO document (id, workspace_id, key, text, sha256)"
    " VALUES (1, 1, 'd', 'The bridge is closed, they said.', 'x')",
    "INSERT INTO passage (id, workspace_id, document_id, content, verbatim)"
    " VALUES (1, 1, 1, '[[0, 20]]', false)",
    "INSERT INTO claim (id, workspace_id, key, text, kind, topic, state, status, revision,"
    f" created_at) {_NUMBERS} SELECT i, 1, 'c' || i, 'The bridge number ' || i || ' is closed.',"
    " 'fact', 'topic ' || (i % 40), 'approved', CASE WHEN i % 4 = 0 THEN 'disputed' ELSE"
    " 'single_source' END, 1, CASE WHEN i > :first THEN :today ELSE :old END FROM n",
    "INSERT INTO attribution (id, workspace_id, key, claim_id, source_id, passage_id, stance,"
    " origin_unknown, basis, against_interest, retracted, state, decided_at, edited_at)"
    f" {_NUMBERS} SELECT i, 1, 'a' || i, i, 1 + i % 500, 1, CASE WHEN i % 4 = 0 THEN 'denies' ELSE"
    " 'asserts' END, false, 'statement', false, i % 10000 = 1, 'approved',"
    " CASE WHEN i > :first THEN :today ELSE :old END,"
    " CASE WHEN i % 10000 = 1 THEN :today ELSE NULL END FROM n",
    "INSERT INTO statuschange (workspace_id, claim_id, from_status, to_status, support, denial,"
    f" attributions, at) {_NUMBERS} SELECT 1, i, CASE WHEN i % 2 = 0 THEN NULL ELSE 'no_position'"
    " END, CASE WHEN i % 4 = 0 THEN 'disputed' ELSE 'single_source' END, 1, 0,"
    " ('[\"a' || i || '\"]')/*json*/, CASE WHEN i > :first THEN :today ELSE :old END FROM n"
    " WHERE i <= :first OR i % 6 <> 0 OR i % 4 <> 0",
    "INSERT INTO auditentry (workspace_id, at, actor, action, entity, entity_id)"
    f" {_NUMBERS} SELECT 1, :today, 'U1', 'retract', 'attribution', i FROM n WHERE i % 10000 = 1",
)


if __name__ == "__main__":
    sys.exit(main())
