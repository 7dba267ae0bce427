"""Documents on record: storing each one once, and changing its details as an editor confirms
them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from bot.ingest.documents import Basis, Incoming, is_guessed
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.drafts.drafts import document_of, one_line
from bot.record.drafts.errors import DecidedMeanwhileError, ReviewError
from bot.record.drafts.naming import reflag
from bot.record.drafts.outlets import outlet_for
from bot.record.drafts.rows import CONFIRM, INGEST, free_key, note_new, removed
from bot.record.edit.rows import again, version
from bot.record.workspaces import lock
from models.changes import AuditEntry
from models.record import Attribution, AttributionState, Document, Outlet, Passage, text_sha256

EDITOR = Basis.EDITOR.value
"""The basis of a detail that an editor confirmed."""

_CONFIRMED = ("outlet", "author", "title", "published_on", "language")

MAX_ADDRESS = 1_000
"""The longest address, in characters, by which a document is recognised: PostgreSQL indexes at most
2,704 bytes of a value (its B-tree limit). A longer one is kept, but not looked up."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a document is on record. `already` means that it was there before.

    `remark` then says how it was recognised. `changed` means that its address now has another text;
    the first text was kept.
    """

    document_id: int
    already: bool
    changed: bool = False
    remark: str = ""


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
    without_address: bool = False


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The result of confirming a document's details.

    If the date changed, the caller has to work out the drafts' days again (`drafting.redate`).
    `dated` has the keys of approved attributions whose day may come from the old date.
    """

    date_changed: bool
    status_changes: int = 0
    dated: tuple[str, ...] = ()


def store_document(change: Change, incoming: Incoming) -> Stored:
    """Put a document on record, unless its text or its address is there already. Does not commit.

    The session must be a writing one (`models.database.writing`).
    """
    session, workspace_id = change.session, change.workspace_id
    if not incoming.text.strip():
        raise ReviewError("There is no text in it.")
    lock(session, workspace_id)
    sha256 = text_sha256(incoming.text)
    known = _known(session, workspace_id, incoming, sha256)
    if known is not None:
        return _already(known, sha256)
    outlet = outlet_for(
        change,
        incoming.outlet,
        incoming.domain,
        action=INGEST,
        named=incoming.basis_of("outlet") == Basis.GIVEN,
    )
    dated = incoming.basis_of("published_on")
    document = Document(
        workspace_id=workspace_id,
        key=free_key(session, Document, workspace_id, f"doc-{sha256[:12]}"),
        text=incoming.text,
        sha256=sha256,
        outlet_id=outlet.id if outlet is not None else None,
        url=incoming.url or None,
        title=incoming.title or None,
        author=incoming.author or None,
        published_on=incoming.published_on,
        published_basis=str(dated) if dated is not None else None,
        language=incoming.language or None,
        canonical_url=_address(incoming),
        bases={name: str(basis) for name, basis in incoming.bases},
        added_by=change.actor,
        added_at=change.now,
    )
    note_new(change, [document], action=INGEST)
    return Stored(document.id or 0, already=False)


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
    one, and ReviewError for a date in the future.
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
        raise ReviewError(
            f"{details.published_on.day} {details.published_on:%B %Y} is in the future."
        )
    old_bases = dict(document.bases or {})
    if details.outlet != before.outlet:
        _move_outlet(change, document, details.outlet)
    document.author, document.title = details.author, details.title
    document.published_on, document.language = details.published_on, details.language
    settled = is_guessed(document.published_basis)  # from now on its day puts things in order
    document.published_basis = EDITOR
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
    return _follow(
        change,
        document,
        date_changed=after.published_on != before.published_on,
        shown=after != before or dropped or settled,
    )


def _known(session: Session, workspace_id: int, incoming: Incoming, sha256: str) -> Document | None:
    """The document on record with that text; failing that, the first one with that address."""
    here = select(Document).where(col(Document.workspace_id) == workspace_id)
    first = col(Document.id)
    same = session.scalars(here.where(col(Document.sha256) == sha256).order_by(first)).first()
    if same is not None:
        return same
    address = _address(incoming)
    addresses = [one for one in {address, incoming.url} if one]
    if not addresses:
        return None
    imported = and_(col(Document.canonical_url).is_(None), col(Document.url).in_(addresses))
    there = or_(col(Document.canonical_url) == address, imported)
    return session.scalars(here.where(there).order_by(first)).first()


def _address(incoming: Incoming) -> str | None:
    address = incoming.canonical_url or incoming.url
    return address if address and len(address.encode()) <= MAX_ADDRESS else None


def _already(known: Document, sha256: str) -> Stored:
    changed = known.sha256 != sha256
    since = f" on {known.added_at:%Y-%m-%d}" if known.added_at else ""
    who = f" by {known.added_by}" if known.added_by else ""
    remark = f"This is on record already (document {known.id}, added{since}{who})."
    if since == who == "":
        remark = f"This is on record already (document {known.id})."
    if changed:
        remark += " The text at its address has changed since; the first one was kept."
    return Stored(known.id or 0, already=True, changed=changed, remark=remark)


def _details(session: Session, document: Document) -> Details:
    outlet = session.get(Outlet, document.outlet_id) if document.outlet_id is not None else None
    return Details(
        outlet=outlet.name if outlet is not None else None,
        author=document.author,
        title=document.title,
        published_on=document.published_on,
        language=document.language,
    )


def _tidy(details: Details) -> Details:
    return Details(
        outlet=one_line(details.outlet),
        author=one_line(details.author),
        title=one_line(details.title),
        published_on=details.published_on,
        language=one_line(details.language),
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
        by=last.actor if last is not None else "Somebody",
        at=last.at if last is not None else change.now,
    )
