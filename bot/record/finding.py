"""What is on record for a person, organisation, topic or outlet, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from bot.language.writing import count
from bot.record.batches import batches
from bot.record.card import AttributionLine, names_in_confidence
from bot.record.edit.attributions import relays_of
from bot.record.edit.sources import below
from bot.record.reading import OnRecord, claims_on_record
from bot.record.subjects import Called, Subject
from bot.record.visible import visible
from models.record import Attribution, AttributionState, Claim, ClaimState, Document, Passage

PER_PAGE = 10

MOST_SUBJECTS = 8
"""Things of one name that are listed; the rest is counted."""

_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim on record. `day` is that of the newest statement by the subject (for a topic, by
    anybody), None where none is known; `stances` are the subject's own, empty for a topic or an
    outlet. `said` is that newest statement, None where there is none to show."""

    id: int
    text: str
    status: str
    day: date | None
    stances: tuple[str, ...] = ()
    said: AttributionLine | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What is on record for one subject: a page of its claims, the newest first."""

    subject: Subject
    total: int
    claims: tuple[FoundClaim, ...]

    def in_words(self) -> str:
        """What was found: "3 claims by Jeon Ha-kyou (Ministry of National Defense, …)"."""
        claims = count(self.total, "claim")
        if self.subject.kind == "topic":
            return f"{claims} on “{self.subject.name}”"
        if self.subject.kind == "outlet":
            return f"{claims} published or relayed by {self.subject.name}"
        above = f" ({', '.join(self.subject.part_of)})" if self.subject.part_of else ""
        return f"{claims} by {self.subject.name}{above}"


@dataclass(frozen=True, slots=True)
class Found:
    """What there is of a name, each subject with the same page of its claims.

    `pages` is that of the subject with most claims, at least 1; `more` counts subjects that were
    left out; `suggestions` are names like the words, where nothing has them; `confidential` are
    the confidential sources that are named, to an editor.
    """

    words: str
    listings: tuple[Listing, ...]
    page: int
    pages: int
    more: int = 0
    suggestions: tuple[str, ...] = ()
    confidential: tuple[int, ...] = ()


def find(
    session: Session,
    workspace_id: int,
    words: str,
    page: int = 1,
    *,
    editor: bool,
    now: datetime,
    per_page: int = PER_PAGE,
) -> Found:
    """What is on record for whoever or whatever is called `words`, case and accents aside.

    A source is found by name and alias, and has on record what those below it said; where
    nothing is called just so, by some of the words of its name. Of several, those with nothing on
    record are left out. Nobody finds drafts and what is under embargo; people who are no editors
    find confidential sources in no way.
    """
    called = Called(session, workspace_id, editor)
    waiting = _waiting(session, workspace_id, now)

    def claims_of(subject: Subject) -> list[_Dated]:
        return _claims_of(session, workspace_id, subject, called, waiting, editor=editor, now=now)

    subjects = called.exactly(words) or called.partly(words)
    every = [(one, claims_of(one)) for one in subjects]
    # A name with nothing to show is told to editors alone: it may stand for what must wait.
    known = [pair for pair in every if editor and pair[0].kind != "topic"]
    spoken = [pair for pair in every if pair[1]] or known
    if not spoken:
        like = (one for one in called.like(words) if one not in subjects and claims_of(one))
        suggested = list(islice(like, _SUGGESTED))
        names, confided = tuple(one.name for one in suggested), called.confidential(suggested)
        return Found(words, (), 1, 1, suggestions=names, confidential=tuple(confided))
    shown = spoken[:MOST_SUBJECTS]
    pages = max(1, *(-(-len(claims) // per_page) for _, claims in shown))
    at = min(max(page, 1), pages)
    listings = []
    for subject, claims in shown:
        part = claims[(at - 1) * per_page : at * per_page]
        listings.append(
            Listing(subject, len(claims), _worded(session, workspace_id, part, editor, now))
        )
    lines = (claim.said for one in listings for claim in one.claims if claim.said is not None)
    confided = called.confidential(subject for subject, _ in shown) | names_in_confidence(lines)
    return Found(
        words,
        tuple(listings),
        at,
        pages,
        more=len(spoken) - len(shown),
        confidential=tuple(sorted(confided)),
    )


@dataclass(frozen=True, slots=True)
class _Dated:
    """A claim with the newest day and the stances of what was found on it; `newest` is the key of
    the statement of that day, None for a topic: whichever is the newest."""

    claim_id: int
    day: date | None
    stances: tuple[str, ...] = ()
    newest: str | None = None


def _claims_of(
    session: Session,
    workspace_id: int,
    subject: Subject,
    called: Called,
    waiting: set[int],
    *,
    editor: bool,
    now: datetime,
) -> list[_Dated]:
    """All claims of a subject that this reader may see, the newest first."""
    if subject.kind == "topic":
        return _newest_first(_on_topic(session, workspace_id, subject.name, waiting, now))
    rows: list[_Statement] = []
    if subject.kind == "source":
        ids = sorted(below(session, workspace_id, [subject.id or 0]))
        for batch in batches(ids):
            rows += _statements(session, workspace_id, col(Attribution.source_id).in_(batch))
    else:
        same = [one for one, heir in called.merged_outlets.items() if heir == subject.id]
        outlets = [subject.id or 0, *same]
        published = col(Document.outlet_id).in_(outlets)
        relayed = col(Attribution.relayed_by_id).in_(outlets)
        rows += _statements(session, workspace_id, or_(published, relayed))
    found: defaultdict[int, list[_Statement]] = defaultdict(list)
    for row in rows:
        concealed = row.source_id is not None and called.known[row.source_id].confidential
        if row.id not in waiting and (editor or not concealed):
            found[row.claim_id].append(row)
    return _newest_first(
        _Dated(
            claim_id,
            max((one.day for one in said if one.day), default=None),
            tuple(dict.fromkeys(one.stance for one in said)) if subject.kind == "source" else (),
            max(said, key=lambda one: (one.day or date.min, one.id)).key,
        )
        for claim_id, said in found.items()
    )


def _on_topic(
    session: Session, workspace_id: int, topic: str, waiting: set[int], now: datetime
) -> list[_Dated]:
    ids = session.scalars(
        select(col(Claim.id)).where(
            col(Claim.workspace_id) == workspace_id,
            col(Claim.topic) == topic,
            col(Claim.state) == ClaimState.APPROVED.value,
            col(Claim.merged_into_id).is_(None),
        )
    ).all()
    days: defaultdict[int, list[date]] = defaultdict(list)
    doubtful: set[int] = set()
    for row in _statements(session, workspace_id, col(Claim.topic) == topic):
        if row.id in waiting:
            doubtful.add(row.claim_id)
        elif row.day:
            days[row.claim_id].append(row.day)
    hidden = _hidden(session, workspace_id, sorted(doubtful), now)
    return [
        _Dated(one, max(days[one], default=None))
        for one in ids
        if one is not None and one not in hidden
    ]


class _Statement(NamedTuple):
    id: int
    claim_id: int
    day: date | None
    stance: str
    source_id: int | None
    key: str


def _statements(
    session: Session, workspace_id: int, where: ColumnElement[bool]
) -> list[_Statement]:
    """The approved statements on claims that are on record, of which a condition holds."""
    rows = session.execute(
        select(
            col(Attribution.id),
            col(Attribution.claim_id),
            col(Attribution.said_on),
            col(Document.published_on),
            col(Attribution.stance),
            col(Attribution.source_id),
            col(Attribution.key),
        )
        .join(Claim, col(Claim.id) == col(Attribution.claim_id))
        .join(Passage, col(Passage.id) == col(Attribution.passage_id))
        .join(Document, col(Document.id) == col(Passage.document_id))
        .where(
            col(Attribution.workspace_id) == workspace_id,
            col(Attribution.state) == AttributionState.APPROVED.value,
            col(Claim.state) == ClaimState.APPROVED.value,
            col(Claim.merged_into_id).is_(None),
            where,
        )
        .order_by(col(Attribution.id))
    )
    return [
        _Statement(row_id or 0, claim_id, said_on or published_on, stance, source_id, key)
        for row_id, claim_id, said_on, published_on, stance, source_id, key in rows
    ]


def _waiting(session: Session, workspace_id: int, now: datetime) -> set[int]:
    """The attributions whose embargo has not ended, and all that relay them."""
    ids = session.scalars(
        select(col(Attribution.id)).where(
            col(Attribution.workspace_id) == workspace_id, col(Attribution.embargo_until) > now
        )
    ).all()
    held = [one for one in ids if one is not None]
    return {row_id for row_id, _, _ in relays_of(session, workspace_id, held)}


def _hidden(
    session: Session, workspace_id: int, claim_ids: Sequence[int], now: datetime
) -> set[int]:
    return {
        claim_id
        for batch in batches(claim_ids)
        for claim_id, one in visible(session, workspace_id, batch, now=now).items()
        if one.hidden
    }


def _newest_first(claims: Iterable[_Dated]) -> list[_Dated]:
    return sorted(claims, key=lambda one: (one.day or date.min, one.claim_id), reverse=True)


def _worded(
    session: Session, workspace_id: int, claims: Sequence[_Dated], editor: bool, now: datetime
) -> tuple[FoundClaim, ...]:
    pages = claims_on_record(
        session,
        workspace_id,
        [one.claim_id for one in claims],
        now=now,
        editor=editor,
        shelf_lives={},
    )
    return tuple(
        FoundClaim(one.claim_id, card.text, card.status, one.day, one.stances, _said(one, page))
        for one in claims
        if (page := pages.get(one.claim_id)) and (card := page.card)
    )


def _said(one: _Dated, page: OnRecord) -> AttributionLine | None:
    """The statement that made a claim one of those found."""
    if one.newest is not None:
        return next((line for line in page.attributions if line.key == one.newest), None)
    return max(
        page.attributions,
        key=lambda a: (a.said_on or a.published_on or date.min, bool(a.counted)),
        default=None,
    )
