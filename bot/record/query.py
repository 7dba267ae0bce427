"""What a person looks for, read from what they write after `find`.

    Kursk since October            words, and days
    "ammonium nitrate" Beirut      words in a row
    topic:Bridges place:"Port of Ostra" source:Holm outlet:Courier status:disputed
    #12                            a claim's number

Every word has to be found, wherever: in the claim's text, topic, place or time, in the name or role
of one of its speakers or a body above, in the name of an outlet. A word or a date may also be the
claim's status or a day on which something was said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import i18n
from bot.corroboration import Status, status_words
from bot.i18n import gettext
from bot.language.countries import world
from bot.language.date_words import WORDS_TOO
from bot.language.day_ranges import Days, Doubt, times_in
from bot.language.tokens import is_stopword
from bot.language.writing import day
from bot.record.numbers import sought, typed_number
from bot.refusal import RefusalError

FIELDS = ("topic", "place", "source", "outlet")
"""The parts of a claim that a term may be limited to."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that have to be found in a row, in one `field` or (None) in any. `also` are other
    wordings of the same, one of which is enough: "American" for "US".

    A claim that has one of these `statuses`, or a statement of these `days`, has the term too. With
    `begins` a word that begins so is enough.
    """

    phrase: str
    field: str | None = None
    statuses: frozenset[str] = frozenset()
    days: Days | None = None
    begins: bool = False
    also: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.phrase, *self.also)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all `terms`, within the limits.

    `written` is what the person wrote, `name` what of it may be a name. `days` limits to claims
    with a statement of these days, `statuses` (if not empty) to claims with one of these. `number`
    is a claim's. `exact` says that it was written as a search, not as a sentence may be. `doubts`
    are its times that can be read in two ways, `unread` words that begin like a time and are none.
    """

    written: str
    name: str
    terms: tuple[Term, ...]
    days: Days | None = None
    statuses: frozenset[str] = frozenset()
    number: int | None = None
    exact: bool = False
    doubts: tuple[Doubt, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.days or self.statuses or self.number is not None)

    def as_name(self) -> Query:
        """The query for the whole name in a row, if it is words and nothing else."""
        plain = all(one == Term(one.phrase) or one.statuses for one in self.terms)
        return replace(self, terms=(Term(self.name),)) if plain and self.name else self

    def typing(self) -> Query:
        """The query while its last word is still being typed."""
        *others, last = self.terms or (None,)
        if last is None or not self.written.endswith(last.phrase):
            return self
        return replace(self, terms=(*others, replace(last, begins=True)))

    def limits(self) -> str:
        """The limits in words, and how its times are read: "since 1 Oct 2024, disputed"; empty for
        none."""
        told = [_in_words(self.days)] if self.days is not None else []
        told += [status_words.status(one).lower() for one in sorted(self.statuses)]
        told += [
            gettext(
                "“{phrase}” as words or said {when}",
                phrase=one.phrase,
                when=_in_words(one.days),
            )
            for one in self.terms
            if one.days is not None
        ]
        told += [
            gettext(
                "“{written}” is read as {day} (it can also be {other})",
                written=one.written,
                day=_ends(one.taken),
                other=_ends(one.other),
            )
            for one in self.doubts
        ]
        told += [gettext("“{one}” is read as words, not as a time", one=one) for one in self.unread]
        return ", ".join(told)


def query(written: str, today: date) -> Query:
    """Reads what a person looks for. Raises RefusalError for a status that there is not."""
    written = " ".join(written.split())
    terms: list[Term] = []
    statuses: set[str] = set()
    number: int | None = None

    def taken(found: re.Match[str]) -> str:
        nonlocal number
        value = (found["quoted"] or found["value"] or "").strip()
        key = _KEYS.get((found["key"] or "").lower())
        if found["number"]:
            number = sought(typed_number(found["number"]))
        elif key == "status":
            statuses.update(_statuses(value))
        elif value:
            terms.append(Term(value, key))
        return " | "

    rest = _MARKED.sub(taken, _TIME_KEYS.sub(r"\1 ", written))
    exact = bool(terms or statuses or number is not None or _TIME_KEYS.search(written))
    times = times_in(rest, today)
    doubts = tuple(doubt for one in times for doubt in one.doubts)
    days: Days | None = None
    for one in reversed(times):
        if one.limits:
            days = one.days if days is None else days.within(one.days)
        else:
            terms.append(Term(_bare(rest[one.start : one.end]), days=one.days))
        rest = f"{rest[: one.start]} | {rest[one.end :]}"
    unread = tuple(one[0] for one in _LIKE_A_TIME.finditer(rest))
    name = " ".join(_FRAME.sub("", rest.replace("|", " ").strip()).split())
    words = [found[0] for found in _WORD.finditer(name)]
    if not words and len(terms) == 1 and terms[0].field is None and terms[0].days is None:
        name = terms[0].phrase
    if (terms or days is not None) and not any(_tells(one, name) for one in words):
        words, name = [], name if not words else ""  # "the" is left of "the 3rd of March"
    terms = [_with_wordings(one) for one in terms] + _worded(words, name)
    limits = days, frozenset(statuses), number, exact
    return Query(written, name, tuple(terms), *limits, doubts, unread)


