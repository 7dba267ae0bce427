"""Who else on the machine can read the record: nobody, from the first instant on."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models import files
from models.database import database_url, ensure_schema, open_engine, sqlite_file
from tests.e2e.commands import run


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_the_database_and_its_folders_are_private_whatever_the_umask(
    tmp_path: Path, mask: int
) -> None:
    path = tmp_path / "newly" / "made" / "record.sqlite3"
    with umask(mask):
        engine = open_engine(f"sqlite:///{path}")
        ensure_schema(engine)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            beside = sorted(one.name for one in path.parent.iterdir())
            assert beside == [path.name + end for end in ("", "-shm", "-wal")]
            assert {mode(one) for one in path.parent.iterdir()} == {0o600}
        engine.dispose()
        (path.parent / "record.sqlite3").unlink()
        ensure_schema(engine)  # made anew, and as private
        engine.dispose()
    assert mode(path) == 0o600
    assert [mode(one) for one in (path.parent, path.parent.parent)] == [0o700, 0o700]


def test_no_instant_passes_in_which_a_new_file_can_be_read(tmp_path: Path) -> None:
    seen: set[int] = set()
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            for one in tmp_path.rglob("*"):
                try:
                    seen.add(one.stat().st_mode & 0o077)
                except FileNotFoundError:
                    continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with umask(0):
            for number in range(100):
                files.write_file(tmp_path / "export.json", b"x" * 100_000)
                files.make_file(tmp_path / str(number) / "record.sqlite3")
    finally:
        over.set()
        watcher.join()
    assert seen == {0}


def test_what_was_there_keeps_its_mode_and_its_content(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(0o750)
    path = folder / "record.sqlite3"
    with umask(0o022):
        path.touch(0o640)
        engine = open_engine(f"sqlite:///{path}")
        ensure_schema(engine)
        engine.dispose()
    assert (mode(path), mode(folder)) == (0o640, 0o750)
    assert path.stat().st_size > 0


def test_a_database_that_cannot_be_made_is_an_error_of_the_database(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    engine = open_engine(f"sqlite:///{tmp_path / 'file' / 'record.sqlite3'}")
    with pytest.raises(OperationalError), engine.connect():
        pass


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("sqlite:///file::memory:?uri=true", None),
        ("sqlite:///file:x?mode=memory&cache=shared&uri=true", None),
        ("sqlite:////desk/record.db", "/desk/record.db"),
        ("sqlite:////desk/a%20b.db", "/desk/a b.db"),
        ("sqlite:///file:/desk/a%20b.db?mode=rw&uri=true", "/desk/a b.db"),
        ("sqlite:///record.db", str(Path("record.db").absolute())),
        ("sqlite:///~/record.db", str(Path.home() / "record.db")),
        ("postgresql://localhost/desk", None),
    ],
)
def test_where_the_database_is(given: str, path: str | None) -> None:
    found = sqlite_file(database_url(given))
    assert (str(found) if found else None) == path


# Exports.


@pytest.mark.parametrize("form", ["on-record", "csv", "claimreview"])
def test_an_export_is_private_also_in_the_place_of_one_that_was_not(
    loaded: str, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "record.json"
    path.write_text("older")
    path.chmod(0o644)
    with umask(0o022):
        assert run("export", "--format", form, str(path), url=loaded).returncode == 0
    assert mode(path) == 0o600
    assert path.read_text() != "older"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["loaded.sqlite3", "record.json"]


def test_a_link_is_written_through_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real", tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(real)
    files.write_file(link, b"1")
    assert link.is_symlink()
    assert real.read_bytes() == b"1"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    files.write_file(pipe, b"2")
    reader.join(5)
    assert got == [b"2"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_an_export_that_fails_leaves_what_was_there(loaded: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for where in (folder, tmp_path / "none" / "record.json"):
        finished = run("export", str(where), url=loaded)
        assert finished.returncode == 1
        assert "cannot be written" in finished.stderr
    assert list(folder.iterdir()) == []


# The doctor.


def test_the_doctor_says_what_is_too_open_and_how_to_close_it(
    loaded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(loaded.removeprefix("sqlite:///"))
    tmp_path.chmod(0o755)
    path.chmod(0o644)
    shown = run("doctor", url=loaded).stdout
    assert f"careful  Files: other users of this machine can read or change {path}." in shown
    assert f"chmod 600 {path}\n" in shown
    assert f"chmod 700 {tmp_path}\n" in shown  # which holds nothing else
    dotenv = tmp_path / ".env"
    dotenv.touch(0o600)
    dotenv.chmod(0o640)
    shown = run("doctor", url=loaded).stdout
    assert f"chmod 600 {dotenv}\n" in shown
    assert f"chmod 700 {tmp_path}\n" not in shown  # somebody's own folder, in which it may be seen
    path.chmod(0o600)
    dotenv.chmod(0o600)
    assert "careful" not in run("doctor", url=loaded).stdout
    tmp_path.chmod(0o777)
    assert f"chmod 700 {tmp_path}\n" in run("doctor", url=loaded).stdout


def test_the_doctor_looks_at_what_sqlite_keeps_beside_the_file(loaded: str) -> None:
    path = Path(loaded.removeprefix("sqlite:///"))
    path.chmod(0o600)
    engine = open_engine(loaded)
    with engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
        connection.commit()  # SQLite itself mends the mode of an empty log
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").chmod(0o644)
        shown = run("doctor", url=loaded).stdout
    engine.dispose()
    assert f"chmod 600 {path}-wal" in shown
    assert f"chmod 600 {path}-shm" in shown


def test_what_only_advises_is_no_failure(tmp_path: Path) -> None:
    wide = tmp_path / "wide file"
    wide.touch()
    wide.chmod(0o666)
    assert list(files.too_open(wide)) == [(wide, 0o600)] + (
        [(tmp_path, 0o700)] if mode(tmp_path) & 0o077 else []
    )
    assert list(files.too_open(None, wide)) == [(wide, 0o600)]
    assert list(files.too_open(None, tmp_path / "none")) == []
