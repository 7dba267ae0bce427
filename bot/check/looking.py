"""Looks for the claims that a text may mean, and compares each with the sentence of the text that
says most of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from bot.check.across import Across
from bot.check.close_look import (
    LookedAt,
    hold_against,
    likelihoods,
    nearest_wordings,
    next_best,
    worth_offering,
    worth_reading,
)
from bot.check.retrieval import Retrieval
from bot.language.foreign import read
from bot.language.headlines import written_out
from bot.language.mentions import Mentions
from bot.language.reading import Reading
from bot.language.statements import core, in_words, is_open_question, without_frame
from bot.record.brief import Brief, InBrief, claims_in_brief
from bot.record.concealing import NOBODY
from bot.record.holdings import Holdings
from bot.record.vetoes import vetoed


@dataclass(frozen=True, slots=True)
class Asked:
    """Which record is asked, by whom and when; `asker` and `editor` as in `Checker.answer`.

    `compared` are the comparisons made so far, since a message is looked up sentence by sentence
    and as a whole: by revision of the record, sentence and claim asked for.
    """

    workspace_id: int
    now: datetime
    editor: bool = False
    asker: str | None = None
    compared: dict[tuple[int, str, int], LookedAt] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that was compared, and the sentence that it was compared with."""

    sentence: str
    looked_at: LookedAt


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks in the index and, if claims in other languages are wanted, in `across`. Claims whose
    score reaches `possible_threshold` are offered."""

    retrieval: Retrieval
    across: Across | None
    possible_threshold: float

    def near(
        self,
        session: Session,
        asked: Asked,
        text: str,
        sentences: Sequence[str],
        has: Holdings,
    ) -> tuple[Brief, dict[int, Found]]:
        """The claims that may be meant, compared closely, by the id of the claim that answers."""
        reading = read(written_out(in_words(without_frame(text))))
        near = self.retrieval.near(session, asked.workspace_id, reading)
        closely = worth_reading(near)
        brief = claims_in_brief(
            session,
            asked.workspace_id,
            [one.claim_id for one in closely],
            now=asked.now,
            editor=asked.editor,
            names=None if has.confidential else NOBODY,
        )
        pages = {number: page for number, page in brief.claims.items() if not page.hidden}
        apart = nearest_wordings(closely, pages)
        others = [one for one in near if one not in closely]
        best = [
            max(
                (
                    Found(sentence, self._held(asked, has.revision, sentence, pages[one.claim_id]))
                    for sentence in sentences
                ),
                key=lambda found: found.looked_at.candidate.rank,
            )
            for one in apart
        ]
        words = len(set(reading.terms))
        scored = likelihoods([f.looked_at for f in best], apart, others, reading)
        if len(sentences) == 1:
            is_open, least = is_open_question(core(text)), self.possible_threshold
            scored = [worth_offering(one, words, least, is_open=is_open) for one in scored]
        return brief, {
            one.page.id: Found(found.sentence, one) for found, one in zip(best, scored, strict=True)
        }

    def _held(self, asked: Asked, revision: int, sentence: str, page: InBrief) -> LookedAt:
        """The comparison of a sentence with a claim, made once for a message."""
        key = revision, sentence, page.asked
        if key not in asked.compared:
            weight = self.retrieval.index.weight
            asked.compared[key] = hold_against(as_compared(sentence), page, weight)
        return asked.compared[key]

    def without_vetoed(
        self, session: Session, asked: Asked, text: str, found: Mapping[int, Found]
    ) -> dict[int, Found]:
        """The claims without those called the wrong one for this text. If one was, the next claim
        is shown only if `next_best` allows it."""
        barred = vetoed(session, asked.workspace_id, text, found, asked.asker)
        left = {number: one for number, one in found.items() if number not in barred}
        if not barred:
            return left
        return {n: replace(one, looked_at=next_best(one.looked_at)) for n, one in left.items()}

    def across_languages(
        self,
        session: Session,
        asked: Asked,
        statement: str,
        found: Mapping[int, Found],
        names: Mentions | None,
    ) -> dict[int, Found]:
        """The claims in other languages, by the id of the claim that answers."""
        if self.across is None:
            return {}
        reading = read(in_words(statement))

        def look(ids: Sequence[int]) -> dict[int, LookedAt]:
            brief = claims_in_brief(
                session,
                asked.workspace_id,
                ids,
                now=asked.now,
                editor=asked.editor,
                names=names,
            )
            weight = self.retrieval.index.weight
            return {
                number: hold_against(reading, page, weight)
                for number, page in brief.claims.items()
                if not page.hidden
            }

        known = {number: one.looked_at for number, one in found.items()}
        near = self.across.near(session, asked.workspace_id, reading.text, known, look)
        return {number: Found(statement, one) for number, one in near.items()}


def as_compared(sentence: str) -> Reading:
    """A sentence as read for the comparison with claims."""
    return read(written_out(core(without_frame(sentence))))
