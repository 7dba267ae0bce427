"""The party that is proposed for a speaker whom a document names without one, and speakers that can
be no party: a ship, a report, a place.

A proposal is a guess, which an editor confirms. It rests on the governments that the document
names: that of a country, or one that is on record. If it names several, the one of which it has the
same office ("Lebanon's president") or which it names far more often is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.extraction.draft import KnownSource, ProposedSource
from bot.extraction.source_kinds import Document
from bot.extraction.source_names import THE, country_of, key_of, without_determiner
from bot.extraction.source_words import BODIES, RECORDS
from bot.language.countries import world
from bot.language.tokens import is_stopword

SHIP, REPORT, PLACE = "ship", "report", "place"

_NATIONAL = frozenset(
    """president minister premier chancellor king queen ambassador envoy admiral general commander
    prosecutor undersecretary army military navy ministry ministries parliament government cabinet
    presidency embassy treasury authorities officials police troops soldiers forces intelligence
    lawmakers diplomats""".split()
)
"""Words for those who speak for the government of a country."""

_LOCAL = frozenset(
    "mayor sheriff councillor governor fire firefighters rescue council brigade".split()
)
"""Words for those who speak for a town or region: only a government on record is proposed."""

_NOT_OF_STATE = frozenset("club company union party church bank former ex ousted exiled".split())

_VESSELS = frozenset(
    """ship vessel ferry tanker freighter boat trawler submarine frigate destroyer cruiser yacht tug
    tugboat liner cutter barge lifeboat plane aircraft helicopter airliner drone satellite
    spacecraft""".split()
)
_PREFIX = re.compile(r"(?:M/?V|M/?S|M/?T|F/?V|R/?V|S/?S|HMS|USS|HMCS|HMAS)\.? [A-Z]")
_SITES = frozenset(
    """island islands peninsula street road bridge building tower warehouse site area region
    district province coast bay strait sea river valley mountain village border zone square
    quarter""".split()
)

_CLEARLY = 4
"""How many times as often as all others a government is named that is meant without more."""

_WORD = re.compile(r"[^\W_]+")
_LEAD = 4  # words of the longest name of a country that is looked for before an office


def thing(document: Document, name: str) -> str | None:
    """SHIP, REPORT or PLACE, if a speaker of that name is one; None for persons and bodies.

    A report or survey with a name of its own may be a source of its own (a register), so only one
    without is a REPORT.
    """
    bare = without_determiner(THE.sub("", name))
    words = bare.split()
    if not words:
        return None
    head = re.split(r" (?:of|for|from|at|in|on|by) ", bare, maxsplit=1)[0].split()[-1]
    if head.islower():
        if head in _VESSELS or head.removesuffix("s") in _VESSELS:
            return SHIP
        if head in _SITES:
            return PLACE
        unnamed = all(word.islower() for word in words if word.isalpha())
        return REPORT if unnamed and key_of(head) in RECORDS else None
    return _named_thing(document, bare)


def _named_thing(document: Document, name: str) -> str | None:
    if _PREFIX.match(name):
        return SHIP
    key = key_of(name)
    if not name[:1].isupper() or len(key.split()) > 3:
        return None
    if any(document.has(f"{vessel} {key}") for vessel in _VESSELS):
        return SHIP
    if key.split()[-1] in _SITES and name.split()[-1].istitle():
        return PLACE
    is_in = any(document.has(f"{word} {key}") for word in ("in", "near", "outside"))
    longer = re.search(rf"\b[A-Z][\w-]+ {re.escape(name)}\b", document.text)
    return PLACE if is_in and not longer and not country_of(name) else None


@dataclass(frozen=True, slots=True)
class Governments:
    """The governments that a document names, by id (`Place.id` of a country, or "source:7" of one
    on record that is none), each with how often; and by office, that whose office it names."""

    named: Mapping[str, int]
    offices: Mapping[str, frozenset[str]]


def governments_in(document: Document, recorded: Mapping[str, int]) -> Governments:
    """The governments that a document names. `recorded` has, by key, the names of those on record
    that are no country's, each with its source's id."""
    text = document.text
    tokens = [(m.group(), m.group().lower(), m.end()) for m in _WORD.finditer(text)]
    named: Counter[str] = Counter()
    offices: dict[str, set[str]] = {}
    at = 0
    while at < len(tokens):
        found = _government_at(tokens, at, recorded)
        if found is None:
            at += 1
            continue
        government, at = found
        named[government] += 1
        office = _OFFICE.match(text, tokens[at - 1][2])
        if office is not None and not any(map(is_stopword, office.group().lower().split())):
            offices.setdefault(office["office"].lower(), set()).add(government)
    return Governments(named, {word: frozenset(ids) for word, ids in offices.items()})


def guessed(governments: Governments, described: str) -> str | None:
    """The id of the government for which a speaker with this role and name may speak; None if the
    words are of no public office, or if no single one is likely."""
    words = set(key_of(described).split())
    if words & _NOT_OF_STATE:
        return None
    named = dict(governments.named)
    if words.isdisjoint(_NATIONAL):
        if words.isdisjoint(_LOCAL):
            return None
        named = {one: count for one, count in named.items() if one.startswith("source:")}
    same = {one for word in words for one in governments.offices.get(word, ())} & set(named)
    if len(same) == 1:
        return next(iter(same))
    most = sorted(named.items(), key=lambda one: -one[1])
    if not most:
        return None
    others = sum(count for _, count in most[1:])
    return most[0][0] if most[0][1] >= _CLEARLY * others else None


_OFFICE = re.compile(
    rf"(?:['’]s?)?(?: [\w-]+){{0,2}}? (?P<office>{'|'.join(sorted(_NATIONAL | _LOCAL))})\b",
    re.IGNORECASE,
)
"""An office right behind the name of a country: "Lebanon's health minister"."""


def _government_at(
    tokens: list[tuple[str, str, int]], at: int, recorded: Mapping[str, int]
) -> tuple[str, int] | None:
    """The government named by the words that begin here, and the position behind them."""
    if not tokens[at][0][0].isupper():
        return None
    for length in range(min(_LEAD, len(tokens) - at), 0, -1):
        words = tuple(low for _, low, _ in tokens[at : at + length])
        if (source := recorded.get(" ".join(words))) is not None:
            return f"source:{source}", at + length
        place = world().find(words, " ".join(text for text, *_ in tokens[at : at + length]))
        if place is not None and (place.kind == "country" or place.capital):
            return f"country:{place.country}", at + length
    return None


def meant(document: Document, name: str) -> str | None:
    """The full name of the body that "the ministry" or "the health board" means, if the document
    has a single one."""
    noun = without_determiner(name)
    if not noun.islower() or noun.split()[-1] not in BODIES or len(noun.split()) > _LONGEST_NOUN:
        return None
    full: dict[str, str] = {}
    written = (re.escape(one) for one in (noun, noun.capitalize(), noun.title()))
    for m in re.finditer(_FULL.format("|".join(written), re.escape(noun.title())), document.text):
        words = m.group().split()
        if without_determiner(m.group()).islower():
            continue  # "Another health board"
        if not any(is_stopword(word.lower()) for word in (words[0], *words[1:-1])) or m["of"]:
            full.setdefault(key_of(m.group()), m.group())
    return next(iter(full.values())) if len(full) == 1 else None


_LONGEST_NOUN = 4
"""Words of a body's name without the place: "fire and rescue service"."""

_FULL = (
    r"\b(?:[A-Z][\w-]+(?:['’]s)?(?: [\w-]+){{0,2}} (?:{0})\b(?! (?:of|for) )"
    r"|(?P<of>{1} (?:of|for) (?:the )?[A-Z][\w-]+(?:,? (?:and )?[A-Z][\w-]+)*))"
)


def in_line(known: Sequence[KnownSource], source_id: int, parent: ProposedSource | None) -> bool:
    """Whether a source on record may belong to what a draft names above its speaker: nothing is
    named or on record, or one of those named is in the source's line."""
    by_id = {one.id: one for one in known}
    ids: set[int] = set()
    names: set[str] = set()
    here = by_id.get(source_id)
    here = by_id.get(here.parent_id or 0) if here is not None else None
    while here is not None and here.id not in ids:
        ids.add(here.id)
        names |= {key_of(name) for name in (here.name, *here.aliases)}
        here = by_id.get(here.parent_id or 0)
    if parent is None or not ids:
        return True
    while parent is not None:
        if parent.known in ids or key_of(parent.name) in names:
            return True
        parent = parent.parent
    return False
