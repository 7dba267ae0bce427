"""Fetching: what is refused, what is followed, and that the checked address is the one reached."""

from __future__ import annotations

import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.addresses import canonical, checked, same_site, why_not_public
from bot.ingest.connecting import FetchError
from bot.ingest.documents import IngestError
from bot.ingest.fetching import Fetched, Limits, Route, fetch
from tests.ingest.ingest_web import PUBLIC, Web, moved, page, serving


def get(web: Web, url: str, *, tls: ssl.SSLContext | None = None, **more: object) -> Fetched:
    return fetch(url, route=Route(web.resolver, web.connector, tls), **more)  # type: ignore[arg-type]


def test_a_page_comes_with_its_type_and_what_helps_to_ask_again() -> None:
    answer = page("<p>Pier shut</p>", kind="text/html; charset=UTF-8", ETag='"a1"')
    with serving({"post.example/pier": answer}) as web:
        found = get(web, "http://post.example/pier#top")
    assert found.body == b"<p>Pier shut</p>"
    assert (found.content_type, found.charset, found.etag) == ("text/html", "UTF-8", '"a1"')
    assert found.url == "http://post.example/pier"
    assert web.connected == [(PUBLIC, 80)]
    asked = web.requests[0].decode()
    assert "User-Agent: OnRecord" in asked
    assert asked.count("Host:") == 1


def test_what_has_not_changed_is_not_sent_again() -> None:
    with serving({"post.example/feed": page("", "304 Not Modified", ETag='"a1"')}) as web:
        found = get(web, "http://post.example/feed", etag='"a1"', modified="Mon, 4 Mar 2024")
    assert found.not_modified
    assert b'If-None-Match: "a1"' in web.requests[0]
    assert b"If-Modified-Since: Mon, 4 Mar 2024" in web.requests[0]


@pytest.mark.parametrize(
    "ip",
    """127.0.0.1 127.9.9.9 10.0.0.8 172.16.4.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0
    224.0.0.1 239.255.0.1 240.0.0.1 255.255.255.255 192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.7
    203.0.113.5 192.88.99.1 :: ::1 ::7f00:1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12::1 ff02::1
    ::ffff:127.0.0.1 ::ffff:93.184.216.34 ::ffff:0:7f00:1 64:ff9b::7f00:1 64:ff9b::5db8:d822
    64:ff9b:1::1 2002:7f00:1:: 2002:5db8:d822:: 2001::1 2001:0:5db8:d822::1 2001:db8::1 100::1
    2001:20::1 3fff::1 5f00::1 4000::1 nonsense""".split(),
)
def test_only_the_public_internet_is_reached(ip: str) -> None:
    with serving({"trap.example/": page("secret")}, trap_example=[[ip]]) as web:
        with pytest.raises(IngestError, match="only the public internet"):
            get(web, "http://trap.example/")
        assert not web.connected


