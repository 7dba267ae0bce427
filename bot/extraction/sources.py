"""Who speaks: a name as the document has it → a source on record, or a new one with its parents.

A name is resolved where it is the name or an alias of one source on record, where it is a
surname and that source's full name stands in the document, or where it is a country's government
(as `bot.language.countries` knows countries). Nothing is ever merged by likeness: sources with a
name like it are candidates, for the editor. An unnamed person ("a port official") is
somebody else in every document, and so is only ever a candidate too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.extraction.draft import DraftPassage, Flag, KnownSource, ProposedSource
from bot.language.countries import world

PERSON, ORGANISATION, GOVERNMENT = "person", "organisation", "government"
OUTLET, RECORD = "outlet", "record"

MOST_CANDIDATES = 3
LONGEST_NAME = 200
"""Code points of a source's name that are kept."""

_ALIKE = 72.0
"""RapidFuzz `token_sort_ratio` from which a name on record is shown as a candidate."""

_UNNAMED = "somebody"
_LONGEST_ROLE = 15
_LONGEST_COUNTRY = 4


class Resolver:
    """Resolves the names of one document against the sources on record.

    `outlets` are the names in it that carry somebody else's words. Answers are kept, for a
    document names its speakers again and again.
    """

    def __init__(
        self, text: str, known: Sequence[KnownSource], outlets: Iterable[str] = ()
    ) -> None:
        self._raw = text
        self._text = f" {_words(text)} "
        self._known = known
        self._outlets = frozenset(map(_key, outlets))
        self._by_name: dict[str, list[KnownSource]] = {}
        self._by_surname: dict[str, list[KnownSource]] = {}
        self._governments: dict[str, list[KnownSource]] = {}
        self._choices: list[tuple[str, KnownSource]] = []
        self._done: dict[tuple[str, ...], ProposedSource] = {}
        for source in known:
            self._register(source)

    def source(
        self, name: str, role: str | None = None, organisation: str | None = None, written: str = ""
    ) -> ProposedSource:
        """The source of that name; `written` is how this passage calls it. Never raises."""
        asked = (name, role or "", organisation or "", written)
        if asked not in self._done:
            self._done[asked] = self._source(
                _clean(name) or _UNNAMED,
                _clean(role or "") or None,
                _clean(organisation or "") or None,
                _clean(written),
            )
        return self._done[asked]

    def outlet(self, name: str) -> str:
        """The name under which an outlet that carries others' words is known."""
        full = _FULL_NAMES.get(_key(_HANDLE.sub("", name)), _clean(_HANDLE.sub("", name)))
        found = self._on_record([name, full], None)
        return found.name if found else full or _clean(name)

    def _register(self, source: KnownSource) -> None:
        for name in dict.fromkeys(_key(n) for n in (source.name, *source.aliases)):
            if not name or name in _PRONOUNS:
                continue
            self._by_name.setdefault(name, []).append(source)
            self._choices.append((name, source))
            if source.kind == PERSON and " " in name and not _is_unnamed(source.name):
                self._by_surname.setdefault(name.split()[-1], []).append(source)
        if source.kind == GOVERNMENT and (country := _country(source.name)):
            self._governments.setdefault(country, []).append(source)

    def _source(
        self, name: str, role: str | None, organisation: str | None, written: str
    ) -> ProposedSource:
        if role is not None and _key(role).split(" ")[0] in _FORMS_OF_ADDRESS:
            role = None
        if role is None:
            name, role = _apart(name)
        unnamed = _is_unnamed(name)
        found = None if unnamed else self._resolved(name, role, organisation, written)
        if found is not None:
            return ProposedSource(found.name, found.kind, found.id, role or found.role)
        name = re.sub(r"['’]s$", "", _HANDLE.sub("", name).strip()) or name
        country = _country(name)
        if country and _is_government(name):
            proposed = ProposedSource(_everyday(country), GOVERNMENT, role=role)
            return replace(proposed, candidates=self._candidates(proposed, name))
        article = _THE.match(written) is not None and _key(written) == _key(name)
        kind = self._kind(f"the {name}" if article else name, role, organisation)
        parent: ProposedSource | None = None
        if kind == PERSON:
            office = role
            if organisation is None:
                office, organisation = _office(name, role, written)
            parent = self._body(organisation, office) if organisation else None
            if not unnamed:
                role = office if parent or role is None else role
                name = _without_titles(name)
        elif kind == ORGANISATION:
            parent = self._government_above(name)
        shown = self.outlet(name) if kind == OUTLET else _without_determiner(name)
        if unnamed:
            shown = _with_article(name)
        proposed = ProposedSource(shown, kind, role=role, parent=parent)
        return replace(proposed, candidates=self._candidates(proposed, name))

    def _resolved(
        self, name: str, role: str | None, organisation: str | None, written: str
    ) -> KnownSource | None:
        bare = _HANDLE.sub("", name).strip() or name
        tried = [name, bare, _without_titles(bare), written, f"{role} {bare}" if role else ""]
        tried += [_FULL_NAMES.get(_key(n), "") for n in (name, bare)]
        if found := self._on_record(tried, organisation):
            return found
        if country := _country(bare) if _is_government(bare) else "":
            of_it = self._governments.get(country, [])
            return of_it[0] if len(of_it) == 1 else None
        full = {s.id: s for s in self._by_surname.get(_key(_without_titles(bare)), ())}
        standing = [s for s in full.values() if self._stands_in_full(s)]
        return standing[0] if len(standing) == 1 else None

    def _on_record(self, names: Iterable[str], organisation: str | None) -> KnownSource | None:
        """The one source of one of these names; its organisation decides between namesakes."""
        for name in names:
            key = _key(name)
            if key in _PRONOUNS:
                continue
            found = {s.id: s for s in self._by_name.get(key, ())}
            if len(found) > 1 and organisation:
                above = self.source(organisation).known
                found = {i: s for i, s in found.items() if above and s.parent_id == above}
            if len(found) == 1:
                return next(iter(found.values()))
        return None

    def _stands_in_full(self, source: KnownSource) -> bool:
        """Whether the document has the full name; "President Zelensky" is none."""
        full = [n for n in (source.name, *source.aliases) if not _is_title(n.split(" ", 1)[0])]
        return any(" " in key and f" {key} " in self._text for key in map(_key, full))

    def _is_somewhere(self, key: str) -> bool:
        """Whether the document uses a name for a place: many are surnames too."""
        return any(f" {word} {key} " in self._text for word in ("in", "near", "outside", "from"))

    def _kind(self, name: str, role: str | None, organisation: str | None) -> str:
        key = _key(name)
        if key in self._outlets or key in _FULL_NAMES:
            return OUTLET
        if _is_unnamed(name):
            return PERSON
        words = key.split()
        head = (_key(_OF.split(name)[0]).split() or [""])[-1]
        if head in _RECORDS:
            return RECORD
        if head in _GROUPS:
            return ORGANISATION
        if role or _is_title(name.split(" ", 1)[0]):
            return PERSON
        if not _BODIES.isdisjoint(words):
            return ORGANISATION
        if not _OUTLETS.isdisjoint(words):
            return OUTLET
        if _country(name):
            return ORGANISATION  # a people: "Russians"
        place = world().names.get(tuple(words))
        if (
            place is not None
            and place.kind == "place"
            and (place.country not in _SURNAME_COUNTRIES or self._is_somewhere(key))
        ):
            return GOVERNMENT
        # "PENCE:" in a transcript is who is called Pence elsewhere in it.
        bare = _THE.sub("", name)
        acronym = bare.isupper() and len(bare) > 1 and bare.capitalize() not in self._raw
        last = (_OF.split(name)[0].split() or [""])[-1]
        plural = last.endswith("s") and not last.endswith("ss") and last.islower()
        plural |= head in _ADHERENTS and head.endswith("s")
        if acronym or plural or (name.lower().startswith("the ") and not organisation):
            return ORGANISATION
        return PERSON

    def _body(self, organisation: str, role: str | None) -> ProposedSource | None:
        """The body somebody speaks for; a country or place only for who holds an office in it."""
        words = _key(organisation).split()
        country = _country(organisation)
        if (country or tuple(words) in world().names) and _OFFICES.isdisjoint(
            _key(role or "official").split()
        ):
            return None
        if organisation == organisation.lower() or _is_unnamed(organisation):
            return None  # "the ministry": any ministry
        if _key(organisation) in _ADHERENTS:
            return None  # who belongs to a party need not speak for it
        found = self.source(_everyday(country) if country else organisation)
        if found.kind == PERSON and found.known is None:
            return replace(found, kind=ORGANISATION)  # a name that is nothing else known
        return found

    def _government_above(self, name: str) -> ProposedSource | None:
        """The government above a body of state: "South Korea's defense ministry"."""
        country = _leading_country(name)
        if not country or _OF_STATE.isdisjoint(_key(name).split()):
            return None
        return self.source(_everyday(country))

    def _candidates(self, proposed: ProposedSource, name: str) -> tuple[int, ...]:
        """Ids of sources on record that may be meant, nearest first; for the editor only."""
        key = _key(name)
        found = [*self._by_name.get(key, ())]
        found += self._by_surname.get((key.split() or [""])[-1], ())
        if proposed.kind == GOVERNMENT:
            place = world().names.get(tuple(key.split()))
            found += self._governments.get(f"country:{place.country}" if place else "", ())
        alike = process.extract(
            key,
            [n for n, _ in self._choices],
            scorer=fuzz.token_sort_ratio,
            limit=MOST_CANDIDATES,
            score_cutoff=_ALIKE,
        )
        found += [self._choices[index][1] for _, _, index in alike]
        if proposed.parent and proposed.parent.known is not None:
            # A ministry by another name; an official who is on record by role alone.
            found += [
                s
                for s in self._known
                if s.parent_id == proposed.parent.known and _share_a_word(s, proposed)
            ]
        elif _is_unnamed(name):
            described = _key(_without_determiner(name))
            found += [
                s
                for s in self._known
                if described in (_key(s.role or ""), _key(_without_determiner(s.name)))
            ]
        return tuple(dict.fromkeys(s.id for s in found))[:MOST_CANDIDATES]


