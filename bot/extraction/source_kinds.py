"""The kind of thing that a name in a document names: a person, an organisation, an outlet, …"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.extraction.source_names import (
    OF,
    THE,
    country_of,
    is_title,
    is_unnamed,
    key_of,
    plain_words,
)
from bot.extraction.source_words import (
    ADHERENTS,
    BODIES,
    FULL_NAMES,
    GROUPS,
    OUTLETS,
    RECORDS,
    SURNAME_COUNTRIES,
)
from bot.language.countries import world

PERSON, ORGANISATION, GOVERNMENT = "person", "organisation", "government"
OUTLET, RECORD = "outlet", "record"


@dataclass(frozen=True, slots=True)
class Document:
    """A document's text, and its words in one line with a space at either end, for comparing.

    `outlets` are the keys of the names in it that carry others' words.
    """

    text: str
    words: str
    outlets: frozenset[str]

    def has(self, key: str) -> bool:
        """Whether the document has a name; `key` as `key_of` makes it."""
        return f" {key} " in self.words

    def has_place(self, key: str) -> bool:
        """Whether the document uses a name for a place: many are surnames too."""
        return any(self.has(f"{word} {key}") for word in ("in", "near", "outside", "from"))


def document_of(text: str, outlets: Iterable[str]) -> Document:
    """A document with the names of those outlets in it that carry others' words."""
    return Document(text, f" {plain_words(text)} ", frozenset(map(key_of, outlets)))


def kind_of(document: Document, name: str, role: str | None, organisation: str | None) -> str:
    """One of the kinds above; a person if nothing shows otherwise."""
    key = key_of(name)
    if key in document.outlets or key in FULL_NAMES:
        return OUTLET
    if is_unnamed(name):
        return PERSON
    head = (key_of(OF.split(name)[0]).split() or [""])[-1]
    if head in RECORDS:
        return RECORD
    if head in GROUPS:
        return ORGANISATION
    if role or is_title(name.split(" ", 1)[0]):
        return PERSON
    if kind := _by_word(key.split()):
        return kind
    if country_of(name):
        return ORGANISATION  # a people: "Russians"
    if _is_place(document, key):
        return GOVERNMENT
    article = name.lower().startswith("the ") and not organisation
    return ORGANISATION if article or _is_acronym(document, name) or _is_plural(name) else PERSON


def _by_word(words: list[str]) -> str | None:
    if not BODIES.isdisjoint(words):
        return ORGANISATION
    return None if OUTLETS.isdisjoint(words) else OUTLET


def _is_place(document: Document, key: str) -> bool:
    place = world().names.get(tuple(key.split()))
    if place is None or place.kind != "place":
        return False
    return place.country not in SURNAME_COUNTRIES or document.has_place(key)


def _is_acronym(document: Document, name: str) -> bool:
    """Whether a name is an acronym; "PENCE:" in a transcript that also has "Pence" is none."""
    bare = THE.sub("", name)
    return bare.isupper() and len(bare) > 1 and bare.capitalize() not in document.text


def _is_plural(name: str) -> bool:
    """Whether a name is that of several people: "commuters", "Democrats"."""
    last = (OF.split(name)[0].split() or [""])[-1]
    head = (key_of(OF.split(name)[0]).split() or [""])[-1]
    if last.endswith("s") and not last.endswith("ss") and last.islower():
        return True
    return head in ADHERENTS and head.endswith("s")
