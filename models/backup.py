"""The whole database as one file, and back: SQLite's own copy, or PostgreSQL's `pg_dump`.

A backup has everything: all workspaces, confidential names, tokens. It is readable for its owner
alone.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL

from models import files
from models.database import HEAD_REVISION, PATIENCE, database_url, sqlite_file

_SQLITE: Final = b"SQLite format 3\x00"
_POSTGRES: Final = b"PGDMP"
_OF: Final = {_SQLITE: "an SQLite file", _POSTGRES: "a dump of a PostgreSQL database"}


_OTHERS: Final = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
_LEAVING: Final = 2.0
"""Seconds in which the server lets go of a connection that a process has just closed."""


class BackupError(RuntimeError):
    """A backup cannot be made or restored; the message says why and what to do."""


def back_up(given: str, file: Path) -> int:
    """Writes the database as it is at one moment to `file`, while it may be in use; gives how many
    bytes that took. The file is there whole or not at all. Raises BackupError."""
    url = database_url(given)
    path = sqlite_file(url)
    try:
        files.make_folder(file.absolute().parent)
        with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".backup-") as folder:
            made = Path(folder) / "made"
            files.make_file(made)
            if path is not None:
                _copy(path, made)
            else:
                _run(["pg_dump", "--format=custom", "--no-owner", f"--file={made}"], url)
            made.replace(file)
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}.") from None
    return file.stat().st_size


def restore(given: str, file: Path, *, replace: bool) -> None:
    """Puts the database of a backup in place of this one. Raises BackupError: if another process
    uses the database, if it holds something and `replace` is not set, or if the file is no backup
    of this kind of database. The database then stays as it was."""
    url = database_url(given)
    path = sqlite_file(url)
    _check_kind(file, _SQLITE if path is not None else _POSTGRES)
    if path is not None:
        _check_known(file, _check_whole(file))
        _check_free(path, replace=replace)
        with file.open("rb") as backup, tempfile.TemporaryDirectory(dir=path.parent) as folder:
            made = Path(folder) / path.name
            files.make_file(made)
            with made.open("wb") as into:
                shutil.copyfileobj(backup, into)
            made.replace(path)
        return
    _check_alone(url, replace=replace)
    _check_revision(file, url)
    _run(["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
          "--exit-on-error", f"--dbname={_name(url)}", str(file)], url)  # fmt: skip


def _copy(path: Path, into: Path) -> None:
    if not path.is_file():
        raise BackupError(f"There is no database at {path}.")
    try:
        with (
            closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as one,
            closing(sqlite3.connect(into)) as other,
        ):
            one.backup(other)
            other.execute("PRAGMA journal_mode = DELETE")  # one file, without others beside it
    except sqlite3.Error as error:
        raise BackupError(f"The database at {path} cannot be read: {error}.") from None
    _check_whole(into)


def _check_kind(file: Path, wanted: bytes) -> None:
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(_SQLITE))
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror}.") from None
    if begins.startswith(wanted):
        return
    for mark, words in _OF.items():
        if begins.startswith(mark):
            raise BackupError(
                f"{file} is {words}, and DATABASE_URL names another kind of database. To move a"
                " record between them, use export and import."
            )
    raise BackupError(f"{file} is no backup.")


def _check_whole(file: Path) -> str:
    """The revision of a whole SQLite database."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            (found,) = opened.execute("PRAGMA quick_check(1)").fetchone()
            (revision,) = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, TypeError):
        raise BackupError(f"{file} is damaged, or no database of On Record.") from None
    if found != "ok":
        raise BackupError(f"{file} is damaged: {found}.")
    return str(revision)


def _check_free(path: Path, *, replace: bool) -> None:
    """Refuses if another process has the file open, or if the file holds something."""
    if not path.exists() or not path.stat().st_size:
        files.make_folder(path.parent)
        return
    try:
        with closing(sqlite3.connect(path, timeout=1)) as opened:
            held = _has_claims(opened)
            # Write-ahead logging can only be left while no other process has the file open.
            (mode,) = opened.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            mode, held = "wal", False
        else:  # a damaged file is what a backup is there to replace
            mode, held = "delete", True
    if mode != "delete":
        raise BackupError("Another process uses the database. Stop serve and worker first.")
    if held and not replace:
        raise BackupError(f"{path} holds a record already; --replace puts the backup in its place.")


def _has_claims(opened: sqlite3.Connection) -> bool:
    try:
        return opened.execute("SELECT 1 FROM claim LIMIT 1").fetchone() is not None
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return False
        raise


def _check_alone(url: URL, *, replace: bool) -> None:
    end = time.monotonic() + _LEAVING
    while _ask(url, _OTHERS) != "0":
        if time.monotonic() > end:
            raise BackupError("Another process uses the database. Stop serve and worker first.")
        time.sleep(0.1)
    if _ask(url, "SELECT coalesce(to_regclass('claim')::text, '')") and not replace:
        held = _ask(url, "SELECT EXISTS (SELECT 1 FROM claim)")
        if held == "True":
            raise BackupError(
                "The database holds a record already; --replace puts the backup in its place."
            )


def _ask(url: URL, query: str) -> str:
    import psycopg

    try:
        with psycopg.connect(url.set(drivername="postgresql").render_as_string(False)) as opened:
            row = opened.execute(query.encode()).fetchone()
    except psycopg.Error as error:
        raise BackupError(f"The database cannot be reached: {type(error).__name__}.") from None
    return str(row[0]) if row else ""


def _name(url: URL) -> str:
    """The database for pg_restore, without the password."""
    return url.set(drivername="postgresql", password=None).render_as_string(False)


def _check_revision(file: Path, url: URL) -> None:
    told = _run(
        ["pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file)], url
    )
    found = re.search(r"^COPY \S*alembic_version .*\n(\w+)$", told, re.MULTILINE)
    if found is None:
        raise BackupError(f"{file} is no database of On Record.")
    _check_known(file, found[1])


def _check_known(file: Path, revision: str) -> None:
    if revision > HEAD_REVISION:
        raise BackupError(f"{file} is from a newer release (revision {revision}). Update first.")


def _run(command: list[str], url: URL) -> str:
    """What one of PostgreSQL's programs prints. The password goes by the environment, where no list
    of processes shows it."""
    program = shutil.which(command[0])
    if program is None:
        raise BackupError(
            f"{command[0]} is not on this machine. Install PostgreSQL's client programs, of the"
            " server's version or newer."
        )
    environ = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    where = [_name(url)] if command[0] == "pg_dump" else []
    done = subprocess.run(  # noqa: S603 - the program and the options are ours
        [program, *command[1:], *where],
        env=environ, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise BackupError(f"{command[0]} failed: {said[0] if said else done.returncode}")
    return done.stdout