@pytest.mark.parametrize(
    "network",
    # IANA's special-purpose registries: all that is not reached from everywhere, or leads on.
    """0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.0.8/31 192.0.0.10/32 192.0.0.170/31 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16
    198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ::/128 ::1/128
    ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001::/32
    2001:1::1/128 2001:1::2/128 2001:2::/48 2001:3::/32 2001:4:112::/48 2001:10::/28 2001:20::/28
    2001:30::/28 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10
    ff00::/8""".split(),
)
def test_what_is_set_apart_is_refused_from_end_to_end(network: str) -> None:
    whole = ipaddress.ip_network(network)
    for ip in (whole[0], whole[-1], whole[whole.num_addresses // 2]):
        assert why_not_public(str(ip)) is not None


@pytest.mark.parametrize("ip", [PUBLIC, "8.8.8.8", "2606:2800:220:1::1", "2a00:1450:4001::1"])
def test_public_addresses_may_be_reached(ip: str) -> None:
    assert why_not_public(ip) is None


def test_one_private_address_among_public_ones_is_enough() -> None:
    with serving({"two.example/": page("x")}, two_example=[[PUBLIC, "10.0.0.1"]]) as web:
        with pytest.raises(IngestError, match=r"a private address \(10\.0\.0\.1\)"):
            get(web, "http://two.example/")
        assert not web.connected


def test_a_name_that_turns_to_loopback_the_second_time_gains_nothing() -> None:
    pages = {"turn.example/": page("as checked")}
    with serving(pages, turn_example=[[PUBLIC], ["127.0.0.1"]]) as web:
        assert get(web, "http://turn.example/").body == b"as checked"
        assert web.connected == [(PUBLIC, 80)]  # resolved once, connected to what was checked
        with pytest.raises(IngestError, match="a loopback address"):
            get(web, "http://turn.example/")


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/admin",
        "http://[::1]/",
        "http://2130706433/",
        "//127.0.0.1/x",
        "http://inner.example/",
    ],
)
def test_a_redirect_inside_is_not_followed(target: str) -> None:
    pages = {"post.example/": moved(target)}
    with serving(pages, inner_example=[["10.1.1.1"]]) as web:
        web.names |= {"127.0.0.1": [["127.0.0.1"]], "::1": [["::1"]]}
        web.names |= {"2130706433": [["127.0.0.1"]], "post.example": [[PUBLIC]]}
        with pytest.raises(IngestError, match="only the public internet"):
            get(web, "http://post.example/")
        assert web.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("file:///etc/passwd", "redirects to nowhere"),
        ("gopher://post.example/", "redirects to nowhere"),
        ("http://post.example:8080/", "ports 80 and 443"),
        ("http://me:pw@post.example/", "redirects to nowhere"),
    ],
)
def test_a_redirect_elsewhere_is_checked_like_an_address(target: str, sentence: str) -> None:
    with (
        serving({"post.example/": moved(target)}) as web,
        pytest.raises(IngestError, match=sentence),
    ):
        get(web, "http://post.example/")


def test_three_redirects_are_followed_and_no_more() -> None:
    pages = {f"r.example/{n}": moved(f"/{n + 1}") for n in range(4)}
    with serving({**pages, "r.example/4": page("end")}) as web:
        assert get(web, "http://r.example/1").url == "http://r.example/4"
        with pytest.raises(IngestError, match="more than 3 times"):
            get(web, "http://r.example/0")


def test_a_redirect_may_be_written_carelessly() -> None:
    pages = {
        "r.example/": moved("/st%C3%A9g/ä b"),
        "r.example/st%C3%A9g/%C3%A4%20b": page("here"),
    }
    with serving(pages) as web:
        assert get(web, "http://r.example/").body == b"here"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://post.example/x", "begin with http"),
        ("post.example", "begin with http"),
        ("file:///etc/passwd", "begin with http"),
        ("http://user:pw@post.example/", "user name or password"),
        ("http://post.example\\@127.0.0.1/", "no web address"),
        ("http://post.example:22/", "ports 80 and 443"),
        ("http://post.example:0/", "ports 80 and 443"),
        ("http://post.example:99999/", "no web address"),
        ("http:///path", "no web address"),
        ("http://a b/", "no web address"),
        ("http://post.example/\r\nX: y", "no web address"),
        ("http://post.example/" + "a" * 3_000, "longer than"),
    ],
)
def test_what_is_no_address_to_fetch_is_refused_in_words(url: str, sentence: str) -> None:
    with serving({}) as web, pytest.raises(IngestError, match=sentence):
        get(web, url)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("401 No", "Paste the text"),
        ("402 Pay", "Paste the text"),
        ("403 No", "Paste the text"),
        ("404 No", "Check the address"),
        ("410 Gone", "Check the address"),
        ("418 Teapot", "Paste the text"),
        ("429 Slow", "left alone"),
        ("500 Oh", "fault of its own"),
        ("503 Oh", "fault of its own"),
    ],
)
def test_error_pages_are_not_articles(status: str, sentence: str) -> None:
    answer = page("<p>A long and friendly error page.</p>", status, Retry_After="120")
    with serving({"post.example/": answer}) as web:
        with pytest.raises(FetchError, match=sentence) as failure:
            get(web, "http://post.example/")
        assert failure.value.status == int(status[:3])
        assert failure.value.retry_after == "120"


