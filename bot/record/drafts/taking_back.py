"""Takes off the record what the approval of a draft put there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.i18n import gettext
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.drafts import claims, speakers
from bot.record.drafts.called import take_names_back
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.rows import TAKE_BACK, removed
from bot.record.exchange.stored import as_entry
from models.drafts import Draft
from models.record import (
    Attribution,
    AttributionState,
    Claim,
    Outlet,
    Source,
)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken off the record.

    `because` gives, by claim id, the keys of the removed attributions. `claim` says whether the
    claim went too; `sources` names the sources that went.
    """

    because: Mapping[int, list[str]] = field(default_factory=dict)
    claim: bool = False
    sources: tuple[str, ...] = ()


def take_off_record(change: Change, draft: Draft) -> TakenBack:
    """Take off the record the attribution that a draft's approval made. The claim, sources and
    outlet that review made go too, unless another row uses them by now.

    The attribution's row stays, in state rejected, so it is neither shown nor counted. If the draft
    is approved again it gets the same row back, so an attribution's number never passes to another.
    Raises ReviewError if the attribution was changed on record since, or if other attributions
    relay it.
    """
    session = change.session
    attribution = session.get(Attribution, draft.attribution_id or 0, populate_existing=True)
    if attribution is None:
        raise ReviewError(gettext("What this draft put on record is not there any more."))
    stands = as_entry(session, attribution)
    _unchanged(draft.made["attribution"], stands)
    _not_relayed(session, attribution)
    claim = session.get_one(Claim, attribution.claim_id, populate_existing=True)
    source = session.get(Source, attribution.source_id) if attribution.source_id else None
    outlet = session.get(Outlet, attribution.relayed_by_id) if attribution.relayed_by_id else None
    named = draft.made.get("named", ())
    draft.made = None
    attribution.state = AttributionState.REJECTED.value
    attribution.decided_by, attribution.decided_at = change.actor, change.now
    attribution.source_id, attribution.relayed_by_id = None, None  # the audit trail keeps both
    session.add_all([draft, attribution])
    session.flush()
    went = claims.take_back(change, claim)
    for one in reversed(named):
        take_names_back(change, one)
    names = speakers.take_back(change, source) if source else []
    if outlet is not None:
        removed(change, outlet, action=TAKE_BACK)
    audited = Audited("attribution", attribution.id or 0, stands, as_entry(session, attribution))
    audit(change, [audited], action=TAKE_BACK)
    return TakenBack({claim.id or 0: [stands["key"]]}, claim=went, sources=tuple(names))


_MAY_MOVE = frozenset({"claim", "source", "relayed_by", "document"})
"""Fields of an attribution that change where claims, sources or outlets are merged."""


def _unchanged(made: Mapping[str, Any], stands: Mapping[str, Any]) -> None:
    changed = [
        name for name in sorted({*made, *stands} - _MAY_MOVE) if made.get(name) != stands.get(name)
    ]
    if changed:
        raise ReviewError(
            gettext(
                "What this draft put on record was changed since ({join}). Change it there.",
                join=", ".join(name.replace("_", " ") for name in changed),
            )
        )


def _not_relayed(session: Session, attribution: Attribution) -> None:
    relays = session.scalars(
        select(col(Attribution.key))
        .where(
            col(Attribution.workspace_id) == attribution.workspace_id,
            col(Attribution.origin_id) == attribution.id,
        )
        .order_by(col(Attribution.id))
    ).all()
    if relays:
        raise ReviewError(
            gettext(
                "Others on record relay this ({join}). Take those back first.",
                join=", ".join(relays[:3]),
            )
        )
