"""Processes of the bot that start in a tenth of the time: forked from one that has imported it.

To import it takes two seconds; to start, when that is done, two tenths. They are processes like any
other: with a memory, a log and an exit status of their own, and killed like any other.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from typing import TextIO

import bot.run.process
import bot.run.serve
import handlers
from bot import __main__ as command

IMPORTED = (bot.run.process, bot.run.serve, handlers)
"""What the commands import when they run."""

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload([__name__])


class Forked:
    """`python -m bot …`, with the methods of `subprocess.Popen` that tests need."""

    def __init__(self, arguments: Sequence[str], environ: Mapping[str, str], log: TextIO) -> None:
        reading, writing = os.pipe()
        self.stdout = os.fdopen(reading)
        self._waiting = threading.Lock()
        with Connection(writing, readable=False) as out, Connection(os.dup(log.fileno())) as err:
            self._process = _FORKING.Process(
                target=_run, args=(tuple(arguments), dict(environ), out, err)
            )
            self._process.start()

    def poll(self) -> int | None:
        with self._waiting:
            return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        with self._waiting:
            self._process.join(timeout)
            status = self._process.exitcode
        if status is None:
            raise subprocess.TimeoutExpired("bot", timeout or 0)
        return status

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        os.kill(self._process.pid or 0, number)


def _run(
    arguments: Sequence[str], environ: dict[str, str], out: Connection, err: Connection
) -> None:
    """In the process: what Python itself does before it runs a module."""
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", 1, closefd=False) for number in (1, 2))
    sys.argv = [str(command.__file__), *arguments]
    os.environ.clear()
    os.environ.update(environ)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(command.main(arguments, environ))