def speakers(passage: DraftPassage, text: str) -> tuple[str, ...]:
    """The name of each speaker of a passage; none where nobody is named or only a pronoun is."""
    if passage.source is not None and _NOBODY.match(text, *passage.source):
        return ()  # "nobody at the ministry said": that is no source
    named = [n for n in map(_clean, passage.speakers) if n]
    if not named:
        name = passage.name
        if name is None and passage.source is not None:
            name = text[passage.source[0] : passage.source[1]]
        name = _clean(name or "")
        if not name or _key(name) in _PRONOUNS:
            return ()
        parts = [n for n in map(_clean, _AND.split(name)) if n]
        several = Flag.SEVERAL_SPEAKERS in passage.flags or all(map(_country, parts))
        named = parts if several and parts else [name]
    if len(named) > 1:
        shared = named[-1].split()[-1].lower()
        if shared in _SHARED:  # "the Russian and North Korean governments"
            one = "government" if shared == "governments" else shared
            named = [n if n.split()[-1].lower() == shared else f"{n} {one}" for n in named]
            named[-1] = re.sub(r"\S+$", one, named[-1])
    return tuple(dict.fromkeys(named))


_NOBODY = re.compile(r"(?:nobody|no[ -]one|none|neither(?! the \w+ nor\b))\b", re.IGNORECASE)
_PRONOUNS = frozenset(
    """he she they it him her them who i we you one this that these those which his their its both
    many some others all people everyone somebody someone""".split()
)
_TITLES = frozenset(
    """president mr mrs ms dr sir lord lady king queen prince princess pope senator sen rep gov
    governor mayor gen general col colonel maj major capt captain lt lieutenant sgt adm admiral
    judge justice professor prof chancellor ambassador secretary minister spokesman spokeswoman
    spokesperson premier prime vice deputy foreign defence defense congressman congresswoman
    chief""".split()
)
_FORMS_OF_ADDRESS = frozenset("mr mrs ms dr sir lord lady prof".split())
_SMALL = frozenset(("of", "the", "and", "for"))
# Who stands for a body without being named; also plural groups of a state.
_PEOPLE = frozenset(
    """official source diplomat spokesman spokeswoman spokesperson adviser advisor aide soldier
    officer commander lawmaker senator minister witness resident analyst expert scientist doctor
    lawyer prosecutor investigator judge reporter journalist insider person man woman student
    teacher worker member leader executive employee critic activist neighbour neighbor relative
    representative secretary operative strategist professor researcher ally friend mayor governor
    ambassador envoy president chief general colonel economist author survivor victim voter
    candidate boss colleague nominee businessman businesswoman pollster congressman congresswoman
    attorney veteran host anchor columnist blogger""".split()
)
_GROUPS = frozenset(
    """officials authorities forces troops soldiers police diplomats prosecutors investigators
    commanders officers governments administration military army navy regulators negotiators
    leaders sources lawmakers ministers""".split()
)
_STATE_BODIES = frozenset(
    """ministry department army military navy forces force police intelligence service
    government administration embassy treasury council secretariat cabinet presidency command staff
    agency authority directorate guard troops border ministries parliament""".split()
)
_OF_STATE = _STATE_BODIES | _GROUPS | {"foreign", "presidential", "prime"}  # "Foreign Office"
_BODIES = _STATE_BODIES | frozenset(
    """office bureau board court bank commission committee institute university college school
    federation union association society corps church party campaign company corporation group
    organisation organization foundation centre center network fund house senate congress assembly
    coalition alliance inc ltd plc team club hospital museum trust city""".split()
)
_RECORDS = frozenset(
    """report study survey poll document documents filing transcript data statistics records
    memo lawsuit indictment affidavit census review audit paper papers emails footage
    polls surveys studies reports video videos website""".split()
)
_OUTLETS = frozenset(
    """times post news herald tribune journal gazette guardian telegraph radio tv television daily
    magazine broadcasting press newspaper outlet mirror observer chronicle reuters""".split()
)
# What is commonly shortened. A carrier's name, never a likeness: the short form is the outlet's.
_FULL_NAMES = {
    "ft": "Financial Times", "ap": "The Associated Press", "afp": "Agence France-Presse",
    "nyt": "The New York Times", "wsj": "The Wall Street Journal", "bbc": "BBC", "cnn": "CNN",
    "wapo": "The Washington Post", "dpa": "Deutsche Presse-Agentur", "reuters": "Reuters",
    "associated press": "The Associated Press", "scmp": "South China Morning Post",
    "rfe rl": "Radio Free Europe/Radio Liberty", "npr": "NPR", "cbs": "CBS", "abc": "ABC",
    "nbc": "NBC", "msnbc": "MSNBC", "tass": "TASS", "xinhua": "Xinhua", "yonhap": "Yonhap",
    "kcna": "KCNA", "bloomberg": "Bloomberg", "politico": "Politico", "axios": "Axios",
    "financial times": "Financial Times", "ria novosti": "RIA Novosti", "interfax": "Interfax",
}  # fmt: skip
# Roles in which somebody speaks for the government of a country.
_OFFICES = frozenset(
    """president minister official spokesman spokeswoman spokesperson ambassador envoy general
    admiral colonel commander chancellor premier secretary diplomat officer adviser advisor chief
    governor negotiator prosecutor king queen attache representative commissioner treasurer
    regulator investigator army military intelligence police undersecretary government""".split()
)
_ADHERENTS = frozenset(
    """republican republicans democrat democrats democratic gop conservative labour liberal tory
    libertarian green socialist communist independent""".split()
)
# Where places are called like people: Wallace, Lincoln, Windsor.
_SURNAME_COUNTRIES = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))
_SHARED = frozenset(("governments", "officials", "authorities", "ministries", "armies", "forces"))
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|as\s+well\s+as|along\s+with|&)\s+", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|for|from|at|in|with|by|on|who|close\s+to|familiar)\s+", re.IGNORECASE)
_DETERMINER = re.compile(
    r"^(?:an?|the|another|one|some|several|two|three|his|her|their|its)\s+", re.IGNORECASE
)
_HANDLE = re.compile(r"\s*\(?@\w+\)?")
_BRACKETED = re.compile(r"\s*\((?!@)[^()]*\)")
_EDGES = " \t\r\n\"'“”‘’,;:.—–-"
_APOSTROPHE = re.compile(r"['’`]s?\b")
_SPLIT = re.compile(r"[^\W_]+(?:\.(?=[A-Za-z]\b))?")
_THE = re.compile(r"^the\s+", re.IGNORECASE)
_GOVERNS = frozenset(("government", "governments", "administration", "authorities"))
_OWNED = re.compile(r"^(?P<body>[^\W\d_a-z].*?)['’]s?\s+(?P<role>.+)$")
_ACRONYM = re.compile(r"^(?P<body>[A-Z]{2,6})\s+(?P<role>.+)$")
_FOR = re.compile(r"^(?P<role>.+?)\s+(?:for|of|at|with)\s+(?P<body>[^,]+)", re.IGNORECASE)
_SPEAKS_FOR = re.compile(
    r"^(?P<body>.+?)\s+(?P<role>(?:chief |senior |deputy |lead )?(?:spokes(?:man|woman|person)|"
    r"press secretary|official|chief|director|head|adviser|advisor|analyst|economist|attorney))$",
    re.IGNORECASE,
)


