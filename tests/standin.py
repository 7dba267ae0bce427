"""The stand-in for Slack with what only tests want: faults, a barrier, Socket Mode."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from bot.demo import APP
from bot.demo.signed import Payload, envelope
from bot.demo.standin import SlackStandIn
from bot.demo.wire import Reply
from bot.demo.workspace import Fields

ANY = "*"
"""Stands for every method."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call.

    `wait` seconds pass first. `status` answers instead of doing it. `drop` hangs up: "before"
    doing it, or "after" it was done (the reply is lost). `body` of the type `kind` comes in place
    of the reply; without a `status` after it was done.
    """

    wait: float = 0.0
    status: int | None = None
    retry_after: int | None = None
    drop: str = ""
    body: bytes | None = None
    kind: str = "application/json; charset=utf-8"


def rate_limited(retry_after: int = 1) -> Fault:
    """Slack's 429, with the seconds it asks to wait."""
    return Fault(status=429, retry_after=retry_after)


def server_error(status: int = 503) -> Fault:
    return Fault(status=status)


def dropped() -> Fault:
    """The connection ends before anything was done."""
    return Fault(drop="before")


def reply_lost() -> Fault:
    """It was done, and the connection ended before the reply."""
    return Fault(drop="after")


def garbled(body: bytes, kind: str = "text/html", status: int | None = None) -> Fault:
    """Something else than Slack's reply comes back."""
    return Fault(status=status, body=body, kind=kind)


def delayed(seconds: float) -> Fault:
    return Fault(wait=seconds)


Barrier = Callable[[str, str], bool | None]
"""Called with a method and "before" or "after"; False ends the connection there."""


