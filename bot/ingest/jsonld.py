"""JSON-LD in a page: the objects with which it describes itself, even if the JSON is broken."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

MAX_DEPTH = 20
MAX_OBJECTS = 20_000
"""Objects of one page; those beyond, and those nested more deeply, are not read."""


def blocks(scripts: list[str]) -> list[Any]:
    """The values of the contents of `<script type="application/ld+json">` elements, as far as they
    can be read.

    Tolerated: comment and CDATA marks around, raw line breaks in strings, commas before a closing
    bracket, a semicolon after the end, several objects one after another.
    """
    found: list[Any] = []
    for script in scripts:
        found.extend(_values(script))
    return found


def objects(values: list[Any]) -> Iterator[dict[str, Any]]:
    """Every object in the values, outer ones first, including those in arrays and `@graph`."""
    waiting: list[tuple[Any, int]] = [(value, 0) for value in values]
    given = 0
    at = 0
    while at < len(waiting) and given < MAX_OBJECTS:
        value, depth = waiting[at]
        at += 1
        if isinstance(value, dict):
            given += 1
            yield value
            inner: list[Any] = list(value.values())
        elif isinstance(value, list):
            inner = value
        else:
            continue
        if depth < MAX_DEPTH:
            waiting.extend((v, depth + 1) for v in inner if isinstance(v, dict | list))


def types(thing: dict[str, Any]) -> set[str]:
    """The object's types, without the prefix of their vocabulary."""
    given = thing.get("@type", thing.get("type"))
    names = given if isinstance(given, list) else [given]
    return {re.split(r"[/:#]", name)[-1] for name in names if isinstance(name, str)}


def words(value: Any) -> str | None:
    """A text property as one line: the first of a list, the value or name of an object."""
    for _ in range(MAX_DEPTH):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
            value = value.get("@value", value.get("name", value.get("headline")))
        else:
            break
    if isinstance(value, str):
        return line(value) or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def names(value: Any) -> str | None:
    """The names of persons and organisations, joined by commas."""
    given = value if isinstance(value, list) else [value]
    found: list[str] = []
    for one in given[:20]:
        name = words(one)
        if name and not name.lower().startswith(("http://", "https://")) and name not in found:
            found.append(name)
    return ", ".join(found) or None


def link(value: Any) -> str | None:
    """An address property: a string, or an object's `@id` or `url`."""
    for _ in range(MAX_DEPTH):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
            value = value.get("@id", value.get("url", value.get("contentUrl")))
        else:
            break
    return value.strip() if isinstance(value, str) and value.strip() else None


def day(value: Any) -> date | None:
    """The day of an ISO 8601 date or time as written (no change of time zone)."""
    found = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", words(value) or "")
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def universal(value: Any) -> datetime | None:
    """The instant of an ISO 8601 time that is written in universal time; None for one in another
    zone or in none, and for a date alone."""
    found = _UNIVERSAL.match(words(value) or "")
    try:
        return datetime.fromisoformat(f"{found[1]}+00:00") if found else None
    except ValueError:
        return None


_UNIVERSAL = re.compile(
    r"\s*(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(?:Z|[+-]00:?00|UTC|GMT)\s*$"
)


def line(text: str) -> str:
    """A text as one line: entities resolved, white space and control characters joined."""
    if "&" in text:
        text = html.unescape(text)
    return " ".join(_CONTROL.sub(" ", text).split())


def loads(text: str) -> Any:
    """Like json.loads, but numbers that are too long and nesting that is too deep raise
    ValueError too."""
    try:
        return json.loads(text, strict=False, parse_constant=lambda _: None)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _values(script: str) -> list[Any]:
    text = _WRAPPING.sub("", script.strip()).strip()
    for attempt in (text, _COMMA.sub(r"\1", text)):
        try:
            return [loads(attempt)]
        except ValueError:
            continue
    return _in_a_row(_COMMA.sub(r"\1", text))


def _in_a_row(text: str) -> list[Any]:
    """The whole values from the beginning on; the first broken one and those behind it are left
    out."""
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    at = 0
    while len(found) < MAX_OBJECTS:
        start = _BEGINNING.search(text, at)
        if start is None:
            break
        try:
            value, at = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


_WRAPPING = re.compile(r"^(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)$")
_COMMA = re.compile(r",\s{0,200}([}\]])")
_BEGINNING = re.compile(r"[{\[]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
