"""Reads and writes files in the interchange format `on-record/1`.

An entry that breaks the format is refused with its place and the reason. All problems of a file are
reported at once.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import MISSING, fields
from typing import Any

from bot.language.invisible import json_text
from bot.record.exchange.consistency import Problem, inconsistencies, place
from bot.record.exchange.entries import (
    AttributionEntry,
    ClaimEntry,
    DocumentEntry,
    Entry,
    OutletEntry,
    RecordFile,
    SourceEntry,
    as_json,
)
from bot.record.exchange.fields import READERS, UnfitError, shown

FORMAT = "on-record/1"

MAX_REPORTED = 20
"""Problems that an error's message lists; the rest is counted."""


class RecordError(ValueError):
    """The file is refused. `problems` has one sentence for each problem, in the file's order."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        lines = list(problems[:MAX_REPORTED])
        if len(problems) > MAX_REPORTED:
            lines.append(f"and {len(problems) - MAX_REPORTED} more")
        super().__init__("\n".join(lines))


def parse(data: bytes) -> RecordFile:
    """The record in a file's bytes (JSON in UTF-8).

    Raises RecordError, whose message names each wrong entry and the reason.
    """
    whole = _json(data)
    problems: list[Problem] = []
    entries: dict[str, list[Entry | None]] = {name: [] for name in _KINDS}
    keys: dict[str, dict[str, int]] = {name: {} for name in _KINDS}
    for rank, (name, kind) in enumerate(_KINDS.items()):
        given = whole.get(name, [])
        if not isinstance(given, list):
            raise RecordError([f"{name} is not a list"])
        for index, raw in enumerate(given):
            entry, reasons = _entry(kind, raw)
            key = raw.get("key") if isinstance(raw, dict) else None
            if isinstance(key, str):
                first = keys[name].setdefault(key, index)
                if first != index:
                    reasons.append(f"the key is taken by {name}[{first}]")
            entries[name].append(entry)
            where = place(name, index, key)
            problems += [Problem(rank, index, f"{where}: {reason}") for reason in reasons]
    problems += inconsistencies(entries, keys)
    if problems:
        raise RecordError([problem.text for problem in sorted(problems)])
    return RecordFile(**{name: tuple(found) for name, found in entries.items()})  # type: ignore[arg-type]


def render(file: RecordFile) -> str:
    """The file as canonical JSON: the same record gives the same characters.

    Keys come in the format's order, optional keys with their default value are left out, and a
    whole figure is written without a decimal point. Ends with a newline.
    """
    whole: dict[str, Any] = {"format": FORMAT}
    for name, entries in file.lists():
        whole[name] = [as_json(entry) for entry in entries]
    return json_text(whole, indent=1, allow_nan=False) + "\n"


class _Repeated(dict[str, Any]):
    """A JSON object that has a key twice; the JSON parser alone would keep the last one."""

    twice: tuple[str, ...] = ()


def _json(data: bytes) -> dict[str, Any]:
    """The file's outermost object, with its format and its own keys checked."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordError([f"the file is not UTF-8 (byte {error.start})"]) from error
    try:
        whole = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        reason = f"{error.msg}, line {error.lineno} column {error.colno}"
        raise RecordError([f"the file is not JSON: {reason}"]) from error
    except (ValueError, RecursionError) as error:  # a too long number, too deep nesting
        raise RecordError([f"the file is not JSON that can be read: {error}"]) from error
    if not isinstance(whole, dict):
        raise RecordError(["the file is not a JSON object"])
    if whole.get("format") != FORMAT:
        raise RecordError([f"the format is {shown(whole.get('format'))}, not {FORMAT}"])
    reasons = [f"the key {shown(k)} stands twice" for k in getattr(whole, "twice", ())]
    reasons += [f"unknown key {shown(k)}" for k in whole if k not in _KINDS and k != "format"]
    if reasons:
        raise RecordError(reasons)
    return whole


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    repeated = _Repeated(plain)
    counts = Counter(key for key, _ in pairs)
    repeated.twice = tuple(key for key, count in counts.items() if count > 1)
    return repeated


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _entry(kind: type[Entry], raw: Any) -> tuple[Entry | None, list[str]]:
    """The entry, or None if it cannot be made, and all problems of its fields."""
    if not isinstance(raw, dict):
        return None, ["it is not a JSON object"]
    readers = READERS[kind]
    reasons = [f"the key {shown(key)} stands twice" for key in getattr(raw, "twice", ())]
    reasons += [f"unknown key {shown(key)}" for key in raw if key not in readers]
    values: dict[str, Any] = {}
    for field in fields(kind):
        if field.name not in raw:
            if field.default is MISSING:
                reasons.append(f"{field.name} is missing")
            continue
        value = raw[field.name]
        if value is None and (field.default is None or field.name == "source"):
            values[field.name] = None
            continue
        try:
            values[field.name] = readers[field.name](value)
        except UnfitError as error:
            reasons.append(f"{field.name} {error}")
    return (None, reasons) if reasons else (kind(**values), [])


_KINDS: dict[str, type[Entry]] = {
    "outlets": OutletEntry,
    "sources": SourceEntry,
    "documents": DocumentEntry,
    "claims": ClaimEntry,
    "attributions": AttributionEntry,
}
