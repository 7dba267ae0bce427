"""The consequences when sources become confidential or public again: who may have read the names.

Claims that say the names are looked up without them. Drafts that say them get a flag. Replies that
name the sources are drawn again; a tick does that, so it survives the end of this process.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from bot.language.mentions import Mentions
from bot.record.audit import Audited, audit
from bot.record.batches import batches
from bot.record.change import Change
from bot.record.concealing import confidential
from bot.record.drafts.naming import reflag
from bot.record.vectors import title_of_claim
from bot.record.workspaces import stamp
from models.changes import AuditEntry, StatusChange
from models.drafts import ReviewMessage
from models.inquiry import SHARING, Inquiry, InquiryState, Reply
from models.record import Attribution, Claim
from models.subscription import DigestDelivery, Notice, PostingState

_CONCEAL = "conceal"
_READ = 5_000

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """The messages that name sources which became confidential, counted by channel.

    `changed` are drawn again without the name. Two kinds cannot be: `private` ones, seen by one
    person only, and `lost` ones, which were shared but Slack did not tell their ts. `posted` are
    corrections and digests (channel, ts) that tell of the claims.
    """

    changed: Mapping[str, int] = field(default_factory=dict)
    private: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)
    posted: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.private or self.lost or self.posted)


@contextmanager
def names_followed(change: Change) -> Iterator[None]:
    """Wraps a change of sources, and follows up each source that becomes confidential or public.

    It does so in the same transaction, and the audit trail notes each source that becomes
    confidential. The workspace must be locked. Does not commit.
    """
    session, workspace_id = change.session, change.workspace_id
    before = confidential(session, workspace_id)
    yield
    session.flush()
    after = confidential(session, workspace_id)
    if before == after:
        return
    new = {one: after[one] for one in after if before.get(one) != after[one]}
    gone = {one: before[one] for one in before if after.get(one) != before[one]}
    claims = _claims_naming(session, workspace_id, Mentions([*new.values(), *gone.values()]))
    said = _claims_by(session, workspace_id, new)
    stamp(session, workspace_id, claims | said)
    if new:
        shown = _merged_into(session, claims | said)
        _draw_again(session, workspace_id, shown, Mentions(new.values()), change.now)
        noted = [Audited("source", one, {"names": "shown"}, {"names": "hidden"}) for one in new]
        audit(change, noted, action=_CONCEAL)
    reflag(session, workspace_id)


def named_messages(
    session: Session, workspace_id: int, source_ids: Collection[int], *, at: datetime
) -> Named:
    """The messages that name these sources, if they became confidential at `at`; otherwise none."""
    changed: Counter[str] = Counter()
    private: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    rows = session.scalars(
        select(Reply).where(
            col(Reply.workspace_id) == workspace_id,
            col(Reply.redraw_at) == at,
            col(Reply.state) == InquiryState.ANSWERED.value,
        )
    )
    for reply in rows:
        where = changed if is_standing(reply) else private
        if reply.ts == SHARING:
            where = lost
        where[reply.channel] += 1
    turned = select(col(AuditEntry.id)).where(
        col(AuditEntry.workspace_id) == workspace_id,
        col(AuditEntry.action) == _CONCEAL,
        col(AuditEntry.at) == at,
        col(AuditEntry.entity_id).in_(list(source_ids)),
    )
    if session.scalar(turned.limit(1)) is None:
        return Named()
    hidden = confidential(session, workspace_id)
    names = Mentions([hidden[one] for one in source_ids if one in hidden])
    claims = _claims_naming(session, workspace_id, names)
    claims |= _claims_by(session, workspace_id, source_ids)
    posted = _posted(session, workspace_id, _merged_into(session, claims)) if claims else ()
    return Named(changed, private, lost, tuple(posted))


def is_standing(reply: Reply) -> bool:
    """Whether the reply is a message that can be changed: its ts is known."""
    return reply.ts not in (None, SHARING)


def _draw_again(
    session: Session, workspace_id: int, claims: set[int], names: Mentions, now: datetime
) -> None:
    """Mark for drawing again the review messages that all can read, and the replies that may name a
    source.

    These are the replies that show one of the claims, offer it as a choice, or say one of the names
    elsewhere, for example in another speaker's quote.
    """
    answered = (
        col(Inquiry.workspace_id) == workspace_id,
        col(Inquiry.state) == InquiryState.ANSWERED.value,
    )
    session.execute(
        update(ReviewMessage)
        .where(col(ReviewMessage.workspace_id) == workspace_id, col(ReviewMessage.reader).is_(None))
        .values(redraw_at=now),
        execution_options={"synchronize_session": False},
    )
    for batch in batches(sorted(_replies_with(session, answered, claims, names))):
        session.execute(
            update(Reply).where(col(Reply.id).in_(batch)).values(redraw_at=now),
            execution_options={"synchronize_session": False},
        )
    # Replies that are being sent just now may already contain the name.
    session.execute(
        update(Reply)
        .where(
            col(Reply.workspace_id) == workspace_id,
            col(Reply.state).in_([InquiryState.RECORDED.value, InquiryState.SENDING.value]),
        )
        .values(redraw_at=now),
        execution_options={"synchronize_session": False},
    )


def _replies_with(
    session: Session, answered: Sequence[Any], claims: set[int], names: Mentions
) -> set[int]:
    """The replies that show one of the claims, offer one, or say one of the names."""
    rows = session.execute(
        select(col(Inquiry.reply_id), col(Inquiry.claim_id), col(Inquiry.answer))
        .where(*answered, col(Inquiry.answer).is_not(None))
        .execution_options(yield_per=_READ)
    )
    return {
        row.reply_id
        for row in rows
        if row.claim_id in claims
        or not claims.isdisjoint(one["id"] for one in (row.answer or {}).get("alternatives", ()))
        or names.in_address(json.dumps(row.answer, ensure_ascii=False))
    }


def _claims_naming(session: Session, workspace_id: int, names: Mentions) -> set[int]:
    """The claims that say one of the names in their own words or in the title of their article."""
    if not names:
        return set()
    rows = session.execute(
        select(col(Claim.id), col(Claim.text), title_of_claim().scalar_subquery().label("title"))
        .where(col(Claim.workspace_id) == workspace_id)
        .execution_options(yield_per=_READ)
    )
    return {row.id for row in rows if names.in_text(row.text) or names.in_text(row.title)}


def _claims_by(session: Session, workspace_id: int, source_ids: Collection[int]) -> set[int]:
    found: set[int] = set()
    for batch in batches(sorted(source_ids)):
        found |= set(
            session.scalars(
                select(col(Attribution.claim_id)).where(
                    col(Attribution.workspace_id) == workspace_id,
                    col(Attribution.source_id).in_(batch),
                )
            )
        )
    return found


def _merged_into(session: Session, claims: Collection[int]) -> set[int]:
    """The claims, and all that were merged into them, since earlier answers may have shown
    those."""
    found, ids = set(claims), sorted(claims)
    while ids:
        rows = [
            row
            for batch in batches(ids)
            for row in session.scalars(
                select(col(Claim.id)).where(col(Claim.merged_into_id).in_(batch))
            )
        ]
        ids = sorted({row for row in rows if row is not None} - found)
        found |= set(ids)
    return found


def _posted(session: Session, workspace_id: int, claims: Collection[int]) -> Iterator[Place]:
    """Corrections of answers with the claims, and digests of days on which the claims changed."""
    changes: list[datetime] = []
    for batch in batches(sorted(claims)):
        notices = select(col(Notice.channel), col(Notice.message_ts)).where(
            col(Notice.workspace_id) == workspace_id,
            col(Notice.claim_id).in_(batch),
            col(Notice.message_ts).is_not(None),
        )
        yield from ((channel, str(ts)) for channel, ts in session.execute(notices))
        for table, at in ((StatusChange, StatusChange.at), (Attribution, Attribution.decided_at)):
            rows: Any = select(col(at)).where(col(table.claim_id).in_(batch), col(at).is_not(None))
            changes += session.scalars(rows)
    digests = (
        select(DigestDelivery)
        .where(
            col(DigestDelivery.workspace_id) == workspace_id,
            col(DigestDelivery.state) == PostingState.SENT.value,
            col(DigestDelivery.message_ts).is_not(None),
            col(DigestDelivery.covers_until) >= min(changes, default=_NEVER),
        )
        .order_by(col(DigestDelivery.id))
    )
    for digest in session.scalars(digests):
        since, until = digest.covers_from or _NEVER, digest.covers_until or _NEVER
        if any(since < at <= until for at in changes):
            yield digest.channel, str(digest.message_ts)


_NEVER = datetime.max.replace(tzinfo=UTC)
