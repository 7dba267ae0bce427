"""What is found in the words of statements: quotes and figures that are not there, weak days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.language import writing
from bot.language.quantities import describe
from bot.language.stated import Stated, Words, stated, words_of
from bot.matching.measures import apart, measure
from bot.record.verify.findings import Finding, Kind
from bot.record.verify.rows import ClaimRow, Saying, Text

_QUOTE = 120


def of_saying(one: Saying, claim: ClaimRow, document: Text) -> Iterator[Finding]:
    """What is to be looked at in one statement."""
    text = document.text
    at = {"claim": one.claim_id, "statement": one.id, "document": one.document_id}
    spans = [*one.content, *(one.antecedent or ())]
    if not all(_literal(text, span) for span in spans) or not one.content:
        what = f"The words of statement {one.id} on claim #{one.claim_id} are not in its document."
        yield Finding(Kind.QUOTE_OUTSIDE, what, **at)
        return
    if not document.is_as_stored:
        now = _cut(" … ".join(words_of(text, one.content)))
        what = (
            f"Document {one.document_id} has another text than came on record; statement {one.id}"
            f" on claim #{one.claim_id} now reads “{now}”."
        )
        yield Finding(Kind.QUOTE_OUTSIDE, what, **at)
    if one.figure is None or one.figure_mistaken:
        return
    texts = words_of(text, one.content, one.antecedent)
    quote = _cut(" … ".join(texts))
    figure = describe(*one.figure, one.unit)
    if not one.figure_computed:
        found = stated(Words(texts, text, one.language), one.figure, one.unit)
        if found.stated is not Stated.GIVEN:
            gives = f"they give {found.others}" if found.others else "they give none"
            what = (
                f"Statement {one.id} on claim #{one.claim_id} gives {figure}; that is not in its"
                f" words: {gives} (“{quote}”)."
            )
            unread = found.stated is Stated.UNREAD
            yield Finding(Kind.FIGURE_UNREAD if unread else Kind.FIGURE_OUTSIDE, what, **at)
    if claim.figure is not None and one.other_measure:
        told = apart(
            measure(" … ".join(texts), one.figure, one.unit),
            measure(claim.text, claim.figure, claim.unit),
        )
        what = (
            f"Statement {one.id} gives {figure} for {told or 'something else'}, on claim"
            f" #{one.claim_id}: {_cut(claim.text)} (“{quote}”)."
        )
        yield Finding(Kind.OTHER_MEASURE, what, **at)


class WeakDays:
    """Gathers weak days: of a document once for all its statements, of others one by one."""

    def __init__(self) -> None:
        self._documents: defaultdict[int, list[Saying]] = defaultdict(list)
        self._single: list[Finding] = []

    def add(self, one: Saying) -> None:
        """Take in one statement."""
        if not one.weak:
            return
        if one.said_on is None:
            self._documents[one.document_id].append(one)
            return
        day = writing.day(one.said_on, one.said_precision)
        what = f"Of statement {one.id} on claim #{one.claim_id} only {day} is known."
        self._single.append(
            Finding(Kind.WEAK_DAY, what, one.claim_id, one.id, document=one.document_id)
        )

    def found(self) -> Iterator[Finding]:
        """What was found, documents first."""
        for number, every in self._documents.items():
            day = every[0].published_on
            known = f"has {writing.day(day)} for its day, a guess" if day else "has no day"
            many = writing.count(len(every), "statement has", "statements have")
            what = f"Document {number} {known}; {many} no other day."
            yield Finding(Kind.WEAK_DAY, what, document=number)
        yield from self._single


def _literal(text: str, span: object) -> bool:
    if not isinstance(span, list | tuple) or len(span) != 2:
        return False
    start, end = span
    return 0 <= start < end <= len(text) and bool(text[start:end].strip())


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else flat[: _QUOTE - 1] + "…"
