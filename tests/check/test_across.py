"""Claims in another language than the statement's: offered with the setting, else as before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from bot.check.across import score_of
from bot.check.checker import Checker
from bot.check.vectors import MultilingualMaker
from bot.matching import multilingual
from bot.matching.multilingual import Multilingual
from bot.matching.outcome import Outcome
from bot.record.vectors import words_of
from bot.settings import load as settings
from models import Claim, ClaimVector, MultilingualVector, Source, Workspace
from models.database import writing
from tests.checked import change, number, with_claim
from tests.conftest import NOW
from tests.records import load, record

BURNED = "The trawler Maid of Varn burned in the harbour."
IN_OTHER_WORDS = {
    "es": "El pesquero Maid of Varn se quemó en el puerto.",
    "de": "Der Trawler Maid of Varn ist im Hafen verbrannt.",
    "tr": "Maid of Varn adlı balıkçı gemisi limanda yandı.",
    "ru": "Траулер «Мейд оф Варн» сгорел в гавани.",
    "ar": "احترقت سفينة الصيد ميد أوف فارن في الميناء.",
    "zh": "拖网渔船瓦恩少女号在港口烧毁。",
    "th": "เรือลากอวนเมดออฟวาร์นถูกไฟไหม้ในท่าเรือ",
}
NOWHERE = "La cosecha de almendras se perdió por la sequía en el valle."


@pytest.fixture(scope="module")
def model() -> Multilingual:
    found = multilingual.load()
    if found is None:
        pytest.skip("the extra `multilingual` is not installed")
    return found


@pytest.fixture
def checker(engine: Engine, model: Multilingual) -> Checker:
    return Checker(engine, settings({"MULTILINGUAL": "1"}))


@pytest.fixture
def burning(engine: Engine, workspace: Workspace, model: Multilingual) -> Callable[[], None]:
    """Makes what is missing; the claim is on record."""
    load(engine, workspace, with_claim(record(), "burned", BURNED))
    maker = MultilingualMaker(engine, model)
    maker.make()
    return lambda: (maker.make(), None)[1]


def offered(checker: Checker, workspace: Workspace, statement: str) -> list[str]:
    answer = checker.answer(number(workspace), statement, now=NOW)
    assert answer.outcome in (Outcome.POSSIBLE, Outcome.NONE)
    assert answer.claim is None
    return [one.key for one in answer.alternatives]


@pytest.mark.parametrize("code", IN_OTHER_WORDS)
@pytest.mark.usefixtures("burning")
def test_a_statement_in_another_language_is_offered_the_english_claim(
    workspace: Workspace, checker: Checker, code: str
) -> None:
    assert offered(checker, workspace, IN_OTHER_WORDS[code])[:1] == ["burned"]


@pytest.mark.usefixtures("burning")
def test_a_statement_about_something_else_is_offered_nothing(
    workspace: Workspace, checker: Checker
) -> None:
    assert offered(checker, workspace, NOWHERE) == []


def test_an_english_statement_is_offered_a_claim_in_another_language(
    engine: Engine, workspace: Workspace, model: Multilingual, checker: Checker
) -> None:
    raw = record()
    for code, text in IN_OTHER_WORDS.items():
        with_claim(raw, f"burned-{code}", text)
    load(engine, workspace, raw)
    MultilingualMaker(engine, model).make()
    found = offered(checker, workspace, BURNED)
    assert len(found) == 3
    assert all(key.startswith("burned-") for key in found)


@pytest.mark.usefixtures("burning")
def test_it_is_never_shown_even_at_a_low_threshold(
    engine: Engine, workspace: Workspace, model: Multilingual
) -> None:
    low = settings({"MULTILINGUAL": "1", "MATCH_THRESHOLD": "0.05", "POSSIBLE_THRESHOLD": "0.01"})
    assert "burned" in offered(Checker(engine, low), workspace, IN_OTHER_WORDS["ru"])


@pytest.mark.usefixtures("burning")
def test_without_the_setting_nothing_is_read_and_nothing_found(
    engine: Engine, workspace: Workspace
) -> None:
    off = Checker(engine, settings({}))
    assert offered(off, workspace, IN_OTHER_WORDS["ru"]) == []


@pytest.mark.usefixtures("burning")
def test_a_match_in_the_statements_own_language_stays_what_it_is(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    off = Checker(engine, settings({}))
    for statement in (BURNED, "The bridge at Ostra is closed.", "The bridge at Ostra is open."):
        answers = [one.answer(number(workspace), statement, now=NOW) for one in (off, checker)]
        assert answers[0] == answers[1]
        assert answers[0].claim is not None


def test_vectors_are_made_once_and_anew_after_a_change(
    engine: Engine, workspace: Workspace, checker: Checker, burning: Callable[[], None]
) -> None:
    def kept() -> dict[int, MultilingualVector]:
        with Session(engine) as session:
            return {row.claim_id: row for row in session.scalars(select(MultilingualVector))}

    before = kept()
    assert all(len(row.text or b"") == 4 * 512 and row.language == "en" for row in before.values())
    with Session(engine) as session:
        assert session.scalars(select(ClaimVector)).all() == []
    burning()
    assert {row.id for row in kept().values()} == {row.id for row in before.values()}
    changed = change(engine, workspace, "burned", text="The opera season in Varn has begun.")
    assert offered(checker, workspace, IN_OTHER_WORDS["es"]) == []  # the old vector counts no more
    burning()
    after = kept()
    assert {k for k in after if after[k].id != before[k].id} == {changed}
    assert offered(checker, workspace, "La temporada de ópera ha empezado en Varn.") == ["burned"]


def test_a_claim_that_changes_its_language_is_found_in_the_new_one(
    engine: Engine, workspace: Workspace, checker: Checker, burning: Callable[[], None]
) -> None:
    assert offered(checker, workspace, IN_OTHER_WORDS["ru"]) == ["burned"]
    change(engine, workspace, "burned", text=IN_OTHER_WORDS["es"])
    burning()
    assert offered(checker, workspace, BURNED) == ["burned"]


def test_a_confidential_name_is_not_among_the_words_that_are_read(
    engine: Engine, workspace: Workspace, burning: Callable[[], None]
) -> None:
    claim_id = change(engine, workspace, "burned", text="Ida Holm burned the trawler.")
    with Session(writing(engine)) as session, session.begin():
        holm = session.scalars(select(Source).where(col(Source.key) == "holm")).one()
        holm.confidential = True
        session.add(holm)
    change(engine, workspace, "burned")
    burning()
    with Session(engine) as session:
        row = session.scalars(
            select(MultilingualVector).where(col(MultilingualVector.claim_id) == claim_id)
        ).one()
        said = session.scalars(select(Claim.text).where(col(Claim.id) == claim_id)).one()
    assert row.words == words_of(said.replace("Ida Holm", "a source known to the desk"), None)


def test_a_language_that_the_model_does_not_know_has_no_vector(
    engine: Engine, workspace: Workspace, model: Multilingual, checker: Checker
) -> None:
    greek = "Το ψαροκάικο κάηκε στο λιμάνι."
    load(engine, workspace, with_claim(record(), "greek", greek))
    maker = MultilingualMaker(engine, model)
    maker.make()
    assert maker.missing() == 0
    assert offered(checker, workspace, BURNED) == []
    assert offered(checker, workspace, "Η γέφυρα της Όστρα είναι κλειστή.") == []


def test_a_record_too_large_for_the_memory_is_not_searched_across_languages(
    engine: Engine, workspace: Workspace, model: Multilingual, burning: Callable[[], None]
) -> None:
    from bot.check.across import Across, Limits

    with Session(engine) as session:
        found = [
            Across(lambda: model, Limits(0.15, 0.5), most).scores(
                session, number(workspace), IN_OTHER_WORDS["ru"], ()
            )
            for most in (1_000, 1)
        ]
    assert found[0]
    assert found[1] == {}


def test_scores_rise_with_the_cosine_and_stay_below_what_is_shown() -> None:
    cosines = [at / 100 for at in range(-100, 101)]
    scores = [score_of(one) for one in cosines]
    assert scores == sorted(scores)
    assert 0 <= scores[0] <= scores[-1] < settings({}).match_threshold
    assert score_of(0.5) < settings({}).possible_threshold <= score_of(0.56)


def test_the_tick_makes_the_vectors(
    engine: Engine, workspace: Workspace, model: Multilingual
) -> None:
    from types import SimpleNamespace

    from bot.run.scheduler import _make_vectors

    load(engine, workspace, with_claim(record(), "burned", BURNED))
    maker = MultilingualMaker(engine, model)
    services: Any = SimpleNamespace(
        vectors=None,
        multilingual=maker,
        engine=engine,
        installations=SimpleNamespace(workspaces=(number(workspace),)),
    )
    assert maker.missing() > 0
    _make_vectors(services)
    assert maker.missing() == 0
