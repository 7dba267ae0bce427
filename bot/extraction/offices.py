"""The role and the body in the description of a person: "Ukraine's foreign minister"."""

from __future__ import annotations

import re

from bot.extraction.source_names import (
    OWNED,
    clean,
    country_length,
    country_of,
    everyday_name,
    is_title,
    is_unnamed,
    key_of,
    leading_country,
    titles_of,
    without_determiner,
)
from bot.extraction.source_words import ADHERENTS, BODIES, PEOPLE


def apart(name: str) -> tuple[str, str | None]:
    """A name without its role, and the role: "pollster Ann Lee", "Ann Lee, a pollster"."""
    name = _BRACKETED.sub("", name).strip() or name
    if (m := _BEFORE.match(name)) and m["last"] in PEOPLE:
        return m["name"], without_determiner(m["role"])
    first, _, rest = name.partition(" ")
    if first.lower() in ADHERENTS and rest.istitle() and " " in rest:
        return rest, first
    if (m := _BEHIND.match(name)) and is_unnamed(m["role"]):
        return m["name"], without_determiner(m["role"])
    return name, None


def office_of(name: str, role: str | None, written: str) -> tuple[str | None, str | None]:
    """The role and the body in a description: "spokesman for X", "Ukraine's foreign minister"."""
    unnamed = is_unnamed(name)
    described = role or (name if unnamed else titles_of(name))
    if described and not unnamed and all(map(is_title, described.split())):
        return described, None
    if not described and name in written:
        described = clean(written.replace(name, "", 1))
        if described and all(map(is_title, described.split())):
            return titles_of(f"{described} X") or role, None
    described = without_determiner(described)
    if not described or len(described.split()) > _LONGEST_ROLE:
        return role, None
    if m := _FOR.match(described) or OWNED.match(described):
        return clean(m["role"]) or role, clean(m["body"]) or None
    country = leading_country(described)
    if (m := _SPEAKS_FOR.match(described)) and not country_of(m["body"]):
        body = clean(m["body"])
        if body and (body.split()[-1][:1].isupper() or not BODIES.isdisjoint(key_of(body).split())):
            return clean(m["role"]), body
    if (m := _ACRONYM.match(described)) and not country:
        return clean(m["role"]), m["body"]
    if country:
        return " ".join(described.split()[country_length(described) :]), everyday_name(country)
    return role, None


_LONGEST_ROLE = 15
_BRACKETED = re.compile(r"\s*\((?!@)[^()]*\)")
_BEFORE = re.compile(
    r"^(?P<role>.*\b(?P<last>[a-z][\w-]+))\s+(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,3})$"
)
_BEHIND = re.compile(r"^(?P<name>[A-Z][^,]{2,40}),\s+(?P<role>.{4,})$")
_FOR = re.compile(r"^(?P<role>.+?)\s+(?:for|of|at|with)\s+(?P<body>[^,]+)", re.IGNORECASE)
_ACRONYM = re.compile(r"^(?P<body>[A-Z]{2,6})\s+(?P<role>.+)$")
_SPEAKS_FOR = re.compile(
    r"^(?P<body>.+?)\s+(?P<role>(?:chief |senior |deputy |lead )?(?:spokes(?:man|woman|person)|"
    r"press secretary|official|chief|director|head|adviser|advisor|analyst|economist|attorney))$",
    re.IGNORECASE,
)
