"""The rules between the entries of a file: references, cycles, spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.language.quantities import describe
from bot.language.stated import Stated, Words, stated, words_of
from bot.record.exchange.entries import (
    UNKNOWN,
    AttributionEntry,
    ClaimEntry,
    DocumentEntry,
    Entry,
    SourceEntry,
    Span,
)
from bot.record.exchange.fields import shown


class Problem(NamedTuple):
    """A fault of an entry; problems sort in the file's order."""

    rank: int
    position: int
    text: str


def place(name: str, index: int, key: object) -> str:
    """An entry's place in words, for example `attributions[12] "R20"`."""
    if not isinstance(key, str):
        return f"{name}[{index}]"
    printable = key.encode("ascii", "backslashreplace").decode() if _odd(key) else key
    return f'{name}[{index}] "{printable[:60]}"'


def inconsistencies(
    entries: Mapping[str, Sequence[Entry | None]], keys: Mapping[str, Mapping[str, int]]
) -> Iterator[Problem]:
    """All problems between entries. `keys` gives, for each list, the index of each key.

    An entry that is None was refused already; entries that refer to it are not reported for that.
    """
    documents = {e.key: e for e in entries["documents"] if isinstance(e, DocumentEntry)}
    for rank, (name, listed) in enumerate(entries.items()):
        for index, entry in enumerate(listed):
            if entry is None:
                continue
            where = place(name, index, entry.key)
            for reason in _dangling(entry, keys):
                yield Problem(rank, index, f"{where}: {reason}")
            if isinstance(entry, AttributionEntry) and entry.document in documents:
                document = documents[entry.document]
                misplaced = list(_misplaced(entry, document))
                for reason in misplaced or _unsaid(entry, document):
                    yield Problem(rank, index, f"{where}: {reason}")
        yield from _circles(rank, name, listed)
    yield from _merged_into_withdrawn(entries)


def _dangling(entry: Entry, keys: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    for field, name in REFERENCES.get(type(entry), ()):
        key = getattr(entry, field)
        if key is None or (field == "origin" and key == UNKNOWN):
            continue
        if key not in keys[name]:
            yield f'{field} "{key}" is not among the {name}'


REFERENCES: Mapping[type[Entry], tuple[tuple[str, str], ...]] = {
    SourceEntry: (("parent", "sources"),),
    DocumentEntry: (("outlet", "outlets"),),
    ClaimEntry: (("merged_into", "claims"),),
    AttributionEntry: (
        ("claim", "claims"),
        ("source", "sources"),
        ("document", "documents"),
        ("relayed_by", "outlets"),
        ("origin", "attributions"),
    ),
}
"""The fields that refer to other entries, and the list each refers to."""


def _misplaced(entry: AttributionEntry, document: DocumentEntry) -> Iterator[str]:
    """The problems with spans: their words are not literally in the document, or they contradict
    each other."""
    if not entry.content:
        yield "content has no span: the words must be in the document"
    for field, spans in (
        ("content", entry.content),
        ("speaker", (entry.speaker,) if entry.speaker is not None else ()),
        ("antecedent", entry.antecedent),
        ("insertions", entry.insertions),
    ):
        sound = True
        for span in spans:
            reason = _not_literal(span, document)
            if reason:
                sound = False
                yield f"{field} [{span[0]}, {span[1]}] {reason}"
        if sound:
            for one, other in _overlapping(spans):
                yield f"{field} {list(one)} and {list(other)} overlap"
    for start, end in entry.insertions:
        if not any(low <= start < end <= high for low, high in entry.content):
            yield f"insertions [{start}, {end}] is not inside the content"


def _unsaid(entry: AttributionEntry, document: DocumentEntry) -> Iterator[str]:
    """The figure, if it is not in the words."""
    if entry.figure is None or entry.figure_computed:
        return
    texts = words_of(document.text, entry.content, entry.antecedent)
    words = Words(texts, document.text, document.language)
    found = stated(words, entry.figure, entry.unit)
    if found.stated is Stated.ANOTHER:
        figure = shown(describe(*entry.figure, entry.unit))
        give = f"give {shown(found.others)}" if found.others else "give none"
        yield (
            f"figure {figure} is not in the words, which {give}: correct it, or add"
            ' "figure_computed": true if the desk worked it out'
        )


def _not_literal(span: Span, document: DocumentEntry) -> str:
    start, end = span
    if start >= end:
        return "does not end after its start"
    if start < 0 or end > len(document.text):
        return f'is not in document "{document.key}", which has {len(document.text)} characters'
    if not document.text[start:end].strip():
        return f'is only white space in document "{document.key}"'
    return ""


def _overlapping(spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    ordered = sorted(spans)
    for one, other in pairwise(ordered):
        if other[0] < one[1]:
            yield one, other


def _circles(rank: int, name: str, entries: Sequence[Entry | None]) -> Iterator[Problem]:
    """The parents and merges that lead back to their start, each circle once."""
    field = {"sources": "parent", "claims": "merged_into"}.get(name)
    if field is None:
        return
    up = {e.key: (index, getattr(e, field)) for index, e in enumerate(entries) if e is not None}
    done: set[str] = set()
    for start in up:
        path: list[str] = []
        key: str | None = start
        while key is not None and key in up and key not in done:
            done.add(key)
            path.append(key)
            key = up[key][1]
        if key in path:
            circle = [*path[path.index(key) :], key]
            index = up[key][0]
            where = place(name, index, key)
            text = f"{where}: {field} leads back to itself ({' → '.join(circle)})"
            yield Problem(rank, index, text)


def _merged_into_withdrawn(entries: Mapping[str, Sequence[Entry | None]]) -> Iterator[Problem]:
    claims = entries["claims"]
    withdrawn = {e.key for e in claims if isinstance(e, ClaimEntry) and e.state == "withdrawn"}
    rank = list(entries).index("claims")
    for index, entry in enumerate(claims):
        if isinstance(entry, ClaimEntry) and entry.merged_into in withdrawn:
            if entry.merged_into == entry.key:
                continue  # the circle is reported already
            where = place("claims", index, entry.key)
            yield Problem(rank, index, f'{where}: merged_into "{entry.merged_into}" is withdrawn')


def _odd(key: str) -> bool:
    return not key.isprintable()
