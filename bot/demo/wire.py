"""The stand-in's HTTP server: JSON or form bodies, tokens in header or body."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from bot.demo.workspace import Fields


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer: a status, an object (sent as JSON), further headers. `raw` is sent in
    place of the object, as a proxy or a fault may do."""

    status: int
    body: Fields
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


class Api(Protocol):
    """The API behind the server; None as an answer drops the connection."""

    def answer(self, method: str, params: Fields, token: str | None) -> Reply | None: ...

    def answer_response(self, response_id: str, body: Fields) -> Reply | None: ...

    def answer_upload(self, file_id: str, content: bytes) -> Reply | None: ...


class Server(ThreadingHTTPServer):
    """Listens on 127.0.0.1 only; `port` 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, api: Api) -> None:
        self.api = api
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Prints nothing if the caller hung up or was killed: tests do that on purpose."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        path = urlsplit(self.path).path.strip("/").split("/")
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        reply: Reply | None
        if len(path) == 2 and path[0] == "upload":
            reply = self.server.api.answer_upload(path[1], raw)
            if reply is None:
                self.close_connection = True
            else:
                self._send(reply)
            return
        header = self.headers.get("Authorization") or ""
        token = header.removeprefix("Bearer ") or None
        try:
            params = self._params(raw)
        except ValueError:
            reply = Reply(200, {"ok": False, "error": "invalid_json"})
        else:
            if not header and "json" not in self.headers.get("Content-Type", ""):
                token = params.pop("token", None)
            if len(path) == 2 and path[0] == "api":
                reply = self.server.api.answer(path[1], params, token)
            elif len(path) == 2 and path[0] == "response":
                reply = self.server.api.answer_response(path[1], params)
            else:
                reply = Reply(404, {"ok": False, "error": "not_found"})
        if reply is None:
            self.close_connection = True
        else:
            self._send(reply)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Logs nothing: calls are kept, and a line for each would hide the bot's own log."""

    def _params(self, raw: bytes) -> Fields:
        """The parameters of query and body together; a form's values stay text."""
        found: Fields = dict(parse_qsl(urlsplit(self.path).query))
        if not raw:
            return found
        if "json" in self.headers.get("Content-Type", ""):
            body = json.loads(raw)
            if not isinstance(body, dict):
                raise ValueError("not an object")
            return found | body
        return found | dict(parse_qsl(raw.decode(), keep_blank_values=True))

    def _send(self, reply: Reply) -> None:
        raw = json.dumps(reply.body).encode() if reply.raw is None else reply.raw
        self.send_response(reply.status)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Content-Length": str(len(raw)),
            **reply.headers,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)
