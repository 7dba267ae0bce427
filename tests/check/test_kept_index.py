"""The index of a large record, kept in a folder: quick to open, right whatever happened since, and
without words that the record has lost. Real databases, real processes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import tantivy
from sqlalchemy import update
from sqlmodel import Session

from benchmarks.desk import Given, bump, fill
from bot.check.checker import Checker
from bot.language.tokens import stem
from bot.record.workspaces import local_workspace
from bot.settings import Settings
from models.changes import AuditEntry
from models.database import migrate, open_engine, writing
from models.record import Attribution, Claim, Source
from tests.paths import ROOT

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLAIMS = 20_000
FERRY, BRIDGE, TUNNEL = 7, 8, 9
TOLD = {
    FERRY: "Quillfern closed the Ostra ferry to lorries.",
    BRIDGE: "Wexmoor repainted the Tollan Bridge in yellow.",
    TUNNEL: "Ida Holm flooded the Brackvane tunnel near Harrow.",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with as many claims as make a copy worth keeping."""
    path = tmp_path_factory.mktemp("large") / "desk.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with Session(writing(engine)) as session, session.begin():
        desk = local_workspace(session, NOW).id or 0
    texts = (
        TOLD.get(n, f"Town {n} counted {n * 3} bicycles on street {n % 97}.")
        for n in range(1, CLAIMS + 1)
    )
    fill(engine, desk, (Given(text) for text in texts))
    with Session(writing(engine)) as session, session.begin():
        session.execute(update(Claim).values(status="single_source"))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


class Desk:
    def __init__(self, folder: Path, filled: Path) -> None:
        self.database = folder / "desk.sqlite3"
        self.index = folder / "index"
        shutil.copyfile(filled, self.database)
        self.engine = open_engine(f"sqlite:///{self.database}")

    def settings(self, folder: str | None = None) -> Settings:
        return Settings(
            database_url=f"sqlite:///{self.database}",
            semantic_model="off",
            index_folder=folder or str(self.index),
        )

    def checker(self, folder: str | None = None) -> Checker:
        return Checker(self.engine, self.settings(folder))

    def copies(self) -> list[Path]:
        return [one for one in self.index.glob("*") if not one.name.startswith(".")]

    def left(self, *words: str) -> list[str]:
        """Those of the stems that a file in the folder still has.

        tantivy writes words letter by letter in codes of its own: no search of the bytes finds
        them, so every index that is there, finished or not, is asked.
        """
        known = [one.parent for one in self.index.rglob("meta.json")]
        searchers = [tantivy.Index.open(str(one)).searcher() for one in known]
        return [
            word for word in words if any(one.doc_freq("body", stem(word)) for one in searchers)
        ]

    def change(self, claim_id: int, **values: object) -> None:
        with Session(writing(self.engine)) as session, session.begin():
            bump(session, 1)
            claim = session.get_one(Claim, claim_id)
            claim.revision = revision_of(session)
            for name, value in values.items():
                setattr(claim, name, value)

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "INDEX_FOLDER": str(self.index),
            "SEMANTIC_MODEL": "off",
            "PYTHONPATH": str(ROOT),
        }

    def process(self, statement: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "check", "--json", statement],
            env=self.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip


def revision_of(session: Session) -> int:
    from models.workspace import Workspace

    return session.get_one(Workspace, 1).revision


@pytest.fixture
def desk(tmp_path: Path, filled: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, filled)
    yield made
    made.engine.dispose()


def shown(checker: Checker, statement: str) -> str | None:
    (answer,), _ = checker.answers(1, statement, now=NOW)
    return answer.claim.text if answer.claim else None


def test_a_copy_is_kept_that_only_we_can_read(desk: Desk) -> None:
    assert shown(desk.checker(), TOLD[FERRY]) == TOLD[FERRY]
    (copy,) = desk.copies()
    assert desk.left("quillfern", "wexmoor") == ["quillfern", "wexmoor"]  # this does look
    assert desk.index.stat().st_mode & 0o777 == 0o700
    assert copy.stat().st_mode & 0o777 == 0o700


def test_what_is_kept_gives_the_same_candidates(desk: Desk) -> None:
    made, memory = desk.checker(), desk.checker("off")
    opened = desk.checker()
    # The last also has words that thousands of claims share; on figures alone all of those tie.
    for statement in (*TOLD.values(), "A town counted bicycles in the Brackvane tunnel"):
        expected = memory.ranked(1, statement, 3)
        assert made.ranked(1, statement, 3)[0] == expected[0]
        assert opened.ranked(1, statement, 3)[0] == expected[0]
    assert len(desk.copies()) == 1


