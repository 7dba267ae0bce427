"""Web addresses: which may be fetched, which network addresses may be reached, and the form in
which two addresses of one document are equal."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from bot import i18n
from bot.i18n import N_, gettext
from bot.ingest.documents import IngestError
from bot.language.web_addresses import MAX_ADDRESS, web_address

PORTS = {"http": 80, "https": 443}
"""Schemes that are fetched, each with its only port."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be fetched: `host` is in lower case and IDNA-encoded, an IPv6 literal
    without its brackets; `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port in the form that an address and a Host header have."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"


def checked(url: str) -> Address:
    """The parts of an address that may be fetched. Raises IngestError, which says why it may not
    be."""
    url = url.strip()
    shown = brief(url)
    if len(url) > MAX_ADDRESS:
        raise IngestError(
            gettext(
                "The address is longer than {max_address} characters: {shown}",
                max_address=i18n.grouped(MAX_ADDRESS),
                shown=shown,
            )
        )
    if not re.match(r"https?://", url, re.IGNORECASE):
        raise IngestError(
            gettext(
                "Only addresses that begin with http:// or https:// are read: {shown}", shown=shown
            )
        )
    if re.search(r"[\s\\\x00-\x20\x7f-\x9f\ud800-\udfff]", url):
        raise IngestError(gettext("This is no web address: {shown}", shown=shown))
    try:
        parts = parse_url(url)
    except LocationParseError:
        raise IngestError(gettext("This is no web address: {shown}", shown=shown)) from None
    if parts.auth is not None or "@" in (parts.netloc or ""):
        raise IngestError(gettext("An address with a user name or password in it is not fetched."))
    host = (parts.host or "").strip("[]").lower()
    if not re.fullmatch(r"[0-9a-z_.:-]{1,253}", host) or ".." in host or host.startswith("."):
        raise IngestError(gettext("This is no web address: {shown}", shown=shown))
    scheme = parts.scheme or "http"
    port = parts.port if parts.port is not None else PORTS[scheme]
    if port not in PORTS.values():
        raise IngestError(
            gettext(
                "Only the ports 80 and 443 are fetched, not {port}: {shown}", port=port, shown=shown
            )
        )
    if web_address(url) is None:
        raise IngestError(gettext("This is no web address: {shown}", shown=shown))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query is not None else "")
    if not target.isascii():
        target = quote(target, safe="%/?:@!$&'()*+,;=~-._")
    return Address(scheme=scheme, host=host, port=port, target=target)


def why_not_public(ip: str) -> str | None:
    """Why a network address must not be reached ("a private address"); None if it may be.

    Only addresses of the public internet are reached. IPv6 addresses that carry an IPv4 address
    (mapped, NAT64, 6to4, Teredo) are refused whatever they carry.
    """
    try:
        found = ipaddress.ip_address(ip)
    except ValueError:
        return gettext("no network address")
    for network, name in _CARRYING:
        if found in network:
            return gettext(name)
    for wrong, name in (
        (found.is_loopback, gettext("a loopback address")),
        (found.is_link_local, gettext("a link-local address")),
        (found.is_multicast, gettext("a multicast address")),
        (found.is_unspecified, gettext("an unspecified address")),
        (found in _SHARED, gettext("a carrier's shared address")),
        (found.is_reserved, gettext("a reserved address")),
        (not found.is_global, gettext("a private address")),
        (found.version == 6 and found not in _ALLOCATED, gettext("a reserved address")),
        (any(found in network for network in _SPECIAL), gettext("a reserved address")),
    ):
        if wrong:
            return name
    return None


def canonical(url: str | None) -> str | None:
    """The form of an address that is equal for one document: host in lower case, no fragment, no
    default port, no parameters that only track the reader. None if it is not a web address."""
    whole = web_address(url)
    try:
        parts = urlsplit(whole or "")
        port = parts.port
    except ValueError:
        return None
    if whole is None or not parts.hostname:
        return None
    scheme = parts.scheme.lower()
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is not None and port != PORTS[scheme]:
        host = f"{host}:{port}"
    query = parts.query
    if _TRACKING.search(query):
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([pair for pair in pairs if not _TRACKING_NAME.fullmatch(pair[0])])
    return urlunsplit((scheme, host, parts.path or "/", query, ""))


def joined(base: str | None, link: str | None) -> str | None:
    """The link as a whole address, with relative ones resolved against `base` and spaces as %20;
    None if that is not a web address."""
    if not link or not link.strip():
        return None
    try:
        whole = link.strip(" \t\r\n")
        if base and not whole.lower().startswith(("http://", "https://")):
            whole = urljoin(base, whole)
    except ValueError:
        return None
    return web_address(whole.replace(" ", "%20"))


def is_foreign(link: str) -> bool:
    """Whether a link names something that is not on the web (`javascript:`, `data:`, a mail
    address, a host alone). A link that only has to be resolved against a base is not foreign."""
    text = "".join(char for char in link if char.isprintable() and not char.isspace())
    whole = re.match(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", text, re.IGNORECASE)
    return whole is not None and web_address(link.replace(" ", "%20")) is None


def domain_of(url: str | None) -> str | None:
    """The outlet's domain: the host without "www." and similar prefixes."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return _FRONT.sub("", host.rstrip(".")) or None if host else None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are on one site: the same domain, or one a subdomain of the other."""
    a, b = domain_of(one), domain_of(other)
    if not a or not b:
        return False
    return a == b or a.endswith("." + b) or b.endswith("." + a)


def brief(url: str) -> str:
    """An address for use in a sentence: printable and not too long."""
    clean = "".join(char if char.isprintable() else "�" for char in url)
    return clean if len(clean) <= 120 else f"{clean[:119]}…"


_FRONT = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_TRACKERS = (
    r"(?:utm_\w+|(?:fb|g|d|tw|ms|y|ttc|wbra|gbra)cl(?:id|kid|src|snd)|fbclid|gclid|dclid|msclkid"
    r"|mc_[ce]id|igsh(?:id)?|_ga|_gl|ref_src|ref_url|cmpid|ocid|smid|s_cid|at_(?:medium|campaign"
    r"|custom\d|link_\w+)|mkt_tok|__twitter_impression|guce_\w+|xtor|ns_\w+)"
)
_TRACKING = re.compile(rf"(?:^|&){_TRACKERS}=", re.IGNORECASE)
_TRACKING_NAME = re.compile(_TRACKERS, re.IGNORECASE)

# RFC 4291 (mapped, compatible), 6052 and 8215 (NAT64), 3056 (6to4), 4380 (Teredo), 2765 (SIIT)
_CARRYING = tuple(
    (ipaddress.ip_network(network), name)
    for network, name in (
        ("::ffff:0:0/96", N_("an IPv4 address dressed as IPv6")),
        ("::ffff:0:0:0/96", N_("an IPv4 address dressed as IPv6")),
        ("64:ff9b::/96", N_("a NAT64 address")),
        ("64:ff9b:1::/48", N_("a NAT64 address")),
        ("2002::/16", N_("a 6to4 address")),
        ("192.88.99.0/24", N_("a 6to4 address")),
        ("2001::/32", N_("a Teredo address")),
    )
)
_SHARED = ipaddress.ip_network("100.64.0.0/10")  # RFC 6598
_ALLOCATED = ipaddress.ip_network("2000::/3")  # RFC 4291, 2.4: all global unicast so far

# Special by IANA's registries, and global at least in parts for one release of Python or another.
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # RFC 6890: protocol assignments
        "2001::/23",  # RFC 2928: protocol assignments, with ORCHIDv2 and benchmarking
        "3fff::/20",  # RFC 9637: documentation
    )
)
