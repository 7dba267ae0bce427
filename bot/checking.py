"""Looking a statement up: candidates → score → differences → outcome → what is on record."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from bot.answer import Alternative, Answer, Hint, Outcome
from bot.corroboration import Figure
from bot.matching.differences import Compared, compare
from bot.matching.index import ClaimIndex, IndexedClaim
from bot.matching.outcome import Candidate, decide
from bot.matching.quantities import Quantity, from_interval
from bot.matching.reading import Reading, read
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
from bot.settings import Settings
from models.record import Claim, ClaimState
from models.workspace import Workspace

_READ = 16
"""Candidates that are read and scored in full, chosen by their weighted overlap."""

_CLOSELY_READ = 8
"""Candidates whose attributions are loaded and whose differences are worked out."""

_FEWEST_TERMS = 2
"""Content words that a statement needs; one word alone is about everything and nothing."""

_BATCH = 5_000


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
        self, workspace_id: int, text: str, *, now: datetime, editor: bool = False
    ) -> tuple[list[Answer], int]:
        """One answer per statement of a text, and how many statements were left out.

        A text without any statement gets one answer of outcome `none` that says why.
        """
        found = self.statements(text)
        if not found.texts:
            return [nothing_stated(found.remark)], 0
        answers = [
            self.answer(workspace_id, statement, now=now, editor=editor)
            for statement in found.texts
        ]
        return answers, found.left_over

    def answer(
        self, workspace_id: int, statement: str, *, now: datetime, editor: bool = False
    ) -> Answer:
        """The answer to one statement, as of `now`."""
        statement = statement[:MAX_STATEMENT_LENGTH]
        hint = _hint(statement)
        if hint is not None:
            return Answer(statement, Outcome.NONE, hint=hint)
        with Session(self._engine) as session:
            self._refresh(session, workspace_id)
            looked_at = self._look(session, workspace_id, statement, now, editor)
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

    def refresh(self, workspace_id: int) -> None:
        """Bring the index up to the record as it is committed now."""
        with Session(self._engine) as session:
            self._refresh(session, workspace_id)

    def _refresh(self, session: Session, workspace_id: int) -> None:
        """Claims that changed since are indexed anew; one small query where none did.

        A claim's revision is its workspace's at the commit, and commits of one workspace are in
        the order of revisions, so nothing that was committed is missed.
        """
        revision = session.scalar(
            select(col(Workspace.revision)).where(col(Workspace.id) == workspace_id)
        )
        if revision is None or self._revisions.get(workspace_id, -1) >= revision:
            return
        with self._refreshing:
            seen = self._revisions.get(workspace_id, -1)
            if seen >= revision:
                return
            changed = session.execute(
                select(col(Claim.id), col(Claim.text), col(Claim.state))
                .where(
                    col(Claim.workspace_id) == workspace_id,
                    col(Claim.revision) > seen,
                    col(Claim.revision) <= revision,
                )
                .execution_options(yield_per=_BATCH)
            )
            add: list[IndexedClaim] = []
            drop: list[int] = []
            for claim_id, text, state in changed:
                if state == ClaimState.DRAFT:
                    drop.append(claim_id)
                else:
                    add.append(IndexedClaim(claim_id, workspace_id, text))
            self._index.update(add, drop)
            self._revisions[workspace_id] = revision

    def _look(
        self, session: Session, workspace_id: int, statement: str, now: datetime, editor: bool
    ) -> Mapping[int, _LookedAt]:
        """The claims that may be meant, read closely; by the id of the claim that answers."""
        reading = read(statement)
        ids = self._index.candidates(workspace_id, reading)
        near = self._nearest(session, workspace_id, reading, ids)
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

    def _nearest(
        self,
        session: Session,
        workspace_id: int,
        reading: Reading,
        ids: Sequence[int],
    ) -> list[tuple[int, float]]:
        """The candidates with the best scores, best first; what is far off is left out."""
        rows = session.execute(
            select(col(Claim.id), col(Claim.text)).where(
                col(Claim.workspace_id) == workspace_id, col(Claim.id).in_(ids)
            )
        )
        likely = sorted(rows, key=lambda row: -self._index.overlap(reading, row.text))
        scored = [
            (claim_id, _score(reading, text, self._index)) for claim_id, text in likely[:_READ]
        ]
        scored = [pair for pair in scored if pair[1] >= self._settings.possible_threshold]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:_CLOSELY_READ]


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
    texts = [page.card.text, *filter(None, [page.card.forwarded_from])]
    whole = read(statement)
    old = page.card.forwarded_from
    score = max(
        _content_score(compared, index),
        *(_score(whole, text, index) for text in texts),
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


def _content_score(compared: Compared, index: ClaimIndex) -> float:
    return similarity(compared.statement, compared.claim, index.weight)


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
