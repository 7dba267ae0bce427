"""uvicorn in a thread of its own, with limits on connections."""

from __future__ import annotations

import resource
import socket
import threading
import time
from dataclasses import replace
from functools import partial

import uvicorn
from starlette.applications import Starlette

from bot.run.connections import Connection, Door, Limits

FINISH = 5.0
"""Seconds that running answers have when the process is told to stop."""

BACKLOG = 100
"""Connections that asyncio accepts at once, before it handles any of them: they come on top of
Limits.connections."""

QUEUE = 1024
"""Connections that wait in the kernel to be accepted. A client for which there is no room tries
again after a second, and Slack waits for three."""


class WebServer:
    """uvicorn in a thread, so that the process keeps its own signal handlers. `port` is the one
    it got."""

    def __init__(self, app: Starlette, host: str, port: int, limits: Limits | None = None) -> None:
        limits = _affordable(limits or Limits())
        config = uvicorn.Config(
            app,
            http=partial(Connection, door=Door(limits)),  # type: ignore[arg-type]
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            backlog=BACKLOG,
        )
        self._server = uvicorn.Server(config)
        self._socket = _listening(host, port)
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="web", daemon=True
        )

    @property
    def connections(self) -> int:
        """The number of open connections."""
        return len(self._server.server_state.connections)

    def start(self) -> None:
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.01)
        if self._server.started:
            self._socket.listen(QUEUE)

    def stop(self) -> None:
        """Takes no more requests, and answers those that have come."""
        self._server.should_exit = True
        self._thread.join(FINISH)
        self._socket.close()


def _affordable(limits: Limits) -> Limits:
    """The limits with fewer connections if this process may not open so many files. The
    database, Slack and the web need some too, and without a free one no connection can be
    accepted."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed == resource.RLIM_INFINITY:
        return limits
    return replace(limits, connections=max(1, min(limits.connections, allowed // 2)))


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
