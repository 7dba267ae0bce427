"""Exports the record of a workspace as a file, from which another desk can go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from bot.record.exchange import stored
from bot.record.exchange.entries import UNKNOWN, AttributionEntry, ClaimEntry, RecordFile
from models.record import AttributionState, ClaimState


def export_record(session: Session, workspace_id: int, *, drafts: bool = False) -> RecordFile:
    """Everything on record, in the order in which it was made.

    Drafts and rejected attributions are left out unless `drafts` is set. The rest then says the
    same without them. A relay of an omitted attribution gets an unknown origin, as it does when its
    claim's status is derived. A claim that was merged into a draft is left out with the draft. A
    claim whose heir was withdrawn later is exported as withdrawn, because no file may merge into a
    withdrawn claim.
    """
    claims = [row.entry for row in stored.claims(session, workspace_id)]
    attributions = [row.entry for row in stored.attributions(session, workspace_id)]
    if not drafts:
        claims = _finished(claims)
        attributions = _approved(attributions, {claim.key for claim in claims})
    return RecordFile(
        outlets=tuple(row.entry for row in stored.outlets(session, workspace_id)),
        sources=tuple(row.entry for row in stored.sources(session, workspace_id)),
        documents=tuple(row.entry for row in stored.documents(session, workspace_id)),
        claims=tuple(_sound(claims)),
        attributions=tuple(attributions),
    )


def _finished(claims: list[ClaimEntry]) -> list[ClaimEntry]:
    by_key = {claim.key: claim for claim in claims}
    return [
        claim
        for claim in claims
        if all(one.state != ClaimState.DRAFT for one in _line(claim, by_key))
    ]


def _sound(claims: list[ClaimEntry]) -> list[ClaimEntry]:
    """The claims with only those merges that a file may have."""
    by_key = {claim.key: claim for claim in claims}
    sound = []
    for claim in claims:
        heirs = _line(claim, by_key)[1:]
        if heirs and heirs[-1].state == ClaimState.WITHDRAWN:
            sound.append(replace(claim, state=ClaimState.WITHDRAWN.value, merged_into=None))
        elif heirs and heirs[0].state == ClaimState.WITHDRAWN:
            sound.append(replace(claim, merged_into=heirs[-1].key))
        else:
            sound.append(claim)
    return sound


def _line(claim: ClaimEntry, by_key: Mapping[str, ClaimEntry]) -> list[ClaimEntry]:
    """The claim and the claims it was merged into, one after the other."""
    line = [claim]
    while (heir := by_key.get(line[-1].merged_into or "")) is not None and heir not in line:
        line.append(heir)
    return line


def _approved(attributions: list[AttributionEntry], claims: set[str]) -> list[AttributionEntry]:
    kept = [
        one
        for one in attributions
        if one.state == AttributionState.APPROVED and one.claim in claims
    ]
    known = {one.key for one in kept} | {UNKNOWN, None}
    return [one if one.origin in known else replace(one, origin=UNKNOWN) for one in kept]
