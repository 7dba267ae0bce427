"""The command line: as a process of its own, or, which is much quicker, in this one."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass

from bot.__main__ import main
from tests.e2e.process import environment
from tests.paths import ROOT


@dataclass(frozen=True, slots=True)
class Finished:
    """What a command printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, url: str = "", given: str = "", **settings: str) -> Finished:
    """Run a command in this process, with streams of its own; `given` is its standard input."""
    environ = environment({"DATABASE_URL": url, "SEMANTIC_MODEL": "off", **settings})
    out, err = _stream(), _stream()
    with redirect_stdout(out), redirect_stderr(err), _standard_input(given), _own_log():
        try:
            status = main(arguments, environ)
        except SystemExit as end:  # argparse: wrong usage, or --help
            status = end.code if isinstance(end.code, int) else 1
    return Finished(status, _written(out), _written(err))


def run_process(*arguments: str, url: str = "", given: str = "", **settings: str) -> Finished:
    """Run `python -m bot …` as a person does."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT, env=environment({"DATABASE_URL": url, **settings}), input=given,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Finished(done.returncode, done.stdout, done.stderr)


def _stream(text: str = "") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


@contextmanager
def _own_log() -> Iterator[None]:
    """A command that logs does so to the standard error that it was given."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        yield
    finally:
        root.handlers[:] = before
        root.setLevel(level)


@contextmanager
def _standard_input(text: str) -> Iterator[None]:
    before, sys.stdin = sys.stdin, _stream(text)
    try:
        yield
    finally:
        sys.stdin = before
