"""The claims on record that a person looks for, the newest first, and the persons, bodies, outlets
and topics of that name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from bot.i18n import ngettext
from bot.record.card import AttributionLine, FiguresShown, names_in_confidence
from bot.record.query import Query
from bot.record.reading import OnRecord, claims_on_record
from bot.record.search import Matches, Reader, Search
from bot.record.statements import Statement, statements_on
from bot.record.subjects import Subject

PER_PAGE = 10

MOST_LISTED = 1_000
"""The most claims of a search that are listed: those that came on record last. All are counted."""

MOST_SUBJECTS = 5
"""The most subjects of one name that are named beside the claims."""

_LOOKED_AT = 30
"""The most subjects of one name for which it is looked whether the reader may know of them."""

_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim that was found.

    `day` is that of its newest statement, None if no day is known. `said` is the statement that is
    shown with it: the newest by a source that was looked for, else the newest of all; None if there
    is none that may be shown. `figures` are its figures, if it has one.
    """

    id: int
    text: str
    status: str
    day: date | None
    said: AttributionLine | None = None
    figures: FiguresShown | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A subject of the name that was looked for, and on how many claims it is on record."""

    subject: Subject
    total: int

    def in_words(self) -> str:
        """What was found: "3 claims by Jeon Ha-kyou (Ministry of National Defense, …)"."""
        name = self.subject.name
        if self.subject.kind == "outlet":
            return ngettext(
                "{n} claim published or relayed by {name}",
                "{n} claims published or relayed by {name}",
                self.total,
                name=name,
            )
        if self.subject.part_of:
            name = f"{name} ({', '.join(self.subject.part_of)})"
        return ngettext("{n} claim by {name}", "{n} claims by {name}", self.total, name=name)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what a search found.

    `total` counts all claims, `listed` those on any page; `pages` is at least 1. `listings` are
    the subjects of that name; `more` says that there are others. `suggestions` are similar names,
    given if nothing was found. `confidential` has the ids of the confidential sources that are
    named to an editor.
    """

    query: Query
    claims: tuple[FoundClaim, ...] = ()
    total: int = 0
    listed: int = 0
    page: int = 1
    pages: int = 1
    listings: tuple[Listing, ...] = ()
    more: bool = False
    suggestions: tuple[str, ...] = ()
    confidential: tuple[int, ...] = ()


def find(
    session: Session,
    workspace_id: int,
    query: Query,
    reader: Reader,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Found:
    """A page of the claims on record that a query finds; case, accents and endings of words make no
    difference.

    A name that somebody or something on record has is looked for as a whole. Nothing is found
    through what the reader may not see (`Search`).
    """
    search = Search(session, workspace_id, reader)
    exactly = search.called.exactly(query.name)
    listings, more = _listings(search, exactly or search.called.partly(query.name))
    wanted = query.as_name() if any(one.subject in exactly for one in listings) else query
    matches = search.matching(wanted, MOST_LISTED) if not query.is_empty else Matches(0, [])
    pages = max(1, -(-len(matches.newest) // per_page))
    at = min(max(page, 1), pages)
    said = _by_claim(search, matches.newest)
    ordered = sorted(said, key=lambda one: (_day(said[one]), one), reverse=True)
    shown = ordered[(at - 1) * per_page : at * per_page]
    claims = _worded(search, shown, said, search.spoken_by(wanted))
    alike = [] if matches.total or listings else _alike(search, query.name)
    named = [*alike, *(one.subject for one in listings)]
    confided = search.called.confidential(named) | names_in_confidence(
        one.said for one in claims if one.said is not None
    )
    return Found(
        query,
        claims,
        total=matches.total,
        listed=len(matches.newest),
        page=at,
        pages=pages,
        listings=tuple(listings),
        more=more,
        suggestions=tuple(one.name for one in alike),
        confidential=tuple(sorted(confided)),
    )


def _alike(search: Search, name: str) -> list[Subject]:
    """Subjects with a name like this one that the reader may know of."""
    alike = search.called.like(name)
    claims = _claims_of(search, alike)
    return [one for one in alike if claims[one]][:_SUGGESTED]


def _listings(search: Search, subjects: Sequence[Subject]) -> tuple[list[Listing], bool]:
    """The subjects that the reader may know of, with the number of their claims, and whether there
    are more."""
    looked_at = subjects[:_LOOKED_AT]
    claims = _claims_of(search, looked_at)
    # Only editors learn of a name without claims: its statements may be under embargo.
    known = [
        one for one in looked_at if claims[one] or (search.reader.editor and one.kind != "topic")
    ]
    with_claims = [one for one in known if claims[one]] or known
    listings = [Listing(one, len(claims[one])) for one in with_claims[:MOST_SUBJECTS]]
    return listings, len(with_claims) > MOST_SUBJECTS


def _claims_of(search: Search, subjects: Sequence[Subject]) -> dict[Subject, set[int]]:
    """The claims of each subject that the reader may see."""
    called = search.called
    below = {
        one: called.with_those_below([one.id]) if one.kind == "source"
        else called.with_merged([one.id])
        for one in subjects if one.id is not None
    }  # fmt: skip
    claims: dict[Subject, set[int]] = {one: set() for one in subjects}
    for kind, read in (("source", search.by_sources), ("outlet", search.by_outlets)):
        ours = {one: ids for one, ids in below.items() if one.kind == kind}
        by_row: defaultdict[int, set[int]] = defaultdict(set)
        for claim, row in read(set().union(*ours.values())):
            by_row[row].add(claim)
        for one, ids in ours.items():
            claims[one] = set().union(*(by_row[row] for row in ids))
    for one in subjects:
        if one.kind == "topic":
            claims[one] = search.on_topic(one.name)
        elif one.kind == "place":
            claims[one] = search.at_place(one.name)
    seen = search.on_record(set().union(*claims.values()))
    return {one: found & seen for one, found in claims.items()}


def _by_claim(search: Search, claims: Iterable[int]) -> dict[int, list[Statement]]:
    """The statements on each claim that may be shown."""
    ids = list(claims)
    found: dict[int, list[Statement]] = {one: [] for one in ids}
    for one in statements_on(search.session, search.workspace_id, ids):
        if one.id not in search.held:
            found[one.claim_id].append(one)
    return found


def _day(said: Iterable[Statement]) -> date:
    return max((one.day for one in said if one.day is not None), default=date.min)


def _worded(
    search: Search,
    claims: Sequence[int],
    said: dict[int, list[Statement]],
    spoken_by: Collection[int],
) -> tuple[FoundClaim, ...]:
    pages = claims_on_record(
        search.session,
        search.workspace_id,
        claims,
        now=search.reader.now,
        editor=search.reader.editor,
        shelf_lives={},
    )
    found = []
    for number in claims:
        if (page := pages.get(number)) is None or page.hidden:
            continue
        day = _day(said[number])
        theirs = [one for one in said[number] if one.source_id in spoken_by]
        line = _line(page, {one.key: one.day for one in theirs})
        known = day if day != date.min else None
        card = page.card
        found.append(FoundClaim(number, card.text, card.status, known, line, page.figures))
    return tuple(found)


def _line(page: OnRecord, theirs: Mapping[str, date | None]) -> AttributionLine | None:
    """The newest of these statements (by key, with their days), as the card has it; if there are
    none, the newest of all. Of one day, one that counts comes first."""
    shown = [one for one in page.attributions if one.key in theirs] or page.attributions
    return max(
        shown,
        key=lambda one: (one.said_on or one.published_on or date.min, bool(one.counted)),
        default=None,
    )
