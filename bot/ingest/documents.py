"""The results of ingestion: documents to be stored, reviews made elsewhere, and errors."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from bot.i18n import gettext
from bot.refusal import RefusalError, in_words

T = TypeVar("T")

MAX_REPORTED = 20
"""Problems that one error lists; the others are counted."""


class Basis(StrEnum):
    """How a field is known. An editor confirms every field that was not given."""

    GIVEN = "given"  # by the person who adds the document
    JSON_LD = "json-ld"  # the page's own schema.org description
    TRAFILATURA = "trafilatura"  # read from the page's mark-up
    HTMLDATE = "htmldate"  # a date found in the page's text or address
    FEED = "feed"
    FILE = "file"  # a table's column, a Markdown file's heading or front matter
    ADDRESS = "address"  # the outlet's domain, from the address
    ZONE = "outlet-zone"  # an instant given in universal time, by the outlet's clock
    HTML = "html"  # the page's lang attribute, canonical link, or the date that its head states
    WORDS = "words"  # the language, told from the text itself
    EDITOR = "editor"  # an editor has confirmed it


def is_guessed(published_basis: str | None) -> bool:
    """Whether a day of publication was found by likeness only: the first date of a page's mark-up,
    address or text may be that of a copyright line or of another article."""
    return published_basis == Basis.HTMLDATE


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document as read, its text ready to be stored: no NUL, no lone surrogate, lines ended by
    "\\n", paragraphs of a page separated by a blank line.

    `url` is the address from which it was read; `canonical_url` is equal for the same document,
    without tracking parameters. `domain` is the outlet's. `language` is an ISO 639-1 code. `topic`
    is only given, never read. `bases` has the basis of every field that is known; see `basis_of`.
    `published_at` is set if the source gives the instant of publication in universal time:
    `published_on` is then its day there, and may be another by the outlet's clock.
    `remarks` are sentences for the editor ("A date in the future was dropped: …"). `place` says
    where in its source the document was ("line 12", "feed item 3"); `entry_id` is a feed's own id
    of the item.
    """

    text: str
    url: str | None = None
    canonical_url: str | None = None
    outlet: str | None = None
    domain: str | None = None
    title: str | None = None
    author: str | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    language: str | None = None
    topic: str | None = None
    bases: tuple[tuple[str, Basis], ...] = ()
    remarks: tuple[str, ...] = ()
    place: str = ""
    entry_id: str | None = None

    def basis_of(self, name: str) -> Basis | None:
        """How the field of that name is known; None if the field is unknown."""
        return dict(self.bases).get(name)

    @property
    def sha256(self) -> str:
        """SHA-256 of the UTF-8 text, in hexadecimal: the same text twice is one document."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A fact-check that others published (schema.org ClaimReview).

    `rating` is the publisher's own words, verbatim, and is shown. The three numbers are as given,
    or all None if they contradict each other (then `remarks` says so). `appearance_url` is where
    the claim was made, `said_on` when.
    """

    claim: str
    rating: str
    publisher: str
    publisher_url: str | None = None
    url: str | None = None
    reviewed_on: date | None = None
    claimant: str | None = None
    appearance_url: str | None = None
    said_on: date | None = None
    title: str | None = None
    language: str | None = None
    rating_value: float | None = None
    best_rating: float | None = None
    worst_rating: float | None = None
    remarks: tuple[str, ...] = ()
    place: str = ""


class IngestError(RefusalError):
    """Something cannot be read. The message is plain text for the person: what failed, where,
    and what to do; `place` is the where ("line 4000", "feed item 12"), "" for the whole source."""

    def __init__(self, sentence: str, *, place: str = "") -> None:
        super().__init__(f"{place}: {sentence}" if place else sentence)
        self.place = place


def unforeseen(error: Exception, place: str = "") -> IngestError:
    """An unexpected error, as an IngestError about one item of a source."""
    return IngestError(in_words(error, place or "a source"), place=place)


def at_least_one(
    found: list[T], problems: list[IngestError], nothing: str
) -> list[T | IngestError]:
    """The items found, then the errors of the others. Raises IngestError if none was found: with
    all errors, or with the sentence `nothing` if there are none."""
    if found:
        return [*found, *problems]
    if not problems:
        raise IngestError(nothing)
    raise problems[0] if len(problems) == 1 else ManyProblemsError(problems)


class ManyProblemsError(IngestError):
    """Several things are wrong with a source, so that none of it is taken. One sentence each."""

    def __init__(self, problems: list[IngestError]) -> None:
        self.problems = tuple(problems)
        lines = [problem.sentence for problem in problems[:MAX_REPORTED]]
        if len(problems) > MAX_REPORTED:
            lines.append(gettext("and {number} more", number=len(problems) - MAX_REPORTED))
        super().__init__("\n".join(lines))