def _key(name: str) -> str:
    """A name for comparing: lower case, no article, no punctuation; "U.S." is "us"."""
    words = _words(name)
    return words[4:] if words.startswith("the ") else words


def _words(text: str) -> str:
    plain = re.sub(r"\b([A-Z])\.(?=[A-Z]\b)\.?", r"\1", text)
    return " ".join(re.findall(r"[^\W_]+", _APOSTROPHE.sub("", plain).casefold()))


def _clean(name: str) -> str:
    plain = " ".join(name.split())
    stripped = plain.strip(_EDGES)[:LONGEST_NAME].strip(_EDGES)
    # "U.S." keeps its point.
    return f"{stripped}." if re.search(r"\b[A-Z]\.[A-Z]$", stripped) else stripped


def _is_title(word: str) -> bool:
    return word.strip(".,").lower() in _TITLES


def _without_titles(name: str) -> str:
    words = name.split()
    while len(words) > 1 and _is_title(words[0]):
        words = words[1:]
    return " ".join(words)


def _titles(name: str) -> str:
    """The titles before a name, as a role; "Mr" is none."""
    bare = _without_titles(name)
    titles = name[: len(name) - len(bare)].split()
    return " ".join(w for w in titles if w.strip(".").lower() not in _FORMS_OF_ADDRESS)


