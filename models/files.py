"""Files that only we can read: the database, exports. Confidential names stand in both.

What we make is closed to others from its first instant, whatever the umask; a mode that is set
afterwards would leave a moment in which it could be read. What was there before with a wider mode
keeps it, for somebody may have meant that: `bot doctor` says so (`too_open`).
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
"""What SQLite keeps beside its file. It gives them the mode that the file has."""


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each private. Raises OSError."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        with suppress(FileExistsError):  # somebody else was quicker
            one.mkdir(PRIVATE_FOLDER)


def make_file(path: Path) -> None:
    """Make an empty private file, unless there is one. Raises OSError."""
    make_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def write_file(path: Path, data: bytes) -> None:
    """Write a private file as a whole: others see the old one or the new one, and never half of
    it. Where a link leads to, it is written; what is no file (`/dev/stdout`, a pipe) is written
    to. Raises OSError, and leaves what was there.
    """
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
    """What other users of the machine can read or replace, and the mode that it should have: an
    SQLite file with what is beside it, its folder, and other files.

    A folder that holds more than the database is only looked at for whether others may write there:
    it is somebody's own, and a private file in it is private. Windows has no such modes.
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
