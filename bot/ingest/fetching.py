"""Fetches an address that a person names, without reaching networks that the person cannot reach.

The name is resolved once; each of its addresses must be public. The connection goes to exactly the
address that was checked, so a name that resolves to something else the second time gains nothing.
Each redirect is checked again. TLS is verified against the name. No proxy, cookie or credential is
used.
"""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass, field

import urllib3

from bot.i18n import gettext
from bot.ingest.addresses import Address, brief, checked, joined
from bot.ingest.connecting import (
    Connector,
    FetchError,
    Resolver,
    connect,
    connection_over,
    opened,
    public_ips,
    resolve,
    watched,
)

USER_AGENT = "OnRecord/0.1 (newsroom fact-check bot; fetches what an editor names)"

TYPES = frozenset(
    """text/html application/xhtml+xml text/plain text/markdown text/csv text/xml application/xml
    application/rss+xml application/atom+xml application/rdf+xml application/json
    application/ld+json""".split()
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one fetch: bytes after decompression, seconds in all and per read. The time in
    which the system's resolver resolves a name is limited by its own settings (resolv.conf)."""

    max_bytes: int = 5_000_000
    total_s: float = 20.0
    read_s: float = 10.0
    redirects: int = 3
    types: frozenset[str] = field(default=TYPES)


@dataclass(frozen=True, slots=True)
class Route:
    """How addresses are reached: the function that resolves a name, the function that connects,
    and `tls` for servers with certificates of their own. Tests use routes of their own."""

    resolver: Resolver = resolve
    connector: Connector = connect
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `not_modified`: the server says that the version you have is current, and
    `body` is empty. `url` is the address after redirects. `content_type` is in lower case,
    without parameters."""

    url: str
    not_modified: bool = False
    body: bytes = b""
    content_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def fetch(
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    limits: Limits = Limits(),
    route: Route = Route(),
) -> Fetched:
    """The content at an address.

    `etag` and `modified` come from an earlier answer; with them the server may answer that nothing
    changed. Raises IngestError for an address that must not be fetched, FetchError for one that
    cannot be.
    """
    until = time.monotonic() + limits.total_s
    address = checked(url)
    for _ in range(limits.redirects + 1):
        found = _one(address, route, limits, (etag, modified), until)
        if isinstance(found, Fetched):
            return found
        address = checked(found)
    raise FetchError(
        gettext(
            "{brief} redirects more than {redirects} times.",
            brief=brief(url),
            redirects=limits.redirects,
        )
    )


def _one(
    address: Address,
    route: Route,
    limits: Limits,
    known: tuple[str | None, str | None],
    until: float,
) -> Fetched | str:
    """The answer, or the address to which it redirects."""
    ips = public_ips(address, route.resolver)
    link = opened(address, ips, route.connector, seconds=limits.read_s, until=until)
    connection = connection_over(link, address, seconds=limits.read_s, tls=route.tls)
    with watched(address, link, until):
        try:
            connection.request(
                "GET",
                address.target,
                headers=_headers(address, *known),
                preload_content=False,
                decode_content=True,
            )
            response = connection.getresponse()
            return _answer(address, response, limits)
        finally:
            connection.close()
            link.close()


def _headers(address: Address, etag: str | None, modified: str | None) -> dict[str, str]:
    headers = {
        "Host": address.authority,
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)):
        if value and value.isascii() and value.isprintable():
            headers[name] = value
    return headers


def _answer(address: Address, response: urllib3.BaseHTTPResponse, limits: Limits) -> Fetched | str:
    headers = response.headers
    status = response.status
    if status == 304:
        return Fetched(
            url=address.url,
            not_modified=True,
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
        )
    if status in (301, 302, 303, 307, 308):
        target = joined(address.url, _location(headers.get("location")))
        if target is None:
            raise FetchError(
                gettext("{brief} redirects to nowhere.", brief=brief(address.url)), status=status
            )
        return target
    if status not in (200, 203):
        raise _refused(address, status, headers.get("retry-after"))
    kind, charset = _content_type(headers.get("content-type"))
    _check_type(address, kind, limits)
    body = _body(address, response, limits)
    if body[:1024].lstrip().startswith(b"%PDF-"):
        raise _pdf(address)
    return Fetched(
        url=address.url,
        body=body,
        content_type=kind,
        charset=charset,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
    )


def _location(header: str | None) -> str | None:
    """The header as servers mean it: raw UTF-8 and spaces are allowed."""
    try:
        raw = (header or "").encode("latin-1").decode("utf-8")
    except UnicodeError:
        raw = header or ""
    return raw.strip().replace(" ", "%20") or None


def _refused(address: Address, status: int, retry_after: str | None) -> FetchError:
    shown = brief(address.url)
    if status in (401, 402, 403, 407, 451):
        sentence = gettext(
            "{shown} does not let this bot in ({status}). Paste the text instead.",
            shown=shown,
            status=status,
        )
    elif status in (404, 410):
        sentence = gettext(
            "There is no page at {shown} ({status}). Check the address.", shown=shown, status=status
        )
    elif status == 429:
        sentence = gettext(
            "{host} asks to be left alone for a while (429). Try later.", host=address.host
        )
    elif status >= 500:
        sentence = gettext(
            "{host} has a fault of its own ({status}). Try later.", host=address.host, status=status
        )
    else:
        sentence = gettext(
            "{shown} answers {status}, not with a page. Paste the text instead.",
            shown=shown,
            status=status,
        )
    return FetchError(sentence, status=status, retry_after=retry_after)


def _content_type(header: str | None) -> tuple[str | None, str | None]:
    if not header:
        return None, None
    kind, _, rest = header.partition(";")
    charset = None
    for parameter in rest.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip():
            charset = value.strip().strip("\"'")
    return kind.strip().lower() or None, charset


def _check_type(address: Address, kind: str | None, limits: Limits) -> None:
    if kind == "application/pdf":
        raise _pdf(address)
    if kind is not None and kind not in limits.types:
        raise FetchError(
            gettext(
                "{brief} is of the type {kind}, which is not read; web pages, feeds, plain "
                "text, CSV and JSON are. Paste the text instead.",
                brief=brief(address.url),
                kind=brief(kind),
            )
        )


def _pdf(address: Address) -> FetchError:
    return FetchError(
        gettext(
            "{brief} is a PDF, which is not read. Copy the text and paste it instead.",
            brief=brief(address.url),
        )
    )


def _body(address: Address, response: urllib3.BaseHTTPResponse, limits: Limits) -> bytes:
    encoding = (response.headers.get("content-encoding") or "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise FetchError(
            gettext(
                "{host} sends its pages packed as {brief}, which was not asked for and is not "
                "read. Paste the text instead.",
                host=address.host,
                brief=brief(encoding),
            )
        )
    large = FetchError(
        gettext(
            "{brief} is larger than {max_bytes} MB. Paste the part that matters.",
            brief=brief(address.url),
            max_bytes=format(limits.max_bytes / 1e6, "g"),
        )
    )
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and len(declared) < 20 and int(declared) > limits.max_bytes:
        raise large
    parts: list[bytes] = []
    size = 0
    for part in response.stream(65_536, decode_content=True):
        size += len(part)
        if size > limits.max_bytes:
            raise large
        parts.append(part)
    return b"".join(parts)