def _without_determiner(name: str) -> str:
    return _DETERMINER.sub("", name, count=1).strip() or name


def _with_article(described: str) -> str:
    """ "another port official" → "a port official"; "the mayor", "Holm's aide" stay as they are."""
    if _THE.match(described) or _OWNED.match(described):
        return described
    bare = _without_determiner(described)
    return f"{'an' if bare[0].lower() in 'aeiou' else 'a'} {bare}"


def _is_unnamed(name: str) -> bool:
    """Whether a name only describes one person: "another senior port official"."""
    head = _OF.split(name)[0].split()
    if not head or head[-1].lower().strip(_EDGES) not in _PEOPLE:
        return False
    return head[-1].islower()


def _country(name: str) -> str:
    """The id of the country that is all of a name, with "government" or without; else empty."""
    words = [w for w in _key(name).split() if w not in _GOVERNS and w not in ("of", "the")]
    if not words:
        return ""
    place = world().names.get(tuple(words))
    if place is None or (place.exact and place.exact not in re.sub(r"[^\w]", "", name)):
        return ""
    if place.kind == "country":
        return place.id
    return f"country:{place.country}" if place.capital else ""


def _is_government(name: str) -> bool:
    """Whether a country's name or capital stands for its government; "the Russian" does not."""
    words = _key(name).split()
    if set(words) & _GOVERNS:
        return True
    place = world().names.get(tuple(words))
    return place is not None and not place.people


