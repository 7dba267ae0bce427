"""Looking a statement up: candidates → score → differences → outcome → what is on record."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine, bindparam, select
from sqlmodel import Session, col

from bot.answer import Alternative, Answer, Hint, Outcome
from bot.corroboration import Figure
from bot.matching.across import compare
from bot.matching.foreign import read
from bot.matching.index import ClaimIndex, IndexedClaim
from bot.matching.outcome import Candidate, decide
from bot.matching.quantities import Quantity, from_interval
from bot.matching.reading import Reading
from bot.matching.score import similarity
from bot.matching.speakers import Speaker
from bot.matching.text import (
    MAX_STATEMENT_LENGTH,
    Statements,
    core,
    is_greeting,
    is_open_question,
    statements,
)
from bot.record.reading import OnRecord, claims_on_record
from bot.record.vetoes import vetoed
from bot.settings import Settings
from models.record import Claim, ClaimState
from models.workspace import Workspace

_READ = 16
"""Candidates that are read and scored in full, chosen by their weighted overlap."""

_CLOSELY_READ = 8
"""Candidates whose attributions are loaded and whose differences are worked out."""

_FAR_BEHIND = 0.6
"""The share of the best one's value from which a candidate is worth a closer look."""

_FEWEST_TERMS = 2
"""Content words that a statement needs; one word alone is about everything and nothing."""

_BATCH = 5_000

_Any = TypeVar("_Any")


