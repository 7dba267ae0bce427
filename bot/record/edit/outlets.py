"""Care of outlets: edit one, merge two, and suggest which ones a name may mean."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from bot.i18n import gettext
from bot.language.web_addresses import web_domain
from bot.record.audit import Audited
from bot.record.change import Change
from bot.record.edit.merging import Pair, merge, merged, not_merged
from bot.record.edit.names import Near, near
from bot.record.edit.rows import changing, fit, number, taken
from bot.refusal import RefusalError
from models.record import Attribution, Document, Outlet
from models.review import MergedOutlet


@dataclass(frozen=True, slots=True)
class OutletFields:
    """The fields of an outlet that an editor may change."""

    name: str
    domain: str | None = None
    notes: str | None = None


def edit_outlet(change: Change, outlet_id: int, to: OutletFields, *, seen: int | None) -> None:
    """Give an outlet these fields. No status depends on an outlet.

    Raises RefusalError for an empty name and for an outlet that was merged. Raises
    ChangedMeanwhileError if the outlet is not at the version `seen`.
    """
    outlet = taken(change, Outlet, outlet_id, seen)
    not_merged(change.session, outlet)
    name = fit(Outlet, "name", to.name or "")
    domain = fit(Outlet, "domain", _domain(to.domain))
    notes = fit(Outlet, "notes", (to.notes or "").strip() or None)
    with changing(change, outlet, action="edit"):
        outlet.name, outlet.domain, outlet.notes = name, domain, notes


def _domain(given: str | None) -> str | None:
    if not given or not given.strip():
        return None
    domain = web_domain(given)
    if domain is None:
        raise RefusalError(
            gettext("That is no domain. Write it like courier.example, or leave it empty.")
        )
    return domain


def merge_outlets(
    change: Change, outlet_id: int, into_id: int, *, seen: int | None, seen_into: int | None = None
) -> None:
    """Merge an outlet into another one, its heir, which takes its documents and the attributions it
    relays.

    The heir also takes its domain, notes and time zone if it has none. The merged row stays: files
    may name its key, and readers find it by its old name. Raises RefusalError if the other outlet
    leads back to the first.
    """
    session, workspace_id, now = change.session, change.workspace_id, change.now
    pair = Pair(outlet_id, into_id, seen, seen_into)
    merging = merge(change, Outlet, pair)
    outlet, heir = merging.row, merging.heir
    not_merged(session, outlet)
    merging.move(Document.outlet_id)
    merging.move(Attribution.relayed_by_id)
    with merging.changing(heir, "take over", {"merged": outlet.name}):
        heir.domain = heir.domain or outlet.domain
        heir.notes = heir.notes or outlet.notes
        heir.timezone = heir.timezone or outlet.timezone
    session.add(
        MergedOutlet(workspace_id=workspace_id, outlet_id=outlet_id, heir_id=number(heir), at=now)
    )
    outlet.edited_at = now
    session.add(outlet)
    session.flush()
    gone = Audited("outlet", outlet_id, {"merged_outlet": None}, {"merged_outlet": heir.key})
    merging.audit([gone], action="merge")


def outlet_candidates(
    session: Session, workspace_id: int, name: str, *, limit: int = 5
) -> list[tuple[int, Near]]:
    """The outlets (id, likeness) with a name similar to this one, best first, for an editor to
    choose from. Nothing is mapped or merged by likeness."""
    gone = merged(session, Outlet, workspace_id)
    rows = session.execute(
        select(col(Outlet.id), col(Outlet.name))
        .where(col(Outlet.workspace_id) == workspace_id)
        .order_by(col(Outlet.id))
    ).all()
    live = [(id_, named) for id_, named in rows if id_ not in gone]
    found = near(name, (named for _, named in live), limit)
    return [(live[one.position][0], one) for one in found]
