"""The audit trail in words: one plain sentence for each entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.corroboration.figures import in_words
from bot.i18n import N_, gettext
from bot.language import writing
from bot.record.batches import batches
from bot.record.terms import term
from models.changes import AuditEntry
from models.record import Attribution, Claim, Outlet, Source

_QUOTED = 200
"""Characters of a text that a sentence repeats."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One change in words.

    `actor` is the one in the audit trail (a Slack id, a command's name), None for a change that the
    rules made. `sentence` names neither the actor nor the time.
    """

    at: datetime
    actor: str | None
    sentence: str

    def line(self, name: str | None = None) -> str:
        """The whole sentence, with the actor's name if it is known: "Ida, 5 Nov 2024: …"."""
        who = name or self.actor
        day = writing.day(self.at.date())
        return f"{who}, {day}: {self.sentence}" if who else f"{day}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Names:
    """The names by which the sentences call rows of the record: texts of claims, names of sources
    and outlets."""

    claims: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[int, str] = field(default_factory=dict)  # by id of the attribution
    rows: Mapping[tuple[str, int], str] = field(default_factory=dict)  # sources and outlets, by id


def happened(
    session: Session,
    workspace_id: int,
    entries: Sequence[AuditEntry],
    names: Names | None = None,
) -> list[Happened]:
    """The entries in words, in the order given. Without `names` every row is called by its own
    name."""
    known = names or names_in(session, workspace_id, entries)
    return [Happened(one.at, one.actor, sentence(one, known)) for one in entries]


def names_in(session: Session, workspace_id: int, entries: Iterable[AuditEntry]) -> Names:
    """The names of all keys and rows in the entries, confidential ones included."""
    keys: defaultdict[Any, set[str]] = defaultdict(set)
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for entry in entries:
        ids[entry.entity].add(entry.entity_id)
        for given in (entry.before or {}, entry.after or {}):
            for name, table in _REFERENCES.items():
                if isinstance(given.get(name), str):
                    keys[table].add(given[name])

    def called(table: Any, by: Any, what: Any, wanted: set[Any], *through: Any) -> dict[Any, str]:
        found: dict[Any, str] = {}
        for batch in batches(sorted(wanted)):
            query = select(by, what).select_from(table)
            if through:
                query = query.join(*through)
            query = query.where(col(table.workspace_id) == workspace_id, by.in_(batch))
            found |= dict(session.execute(query).all())
        return found

    said_by = Source, col(Source.id) == col(Attribution.source_id)
    rows = {
        (entity, row_id): name
        for entity, table in (("source", Source), ("outlet", Outlet))
        for row_id, name in called(table, col(table.id), col(table.name), ids[entity]).items()
    }
    return Names(
        called(Claim, col(Claim.key), col(Claim.text), keys[Claim]),
        called(Source, col(Source.key), col(Source.name), keys[Source]),
        called(Outlet, col(Outlet.key), col(Outlet.name), keys[Outlet]),
        called(Attribution, col(Attribution.id), col(Source.name), ids["attribution"], *said_by),
        rows,
    )


_REFERENCES: Mapping[str, type] = {
    "claim": Claim,
    "merged_into": Claim,
    "moved_to": Claim,
    "merged_source": Source,
    "merged_outlet": Outlet,
    "source": Source,
    "parent": Source,
    "outlet": Outlet,
    "relayed_by": Outlet,
}


def sentence(entry: AuditEntry, names: Names) -> str:
    """One entry in words, without the actor and the time."""
    before, after = entry.before or {}, entry.after or {}
    subject = _subject(entry, names)
    if entry.after is None:
        return subject + gettext("removed from the record")
    if entry.before is None:
        return f"{subject}{gettext(_MADE.get(entry.action, _ON_RECORD))}"
    said = list(_changes(entry, before, after, names)) or [term(entry.action)]
    if reason := after.get("reason"):
        said.append(gettext("reason: {reason}", reason=_quote(reason)))
    return f"{subject}{', '.join(said)}"


_MADE = {"import": N_("imported")}
_ON_RECORD = N_("put on record")


def _subject(entry: AuditEntry, names: Names) -> str:
    if entry.entity == "attribution":
        who = names.speakers.get(entry.entity_id) or gettext("somebody")
        return gettext("statement by {who}:", who=who) + " "
    if entry.entity in ("source", "outlet"):
        given = (entry.before or {}).get("name") or names.rows.get((entry.entity, entry.entity_id))
        return f"{term(entry.entity)} {_quote(given)}: " if given else f"{term(entry.entity)}: "
    return "" if entry.entity == "claim" else f"{term(entry.entity)}: "


def _changes(
    entry: AuditEntry, before: Mapping[str, Any], after: Mapping[str, Any], names: Names
) -> Iterator[str]:
    if heir := next((n for n in ("merged_source", "merged_outlet") if after.get(n)), None):
        yield gettext("merged into {named}", named=_named(heir, after[heir], names))
        return
    for name in {**before, **after}:
        was, now = before.get(name), after.get(name)
        if was == now or name in ("reason", "moved_to", "unseen"):
            continue
        special = _special(entry.entity, name, was, now)
        if special:
            yield special
        elif name == "merged_into" and now is not None:
            yield gettext("merged into {named}", named=_named(name, now, names))
        elif name == "attribution":
            to = after.get("moved_to")
            yield (
                gettext("a statement moved to {named}", named=_named("claim", to, names))
                if to
                else gettext("statement moved")
            )
        elif name == "merged":
            yield gettext("{quote} merged into it", quote=_quote(now))
        elif name == "aliases":
            yield from _aliases(was or [], now or [])
        else:
            yield _plainly(
                term(_LABELS.get(name, name)),
                _value(name, was, before, names),
                _value(name, now, after, names),
            )


def _special(entity: str, name: str, was: Any, now: Any) -> str:
    """The sentence for a change that has a wording of its own; empty for all other changes."""
    if name == "state":
        if was == "withdrawn" and now == "approved":
            return gettext("put back on record")
        return term(str(now))
    if name == "retracted":
        return term("retracted") if now else gettext("retraction undone")
    if name == "figure_mistaken":
        return (
            gettext("its figure is a typing error")
            if now
            else gettext("its figure is no typing error")
        )
    if name == "embargo_until":
        return (
            gettext("under embargo until {moment}", moment=_moment(now))
            if now
            else gettext("embargo lifted")
        )
    if entity == "source" and name == "confidential":
        return gettext("marked as confidential") if now else gettext("no longer confidential")
    if entity == "source" and name == "anonymous":
        return gettext("marked as anonymous") if now else gettext("no longer anonymous")
    return ""


def _plainly(label: str, was: str, now: str) -> str:
    if was and now:
        return gettext("{label} changed from {was} to {now}", label=label, was=was, now=now)
    return (
        gettext("{label} set to {now}", label=label, now=now)
        if now
        else gettext("{label} removed (was {was})", label=label, was=was)
    )


_LABELS = {
    "claim": "claim",
    "source": "speaker",
    "parent": "parent",
    "said_on": "day",
    "relayed_by": "relaying outlet",
    "claim_id": "claim",
}


def _value(name: str, value: Any, beside: Mapping[str, Any], names: Names) -> str:
    """A value in words; empty for no value."""
    if value in (None, [], ""):
        return ""
    if name in _REFERENCES:
        return _named(name, value, names)
    if name == "figure":
        low, high = value
        return in_words((low, high), beside.get("unit"))
    if name == "said_on":
        return writing.day(date.fromisoformat(value))
    if name in ("kind", "stance", "basis"):
        return term(str(value))
    if isinstance(value, bool):
        return term("yes" if value else "no")
    return _quote(value) if isinstance(value, str) else str(value)


def _named(name: str, key: str, names: Names) -> str:
    table = _REFERENCES.get(name, Claim)
    if table is Claim:
        return _quote(names.claims.get(key, key))
    return (names.sources if table is Source else names.outlets).get(key, key)


def _aliases(was: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    added = [_quote(one) for one in now if one not in was]
    gone = [_quote(one) for one in was if one not in now]
    if added:
        yield gettext("also known as {names}", names=writing.listed(added))
    if gone:
        yield gettext("no longer known as {names}", names=writing.listed(gone))


def _moment(value: str) -> str:
    at = datetime.fromisoformat(value).astimezone(UTC)
    return writing.moment(at)


def _quote(value: Any) -> str:
    flat = " ".join(str(value).split())
    return f"“{flat if len(flat) <= _QUOTED else flat[: _QUOTED - 1] + '…'}”"
