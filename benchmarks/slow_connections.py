"""How soon `serve` answers while many connections send nothing, half a request, or too slowly.

    python -m benchmarks.slow_connections [CONNECTIONS] [SECONDS]

It starts a bot process on this machine and as many connections as given (1,000) that send a part of
a request and then a byte now and then. Meanwhile it sends requests for /health and signed requests
from other connections. It prints their latency, how many were not answered, and how much log was
written.
"""

from __future__ import annotations

import http.client
import os
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.demo import NEWSROOM, SIGNING_SECRET
from bot.demo.signed import app_mention, signed
from bot.demo.standin import SlackStandIn

TIMEOUT = 5.0
"""Seconds after which a request counts as not answered."""

PARTS = (
    b"",
    b"GET /hea",
    b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n{",
    b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n",
)
"""What a slow connection sends at first: nothing, half a line, half a header, half a body, or a
whole request, after which it stays open. Each then sends a byte a second."""


def main(wanted: int = 1000, seconds: float = 20.0) -> None:
    """Runs the benchmark and prints its results."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, wanted + 1000), most))
    with _bot() as (port, log, slack):
        print(f"quiet:    {_latencies(port, slack, 3.0)}")
        with _flood(port, wanted) as touch:
            start = time.monotonic()
            told = _latencies(port, slack, seconds, touch)
            print(f"{wanted} slow: {told}")
            print(f"log: {log.stat().st_size:,} bytes after {time.monotonic() - start:.0f} s")
        time.sleep(1)
        print(f"after:    {_latencies(port, slack, 3.0)}")


def _latencies(port: int, slack: SlackStandIn, seconds: float, touch: object = None) -> str:
    taken: dict[str, list[float]] = {"health": [], "signed": []}
    failed = dict.fromkeys(taken, 0)
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        for name in taken:
            number += 1
            began = time.monotonic()
            try:
                ok = _health(port) if name == "health" else _signed(port, slack, number)
            except (OSError, http.client.HTTPException):
                ok = False
            if ok:
                taken[name].append(time.monotonic() - began)
            else:
                failed[name] += 1
        if callable(touch):
            touch()
        time.sleep(0.1)
    return "; ".join(
        f"{name} median {statistics.median(all_) * 1000:.0f} ms, worst {max(all_) * 1000:.0f} ms, "
        f"{len(all_)} answered, {failed[name]} not"
        if all_
        else f"{name} none answered, {failed[name]} not"
        for name, all_ in taken.items()
    )


def _health(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    with suppress_close(connection):
        connection.request("GET", "/health")
        return connection.getresponse().status == 200


def _signed(port: int, slack: SlackStandIn, number: int) -> bool:
    said = slack.say(NEWSROOM, f"The harbour of Ostra is for sale, {number}.")
    headers, body = signed(app_mention(said["text"], ts=said["ts"]), SIGNING_SECRET, time.time())
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    with suppress_close(connection):
        connection.request("POST", "/slack/events", body, headers)
        return connection.getresponse().status == 200


@contextmanager
def suppress_close(connection: http.client.HTTPConnection) -> Iterator[None]:
    try:
        yield
    finally:
        connection.close()


@contextmanager
def _flood(port: int, wanted: int) -> Iterator[object]:
    """Opens `wanted` connections. The object that it gives is called to let each send a byte,
    and to open those again that were closed."""
    held: list[tuple[bytes, socket.socket]] = []
    last = time.monotonic()

    def opened(part: bytes) -> None:
        one = socket.socket()
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", port))
        held.append((part, one))

    def touch() -> None:
        nonlocal last
        if time.monotonic() - last < 1:
            return
        last = time.monotonic()
        for part, one in list(held):
            try:
                one.send(b"a" if part else b"")
                if part and one.recv(1000, socket.MSG_DONTWAIT) == b"":
                    raise ConnectionResetError
            except BlockingIOError:
                pass
            except OSError:
                held.remove((part, one))
                one.close()
                opened(part)

    for number in range(wanted):
        opened(PARTS[number % len(PARTS)])
        if number % 50 == 49:
            time.sleep(0.02)
    for part, one in held:
        with suppress(OSError):
            one.send(part)
    try:
        yield touch
    finally:
        for _, one in held:
            one.close()


@contextmanager
def _bot() -> Iterator[tuple[int, Path, SlackStandIn]]:
    with tempfile.TemporaryDirectory() as folder, SlackStandIn() as slack:
        log = Path(folder) / "log"
        own = {"DATABASE_URL": f"sqlite:///{Path(folder) / 'slow.sqlite3'}", "PORT": "0"}
        own |= {"SEMANTIC_MODEL": "off", "PYTHONUNBUFFERED": "1"} | slack.environment()
        with log.open("wb") as out:
            process = subprocess.Popen(
                ["bash", "-c", f"ulimit -n {FILES}; exec {sys.executable} -m bot serve"],
                env={**os.environ, **own},
                stdout=subprocess.PIPE,
                stderr=out,
                text=True,
            )
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = re.search(r":(\d+)/slack/events", line)
            if found is None:
                raise RuntimeError(f"not ready: {line} {log.read_text()}")
            yield int(found[1]), log, slack
        finally:
            process.terminate()
            process.wait(30)


FILES = 1024
"""Open files that the process may have: the limit of most systems."""


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:]))