def _worded(words: Sequence[str], name: str) -> list[Term]:
    """The terms of words that are no limits: a country in whatever wording is one, else each word
    that says what is looked for."""
    terms: list[Term] = []
    skipped: list[Term] = []
    at = 0
    while at < len(words):
        size, also = _country(words[at:])
        if size:
            terms.append(Term(" ".join(words[at : at + size]), also=also))
        else:
            status = _BY_WORD.get(words[at].lower(), frozenset())
            told = terms if _tells(words[at], name) else skipped
            told.append(Term(words[at], statuses=status))
        at += size or 1
    return terms or skipped


def _with_wordings(term: Term) -> Term:
    words = [found[0] for found in _WORD.finditer(term.phrase)]
    size, also = _country(words)
    return replace(term, also=also) if size and size == len(words) else term


def _country(words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """How many of the first words name a country, and its other wordings; (0, ()) for none."""
    plain = [word.replace(".", "") for word in words]
    for size in world().lengths.get(plain[0].lower(), ()) if plain else ():
        written = plain[:size]
        found = world().find(tuple(word.lower() for word in written), " ".join(written))
        if len(written) == size and found is not None and found.kind == "country":
            own = " ".join(words[:size]).lower()
            return size, tuple(one for one in world().wordings(found) if one.lower() != own)
    return 0, ()


def _tells(word: str, among: str) -> bool:
    """Whether a word says what is looked for: "US" and "May" do, "us" and "may" do not."""
    if not is_stopword(word.lower()):
        return True
    shouted = word.isupper() and len(word) > 1 and not among.isupper()
    return shouted or (word.istitle() and word.lower() in WORDS_TOO)


def _bare(time: str) -> str:
    """A time without the word before it: "in October" is looked for as "October"."""
    return _LEADING.sub("", time)


def _statuses(value: str) -> frozenset[str]:
    wanted = " ".join(re.findall(r"[^\W_]+", value.lower()))
    found = {
        one.value
        for one in Status
        if wanted in (one.value.replace("_", " "), status_words.status(one).lower(), _english(one))
    }
    if not found:
        known = ", ".join(one.value for one in Status)
        raise RefusalError(
            gettext(
                "There is no status “{value}”. Write one of these: {known}.",
                value=value,
                known=known,
            )
        )
    return frozenset(found)


def _english(status: Status) -> str:
    """A status may be named in English whatever language is spoken, as help does."""
    with i18n.speaking(i18n.ENGLISH):
        return status_words.status(status).lower()


def _in_words(days: Days) -> str:
    if days.first is None:
        if days.last is None:
            return gettext("at any time")
        return gettext("until {day}", day=day(days.last))
    if days.last is None:
        return gettext("since {day}", day=day(days.first))
    if days.first == days.last:
        return gettext("on {day}", day=day(days.first))
    if days.last < days.first:
        return gettext("at no time (the limits exclude each other)")
    return gettext("from {first} to {last}", first=day(days.first), last=day(days.last))


def _ends(days: Days) -> str:
    return " – ".join(dict.fromkeys(day(one) for one in (days.first, days.last) if one))


_KEYS: Mapping[str, str] = {
    **{name: name for name in (*FIELDS, "status")},
    "by": "source", "speaker": "source", "party": "source", "about": "topic",
}  # fmt: skip
_TIME_KEYS = re.compile(r"\b(since|after|before|until|on|in):\s*(?=\S)", re.IGNORECASE)
_QUOTED = '["“”„«»](?P<quoted>[^"“”„«»]+)["“”„«»]'
_MARKED = re.compile(
    rf"(?<!\w)(?:(?P<key>{'|'.join(_KEYS)}):\s*)?(?:{_QUOTED}|(?(key)(?P<value>\S+)|(?!)))"
    r"|(?<![\w#])#(?P<number>\d{1,12})(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-.,'’&/][^\W_]+)*")
_LEADING = re.compile(
    r"^(?:(?:in|on|during|throughout|within|of|at|over|for|by|around)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_LIKE_A_TIME = re.compile(r"\b(?:since|until|till)\s+(?:the\s+)?[^\s|]+", re.IGNORECASE)
_FRAME = re.compile(
    r"^(?:(?:all|any|the)\s+)?(?:claims?|statements?|everything|anything)\b"
    r"(?:\s+(?:about|on|by|from|in|of|that|which|are|is|with)\b)*\s*",
    re.IGNORECASE,
)
_BY_WORD: Mapping[str, frozenset[str]] = {
    one.value: frozenset({one.value}) for one in Status if "_" not in one and one != Status.POSITION
}