def test_what_came_since_is_found_beside_what_is_kept(desk: Desk) -> None:
    desk.checker().refresh(1)
    (kept,) = desk.copies()
    with Session(writing(desk.engine)) as session, session.begin():
        bump(session, 1)
        text = "Rolf Kern sold the Vantry lighthouse to Harrow."
        session.add(
            Claim(workspace_id=1, key="new", text=text, kind="fact", state="approved",
                  status="single_source", revision=revision_of(session), created_at=NOW)
        )  # fmt: skip
    checker = desk.checker()
    assert shown(checker, text) == text
    assert shown(checker, TOLD[BRIDGE]) == TOLD[BRIDGE]
    assert desk.copies() == [kept]


@pytest.mark.parametrize("running", [True, False])
def test_words_that_a_claim_lost_leave_the_files(desk: Desk, running: bool) -> None:
    checker = desk.checker()
    checker.refresh(1)
    desk.change(FERRY, text="Marrowby closed the Ostra ferry to lorries.")
    checker = checker if running else desk.checker()
    assert shown(checker, "Marrowby closed the Ostra ferry to lorries.")
    assert desk.left("quillfern") == []
    assert shown(checker, TOLD[BRIDGE]) == TOLD[BRIDGE]  # what is open stays open
    assert shown(desk.checker(), TOLD[BRIDGE]) == TOLD[BRIDGE]
    assert desk.left("quillfern") == []
    assert desk.left("marrowby") == ["marrowby"]


@pytest.mark.parametrize("running", [True, False])
def test_a_withdrawn_claim_leaves_the_files_and_is_still_known(desk: Desk, running: bool) -> None:
    checker = desk.checker()
    checker.refresh(1)
    desk.change(FERRY, state="withdrawn")
    checker = checker if running else desk.checker()
    (answer,), _ = checker.answers(1, TOLD[FERRY], now=NOW)
    assert answer.hint == "withdrawn"
    assert desk.left("quillfern") == []
    (answer,), _ = desk.checker().answers(1, TOLD[FERRY], now=NOW)  # makes another copy
    assert answer.hint == "withdrawn"
    assert len(desk.copies()) == 1
    assert desk.left("quillfern", "wexmoor") == ["wexmoor"]


def test_what_is_under_embargo_is_in_no_file(desk: Desk) -> None:
    with Session(writing(desk.engine)) as session, session.begin():
        session.get_one(Attribution, FERRY).embargo_until = NOW + timedelta(days=2)
        session.get_one(Attribution, BRIDGE).origin_id = FERRY  # relays it
    checker = desk.checker()
    assert shown(checker, TOLD[TUNNEL]) == TOLD[TUNNEL]
    assert desk.left("quillfern", "wexmoor", "brackvane") == ["brackvane"]
    later, _ = checker.answers(1, TOLD[FERRY], now=NOW + timedelta(days=3))
    assert later[0].claim is not None


def test_an_embargo_set_later_takes_the_words_out(desk: Desk) -> None:
    checker = desk.checker()
    checker.refresh(1)
    with Session(writing(desk.engine)) as session, session.begin():
        session.get_one(Attribution, FERRY).embargo_until = NOW + timedelta(days=2)
    desk.change(FERRY)
    assert shown(checker, TOLD[FERRY]) is None
    assert desk.left("quillfern") == []


def test_a_draft_again_is_gone(desk: Desk) -> None:
    desk.checker().refresh(1)
    desk.change(FERRY, state="draft")
    assert shown(desk.checker(), TOLD[FERRY]) is None
    assert desk.left("quillfern") == []


def test_a_name_that_became_confidential_leaves_the_files(desk: Desk) -> None:
    checker = desk.checker()
    checker.refresh(1)
    assert desk.left("holm") == ["holm"]
    with Session(writing(desk.engine)) as session, session.begin():
        session.add(
            Source(workspace_id=1, key="holm", name="Ida Holm", kind="person", confidential=True)
        )
    desk.change(TUNNEL)
    checker.refresh(1)
    assert desk.left("holm") == []
    desk.checker().refresh(1)
    assert desk.left("holm", "brackvane") == ["brackvane"]


def test_a_record_put_back_from_a_backup_is_no_longer_that_record(desk: Desk) -> None:
    def audited(at: datetime) -> None:
        with Session(writing(desk.engine)) as session, session.begin():
            session.add(
                AuditEntry(workspace_id=1, at=at, actor="U1", action="edit", entity="claim",
                           entity_id=FERRY)
            )  # fmt: skip

    backup = desk.database.with_name("backup")
    with sqlite3.connect(desk.database) as connection:
        connection.execute(f"VACUUM INTO '{backup}'")
    connection.close()
    desk.change(FERRY, text="Marrowby closed the Ostra ferry to lorries.")
    audited(NOW)
    assert shown(desk.checker(), "Marrowby closed the Ostra ferry to lorries.")
    assert desk.left("marrowby") == ["marrowby"]
    desk.engine.dispose()
    for one in desk.database.parent.glob("desk.sqlite3*"):
        one.unlink()
    backup.rename(desk.database)
    desk.engine = open_engine(f"sqlite:///{desk.database}")
    assert shown(desk.checker(), TOLD[FERRY]) == TOLD[FERRY]  # the revision is an older one
    desk.change(BRIDGE, text="Sorrelgate repainted the Tollan Bridge in yellow.")
    audited(NOW + timedelta(hours=1))
    checker = desk.checker()
    assert shown(checker, TOLD[FERRY]) == TOLD[FERRY]
    assert shown(checker, "Sorrelgate repainted the Tollan Bridge in yellow.")
    assert desk.left("marrowby") == []


