"""Looks a statement up: candidates → score → differences → outcome → what is on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.check.answer import Alternative, Answer, Hint
from bot.check.close_look import (
    LookedAt,
    answer_with,
    hold_against,
    nearest_wordings,
    worth_reading,
)
from bot.check.model import Model, no_model
from bot.check.retrieval import Retrieval
from bot.language.foreign import read
from bot.language.statements import (
    MAX_STATEMENT_LENGTH,
    Statements,
    core,
    in_words,
    is_greeting,
    is_open_question,
    statements,
    without_frame,
)
from bot.matching.likeness import probabilities
from bot.matching.outcome import Outcome, decide
from bot.record.reading import claims_on_record
from bot.record.vetoes import vetoed
from bot.settings import Settings

_FEWEST_TERMS = 2
"""Content words that a statement needs; a single word could be about any claim."""


class Checker:
    """Answers statements from the record. One per process; safe to share between threads."""

    def __init__(self, engine: Engine, settings: Settings, model: Model = no_model) -> None:
        self._engine = engine
        self._settings = settings
        self._retrieval = Retrieval(model)

    def statements(self, text: str) -> Statements:
        """The statements in a Slack message's text, mark-up included."""
        return statements(text)

    def answers(
        self,
        workspace_id: int,
        text: str,
        *,
        now: datetime,
        editor: bool = False,
        asker: str | None = None,
    ) -> tuple[list[Answer], int]:
        """One answer per statement of a text, and the number of statements beyond the limit.

        A text without any statement gets one answer of outcome `none` that says why.
        """
        found = self.statements(text)
        if not found.texts:
            return [nothing_stated(found.remark)], 0
        answers = [
            self.answer(workspace_id, statement, now=now, editor=editor, asker=asker)
            for statement in found.texts
        ]
        return answers, found.left_over

    def answer(
        self,
        workspace_id: int,
        statement: str,
        *,
        now: datetime,
        editor: bool = False,
        asker: str | None = None,
    ) -> Answer:
        """The answer to one statement, as of `now`, without the claims that are vetoed for it.

        `asker` is the Slack id of the person whose own vetoes count; vetoes that an editor agreed
        to count for everyone. With `editor`, the answer names confidential sources.
        """
        statement = statement[:MAX_STATEMENT_LENGTH]
        hint = _hint(statement)
        if hint is not None:
            return Answer(statement, Outcome.NONE, hint=hint)
        with Session(self._engine) as session:
            self._retrieval.refresh(session, workspace_id)
            looked_at = self._look(session, workspace_id, statement, now, editor)
            barred = vetoed(session, workspace_id, statement, looked_at, asker)
        looked_at = {number: one for number, one in looked_at.items() if number not in barred}
        decision = decide(
            [found.candidate for found in looked_at.values()],
            match_threshold=self._settings.match_threshold,
            possible_threshold=self._settings.possible_threshold,
        )
        alternatives = tuple(
            Alternative(c.id, found.page.card.key, found.page.card.text, c.score)
            for c in decision.alternatives
            if (found := looked_at[c.id])
        )
        if decision.chosen is None:
            best = max((found.candidate.score for found in looked_at.values()), default=0.0)
            return Answer(
                statement,
                decision.outcome,
                score=best,
                alternatives=alternatives,
                hint=Hint.WITHDRAWN if decision.withdrawn else None,
            )
        chosen = looked_at[decision.chosen.id]
        return replace(answer_with(statement, chosen), alternatives=alternatives)

    def answer_about(
        self,
        workspace_id: int,
        statement: str,
        claim_id: int,
        *,
        now: datetime,
        editor: bool = False,
    ) -> Answer | None:
        """The answer with the claim that the person chose; None if that claim cannot be shown."""
        with Session(self._engine) as session:
            self._retrieval.refresh(session, workspace_id)
            pages = claims_on_record(
                session,
                workspace_id,
                [claim_id],
                now=now,
                editor=editor,
                shelf_lives=self._settings.shelf_lives,
            )
        page = pages.get(claim_id)
        if page is None or page.hidden or page.withdrawn:
            return None
        said = read(without_frame(statement))
        return answer_with(statement, hold_against(said, page, self._retrieval.index.weight, 1.0))

    def ranked(self, workspace_id: int, statement: str, limit: int) -> list[tuple[int, float]]:
        """The ids of the nearest claims and the probability that each is meant, best first. For
        measuring."""
        reading = read(in_words(statement[:MAX_STATEMENT_LENGTH]))
        with Session(self._engine) as session:
            self._retrieval.refresh(session, workspace_id)
            near = self._retrieval.near(session, workspace_id, reading)
        likely = probabilities([one.signals for one in near], len(reading.terms))
        return [(one.claim_id, p) for one, p in zip(near, likely, strict=True)][:limit]

    def refresh(self, workspace_id: int) -> None:
        """Brings the index up to date with the record as now committed."""
        with Session(self._engine) as session:
            self._retrieval.refresh(session, workspace_id)

    def _look(
        self, session: Session, workspace_id: int, statement: str, now: datetime, editor: bool
    ) -> Mapping[int, LookedAt]:
        """The claims that may be meant, compared closely, by the id of the claim that answers."""
        reading = read(in_words(statement))
        near = self._retrieval.near(session, workspace_id, reading)
        closely = worth_reading(near, len(reading.terms), self._settings.possible_threshold)
        pages = claims_on_record(
            session,
            workspace_id,
            [one.claim_id for one in closely],
            now=now,
            editor=editor,
            shelf_lives=self._settings.shelf_lives,
        )
        pages = {number: page for number, page in pages.items() if not page.hidden}
        apart = nearest_wordings(closely, pages)
        others = [one for one in near if one not in closely]
        chances = probabilities([one.signals for one in (*apart, *others)], len(reading.terms))
        said = read(without_frame(statement))
        looked_at = (
            hold_against(
                said,
                pages[one.claim_id],
                self._retrieval.index.weight,
                chance if one.signals.cosine is not None else None,
            )
            for one, chance in zip(apart, chances, strict=False)
        )
        return {found.page.card.id: found for found in looked_at}


def nothing_stated(remark: str) -> Answer:
    """The answer to a message that states nothing."""
    return Answer(remark, Outcome.NONE, hint=_hint(remark) or Hint.NO_CLAIM)


def _hint(statement: str) -> Hint | None:
    """Why a statement cannot be looked up; None if it can."""
    if is_greeting(statement):
        return Hint.GREETING
    bare = core(statement)
    if is_open_question(bare):
        return Hint.NO_CLAIM
    if len(set(read(bare).terms)) < _FEWEST_TERMS:
        return Hint.TOO_SHORT
    return None
