"""Puts the contents of a source on record: documents with their drafts, and reviews made elsewhere.

Each document is stored and drafted by itself. So a document that cannot be read does not stop the
others, and one that a crash left without drafts gets them when it is added again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from bot.check.checker import Checker
from bot.check.finder import finder
from bot.ingest.documents import Incoming, IngestError, Reviewed
from bot.ingest.source import Item
from bot.record.change import Change
from bot.record.drafts.documents import store_document
from bot.record.drafts.drafting import Extract, draft_document, extractor
from bot.record.edit.reviews import StoredReviews, store_reviews
from bot.refusal import RefusalError, in_words
from bot.review import copies_view
from models.database import is_database_down, writing


@dataclass(frozen=True, slots=True)
class AddedDocument:
    """A document on record and the number of its drafts. `already`: it was on record before, as
    `remark` says. `remarks` are for the editor, from reading the document. `nothing_new`: it has
    statements, but its copies on record have them all."""

    document_id: int
    drafts: int
    already: bool
    title: str | None = None
    place: str = ""
    remark: str = ""
    remarks: tuple[str, ...] = ()
    nothing_new: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a source. `problems` has a sentence for each thing that could not be taken."""

    documents: tuple[AddedDocument, ...] = ()
    reviews: StoredReviews | None = None
    review_remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def new(self) -> tuple[AddedDocument, ...]:
        return tuple(one for one in self.documents if not one.already)

    @property
    def drafts(self) -> int:
        """The number of drafts of the new documents."""
        return sum(one.drafts for one in self.new)

    @property
    def nothing(self) -> bool:
        return not self.documents and self.reviews is None


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk whose record it is, and the person who adds to it."""

    engine: Engine
    checker: Checker
    workspace_id: int
    actor: str


OPENING = 60
"""Characters of a text that stand for its title."""

Report = Callable[[int], object]
"""Told how many items are done, after each."""


def extract(desk: Desk, *, now: datetime) -> Extract:
    """The extraction whose drafts propose claims of the desk's record."""
    return extractor(finder(desk.engine, desk.checker, desk.workspace_id, now=now))


def add_document(desk: Desk, incoming: Incoming, *, now: datetime) -> AddedDocument:
    """Store a document and draft its attributions. Raises RefusalError if it cannot be stored."""
    with Session(writing(desk.engine)) as session, session.begin():
        stored = store_document(Change(session, desk.workspace_id, desk.actor, now), incoming)
    drafted = draft_document(
        desk.engine,
        desk.workspace_id,
        stored.document_id,
        extract(desk, now=now),
        actor=desk.actor,
        now=now,
    )
    copied = drafted.copied
    copies = [copies_view.in_words(copied)] if copied is not None else []
    return AddedDocument(
        stored.document_id,
        drafted.drafts,
        already=stored.already,
        title=incoming.title or opening(incoming.text),
        place=incoming.place,
        remark=stored.remark,
        remarks=() if stored.already else (*copies, *incoming.remarks),
        nothing_new=copied is not None and copied.left_out > 0 and not drafted.drafts,
    )


def opening(text: str) -> str:
    """The beginning of a text, as a name for a document without a title."""
    words = " ".join(text[: OPENING * 4].split())
    return words if len(words) <= OPENING else f"{words[:OPENING].rsplit(' ', 1)[0]} …"


def add_items(
    desk: Desk,
    items: Iterable[Item],
    *,
    origin: str | None,
    now: datetime,
    report: Report = lambda _: None,
) -> Added:
    """Put everything in a source on record.

    An item that cannot be stored becomes a sentence in `problems` and does not stop the others.
    Reviews are taken together, all or none; `origin` says where they came from. Raises the
    database's errors if it cannot be reached.
    """
    found = _Found()
    for done, item in enumerate(items, start=1):
        if isinstance(item, Reviewed):
            found.reviews.append(item)
        elif isinstance(item, IngestError):
            found.problems.append(item.sentence)
        else:
            with keeping(found.problems, item.place):
                found.documents.append(add_document(desk, item, now=now))
        report(done)
    stored = None
    with keeping(found.problems, "the reviews"):
        stored = _store_reviews(desk, found.reviews, origin=origin, now=now)
    return Added(
        tuple(found.documents),
        stored,
        tuple(
            f"{one.place or one.publisher}: {remark}"
            for one in found.reviews
            for remark in one.remarks
        ),
        tuple(found.problems),
    )


@contextmanager
def keeping(problems: list[str], place: str) -> Iterator[None]:
    """Turn an exception of one item into a sentence in `problems`. If the database cannot be
    reached, the exception is raised and ends the work."""
    try:
        yield
    except RefusalError as error:
        problems.append(f"{place}: {error.sentence}" if place else error.sentence)
    except Exception as error:
        if is_database_down(error):
            raise
        sentence = in_words(error, place or "a document")
        problems.append(f"{place}: {sentence}" if place else sentence)


@dataclass(slots=True)
class _Found:
    documents: list[AddedDocument] = field(default_factory=list)
    reviews: list[Reviewed] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def _store_reviews(
    desk: Desk, reviews: list[Reviewed], *, origin: str | None, now: datetime
) -> StoredReviews | None:
    if not reviews:
        return None
    with Session(writing(desk.engine)) as session, session.begin():
        return store_reviews(
            Change(session, desk.workspace_id, desk.actor, now), reviews, origin=origin
        )


# --- what came of a source, for the row that says it is done and for `ingest --json` -------------


def to_json(added: Added) -> dict[str, Any]:
    """The result as plain lists and numbers, for a row or for JSON."""
    return {
        "documents": [{**asdict(one), "remarks": list(one.remarks)} for one in added.documents],
        "reviews": None
        if added.reviews is None
        else {
            "added": list(added.reviews.added),
            "unchanged": added.reviews.unchanged,
            "left": list(added.reviews.left),
        },
        "review_remarks": list(added.review_remarks),
        "problems": list(added.problems),
    }


def from_json(found: Any) -> Added:
    """The inverse of `to_json`."""
    documents = (
        AddedDocument(**{**one, "remarks": tuple(one["remarks"])}) for one in found["documents"]
    )
    reviews = found["reviews"]
    return Added(
        tuple(documents),
        None
        if reviews is None
        else StoredReviews(tuple(reviews["added"]), reviews["unchanged"], tuple(reviews["left"])),
        tuple(found["review_remarks"]),
        tuple(found["problems"]),
    )
