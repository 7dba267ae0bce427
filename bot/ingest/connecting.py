"""Connects to exactly the network address that was checked, for no longer than allowed."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError
from urllib3.exceptions import TimeoutError as HTTPTimeoutError

from bot.i18n import gettext
from bot.ingest.addresses import Address, why_not_public
from bot.ingest.documents import IngestError

Resolver = Callable[[str, int], Sequence[str]]
"""(host, port) → its network addresses. Raises OSError if there are none."""

Connector = Callable[[str, int, float], socket.socket]
"""(network address, port, seconds) → a connected socket. Raises OSError if there is none."""


class FetchError(IngestError):
    """The address cannot be read. `status` is the server's, None if it gave no answer;
    `retry_after` is its header, verbatim."""

    def __init__(
        self, sentence: str, *, status: int | None = None, retry_after: str | None = None
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.retry_after = retry_after


def resolve(host: str, port: int) -> list[str]:
    """All network addresses of a name, as the system's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(ip: str, port: int, seconds: float) -> socket.socket:
    """A connection to a network address."""
    return socket.create_connection((ip, port), seconds)


def public_ips(address: Address, resolver: Resolver) -> list[str]:
    """The network addresses of the host, resolved once. Raises IngestError if any of them is not
    on the public internet."""
    try:
        ips = list(resolver(address.host, address.port))
    except (OSError, UnicodeError):
        ips = []
    if not ips:
        raise FetchError(gettext("There is no host by the name of {host}.", host=address.host))
    for ip in ips:
        if why := why_not_public(ip):
            raise IngestError(
                gettext(
                    "{host} is not fetched: it leads to {why} ({ip}), and only the public "
                    "internet is read.",
                    host=address.host,
                    why=why,
                    ip=ip,
                )
            )
    return ips


def opened(
    address: Address, ips: list[str], connector: Connector, *, seconds: float, until: float
) -> socket.socket:
    """A connection to the first of the checked addresses that answers within `seconds`; `until`
    is the end of the whole time, by the monotonic clock."""
    for ip in ips[:4]:
        left = until - time.monotonic()
        if left <= 0:
            break
        try:
            return connector(ip, address.port, min(left, seconds))
        except OSError:
            continue
    raise FetchError(
        gettext("{host} does not answer. Try later, or paste the text.", host=address.host)
    )


def connection_over(
    link: socket.socket, address: Address, *, seconds: float, tls: ssl.SSLContext | None
) -> HTTPConnection:
    """HTTP, or HTTP under TLS, over an open connection; `seconds` is the limit of each read."""
    connection: _Plain | _Secure
    if address.scheme == "https":
        connection = _Secure(
            address.host, address.port, timeout=seconds, ssl_context=tls or _trusting()
        )
    else:
        connection = _Plain(address.host, address.port, timeout=seconds)
    connection.opened = link
    return connection


@contextmanager
def watched(address: Address, link: socket.socket, until: float) -> Iterator[None]:
    """Closes the connection when the time is over, even while a header arrives byte by byte, and
    turns a failure of the connection into an IngestError in words."""
    over = threading.Event()
    twin = link.dup()  # TLS takes over the first socket's handle

    def cut() -> None:
        over.set()
        try:
            twin.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    timer = threading.Timer(max(until - time.monotonic(), 0.0), cut)
    timer.daemon = True
    timer.start()
    slow = FetchError(
        gettext("{host} takes too long. Try later, or paste the text.", host=address.host)
    )
    try:
        yield
    except IngestError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise _unverified(address, error) from None
    except (DecodeError, http.client.HTTPException, OSError, HTTPError, ValueError) as error:
        if over.is_set() or isinstance(error, TimeoutError | HTTPTimeoutError):
            raise slow from None
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise _unverified(address, error) from None
        raise FetchError(
            gettext(
                "The answer of {host} is broken ({name}). Try later.",
                host=address.host,
                name=type(error).__name__,
            )
        ) from None
    finally:
        timer.cancel()
        twin.close()
    if over.is_set():
        raise slow


class _Plain(HTTPConnection):
    """A connection over a socket that is already open to the checked address."""

    opened: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.opened


class _Secure(HTTPSConnection):
    """The same with TLS; name and certificate are checked against the host that was asked for."""

    opened: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.opened


@cache
def _trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _unverified(address: Address, error: Exception) -> FetchError:
    reason = getattr(error, "verify_message", "") or gettext("it could not be verified")
    return FetchError(
        gettext(
            "The certificate of {host} is not accepted: {reason}.", host=address.host, reason=reason
        )
    )
