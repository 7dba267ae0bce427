"""A statement is held against the figure on record, which sources move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.ask import modals
from bot.ask.card import answer_message
from bot.check.answer import Answer, to_json
from bot.check.checker import Checker
from bot.matching.outcome import Outcome
from bot.record.concealing import KNOWN_TO_DESK
from bot.settings import load as settings
from bot.slack.plain import plain, plain_blocks
from models import Workspace
from tests.checked import number
from tests.conftest import NOW
from tests.contract.answers import TODAY, context
from tests.moving import said, toll
from tests.records import load

Ask = Callable[..., Answer]


@pytest.fixture
def ask(sqlite_engine: Engine) -> Ask:
    def answer(raw: dict[str, Any], statement: str, *, editor: bool = False) -> Answer:
        workspace = Workspace(team_id="T0DESK", created_at=NOW)

        with Session(sqlite_engine, expire_on_commit=False) as session:
            session.add(workspace)
            session.commit()
        load(sqlite_engine, workspace, raw)
        checker = Checker(sqlite_engine, settings({}))
        return checker.answer(number(workspace), statement, now=NOW, editor=editor)

    return answer


ALL = ("first", "second", "aid")


@pytest.mark.parametrize(
    ("statement", "outcome", "relation", "contradicts"),
    [
        ("The flood at Harrow killed 135 people.", Outcome.MATCH, None, None),
        ("135 people were killed in the flood at Harrow", Outcome.MATCH, None, None),
        ("The flood at Harrow killed more than 100 people.", Outcome.MATCH, None, None),
        (
            "The flood at Harrow killed at least 78 people.",
            Outcome.DIFFERS,
            "that was said on 2 Mar 2026; since 3 Mar 2026 Ida Holm says 135",
            False,
        ),
        ("The flood at Harrow killed 12 people.", Outcome.DIFFERS, "", True),
        ("The flood at Harrow killed 500 people.", Outcome.DIFFERS, "", True),
    ],
)
def test_a_statement_is_held_against_the_figure_on_record(
    ask: Ask, statement: str, outcome: Outcome, relation: str | None, contradicts: bool | None
) -> None:
    answer = ask(toll(*ALL), statement)
    assert answer.outcome is outcome
    told = [(one.relation, one.contradicts) for one in answer.differences]
    assert told == ([] if relation is None else [(relation, contradicts)])


def test_who_still_gives_the_claims_figure_keeps_it(ask: Ask) -> None:
    raw = toll(*ALL)
    raw["attributions"].append(
        said(
            "aid",
            key="held",
            figure=[78, None],
            figure_computed=True,
            source="fire",
            said_on="2026-03-04",
        )
    )
    assert ask(raw, "The flood at Harrow killed at least 78 people.").outcome is Outcome.MATCH


def test_a_relay_of_what_was_replaced_is_no_figure_that_somebody_gives(ask: Ask) -> None:
    raw = toll(*ALL)
    raw["attributions"].append(
        said(
            "aid",
            key="echo",
            figure=[78, None],
            figure_computed=True,
            source="cord",
            origin="first",
        )
    )
    raw["attributions"].pop(2)
    answer = ask(raw, "The flood at Harrow killed at least 78 people.")
    assert answer.outcome is Outcome.DIFFERS


def test_the_json_and_the_card_lead_with_the_figure_on_record(ask: Ask) -> None:
    answer = ask(toll(*ALL), "135 people were killed in the flood at Harrow")
    assert to_json(answer)["figure_on_record"] == {
        "low": 135,
        "high": 135,
        "unit": None,
        "day": "2026-03-03",
        "source": "Ida Holm",
    }
    card = plain(answer_message(answer, context=context()))
    assert card.splitlines()[:3] == [
        "On record: 135, Ida Holm, 3 Mar 2026; at least 78 on 2 Mar 2026",
        "Others: more than 100, Blue Cord, 3 Mar 2026",
        "The claim says: The flood at Harrow killed at least 78 people.  #1",
    ]


@pytest.mark.parametrize(("said", "told"), [(("first",), False), (("first", "aid"), True)])
def test_a_figure_that_has_not_moved_is_told_if_there_is_another(
    ask: Ask, said: tuple[str, ...], told: bool
) -> None:
    answer = ask(toll(*said), "The flood at Harrow killed at least 78 people.")
    card = plain(answer_message(answer, context=context()))
    assert (card.splitlines()[2] == "Figure: at least 78, Ida Holm, 2 Mar 2026") is told
    assert "Ida Holm" in card


@pytest.mark.parametrize("editor", [False, True])
def test_who_moved_it_is_named_only_to_those_who_may_know(ask: Ask, editor: bool) -> None:
    raw = toll(*ALL)
    raw["sources"][1]["confidential"] = True
    answer = ask(raw, "The flood at Harrow killed at least 78 people.", editor=editor)
    name = "Ida Holm" if editor else KNOWN_TO_DESK
    assert to_json(answer)["figure_on_record"]["source"] == name
    told = plain(answer_message(answer, context=context())) + str(to_json(answer))
    assert ("Holm" in told) is editor
    assert f"since 3 Mar 2026 {name} says 135" in answer.differences[0].relation


def test_all_sources_say_how_the_figure_moved(ask: Ask) -> None:
    statement = "131 people were killed in the flood at Harrow"
    answer = ask(toll("first", "second", "last"), statement)
    told = plain_blocks(modals.sources(answer, inquiry_id="1", today=TODAY)["blocks"])
    assert (
        "How the figure moved: at least 78 (2 Mar 2026) → 135 (3 Mar 2026) → 131 (9 Mar 2026),"
        " by Ida Holm"
    ) in told
