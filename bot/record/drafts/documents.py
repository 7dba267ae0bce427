"""Documents on record: storing each one once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from bot.i18n import gettext
from bot.ingest.documents import Basis, Incoming
from bot.record.change import Change
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.families import sketch_missing
from bot.record.drafts.outlets import outlet_for
from bot.record.drafts.rows import INGEST, free_key, note_new
from bot.record.workspaces import lock
from bot.zones import zone_of
from models.record import Document, Outlet, text_sha256

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


def store_document(change: Change, incoming: Incoming) -> Stored:
    """Put a document on record, unless its text or its address is there already. Does not commit.

    The session must be a writing one (`models.database.writing`).
    """
    session, workspace_id = change.session, change.workspace_id
    if not incoming.text.strip():
        raise ReviewError(gettext("There is no text in it."))
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
    day, dated = _published(incoming, outlet)
    document = Document(
        workspace_id=workspace_id,
        key=free_key(session, Document, workspace_id, f"doc-{sha256[:12]}"),
        text=incoming.text,
        sha256=sha256,
        outlet_id=outlet.id if outlet is not None else None,
        url=incoming.url or None,
        title=incoming.title or None,
        author=incoming.author or None,
        published_on=day,
        published_basis=str(dated) if dated is not None else None,
        language=incoming.language or None,
        topic=incoming.topic or None,
        canonical_url=_address(incoming),
        bases={
            name: str(dated if name == "published_on" and dated else basis)
            for name, basis in incoming.bases
        },
        added_by=change.actor,
        added_at=change.now,
    )
    note_new(change, [document], action=INGEST)
    sketch_missing(session, workspace_id)
    return Stored(document.id or 0, already=False)


def _published(incoming: Incoming, outlet: Outlet | None) -> tuple[date | None, Basis | None]:
    """The day of publication and how it is known. If its source gives an instant in universal time,
    which is nobody's day, the day is that of the outlet's clock, where its zone is known."""
    day, basis, at = incoming.published_on, incoming.basis_of("published_on"), incoming.published_at
    if at is None or at.date() != day or basis in (None, Basis.GIVEN) or outlet is None:
        return day, basis
    try:
        zone = zone_of(outlet.timezone) if outlet.timezone else None
    except ValueError:  # a zone that this release of the data does not have
        zone = None
    return (day, basis) if zone is None else (at.astimezone(zone).date(), Basis.ZONE)


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


def _remark(known: Document) -> str:
    number, by = known.id, known.added_by
    on = f"{known.added_at:%Y-%m-%d}" if known.added_at else ""
    if on and by:
        return gettext(
            "This is on record already (document {number}, added on {on} by {by}).",
            number=number,
            on=on,
            by=by,
        )
    if on:
        return gettext(
            "This is on record already (document {number}, added on {on}).", number=number, on=on
        )
    if by:
        return gettext(
            "This is on record already (document {number}, added by {by}).", number=number, by=by
        )
    return gettext("This is on record already (document {number}).", number=number)


def _already(known: Document, sha256: str) -> Stored:
    changed = known.sha256 != sha256
    remark = _remark(known)
    if changed:
        remark += " " + gettext(
            "The text at its address has changed since; the first one was kept."
        )
    return Stored(known.id or 0, already=True, changed=changed, remark=remark)
