"""Finds the outlet on record that a name or domain means."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlmodel import Session, col

from bot.record.change import Change
from bot.record.drafts.rows import free_key, note_new
from bot.record.edit.merging import merged
from models.record import Outlet, Source, SourceKind


def outlet_for(
    change: Change, name: str | None, domain: str | None = None, *, action: str, named: bool = False
) -> Outlet | None:
    """The outlet with exactly that name (case and spaces aside) or that domain; else a new one.

    For a merged outlet it gives the heir; for neither name nor domain, None. `named` says that a
    person gave the name: then the domain, which several outlets may share, does not decide alone.
    """
    session, workspace_id = change.session, change.workspace_id
    called = " ".join((name or "").split()) or domain
    if not called:
        return None
    every = session.scalars(
        select(Outlet).where(col(Outlet.workspace_id) == workspace_id).order_by(col(Outlet.id))
    ).all()
    names = {called.casefold()} | _other_names(session, workspace_id, called)
    found = [one for one in every if one.name.casefold() in names]
    if not found and domain and not named:
        found = [one for one in every if (one.domain or "").casefold() == domain.casefold()]
    if found:
        heirs = merged(session, Outlet, workspace_id)
        first = found[0].id or 0
        return session.get_one(Outlet, heirs.get(first, first))
    slug = re.sub(r"[^a-z0-9]+", "-", (domain or called).casefold()).strip("-") or "outlet"
    key = free_key(session, Outlet, workspace_id, f"outlet-{slug[:80]}")
    made = Outlet(workspace_id=workspace_id, key=key, name=called, domain=domain)
    note_new(change, [made], action=action)
    return made


def _other_names(session: Session, workspace_id: int, called: str) -> set[str]:
    """The other names of an outlet, taken from the source of the same name if there is one."""
    wanted = called.casefold()
    speaking = session.scalars(
        select(Source).where(
            col(Source.workspace_id) == workspace_id,
            col(Source.kind) == SourceKind.OUTLET.value,
        )
    )
    found: set[str] = set()
    for source in speaking:
        names = {name.casefold() for name in (source.name, *(source.aliases or ()))}
        if wanted in names:
            found |= names
    return found