def _leading_country(name: str) -> str:
    """The id of the country that a name begins with, as itself or by its people; else empty."""
    plain = _THE.sub("", name)
    return _country(" ".join(plain.split()[: _country_length(plain)]))


def _country_length(name: str) -> int:
    """How many words of a longer name its leading country takes."""
    words = name.split()
    lengths = range(min(len(words) - 1, _LONGEST_COUNTRY), 0, -1)
    return next((n for n in lengths if _country(" ".join(words[:n]))), 0)


def _everyday(country: str) -> str:
    """The everyday name of a country by its id."""
    words = world().called(country)[0]
    return " ".join(w if w in _SMALL else w.capitalize() for w in words)


_BEFORE = re.compile(
    r"^(?P<role>.*\b(?P<last>[a-z][\w-]+))\s+(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,3})$"
)
_BEHIND = re.compile(r"^(?P<name>[A-Z][^,]{2,40}),\s+(?P<role>.{4,})$")


def _apart(name: str) -> tuple[str, str | None]:
    """A name and the role it is given with: "pollster Ann Lee", "Ann Lee, a pollster"."""
    name = _BRACKETED.sub("", name).strip() or name
    if (m := _BEFORE.match(name)) and m["last"] in _PEOPLE:
        return m["name"], _without_determiner(m["role"])
    first, _, rest = name.partition(" ")
    if first.lower() in _ADHERENTS and rest.istitle() and " " in rest:
        return rest, first
    if (m := _BEHIND.match(name)) and _is_unnamed(m["role"]):
        return m["name"], _without_determiner(m["role"])
    return name, None


