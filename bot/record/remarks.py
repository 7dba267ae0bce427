"""What an editor should look at among claims that were just put on record."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlmodel import Session, col

from bot.matching.entry import FEWEST_CONTENT_WORDS, Entered, content_words, near_duplicates
from bot.record.consistency import place
from bot.record.entries import ClaimEntry, RecordFile
from models.record import Claim, ClaimState

MOST_KNOWN = 200_000
"""Claims on record, the newest, that new ones are held against: about four seconds."""

_QUOTED = 80
_NUMBERS = ("no", "one", "two", "three")


def on_claims(
    session: Session, workspace_id: int, file: RecordFile, new: Collection[str]
) -> tuple[str, ...]:
    """A sentence for each new claim of a file (by key) that has too few words to be told from
    others, or says nearly what another one says. They are on record all the same."""
    entries = [
        (index, claim)
        for index, claim in enumerate(file.claims)
        if claim.key in new and claim.merged_into is None and claim.state != ClaimState.WITHDRAWN
    ]
    if not entries:
        return ()
    entered = [_entered(claim) for _, claim in entries]
    known = _on_record(session, workspace_id, {claim.key for claim in file.claims})
    said: list[tuple[int, str]] = []
    for index, claim in entries:
        words = content_words(claim.text)
        if words is not None and words < FEWEST_CONTENT_WORDS:
            noun = "word" if words == 1 else "words"
            sentence = f"has only {_NUMBERS[words]} content {noun}: many statements will find it."
            said.append((index, f"{place('claims', index, claim.key)} {sentence}"))
    for position, other in near_duplicates(entered, known):
        index, claim = entries[position]
        where = place("claims", index, claim.key)
        said.append((index, f'{where} says nearly the same as "{other.key}": {_cut(other.text)}'))
    return tuple(sentence for _, sentence in sorted(said, key=lambda one: one[0]))


def _entered(claim: ClaimEntry) -> Entered:
    return Entered(claim.key, claim.text, (claim.time or "", claim.place or ""))


def _on_record(session: Session, workspace_id: int, here: Collection[str]) -> Iterator[Entered]:
    rows = session.execute(
        select(col(Claim.key), col(Claim.text), col(Claim.time), col(Claim.place))
        .where(
            col(Claim.workspace_id) == workspace_id,
            col(Claim.state) == ClaimState.APPROVED.value,
            col(Claim.merged_into_id).is_(None),
        )
        .order_by(col(Claim.id).desc())
        .limit(MOST_KNOWN)
        .execution_options(yield_per=5_000)
    )
    for key, text, time, where in rows:
        if key not in here:
            yield Entered(key, text, (time or "", where or ""))


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED else flat[: _QUOTED - 1] + "…"