@pytest.mark.parametrize(
    "answer",
    [
        page(b"%PDF-1.7 ...", kind="application/pdf"),
        page(b"%PDF-1.7 ...", kind="text/html"),
        page(b"\n %PDF-1.7 ...", kind=""),
    ],
)
def test_a_pdf_is_said_to_be_one(answer: bytes) -> None:
    with serving({"post.example/r": answer}) as web, pytest.raises(IngestError, match="is a PDF"):
        get(web, "http://post.example/r")


def test_other_types_are_named() -> None:
    with (
        serving({"post.example/v": page(b"..", kind="video/mp4")}) as web,
        pytest.raises(IngestError, match="type video/mp4, which is not read"),
    ):
        get(web, "http://post.example/v")


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def chunked(data: bytes, encoding: str) -> bytes:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
    return (
        f"{head}Content-Encoding: {encoding}\r\n\r\n{len(data):x}\r\n".encode()
        + data
        + b"\r\n0\r\n\r\n"
    )


@pytest.mark.parametrize(
    "answer",
    [
        page(b"x" * 20_000_000),
        page(gzip.compress(b"\0" * 200_000_000), Content_Encoding="gzip"),
        page(deflated(b"\0" * 200_000_000), Content_Encoding="deflate"),
        page(zlib.compress(b"\0" * 200_000_000), Content_Encoding="deflate"),
        chunked(gzip.compress(b"\0" * 200_000_000), "gzip"),
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"y" * 6_000_000,
    ],
    ids=["plain", "gzip", "deflate", "zlib", "chunked", "no length"],
)
def test_too_much_is_refused_also_when_it_is_packed_small(answer: bytes) -> None:
    started = time.monotonic()
    with (
        serving({"big.example/": answer}) as web,
        pytest.raises(IngestError, match="larger than 5 MB"),
    ):
        get(web, "http://big.example/")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
def test_a_packing_that_was_not_asked_for_is_refused(encoding: str) -> None:
    answer = page(b"\x8b\0\0", Content_Encoding=encoding)
    with serving({"p.example/": answer}) as web, pytest.raises(IngestError, match="packed as"):
        get(web, "http://p.example/")


def test_packed_pages_are_unpacked() -> None:
    pages = {
        "p.example/g": page(gzip.compress(b"words"), Content_Encoding="gzip"),
        "p.example/d": page(deflated(b"words"), Content_Encoding="deflate"),
        "p.example/c": chunked(gzip.compress(b"words"), "gzip"),
    }
    with serving(pages) as web:
        assert {get(web, f"http://p.example/{name}").body for name in "gdc"} == {b"words"}