class Checker:
    """Answers statements from the record. One per process; safe to share between threads."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings
        self._index = ClaimIndex()
        self._revisions: dict[int, int] = {}
        self._refreshing = threading.Lock()

    def statements(self, text: str) -> Statements:
        """The statements in a Slack message's text (mark-up and all)."""
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
        """One answer per statement of a text, and how many statements were left out.

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

        `asker` is whose own vetoes hold; those that an editor agreed to hold for everybody.
        """
        statement = statement[:MAX_STATEMENT_LENGTH]
        hint = _hint(statement)
        if hint is not None:
            return Answer(statement, Outcome.NONE, hint=hint)
        with Session(self._engine) as session:
            self._refresh(session, workspace_id)
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
            best = max((c.score for c in decision.alternatives), default=0.0)
            return Answer(
                statement,
                decision.outcome,
                score=best,
                alternatives=alternatives,
                hint=Hint.WITHDRAWN if decision.withdrawn else None,
            )
        chosen = looked_at[decision.chosen.id]
        return replace(_card(statement, chosen), alternatives=alternatives)

    def answer_about(
        self,
        workspace_id: int,
        statement: str,
        claim_id: int,
        *,
        now: datetime,
        editor: bool = False,
    ) -> Answer | None:
        """The answer with the claim the person chose; None where that claim cannot be shown."""
        with Session(self._engine) as session:
            self._refresh(session, workspace_id)
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
        return _card(statement, _hold_against(statement, page, self._index))

    def ranked(
        self, workspace_id: int, statement: str, limit: int, now: datetime
    ) -> list[tuple[int, float]]:
        """The ids of the nearest claims and their scores, best first: what `answer` decides on,
        with those too that lie below its thresholds. For measuring.
        """
        reading = read(statement[:MAX_STATEMENT_LENGTH])
        with Session(self._engine) as session:
            self._refresh(session, workspace_id)
            ids = self._index.candidates(workspace_id, reading)
            scored = self._scored(session, workspace_id, reading, ids)
            closely = self._look(session, workspace_id, statement, now, editor=False)
        best = {number: found.candidate.score for number, found in closely.items()}
        every = {**dict(scored), **best}
        return sorted(every.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def refresh(self, workspace_id: int) -> None:
        """Bring the index up to the record as it is committed now."""
        with Session(self._engine) as session:
            self._refresh(session, workspace_id)

    def _refresh(self, session: Session, workspace_id: int) -> None:
        """Claims that changed since are indexed anew; one small query where none did.

        A claim's revision is its workspace's at the commit, and commits of one workspace are in
        the order of revisions, so nothing that was committed is missed.
        """
        revision = session.scalar(_REVISION, {"workspace_id": workspace_id})
        if revision is None or self._revisions.get(workspace_id, -1) >= revision:
            return
        with self._refreshing:
            seen = self._revisions.get(workspace_id, -1)
            if seen >= revision:
                return
            changed = select(col(Claim.id), col(Claim.text)).where(
                col(Claim.workspace_id) == workspace_id,
                col(Claim.revision) > seen,
                col(Claim.revision) <= revision,
            )
            drafts = changed.where(col(Claim.state) == ClaimState.DRAFT.value)
            others = changed.where(col(Claim.state) != ClaimState.DRAFT.value)
            rows = session.execute(others.execution_options(yield_per=_BATCH))
            self._index.update(
                (IndexedClaim(claim_id, workspace_id, text) for claim_id, text in rows),
                # At first there is nothing to drop.
                [row.id for row in session.execute(drafts)] if seen >= 0 else (),
            )
            self._revisions[workspace_id] = revision

    def _look(
        self, session: Session, workspace_id: int, statement: str, now: datetime, editor: bool
    ) -> Mapping[int, _LookedAt]:
        """The claims that may be meant, read closely; by the id of the claim that answers."""
        reading = read(statement)
        ids = self._index.candidates(workspace_id, reading)
        scored = self._scored(session, workspace_id, reading, ids)
        near = [pair for pair in scored if pair[1] >= self._settings.possible_threshold]
        near = _leading(near, [score for _, score in near], least=4, most=_CLOSELY_READ)
        pages = claims_on_record(
            session,
            workspace_id,
            [claim_id for claim_id, _ in near],
            now=now,
            editor=editor,
            shelf_lives=self._settings.shelf_lives,
        )
        found: dict[int, _LookedAt] = {}
        for claim_id, _ in near:
            page = pages.get(claim_id)
            if page is None or page.hidden:
                continue
            looked_at = _hold_against(statement, page, self._index)
            known = found.get(page.card.id)
            if known is None or known.candidate.rank < looked_at.candidate.rank:
                found[page.card.id] = looked_at
        return found

    def _scored(
        self,
        session: Session,
        workspace_id: int,
        reading: Reading,
        ids: Sequence[int],
    ) -> list[tuple[int, float]]:
        """The likeliest candidates and their scores, best first."""
        rows = session.execute(_TEXTS, {"workspace_id": workspace_id, "ids": ids}).all()
        overlaps = self._index.overlaps(reading, [row.text for row in rows])
        order = sorted(range(len(rows)), key=lambda n: -overlaps[n])
        likely = _leading(
            [rows[n] for n in order], [overlaps[n] for n in order], least=8, most=_READ
        )
        scored = [(row.id, _score(reading, row.text, self._index)) for row in likely]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


# Made once: putting a query together takes longer than running it.
_REVISION = select(col(Workspace.revision)).where(col(Workspace.id) == bindparam("workspace_id"))
_TEXTS = select(col(Claim.id), col(Claim.text)).where(
    col(Claim.workspace_id) == bindparam("workspace_id"),
    col(Claim.id).in_(bindparam("ids", expanding=True)),
)


def _leading(
    ordered: Sequence[_Any], values: Sequence[float], *, least: int, most: int
) -> list[_Any]:
    """The first of them: at least and at most so many, between those all that reach enough of the
    best one's value. What falls far behind costs time and wins nothing."""
    return [
        one
        for n, (one, value) in enumerate(zip(ordered[:most], values, strict=False))
        if n < least or value >= _FAR_BEHIND * values[0]
    ]


@dataclass(frozen=True, slots=True)
class _LookedAt:
    page: OnRecord
    candidate: Candidate


def nothing_stated(remark: str) -> Answer:
    """The answer to a message in which nothing is stated."""
    return Answer(remark, Outcome.NONE, hint=_hint(remark) or Hint.NO_CLAIM)


def _hint(statement: str) -> Hint | None:
    """Why a statement cannot be looked up, None where it can."""
    if is_greeting(statement):
        return Hint.GREETING
    bare = core(statement)
    if is_open_question(bare):
        return Hint.NO_CLAIM
    if len(set(read(bare).terms)) < _FEWEST_TERMS:
        return Hint.TOO_SHORT
    return None


def _score(reading: Reading, claim: str, index: ClaimIndex) -> float:
    return similarity(reading, read(claim), index.weight)


def _hold_against(statement: str, page: OnRecord, index: ClaimIndex) -> _LookedAt:
    """A claim's page held against the statement: how alike they are and what differs.

    A merged claim is known by its old wording too, but what differs is said of the heir's text.
    """
    compared = compare(
        statement,
        page.card.text,
        figure=_quantity(page.figure, page.unit),
        time=page.time or "",
        place=page.place or "",
        topic=page.card.topic or "",
        speakers=[
            Speaker(one.names, one.stance, _quantity(one.figure, one.unit)) for one in page.speakers
        ],
    )
    old = page.card.forwarded_from
    whole = read(statement)
    score = max(
        similarity(compared.statement, compared.claim, index.weight),
        _score(whole, page.card.text, index),
        _score(whole, old, index) if old is not None else 0.0,
    )
    return _LookedAt(
        page,
        Candidate(
            page.card.id,
            score,
            compared.differences,
            withdrawn=page.withdrawn,
            certain=compared.certain or (old is not None and compare(statement, old).certain),
            says_less=compared.says_less,
        ),
    )


def _quantity(figure: Figure | None, unit: str | None) -> Quantity | None:
    return from_interval(*figure, unit) if figure is not None else None


def _card(statement: str, chosen: _LookedAt) -> Answer:
    page = chosen.page
    differences = chosen.candidate.differences
    return Answer(
        statement,
        Outcome.DIFFERS if differences else Outcome.MATCH,
        score=chosen.candidate.score,
        claim=page.card,
        differences=differences,
        support=page.support,
        denial=page.denial,
        flags=page.flags,
        attributions=page.attributions,
    )
