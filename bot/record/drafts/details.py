"""The details of a document on record, and changing them as an editor confirms them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from bot.i18n import gettext
from bot.ingest.documents import Basis, is_guessed
from bot.language.writing import in_full
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.drafts.drafts import document_of, one_line
from bot.record.drafts.errors import DecidedMeanwhileError, ReviewError
from bot.record.drafts.naming import reflag
from bot.record.drafts.outlets import outlet_for
from bot.record.drafts.rows import CONFIRM, removed
from bot.record.drafts.topics import give_topic
from bot.record.edit.rows import again, version
from bot.record.workspaces import lock
from models.changes import AuditEntry
from models.record import Attribution, AttributionState, Document, Outlet, Passage

EDITOR = Basis.EDITOR.value
"""The basis of a detail that an editor confirmed."""

_CONFIRMED = ("outlet", "author", "title", "published_on", "language", "topic")


@dataclass(frozen=True, slots=True)
class Details:
    """The details of a document that an editor confirms; the outlet is given by its name.

    `without_address` removes the address for good, for an address that contains a confidential
    name.
    """

    outlet: str | None = None
    author: str | None = None
    title: str | None = None
    published_on: date | None = None
    language: str | None = None
    topic: str | None = None
    without_address: bool = False


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The result of confirming a document's details.

    If the date changed, the caller has to work out the drafts' days again (`drafting.redate`).
    `dated` has the keys of approved attributions whose day may come from the old date. `topics`
    counts the claims that got another topic.
    """

    date_changed: bool
    status_changes: int = 0
    dated: tuple[str, ...] = ()
    topics: int = 0


def details_of(session: Session, workspace_id: int, document_id: int) -> Details:
    """A document's present details, for the form in which an editor confirms them."""
    return _details(session, document_of(session, workspace_id, document_id))


def version_of_details(session: Session, workspace_id: int, document_id: int) -> int:
    """The version of a document's details, which the form hands back as `seen`.

    It is the version of the document or, if that changed later, of its outlet, whose name is among
    the details.
    """
    outlet_id = document_of(session, workspace_id, document_id).outlet_id
    return max(
        version(session, workspace_id, "document", document_id),
        version(session, workspace_id, "outlet", outlet_id or 0),
    )


def confirm_details(change: Change, document_id: int, details: Details, *, seen: int) -> Confirmed:
    """Store an editor's details of a document; each field counts as confirmed. Does not commit.

    `seen` is the version that the form showed. Raises DecidedMeanwhileError if there is a newer
    one, ReviewError for a date in the future, RefusalError for a topic with a confidential name.
    """
    session, workspace_id = change.session, change.workspace_id
    lock(session, workspace_id)
    newest = version_of_details(session, workspace_id, document_id)
    if newest != seen:
        raise _changed_meanwhile(change, document_id, newest)
    document = document_of(session, workspace_id, document_id)
    before = _details(session, document)
    details = _tidy(details)
    if details.published_on and details.published_on > change.now.date() + timedelta(days=1):
        raise ReviewError(gettext("{day} is in the future.", day=in_full(details.published_on)))
    old_bases = dict(document.bases or {})
    if details.outlet != before.outlet:
        _move_outlet(change, document, details.outlet)
    document.author, document.title = details.author, details.title
    document.published_on, document.language = details.published_on, details.language
    settled = is_guessed(document.published_basis)  # from now on its day puts things in order
    document.published_basis = EDITOR
    topics = give_topic(change, document, details.topic)
    document.bases = old_bases | dict.fromkeys(_CONFIRMED, EDITOR)
    dropped = details.without_address and document.url is not None
    if dropped:
        document.url = None  # the canonical address stays: the document is recognised by it
    if details != before:  # also true if only the address is removed
        document.edited_at = change.now
    session.add(document)
    session.flush()
    after = _details(session, document)
    audited = Audited(
        "document",
        document.id or 0,
        _noted(before, old_bases) | {"address": "shown"},
        _noted(after, document.bases) | {"address": "taken off" if dropped else "shown"},
    )
    audit(change, [audited], action=CONFIRM)
    reflag(session, workspace_id, document_id=document_id)
    followed = _follow(
        change,
        document,
        date_changed=after.published_on != before.published_on,
        shown=after != before or dropped or settled,
    )
    return replace(followed, topics=len(topics))


def _details(session: Session, document: Document) -> Details:
    outlet = session.get(Outlet, document.outlet_id) if document.outlet_id is not None else None
    return Details(
        outlet=outlet.name if outlet is not None else None,
        author=document.author,
        title=document.title,
        published_on=document.published_on,
        language=document.language,
        topic=document.topic,
    )


def _tidy(details: Details) -> Details:
    return Details(
        outlet=one_line(details.outlet),
        author=one_line(details.author),
        title=one_line(details.title),
        published_on=details.published_on,
        language=one_line(details.language),
        topic=one_line(details.topic),
        without_address=details.without_address,
    )


def _noted(details: Details, bases: dict[str, str]) -> dict[str, object]:
    noted: dict[str, object] = {name: getattr(details, name) for name in _CONFIRMED}
    day = details.published_on
    return noted | {"published_on": day.isoformat() if day else None, "bases": bases}


def _move_outlet(change: Change, document: Document, name: str | None) -> None:
    session = change.session
    old = session.get(Outlet, document.outlet_id) if document.outlet_id is not None else None
    new = outlet_for(change, name, action=CONFIRM, named=True)
    document.outlet_id = new.id if new is not None else None
    session.add(document)
    session.flush()
    if old is not None:
        removed(change, old, action=CONFIRM)


def _follow(change: Change, document: Document, *, date_changed: bool, shown: bool) -> Confirmed:
    """After a change of a document's details, derive again the claims of its approved attributions.

    It does so if `shown`, that is if readers see the change. The document's date puts statements in
    order.
    """
    rows = change.session.execute(
        select(col(Attribution.claim_id), col(Attribution.key), col(Attribution.said_on))
        .join(Passage, col(Passage.id) == col(Attribution.passage_id))
        .where(
            col(Passage.workspace_id) == document.workspace_id,
            col(Passage.document_id) == document.id,
            col(Attribution.state) == AttributionState.APPROVED.value,
        )
        .order_by(col(Attribution.id))
    ).all()
    changes = 0
    if rows and shown:
        because: dict[int, list[str]] = {}
        for claim_id, key, _ in rows:
            because.setdefault(claim_id, []).append(key)
        claim_ids = list(because)
        changes = len(again(change, claim_ids, because=because))
    dated = tuple(key for _, key, said_on in rows if said_on is not None) if date_changed else ()
    return Confirmed(date_changed, changes, dated)


def _changed_meanwhile(change: Change, document_id: int, newest: int) -> Exception:
    last = change.session.get(AuditEntry, newest)
    return DecidedMeanwhileError(
        number=document_id,
        version=newest,
        action="changed the details of",
        by=last.actor if last is not None else gettext("Somebody"),
        at=last.at if last is not None else change.now,
    )
