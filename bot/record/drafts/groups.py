"""Open drafts that say the same, in one document or in several: one group, to be approved once.

They have the same stance on the same claim; each accounts for every word of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import Session, col

from bot.matching.same import Sentences
from models.drafts import Draft, DraftState


def regroup(session: Session, workspace_id: int, draft_ids: Iterable[int]) -> None:
    """Put open drafts that are new, or whose sentence was changed, with those that say the same.

    Does not commit. The caller has locked the record.
    """
    wanted = sorted(set(draft_ids))
    claim = col(Draft.proposal)["claim"]
    rows = session.execute(
        select(
            col(Draft.id),
            col(Draft.group_id),
            claim["said"].as_string(),
            claim["text"].as_string(),
            col(Draft.proposal)["stance"].as_string(),
        )
        .where(
            col(Draft.workspace_id) == workspace_id,
            col(Draft.state) == DraftState.DRAFT.value,
        )
        .order_by(col(Draft.id))
    )
    groups: dict[int, int | None] = {}
    sentences: dict[int, str] = {}
    stances: dict[int, str] = {}
    others: defaultdict[str, Sentences] = defaultdict(Sentences)
    for number, group_id, said, text, stance in rows:
        groups[number], sentences[number], stances[number] = group_id, said or text or "", stance
        if number not in wanted:
            others[stance].put(number, sentences[number])
    changed: dict[int, int | None] = {}
    for number in (one for one in wanted if one in sentences):
        there = others[stances[number]]
        same = there.saying(sentences[number])
        there.put(number, sentences[number])
        if same is None:
            groups[number] = changed[number] = None
            continue
        group = groups[same] or same
        for member in (number, same):
            groups[member] = changed[member] = group
    for draft in session.scalars(select(Draft).where(col(Draft.id).in_(changed))):
        draft.group_id = changed[draft.id or 0]
        session.add(draft)
    session.flush()


def others_of(
    session: Session, workspace_id: int, draft_ids: Iterable[int]
) -> dict[int, list[int]]:
    """For each of the open drafts: the ids of the other open drafts of its group, in order."""
    ids = sorted(set(draft_ids))
    here = (
        col(Draft.workspace_id) == workspace_id,
        col(Draft.state) == DraftState.DRAFT.value,
        col(Draft.group_id).is_not(None),
    )
    group_of: dict[int, int] = dict(
        session.execute(
            select(col(Draft.id), col(Draft.group_id)).where(*here, col(Draft.id).in_(ids))
        ).all()
    )
    if not group_of:
        return {}
    members: dict[int, list[int]] = {}
    for number, group in session.execute(
        select(col(Draft.id), col(Draft.group_id))
        .where(*here, col(Draft.group_id).in_(set(group_of.values())))
        .order_by(col(Draft.id))
    ):
        members.setdefault(group, []).append(number)
    return {one: [n for n in members[group] if n != one] for one, group in group_of.items()}