class FaultySlack(SlackStandIn):
    """`barrier(method, phase)` is called "before" and "after" each call is done, outside any lock:
    it may block, or kill the caller. A killed caller's call is still done, as Slack would, unless
    the barrier says False. With `socket_mode` there is an endpoint that `socket.push` feeds.
    """

    def __init__(self, *, socket_mode: bool = False, **settings: Any) -> None:
        super().__init__(**settings)
        self.barrier: Barrier | None = None
        self.socket = SocketMode() if socket_mode else None
        self._faults: dict[str, deque[Fault]] = {}

    def __enter__(self) -> Self:
        if self.socket:
            self.socket.start()
        return super().__enter__()

    def __exit__(self, *exc: object) -> None:
        if self.socket:
            self.socket.stop()
        super().__exit__(*exc)

    def next(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next calls of a method (or ANY, or `response_url`) go wrong, after earlier orders."""
        with self.workspace.changed:
            self._faults.setdefault(method, deque()).extend([fault] * times)

    def faults_left(self) -> int:
        with self.workspace.changed:
            return sum(len(waiting) for waiting in self._faults.values())

    def environment(self) -> dict[str, str]:
        """With Socket Mode also SLACK_APP_TOKEN, which is what turns it on."""
        app_token = {"SLACK_APP_TOKEN": self.app_token} if self.socket else {}
        return super().environment() | app_token

    def carry_out(self, method: str, params: Fields, run: Callable[[], Reply]) -> Reply | None:
        fault = self._next_fault(method)
        if fault.wait:
            time.sleep(fault.wait)
        if not self._goes_on(method, "before") or fault.drop == "before":
            return None
        if fault.status is not None:
            limited = fault.status == 429
            headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
            error = "ratelimited" if limited else "internal_error"
            if fault.body is not None:
                headers["Content-Type"] = fault.kind
            return Reply(fault.status, {"ok": False, "error": error}, headers, fault.body)
        reply = run()
        if fault.body is not None:
            return Reply(200, {}, {"Content-Type": fault.kind}, fault.body)
        if not self._goes_on(method, "after") or fault.drop == "after":
            return None
        return reply

    def open_socket(self) -> str | None:
        return self.socket.url if self.socket else None

    def _goes_on(self, method: str, phase: str) -> bool:
        return self.barrier is None or self.barrier(method, phase) is not False

    def _next_fault(self, method: str) -> Fault:
        with self.workspace.changed:
            waiting = self._faults.get(method) or self._faults.get(ANY)
            return waiting.popleft() if waiting else Fault()


class SocketMode:
    """Slack's end of Socket Mode: docs.slack.dev/apis/events-api/using-socket-mode.

    `acks` maps each acknowledged envelope id to the payload that came with it, if any.
    """

    def __init__(self) -> None:
        self.acks: dict[str, Fields | None] = {}
        self.hellos = 0
        self._changed = threading.Condition()
        self._connections: list[ServerConnection] = []
        self._server = serve(self._handle, "127.0.0.1", 0, compression=None, close_timeout=1)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        port = self._server.socket.getsockname()[1]
        return f"ws://127.0.0.1:{port}/link/?ticket={uuid.uuid4()}&app_id={APP}"

    @property
    def connections(self) -> int:
        with self._changed:
            return len(self._connections)

    def push(self, payload: Payload, timeout: float = 5.0) -> str:
        """Send a payload on the newest connection, waiting for one; gives the envelope's id."""
        made = envelope(payload)
        self._newest(timeout).send(json.dumps(made))
        return str(made["envelope_id"])

    def acknowledged(self, envelope_id: str, timeout: float = 5.0) -> Fields | None:
        """Wait for the acknowledgement of an envelope and give its payload; or TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: envelope_id in self.acks, timeout):
                raise TimeoutError(f"envelope {envelope_id} was not acknowledged in {timeout} s")
            return self.acks[envelope_id]

    def refresh(self, timeout: float = 5.0) -> None:
        """Ask the app to connect anew, as Slack does now and then; returns when it has moved.

        slack_sdk's client cannot leave a quiet connection before its receive times out (3 s), and
        trips over one that is closed under it, so the old one is kept from being quiet.
        """
        old, made, end = self._newest(timeout), self.hellos, time.monotonic() + timeout
        message = {"type": "disconnect", "reason": "refresh_requested"}
        old.send(json.dumps(message | {"debug_info": {"host": "standin"}}))
        self.wait_connected(made + 1, timeout)
        with suppress(ConnectionClosed):
            while time.monotonic() < end:
                old.ping()
                time.sleep(0.02)

    def cut(self) -> None:
        """Hang up on everybody."""
        with self._changed:
            standing = list(self._connections)
        for connection in standing:
            connection.close(1001, "going away")

    def wait_connected(self, hellos: int = 1, timeout: float = 5.0) -> None:
        """Until so many connections were made, in all, and one stands."""
        with self._changed:
            if not self._changed.wait_for(
                lambda: self.hellos >= hellos and bool(self._connections), timeout
            ):
                raise TimeoutError(f"{self.hellos} connections in {timeout} s, not {hellos}")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self.cut()

    def _newest(self, timeout: float) -> ServerConnection:
        with self._changed:
            if not self._changed.wait_for(lambda: bool(self._connections), timeout):
                raise TimeoutError(f"nobody connected in {timeout} s")
            return self._connections[-1]

    def _handle(self, connection: ServerConnection) -> None:
        with self._changed:
            number = len(self._connections) + 1
        hello = {
            "type": "hello",
            "num_connections": number,
            "debug_info": {"host": "standin", "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP},
        }
        connection.send(json.dumps(hello))
        with self._changed:
            self.hellos += 1
            self._connections.append(connection)
            self._changed.notify_all()
        try:
            for text in connection:
                self._take(json.loads(text))
        except ConnectionClosed:
            pass  # hung up, killed, or replaced by a newer connection
        finally:
            with self._changed:
                self._connections.remove(connection)
                self._changed.notify_all()

    def _take(self, message: Fields) -> None:
        with self._changed:
            self.acks[message["envelope_id"]] = message.get("payload")
            self._changed.notify_all()
