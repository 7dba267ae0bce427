"""Statements and claims in other languages than English."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Engine

from bot.check.answer import Answer
from bot.check.checker import Checker
from bot.matching.outcome import DifferenceKind, Outcome
from bot.settings import load as settings
from models import Workspace
from tests.checked import key_of, number, with_claim
from tests.conftest import NOW
from tests.records import load, record
from tests.timing import quickest

CLAIMS = {
    "es": "Más de 10.000 soldados de Varlandia están en la región de Ostra.",
    "es-2": "El hospital de Lindau perdió la mitad de sus médicos.",
    "de": "Die Regierung von Varland hat 400 neue Busse für Ostra bestellt.",
    "de-2": "Der Bürgermeister von Lindau hat die alte Brücke sperren lassen.",
    "fr": "Le gouvernement de Varland a fermé 12 écoles dans la région d'Ostra.",
    "fr-2": "Les médecins de Lindau demandent une hausse de salaire de 8 %.",
    "ru": "Правительство Варландии отправило более 5 000 солдат в Острский район.",
    "ru-2": "Мэр Линдау закрыл старый мост для грузовиков.",
    "ar": "أرسلت حكومة فارلاند أكثر من 3000 جندي إلى منطقة أوسترا.",
    "ar-2": "أغلق رئيس بلدية لينداو الجسر القديم أمام الشاحنات.",
    "uk": "Уряд Варландії закрив 12 шкіл в Острському районі.",
    "en": "The mayor of Lindau has sold the old harbour to Norvia.",
}


@pytest.fixture(scope="module")
def raw() -> dict[str, object]:
    made = record()
    for key, text in CLAIMS.items():
        with_claim(made, key, text)
    return made


@pytest.fixture
def checker(engine: Engine, workspace: Workspace, raw: dict[str, object]) -> Checker:
    load(engine, workspace, json.loads(json.dumps(raw)))
    return Checker(engine, settings({}))


def offered(answer: Answer) -> set[str]:
    found = {one.key for one in answer.alternatives}
    return found | ({answer.claim.key} if answer.claim else set())


SAME = [
    ("es", "En la región de Ostra están más de diez mil soldados de Varlandia"),
    ("es", "más de 10 000 soldados de Varlandia estan en la region de Ostra"),
    ("de", "Für Ostra hat die Regierung von Varland 400 neue Busse bestellt"),
    ("fr", "Dans la région d'Ostra, le gouvernement de Varland a fermé 12 écoles"),
    ("ru", "В Острский район правительство Варландии отправило свыше 5000 солдат"),
    ("ar", "حكومة فارلاند أرسلت أكثر من ٣٠٠٠ جندي إلى منطقة أوسترا"),
]


@pytest.mark.parametrize(("key", "statement"), SAME)
def test_a_reworded_claim_is_found(
    workspace: Workspace, checker: Checker, key: str, statement: str
) -> None:
    found = checker.answer(number(workspace), statement, now=NOW)
    assert key in offered(found)
    assert found.outcome in (Outcome.MATCH, Outcome.POSSIBLE)


@pytest.mark.parametrize("key", CLAIMS)
def test_the_claim_s_own_words_match(workspace: Workspace, checker: Checker, key: str) -> None:
    found = checker.answer(number(workspace), CLAIMS[key].rstrip("."), now=NOW)
    assert (found.outcome, key_of(found)) == (Outcome.MATCH, key)


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("es", "10.000", "100.000"),
        ("de", "400", "40"),
        ("fr", "12", "21"),
        ("fr-2", "8 %", "18 %"),
        ("ru", "5 000", "50 000"),
        ("ar", "3000", "30000"),
        ("uk", "12", "120"),
    ],
)
def test_a_changed_figure_differs(
    workspace: Workspace, checker: Checker, key: str, old: str, new: str
) -> None:
    statement = CLAIMS[key].replace(old, new)
    found = checker.answer(number(workspace), statement, now=NOW)
    assert found.outcome is not Outcome.MATCH
    assert key in offered(found)
    if key != "uk":
        assert [d.kind for d in found.differences] == [DifferenceKind.FIGURE]


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("es-2", "perdió", "no perdió"),
        ("de-2", "sperren", "nicht sperren"),
        ("fr", "a fermé", "n'a pas fermé"),
        ("ru-2", "закрыл", "не закрыл"),
        ("ar-2", "أغلق", "لم يغلق"),
    ],
)
def test_a_negation_is_no_match(
    workspace: Workspace, checker: Checker, key: str, old: str, new: str
) -> None:
    statement = CLAIMS[key].replace(old, new)
    found = checker.answer(number(workspace), statement, now=NOW)
    assert found.outcome is not Outcome.MATCH
    if found.outcome is Outcome.DIFFERS:
        assert DifferenceKind.NEGATION in {d.kind for d in found.differences}
    else:
        assert key in offered(found)


@pytest.mark.parametrize(
    "statement",
    [
        "El precio del pan subió un 4 % en la capital",
        "Die Bauern protestieren gegen das neue Gesetz",
        "La grève des trains continue demain matin",
        "Учителя требуют повышения зарплаты",
        "المزارعون يحتجون على القانون الجديد",
        "Los médicos piden más dinero para las escuelas",
    ],
)
def test_another_topic_finds_nothing(
    workspace: Workspace, checker: Checker, statement: str
) -> None:
    found = checker.answer(number(workspace), statement, now=NOW)
    assert found.outcome is Outcome.NONE


def test_one_language_never_matches_another(workspace: Workspace, checker: Checker) -> None:
    for statement in (
        "El alcalde de Lindau vendió el puerto viejo a Norvia",
        "More than 10,000 soldiers of Varlandia are in the region of Ostra",
        "Der Bürgermeister von Lindau hat den alten Hafen an Norvia verkauft",
    ):
        found = checker.answer(number(workspace), statement, now=NOW)
        assert found.outcome in (Outcome.NONE, Outcome.POSSIBLE)


@pytest.mark.parametrize(
    "statement",
    [
        "слово " * 10_000,
        "الجسر " * 10_000,
        "más de 10.000 " * 5_000,
        "大桥" * 10_000,
        "ا\u064b\u0301" * 20_000,
        "¿" * 50_000,
        "\u200f\u200b\u2067" * 20_000,
        "no to be " * 10_000,
    ],
    ids=range(8),
)
def test_hostile_length_takes_no_time(
    workspace: Workspace, checker: Checker, statement: str
) -> None:
    checker.answers(number(workspace), "Мост закрыт для всех", now=NOW)
    assert (
        quickest(lambda: checker.answer(number(workspace), statement, now=NOW), enough=0.25) < 0.25
    )
