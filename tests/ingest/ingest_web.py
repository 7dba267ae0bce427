"""A web of invented names, served from loopback: resolver and connector lead there."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PUBLIC = "93.184.216.34"
"""What invented names resolve to unless a test says otherwise: nothing is ever sent there."""

Answer = bytes | Callable[[socket.socket], None]
"""What a server says: the whole answer, or a function that talks on the socket itself."""


@dataclass
class Web:
    """Answers by (host, target). `requests` has what was asked, `connected` where to."""

    pages: dict[tuple[str, str], Answer]
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    port: int = 0

    def resolver(self, host: str, port: int) -> list[str]:
        """A name's addresses; a name with several lists resolves differently each time."""
        if host not in self.names:
            if not any(host == name for name, _ in self.pages):
                raise socket.gaierror(f"no {host}")
            return [PUBLIC]
        lists = self.names[host]
        return lists.pop(0) if len(lists) > 1 else lists[0]

    def connector(self, ip: str, port: int, seconds: float) -> socket.socket:
        """Whatever the address, the connection goes to the local server."""
        self.connected.append((ip, port))
        return socket.create_connection(("127.0.0.1", self.port), seconds)


def page(
    body: bytes | str, status: str = "200 OK", kind: str = "text/html", **headers: str
) -> bytes:
    """An HTTP answer; header names are given with _ for -."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(raw)}"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + raw


def moved(to: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return page("", status, Location=to)


@contextmanager
def serving(
    pages: dict[str, Answer],
    wrap: Callable[[socket.socket], socket.socket] | None = None,
    **names: list[list[str]],
) -> Iterator[Web]:
    """A web with pages by "host/path"; `wrap` puts TLS around a connection."""
    split = {(key.partition("/")[0], "/" + key.partition("/")[2]): v for key, v in pages.items()}
    web = Web(split, names={name.replace("_", "."): lists for name, lists in names.items()})
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    web.port = listener.getsockname()[1]
    over = threading.Event()

    def talk(client: socket.socket) -> None:
        with client:
            try:
                client.settimeout(5)
                spoken = wrap(client) if wrap else client
                asked = b""
                while b"\r\n\r\n" not in asked:
                    asked += spoken.recv(65_536) or b"\r\n\r\n"
                web.requests.append(asked)
                target = asked.split(b" ")[1].decode("latin-1") if b" " in asked else ""
                host = next(
                    (
                        line[6:].decode("latin-1")
                        for line in asked.split(b"\r\n")
                        if line.lower().startswith(b"host: ")
                    ),
                    "",
                )
                answer = web.pages.get((host, target), page("nothing", "404 Not Found"))
                if callable(answer):
                    answer(spoken)
                else:
                    spoken.sendall(answer)
                if spoken is not client:
                    spoken.close()
            except OSError:
                return  # the other side has gone, as some tests mean it to

    def accept() -> None:
        while not over.is_set():
            try:
                client, _ = listener.accept()
            except TimeoutError:
                continue
            threading.Thread(target=talk, args=(client,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        over.set()
        thread.join()
        listener.close()