@pytest.mark.parametrize(
    "answer",
    [
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        page(b"not gzip at all", Content_Encoding="gzip"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello",
        b"",
    ],
)
def test_a_broken_answer_is_a_sentence(answer: bytes) -> None:
    with serving({"b.example/": answer}) as web, pytest.raises(IngestError, match="is broken"):
        get(web, "http://b.example/")


def trickle(head: bytes, drop: bytes) -> object:
    def talk(client: socket.socket) -> None:
        client.sendall(head)
        for _ in range(200):
            client.sendall(drop)
            time.sleep(0.02)

    return talk


@pytest.mark.parametrize(
    "talk",
    [
        trickle(b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        trickle(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a"),
        trickle(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"a"),
        lambda client: time.sleep(2),
    ],
    ids=["head", "body", "counted body", "silence"],
)
def test_a_server_that_trickles_does_not_hold_us(talk: object) -> None:
    started = time.monotonic()
    with serving({"slow.example/": talk}) as web:  # type: ignore[dict-item]
        with pytest.raises(IngestError, match="takes too long"):
            get(web, "http://slow.example/", limits=Limits(total_s=0.3, read_s=0.2))
        assert time.monotonic() - started < 1


def test_a_host_that_does_not_answer_or_exist_is_named() -> None:
    def refuses(ip: str, port: int, seconds: float) -> socket.socket:
        raise ConnectionRefusedError

    with serving({"p.example/": page("x")}) as web:
        with pytest.raises(IngestError, match=r"no host by the name of q\.example"):
            get(web, "http://q.example/")
        with pytest.raises(IngestError, match=r"p\.example does not answer"):
            fetch("http://p.example/", route=Route(web.resolver, refuses))


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with serving({"p.example/": page("direct")}) as web:
        assert get(web, "http://p.example/").body == b"direct"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for secure.example, with its key, that signs itself."""
    tool = shutil.which("openssl")
    if tool is None:
        pytest.skip("openssl is not here to make a certificate")
    place = tmp_path_factory.mktemp("tls") / "both.pem"
    made = subprocess.run(
        [
            *(tool, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=secure.example"),
            *("-addext", "subjectAltName=DNS:secure.example"),
            *("-keyout", str(place.with_name("key.pem")), "-out", str(place)),
        ],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("this openssl makes no such certificate")
    return place


def test_tls_is_verified_against_the_name_asked_for(certificate: Path) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, certificate.with_name("key.pem"))
    names: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: names.append(name)  # type: ignore[func-returns-value, assignment]
    trusting = ssl.create_default_context(cafile=str(certificate))
    pages = {"secure.example/": page("safe"), "other.example/": page("not safe")}
    with serving(pages, wrap=lambda s: server.wrap_socket(s, server_side=True)) as web:  # type: ignore[arg-type]
        assert get(web, "https://secure.example/", tls=trusting).body == b"safe"
        assert names == ["secure.example"]
        assert web.connected == [(PUBLIC, 443)]
        with pytest.raises(IngestError, match=r"certificate of other\.example is not accepted"):
            get(web, "https://other.example/", tls=trusting)
        with pytest.raises(IngestError, match=r"certificate of secure\.example is not accepted"):
            get(web, "https://secure.example/")
    assert len(web.requests) == 1


def test_tls_that_never_finishes_its_greeting_does_not_hold_us() -> None:
    with serving({}, wrap=lambda s: time.sleep(1) or s) as web:  # type: ignore[func-returns-value]
        web.names["slow.example"] = [[PUBLIC]]
        started = time.monotonic()
        with pytest.raises(IngestError, match="takes too long"):
            get(web, "https://slow.example/", limits=Limits(total_s=0.3, read_s=5))
        assert time.monotonic() - started < 1


def test_an_address_is_told_again_without_what_tracks_the_reader() -> None:
    assert (
        canonical("HTTPS://WWW.Post.example:443/a?utm_source=x&id=7&fbclid=y#part")
        == "https://www.post.example/a?id=7"
    )
    assert canonical("http://post.example") == "http://post.example/"
    assert canonical("http://post.example/a?b=%20c&d") == "http://post.example/a?b=%20c&d"
    assert canonical("mailto:a@b.example") is None
    assert same_site("https://www.post.example/a", "https://amp.post.example/a")
    assert not same_site("https://post.example/", "https://notpost.example/")


@settings(max_examples=300)
@given(st.text() | st.text("htps:/.@[]%#?\\0127:").map("http://".__add__))
def test_any_text_is_an_address_or_a_sentence(text: str) -> None:
    with suppress(IngestError):
        address = checked(text)
        assert address.url.isascii()
        assert checked(address.url) == address
    again = canonical(text)
    assert again is None or canonical(again) == again


@given(st.integers(0, 2**128 - 1))
def test_every_network_address_gets_a_verdict(number: int) -> None:
    from ipaddress import IPv6Address

    carried = IPv6Address(number)
    why = why_not_public(str(carried))
    if carried.ipv4_mapped or carried.sixtofour or carried.teredo:
        assert why
