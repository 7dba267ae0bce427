"""The nginx that the README recommends, as it stands there, in front of a newsroom's web server.

Where there is no nginx, or no openssl to make a certificate with, there is nothing to try.
"""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.demo import SIGNING_SECRET
from bot.demo.signed import signed
from bot.run import web
from bot.run.web_server import WebServer
from tests.e2e.process import free_port
from tests.handlers.newsroom import BRIDGE, Newsroom
from tests.paths import ROOT
from tests.standin import FaultySlack

NGINX, OPENSSL = shutil.which("nginx"), shutil.which("openssl")

pytestmark = pytest.mark.skipif(not (NGINX and OPENSSL), reason="needs nginx and openssl")


class Proxied:
    """nginx in front of a server of ours."""

    def __init__(self, room: Newsroom, folder: Path) -> None:
        self.room = room
        self.server = WebServer(web.build(room.services, room.app), "127.0.0.1", 0)
        self.server.start()
        self.port = free_port()
        self._process = subprocess.Popen(
            [str(NGINX), "-p", str(folder), "-c", str(self._configured(folder)), "-e", "error.log"]
        )

    def _configured(self, folder: Path) -> Path:
        """The example, with the addresses and files of this test."""
        make = f"req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout {folder}/key"
        subprocess.run(
            [str(OPENSSL), *make.split(), "-out", f"{folder}/pem"], check=True, capture_output=True
        )
        readme = (ROOT / "README.md").read_text("utf-8")
        (example,) = re.findall(r"^```nginx\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
        for written, here in (
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
            ("/etc/ssl/certs/your-host.pem", f"{folder}/pem"),
            ("/etc/ssl/private/your-host.key", f"{folder}/key"),
            ("http://127.0.0.1:3000", f"http://127.0.0.1:{self.server.port}"),
        ):
            assert written in example
            example = example.replace(written, here)
        kept = "".join(
            f"{name}_temp_path {folder}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        path = folder / "nginx.conf"
        path.write_text(
            f"daemon off; master_process off; pid {folder}/pid;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{kept}{example}}}\n"
        )
        return path

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        trusting = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection(
            "localhost", self.port, timeout=10, context=trusting
        )
        try:
            connection.request(method, path, body or None, headers or {})
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def wait(self) -> None:
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError("nginx does not listen")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self.server.stop()


@pytest.fixture
def proxied(http_slack: FaultySlack, sqlite_engine: Engine, tmp_path: Path) -> Iterator[Proxied]:
    room = Newsroom(http_slack, sqlite_engine)
    proxied = Proxied(room, tmp_path)
    try:
        proxied.wait()
        yield proxied
    finally:
        proxied.close()
        room.close()


def test_slack_s_requests_come_through_and_nothing_else(proxied: Proxied) -> None:
    headers, body = signed(proxied.room.mention(BRIDGE), SIGNING_SECRET, time.time())
    assert proxied.ask("POST", "/slack/events", body, headers) == (200, "")
    assert proxied.room.services.answerer.idle(10)
    assert proxied.room.states() == ["answered"]
    assert proxied.ask("POST", "/slack/events", body)[0] == 401
    assert proxied.ask("GET", "/health") == (200, '{"ok":true}')
    assert proxied.ask("GET", "/metrics")[0] == 404
    assert proxied.ask("POST", "/slack/events", b"x" * 1_100_000)[0] == 413


def test_slow_requests_do_not_get_as_far_as_the_bot(proxied: Proxied) -> None:
    trusting = ssl._create_unverified_context()
    with ExitStack() as opened:
        for number in range(60):
            plain = opened.enter_context(socket.create_connection(("127.0.0.1", proxied.port), 5))
            one = opened.enter_context(trusting.wrap_socket(plain))
            start = b"POST /slack/events HTTP/1.1\r\nHost: x\r\n"
            one.sendall(start + (b"Content-Length: 900\r\n\r\n{" if number % 2 else b"X-Slow: "))
        time.sleep(0.3)
        assert proxied.server.connections == 0
        assert proxied.ask("GET", "/health")[0] == 200