def _office(name: str, role: str | None, written: str) -> tuple[str | None, str | None]:
    """The role and the body in a description: "spokesman for X", "Ukraine's foreign minister"."""
    unnamed = _is_unnamed(name)
    described = role or (name if unnamed else _titles(name))
    if described and not unnamed and all(map(_is_title, described.split())):
        return described, None
    if not described and name in written:
        described = _clean(written.replace(name, "", 1))
        if described and all(map(_is_title, described.split())):
            return _titles(f"{described} X") or role, None
    described = _without_determiner(described)
    if not described or len(described.split()) > _LONGEST_ROLE:
        return role, None
    if m := _FOR.match(described):
        return _clean(m["role"]) or role, _clean(m["body"]) or None
    if m := _OWNED.match(described):
        return _clean(m["role"]) or role, _clean(m["body"]) or None
    country = _leading_country(described)
    if (m := _SPEAKS_FOR.match(described)) and not _country(m["body"]):
        body = _clean(m["body"])
        if body and (body.split()[-1][:1].isupper() or not _BODIES.isdisjoint(_key(body).split())):
            return _clean(m["role"]), body
    if (m := _ACRONYM.match(described)) and not country:
        return _clean(m["role"]), m["body"]
    if country:
        return " ".join(described.split()[_country_length(described) :]), _everyday(country)
    return role, None


def _share_a_word(source: KnownSource, proposed: ProposedSource) -> bool:
    ours = {w for w in _key(f"{proposed.name} {proposed.role or ''}").split() if len(w) > 3}
    theirs = {w for n in (source.name, source.role or "") for w in _key(n).split()}
    return not ours.isdisjoint(theirs)
