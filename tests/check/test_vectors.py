"""Vectors of claims: made once, kept with the record, never trusted beyond their words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from bot.check.checker import Checker
from bot.check.retrieval import Retrieval
from bot.check.vectors import VectorMaker
from bot.matching import embeddings
from bot.matching.embeddings import Embedder
from bot.record.vectors import words_of
from bot.settings import load as settings
from models import Claim, ClaimVector, Workspace
from models.database import writing
from tests.checked import change, number
from tests.conftest import NOW
from tests.records import load, record

FLAMES = "Fire destroyed an old vessel moored at the quay of Varn"
BURNED = "The trawler Maid of Varn burned in the harbour."


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    found = embeddings.load(threads=1)
    assert found is not None
    return found


@pytest.fixture
def maker(engine: Engine, embedder: Embedder) -> VectorMaker:
    return VectorMaker(engine, embedder)


@pytest.fixture
def checker(engine: Engine, embedder: Embedder) -> Checker:
    return Checker(engine, settings({}), lambda: embedder)


def kept(engine: Engine) -> dict[int, ClaimVector]:
    with Session(engine) as session:
        return {row.claim_id: row for row in session.scalars(select(ClaimVector))}


def burning(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["claims"].append({"key": "burned", "text": BURNED, "kind": "fact"})
    load(engine, workspace, raw)


def test_each_claim_is_read_once(
    engine: Engine, workspace: Workspace, maker: VectorMaker, embedder: Embedder
) -> None:
    burning(engine, workspace)
    assert maker.missing() == maker.make() > 0
    before = kept(engine)
    assert all(row.model == embedder.model and row.text for row in before.values())
    assert maker.make() == 0
    assert VectorMaker(engine, embedder).make() == 0  # after a restart too
    assert {row.id for row in kept(engine).values()} == {row.id for row in before.values()}


def test_a_claim_without_a_word_in_common_is_found_by_its_meaning(
    engine: Engine, workspace: Workspace, maker: VectorMaker, checker: Checker
) -> None:
    burning(engine, workspace)

    maker.make()
    answer = checker.answer(number(workspace), FLAMES, now=NOW)
    assert "burned" in {one.key for one in answer.alternatives}


def test_a_reading_that_failed_is_tried_again(
    engine: Engine, workspace: Workspace, maker: VectorMaker, embedder: Embedder
) -> None:
    class OnceBroken:
        """Out of memory, the first time."""

        model, dimensions = embedder.model, embedder.dimensions

        def __init__(self) -> None:
            self.broken = True

        def embed(self, texts: list[str]) -> object:
            if self.broken:
                self.broken = False
                raise MemoryError
            return embedder.embed(texts)

    burning(engine, workspace)
    maker.make()
    broken: Any = OnceBroken()
    checker = Checker(engine, settings({}), lambda: broken)
    with pytest.raises(MemoryError):
        checker.answer(number(workspace), FLAMES, now=NOW)
    answer = checker.answer(number(workspace), FLAMES, now=NOW)
    assert "burned" in {one.key for one in answer.alternatives}


def test_a_changed_claim_is_read_anew_and_only_that(
    engine: Engine, workspace: Workspace, maker: VectorMaker, checker: Checker
) -> None:
    burning(engine, workspace)
    maker.make()
    before = kept(engine)
    claim_id = change(engine, workspace, "burned", text="The tanker Maid of Varn is for sale.")
    answer = checker.answer(number(workspace), FLAMES, now=NOW)
    assert answer.claim is None  # the old vector is not trusted before the new one is there
    assert maker.make() == 1
    after = kept(engine)
    assert after[claim_id].words == words_of("The tanker Maid of Varn is for sale.", None)
    assert {k for k in after if after[k].id != before[k].id} == {claim_id}


def test_a_change_that_leaves_the_words_costs_no_reading(
    engine: Engine, workspace: Workspace, maker: VectorMaker
) -> None:
    burning(engine, workspace)
    maker.make()
    before = kept(engine)
    claim_id = change(engine, workspace, "burned", topic="Fires")
    maker.make()
    after = kept(engine)
    assert after[claim_id].id == before[claim_id].id
    assert after[claim_id].revision > before[claim_id].revision


def test_vectors_of_another_model_are_made_anew(
    engine: Engine, workspace: Workspace, embedder: Embedder, maker: VectorMaker
) -> None:
    burning(engine, workspace)
    maker.make()
    with Session(writing(engine)) as session, session.begin():
        session.execute(update(ClaimVector).values(model="another", text=b"\0" * 12))
    with Session(engine) as session:
        retrieval = Retrieval(lambda: embedder)
        retrieval.refresh(session, number(workspace))  # reads none of them, and does not fail
    assert VectorMaker(engine, embedder).make() > 0
    assert {row.model for row in kept(engine).values()} == {embedder.model}


def test_a_vector_made_by_another_process_counts_from_the_next_question_on(
    engine: Engine, workspace: Workspace, maker: VectorMaker, checker: Checker
) -> None:
    burning(engine, workspace)
    checker.answer(number(workspace), FLAMES, now=NOW)
    maker.make()
    answer = checker.answer(number(workspace), FLAMES, now=NOW + timedelta(seconds=1))
    assert "burned" in {one.key for one in answer.alternatives}


def test_a_language_the_model_was_not_made_for_has_no_vector(
    engine: Engine, workspace: Workspace, maker: VectorMaker
) -> None:
    raw = record()
    text = "El puente de Ostra está cerrado por las obras desde el lunes."
    raw["claims"].append({"key": "puente", "text": text, "kind": "fact"})
    load(engine, workspace, raw)
    maker.make()
    with Session(engine) as session:
        claim_id = session.scalar(select(col(Claim.id)).where(col(Claim.key) == "puente"))
    assert claim_id is not None
    assert kept(engine)[claim_id].text is None
    assert maker.missing() == 0


def test_a_record_too_large_for_the_memory_is_ranked_from_stored_vectors(
    engine: Engine, workspace: Workspace, embedder: Embedder, maker: VectorMaker
) -> None:
    from bot.language.foreign import read

    burning(engine, workspace)
    maker.make()
    statement = read("A trawler called Maid of Varn went up in flames")
    with Session(engine) as session:
        found = []
        for most in (1_000, 1):
            retrieval = Retrieval(lambda: embedder, most_in_memory=most)
            retrieval.refresh(session, number(workspace))
            found.append(retrieval.near(session, number(workspace), statement)[0])
    in_memory, stored = found
    assert in_memory.claim_id == stored.claim_id
    assert in_memory.signals.cosine == pytest.approx(stored.signals.cosine, abs=1e-6)


def test_two_makers_at_once_keep_each_claim_once(
    engine: Engine, workspace: Workspace, embedder: Embedder
) -> None:
    from threading import Thread

    burning(engine, workspace)
    errors: list[BaseException] = []

    def work() -> None:
        try:
            VectorMaker(engine, embedder).make()
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert maker_is_done(engine, embedder)


def maker_is_done(engine: Engine, embedder: Embedder) -> bool:
    return VectorMaker(engine, embedder).missing() == 0
