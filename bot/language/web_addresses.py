"""Which web addresses may be stored, shown as a link and exported.

Everything else is refused: other schemes (`javascript:`, `data:`, `file:`), an address without a
host or with a user name, and any address with a character that is invisible or that a browser
drops, since it would lead elsewhere than it seems to.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata

MAX_ADDRESS = 2_000
"""Characters; browsers and servers agree on about this limit."""


def web_address(given: str | None) -> str | None:
    """The address without white space around it; None if it is not a web address (http, https)."""
    text = (given or "").strip(" \t\r\n")
    if len(text) > MAX_ADDRESS or not text.isprintable() or " " in text or "\\" in text:
        return None
    found = _PARTS.match(text)
    return text if found and _is_host(found["host"]) and _is_port(found["port"]) else None


def web_domain(given: str | None) -> str | None:
    """A site's name ("courier.example"), from a name or an address; None if it is neither."""
    text = (given or "").strip(" \t\r\n")
    found = _PARTS.match(web_address(text) or "")
    name = found["host"] if found else text
    return name if _is_host(name) and not name.startswith("[") else None


_PARTS = re.compile(
    r"https?://(?P<host>\[[0-9a-f:.]+\]|[^\[\]/?#@:]+)(?::(?P<port>[0-9]*))?(?=[/?#]|$)",
    re.IGNORECASE,
)


def _is_host(host: str) -> bool:
    if host.startswith("["):
        try:
            ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            return False
        return True
    labels = host.removesuffix(".").split(".")
    return len(host) <= 253 and all(map(_is_label, labels))


def _is_label(label: str) -> bool:
    """Whether a part of a host name is allowed: letters of any script with their marks, digits,
    hyphens and low lines. Characters that a browser would turn into a dot or a slash (UTS #46) are
    not letters."""
    return 0 < len(label) <= 63 and all(
        char in "-_" or unicodedata.category(char)[0] in "LMN" for char in label
    )


def _is_port(port: str | None) -> bool:
    return not port or (len(port) <= 5 and 0 < int(port) < 65_536)
