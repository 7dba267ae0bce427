"""Remarks for an editor about claims that were just put on record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import unquote

from sqlalchemy import select
from sqlmodel import Session, col

from bot.language.mentions import Mentions
from bot.language.stated import words_of
from bot.matching.duplicates import FEWEST_CONTENT_WORDS, Entered, content_words, near_duplicates
from bot.matching.measures import apart, measure
from bot.record.batches import batches
from bot.record.concealing import CLAIM_TEXTS, KNOWN_TO_DESK, concealed, refuse_common_aliases
from bot.record.exchange.consistency import place
from bot.record.exchange.entries import ClaimEntry, RecordFile, Span
from bot.refusal import RefusalError
from models.record import Attribution, Claim, ClaimState

MOST_KNOWN = 200_000
"""How many of the newest claims on record new ones are compared with: about four seconds."""

_QUOTED = 80
_NUMBERS = ("no", "one", "two", "three")


def on_claims(
    session: Session, workspace_id: int, file: RecordFile, new: Collection[str]
) -> tuple[str, ...]:
    """A sentence for each new claim of a file (by key) that has too few words to be told from
    others, or nearly repeats another claim.

    These claims are on record all the same.
    """
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
    """A sentence for each new entry of a file in which other readers would see a confidential name.

    `new` has the keys, by list. These entries are on record all the same, and are shown without the
    name.
    """
    names = concealed(session, workspace_id)
    if not names:
        return ()
    said = [
        sentence
        for name, index, key, texts in _read_by_others(file)
        if key in new[name]
        for sentence in _named(names, place(name, index, key), texts)
    ]
    return (*said, *_common_aliases(file, new["sources"]))


def on_measures(
    session: Session, workspace_id: int, file: RecordFile, new: Collection[str]
) -> tuple[str, ...]:
    """A sentence for each new attribution of a file (by key) whose figure is on another measure
    than its claim's. These entries are on record all the same, and count for nothing."""
    others = {
        key
        for batch in batches(sorted(new))
        for key in session.scalars(
            select(col(Attribution.key)).where(
                col(Attribution.workspace_id) == workspace_id,
                col(Attribution.key).in_(batch),
                col(Attribution.other_measure),
            )
        )
    }
    texts = {entry.key: entry.text for entry in file.documents} if others else {}
    claims = {entry.key: entry for entry in file.claims} if others else {}
    said = []
    for index, one in enumerate(file.attributions):
        claim = claims.get(one.claim)
        if one.key not in others or claim is None or one.document not in texts:
            continue
        words = " … ".join(words_of(texts[one.document], one.content, one.antecedent))
        told = apart(
            measure(words, one.figure, one.unit), measure(claim.text, claim.figure, claim.unit)
        )
        said.append(
            f"{place('attributions', index, one.key)} gives a figure for something else than its"
            f" claim’s ({told}). Put it on a claim of its own, or leave its figure out."
        )
    return tuple(said)


Texts = Sequence[tuple[str, str | None]]
"""The texts of an entry, each with the name of its field."""


def _read_by_others(file: RecordFile) -> Iterator[tuple[str, int, str, Texts]]:
    """The entries of a file with texts that other readers see: list, index, key, those texts."""
    for index, claim in enumerate(file.claims):
        yield "claims", index, claim.key, [(name, getattr(claim, name)) for name in CLAIM_TEXTS]
    for index, one in enumerate(file.documents):
        address = unquote(one.url or "")
        yield (
            "documents",
            index,
            one.key,
            [
                ("title", one.title),
                ("topic", one.topic),
                ("url", address),
            ],
        )
    texts = {entry.key: entry.text for entry in file.documents}
    for index, said in enumerate(file.attributions):
        if said.document in texts:
            text = texts[said.document]
            quotes = [
                ("content", _words(text, said.content)),
                ("antecedent", _words(text, said.antecedent)),
            ]
            yield (
                "attributions",
                index,
                said.key,
                [*quotes, ("hedge", said.hedge), ("unit", said.unit)],
            )


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def _common_aliases(file: RecordFile, new: Collection[str]) -> Iterator[str]:
    """A sentence for each new confidential source that has a common word as an alias."""
    for index, source in enumerate(file.sources):
        if source.confidential and source.key in new:
            try:
                refuse_common_aliases(source.name, source.aliases)
            except RefusalError as error:
                yield f"{place('sources', index, source.key)}: {error.sentence}"


def _named(names: Mentions, where: str, texts: Texts) -> Iterator[str]:
    told = [name for name, text in texts if names.in_text(text)]
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
