"""Deciding on drafts: approve, reject, take the decision back.

Every function compares the draft's version with the one that the editor saw. If the draft was
changed since, it raises DecidedMeanwhileError and overwrites nothing. All functions work in the
caller's writing session (`models.database.writing`) and do not commit; a function that raises has
changed nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from bot.i18n import gettext
from bot.record.change import Change
from bot.record.drafts import looking
from bot.record.drafts.approval import put_on_record
from bot.record.drafts.claims import Sentences, on_record_as
from bot.record.drafts.drafts import Action, as_seen, document_of, note, noted, opened
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.present import Find
from bot.record.drafts.taking_back import TakenBack, take_off_record
from bot.record.edit.rows import again
from bot.record.unnaming import names_followed
from bot.record.workspaces import lock
from models.drafts import NEVER, Draft, DraftState

CERTAIN = 0.9
"""Confidence from which drafts without flags may be approved in one go.

A confidence is the measured share of such drafts that were right. Of machine-read dates one in ten
is wrong, and an editor confirms those one by one. Drafts approved together may not be worse.
"""

MAX_REASON = 500
"""Characters of a reason that are kept."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A change of a claim's status by a decision; `from_status` is None if the claim is new."""

    claim_id: int
    from_status: str | None
    to_status: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The result of a decision; `version` is the draft's new version.

    For an approval, `new_claim` and `new_sources` (names) say what went on record beside the
    attribution. For an approval that was taken back, they say what went off the record with it.
    """

    draft_id: int
    version: int
    state: str
    attribution_key: str | None = None
    claim_id: int | None = None
    new_claim: bool = False
    new_sources: tuple[str, ...] = ()
    moves: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A draft that was not approved with the others, and the reason."""

    draft_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovedTogether:
    """The result of approving the certain drafts together."""

    approved: tuple[Decision, ...]
    left: tuple[Left, ...]


def approve(change: Change, draft_id: int, version: int, *, find: Find | None = None) -> Decision:
    """Put the attribution that a draft proposes on record.

    With `find`, the draft is first held against the record as it is now: the same claim or source
    may have come on record after the draft was shown. The speaker, the sources above it, the
    relaying outlet and the claim are looked up by exactly these names and words, and made if they
    are new. Raises ReviewError if something in the draft cannot go on record, and WhichSourceError
    if a name may be that of a known source.
    """
    draft = opened(change, draft_id, version)
    with change.session.begin_nested():
        if find is not None:
            looking.in_change(change, draft, find)
        return approve_open(change, draft)


def approve_open(
    change: Change, draft: Draft, *, sentences: Sentences | None = None, any_party: bool = True
) -> Decision:
    """Like `approve`, for a draft that is open and locked already and as of the record now; runs
    within the caller's savepoint."""
    before = noted(draft)
    with names_followed(change):
        made = put_on_record(change, draft, sentences=sentences, any_party=any_party)
    draft.state = DraftState.APPROVED.value
    draft.decided_by, draft.decided_at = change.actor, change.now
    draft.reason = None
    note(change, draft, before, Action.APPROVED)
    key, claim_id = made.attribution.key, made.attribution.claim_id
    return Decision(
        draft_id=draft.id or 0,
        version=draft.version,
        state=draft.state,
        attribution_key=key,
        claim_id=claim_id,
        new_claim=made.new_claim,
        new_sources=made.new_sources,
        moves=_derived(change, {claim_id: [key]}),
    )


def approve_all_certain(
    change: Change,
    document_id: int,
    seen: Mapping[int, int],
    *,
    certain: float = CERTAIN,
    find: Find | None = None,
) -> ApprovedTogether:
    """Approve a document's drafts of at least that confidence that carry no flag.

    Only drafts in `seen` (id → version), which the editor had on screen, are approved. A draft is
    left, with the reason, if it changed since or needs another decision. It is also left if its
    speaker is new and of no known party: the rules would count that speaker as an independent
    party.

    With `find`, each is first held against the record as committed: a caller with several drafts
    approves them in a transaction each, so that what one puts on record is found for the next.
    """
    session, workspace_id = change.session, change.workspace_id
    lock(session, workspace_id)
    document_of(session, workspace_id, document_id)
    drafts = session.scalars(
        select(Draft)
        .where(
            col(Draft.workspace_id) == workspace_id,
            col(Draft.document_id) == document_id,
            col(Draft.id).in_(list(seen)),
            col(Draft.confidence) >= certain,
            col(Draft.flagged).is_(False),
        )
        .order_by(col(Draft.position)),
        execution_options={"populate_existing": True},
    ).all()
    texts = [draft.proposal["claim"]["text"] for draft in drafts]
    sentences = on_record_as(session, workspace_id, texts)
    approved: list[Decision] = []
    left: list[Left] = []
    for draft in drafts:
        number = draft.id or 0
        try:
            opened(change, number, seen[number])
            with session.begin_nested():
                if find is not None:
                    looking.in_change(change, draft, find)
                    _still_certain(draft, certain)
                done = approve_open(change, draft, sentences=sentences, any_party=False)
            approved.append(done)
        except ReviewError as error:
            left.append(Left(number, error.sentence))
    return ApprovedTogether(tuple(approved), tuple(left))


def _still_certain(draft: Draft, certain: float) -> None:
    if draft.flagged or draft.confidence < certain:
        raise ReviewError(gettext("As of the record now it is not certain. Look at it by itself."))


def reject(change: Change, draft_id: int, version: int, *, reason: str) -> Decision:
    """Close a draft without putting anything on record. The reason may be empty."""
    draft = opened(change, draft_id, version)
    before = noted(draft)
    draft.state = DraftState.REJECTED.value
    draft.decided_by, draft.decided_at = change.actor, change.now
    draft.reason = " ".join(reason.replace("\0", "").split())[:MAX_REASON] or None
    note(change, draft, before, Action.REJECTED)
    return Decision(draft.id or 0, draft.version, draft.state)


def undo(change: Change, draft_id: int, version: int) -> Decision:
    """Take back the last decision on a draft, which is then open again.

    If it was an approval, the attribution goes off the record. So do the claim, sources and outlet
    that review made, unless another row uses them by now. Raises ReviewError if the attribution was
    changed on record since, or if other attributions relay it.
    """
    draft = as_seen(change, draft_id, version)
    if draft.state == DraftState.DRAFT:
        raise ReviewError(gettext("There is no decision on this draft to take back."))
    with change.session.begin_nested():
        before = noted(draft)
        gone = TakenBack()
        if draft.state == DraftState.APPROVED:
            gone = take_off_record(change, draft)
        draft.state, draft.decided_by, draft.decided_at = DraftState.DRAFT.value, None, None
        draft.reason = None
        draft.as_of_revision = NEVER
        note(change, draft, before, Action.UNDONE)
        moves = _derived(change, gone.because)
    return Decision(
        draft_id=draft.id or 0,
        version=draft.version,
        state=draft.state,
        claim_id=draft.claim_id,
        new_claim=gone.claim,
        new_sources=gone.sources,
        moves=moves,
    )


def _derived(change: Change, because: Mapping[int, list[str]]) -> tuple[Moved, ...]:
    """Derive the statuses again and give the claims a new revision, so that every process reloads
    them."""
    if not because:
        return ()
    changes = again(change, list(because), because=because)
    return tuple(Moved(one.claim_id, one.from_status, one.to_status) for one in changes)
