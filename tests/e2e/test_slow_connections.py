"""Many connections that say nothing, half of it, or too slowly: others are answered meanwhile."""

from __future__ import annotations

import http.client
import io
import logging
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress

import pytest
from sqlalchemy import Engine
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.demo import SIGNING_SECRET
from bot.demo.signed import signed
from bot.run import logs, web
from bot.run.connections import Limits, network_of
from bot.run.web_server import WebServer
from tests.handlers.newsroom import BRIDGE, Newsroom
from tests.standin import FaultySlack

QUICK = Limits(
    headers_s=0.4,
    body_s=0.4,
    idle_s=0.4,
    unread_s=0.4,
    connections=40,
    unfinished_size=3_000_000,
)

LOOK = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /slack/events HTTP/1.1\r\nHost: x\r\n"
HALF_BODY = POST + b"Content-Length: 90000\r\n\r\n{"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
LARGE = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"


class Site:
    """The web server of a newsroom, with limits of seconds' parts; and its log."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.log = io.StringIO()
        app = web.build(room.services, room.app)
        app.routes.append(Route("/large", lambda _: PlainTextResponse("x" * 6_000_000)))
        self.server = WebServer(app, "127.0.0.1", 0, QUICK)
        self.server.start()
        self._opened = ExitStack()

    def connect(self, said: bytes = b"", *, address: str = "127.0.0.1") -> socket.socket:
        """A connection on which something was said."""
        one = self._opened.enter_context(socket.socket())
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.bind((address, 0))
        one.settimeout(5)
        one.connect(("127.0.0.1", self.server.port))
        with suppress(OSError):
            one.sendall(said)
        return one

    def health(self) -> int:
        return self._asked("GET", "/health")

    def mention(self) -> int:
        payload = self.room.mention(BRIDGE)
        headers, body = signed(payload, SIGNING_SECRET, time.time())
        return self._asked("POST", "/slack/events", body, headers)

    def _asked(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=5)
        try:
            connection.request(method, path, body or None, headers or {})
            return connection.getresponse().status
        finally:
            connection.close()

    def close(self) -> None:
        self._opened.close()
        self.server.stop()


@pytest.fixture
def site(http_slack: FaultySlack, sqlite_engine: Engine) -> Iterator[Site]:
    room = Newsroom(http_slack, sqlite_engine)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    site = Site(room)
    logs.set_up("INFO", site.log)
    try:
        yield site
    finally:
        site.close()
        root.handlers[:] = before
        root.setLevel(level)
        room.close()


def closed(one: socket.socket, within: float = 3.0, drip: bytes = b"") -> bool:
    """Whether the other end hangs up within so many seconds, while a byte is sent now and then."""
    end = time.monotonic() + within
    one.settimeout(0.005)
    while time.monotonic() < end:
        try:
            if drip:
                one.sendall(drip)
            if one.recv(4096) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


SLOW = [
    (b"", b""),
    (b"", b"a"),
    (b"\r\n", b"\r\n"),
    (b"GET /hea", b""),
    (b"GET /health HTTP/1.1\r\nX-Slow: ", b"a"),
    (b"GET /health HTTP/1.1\r\n", b"A: b\r\n"),
    (HALF_BODY, b""),
    (HALF_BODY, b"a"),
    (CHUNKED, b"1\r\na\r\n"),
    (CHUNKED + b"5", b""),
    (LOOK, b""),
    (LOOK + b"GET /hea", b""),
    (LOOK + LOOK + b"GET", b"a"),
    (LOOK + HALF_BODY, b""),
    (POST + b"Content-Length: 9000000\r\n\r\n", b"a"),
    (POST + b"Content-Length: 900\r\nExpect: 100-continue\r\n\r\n", b""),
    (b"GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n", b""),
    (LOOK.replace(b"\r\n\r\n", b"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"), b""),
    (POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", b""),
    (POST + b"Content-Length: 9999999999999999999\r\n\r\n", b"a"),
    (POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n", b""),
    (POST + b"Content-Length: -5\r\n\r\n", b""),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b""),
]
"""What is said at first, and what is sent now and then."""


def test_who_is_too_slow_is_hung_up_on(site: Site) -> None:
    open_ = {site.connect(said): (said, drip) for said, drip in SLOW}
    end = time.monotonic() + 3
    while open_ and time.monotonic() < end:
        for one, (_, drip) in list(open_.items()):
            if closed(one, within=0.01, drip=drip):
                del open_[one]
    assert list(open_.values()) == []
    assert site.health() == 200
    assert "Traceback" not in site.log.getvalue()


@pytest.mark.parametrize("said", [LARGE, LARGE + LOOK * 50], ids=["one", "several"])
def test_who_does_not_read_is_hung_up_on(site: Site, said: bytes) -> None:
    one = site.connect(said)
    time.sleep(0.2)
    assert site.server.connections == 1
    time.sleep(0.8)
    assert site.server.connections == 0
    with pytest.raises(ConnectionResetError):  # nothing of it waits in the kernel
        list(iter(lambda: one.recv(100_000), b""))


def test_one_who_is_half_gone_is_hung_up_on(site: Site) -> None:
    for said in (b"", b"GET", HALF_BODY, LOOK):
        one = site.connect(said)
        one.shutdown(socket.SHUT_WR)
        assert closed(one), said


def test_requests_on_one_connection_are_answered_in_order(site: Site) -> None:
    one = site.connect(LOOK * 60 + LOOK.replace(b"/health", b"/nothing"))
    said = b""
    with suppress(TimeoutError):
        while said.count(b"HTTP/1.1") < 61:
            said += one.recv(65536)
    assert said.count(b"200 OK") == 60
    assert said.rindex(b"404 Not Found") > said.rindex(b"200 OK")


def test_a_request_that_takes_its_time_within_the_limits_is_answered(site: Site) -> None:
    one = site.connect()
    for part in (LOOK[:10], LOOK[10:20], LOOK[20:]):
        time.sleep(0.1)
        one.sendall(part)
    assert one.recv(100).startswith(b"HTTP/1.1 200")


FLOODS: dict[str, Callable[[int], bytes]] = {
    "silent": lambda _: b"",
    "half a header": lambda _: POST + b"X-Slow: ",
    "half a body": lambda _: HALF_BODY,
    "large half bodies": lambda _: POST + b"Content-Length: 900000\r\n\r\n" + b"{" * 400_000,
    "asked, and stays": lambda _: LOOK,
    "nonsense": lambda _: b"\x00\xff" * 100 + b"\r\n\r\n",
    "never reads": lambda n: b"" if n % 10 else LARGE,
    "mixed": lambda n: (b"", b"GET", POST + b"X: ", HALF_BODY, LOOK, b"\xff\r\n\r\n")[n % 6],
}


@pytest.mark.parametrize("kind", FLOODS)
def test_others_are_answered_in_a_flood(site: Site, kind: str) -> None:
    took = []
    for round_ in range(6):
        for number in range(50):
            site.connect(FLOODS[kind](number))
        began = time.monotonic()
        assert site.health() == 200, round_
        assert site.mention() == 200, round_
        took.append(time.monotonic() - began)
    assert max(took) < 2.0
    written = site.log.getvalue()
    assert "Traceback" not in written
    assert len(written.splitlines()) < 3 * logs.MOST
    assert ("bytes of requests at once" in written) is (kind == "large half bodies")


def test_who_opens_and_closes_all_the_time_disturbs_nobody(site: Site) -> None:
    for number in range(500):
        one = site.connect(b"GET" if number % 2 else b"")
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.close()
    assert site.health() == 200
    assert site.mention() == 200
    assert "Traceback" not in site.log.getvalue()


def test_an_address_that_holds_many_loses_its_own(site: Site) -> None:
    mine = site.connect(b"GET /health HTTP/1.1\r\n", address="127.0.0.2")
    for _ in range(3 * QUICK.connections):
        site.connect(b"GET")
    mine.sendall(b"Host: x\r\n\r\n")
    assert mine.recv(100).startswith(b"HTTP/1.1 200")


def test_no_more_connections_are_kept_than_are_allowed(site: Site) -> None:
    held = [site.connect() for _ in range(3 * QUICK.connections)]
    assert site.health() == 200
    time.sleep(0.1)
    gone, _, _ = select.select(held, [], [], 0)
    assert len(held) - len(gone) <= QUICK.connections


def test_what_comes_after_a_body_that_is_too_large_is_no_traceback(site: Site) -> None:
    one = site.connect(CHUNKED + b"100000\r\n" + b"x" * 0x100000 + b"\r\nnonsense\r\n")
    # Too large or nonsense: it depends on how much has come when the server looks.
    assert one.recv(100).startswith((b"HTTP/1.1 413", b"HTTP/1.1 400"))
    assert closed(one)
    assert "Traceback" not in site.log.getvalue()


def test_slow_connections_do_not_hold_up_the_end(site: Site) -> None:
    for number in range(30):
        site.connect(FLOODS["mixed"](number))
    began = time.monotonic()
    site.server.stop()
    assert time.monotonic() - began < 3.0


def test_everything_is_forgotten_when_it_is_over(site: Site) -> None:
    for number in range(60):
        site.connect(FLOODS["mixed"](number))
    time.sleep(1.5)
    assert site.server.connections == 0


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_a_subscriber_s_many_addresses_are_one(address: str, whose: str) -> None:
    assert network_of(address) == whose


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (web.State(7, None), {"ok": True}),
        (web.State(7, True), {"ok": True}),
        (web.State(7, False), {"ok": False, "why": "socket"}),
        (web.State(None, True), {"ok": False, "why": "database"}),
        (web.State(7, True, "token_revoked"), {"ok": False, "why": "token"}),
    ],
)
def test_health_tells_strangers_no_numbers(state: web.State, words: dict[str, object]) -> None:
    assert web.in_words(state) == words
    assert state.well is words["ok"]
