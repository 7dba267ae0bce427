"""What an editor should look at among claims that were just put on record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import unquote

from sqlalchemy import select
from sqlmodel import Session, col

from bot.language.mentions import Mentions
from bot.matching.duplicates import FEWEST_CONTENT_WORDS, Entered, content_words, near_duplicates
from bot.record.concealing import CLAIM_TEXTS, KNOWN_TO_DESK, concealed, refuse_common_aliases
from bot.record.exchange.consistency import place
from bot.record.exchange.entries import ClaimEntry, RecordFile
from bot.refusal import RefusalError
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


def on_names(
    session: Session, workspace_id: int, file: RecordFile, new: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """A sentence for each new entry of a file (`new` has the keys, by list) in which others would
    read the name of a confidential source. They are on record all the same, and shown without."""
    names = concealed(session, workspace_id)
    if not names:
        return ()
    texts = {entry.key: entry.text for entry in file.documents}
    hidden = {one.key for one in file.sources if one.confidential}
    said: list[str] = []
    for index, claim in enumerate(file.claims):
        if claim.key in new["claims"]:
            fields = [(field, getattr(claim, field)) for field in CLAIM_TEXTS]
            said += _named(names, place("claims", index, claim.key), fields)
    for index, document in enumerate(file.documents):
        if document.key in new["documents"]:
            fields = [("title", document.title), ("url", unquote(document.url or ""))]
            said += _named(names, place("documents", index, document.key), fields)
    for index, one in enumerate(file.attributions):
        if one.key in new["attributions"] and one.document in texts:
            fields = [
                (field, " … ".join(texts[one.document][start:end] for start, end in spans or ()))
                for field, spans in (("content", one.content), ("antecedent", one.antecedent))
            ]
            fields += [("hedge", one.hedge), ("unit", one.unit)]
            said += _named(names, place("attributions", index, one.key), fields)
    for index, source in enumerate(file.sources):
        if source.key in hidden and source.key in new["sources"]:
            try:
                refuse_common_aliases(source.name, source.aliases)
            except RefusalError as error:
                said.append(f"{place('sources', index, source.key)}: {error.sentence}")
    return tuple(said)


def _named(names: Mentions, where: str, fields: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    told = [name for name, text in fields if names.in_text(text)]
    if told:
        yield (
            f"{where} names a confidential source in its {' and '.join(told)}: others read"
            f" “{KNOWN_TO_DESK}” there. Reword it (python -m bot confidential)."
        )


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
