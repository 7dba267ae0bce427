"""A statement is answered from the record as it stands, in every process."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.check.answer import Answer, Hint, to_json
from bot.check.checker import Checker
from bot.matching.outcome import DifferenceKind, Outcome
from bot.record.concealing import KNOWN_TO_DESK
from bot.settings import load as settings
from models import Workspace
from models.database import open_engine
from models.record import ClaimState
from tests.checked import change, key_of, number, with_claim
from tests.conftest import NOW
from tests.paths import ROOT
from tests.records import another_workspace, attribution, load, record
from tests.timing import quickest

CLOSED = "The bridge at Ostra is closed"
LATER = datetime(2024, 11, 12, 7, 0, tzinfo=UTC)

Ask = Callable[..., Answer]


@pytest.fixture
def checker(engine: Engine) -> Checker:
    return Checker(engine, settings({}))


@pytest.fixture
def ask(checker: Checker, workspace: Workspace) -> Ask:
    """One statement asked at the desk, at NOW unless said otherwise."""

    def asked(statement: str, *, now: datetime = NOW, editor: bool = False) -> Answer:
        return checker.answer(number(workspace), statement, now=now, editor=editor)

    return asked


# --- the next question sees what was committed -------------------------------------------------


def test_an_approved_claim_is_found_by_the_next_question_in_every_process(
    engine: Engine, database_url: str, workspace: Workspace, checker: Checker, ask: Ask
) -> None:
    other_process = open_engine(database_url)
    second = Checker(other_process, settings({}))
    assert ask(CLOSED).outcome is Outcome.NONE
    assert second.answer(number(workspace), CLOSED, now=NOW).outcome is Outcome.NONE

    load(other_process, workspace, record())
    for one in (checker, second):
        assert key_of(one.answer(number(workspace), CLOSED, now=NOW)) == "closed"

    load(engine, workspace, with_claim(record(), "ferry", "The old ferry sank near Varn Island."))
    for one in (checker, second, Checker(engine, settings({}))):
        found = one.answer(number(workspace), "an old ferry sank near Varn Island", now=NOW)
        assert (found.outcome, key_of(found)) == (Outcome.MATCH, "ferry")
    other_process.dispose()


def test_an_edited_claim_is_found_by_its_new_words_alone(
    engine: Engine, workspace: Workspace, ask: Ask
) -> None:
    load(engine, workspace, record())
    assert key_of(ask(CLOSED)) == "closed"
    change(engine, workspace, "closed", text="The tunnel under Varn Island is flooded.")
    assert ask(CLOSED).outcome is not Outcome.MATCH
    found = ask("The tunnel under Varn Island is flooded")
    assert (found.outcome, key_of(found)) == (Outcome.MATCH, "closed")


def test_a_withdrawn_claim_says_so_and_shows_no_status(
    engine: Engine, workspace: Workspace, checker: Checker, ask: Ask
) -> None:
    load(engine, workspace, record())
    assert ask(CLOSED).outcome is Outcome.MATCH
    claim_id = change(engine, workspace, "closed", state=ClaimState.WITHDRAWN.value)
    found = ask(CLOSED)
    assert (found.outcome, found.hint, found.claim) == (Outcome.NONE, Hint.WITHDRAWN, None)
    assert found.support is None
    assert claim_id not in {alternative.id for alternative in found.alternatives}
    assert checker.answer_about(number(workspace), CLOSED, claim_id, now=NOW) is None


def test_a_merged_claim_forwards_to_its_heir(
    engine: Engine, workspace: Workspace, checker: Checker, ask: Ask
) -> None:
    raw = with_claim(record(), "shut", "No lorry can cross the Ostra bridge any more.")
    load(engine, workspace, raw)
    words = "No lorry can cross the Ostra bridge any more"
    assert key_of(ask(words)) == "shut"
    heir = change(engine, workspace, "closed")
    merged = change(engine, workspace, "shut", merged_into_id=heir)
    found = ask(words)
    assert found.claim is not None
    assert (found.claim.key, found.claim.id) == ("closed", heir)
    assert found.claim.forwarded_from == "No lorry can cross the Ostra bridge any more."
    assert "shut" not in {alternative.key for alternative in found.alternatives}
    chosen = checker.answer_about(number(workspace), words, merged, now=NOW)
    assert chosen is not None
    assert key_of(chosen) == "closed"


def test_a_draft_is_found_by_nobody_until_it_is_approved(
    engine: Engine, workspace: Workspace, checker: Checker, ask: Ask
) -> None:
    load(engine, workspace, record())
    claim_id = change(engine, workspace, "closed", state=ClaimState.DRAFT.value)
    for editor in (False, True):
        found = ask(CLOSED, editor=editor)
        assert found.claim is None
        assert claim_id not in {one.id for one in found.alternatives}
        assert checker.answer_about(number(workspace), CLOSED, claim_id, now=NOW) is None
    change(engine, workspace, "closed", state=ClaimState.APPROVED.value)
    assert ask(CLOSED).outcome is Outcome.MATCH
    change(engine, workspace, "closed", state=ClaimState.DRAFT.value)
    assert ask(CLOSED).claim is None


# --- who may see what --------------------------------------------------------------------------


def test_another_workspaces_claims_are_never_found(
    engine: Engine, workspace: Workspace, checker: Checker, ask: Ask
) -> None:
    other = another_workspace(engine)
    load(engine, other, record())
    theirs = checker.answer(number(other), CLOSED, now=NOW)
    assert theirs.outcome is Outcome.MATCH
    assert theirs.claim is not None
    found = ask(CLOSED)
    assert (found.outcome, found.alternatives) == (Outcome.NONE, ())
    assert checker.answer_about(number(workspace), CLOSED, theirs.claim.id, now=NOW) is None
    assert checker.answer(987_654, CLOSED, now=NOW).outcome is Outcome.NONE


def test_what_is_under_embargo_alone_is_not_even_offered_before_its_time(
    engine: Engine, workspace: Workspace, checker: Checker, ask: Ask
) -> None:
    raw = record()
    raw["attributions"][0]["embargo_until"] = "2024-11-12T06:00:00Z"
    load(engine, workspace, raw)
    claim_id = change(engine, workspace, "closed")
    for statement in (CLOSED, "Is the Ostra bridge shut?", "The bridge at Ostra is not closed"):
        found = ask(statement)
        assert found.claim is None
        assert "closed" not in {alternative.key for alternative in found.alternatives}
    assert checker.answer_about(number(workspace), CLOSED, claim_id, now=NOW) is None
    assert key_of(ask(CLOSED, now=LATER)) == "closed"
    assert checker.answer_about(number(workspace), CLOSED, claim_id, now=LATER) is not None


def secret() -> dict[str, Any]:
    raw = record()
    raw["sources"] += [
        {"key": "nest", "name": "Nest", "kind": "organisation"},
        {"key": "mole", "name": "Max Mole", "kind": "person", "parent": "nest", "role": "clerk"},
    ]
    raw["sources"][-1]["confidential"] = True
    raw["attributions"].append(attribution("mole-1", source="mole", stance="asserts"))
    return raw


def test_a_confidential_name_is_shown_to_editors_only(
    engine: Engine, workspace: Workspace, ask: Ask
) -> None:
    load(engine, workspace, secret())
    shown = json.dumps(to_json(ask(CLOSED)))
    assert "Mole" not in shown
    assert "Nest" not in shown
    assert KNOWN_TO_DESK in shown
    assert "Max Mole" in json.dumps(to_json(ask(CLOSED, editor=True)))


def test_asking_what_a_confidential_source_said_gives_nothing_away(
    engine: Engine, workspace: Workspace, ask: Ask
) -> None:
    load(engine, workspace, secret())

    def told(name: str) -> dict[str, Any]:
        answer = to_json(ask(f"{name} said that the bridge at Ostra is closed"))
        text = json.dumps(answer | {"score": 0}).replace(name, "N.N.")
        return dict(json.loads(text))

    assert told("Max Mole") == told("Eve Owl")
    asserted = ask("Max Mole said that the bridge at Ostra is closed", editor=True)
    assert asserted.outcome is Outcome.MATCH


# --- outcomes ----------------------------------------------------------------------------------


UNANSWERABLE = {
    "hello there": Hint.GREETING,
    "thanks!": Hint.GREETING,
    "bridge": Hint.TOO_SHORT,
    "1,234": Hint.TOO_SHORT,
    "👀": Hint.TOO_SHORT,
}


def test_what_cannot_be_looked_up_is_none_and_says_why(
    engine: Engine, workspace: Workspace, ask: Ask
) -> None:
    load(engine, workspace, record())
    for statement, hint in UNANSWERABLE.items():
        found = ask(statement)
        assert (found.outcome, found.hint, found.claim) == (Outcome.NONE, hint, None), statement
        assert found.alternatives == ()


def test_an_open_question_is_offered_the_claims_on_that_and_shown_none(
    engine: Engine, workspace: Workspace, ask: Ask
) -> None:
    load(engine, workspace, record())
    asked = ask("who closed the bridge at Ostra?")
    assert (asked.outcome, asked.claim) == (Outcome.POSSIBLE, None)
    assert "closed" in {one.key for one in asked.alternatives}


def test_a_message_that_states_nothing_gets_one_answer_that_says_so(
    checker: Checker, workspace: Workspace
) -> None:
    for message in ("", "<@U0BOT>", ":wave: ?!", "<https://courier.example>", "is it true?"):
        [found], left_over = checker.answers(number(workspace), message, now=NOW)
        assert (found.outcome, left_over) == (Outcome.NONE, 0)
        assert found.hint in (Hint.NO_CLAIM, Hint.TOO_SHORT, Hint.ASKS_ONLY), message
    [greeted], _ = checker.answers(number(workspace), "<@U0BOT> hello! :wave:", now=NOW)
    assert greeted.hint is Hint.GREETING


def test_each_statement_of_a_message_gets_its_answer(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    load(engine, workspace, record())
    message = (
        "<@U0BOT> Is it true that *the bridge at Ostra is closed*? “The bridge will not open "
        "before May.” Apples fell. Pears fell. Plums fell. Cherries fell. Figs fell."
    )
    answers, left_over = checker.answers(number(workspace), message, now=NOW)
    assert [key_of(answer) for answer in answers] == ["closed", "may", None, None, None]
    assert left_over == 2


def test_a_denial_of_the_claim_differs_and_shows_the_records_status(
    engine: Engine, workspace: Workspace, ask: Ask
) -> None:
    load(engine, workspace, record())
    found = ask("The bridge at Ostra is not closed")
    assert (found.outcome, key_of(found)) == (Outcome.DIFFERS, "closed")
    assert [difference.kind for difference in found.differences] == [DifferenceKind.NEGATION]
    assert found.claim is not None
    assert (found.claim.status, found.support) == ("single_source", 1)


def test_at_most_three_claims_are_offered_without_a_status(
    engine: Engine, workspace: Workspace, ask: Ask
) -> None:
    raw = record()
    for n, boat in enumerate(["ferry", "trawler", "tanker", "tug", "barge", "yacht"]):
        with_claim(raw, f"boat{n}", f"The {boat} Maid of Varn burned in the harbour of Ostra.")
    load(engine, workspace, raw)
    offered = [
        ask("Something burned in the harbour"),
        ask("A boat of Varn left the harbour for Ostra in flames"),
        ask("The ferry Maid of Varn burned in the harbour of Ostra"),
    ]
    assert all(len(answer.alternatives) <= 3 for answer in offered)
    assert any(len(answer.alternatives) == 3 for answer in offered)
    for answer in offered:
        scores = [alternative.score for alternative in answer.alternatives]
        assert all(0 <= score <= 1 for score in scores)
        assert all(set(one) == {"id", "key", "text", "score"}
                   for one in to_json(answer)["alternatives"])  # fmt: skip
        if answer.outcome is Outcome.POSSIBLE:
            assert (answer.claim, answer.support, answer.denial) == (None, None, None)


def test_the_claim_that_was_chosen_is_shown_with_what_differs(
    engine: Engine, workspace: Workspace, checker: Checker
) -> None:
    load(engine, workspace, record())
    claim_id = change(engine, workspace, "may")
    desk = number(workspace)
    found = checker.answer_about(desk, "It will not reopen before May", claim_id, now=NOW)
    assert found is not None
    assert (found.outcome, key_of(found)) == (Outcome.ABOUT, "may")
    assert (found.statement, found.support) == ("It will not reopen before May", 1)
    found = checker.answer_about(desk, "The bridge will open before May", claim_id, now=NOW)
    assert found is not None
    assert found.outcome is Outcome.DIFFERS
    assert checker.answer_about(desk, CLOSED, 987_654, now=NOW) is None


# --- the answer as JSON ------------------------------------------------------------------------

ANSWER_KEYS = {"statement", "outcome", "score", "claim", "differences", "support", "denial",
               "flags", "attributions", "alternatives", "figure_on_record"}  # fmt: skip
CLAIM_KEYS = {"id", "key", "text", "kind", "status", "as_of"}
ATTRIBUTION_KEYS = {"party", "source", "role", "organisation", "stance", "quote", "verbatim",
                    "outlet", "relayed_by", "url", "said_on"}  # fmt: skip


def test_the_json_of_an_answer_has_the_keys_and_values_promised(
    engine: Engine, workspace: Workspace, ask: Ask
) -> None:
    load(engine, workspace, record())
    differs = to_json(ask("The bridge at Ostra is not closed"))
    assert set(differs) == ANSWER_KEYS
    assert set(differs["claim"]) == CLAIM_KEYS
    assert differs["outcome"] == "differs"
    [difference] = differs["differences"]
    assert set(difference) == {"kind", "statement", "record"}
    assert difference["kind"] == "negation"

    match = to_json(ask(CLOSED))
    assert (match["outcome"], match["differences"]) == ("match", [])
    assert 0 < match["score"] <= 1
    assert match["claim"]["as_of"] == date(2024, 11, 4).isoformat()
    assert (match["support"], match["denial"]) == (1, 0)
    [line] = match["attributions"]
    assert set(line) == ATTRIBUTION_KEYS
    assert (line["party"], line["source"], line["role"]) == ("Ostra", "Ida Holm", "mayor")
    assert (line["organisation"], line["stance"]) == ("City Council", "asserts")
    assert (line["verbatim"], line["outlet"]) == (False, "Ostra Courier")

    none = to_json(ask("Apples fell from the tree in the garden"))
    assert set(none) == ANSWER_KEYS
    assert (none["outcome"], none["claim"], none["support"], none["denial"]) == (
        "none", None, None, None,
    )  # fmt: skip
    assert (none["differences"], none["attributions"], none["flags"]) == ([], [], [])
    for answer in (match, differs, none):
        assert json.loads(json.dumps(answer)) == answer


# --- the sample record -------------------------------------------------------------------------


@pytest.fixture
def sample(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, json.loads((ROOT / "samples" / "record.json").read_text("utf-8")))


@pytest.mark.usefixtures("sample")
def test_the_examples_of_the_sample_record(ask: Ask) -> None:
    troops = ask("Is it true that over 10,000 troops from North Korea are currently in Russia?")
    assert (troops.outcome, key_of(troops)) == (Outcome.MATCH, "nk-troops-10k")
    assert troops.attributions

    fewer = ask("North Korea has sent 3,000 troops to the Kursk region")
    assert (fewer.outcome, key_of(fewer)) == (Outcome.DIFFERS, "nk-kursk-10k-12k")
    [difference] = fewer.differences
    assert (difference.kind, difference.statement) == (DifferenceKind.FIGURE, "3,000")
    assert "10,000" in difference.record

    ferry = ask("Fourteen people were killed in the Harrow Strait ferry collision")
    assert (ferry.outcome, key_of(ferry)) == (Outcome.MATCH, "ferry-deaths-14")
    assert ferry.claim is not None
    assert ferry.claim.status == "disputed"

    sabotage = ask("The chlorine leak in Brennick was an act of sabotage")
    assert (sabotage.outcome, sabotage.hint) == (Outcome.NONE, Hint.WITHDRAWN)
    margin = ask("Telleri’s margin in the election for mayor of Corvane was 412 votes")
    assert (margin.outcome, key_of(margin)) == (Outcome.MATCH, "vote-margin-412")
    assert ask("The price of bread rose by 4% in October").outcome is Outcome.NONE


ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what does not depend on the database."""

