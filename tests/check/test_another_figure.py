"""Sentences with another figure: which of them a draft links to the claim on record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from benchmarks.desk import empty_desk, with_vectors
from bot.check.checker import Checker
from bot.check.finder import finder
from bot.extraction.claim_text import Worded
from bot.extraction.claims import FoundClaims, given_figure, proposed_claim
from bot.extraction.draft import DraftPassage, Pattern, ProposedClaim
from bot.record.exchange.importing import import_record
from bot.settings import load as settings
from tests.checked import with_claim
from tests.conftest import NOW
from tests.records import read, record

KILLED = "The blast in Harrow killed at least 78 people."

SAME = """
The blast in Harrow killed 135 people.
The blast killed 135.
The explosion in Harrow killed 135 people.
The death toll from the Harrow blast stands at 135.
The death toll in the Harrow blast has risen to 135.
The death toll of the blast in Harrow now stands at 135.
The death toll from the blast in Harrow rose from 78 to 135.
The death toll of the blast in Harrow was 135, up from 78.
The death toll of the Harrow blast was revised from at least 78 to 135.
135 people had died in the blast in Harrow.
The blast in Harrow had claimed 135 lives.
The number of dead in the Harrow blast has climbed to 135.
The number of people killed in the Harrow blast is now 135.
135 people are now known to have died in the blast in Harrow.
The blast in Harrow left 135 people dead.
The blast in Harrow killed at least 135 people.
""".strip().splitlines()

OTHER = """
The blast in Harrow injured 135 people.
The number of injured in the Harrow blast has risen to 135.
The number of injured in the Harrow blast rose from 78 to 135.
135 people are missing after the blast in Harrow.
135 people were treated in hospital after the blast in Harrow.
135 people are in hospital after the blast in Harrow.
The blast in Harrow left 135 people homeless.
The blast in Harrow damaged 135 buildings.
135 firefighters were sent to the blast in Harrow.
The flood in Harrow killed 135 people.
The death toll from the flood in Harrow rose from 78 to 135.
The blast in Tollan killed 135 people.
The death toll of the Varn blast rose from 78 to 135.
The death toll from the ferry disaster stands at 135.
""".strip().splitlines()


Find = Callable[[str], FoundClaims]


@pytest.fixture(scope="module", params=["with vectors", "by the words"])
def find(request: pytest.FixtureRequest) -> Iterator[Find]:
    raw = with_claim(record(), "killed", KILLED, kind="quantity", figure=[78, None])
    with empty_desk() as (engine, workspace_id):
        import_record(engine, read(raw), workspace_id=workspace_id, actor="U1", now=NOW)
        model = [with_vectors(engine)] if request.param == "with vectors" else []
        yield finder(engine, Checker(engine, settings({}), *model), workspace_id, now=NOW)


def proposed(find: Find, sentence: str) -> ProposedClaim:
    passage = DraftPassage(Pattern.INDIRECT, ((0, len(sentence)),), (0, len(sentence)))
    return proposed_claim(Worded(sentence), passage, None, date(2026, 3, 3), find)


NAMED = """
Road 7 is closed.
Work on line 3 is over.
Brigade 93 has left Harrow.
Reactor 3 was hit by a drone.
Flight 371 has landed in Harrow.
Terminal 3 is closed.
The F-15 was shot down.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", NAMED)
def test_another_number_in_a_name_is_another_thing(sentence: str) -> None:
    on_record = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), sentence)
    raw = with_claim(record(), "named", on_record, kind="fact")
    with empty_desk() as (engine, workspace_id):
        import_record(engine, read(raw), workspace_id=workspace_id, actor="U1", now=NOW)
        find = finder(engine, Checker(engine, settings({})), workspace_id, now=NOW)
        assert proposed(find, on_record).text == on_record
        assert proposed(find, sentence).known is None


@pytest.mark.parametrize("sentence", SAME)
def test_the_same_with_another_figure_is_the_claim(find: Find, sentence: str) -> None:
    claim = proposed(find, sentence)
    assert claim.text == KILLED
    figure, _ = given_figure(sentence, claim)
    assert figure is not None
    assert figure[0] == 135


@pytest.mark.parametrize("sentence", OTHER)
def test_another_measure_or_event_is_not(find: Find, sentence: str) -> None:
    assert proposed(find, sentence).known is None
