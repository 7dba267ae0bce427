"""Builds of On Record to be measured beside each other: the present one, and one of a commit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

HERE = Path(__file__).resolve().parent.parent
_SCRIPT = HERE / "benchmarks" / "one_build.py"
_LOCK = "requirements.lock"

_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class Build:
    """A checkout, the Python with its dependencies, and where its database is."""

    name: str
    root: Path
    python: str
    database: Path

    @property
    def environment(self) -> dict[str, str]:
        """That of a process of this build, with none of the settings of whoever measures."""
        kept = {name: value for name, value in os.environ.items() if name in _KEPT}
        return {
            **kept,
            "PYTHONPATH": str(self.root),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "XDG_DATA_HOME": str(self.database.parent),
        }

    def check(self, statement: str) -> tuple[float, Any]:
        """Seconds that a whole `python -m bot check` takes, and its first answer."""
        begin = time.perf_counter()
        done = subprocess.run(
            [self.python, "-m", "bot", "check", "--json", statement],
            env=self.environment, cwd=self.root, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        return time.perf_counter() - begin, json.loads(done.stdout)[0]


_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "OMP_NUM_THREADS")


class Running:
    """A process of a build that is told what to do (`benchmarks/one_build.py`)."""

    def __init__(self, build: Build, *, lexical: bool) -> None:
        build.database.parent.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            [build.python, str(_SCRIPT), str(build.database), *(["--lexical"] if lexical else [])],
            env=build.environment, cwd=build.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, encoding="utf-8",
        )  # fmt: skip
        self._name = build.name

    def __call__(self, do: str, **values: Any) -> dict[str, Any]:
        """What it answers. Raises RuntimeError where it ended; it has said why on stderr."""
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise RuntimeError("no pipes")
        asked.write(json.dumps({"do": do, **values}) + "\n")
        asked.flush()
        line = answered.readline()
        if not line:
            raise RuntimeError(f"the build {self._name} could not {do}")
        found: dict[str, Any] = json.loads(line)
        return found

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # What it holds does not matter, and a big index takes its time to be let go.
        self._process.kill()
        self._process.wait()


def present(folder: Path) -> Build:
    """This checkout."""
    return Build("present", HERE, sys.executable, folder / "present" / "desk.sqlite3")


@contextmanager
def of_commit(commit: str, folder: Path) -> Iterator[Build]:
    """A work tree of a commit in `folder`, with an environment from its own lock: the present one
    where the locks are the same."""
    root = folder / "worktree"
    _git("worktree", "add", "--detach", "--force", str(root), commit)
    try:
        if (root / _LOCK).read_bytes() == (HERE / _LOCK).read_bytes():
            print(f"{commit} has the present lock: it runs in the present environment")
            python = sys.executable
        else:
            print(f"{commit} has a lock of its own: installing it")
            python = _installed(folder / "environment", root / _LOCK)
        yield Build(commit, root, python, folder / commit / "desk.sqlite3")
    finally:
        _git("worktree", "remove", "--force", str(root))


def _installed(environment: Path, lock: Path) -> str:
    python = str(environment / "bin" / "python")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    # As `make install` does.
    options = ("--quiet", "--no-deps", "--require-hashes")
    subprocess.run([python, "-m", "pip", "install", *options, "-r", str(lock)], check=True)
    return python


def _git(*arguments: str) -> None:
    subprocess.run(["git", "-C", str(HERE), *arguments], check=True, stdout=subprocess.DEVNULL)


def blocks(some: Sequence[_One], size: int) -> Iterator[Sequence[_One]]:
    """All of them, a few at a time."""
    for first in range(0, len(some), size):
        yield some[first : first + size]
