"""What is on record for a person, organisation, topic or outlet, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from sqlmodel import Session

from bot.language.writing import count
from bot.record.card import AttributionLine, names_in_confidence
from bot.record.reading import OnRecord, claims_on_record
from bot.record.statements import Dated, claims_of, waiting
from bot.record.subjects import Called, Subject

PER_PAGE = 10

MOST_SUBJECTS = 8
"""The most subjects of one name that are listed; the others are only counted."""

_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim found for a subject.

    `day` is the day of the subject's newest statement on it (for a topic, of the newest statement
    by any source), None if no day is known. `stances` are the subject's own; empty for a topic or
    an outlet. `said` is that newest statement, None if it may not be shown.
    """

    id: int
    text: str
    status: str
    day: date | None
    stances: tuple[str, ...] = ()
    said: AttributionLine | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The claims found for one subject: their number, and one page of them, newest first."""

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
    """The result of a search by name: the same page of claims for each subject found.

    `pages` is the number for the subject with most claims, at least 1. `more` counts the subjects
    that were left out. `suggestions` are similar names, given if nothing has the name itself.
    `confidential` has the ids of the confidential sources that are named to an editor.
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
    """The claims on record for the subjects called `words`; case and accents make no difference.

    Sources are found by name and alias, and have the claims of all sources below them. If nothing
    has exactly this name, names that contain all its words count. Of several subjects, those
    without claims are left out. Drafts and attributions under embargo are never found; readers who
    are not editors cannot find confidential sources either.
    """
    called = Called(session, workspace_id, editor)
    held = waiting(session, workspace_id, now)

    def its_claims(subject: Subject) -> list[Dated]:
        return claims_of(subject, called, held, now=now)

    subjects = called.exactly(words) or called.partly(words)
    every = [(one, its_claims(one)) for one in subjects]
    # Only editors learn of a name without claims: its attributions may be under embargo.
    known = [pair for pair in every if editor and pair[0].kind != "topic"]
    spoken = [pair for pair in every if pair[1]] or known
    if not spoken:
        like = (one for one in called.like(words) if one not in subjects and its_claims(one))
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


def _worded(
    session: Session, workspace_id: int, claims: Sequence[Dated], editor: bool, now: datetime
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


def _said(one: Dated, page: OnRecord) -> AttributionLine | None:
    """The statement that is shown with a found claim, if it may be."""
    if one.newest is not None:
        return next((line for line in page.attributions if line.key == one.newest), None)
    return max(
        page.attributions,
        key=lambda a: (a.said_on or a.published_on or date.min, bool(a.counted)),
        default=None,
    )
