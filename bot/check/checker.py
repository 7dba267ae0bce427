"""Looks a statement up: candidates → score → differences → outcome → what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.check.across import Across
from bot.check.answer import Alternative, Answer, Hint
from bot.check.close_look import answer_with, hold_against
from bot.check.kept import KeptCopies
from bot.check.looking import Asked, Looking, as_compared
from bot.check.message import one_answer_each
from bot.check.model import Model, no_model
from bot.check.retrieval import Retrieval
from bot.language.foreign import read
from bot.language.statements import (
    MAX_STATEMENT_LENGTH,
    Statements,
    asks_only,
    core,
    in_words,
    is_greeting,
    is_open_question,
    statements,
    without_frame,
)
from bot.language.wordings import beginnings, forms
from bot.matching.likeness import probabilities
from bot.matching.outcome import Outcome, decide
from bot.record.brief import Brief, InBrief, claims_in_brief
from bot.record.concealing import NOBODY
from bot.record.holdings import holdings
from bot.record.reading import OnRecord, in_full
from bot.settings import Settings

_FEWEST_TERMS = 2
"""Content words that a statement needs; a single word could be about any claim."""


class Checker:
    """Answers statements from the record. One per process; safe to share between threads."""

    def __init__(self, engine: Engine, settings: Settings, model: Model = no_model) -> None:
        self._engine = engine
        self._settings = settings
        folder = settings.kept_index
        self._retrieval = Retrieval(model, copies=KeptCopies(folder) if folder else None)
        across = Across.of(settings) if settings.multilingual else None
        self._looking = Looking(self._retrieval, across, settings.possible_threshold)

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
        """One answer for each claim that a text leads to, and the number of statements beyond the
        limit.

        A text without any statement gets one answer of outcome `none` that says why.
        """
        found = self.statements(text)
        if not found.texts:
            return [nothing_stated(found.remark)], 0
        answers = self.answers_to(workspace_id, found.texts, now=now, editor=editor, asker=asker)
        return [one for one in answers if one is not None], found.left_over

    def answers_to(
        self,
        workspace_id: int,
        sentences: Sequence[str],
        *,
        now: datetime,
        editor: bool = False,
        asker: str | None = None,
    ) -> list[Answer | None]:
        """The answers to the statements of one message, each claim once: None for a statement that
        is part of what another one is answered."""
        sentences = [sentence[:MAX_STATEMENT_LENGTH] for sentence in sentences]
        asked = Asked(workspace_id, now, editor, asker)
        answers = [self._answer_alone(asked, sentence) for sentence in sentences]
        if len(answers) == 1:
            return [*answers]
        if all(one.claim is not None for one in answers):
            return one_answer_each(answers)  # the whole message would change nothing
        return one_answer_each(answers, self._of_message(asked, sentences))

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
        asked = Asked(workspace_id, now, editor, asker)
        return self._answer_alone(asked, statement[:MAX_STATEMENT_LENGTH])

    def _answer_alone(self, asked: Asked, statement: str) -> Answer:
        hint = _hint(statement)
        if hint is not None:
            return Answer(statement, Outcome.NONE, hint=hint)
        match_threshold = (
            None if is_open_question(core(statement)) else self._settings.match_threshold
        )
        return self._answer(asked, statement, (statement,), match_threshold)

    def _of_message(self, asked: Asked, sentences: Sequence[str]) -> Answer:
        """The answer to a message as a whole: what its sentences are about together, each claim
        being compared with the sentence that says most of it."""
        whole = " ".join(map(without_frame, sentences))[:MAX_STATEMENT_LENGTH]
        return self._answer(asked, whole, sentences, self._settings.match_threshold)

    def _answer(
        self,
        asked: Asked,
        text: str,
        sentences: Sequence[str],
        match_threshold: float | None,
    ) -> Answer:
        with Session(self._engine) as session:
            has = holdings(session, asked.workspace_id)
            self._retrieval.refresh(session, asked.workspace_id, has.revision)
            names = None if has.confidential else NOBODY
            brief, found = self._looking.near(session, asked, text, sentences, has)
            if len(sentences) == 1:
                # What a message says as a whole is never only offered (`one_answer_each`).
                found |= self._looking.across_languages(session, asked, text, found, names)
            if has.vetoes:
                found = self._looking.without_vetoed(session, asked, text, found)
            decision = decide(
                [one.looked_at.candidate for one in found.values()],
                match_threshold=match_threshold,
                possible_threshold=self._settings.possible_threshold,
            )
            chosen = found[decision.chosen.id] if decision.chosen is not None else None
            page = (
                self._page(session, brief, chosen.looked_at.page, reviews=has.reviews)
                if chosen is not None
                else None
            )
        alternatives = tuple(
            Alternative(c.id, one.key, one.text, c.score)
            for c in decision.alternatives
            if (one := found[c.id].looked_at.page)
        )
        if chosen is None or page is None:
            scores = (one.looked_at.candidate.score for one in found.values())
            return Answer(
                text,
                decision.outcome,
                score=max(scores, default=0.0),
                alternatives=alternatives,
                hint=Hint.WITHDRAWN if decision.withdrawn else None,
            )
        answer = answer_with(chosen.sentence, chosen.looked_at, page)
        return replace(answer, alternatives=alternatives)

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
            brief = claims_in_brief(session, workspace_id, [claim_id], now=now, editor=editor)
            chosen = brief.claims.get(claim_id)
            if chosen is None or chosen.hidden or chosen.withdrawn:
                return None
            page = self._page(session, brief, chosen)
        looked_at = hold_against(as_compared(statement), chosen, self._retrieval.index.weight)
        return answer_with(statement, looked_at, page)

    def ranked(self, workspace_id: int, statement: str, limit: int) -> list[tuple[int, float]]:
        """The ids of the nearest claims and the probability that each is meant, best first. For
        measuring."""
        reading = read(in_words(statement[:MAX_STATEMENT_LENGTH]))
        with Session(self._engine) as session:
            self._retrieval.refresh(session, workspace_id)
            near = self._retrieval.near(session, workspace_id, reading)
        likely = probabilities([one.signals for one in near], len(reading.terms))
        return [(one.claim_id, p) for one, p in zip(near, likely, strict=True)][:limit]

    def having(
        self, session: Session, workspace_id: int, phrase: str, *, begins: bool = False
    ) -> set[int]:
        """The ids of all claims that have the words of a phrase, in their text, topic, place or
        time, or in the title of their article; drafts are not among them. With `begins` a word
        that begins with the phrase is enough."""
        self._retrieval.refresh(session, workspace_id)
        found = self._retrieval.index.having(workspace_id, forms(phrase))
        if begins:
            found |= self._retrieval.index.beginning(workspace_id, beginnings(phrase))
        return found

    def refresh(self, workspace_id: int) -> None:
        """Brings the index up to date with the record as now committed."""
        with Session(self._engine) as session:
            self._retrieval.refresh(session, workspace_id)

    def _page(
        self, session: Session, brief: Brief, one: InBrief, *, reviews: bool = True
    ) -> OnRecord:
        """All that is on record for a claim that was read in brief."""
        lives = self._settings.shelf_lives
        return in_full(session, brief, [one.asked], lives, reviews=reviews)[one.asked]


def nothing_stated(remark: str) -> Answer:
    """The answer to a message that states nothing."""
    if asks_only(remark):
        return Answer(remark, Outcome.NONE, hint=Hint.ASKS_ONLY)
    return Answer(remark, Outcome.NONE, hint=_hint(remark) or Hint.NO_CLAIM)


def _hint(statement: str) -> Hint | None:
    """Why a statement cannot be looked up; None if it can."""
    if is_greeting(statement):
        return Hint.GREETING
    bare = core(statement)
    fewest = 1 if is_open_question(bare) else _FEWEST_TERMS
    if len(set(read(bare).terms)) < fewest:
        return Hint.TOO_SHORT
    return None