@pytest.mark.parametrize("harm", ["cut", "gone", "nonsense", "other format"])
def test_a_copy_in_doubt_is_thrown_away(desk: Desk, harm: str) -> None:
    desk.checker().refresh(1)
    (copy,) = desk.copies()
    files = sorted(one for one in copy.iterdir() if one.suffix in (".idx", ".term"))
    if harm == "cut":
        files[0].write_bytes(files[0].read_bytes()[:100])
    elif harm == "gone":
        files[0].unlink()
    elif harm == "nonsense":
        (copy / "about.json").write_text("{")
    else:
        about = json.loads((copy / "about.json").read_text())
        (copy / "about.json").write_text(json.dumps({**about, "format": 0}))
    assert shown(desk.checker(), TOLD[FERRY]) == TOLD[FERRY]
    (again,) = desk.copies()
    assert again != copy


def test_rows_that_are_gone_from_the_database_throw_it_away(desk: Desk) -> None:
    desk.checker().refresh(1)
    with writing(desk.engine).connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            connection.exec_driver_sql(f"DELETE FROM claim WHERE id = {FERRY}")
    assert shown(desk.checker(), TOLD[FERRY]) is None
    assert desk.left("quillfern") == []


@pytest.mark.parametrize("harm", ["a file", "open to others", "not writable"])
def test_where_nothing_can_be_kept_it_is_in_memory(desk: Desk, harm: str) -> None:
    if harm == "a file":
        desk.index.write_text("")
    elif harm == "open to others":
        desk.index.mkdir(mode=0o755)
    else:
        desk.index.mkdir(mode=0o500)
        if os.getuid() == 0:
            desk.index.rmdir()
            desk.index.symlink_to("/proc/nowhere")
    assert shown(desk.checker(), TOLD[FERRY]) == TOLD[FERRY]
    assert not any(desk.index.glob("*")) if desk.index.is_dir() else True


# --- several processes, killed ones --------------------------------------------------------------


def answered(process: subprocess.Popen[str]) -> str | None:
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    claim = json.loads(out)[0]["claim"]
    return str(claim["text"]) if claim else None


def test_several_processes_at_once(desk: Desk) -> None:
    some = [desk.process(TOLD[n]) for n in (FERRY, BRIDGE, TUNNEL)]
    assert [answered(one) for one in some] == list(TOLD.values())
    assert answered(desk.process(TOLD[FERRY])) == TOLD[FERRY]
    assert len(desk.copies()) == 1
    assert [one for one in desk.index.iterdir() if one.name.startswith(".")] == []


def test_a_process_killed_at_any_moment_does_no_harm(desk: Desk) -> None:
    chance = random.Random(7)
    wanted = "Marrowby closed the Ostra ferry to lorries."
    for round_ in range(6):
        process = desk.process(TOLD[FERRY])
        deadline = time.monotonic() + 20
        # From when it begins to write, on average in the middle of it.
        while time.monotonic() < deadline and not any(desk.index.glob(".making-*")):
            time.sleep(0.005)
        time.sleep(chance.random() * 0.8)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if round_ == 3:
            desk.change(FERRY, text=wanted)
    assert answered(desk.process(wanted)) == wanted
    assert answered(desk.process(TOLD[BRIDGE])) == TOLD[BRIDGE]
    assert desk.left("quillfern") == []
    assert len(desk.copies()) == 1
    assert not any(desk.index.glob(".making-*"))


def test_a_process_that_runs_sees_what_another_changed(desk: Desk) -> None:
    running = desk.checker()
    running.refresh(1)
    assert answered(desk.process(TOLD[FERRY])) == TOLD[FERRY]
    desk.change(FERRY, text="Marrowby closed the Ostra ferry to lorries.")
    assert answered(desk.process(TOLD[FERRY])) != TOLD[FERRY]  # deletes the copy
    assert desk.left("quillfern") == []
    assert shown(running, "Marrowby closed the Ostra ferry to lorries.")
    assert shown(running, TOLD[BRIDGE]) == TOLD[BRIDGE]
