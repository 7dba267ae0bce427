"""A vetoed claim is dropped before the answer is decided; nobody else's answer changes."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.check.answer import Answer, Hint
from bot.check.checker import Checker
from bot.matching.outcome import Outcome
from bot.matching.wording import fingerprint
from bot.settings import load as settings
from models import Veto, Workspace
from models.database import writing
from models.feedback import VetoState
from models.record import ClaimState
from tests.checked import change, key_of, number, with_claim
from tests.conftest import NOW
from tests.inquiries import inquiry
from tests.records import another_workspace, load, record

CLOSED = "The bridge at Ostra is closed"
ANA, BEN = "U0ANA", "U0BEN"


@pytest.fixture
def checker(engine: Engine, workspace: Workspace) -> Checker:
    raw = with_claim(record(), "shut", "No lorry can cross the Ostra bridge any more.")
    load(engine, workspace, raw)
    return Checker(engine, settings({}))


def veto(
    engine: Engine,
    workspace: Workspace,
    claim_id: int,
    statement: str = CLOSED,
    by: str = ANA,
    state: VetoState = VetoState.OPEN,
) -> None:
    with Session(writing(engine)) as session:
        asked = inquiry(
            session,
            workspace_id=number(workspace),
            request_id=f"{by}:{statement}:{claim_id}",
            surface="message",
            channel="C1",
            asker=by,
            statement=statement,
            delivery="thread",
            asked_at=NOW,
        )
        session.add(
            Veto(
                workspace_id=number(workspace),
                claim_id=claim_id,
                inquiry_id=asked.id or 0,
                statement=statement,
                wording=fingerprint(statement),
                by=by,
                at=NOW,
                state=state.value,
            )
        )
        session.commit()


def ask(checker: Checker, workspace: Workspace, words: str = CLOSED, asker: str = ANA) -> Answer:
    return checker.answer(number(workspace), words, now=NOW, asker=asker)


def bridge(engine: Engine, workspace: Workspace) -> int:
    return change(engine, workspace, "closed")


def test_a_veto_holds_for_its_person_alone(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    closed = bridge(engine, workspace)
    veto(engine, workspace, closed)
    found = ask(checker, workspace)
    assert key_of(found) != "closed"
    assert closed not in {one.id for one in found.alternatives}
    assert key_of(ask(checker, workspace, asker=BEN)) == "closed"
    assert key_of(checker.answer(number(workspace), CLOSED, now=NOW)) == "closed"


def test_agreed_it_holds_for_everybody_whoever_asks(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    veto(engine, workspace, bridge(engine, workspace), state=VetoState.AGREED)
    for found in (
        ask(checker, workspace, asker=BEN),
        checker.answer(number(workspace), CLOSED, now=NOW),
        checker.answers(number(workspace), CLOSED, now=NOW)[0][0],
    ):
        assert key_of(found) != "closed"


def test_kept_it_holds_for_its_person_alone(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    veto(engine, workspace, bridge(engine, workspace), state=VetoState.KEPT)
    assert key_of(ask(checker, workspace)) != "closed"
    assert key_of(ask(checker, workspace, asker=BEN)) == "closed"


def test_the_next_best_claim_is_offered_instead(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    load(engine, workspace, with_claim(record(), "two", "The bridge at Ostra has been closed."))
    closed = bridge(engine, workspace)
    assert ask(checker, workspace).claim is not None
    veto(engine, workspace, closed)
    found = ask(checker, workspace)
    assert (found.outcome, key_of(found)) == (Outcome.MATCH, "two")


ASKED = "40 people were killed in the Ostra flood"
KILLED = "14 people were killed in the Ostra flood"


@pytest.mark.parametrize(
    "other",
    [
        "300 people were made homeless in the Ostra flood",
        "60 people were injured in the Ostra flood",
        "The Ostra flood displaced 300 people",
        "60 people were arrested in the Ostra flood",
        "40 people were injured in the Ostra flood",
        "40 people were rescued in the Ostra flood",
        "People were injured in the Ostra flood",
        "40 people were killed in the Harrow flood",
    ],
)
def test_a_claim_about_something_else_is_only_offered_instead(
    engine: Engine, workspace: Workspace, checker: Checker, other: str
) -> None:
    raw = with_claim(record(), "killed", KILLED)
    load(engine, workspace, with_claim(raw, "other", other))
    veto(engine, workspace, change(engine, workspace, "killed"), ASKED)
    found = ask(checker, workspace, ASKED)
    assert found.claim is None
    assert found.outcome in (Outcome.POSSIBLE, Outcome.NONE)


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        ("15 people were killed in the Ostra flood", Outcome.DIFFERS),
        ("The Ostra flood killed 40 people", Outcome.MATCH),
    ],
)
def test_a_claim_about_the_same_is_shown_instead(
    engine: Engine, workspace: Workspace, checker: Checker, other: str, outcome: Outcome
) -> None:
    raw = with_claim(record(), "killed", KILLED)
    load(engine, workspace, with_claim(raw, "other", other))
    veto(engine, workspace, change(engine, workspace, "killed"), ASKED)
    found = ask(checker, workspace, ASKED)
    assert (found.outcome, key_of(found)) == (outcome, "other")


def test_a_veto_on_a_merged_claim_counts_for_its_heir(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    heir = bridge(engine, workspace)
    middle = change(engine, workspace, "may", merged_into_id=heir)
    merged = change(engine, workspace, "shut", merged_into_id=middle)
    words = "No lorry can cross the Ostra bridge any more"
    assert key_of(ask(checker, workspace, words)) == "closed"
    veto(engine, workspace, merged, words)
    veto(engine, workspace, merged, CLOSED)
    assert key_of(ask(checker, workspace, words)) != "closed"
    assert key_of(ask(checker, workspace, CLOSED)) != "closed"


def test_claims_merged_in_a_circle_end_the_search(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    closed = bridge(engine, workspace)
    shut = change(engine, workspace, "shut", merged_into_id=closed)
    change(engine, workspace, "closed", merged_into_id=shut)
    veto(engine, workspace, closed)
    assert key_of(ask(checker, workspace)) != "closed"


def test_a_vetoed_claim_that_was_withdrawn_is_not_spoken_of(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    closed = change(engine, workspace, "closed", state=ClaimState.WITHDRAWN.value)
    assert ask(checker, workspace).hint is Hint.WITHDRAWN
    veto(engine, workspace, closed)
    assert ask(checker, workspace).hint is not Hint.WITHDRAWN


def test_another_desk_s_veto_changes_nothing_here(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    other = another_workspace(engine)
    load(engine, other, record())
    veto(engine, other, bridge(engine, other), state=VetoState.AGREED)
    assert key_of(ask(checker, workspace)) == "closed"
