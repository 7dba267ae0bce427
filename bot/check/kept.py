"""The index of a large record, kept in a folder between runs. It is a copy that may be thrown away
at any time: it is used only while it agrees with the record, and deleted in doubt.

Each copy has a folder of its own, which one process writes once and which is then only read. So any
number of processes may use it at once. It may also be deleted while they do, since files that they
have open stay open. The folder gets its name when the copy is complete. A process that is killed
leaves `.making-…`, which the next process removes. If another process is still writing there,
tantivy's lock shows it; the lock ends with that process.

Copies leave out claims that must not be left on disk: claims that are withdrawn or not yet visible,
and claims with a source that is or was under embargo. If a claim that is in a copy changes, it may
have lost words or a name, so all copies of its workspace are deleted.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from time import time

from bot.matching.index_parts import FORMAT, IndexedClaim, KeptPart, Lengths, write_part
from models import files

try:
    import fcntl
except ImportError:  # Windows has no lock to test for a writer, so the age of the folder decides
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

_ABOUT = "about.json"
_MAKING = ".making-"
_WRITER_LOCK = ".tantivy-writer.lock"  # tantivy::directory::INDEX_WRITER_LOCK
_A_MOMENT = 60
"""Seconds after which an unfinished copy without a lock is nobody's."""


@dataclass(frozen=True, slots=True)
class About:
    """What a copy was made of: the record, its revision, and what shows that it is still the same
    record.

    `mark` is the workspace's newest entry in the audit trail. A record that was restored from a
    backup and then changed has another entry there. `claims` is how many claims the copy has, and
    `apart` which it leaves out. `total` is how many rows there were, and `newest` the number of the
    last one.
    """

    record: str
    revision: int
    mark: str
    apart: tuple[int, ...]
    total: int
    newest: int
    claims: int = 0
    lengths: Lengths = field(default_factory=Lengths)
    sizes: Mapping[str, int] = field(default_factory=dict)
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was opened."""

    part: KeptPart
    about: About


class KeptCopies:
    """The copies in one folder. Failures are logged and never raised."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, record: str, revision: int) -> Copy | None:
        """The newest copy of a record that is no newer than its present revision; deletes its other
        copies."""
        best: Copy | None = None
        for folder in self._copies(record):
            copy = _opened(folder, record) if best is None else None
            if copy is None or copy.about.revision > revision:
                _delete(folder)
            else:
                best = copy
        return best

    def make(
        self,
        record: str,
        claims: Callable[[], Iterable[IndexedClaim]],
        about: About,
    ) -> Copy | None:
        """Write a copy and open it; None if that fails. `about` need not have the values that are
        known only after writing: `claims`, `lengths` and `sizes`."""
        try:
            self._sweep()
            with self._new() as making:
                counted = _Counted(claims())
                lengths = write_part(making, counted)
                sizes = {one.name: one.stat().st_size for one in _index_files(making)}
                told = replace(about, claims=counted.number, lengths=lengths, sizes=sizes)
                part = KeptPart.open(making, lengths)
                files.write_file(making / _ABOUT, json.dumps(asdict(told)).encode())
                for old in self._copies(record):
                    _delete(old)
                making.replace(self._folder / f"{record}-{told.revision:012}-{os.urandom(4).hex()}")
                return Copy(part, told)
        except (OSError, ValueError) as problem:
            log.warning(
                "the index cannot be kept in %s (%s): it is in memory", self._folder, problem
            )
            return None

    def delete(self, record: str, before: int | None = None) -> None:
        """Delete the copies of a record, or only those of revisions before `before`."""
        for folder in self._copies(record):
            if before is None or _revision(folder) < before:
                _delete(folder)

    def _copies(self, record: str) -> list[Path]:
        """The folders of a record's copies, the newest first."""
        try:
            return sorted(self._folder.glob(f"{record}-*"), reverse=True) if self._ours() else []
        except OSError:
            return []

    @contextmanager
    def _new(self) -> Iterator[Path]:
        """A private folder to write into; it is deleted afterwards unless it was renamed."""
        files.make_folder(self._folder)
        if not self._ours():
            raise OSError("others may write or read there")
        making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=self._folder))  # mode 0700
        try:
            yield making
        finally:
            _delete(making)

    def _ours(self) -> bool:
        """Whether only this user can read and replace what is in the folder."""
        if not self._folder.is_dir():
            return False
        if os.name != "posix":
            return True
        found = self._folder.stat()
        return found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o077

    def _sweep(self) -> None:
        """Delete what killed processes left behind."""
        if self._ours():
            for left in self._folder.glob(f"{_MAKING}*"):
                if _nobodys(left):
                    _delete(left)


class _Counted:
    """Counts claims while they are read."""

    def __init__(self, claims: Iterable[IndexedClaim]) -> None:
        self._claims = claims
        self.number = 0

    def __iter__(self) -> Iterator[IndexedClaim]:
        for claim in self._claims:
            self.number += 1
            yield claim


def record_name(*what: object) -> str:
    """The name of a record's copies. It does not reveal what it is made from."""
    return hashlib.sha256("\0".join(map(str, what)).encode()).hexdigest()[:24]


def _opened(folder: Path, record: str) -> Copy | None:
    try:
        read = json.loads((folder / _ABOUT).read_bytes())
        about = About(
            **{**read, "lengths": Lengths(**read["lengths"]), "apart": tuple(read["apart"])}
        )
        sizes = {one.name: one.stat().st_size for one in _index_files(folder)}
        if about.format != FORMAT or about.record != record or about.sizes != sizes:
            return None
        part = KeptPart.open(folder, about.lengths)
    except (OSError, ValueError, TypeError, KeyError) as problem:
        log.info("an index kept in %s is not used: %s", folder, problem)
        return None
    return Copy(part, about) if len(part) == about.claims else None


def _index_files(folder: Path) -> Iterator[Path]:
    """The index files that never change. Lock files and lists of files are tantivy's own."""
    return (one for one in folder.iterdir() if not one.name.startswith(".") and one.name != _ABOUT)


def _revision(folder: Path) -> int:
    with suppress(ValueError, IndexError):
        return int(folder.name.split("-")[1])
    return -1


def _nobodys(making: Path) -> bool:
    lock = making / _WRITER_LOCK
    try:
        if fcntl is None or not lock.exists():
            return time() - making.stat().st_mtime > _A_MOMENT
        with lock.open("rb") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # the lock is held, or the file was just renamed or deleted
        return False
    return True


def _delete(folder: Path) -> None:
    """Delete first the file that makes it a copy, so that no incomplete copy is opened."""
    with suppress(OSError):
        (folder / _ABOUT).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
