"""The index of a large record, kept in a folder between runs. A copy that may always be thrown
away: it is used only while it agrees with the record, and in doubt it is deleted.

One folder for each copy, written once by one process and then only read, so that any number of
processes use it at once, and that it can be deleted under them: what they have open stays open.
It gets its name when it is whole. A process that is killed leaves `.making-…`, which the next one
removes; that a process still writes there is known by tantivy's lock, which ends with it.

What must not lie about is not in it: claims that were withdrawn, that nobody has seen yet, or any
of whose sources is or was under embargo. Where a claim changes that is in it, and so may have lost
words or a name, all copies of its workspace are deleted.
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
except ImportError:  # Windows: who writes there is not known, so its age has to do
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

_ABOUT = "about.json"
_MAKING = ".making-"
_WRITER_LOCK = ".tantivy-writer.lock"  # tantivy::directory::INDEX_WRITER_LOCK
_A_MOMENT = 60
"""Seconds after which an unfinished copy without a lock is nobody's."""


@dataclass(frozen=True, slots=True)
class About:
    """What a copy was made of: the record, its revision, and what shows that it is still that one.

    `mark` is the workspace's newest entry in the audit trail: a record that was put back from a
    backup, and then went another way, has another one there. `claims` is how many the copy has,
    `apart` which it leaves out; `total` how many rows there were, `newest` the last one's number.
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
    """The copies in one folder. All its failures are told in the log, and none goes further."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, record: str, revision: int) -> Copy | None:
        """The newest copy of a record up to its present revision; others of it are deleted."""
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
        """Write a copy, and open it; None where that cannot be. What is only known when it is
        written, `about` need not say."""
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
        """Delete the copies of a record, or those of revisions before one."""
        for folder in self._copies(record):
            if before is None or _revision(folder) < before:
                _delete(folder)

    def _copies(self, record: str) -> list[Path]:
        """The newest first."""
        try:
            return sorted(self._folder.glob(f"{record}-*"), reverse=True) if self._ours() else []
        except OSError:
            return []

    @contextmanager
    def _new(self) -> Iterator[Path]:
        """A private folder to write into; gone afterwards unless it was given another name."""
        files.make_folder(self._folder)
        if not self._ours():
            raise OSError("others may write or read there")
        making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=self._folder))  # mode 0700
        try:
            yield making
        finally:
            _delete(making)

    def _ours(self) -> bool:
        """Whether only we can read and replace what is in the folder."""
        if not self._folder.is_dir():
            return False
        if os.name != "posix":
            return True
        found = self._folder.stat()
        return found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o077

    def _sweep(self) -> None:
        """Delete what killed processes left."""
        if self._ours():
            for left in self._folder.glob(f"{_MAKING}*"):
                if _nobodys(left):
                    _delete(left)


class _Counted:
    """Claims that are counted as they go by."""

    def __init__(self, claims: Iterable[IndexedClaim]) -> None:
        self._claims = claims
        self.number = 0

    def __iter__(self) -> Iterator[IndexedClaim]:
        for claim in self._claims:
            self.number += 1
            yield claim


def record_name(*what: object) -> str:
    """The name under which a record's copies are kept: it says nothing of what it is made from."""
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
    """The files that never change. Locks and lists of files are tantivy's own."""
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
    except OSError:  # it is held, or has just been renamed or deleted
        return False
    return True


def _delete(folder: Path) -> None:
    """First what makes it a copy, so that none is opened of which a part is gone."""
    with suppress(OSError):
        (folder / _ABOUT).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
