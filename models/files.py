"""Private files: the database and exports, which both contain confidential names.

A file that is made here is closed to other users from its first instant, whatever the umask;
setting the mode afterwards would leave a moment in which it could be read. A file that existed with
a wider mode keeps it, since its owner may have meant that; `bot doctor` reports it (`too_open`).
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700

BESIDE = ("", "-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside its own. It gives them the mode of that file."""


def make_folder(folder: Path) -> None:
    """Makes a folder and the missing ones above it, each private. Raises OSError."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        with suppress(FileExistsError):  # another process was quicker
            one.mkdir(PRIVATE_FOLDER)


def make_file(path: Path) -> None:
    """Makes an empty private file, unless there is one. Raises OSError."""
    make_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def write_file(path: Path, data: bytes) -> None:
    """Writes a private file as a whole: others see the old one or the new one, never half of it.
    For a link its target is written; something that is no file (`/dev/stdout`, a pipe) is
    written to directly. On an error the old file stays. Raises OSError."""
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        with path.open("wb") as into:
            into.write(data)
        return
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as into:
            into.write(data)
            into.flush()
            os.fsync(into.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def too_open(database: Path | None, *others: Path) -> Iterator[tuple[Path, int]]:
    """Files that other users of the machine can read or replace, each with the mode that it should
    have: an SQLite file with those beside it, its folder, and other files.

    For a folder that holds more than the database, only write access of others is reported: the
    folder has another use, and a private file in it is private. Windows has no such modes.
    """
    if os.name != "posix":
        return
    ours = [Path(f"{database}{end}") for end in BESIDE] if database else []
    for path in (*ours, *others):
        mode = _mode(path)
        if mode is not None and stat.S_ISREG(mode) and mode & 0o077:
            yield path, PRIVATE_FILE
    if database is None:
        return
    folder = database.parent
    mode = _mode(folder)
    if mode is None or not mode & 0o077:
        return
    replaceable = mode & 0o022 and not mode & stat.S_ISVTX
    with suppress(OSError):
        if replaceable or {one.name for one in folder.iterdir()} <= {one.name for one in ours}:
            yield folder, PRIVATE_FOLDER


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except OSError:
        return None
