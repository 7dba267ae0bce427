"""Gives a source on record the name that a document has for it, once an editor has said that it is
meant: the fullest of its names becomes its name, the others its aliases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session

from bot.extraction.longer_names import as_called, full_names, fullest, may_be_one
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.concealing import confidential, refuse_common_aliases
from bot.record.drafts.rows import APPROVE, TAKE_BACK
from bot.record.edit.names import folded
from bot.record.edit.sources import claims_by
from bot.record.exchange.stored import as_entry
from bot.record.workspaces import stamp
from bot.refusal import RefusalError
from models.record import Source


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a source before and after it got another one, its name first."""

    source_id: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def named_too(change: Change, source: Source, called: str | None) -> Named | None:
    """Give the source that name too. None if it has it, if it is no form of its names (a name and
    "the mayor"), or if it cannot be a name of a confidential source.

    All of its claims are loaded again by every process. The workspace must be locked.
    """
    name = as_called(called or "", source.kind)
    before = (source.name, *(source.aliases or ()))
    known = {folded(one) for one in before}
    full = full_names(source.name, source.aliases or (), source.kind)
    forms = any(may_be_one(name, one, source.kind, source.kind) for one in full)
    if not name or folded(name) in known or not forms:
        return None
    best = fullest([*full, name], source.kind)
    after = (best, *(one for one in (*before, name) if one != best))
    if source.id in confidential(change.session, change.workspace_id):
        try:
            refuse_common_aliases(best, after[1:])
        except RefusalError:
            return None
    _put(change, source, after, action=APPROVE)
    return Named(source.id or 0, before, after)


def take_names_back(change: Change, named: Mapping[str, Any]) -> None:
    """Give a source the names that it had before, unless they were changed since. `named` is a
    `Named` as JSON."""
    source = change.session.get(Source, named["source_id"], populate_existing=True)
    if source is None or source.workspace_id != change.workspace_id:
        return
    if [source.name, *(source.aliases or ())] == list(named["after"]):
        _put(change, source, tuple(named["before"]), action=TAKE_BACK)


def to_json(named: Named) -> dict[str, Any]:
    """For the draft's row."""
    return asdict(named)


def _put(change: Change, source: Source, names: tuple[str, ...], *, action: str) -> None:
    session: Session = change.session
    before = as_entry(session, source)
    source.name, source.aliases = names[0], list(names[1:])
    session.add(source)
    session.flush()
    changed = Audited("source", source.id or 0, before, as_entry(session, source))
    audit(change, [changed], action=action)
    stamp(
        session, change.workspace_id, set(claims_by(session, change.workspace_id, [source.id or 0]))
    )
