"""Names of sources as a document writes them: their form for comparing, and what they name."""

from __future__ import annotations

import re

from bot.extraction.draft import DraftPassage, Flag, KnownSource, ProposedSource
from bot.extraction.roles import PARTICLES
from bot.extraction.source_words import (
    FORMS_OF_ADDRESS,
    GOVERNS,
    PEOPLE,
    PRONOUNS,
    SHARED,
    SMALL,
    TITLES,
)
from bot.language.countries import world


def key_of(name: str) -> str:
    """A name in a form for comparing: lower case, no article, no punctuation; "U.S." is "us"."""
    words = plain_words(name)
    return words[4:] if words.startswith("the ") else words


def plain_words(text: str) -> str:
    plain = re.sub(r"\b([A-Z])\.(?=[A-Z]\b)\.?", r"\1", text)
    return " ".join(re.findall(r"[^\W_]+", _APOSTROPHE.sub("", plain).casefold()))


def clean(name: str) -> str:
    plain = " ".join(name.split())
    stripped = plain.strip(EDGES)[:LONGEST_NAME].strip(EDGES)
    # "U.S." keeps its point.
    return f"{stripped}." if re.search(r"\b[A-Z]\.[A-Z]$", stripped) else stripped


def is_title(word: str) -> bool:
    return word.strip(".,").lower() in TITLES


def without_titles(name: str) -> str:
    words = name.split()
    while len(words) > 1 and is_title(words[0]):
        words = words[1:]
    return " ".join(words)


def titles_of(name: str) -> str:
    """The titles before a name, as a role; "Mr" is not one."""
    bare = without_titles(name)
    titles = name[: len(name) - len(bare)].split()
    return " ".join(w for w in titles if w.strip(".").lower() not in FORMS_OF_ADDRESS)


def without_determiner(name: str) -> str:
    return _DETERMINER.sub("", name, count=1).strip() or name


def with_article(described: str) -> str:
    """ "another port official" → "a port official"; "the mayor", "Holm's aide" stay as they are."""
    if THE.match(described) or OWNED.match(described):
        return described
    bare = without_determiner(described)
    return f"{'an' if bare[0].lower() in 'aeiou' else 'a'} {bare}"


def is_unnamed(name: str) -> bool:
    """Whether a name only describes one person: "another senior port official"."""
    head = OF.split(name)[0].split()
    if not head or head[-1].lower().strip(EDGES) not in PEOPLE:
        return False
    return head[-1].islower()


def country_of(name: str) -> str:
    """The id of a country, if the name is only that country's, with "government" or without;
    else empty."""
    words = [w for w in key_of(name).split() if w not in GOVERNS and w not in ("of", "the")]
    if not words:
        return ""
    place = world().names.get(tuple(words))
    if place is None or (place.exact and place.exact not in re.sub(r"[^\w]", "", name)):
        return ""
    if place.kind == "country":
        return place.id
    return f"country:{place.country}" if place.capital else ""


def is_government(name: str) -> bool:
    """Whether the name of a country or capital means its government; "the Russian" does not."""
    words = key_of(name).split()
    if set(words) & GOVERNS:
        return True
    place = world().names.get(tuple(words))
    return place is not None and not place.people


def leading_country(name: str) -> str:
    """The id of the country whose name or people begins the name; else empty."""
    plain = THE.sub("", name)
    return country_of(" ".join(plain.split()[: country_length(plain)]))


def country_length(name: str) -> int:
    """How many words of a longer name belong to the country at its beginning."""
    words = name.split()
    lengths = range(min(len(words) - 1, _LONGEST_COUNTRY), 0, -1)
    return next((n for n in lengths if country_of(" ".join(words[:n]))), 0)


def everyday_name(country: str) -> str:
    """The everyday name of the country with this id."""
    words = world().called(country)[0]
    return " ".join(w if w in SMALL else w.capitalize() for w in words)


def speakers(passage: DraftPassage, text: str) -> tuple[str, ...]:
    """The names of a passage's speakers; empty if no speaker is named, or only by a pronoun."""
    if passage.source is not None and _NOBODY.match(text, *passage.source):
        return ()  # "nobody at the ministry said": that is no source
    named = [n for n in map(clean, passage.speakers) if n]
    if not named:
        name = passage.name
        if name is None and passage.source is not None:
            name = text[passage.source[0] : passage.source[1]]
        name = clean(name or "")
        if not name or key_of(name) in PRONOUNS:
            return ()
        parts = [n for n in map(clean, _AND.split(name)) if n]
        several = Flag.SEVERAL_SPEAKERS in passage.flags or all(map(country_of, parts))
        named = parts if several and parts else [name]
    if len(named) > 1:
        shared = named[-1].split()[-1].lower()
        if shared in SHARED:  # "the Russian and North Korean governments"
            one = "government" if shared == "governments" else shared
            named = [n if n.split()[-1].lower() == shared else f"{n} {one}" for n in named]
            named[-1] = re.sub(r"\S+$", one, named[-1])
    return tuple(dict.fromkeys(named))


def share_a_word(source: KnownSource, proposed: ProposedSource) -> bool:
    """Whether a source on record and a proposed one share a longer word of their names or roles."""
    ours = {w for w in key_of(f"{proposed.name} {proposed.role or ''}").split() if len(w) > 3}
    theirs = {w for n in (source.name, source.role or "") for w in key_of(n).split()}
    return not ours.isdisjoint(theirs)


LONGEST_NAME = 200
"""Code points of a source's name that are stored."""

_LONGEST_COUNTRY = 4
THE = re.compile(r"^the\s+", re.IGNORECASE)
OF = re.compile(r"\s+(?:of|for|from|at|in|with|by|on|who|close\s+to|familiar)\s+", re.IGNORECASE)
_DETERMINER = re.compile(
    r"^(?:an?|the|another|one|some|several|two|three|his|her|their|its)\s+", re.IGNORECASE
)
HANDLE = re.compile(r"\s*\(?@\w+\)?")
EDGES = " \t\r\n\"'“”‘’,;:.—–-"
_APOSTROPHE = re.compile(r"['’`]s?\b")
OWNED = re.compile(r"^(?P<body>[^\W\d_a-z].*?)['’]s?\s+(?P<role>.+)$")
_NOBODY = re.compile(r"(?:nobody|no[ -]one|none|neither(?! the \w+ nor\b))\b", re.IGNORECASE)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|as\s+well\s+as|along\s+with|&)\s+", re.IGNORECASE)


def after_office(name: str) -> str:
    """The name behind an office in lower case: "Rolf Kern" of "Harbour master Rolf Kern"; the name
    itself if there is none."""
    words = name.split()
    lower = [n for n, word in enumerate(words) if word.islower() and word not in PARTICLES]
    return " ".join(words[lower[-1] + 1 :]) if lower and lower[-1] + 1 < len(words) else name
