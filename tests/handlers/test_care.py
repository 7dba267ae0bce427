"""Care of the record in Slack: finding, a claim's history, and what editors change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.care.rows import INTO_CLAIM
from bot.demo import EDITOR, GUEST, NEWSROOM, REPORTER, direct
from bot.demo.signed import block_suggestion
from bot.ingest.documents import Reviewed
from bot.record.change import Change
from bot.record.edit.claims import edit_claim, fields_of
from bot.record.edit.reviews import link_review, store_reviews
from bot.record.workspaces import set_editors
from models import Claim
from models.database import writing
from models.record import Outlet, Source
from tests.handlers.caring import LATER, CareDesk, Fields, desk_record, inputs, menus, shown
from tests.moving import toll
from tests.records import TEXT, another_workspace, attribution
from tests.standin import FaultySlack

CLOSED = "The bridge at Ostra is closed."
OTHER_EDITOR = "U0OTHER"
CLAIM_MENU = ["Show", "History", "Edit claim…", "Merge into another…", "Withdraw…"]


@pytest.fixture
def desk(record_slack: FaultySlack, sqlite_engine: Engine) -> Iterator[CareDesk]:
    yield from opened(record_slack, sqlite_engine)


@pytest.fixture
def any_desk(record_slack: FaultySlack, engine: Engine) -> Iterator[CareDesk]:
    yield from opened(record_slack, engine)


def opened(slack: FaultySlack, engine: Engine, raw: Fields | None = None) -> Iterator[CareDesk]:
    made = CareDesk(slack, engine, raw)
    yield made
    made.room.close()


def find(desk: CareDesk, name: str = "Ida Holm", *, user: str = EDITOR) -> Fields:
    return desk.command(f"find {name}", user=user)


def form(desk: CareDesk, label: str, *, nth: int = 0) -> Fields:
    """The form that a line of the menus below a search opens."""
    view = desk.press("care", find(desk), label=label, nth=nth)
    assert view is not None
    return view


def statement_form(desk: CareDesk, label: str, *, name: str = "Ida Holm") -> Fields:
    """The form that a line of the first menu under All sources opens."""
    card = desk.press("care", find(desk, name), label="Show")
    assert card is not None
    sources = desk.press("care_sources", card)
    assert sources is not None
    view = desk.press("care", sources, label=label)
    assert view is not None
    return view


# --- finding ----------------------------------------------------------------------------------


def test_a_person_is_found_with_number_status_and_words(any_desk: CareDesk) -> None:
    told = shown(find(any_desk, user=REPORTER))
    assert "2 claims by Ida Holm (City Council, Ostra)" in told
    assert f"{CLOSED}  #{any_desk.claim().id}\nDisputed" in told
    assert "Ida Holm, mayor, City Council: The bridge at Ostra is closed (paraphrase)" in told
    assert any_desk.slack.posted() == []  # nobody else sees it


@pytest.mark.parametrize("name", ["bridges", "Ostra Courier", "ministry of works", '"Ida Holm"'])
def test_topics_outlets_and_bodies_are_found_too(desk: CareDesk, name: str) -> None:
    assert CLOSED in shown(find(desk, name))


def test_nobody_of_that_name_is_said_with_names_like_it(desk: CareDesk) -> None:
    told = shown(find(desk, "Ida Hulm"))
    assert "Nothing on record is found for “Ida Hulm”. On record is: Ida Holm." in told


def test_people_have_a_button_and_editors_a_menu(desk: CareDesk) -> None:
    theirs = find(desk, user=REPORTER)
    assert menus(theirs) == []
    card = desk.press("care_show", theirs, user=REPORTER)
    assert "1 party says so, 1 denies it" in shown(card)
    assert card is not None
    assert menus(card) == []
    assert menus(find(desk))[1] == CLAIM_MENU


def test_many_claims_come_page_by_page(record_slack: FaultySlack, sqlite_engine: Engine) -> None:
    raw = desk_record()
    for n in range(20):
        raw["claims"].append({"key": f"n{n}", "text": f"Mine {n} is closed.", "kind": "fact"})
        raw["attributions"].append(
            attribution(f"n{n}", claim=f"n{n}", said_on=f"2024-10-{n + 1:02}")
        )
    for desk in opened(record_slack, sqlite_engine, raw):
        message = find(desk, "Ministry of Works")
        assert "Page 1 of 3" in shown(message)
        assert "Mine 19" in shown(message)
        desk.press("care_turn", message)
        (second,) = desk.slack.ephemerals(NEWSROOM, EDITOR)
        assert "Page 2 of 3" in shown(second)
        assert "[ Previous ] [ Next ]" in shown(second)


def test_words_and_a_time_are_a_search_too(any_desk: CareDesk) -> None:
    told = shown(find(any_desk, "Ostra bridges closed since October", user=REPORTER))
    assert "1 claim for “Ostra bridges closed since October” · newest first" in told
    assert "since 1 Oct 2024" in told
    assert f"{CLOSED}  #{any_desk.claim().id}\nDisputed" in told
    assert "claim for" not in shown(find(any_desk, "Ostra since 8 November", user=REPORTER))
    assert any_desk.room.inquiries() == []


def test_a_search_that_cannot_be_read_says_why(desk: CareDesk) -> None:
    assert "There is no status “odd”" in shown(find(desk, "status:odd"))


def test_how_the_time_was_read_is_said_when_nothing_is_found_too(desk: CareDesk) -> None:
    told = shown(find(desk, "Nowhere since 11/10/2024"))
    assert "(since 11 Oct 2024, “11/10/2024” is read as 11 Oct 2024 (it can also be 10 Nov" in told


@pytest.mark.parametrize(
    "text",
    [
        "find the truth about what Ida Holm said",
        "find the bridge closed?",
        "history repeats itself",
        "export of grain is banned",
    ],
)
def test_what_has_another_shape_is_a_question(desk: CareDesk, text: str) -> None:
    desk.send(desk.room.command(text))
    assert len(desk.room.inquiries()) == 1


@pytest.mark.parametrize("word", ["find", "history"])
def test_a_word_alone_says_what_it_needs(desk: CareDesk, word: str) -> None:
    assert f"/onrecord {word} " in shown(desk.command(word))
    assert desk.room.inquiries() == []


def test_stored_text_stays_text(record_slack: FaultySlack, sqlite_engine: Engine) -> None:
    raw = desk_record()
    raw["claims"][0]["text"] = "<!channel> *The bridge* <https://evil.example|is> closed & gone."
    raw["sources"][0]["name"] = "<@U0EDITOR> & Söhne"
    for desk in opened(record_slack, sqlite_engine, raw):
        message = desk.command("find bridges", user=EDITOR)
        for label in ("Show", "History", "Edit claim…", "Withdraw…"):
            assert desk.press("care", message, label=label)
            desk.slack.close_modals(EDITOR)


# --- history ----------------------------------------------------------------------------------


def test_everybody_sees_how_the_status_changed_and_editors_see_all(any_desk: CareDesk) -> None:
    number = any_desk.claim().id
    view = form(any_desk, "Edit claim…")
    any_desk.submit(view, place="Ostra")
    theirs = shown(any_desk.command(f"history {number}"))
    assert "status “disputed”" in theirs
    assert "Ostra”" not in theirs
    told = shown(any_desk.command(f"history #{number}", user=EDITOR))
    assert f"11 Nov 2024, 09:00 UTC · @{EDITOR}: place set to “Ostra”" in told


@pytest.mark.parametrize("number", ["0", "4711", "9" * 18])
def test_a_history_of_no_claim_is_said(any_desk: CareDesk, number: str) -> None:
    response = any_desk.send(any_desk.room.command(f"history {number}"))
    assert f"There is no claim number {number}" in json.loads(response.body)["text"]


def test_a_withdrawn_claim_is_put_back_from_its_history(desk: CareDesk) -> None:
    number = desk.claim().id
    told = desk.submit(form(desk, "Withdraw…"), reason="It was another bridge.")
    assert f"Claim #{number} is withdrawn." in shown(told["view"])
    assert desk.claim().state == "withdrawn"
    history = desk.command(f"history {number}", user=EDITOR)
    assert "withdrawn, reason: “It was another bridge.”" in shown(history)
    desk.slack.close_modals(EDITOR)
    view = desk.press("care", history)
    assert view is not None
    assert "is on record again" in shown(desk.submit(view)["view"])
    assert desk.claim().state == "approved"


# --- claims -----------------------------------------------------------------------------------


def test_an_edited_claim_is_derived_again_and_in_the_trail(any_desk: CareDesk) -> None:
    view = form(any_desk, "Edit claim…")
    assert inputs(view)["text"]["element"]["initial_value"] == CLOSED
    told = any_desk.submit(
        view, text="10,000 people crossed.", kind="prediction", low="10,000", unit="people"
    )
    assert "status changed from “disputed” to “attributed, not rated”" in shown(told["view"])
    claim = any_desk.claim()
    assert (claim.text, claim.figure_low, claim.figure_high) == (
        "10,000 people crossed.",
        10_000,
        None,
    )
    assert any_desk.trail() == [(EDITOR, "edit", "claim")]


def test_a_claim_reworded_to_another_measure_says_whose_figure_no_longer_counts(
    record_slack: FaultySlack, sqlite_engine: Engine
) -> None:
    raw = desk_record()
    raw["documents"][0]["text"] = text = "62 people were injured, Mayor Ida Holm said. " + TEXT
    raw["claims"] = [
        {"key": "closed", "text": "62 people were injured.", "kind": "quantity", "figure": [62, 62]}
    ]
    raw["attributions"] = [
        {**raw["attributions"][0], "content": [[0, text.index(",")]], "figure": [62, 62]}
    ]
    del raw["attributions"][0]["speaker"]
    for desk in opened(record_slack, sqlite_engine, raw):
        told = desk.submit(form(desk, "Edit claim…"), text="62 people were killed.")
        assert "1 statement on it gives a figure for something else" in shown(told["view"])
        told = desk.submit(form(desk, "Edit claim…"), text="62 people were hurt.")
        assert "something else" not in shown(told["view"])


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"low": "ten"}, "low", "Write a number"),
        ({"low": "1_000"}, "low", "Write a number"),
        ({"high": "inf"}, "high", "Write a number"),
        ({"low": "3", "high": "2"}, "high", "below the lower one"),
    ],
)
def test_a_figure_that_is_none_is_said_below_its_field(
    desk: CareDesk, given: dict[str, str], field: str, sentence: str
) -> None:
    told = desk.submit(form(desk, "Edit claim…"), **given)
    assert told["response_action"] == "errors"
    assert sentence in told["errors"][field]
    assert desk.trail() == []


def test_the_later_of_two_editors_sees_what_the_earlier_did(any_desk: CareDesk) -> None:
    desk = any_desk
    view = form(desk, "Edit claim…")
    claim = desk.claim()
    with Session(writing(desk.engine)) as session, session.begin():
        edit_claim(
            Change(session, desk.room.workspace_id, OTHER_EDITOR, LATER),
            claim.id or 0,
            replace(fields_of(claim), place="Ostra"),
            seen=None,
        )
    told = desk.submit(view, place="Nowhere")
    again = told["view"]
    assert f"@{OTHER_EDITOR}: place set to “Ostra”" in shown(again)
    assert "Nothing of yours is saved" in shown(again)
    assert desk.claim().place == "Ostra"
    assert inputs(again)["place"]["element"]["initial_value"] == "Nowhere"
    assert inputs(again)["place"]["block_id"] == "place~1"  # else Slack would keep what was there
    assert "Write a number" in desk.submit(again, low="many")["errors"]["low~1"]
    assert "The claim is saved." in shown(desk.submit(again)["view"])
    assert desk.claim().place == "Nowhere"


def test_where_somebody_merged_it_meanwhile_that_is_said(desk: CareDesk) -> None:
    view = form(desk, "Edit claim…")
    desk.slack.close_modals(EDITOR)
    step = desk.submit(form(desk, "Merge into another…", nth=1), number=str(desk.claim("shut").id))
    desk.submit(step["view"])
    told = desk.submit(view, place="Nowhere")["view"]
    assert "merged into “Ostra's bridge is shut.”" in shown(told)
    assert inputs(told) == {}


def test_a_merge_shows_the_other_claim_first(any_desk: CareDesk) -> None:
    desk = any_desk
    heir = desk.claim("shut").id
    step = desk.submit(form(desk, "Merge into another…", nth=1), number=f"#{heir}")
    assert "becomes part of\nOstra's bridge is shut." in shown(step["view"])
    assert desk.claim().merged_into_id is None
    told = desk.submit(step["view"])
    assert f"#{heir}: status changed from “nobody on record asserts it” to “disputed”" in shown(
        told["view"]
    )
    assert desk.claim().merged_into_id == heir


def test_a_figure_that_moved_leads_in_lists_and_notes(
    record_slack: FaultySlack, sqlite_engine: Engine
) -> None:
    for desk in opened(record_slack, sqlite_engine, toll("first", "second", "aid")):
        listed = find(desk, "flood Harrow", user=REPORTER)
        told = shown(listed)
        number = desk.claim("killed").id
        moved = "135, Ida Holm, 3 Mar 2026; at least 78 on 2 Mar 2026"
        text = "The flood at Harrow killed at least 78 people."
        assert f"{moved}\nOthers: more than 100, Blue Cord, 3 Mar 2026\n" in told
        assert f"The claim says: {text}  #{number}\n" in told
        card = desk.press("care_show", listed, user=REPORTER)
        assert card is not None
        cited = shown(desk.press("cite", card, user=REPORTER))
        assert f"{moved}\nOthers: more than 100, Blue Cord, 3 Mar 2026\n" in cited
        assert f"\nThe claim says: {text}\n" in cited


def offered(desk: CareDesk, view: Fields, typed: str, user: str = EDITOR) -> list[str]:
    """What the menu of another claim offers while somebody types."""
    asked = block_suggestion(INTO_CLAIM, typed, view, user=user)
    told = json.loads(desk.send(asked).body)
    return [one["text"]["text"] for one in told["options"]]


def test_the_claim_to_merge_into_is_looked_for_while_typing(any_desk: CareDesk) -> None:
    desk = any_desk
    closed, may, shut = (desk.claim(key).id for key in ("closed", "may", "shut"))
    view = form(desk, "Merge into another…", nth=1)
    there = f"#{shut} Ostra's bridge is shut."
    assert offered(desk, view, "")[0] == there  # what says something alike
    for typed in ("shut", "bridge sh", "Ostra shu", f"#{shut}", str(shut)):
        assert there in offered(desk, view, typed), typed
    assert offered(desk, view, "bridge ope") == [f"#{may} The bridge will not open before May."]
    for typed in ("nothing of that", "status:", f"#{closed}", "#99999999999"):
        assert offered(desk, view, typed) == [], typed
    assert offered(desk, view, "bridge", user=REPORTER) == []
    step = desk.submit(view, into_claim=str(shut))
    assert "becomes part of" in shown(step["view"])
    desk.submit(step["view"])
    assert desk.claim().merged_into_id == shut


def test_a_statement_is_moved_to_a_claim_that_was_looked_for(desk: CareDesk) -> None:
    shut = desk.claim("shut").id
    view = statement_form(desk, "Move to another claim…")
    assert f"#{shut} Ostra's bridge is shut." in offered(desk, view, "")
    step = desk.submit(view, into_claim=str(shut))
    assert "moves to" in shown(step["view"])
    none = desk.submit(statement_form(desk, "Move to another claim…"))
    assert none["errors"]["number"].startswith("Choose a claim, or write the number")


def test_a_claim_is_shown_as_a_text_to_cite(any_desk: CareDesk) -> None:
    desk = any_desk
    card = desk.press("care_show", find(desk, user=REPORTER), user=REPORTER)
    assert card is not None
    sources = desk.press("care_sources", card, user=REPORTER)
    assert sources is not None
    cited = desk.press("cite", sources, user=REPORTER)
    assert cited is not None
    assert {one["type"] for one in cited["blocks"]} == {"section", "divider", "rich_text"}
    note = shown({**cited, "blocks": cited["blocks"][2:]})
    assert note.startswith(f"{CLOSED}\nDisputed; 1 party says so, 1 denies it (as of 4 Nov 2024)")
    assert "• Ostra, Ida Holm, mayor, City Council: The bridge at Ostra is closed" in note
    assert "not for publication" not in shown(cited)


def test_a_note_says_to_an_editor_that_it_names_a_confidential_source(desk: CareDesk) -> None:
    desk.submit(form(desk, "Edit source…"), flags=["confidential"])
    desk.slack.close_modals(EDITOR)
    notes = {}
    for user in (EDITOR, REPORTER):
        shut = find(desk, "closed", user=user)
        action, label = ("care", "Show") if user == EDITOR else ("care_show", None)
        card = desk.press(action, shut, label=label, user=user)
        assert card is not None
        notes[user] = shown(desk.press("cite", card, user=user))
    assert "not for publication" in notes[EDITOR]
    assert "Ida Holm" in notes[EDITOR]
    assert "Holm" not in notes[REPORTER]
    assert "a source known to the desk" in notes[REPORTER]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("twelve", "Write the number"),
        ("9" * 40, "no claim number 9999"),
        ("4711", "no claim"),
        ("9" * 18, "no claim"),
        ("own", "itself"),
    ],
)
def test_a_number_that_cannot_be_is_said_below_its_field(
    desk: CareDesk, number: str, sentence: str
) -> None:
    given = str(desk.claim().id) if number == "own" else number
    told = desk.submit(form(desk, "Merge into another…", nth=1), number=given)
    assert sentence in told["errors"]["number"]


# --- statements -------------------------------------------------------------------------------


def test_a_retraction_takes_its_relays_and_can_be_undone(any_desk: CareDesk) -> None:
    desk = any_desk
    told = desk.submit(statement_form(desk, "Retract…"), reason="He was misquoted.")
    assert "from “disputed” to “only denials on record”" in shown(told["view"])
    assert desk.said().retracted
    (_, sources, _) = desk.slack.views  # the list below the form is as it is now
    assert "Undo retraction…" in str(menus(sources))
    desk.slack.close_modals(EDITOR)
    told = desk.submit(statement_form(desk, "Undo retraction…"))
    assert "from “only denials on record” to “disputed”" in shown(told["view"])


def test_an_embargo_hides_a_statement_until_it_is_lifted_in_the_history(desk: CareDesk) -> None:
    until = int(datetime(2024, 12, 1, 8, 0, tzinfo=LATER.tzinfo).timestamp())
    told = desk.submit(statement_form(desk, "Embargo…"), until=until)
    assert "Under embargo until 1 Dec 2024, 08:00 UTC." in shown(told["view"])
    assert CLOSED not in shown(find(desk, user=REPORTER))
    number = desk.claim().id
    history = desk.command(f"history {number}", user=EDITOR)
    assert "Ida Holm, City Council, Ostra: asserts · until 1 Dec 2024" in shown(history)
    assert "embargo" not in shown(desk.command(f"history {number}"))
    desk.slack.close_modals(EDITOR)
    view = desk.press("care", history, label="Embargo…")
    assert view is not None
    assert "There is no embargo on it." in shown(desk.submit(view, until=None)["view"])
    assert CLOSED in shown(find(desk, user=REPORTER))


def test_an_embargo_in_the_past_is_refused_and_the_form_stays(desk: CareDesk) -> None:
    told = desk.submit(statement_form(desk, "Embargo…"), until=1_700_000_000)
    assert "An embargo has to end in the future. Nothing was changed." in shown(told["view"])
    assert "until" in inputs(told["view"])


def test_a_statement_moves_to_another_claim(any_desk: CareDesk) -> None:
    heir = any_desk.claim("shut").id
    step = any_desk.submit(statement_form(any_desk, "Move to another claim…"), number=str(heir))
    assert "moves to\nOstra's bridge is shut." in shown(step["view"])
    any_desk.submit(step["view"])
    assert any_desk.said().claim_id == heir


# --- sources and outlets ----------------------------------------------------------------------


def test_a_source_gets_a_side_other_names_and_becomes_confidential(any_desk: CareDesk) -> None:
    desk = any_desk
    told = desk.submit(
        form(desk, "Edit source…"), aliases="I. Holm\nMayor Holm", flags=["confidential"]
    )
    assert "The source is saved." in shown(told["view"])
    holm = desk.row(Source, "holm")
    assert (holm.aliases, holm.confidential) == (["I. Holm", "Mayor Holm"], True)
    assert "Nothing on record is found" in shown(find(desk, user=REPORTER))
    assert "by Ida Holm" in shown(find(desk, "Mayor Holm"))


def test_who_stands_above_is_asked_where_the_name_is_only_like_one(desk: CareDesk) -> None:
    again = desk.submit(form(desk, "Edit source…"), parent="City Ostra")["view"]
    assert desk.trail() == []
    assert inputs(again)["parent"]["element"]["initial_value"] == "City Ostra"
    options = inputs(again)["parent_id"]["element"]["options"]
    assert "City of Ostra — a party of its own" in [one["text"]["text"] for one in options]
    above = desk.row(Source, "ostra2").id
    desk.submit(again, parent_id=str(above))
    assert desk.row(Source, "holm").parent_id == above


def test_a_source_cannot_stand_below_its_own_part(desk: CareDesk) -> None:
    view = desk.press("care", find(desk, "City Council"), label="Edit source…")
    assert view is not None
    told = desk.submit(view, parent="Ida Holm")
    assert "Ida Holm is part of City Council" in shown(told["view"])


def test_sources_are_merged_by_choice_alone(any_desk: CareDesk) -> None:
    desk = any_desk
    view = desk.press("care", find(desk, "Ostra"), label="Merge into another…")
    assert view is not None
    assert "I merge nothing by likeness." in shown(view)
    assert "errors" in desk.submit(view)
    heir = desk.row(Source, "ostra2").id
    step = desk.submit(view, into_id=str(heir))["view"]
    assert "becomes\nCity of Ostra" in shown(step)
    assert desk.trail() == []
    desk.submit(step)
    assert desk.row(Source, "council").parent_id == heir


def test_from_a_sources_form_to_merging_it(desk: CareDesk) -> None:
    view = statement_form(desk, "Speaker…")
    merging = desk.press("care", view)
    assert merging is not None
    assert "Merge source" in merging["title"]["text"]
    found = desk.submit(merging, search="city of ostra")["view"]
    assert "City of Ostra — a party of its own" in str(inputs(found)["into_id"])


def test_an_outlet_is_edited_and_merged(any_desk: CareDesk) -> None:
    desk = any_desk
    told = desk.submit(statement_form(desk, "Outlet…"), domain="ostra-courier.example")
    assert "The outlet is saved." in shown(told["view"])
    assert desk.row(Outlet, "courier").domain == "ostra-courier.example"
    desk.slack.close_modals(EDITOR)
    merging = desk.press("care", statement_form(desk, "Outlet…"))
    assert merging is not None
    heir = desk.row(Outlet, "courier2").id
    step = desk.submit(merging, into_id=str(heir))["view"]
    assert "The two are one outlet now." in shown(desk.submit(step)["view"])
    assert "The Ostra Courier" in shown(find(desk, user=REPORTER))


# --- who may ----------------------------------------------------------------------------------


def test_others_get_a_polite_no_whatever_they_send(desk: CareDesk) -> None:
    view = form(desk, "Edit claim…")
    told = desk.submit(view, user=REPORTER, text="Something else.")
    assert "only this desk's editors decide" in shown(told["view"])
    assert desk.claim().text == CLOSED
    desk.press("care", find(desk), label="Withdraw…", user=REPORTER)
    (no,) = desk.slack.ephemerals(NEWSROOM, REPORTER)
    assert "only this desk's editors decide" in no["text"]
    response = desk.send(desk.room.command("export"))
    assert "only this desk's editors decide" in json.loads(response.body)["text"]


def test_the_workspace_says_who_is_an_editor(desk: CareDesk) -> None:
    with Session(writing(desk.engine)) as session, session.begin():
        set_editors(Change(session, desk.room.workspace_id, "cli:x", LATER), [REPORTER])
    assert menus(find(desk, user=REPORTER))[1] == CLAIM_MENU
    assert menus(find(desk)) == []


def test_people_from_another_workspace_may_not(desk: CareDesk) -> None:
    pressed = desk.pressed("care", find(desk), label="Show", user=GUEST)
    pressed.body["user"]["team_id"] = "T0ELSE"
    desk.send(pressed)
    (no,) = desk.slack.ephemerals(NEWSROOM, GUEST)
    assert "own workspace" in no["text"]


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: {"do": "edit_claim", "id": 4711},
        lambda fields: {"do": "drop_tables", "id": 1},
        lambda fields: {"do": "edit_claim"},
        lambda fields: {"do": "edit_claim", "id": "1"},
    ],
)
def test_values_that_nobody_rendered_do_nothing(
    desk: CareDesk, change: Callable[[Fields], Fields]
) -> None:
    pressed = desk.pressed("care", find(desk), label="Edit claim…")
    given: dict[str, Any] = change({})
    pressed.body["actions"][0]["selected_option"]["value"] = json.dumps(given)
    desk.send(pressed)
    assert desk.slack.modal(EDITOR) is None
    assert len(desk.slack.ephemerals(NEWSROOM, EDITOR)) == 1


# --- cards ------------------------------------------------------------------------------------


def test_the_card_in_a_channel_has_the_menu_and_a_private_one_only_for_editors(
    desk: CareDesk,
) -> None:
    desk.send(desk.room.mention(CLOSED))
    desk.send(desk.room.command(CLOSED, user=REPORTER))
    desk.send(desk.room.command(CLOSED, user=EDITOR))
    desk.send(desk.room.direct(CLOSED))
    (public,) = desk.slack.posted(NEWSROOM)
    (theirs,) = desk.slack.ephemerals(NEWSROOM, REPORTER)
    (ours,) = desk.slack.ephemerals(NEWSROOM, EDITOR)
    (alone,) = desk.slack.posted(direct(REPORTER))
    assert menus(public) == menus(ours) == [["Outdated", *CLAIM_MENU[1:]]]
    assert menus(theirs) == menus(alone) == []


def test_from_a_card_to_its_form_and_the_sources_with_their_menus(desk: CareDesk) -> None:
    desk.send(desk.room.mention(CLOSED))
    (card,) = desk.slack.posted(NEWSROOM)
    view = desk.press("care", card, label="Withdraw…")
    assert "Withdraw claim" in str(view)
    desk.slack.close_modals(EDITOR)
    sources = desk.press("sources", card)
    assert sources is not None
    assert len(menus(sources)) == 3
    theirs = desk.press("sources", card, user=REPORTER)
    assert theirs is not None
    assert menus(theirs) == []


def test_another_desks_rows_are_not_there(desk: CareDesk, sqlite_engine: Engine) -> None:
    other = another_workspace(sqlite_engine)
    with Session(writing(sqlite_engine)) as session, session.begin():
        theirs = Claim(
            workspace_id=other.id or 0, key="x", text="Theirs.", kind="fact", created_at=LATER
        )
        session.add(theirs)
        session.flush()
        number = theirs.id
    response = desk.send(desk.room.command(f"history {number}", user=EDITOR))
    assert "There is no claim" in json.loads(response.body)["text"]


def test_a_linked_review_stands_on_the_card_and_sets_no_status(desk: CareDesk) -> None:
    claim_id = desk.claim().id or 0
    review = Reviewed(claim=CLOSED, rating="Mostly wrong!", publisher="Northern Check")
    place = desk.room.workspace_id
    with Session(writing(desk.engine)) as session, session.begin():
        stored = store_reviews(Change(session, place, EDITOR, LATER), [review], origin=None)
        (number,) = stored.added
        link_review(Change(session, place, EDITOR, LATER), number, claim_id, seen=None)
    desk.send(desk.room.mention(CLOSED))
    (card,) = desk.slack.posted(NEWSROOM)
    assert "Reviewed by Northern Check: “Mostly wrong!”" in shown(card)
    assert "Disputed" in shown(card)
