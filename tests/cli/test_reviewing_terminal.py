"""Reviewing drafts in the terminal: the keys, and what is read there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.check.checker import Checker
from bot.cli import review_terminal as terminal
from bot.cli.review_editor import Editor
from bot.extraction.draft import DraftAttribution, ProposedClaim, ProposedSource
from bot.record.drafts import filters
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.views import view
from bot.record.exchange.formats import Wanted, written
from bot.record.exchange.importing import import_record
from bot.review import command_line
from bot.review.desk import Desk
from bot.settings import load
from models import Claim, Draft, Workspace
from tests.conftest import NOW
from tests.drafted import (
    ANA,
    CLOSED,
    HOLM,
    TEXT,
    attributions,
    denial,
    draft,
    draft_row,
    drafted,
    names,
    number,
    rows_of,
    statuses,
)
from tests.moving import toll
from tests.records import read as parsed


class Typing:
    """Somebody at the terminal: what they type, and what they read."""

    def __init__(self, engine: Engine, workspace: Workspace, typed: Sequence[str]) -> None:
        self.typed = list(typed)
        self.read: list[str] = []
        self.editor = Editor(
            Desk(engine, Checker(engine, load({})), number(workspace), ANA, lambda: NOW),
            ask=self.ask,
            key=self.ask,
            say=lambda text: self.read.append(str(text)),
        )

    def ask(self, prompt: str) -> str:
        self.read.append(prompt)
        if not self.typed:
            raise EOFError
        return self.typed.pop(0)

    @property
    def screen(self) -> str:
        return "\n".join(self.read)


def review(
    engine: Engine,
    workspace: Workspace,
    typed: Sequence[str],
    drafts: Sequence[DraftAttribution] = (),
    **which: Any,
) -> Typing:
    if drafts:
        drafted(engine, workspace, drafts)
    somebody = Typing(engine, workspace, typed)
    terminal.run(somebody.editor, filters.Filter(**which))
    return somebody


def test_one_by_one(engine: Engine, workspace: Workspace) -> None:
    somebody = review(engine, workspace, ["a", "r", "only an echo"], [draft(), denial()])
    assert "⟦The bridge at Ostra is closed⟧" in somebody.screen
    assert "Approved on claim #1 (a new one). New on record: Ostra, City Council" in somebody.screen
    assert [one.stance for one in attributions(engine)] == ["asserts"]
    assert [row.state for row in rows_of(engine, Draft)] == ["approved", "rejected"]
    assert draft_row(engine, 2).reason == "only an echo"


def test_the_end_of_input_ends_it(engine: Engine, workspace: Workspace) -> None:
    somebody = review(engine, workspace, ["x", "n"], [draft(), denial()])
    assert somebody.screen.count("a approve") >= 2
    assert attributions(engine) == []


def test_taking_back(engine: Engine, workspace: Workspace) -> None:
    somebody = review(engine, workspace, ["u", "a", "u", "q"], [draft(), denial()])
    assert "Nothing was decided yet." in somebody.screen
    assert "it is open again" in somebody.screen
    assert attributions(engine) == []


def test_a_figure_that_is_not_in_the_words_is_confirmed(
    engine: Engine, workspace: Workspace
) -> None:
    keys = ["e", "f 200", "n", "e", "f 200", "y", "a"]
    somebody = review(engine, workspace, keys, [draft()])
    assert "The figure 200 is not in the words: they give none" in "\n".join(somebody.read)
    (said,) = attributions(engine)
    assert (said.figure_low, said.figure_computed) == (200, True)


def test_one_field_at_a_time(engine: Engine, workspace: Workspace) -> None:
    typed = ["r deputy mayor", "o -", "s denies", "l Ostra", "d 2024-11-03"]
    typed += ["m 2024-11-02", "t The bridge"]
    review(engine, workspace, [key for one in typed for key in ("e", one)] + ["a"], [draft()])
    (said,) = attributions(engine)
    assert (said.stance, str(said.said_on)) == ("denies", "2024-11-03")
    assert "Ida Holm < Ostra" in names(engine)
    (claim,) = rows_of(engine, Claim)
    assert (claim.time, claim.topic) == ("2024-11-02", "The bridge")


def test_a_wrong_value_costs_only_its_field(engine: Engine, workspace: Workspace) -> None:
    typed = ["e", "r deputy mayor", "e", "f many", "more than 12", "y", "q"]
    somebody = review(engine, workspace, typed, [draft()])
    assert "Write one figure" in somebody.screen
    proposal = draft_row(engine, 1).proposal
    assert (proposal["figure"], proposal["source"]["role"]) == ([12, None], "deputy mayor")


def test_a_day_in_the_future_is_said_and_asked_again(engine: Engine, workspace: Workspace) -> None:
    somebody = review(engine, workspace, ["e", "d 2990-01-01", "2024-11-03", "q"], [draft()])
    assert "in the future" in somebody.screen
    assert draft_row(engine, 1).proposal["said_on"] == "2024-11-03"


@pytest.mark.parametrize(
    ("wrong", "said", "right", "name", "value"),
    [
        ("d Tuesdayish", "Write a day like", "3 November 2024", "said_on", "2024-11-03"),
        ("s maybe", "one of these: asserts", "denies", "stance", "denies"),
        ("f 5 or 6 and 20", "Write one figure", "-", "figure", None),
    ],
)
def test_only_a_wrong_field_is_asked_again(
    engine: Engine,
    workspace: Workspace,
    wrong: str,
    said: str,
    right: str,
    name: str,
    value: object,
) -> None:
    typed = ["e", "r deputy mayor", "e", wrong, right, "q"]
    somebody = review(engine, workspace, typed, [draft()])
    assert said in somebody.screen
    proposal = draft_row(engine, 1).proposal
    assert (proposal[name], proposal["source"]["role"]) == (value, "deputy mayor")


def test_kinds_are_listed_where_one_is_wrong(engine: Engine, workspace: Workspace) -> None:
    somebody = review(
        engine, workspace, ["e", "w ship", "person", "e", "k rumour", "", "q"], [draft()]
    )
    assert "one of these: person, organisation" in somebody.screen
    assert "no kind of claim “rumour”" in somebody.screen


def group(engine: Engine, workspace: Workspace) -> None:
    """Three articles that say the same of three governments, and one that denies it."""
    for place in ("Ostra", "Vell", "Harrow"):
        source = ProposedSource(place, "government")
        drafted(engine, workspace, [draft(source=source)], f"{TEXT} Of {place}.")
    drafted(engine, workspace, [denial()], f"{TEXT} And no.")


def test_what_says_the_same_is_approved_once(engine: Engine, workspace: Workspace) -> None:
    group(engine, workspace)
    somebody = review(engine, workspace, ["n", "a", "q"])
    assert "2 others say the same" in somebody.screen
    assert [one.stance for one in attributions(engine)] == ["asserts"] * 3
    assert len({one.claim_id for one in attributions(engine)}) == 1
    assert statuses(engine) == {CLOSED: "corroborated"}


def test_the_rest_of_a_group_is_shown_after_one_alone(engine: Engine, workspace: Workspace) -> None:
    group(engine, workspace)
    somebody = review(engine, workspace, ["n", "o", "r", "an echo", "q"], certain=0.9)
    assert "1 of 2," in somebody.screen, "of four drafts, three say the same"
    assert [row.state for row in rows_of(engine, Draft)] == [
        "draft",
        "rejected",
        "approved",
        "draft",
    ]


def test_a_group_is_taken_back_in_one_step(engine: Engine, workspace: Workspace) -> None:
    group(engine, workspace)
    somebody = review(engine, workspace, ["n", "a", "u", "q"])
    assert "3 drafts are open again" in somebody.screen
    assert attributions(engine) == []


def test_undo_goes_back_beyond_this_sitting(engine: Engine, workspace: Workspace) -> None:
    first = [draft(), draft(46, 84, HOLM, "It will not open before May.")]
    review(engine, workspace, ["a", "r", "no", "q"], [*first, denial()])
    somebody = review(engine, workspace, ["u", "u", "u", "q"])
    assert somebody.screen.count("it is open again") == 2
    assert "Nothing was decided yet." in somebody.screen
    assert [row.state for row in rows_of(engine, Draft)] == ["draft"] * 3


def recorded(engine: Engine, workspace: Workspace) -> str:
    """The record as its export writes it."""
    with Session(engine) as session:
        return "".join(written(session, number(workspace), Wanted(), now=NOW))


def test_thirty_decisions_of_every_kind_are_all_taken_back(
    engine: Engine, workspace: Workspace
) -> None:
    import_record(engine, parsed(toll("first")), workspace_id=number(workspace), actor=ANA, now=NOW)
    killed = rows_of(engine, Claim)[0].id
    for n, place in enumerate(["Ostra", "Vell", "Harrow", "Skerry", "Marren", "Tollan"]):
        source = ProposedSource(place, "government")
        said = [
            draft(source=source),
            draft(46, 84, HOLM, f"The {place} ferry will not open before May."),
            denial(),
            draft(5, 25, source, f"The school of {place} lost its power."),
            draft(7, 25, ProposedSource(f"Per {place}", "person"), f"{place} sent its lorries."),
            draft(9, 25, source, f"Nobody saw the market of {place}."),
        ]
        drafted(engine, workspace, said, f"{TEXT} Part {n}.")
    before = recorded(engine, workspace)
    link = ["l", f"#{killed}", "y"]
    typed = ["a", "o", *link, "r", "an echo", "o", "m", "1 a"]
    typed += ["a", "k", "1 a", "h", "1-2 r old", "k", f"1 l #{killed}", "y", "w", "n"] * 3
    typed += [*link, "r", "no", "a", "o", "m", "all a", "", "k", "all r the rest"]
    somebody = review(engine, workspace, typed)
    decided = [row for row in rows_of(engine, Draft) if row.state != "draft"]
    assert len(decided) >= 30, somebody.screen[-3_000:]
    assert recorded(engine, workspace) != before
    review(engine, workspace, ["u"] * 60 + ["q"])
    left = [row.id for row in rows_of(engine, Draft) if row.state != "draft"]
    assert left == []
    assert recorded(engine, workspace) == before


def test_any_decision_can_be_reopened(engine: Engine, workspace: Workspace) -> None:
    first = [draft(), draft(46, 84, HOLM, "It will not open before May."), denial()]
    somebody = review(engine, workspace, ["a", "r", "no", "d", "2", "q"], first)
    assert "2  approved: Ida Holm asserts" in somebody.screen
    assert [row.state for row in rows_of(engine, Draft)] == ["draft", "rejected", "draft"]


def test_the_party_of_all_of_these_is(engine: Engine, workspace: Workspace) -> None:
    people = ["Per Lind", "Aud Moe", "Jan Berg"]
    said = [
        draft(n, n + 20, ProposedSource(name, "person"), f"Road {n} is closed to all lorries.")
        for n, name in enumerate(people)
    ]
    review(engine, workspace, ["p", "1,3 Ostra", "p", "Vell", "a", "a", "a"], said)
    assert {"Per Lind < Ostra", "Jan Berg < Ostra", "Aud Moe < Vell"} <= names(engine)


def test_several_of_any_documents_at_once(engine: Engine, workspace: Workspace) -> None:
    group(engine, workspace)
    somebody = review(engine, workspace, ["k", "2 a", "k", "1 r an echo", "q"])
    assert somebody.screen.count("(+ 2 that say the same)") >= 1
    states = [row.state for row in rows_of(engine, Draft)]
    assert states == ["approved"] * 3 + ["rejected"]
    assert len({one.claim_id for one in attributions(engine)}) == 1


def test_all_of_one_speaker_at_once(engine: Engine, workspace: Workspace) -> None:
    ostra = ProposedSource("Ostra", "government")
    for n in range(3):
        said = draft(n, n + 20, ostra, f"Road {n} is closed to all lorries.")
        drafted(engine, workspace, [said, denial()], f"{TEXT} Of {n}.")
    somebody = review(engine, workspace, ["h", "all r old", "q"])
    assert "Ida Holm" not in somebody.screen.split("which and what")[0].split("──")[-1]
    states = [(row.state, row.position) for row in rows_of(engine, Draft)]
    assert sum(state == "rejected" for state, _ in states) == 3


def test_all_of_one_topic_at_once(engine: Engine, workspace: Workspace) -> None:
    ostra = ProposedSource("Ostra", "government")
    for n in range(3):
        said = draft(n, n + 20, ostra, f"Road {n} is closed to all lorries.")
        drafted(engine, workspace, [said, denial()], f"{TEXT} Of {n}.")
    keys = ["g", "t", "Roads", "g", "all r old", "q"]
    somebody = review(engine, workspace, keys)
    assert "It has no topic. t gives its document one." in somebody.screen
    rejected = [row for row in rows_of(engine, Draft) if row.state == "rejected"]
    assert [row.document_id for row in rejected if "Road" in str(row.proposal)] == [3]


def test_several_at_once(engine: Engine, workspace: Workspace) -> None:
    ostra = ProposedSource("Ostra", "government")
    places = ("market", "harbour", "school", "depot", "tunnel")
    said = [
        draft(n, n + 20, ostra, f"The {place} is closed to all lorries.")
        for n, place in enumerate(places)
    ]
    typed = ["m", "1-2 a", "m", "1,3 r only an echo", "q"]
    somebody = review(engine, workspace, typed, said)
    states = [row.state for row in rows_of(engine, Draft)]
    assert states == ["approved", "approved", "rejected", "draft", "rejected"]
    assert draft_row(engine, 5).reason == "only an echo"
    assert "1 of 5" in somebody.screen


def test_the_claim_is_shown_before_it_is_linked(engine: Engine, workspace: Workspace) -> None:
    review(engine, workspace, ["a"], [draft()])
    other = draft(95, 127, ProposedSource("Vell", "government"), "Nobody gets to Harrow by road.")
    drafted(engine, workspace, [other], f"{TEXT} Late.")
    somebody = review(engine, workspace, ["l", "#1", "n", "l", "#1", "y"])
    before = somebody.screen.partition("Approve it on this claim?")[0]
    assert f"#1 {CLOSED}" in before
    assert "One party says so" in before
    assert len(attributions(engine)) == 2


def test_who_is_meant_is_asked(engine: Engine, workspace: Workspace) -> None:
    review(engine, workspace, ["a"], [draft()])
    vell = ProposedSource("Ida Holm", "person", parent=ProposedSource("Vell", "government"))
    drafted(engine, workspace, [draft(source=vell)], text=f"{TEXT} Again.")
    somebody = review(engine, workspace, ["a", "1"])
    assert "1  Ida Holm · City Council · Ostra" in somebody.screen
    assert len(attributions(engine)) == 2
    assert "Ida Holm < Vell" not in names(engine)


def test_linking_by_words_and_splitting(engine: Engine, workspace: Workspace) -> None:
    review(engine, workspace, ["a"], [draft()])
    drafted(engine, workspace, [denial()], text="x " * 60 + "The bridge there is still quite open.")
    somebody = review(engine, workspace, ["l", "bridge Ostra closed", "1", "y"])
    assert f"#1 {CLOSED}" in somebody.screen
    assert statuses(engine) == {CLOSED: "disputed"}


def test_splitting(engine: Engine, workspace: Workspace) -> None:
    typed = ["s", "The bridge", "There is a bridge.", "", "", "a", "a"]
    somebody = review(engine, workspace, typed, [draft()])
    assert "Split; both wait." in somebody.screen
    assert set(statuses(engine)) == {CLOSED, "There is a bridge."}


def test_certain_ones_of_a_document(engine: Engine, workspace: Workspace) -> None:
    alone = draft(95, 127, ProposedSource("Per Lind", "person"))
    drafted(engine, workspace, [draft(), alone, draft(46, 84, HOLM, "Later.", confidence=0.5)])
    desk = Typing(engine, workspace, []).editor.desk
    approved, left = command_line.approve_certain(desk, 1)
    assert len(approved) == 1
    assert [whose for whose, _ in left] == ["Per Lind"]
    with pytest.raises(ReviewError):
        command_line.approve_certain(desk, 99)


def test_a_draft_for_another_program(engine: Engine, workspace: Workspace) -> None:
    drafted(engine, workspace, [draft()])
    with Session(engine) as session:
        found = view(session, number(workspace), 1)
    assert found is not None
    told = command_line.as_json(found)
    assert told["words"] == ["The bridge at Ostra is closed"]
    assert told["speaker"] == ["Ida Holm", "City Council", "Ostra"]
    claim = {"id": None, "text": CLOSED, "kind": "fact", "place": None, "time": None, "topic": None}
    assert told["claim"] == claim
    assert (told["reading"], told["certain"]) == ("clear", True)


def test_a_group_leaves_whoever_would_be_a_party_of_their_own(
    engine: Engine, workspace: Workspace
) -> None:
    lind = ProposedSource("Per Lind", "person")
    drafted(engine, workspace, [draft(source=lind)], f"{TEXT} Of Lind.")
    drafted(engine, workspace, [draft(source=ProposedSource("Vell", "government"))])
    typed = ["a", "", "p", "Ostra", "a"]
    somebody = review(engine, workspace, typed)
    assert "Left for you: Per Lind — Per Lind would be a party of their own" in somebody.screen
    assert names(engine) == {"Vell", "Ostra", "Per Lind < Ostra"}
    assert len({one.claim_id for one in attributions(engine)}) == 1


@pytest.mark.parametrize(
    ("party", "line"), [("Ostra", "Per Lind < Ostra"), ("=", "Per Lind"), ("Per Lind", "Per Lind")]
)
def test_the_party_is_asked_once_where_a_group_is_approved(
    engine: Engine, workspace: Workspace, party: str, line: str
) -> None:
    lind = ProposedSource("Per Lind", "person")
    drafted(engine, workspace, [draft(source=lind)], f"{TEXT} Of Lind.")
    drafted(engine, workspace, [draft(source=lind)], f"{TEXT} Of Lind again.")
    drafted(engine, workspace, [draft(source=ProposedSource("Vell", "government"))])
    somebody = review(engine, workspace, ["a", party])
    assert somebody.screen.count("for whom does Per Lind speak") == 1
    assert names(engine) - {"Ostra"} == {"Vell", line}
    assert len(attributions(engine)) == 3
    assert len({one.claim_id for one in attributions(engine)}) == 1


@pytest.mark.parametrize("what", ["all a", "all l #1"])
def test_the_party_is_asked_once_where_several_are_approved(
    engine: Engine, workspace: Workspace, what: str
) -> None:
    (first,) = drafted(engine, workspace, [draft(source=ProposedSource("Vell", "government"))])
    Typing(engine, workspace, []).editor.desk.approve(first, 1)
    lind = ProposedSource("Per Lind", "person")
    two = [draft(46, 84, lind, "It opens in May."), draft(95, 127, lind, "It opens in June.")]
    drafted(engine, workspace, two, f"{TEXT} Again.")
    agreed = ["", "Ostra"] if "#" in what else ["Ostra"]
    somebody = review(engine, workspace, ["m", what, *agreed])
    assert somebody.screen.count("for whom does Per Lind speak") == 1
    assert names(engine) == {"Vell", "Ostra", "Per Lind < Ostra"}
    assert len(attributions(engine)) == 3


def test_a_topic_for_the_document(engine: Engine, workspace: Workspace) -> None:
    two = [draft(), draft(46, 84, HOLM, "It will not open before May.")]
    somebody = review(engine, workspace, ["a", "t", "The bridge", "a"], two)
    assert "1 claim made from it got it too" in somebody.screen
    assert [claim.topic for claim in rows_of(engine, Claim)] == ["The bridge"] * 2


def test_what_moves_a_figure_can_reword_its_claim(engine: Engine, workspace: Workspace) -> None:
    import_record(engine, parsed(toll("first")), workspace_id=number(workspace), actor=ANA, now=NOW)
    (killed,) = rows_of(engine, Claim)
    text = "The number of people killed in the flood at Harrow has risen to 135, Ida Holm said."
    fire = ProposedSource("Harrow Fire Service", "organisation")
    moving = draft(
        0,
        67,
        ProposedSource("Ida Holm", "person", parent=fire),
        ProposedClaim(killed.text, "quantity", known=killed.id),
        figure=(135, 135),
        said_on=date(2026, 3, 3),
    )
    drafted(engine, workspace, [moving], text=text)
    somebody = review(engine, workspace, ["w"])
    assert "Moves the figure on record from at least 78 to 135." in somebody.screen
    (killed,) = rows_of(engine, Claim)
    assert killed.text == "The flood at Harrow killed 135 people."


def test_what_moves_none_says_so(engine: Engine, workspace: Workspace) -> None:
    somebody = review(engine, workspace, ["w", "q"], [draft()])
    assert "This moves no figure on record." in somebody.screen
    assert attributions(engine) == []


RISEN = "The number of people killed in the flood at Harrow has risen to 135, {} said."


def risen(engine: Engine, workspace: Workspace, *, by: str, parent: ProposedSource | None) -> None:
    """A toll on record, and a draft of another toll by somebody, on no claim yet."""
    import_record(engine, parsed(toll("first")), workspace_id=number(workspace), actor=ANA, now=NOW)
    moving = draft(
        0,
        67,
        ProposedSource(by, "person", parent=parent),
        ProposedClaim("135 people were killed in the flood at Harrow.", "quantity"),
        figure=(135, 135),
        said_on=date(2026, 3, 3),
    )
    drafted(engine, workspace, [moving], text=RISEN.format(by))


MOVES = "Moves the figure on record from at least 78 to 135."


@pytest.mark.parametrize(
    ("key", "text"),
    [("y", "The flood at Harrow killed at least 78 people."),
     ("w", "The flood at Harrow killed 135 people.")],
)  # fmt: skip
def test_a_link_says_first_what_it_moves(
    engine: Engine, workspace: Workspace, key: str, text: str
) -> None:
    risen(
        engine,
        workspace,
        by="Ida Holm",
        parent=ProposedSource("Harrow Fire Service", "organisation"),
    )
    (killed,) = rows_of(engine, Claim)
    somebody = review(engine, workspace, ["l", f"#{killed.id}", key])
    assert somebody.screen.index(MOVES) < somebody.screen.index("Approve it on this claim?")
    assert (
        "Reworded, the claim would say: The flood at Harrow killed 135 people." in somebody.screen
    )
    (killed,) = rows_of(engine, Claim)
    assert (killed.text, killed.record_low) == (text, 135)


def test_a_link_is_kept_while_the_editor_says_who_speaks(
    engine: Engine, workspace: Workspace
) -> None:
    risen(engine, workspace, by="Holm", parent=None)
    (killed,) = rows_of(engine, Claim)
    somebody = review(engine, workspace, ["l", f"#{killed.id}", "y", "1", "y"])
    assert "Who speaks here?" in somebody.screen
    assert somebody.screen.index(MOVES) < somebody.screen.index("Approve it? [Y/n")
    assert [one.claim_id for one in attributions(engine)] == [killed.id] * 2
    assert len(rows_of(engine, Claim)) == 1
    assert "Holm" not in names(engine)
