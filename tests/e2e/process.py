"""The bot as a process of its own, and Slack as it calls it over HTTP or Socket Mode."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self
from urllib.request import urlopen

from bot.demo import SIGNING_SECRET
from bot.demo.signed import Payload, signed
from tests.e2e.prepared import Forked
from tests.paths import ROOT
from tests.standin import FaultySlack

START = 30.0
"""Seconds until a process has to be ready, or gone, on a slow machine."""


class Bot:
    """`python -m bot …` against a stand-in for Slack and a database."""

    def __init__(
        self,
        slack: FaultySlack,
        database_url: str,
        *arguments: str,
        **settings: str,
    ) -> None:
        self.slack = slack
        self.log = tempfile.TemporaryFile(mode="w+")  # noqa: SIM115 - as long as the process
        self._process = self._started(
            arguments or ("serve",),
            environment(
                {"SEMANTIC_MODEL": "off"}  # which takes most of a second to load
                | slack.environment()
                | {"DATABASE_URL": database_url}
                | settings
            ),
        )
        self.port = 0

    def _started(
        self, arguments: Sequence[str], environ: Mapping[str, str]
    ) -> subprocess.Popen[str] | Forked:
        return Forked(arguments, environ, self.log)

    def ready(self) -> Self:
        """Wait until it says that it is."""
        timer = threading.Timer(START, self._process.kill)
        timer.start()
        line = self._process.stdout.readline() if self._process.stdout else ""
        timer.cancel()
        assert "On Record" in line, f"not ready: {line!r} {self.logged()}"
        found = re.search(r":(\d+)/slack/events", line)
        self.port = int(found[1]) if found else 0
        return self

    def tell(self, payload: Payload) -> tuple[int, str]:
        """Slack tells it, over HTTP; 0 where it hung up."""
        headers, body = signed(payload, SIGNING_SECRET, time.time())
        return self.request("POST", "/slack/events", body, headers)

    def request(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body or None, dict(headers or {}))
            response = connection.getresponse()
            return response.status, response.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait(10)

    def stop(self) -> int:
        """SIGTERM; gives the exit status."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self._process.wait(START)

    def exit_status(self, timeout: float = START) -> int:
        return self._process.wait(timeout)

    def logged(self) -> str:
        self.log.flush()
        descriptor = self.log.fileno()
        return os.pread(descriptor, os.fstat(descriptor).st_size, 0).decode()

    def __enter__(self) -> Self:
        return self.ready()

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self.kill()
        if self._process.stdout:
            self._process.stdout.close()
        self.log.close()


class TypedBot(Bot):
    """The same, started as a person starts it: two seconds later."""

    def _started(
        self, arguments: Sequence[str], environ: Mapping[str, str]
    ) -> subprocess.Popen[str] | Forked:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )  # fmt: skip


def killing(bot: Bot, method: str, phase: str) -> Callable[[str, str], None]:
    """A barrier at which the process dies, once: before Slack does a call, or after it did."""

    def barrier(called: str, at: str) -> None:
        if (called, at) == (method, phase):
            bot.slack.barrier = None
            bot.kill()
            raise ConnectionAbortedError("killed")

    return barrier


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the machine's own settings gets in."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
    own = {name: os.environ[name] for name in kept if name in os.environ}
    return own | {"PORT": "0", "PYTHONUNBUFFERED": "1"} | dict(settings)


def free_port() -> int:
    """One that nobody listens on, just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def fetched(url: str) -> tuple[int, str]:
    """Status and text of a page."""
    with urlopen(url, timeout=10) as response:
        return response.status, response.read().decode()


def sample() -> Path:
    return ROOT / "samples" / "record.json"
