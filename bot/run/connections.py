"""uvicorn's HTTP/1.1 with limits: connections that cost more than they are worth are closed.

uvicorn waits for ever for the rest of a header or body and for a client that reads its answer, and
accepts any number of connections. Then no one else is served, and asyncio fills the log with "out
of system resource". Here each step has a time limit, and the number of open connections and of
bytes received is bounded. At the bound, connections of the network that has most of them are closed
first, and of these first the ones that the bot waits for, the oldest first. So a network that holds
many loses its own, and a request that arrives whole and at once, as Slack's do, gets in. A posted
request that is being worked on is not closed.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
import struct
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from heapq import nsmallest
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes."""

    headers_s: float = 10.0
    """From the connection, or the first byte of a further request, to the end of its header."""
    body_s: float = 15.0
    """From there to the end of the body."""
    idle_s: float = 5.0
    """Between an answer and the next request."""
    unread_s: float = 15.0
    """For a client that does not read its answer."""
    connections: int = 500
    request_size: int = 2_000_000
    """Size of one request as received, including header and framing; the app limits the body
    further."""
    unfinished_size: int = 32_000_000
    """Size of all unanswered requests together."""


class Phase(Enum):
    """What a connection waits for."""

    HEADERS = "headers"
    BODY = "body"
    IDLE = "idle"
    UNREAD = "unread"
    BUSY = "busy"
    """For the bot."""


_STOPPING = 1.0
"""Seconds that a request has for its rest when the server stops."""


class Door:
    """The open connections of one server; used only in its event loop."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._open: dict[Connection, None] = {}
        self._held = 0

    def enter(self, connection: Connection) -> None:
        """Adds a connection; if there are too many, closes some others."""
        if len(self._open) >= self.limits.connections:
            for last in self._last():
                log.warning(
                    "more than %d connections: one of %s that was at its %s was closed",
                    *(self.limits.connections, last.network, last.phase.value),
                )
                last.drop()
        if len(self._open) >= self.limits.connections:
            connection.drop()
        else:
            self._open[connection] = None

    def _last(self) -> list[Connection]:
        """The connections to close when there are too many. Several are closed at once:
        searching all of them for each new connection would multiply the work of a flood."""
        many = Counter(it.network for it in self._open)
        return nsmallest(
            max(1, self.limits.connections // 20),
            (it for it in self._open if not it.at_work),
            key=lambda it: (-many[it.network], not it.waits, it.since),
        )

    def weigh(self, more: int) -> None:
        """Adds to the number of bytes held (negative: subtracts). Above the limit, closes the
        largest of the requests that the bot waits for."""
        self._held += more
        if more > 0 and self._held > self.limits.unfinished_size:
            log.warning("more than %d bytes of requests at once", self.limits.unfinished_size)
            largest = max((it for it in self._open if it.waits), key=_held, default=None)
            if largest is not None:
                largest.drop()

    def leave(self, connection: Connection) -> None:
        """Removes a closed connection and the bytes that it held."""
        if connection in self._open:
            del self._open[connection]
            self._held -= connection.held
            connection.held = 0


def _held(connection: Connection) -> int:
    return connection.held


class Connection(H11Protocol):
    """One connection, with a time limit for each step."""

    def __init__(self, *args: Any, door: Door, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._door = door
        self._timer: asyncio.TimerHandle | None = None
        self.phase = Phase.HEADERS
        self.since = 0.0
        self.held = 0
        self.network = ""

    @property
    def waits(self) -> bool:
        """Whether it is the client's turn."""
        return self.phase is not Phase.BUSY

    @property
    def at_work(self) -> bool:
        """Whether a client would lose work if it were closed: a request that only reads can be
        made again."""
        return self.phase is Phase.BUSY and self.scope["method"] == "POST"

    # Called by asyncio and uvicorn.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.network = network_of(self.client[0] if self.client else "")
        self._go_to(Phase.HEADERS)
        self._door.enter(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        self._door.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        self.held += len(data)
        self._door.weigh(len(data))
        if self.transport.is_closing():
            return
        if self.held > self._door.limits.request_size:
            self.drop()
            return
        if self.phase is Phase.IDLE:
            self._go_to(Phase.HEADERS)
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        self._door.weigh(-self.held)
        self.held = 0
        super().on_response_complete()
        self._look()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._go_to(Phase.UNREAD)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.phase is Phase.UNREAD:
            self._go_to(Phase.BUSY)
            self._look()

    def send_400_response(self, msg: str) -> None:
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            super().send_400_response(msg)
        else:  # an answer has been begun already, and h11 would raise
            self.drop()

    def shutdown(self) -> None:
        if self.phase in (Phase.HEADERS, Phase.IDLE):
            self.drop()
            return
        super().shutdown()
        if self.phase is not Phase.BUSY:
            self._start_timer(_STOPPING)

    # Its own work.

    def drop(self) -> None:
        """Closes the connection now; data on its way is dropped, in the kernel too."""
        self._stop_timer()
        self._door.leave(self)
        opened = self.transport.get_extra_info("socket")
        with suppress(OSError):
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def _look(self) -> None:
        """Notes what the connection waits for now; the time of a step runs from its beginning."""
        theirs = self.conn.their_state
        if self.flow.write_paused or self.transport.is_closing():
            phase = Phase.UNREAD
        elif theirs is h11.SEND_BODY:
            phase = Phase.BODY
        elif theirs is not h11.IDLE:
            phase = Phase.BUSY
        elif self.phase in (Phase.HEADERS, Phase.IDLE):
            phase = self.phase
        else:
            phase = Phase.HEADERS if self.conn.trailing_data[0] else Phase.IDLE
        if phase is not self.phase:
            self._go_to(phase)

    def _go_to(self, phase: Phase) -> None:
        self.phase, self.since = phase, self.loop.time()
        self._stop_timer()
        if phase is not Phase.BUSY:
            self._start_timer(getattr(self._door.limits, f"{phase.value}_s"))

    def _start_timer(self, seconds: float) -> None:
        self._stop_timer()
        self._timer = self.loop.call_later(seconds, self._too_long)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_long(self) -> None:
        log.debug("closed a connection of %s: %s took too long", self.network, self.phase.value)
        self.drop()


def network_of(address: str) -> str:
    """The network that counts as one client: an IPv4 address, or the /64 of an IPv6 address,
    since one subscriber has 2⁶⁴ of them."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if known.version == 4:
        return address
    mapped = getattr(known, "ipv4_mapped", None)
    return str(mapped or ipaddress.ip_network((known, 64), strict=False))