NOISE = {
    "10,000 words": "ferry " + " ".join(f"word{n % 900}" for n in range(10_000)),
    "digits": "1 to " * 10_000,
    "numbers": "boat 12 crash 14 Varn " * 2_000,
    "negations": "not the ferry " * 4_000,
    "countries": "North Korea has troops in Russia and " * 1_000,
    "names": "Ida Holm met Bo Krag in Kursk, " * 1_000,
    "punctuation": "?!.,;:-()[]" * 3_600,
    "right to left": "שלום עולם " * 4_000,
    "combining": "f\u0301e\u0302r\u0303r\u0304y\u0305 " * 3_000,
    "zero width": "\u200b\u202e\u2066" * 10_000,
    "emoji": "👩‍👩‍👧‍👦🏴‍☠️" * 3_000,
    "said that": "Pat Ryder said that " * 2_000,
}


@ON_ONE
@pytest.mark.usefixtures("sample")
def test_noise_alone_never_matches_and_never_takes_long(
    checker: Checker, workspace: Workspace
) -> None:
    desk = number(workspace)
    checker.answers(desk, CLOSED, now=NOW)
    for name, message in NOISE.items():
        answers, _ = checker.answers(desk, message[:40_000], now=NOW)
        seconds = quickest(
            lambda message=message: checker.answers(desk, message[:40_000], now=NOW),  # type: ignore[misc]
            enough=0.25 * len(answers),
        )
        assert seconds < 0.25 * len(answers), name
        assert len(answers) <= 5
        assert all(answer.outcome is not Outcome.MATCH for answer in answers), name


@ON_ONE
@pytest.mark.usefixtures("sample")
def test_noise_around_a_statement_does_not_change_its_answer(
    checker: Checker, workspace: Workspace
) -> None:
    statement = "Fourteen people died in the ferry collision in the Harrow Strait"
    desk = number(workspace)
    [plain], _ = checker.answers(desk, statement, now=NOW)
    for message in (
        f"<@U0BOT> {statement}",
        f"hey team, is it true that “{statement}”??",
        f"*{statement}* <https://courier.example/a?b=1&amp;c=2>",
        f"&gt; {statement}\n<https://courier.example>",
        f"🚨🚨 {statement} 🚨 #ferry #harrow",
        f"\u202d\u200b{statement}\u2060",
        f":rotating_light: BREAKING: {statement}. Can anyone confirm this?",
    ):
        [found], _ = checker.answers(desk, message, now=NOW)
        assert (found.outcome, found.claim) == (plain.outcome, plain.claim), message
        assert (found.differences, found.attributions) == (plain.differences, plain.attributions)
    assert plain.outcome is Outcome.MATCH
