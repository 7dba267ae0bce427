"""Reviewing drafts in Slack: what an editor sees, decides, changes, and takes back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.demo import DESK, EDITOR, OTHER_TEAM, REPORTER, direct
from bot.demo.signed import Payload, app_home_opened, block_action
from bot.demo.workspace import Person
from bot.extraction.draft import ProposedClaim, ProposedSource
from bot.record import workspaces
from bot.record.change import Change
from bot.record.drafts.documents import store_document
from bot.record.drafts.drafting import store_drafts
from bot.review import draft_inputs
from bot.review.showing import announce
from bot.slack import editors
from bot.slack.plain import plain_blocks
from models import Attribution, Claim, Document, Draft, ReviewMessage, Source, Workspace
from models.database import writing
from tests.drafted import CLOSED, HOLM, OSTRA, TEXT, WORKS, denial, draft, incoming, names
from tests.handlers.answers import set_desk_channel, told
from tests.handlers.caring import inputs
from tests.handlers.newsroom import BRIDGE, Newsroom
from tests.handlers.reviews import (
    GUESSED,
    MAY,
    Fields,
    added,
    answered,
    installation,
    press,
    reviewed,
    send_form,
)
from tests.standin import rate_limited

COUNCIL_ALONE = ProposedSource("City Council", "organisation")


def read(holder: Mapping[str, Any] | None) -> str:
    """What a person reads."""
    assert holder is not None
    return plain_blocks(holder["blocks"])


def queue(room: Newsroom, text: str = "queue", user: str = EDITOR) -> Fields:
    found: Fields = json.loads(room.send(room.command(text, user=user)).body)
    return found


def rows(room: Newsroom, table: Any) -> list[Any]:
    with Session(room.engine) as session:
        return list(session.exec(select(table).order_by(table.id)))


def on_record(room: Newsroom) -> list[str]:
    return [one.stance for one in rows(room, Attribution) if one.state == "approved"]


def let_decide(room: Newsroom, *users: str) -> None:
    with Session(writing(room.engine)) as session, session.begin():
        workspaces.set_editors(
            Change(session, room.workspace_id, "cli:x", room.services.clock()), users
        )


# The review.


def test_a_document_gives_the_desk_its_review(room: Newsroom) -> None:
    added(room)
    said = read(reviewed(room))
    assert "Review: Bridge closed" in said
    assert "Ostra Courier · 4 Nov 2024 (read from the page, not confirmed)" in said
    assert "3 to decide, 2 of them certain" in said
    assert "Ida Holm, mayor, City Council (new on record, party: Ostra) — says so" in said
    assert "Ministry of Works (new on record, a party of its own) — denies it" in said
    assert "Look at: the speaker is only a pronoun here." in said
    assert said.index("only a pronoun") < said.index("denies it"), "in the document's order"
    assert "0.95" not in said
    marked = [b["text"]["text"] for b in reviewed(room)["blocks"] if "The bridge" in str(b)]
    assert "*The bridge at Ostra is closed*" in marked[0]


def test_claims_near_it_on_record_are_shown_with_their_numbers(room: Newsroom) -> None:
    near = ProposedClaim("The tunnel under Ostra is closed to lorries at night.", "fact")
    known = ProposedClaim(BRIDGE, "fact", known=room.bridge)
    added(room, [draft(claim=near), draft(95, 127, WORKS, known)])
    said = read(reviewed(room))
    assert f"#{room.tunnel} The tunnel under Ostra is closed." in said
    assert f"Claim on record: {BRIDGE}  #{room.bridge}" in said


def test_without_a_desk_channel_whoever_added_it_is_told(sqlite_room: Newsroom) -> None:
    set_desk_channel(sqlite_room, "")
    added(sqlite_room)
    assert "Review: Bridge closed" in read(reviewed(sqlite_room, direct(EDITOR)))


def test_drafts_go_to_nobody_who_is_no_editor(sqlite_room: Newsroom) -> None:
    set_desk_channel(sqlite_room, "")
    added(sqlite_room, by=REPORTER)
    assert sqlite_room.slack.posted() == []


def test_a_desk_channel_that_is_closed_does_not_lose_it(sqlite_room: Newsroom) -> None:
    set_desk_channel(sqlite_room, "C0GONE")
    added(sqlite_room)
    assert "Review" in read(reviewed(sqlite_room, direct(EDITOR)))


def test_announcing_again_posts_nothing_twice(sqlite_room: Newsroom) -> None:
    document = added(sqlite_room)
    announce(sqlite_room.services, installation(sqlite_room), document)
    assert len(sqlite_room.slack.posted(DESK)) == 1


def test_a_long_document_has_pages_within_slack_s_limits(sqlite_room: Newsroom) -> None:
    text = "".join(f"Mayor {n:02} said that {'dust <!channel> *x* ' * 150}.\n" for n in range(20))
    length = len(text) // 20
    drafts = [
        draft(n * length, n * length + length - 40, ProposedSource(f"Mayor {n}", "person"),
              f"Sentence {n} {'& more ' * 120}.")
        for n in range(20)
    ]  # fmt: skip
    added(sqlite_room, drafts, text=text)
    assert "Page 1 of 3" in read(reviewed(sqlite_room))
    press(sqlite_room, "review_page")
    assert "Page 2 of 3" in read(reviewed(sqlite_room))
    press(sqlite_room, "review_approve")
    assert "Page 2 of 3" in read(reviewed(sqlite_room))
    press(sqlite_room, "review_page_back")
    assert "Page 1 of 3" in read(reviewed(sqlite_room))


def test_the_details_can_be_confirmed_from_there(sqlite_room: Newsroom) -> None:
    added(sqlite_room)
    press(sqlite_room, "details")
    assert "Bridge closed" in read(sqlite_room.slack.modal(EDITOR))


# Decisions.


def test_approving_puts_it_on_record_and_undo_takes_it_off(room: Newsroom) -> None:
    added(room)
    press(room, "review_approve")
    assert on_record(room) == ["asserts"]
    said = read(reviewed(room))
    assert f"Approved on claim #{room.bridge} by @{EDITOR}" in said
    assert "The claim now: One party says so" in said
    assert "2 to decide" in said
    room.send(room.mention(BRIDGE))
    assert "Ida Holm" in read(room.slack.posted("C0NEWSROOM")[-1])
    press(room, "review_undo")
    assert on_record(room) == []
    assert "3 to decide" in read(reviewed(room))


def test_a_draft_is_in_no_answer(sqlite_room: Newsroom) -> None:
    added(sqlite_room, [draft(46, 84, HOLM, MAY)])
    sqlite_room.send(sqlite_room.mention(MAY))
    assert "May" not in read(sqlite_room.slack.posted("C0NEWSROOM")[-1])


def test_others_get_a_polite_no(room: Newsroom) -> None:
    added(room)
    for action in (
        "review_approve", "review_edit", "review_link", "review_split", "review_reject",
        "review_certain", "review_several",
    ):  # fmt: skip
        press(room, action, user=REPORTER)
        assert "only this desk's editors" in told(room)
    assert room.slack.modal(REPORTER) is None
    assert on_record(room) == []
    assert "only this desk's editors" in queue(room, user=REPORTER)["text"]


def test_the_workspace_s_list_says_who_is_an_editor(room: Newsroom) -> None:
    added(room)
    let_decide(room, REPORTER)
    press(room, "review_approve", user=EDITOR)
    assert on_record(room) == []
    press(room, "review_approve", user=REPORTER)
    assert on_record(room) == ["asserts"]


def test_slack_is_not_asked_each_time_who_is_an_admin(sqlite_room: Newsroom) -> None:
    added(sqlite_room)
    press(sqlite_room, "review_approve")
    press(sqlite_room, "review_undo")
    calls = sqlite_room.slack.calls_of("users.info")
    assert len([one for one in calls if "include_locale" not in one]) == 1


def test_the_later_of_two_editors_sees_what_the_earlier_did(room: Newsroom) -> None:
    let_decide(room, EDITOR, REPORTER)
    added(room)
    before = dict(reviewed(room))
    press(room, "review_approve")
    press(room, "review_reject", user=REPORTER, message=before)
    assert room.slack.modal(REPORTER) is None
    assert f"<@{EDITOR}> approved this on" in told(room)
    press(room, "review_approve", user=REPORTER, message=before)
    assert "Nothing of it was changed now" in told(room)
    assert on_record(room) == ["asserts"]
    assert "Approved" in read(reviewed(room))


def test_a_form_that_was_open_meanwhile_overwrites_nothing(room: Newsroom) -> None:
    let_decide(room, EDITOR, REPORTER)
    added(room)
    press(room, "review_edit", user=REPORTER)
    press(room, "review_approve")
    said = send_form(room, user=REPORTER, claim="Something else entirely.")
    assert said["response_action"] == "update"
    assert f"@{EDITOR} approved this" in read(said["view"])
    assert [c.text for c in rows(room, Claim)] == [BRIDGE, "The tunnel under Ostra is closed."]


def test_the_certain_ones_at_once(room: Newsroom) -> None:
    added(room, [draft(), GUESSED, draft(95, 127, ProposedSource("Per Lind", "person"))])
    press(room, "review_certain")
    asked = room.slack.modal(EDITOR)
    assert "For whom do they speak?" in read(asked)
    assert on_record(room) == []
    send_form(room)
    said = read(room.slack.modal(EDITOR))
    assert "1 draft approved." in said
    assert "Left for you: Per Lind — Per Lind would be a party of its own" in said
    assert on_record(room) == ["asserts"]
    assert "pronoun" in read(reviewed(room))


def follows(room: Newsroom, shows: Fields) -> Fields:
    """The view that takes the place of the form in front of the editor."""
    stands = room.slack.modal(EDITOR)
    assert stands is not None
    return {**stands, **shows["view"]}


def party_inputs(view: Fields | None) -> list[str]:
    """The inputs of a form that ask for whom somebody speaks."""
    assert view is not None
    return [name for name in inputs(view) if name.startswith("party_")]


@pytest.mark.parametrize(
    ("party", "line"), [("Ostra", "Per Lind < Ostra"), ("=", "Per Lind"), ("Per Lind", "Per Lind")]
)
@pytest.mark.parametrize("button", ["review_group", "review_certain"])
def test_the_party_is_asked_once_for_each_new_speaker(
    sqlite_room: Newsroom, party: str, line: str, button: str
) -> None:
    lind = ProposedSource("Per Lind", "person")
    if button == "review_group":
        added(sqlite_room, [draft(source=lind)])
        again = {"text": f"{TEXT} Again.", "url": None, "canonical_url": None}
        added(sqlite_room, [draft(source=lind)], **again)
    else:
        added(sqlite_room, [draft(source=lind), draft(46, 84, lind, "It opens in June.")])
    press(sqlite_room, button)
    (asked,) = party_inputs(sqlite_room.slack.modal(EDITOR))
    assert on_record(sqlite_room) == []
    send_form(sqlite_room, **{asked: party})
    assert "2 drafts approved." in read(sqlite_room.slack.modal(EDITOR))
    assert names(sqlite_room.engine) - {"Ostra"} == {line}
    assert on_record(sqlite_room) == ["asserts", "asserts"]


@pytest.mark.parametrize("what", ["approve", "link"])
def test_the_party_is_asked_before_several_are_approved(sqlite_room: Newsroom, what: str) -> None:
    lind = ProposedSource("Per Lind", "person")
    added(sqlite_room, [draft(source=lind), draft(46, 84, lind, "It opens in June.")])
    press(sqlite_room, "review_several")
    shows = several(sqlite_room, [0, 1], what=what, words=f"#{sqlite_room.tunnel}")
    if what == "link":
        shows = answered(sqlite_room, follows(sqlite_room, shows))
    (asked,) = party_inputs(shows["view"])
    assert on_record(sqlite_room) == []
    answered(sqlite_room, follows(sqlite_room, shows), **{asked: "Ostra"})
    assert "2 drafts approved." in read(sqlite_room.slack.modal(EDITOR))
    assert "Per Lind < Ostra" in names(sqlite_room.engine)


OSTRA_SAYS = draft(source=OSTRA)
VELL_SAYS = draft(source=ProposedSource("Vell", "government"))


def test_what_says_the_same_is_approved_once(room: Newsroom) -> None:
    added(room, [OSTRA_SAYS])
    added(room, [VELL_SAYS, denial()], text=f"{TEXT} In Vell.", url=None, canonical_url=None)
    said = read(reviewed(room))
    assert "1 other says the same:" in said
    assert "Ostra (new on record, a party of its own) — says so · Ostra Courier" in said
    press(room, "review_group")
    assert "2 drafts approved." in told(room, EDITOR)
    assert on_record(room) == ["asserts", "asserts"]
    assert {one.claim_id for one in rows(room, Attribution)} == {room.bridge}
    first, second = room.slack.posted(DESK)
    assert "All decided · 1 approved" in read(first)
    assert "1 to decide" in read(second)


def test_the_queue_of_one_topic(room: Newsroom) -> None:
    added(room)
    added(room, [VELL_SAYS], text=f"{TEXT} In Vell.", canonical_url=None, url=None)
    with Session(writing(room.services.engine)) as session, session.begin():
        for number, topic in ((1, "Bridges"), (2, "Vell")):
            document = session.get_one(Document, number)
            document.topic = topic
            session.add(document)
    said = read(queue(room, "queue topic bridges"))
    assert "denies it" in said
    assert said.count("[ Open ]") == 3
    shown = queue(room)["blocks"]
    (menu,) = [one for block in shown for one in block.get("elements", []) if "options" in one]
    labels = [one["text"]["text"] for one in menu["options"]]
    assert labels[-2:] == ["Topic: Bridges (3)", "Topic: Vell (1)"]
    room.send(room.press("queue_several", shown_queue(room, "queue topic Vell"), user=EDITOR))
    assert "1 statement to decide on" in read(room.slack.modal(EDITOR))
    said = read(queue(room, "queue topic Harbours"))
    assert "No draft of the topic “Harbours” waits." in said


def test_a_filtered_queue_shows_what_says_the_same_once(sqlite_room: Newsroom) -> None:
    added(sqlite_room, [OSTRA_SAYS])
    added(sqlite_room, [VELL_SAYS, denial()], text=f"{TEXT} In Vell.", canonical_url=None, url=None)
    said = read(queue(sqlite_room, "queue certain"))
    assert said.count("Ostra (new on record, a party of its own) — says so") == 1
    assert said.count("1 other says the same:") == 1
    assert "denies it" in said


def test_decided_drafts_leave_and_are_opened_again_from_their_own_page(room: Newsroom) -> None:
    added(room)
    press(room, "review_approve")
    said = read(reviewed(room))
    assert "1 of 3 done, about 1 minute" in said
    assert "Last: Ida Holm" in said
    assert "1. Ida Holm" in said, "the next one is first now"
    press(room, "review_reject")
    send_form(room)
    press(room, "review_decided")
    said = read(reviewed(room))
    assert said.index("Rejected by") < said.index("Approved on claim"), "the last one first"
    press(room, "review_undo", 1)
    assert on_record(room) == []
    press(room, "review_in_order")
    assert "2 to decide" in read(reviewed(room))


def test_undo_goes_back_as_far_as_one_likes(sqlite_room: Newsroom) -> None:
    added(sqlite_room)
    press(sqlite_room, "review_approve")
    press(sqlite_room, "review_reject")
    send_form(sqlite_room)
    press(sqlite_room, "review_undo")
    press(sqlite_room, "review_undo")
    assert "3 to decide" in read(reviewed(sqlite_room))
    assert on_record(sqlite_room) == []


def test_drafts_come_in_the_document_s_order_or_certain_ones_first(
    sqlite_room: Newsroom,
) -> None:
    added(sqlite_room, [GUESSED, denial()])
    said = read(reviewed(sqlite_room))
    assert said.index("only a pronoun") < said.index("denies it")
    press(sqlite_room, "review_certain_first")
    said = read(reviewed(sqlite_room))
    assert said.index("denies it") < said.index("only a pronoun")


def several(room: Newsroom, which: list[int], **given: str) -> Fields:
    """Send the form for several drafts with these of its boxes ticked."""
    view = room.slack.modal(EDITOR)
    assert view is not None
    block = next(one for one in view["blocks"] if one["block_id"].startswith("which"))
    block["element"]["initial_options"] = [block["element"]["options"][n] for n in which]
    return answered(room, view, **given)


def test_several_at_once(room: Newsroom) -> None:
    people = ["Per Lind", "Aud Moe", "Jan Berg"]
    drafts = [
        draft(n, n + 20, ProposedSource(name, "person"), f"Road {n} is closed to lorries.")
        for n, name in enumerate(people)
    ]
    added(room, drafts)
    press(room, "review_several")
    several(room, [0, 1, 2], what="party", party="Ostra")
    assert "3 drafts changed." in read(room.slack.modal(EDITOR))
    assert "Per Lind (new on record, party: Ostra)" in read(reviewed(room))
    press(room, "review_several")
    shows = several(room, [0, 1], what="link", words=f"#{room.tunnel}")
    assert "The tunnel under Ostra is closed." in read(shows["view"])
    assert on_record(room) == []
    answered(room, shows["view"])
    assert {one.claim_id for one in rows(room, Attribution)} == {room.tunnel}
    assert "All decided" not in read(reviewed(room))


def across(room: Newsroom) -> None:
    """Two articles with what two governments say; in both the same bridge is closed."""
    mill = "The mill has lost its power."
    added(room, [OSTRA_SAYS, draft(5, 25, OSTRA, mill)])
    vell = f"{TEXT} In Vell."
    added(
        room,
        [VELL_SAYS, draft(9, 29, OSTRA, "Every school reopened.")],
        text=vell,
        canonical_url=None,
    )


def test_several_of_any_documents_at_once(room: Newsroom) -> None:
    across(room)
    shown = shown_queue(room)
    room.send(room.press("queue_several", shown, user=EDITOR))
    said = read(room.slack.modal(EDITOR))
    assert "3 statements to decide on" in said
    assert said.count("(+ 1 that says the same)") == 1
    several(room, [0, 1, 2], what="approve")
    assert "4 drafts approved." in read(room.slack.modal(EDITOR))
    assert len({one.claim_id for one in rows(room, Attribution)}) == 3
    assert all("All decided" in read(one) for one in room.slack.posted(DESK))


def test_all_of_one_speaker_at_once(sqlite_room: Newsroom) -> None:
    across(sqlite_room)
    sqlite_room.send(sqlite_room.press("queue_several", shown_queue(sqlite_room), user=EDITOR))
    form = sqlite_room.slack.modal(EDITOR)
    assert form is not None
    options = form["blocks"][0]["accessory"]["options"]
    assert [one["text"]["text"] for one in options] == ["Everybody", "Ostra (3)"]
    trigger = sqlite_room.slack.trigger(EDITOR)
    option = {"selected_option": options[1]}
    typed = {
        "what": {"what": {"type": "radio_buttons", "selected_option": {"value": "reject"}}},
        "reason": {"reason": {"type": "plain_text_input", "value": "old"}},
        "which": {"which": {"type": "checkboxes", "selected_options": []}},
    }
    form["state"] = {"values": typed}
    pressed = block_action("queue_of", trigger_id=trigger, view=form, user=EDITOR, chosen=option)
    sqlite_room.send(pressed)
    # What is to be done stays; which of them is asked about the drafts that are there now.
    shown = inputs(sqlite_room.slack.modal(EDITOR) or {})
    assert {block["block_id"] for block in shown.values()} == {f"{name}~1" for name in shown}
    assert shown["what"]["element"]["initial_option"]["value"] == "reject"
    assert shown["reason"]["element"]["initial_value"] == "old"
    assert len(shown["which"]["element"]["initial_options"]) == 3
    send_form(sqlite_room)
    assert [one.state for one in rows(sqlite_room, Draft)] == ["rejected"] * 4
    assert "4 drafts rejected." in read(sqlite_room.slack.modal(EDITOR))


def test_all_of_one_topic_at_once(sqlite_room: Newsroom) -> None:
    across(sqlite_room)
    mill = next(one for one in rows(sqlite_room, Draft) if "mill" in str(one.proposal))
    with Session(sqlite_room.engine) as session, session.begin():
        session.get_one(Draft, mill.id).topic = "Mills"
    sqlite_room.send(sqlite_room.press("queue_several", shown_queue(sqlite_room), user=EDITOR))
    form = sqlite_room.slack.modal(EDITOR)
    assert form is not None
    options = form["blocks"][0]["accessory"]["options"]
    (topic,) = (one for one in options if "Mills" in one["text"]["text"])
    assert topic["text"]["text"] == "All about Mills (1)"
    trigger = sqlite_room.slack.trigger(EDITOR)
    pressed = block_action(
        "queue_of", trigger_id=trigger, view=form, user=EDITOR, chosen={"selected_option": topic}
    )
    sqlite_room.send(pressed)
    form = sqlite_room.slack.modal(EDITOR)
    assert form is not None
    menu = form["blocks"][0]["accessory"]
    assert menu["initial_option"]["text"]["text"] == "All about Mills (1)"
    assert "Everything that waits" in [one["text"]["text"] for one in menu["options"]]
    send_form(sqlite_room, what="reject", reason="old")
    decided = {one.id for one in rows(sqlite_room, Draft) if one.state == "rejected"}
    assert decided == {mill.id}


def test_what_is_not_clear_in_bulk_stays(sqlite_room: Newsroom) -> None:
    person = ProposedSource("Per Lind", "person")
    tolls = [
        draft(n, n + 20, OSTRA, ProposedClaim(f"The fire at Harrow killed {n} people.", "quantity",
                                              figure=(n, n)))
        for n in (7, 9)
    ]  # fmt: skip
    added(sqlite_room, [draft(5, 25, person, "The mill lost its power."), *tolls, OSTRA_SAYS])
    sqlite_room.send(sqlite_room.press("queue_several", shown_queue(sqlite_room), user=EDITOR))
    shows = several(sqlite_room, [0, 1, 2, 3], what="approve")
    answered(sqlite_room, follows(sqlite_room, shows))
    said = read(sqlite_room.slack.modal(EDITOR))
    assert "2 drafts approved." in said
    assert "Ostra — As of the record now it is about claim #3: The fire at Harrow killed 7" in said
    assert "Left for you: Per Lind — Per Lind would be a party of their own" in said


def test_several_are_rejected_with_one_reason(sqlite_room: Newsroom) -> None:
    added(sqlite_room)
    press(sqlite_room, "review_several")
    assert "which" in several(sqlite_room, [], what="reject")["errors"]
    several(sqlite_room, [0, 2], what="reject", reason="only an echo")
    states = [one.state for one in rows(sqlite_room, Draft)]
    assert states == ["rejected", "draft", "rejected"]
    assert rows(sqlite_room, Draft)[0].reason == "only an echo"


def test_rejecting_says_why(room: Newsroom) -> None:
    added(room)
    press(room, "review_reject")
    assert send_form(room, reason="She *only* repeats it.") == {}
    assert "Rejected by @U0EDITOR" in read(reviewed(room))
    assert "repeats it" in read(reviewed(room))
    assert rows(room, Draft)[0].reason == "She *only* repeats it."
    press(room, "review_undo")
    assert "3 to decide" in read(reviewed(room))


def test_what_slack_does_not_take_now_is_true_later(sqlite_room: Newsroom) -> None:
    added(sqlite_room)
    message = dict(reviewed(sqlite_room))
    sqlite_room.slack.next("chat.update", rate_limited())
    press(sqlite_room, "review_approve", message=message)
    assert on_record(sqlite_room) == ["asserts"]
    press(sqlite_room, "review_approve", message=message)
    assert "approved this" in told(sqlite_room, EDITOR)
    assert "Approved on claim" in read(reviewed(sqlite_room))


def test_a_message_whose_receipt_was_lost_is_known_by_its_button(sqlite_room: Newsroom) -> None:
    added(sqlite_room)
    with Session(writing(sqlite_room.engine)) as session, session.begin():
        for row in session.exec(select(ReviewMessage)):
            session.delete(row)
    press(sqlite_room, "review_approve")
    assert "Approved on claim" in read(reviewed(sqlite_room))


def test_another_desk_s_draft_is_not_touched(room: Newsroom) -> None:
    added(room)
    now = room.services.clock()
    with Session(writing(room.engine)) as session, session.begin():
        other = Workspace(team_id=OTHER_TEAM, created_at=now)
        session.add(other)
        session.flush()
        theirs = store_document(Change(session, other.id or 0, "U0X", now), incoming())
        store_drafts(Change(session, other.id or 0, "U0X", now), theirs.document_id, [draft()])
    number = rows(room, Draft)[-1].id
    for action in ("review_approve", "review_edit", "review_open"):
        forged = f'{{"document":{theirs.document_id},"draft":{number},"page":1,"version":1}}'
        message = reviewed(room) if action != "review_open" else shown_queue(room)
        payload = room.press(action, message, channel=DESK, user=EDITOR)
        payload.body["actions"][0]["value"] = forged
        room.send(payload)
    assert rows(room, Draft)[-1].state == "draft"
    assert room.slack.modal(EDITOR) is None
    assert room.slack.posted(direct(EDITOR)) == []


# Forms.


def test_the_form_shows_the_draft_and_changes_nothing_by_itself(room: Newsroom) -> None:
    added(room)
    press(room, "review_edit")
    said = read(room.slack.modal(EDITOR))
    assert "Name: [ Ida Holm ]" in said
    assert "Party: [ Ostra ]" in said
    assert send_form(room, then="no") == {}
    assert rows(room, Draft)[0].version == 1


def test_what_is_edited_is_approved_with_it(room: Newsroom) -> None:
    added(room)
    press(room, "review_edit")
    done = send_form(
        room,
        claim="The bridge at Ostra is shut to 1,200 lorries.",
        claim_kind="quantity",
        figure="more than 1,200",
        unit="lorries",
        basis="computed",
        place="Ostra",
        role="deputy mayor",
        stance="hedges",
        day="2024-11-03",
    )
    assert done == {}
    claim = rows(room, Claim)[-1]
    assert (claim.text, claim.kind, claim.figure_low, claim.figure_high, claim.unit) == (
        "The bridge at Ostra is shut to 1,200 lorries.", "quantity", 1200, None, "lorries",
    )  # fmt: skip
    (said,) = rows(room, Attribution)
    assert (said.stance, said.said_on.isoformat()) == ("hedges", "2024-11-03")
    assert (said.figure_low, said.figure_computed) == (1200, True)
    assert "deputy mayor" in {source.role for source in rows(room, Source)}
    assert "Approved on claim" in read(reviewed(room))


def test_what_cannot_be_is_said_at_its_field(room: Newsroom) -> None:
    added(room)
    press(room, "review_edit")
    assert "figure" in send_form(room, figure="lots")["errors"]
    assert "not in the words" in send_form(room, figure="1,200")["errors"]["figure"]
    assert "claim" in send_form(room, claim="x" * 1_200)["errors"]
    assert "in the future" in send_form(room, day="2990-01-01")["errors"]["day"]
    assert rows(room, Draft)[0].version == 1


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("name", "", "Ida Holm"),
        ("claim", "x" * 1_200, "The bridge is shut."),
        ("place", "Vell", ""),
        ("figure", "lots", "more than 1,200"),
        ("day", "2990-01-01", "2024-11-03"),
        ("basis", "guessed", "computed"),
    ],
)
def test_a_wrong_value_costs_only_its_field(
    sqlite_room: Newsroom, field: str, wrong: str, right: str
) -> None:
    """Slack keeps a form open with all that was typed where the answer names wrong fields."""
    added(sqlite_room)
    press(sqlite_room, "review_edit")
    typed = {"role": "deputy mayor", "stance": "hedges", "basis": "computed", "then": "no"}
    answer = send_form(sqlite_room, **{**typed, field: wrong})
    assert (answer["response_action"], set(answer["errors"])) == ("errors", {field})
    assert rows(sqlite_room, Draft)[0].version == 1
    assert send_form(sqlite_room, **{**typed, field: right}) == {}
    proposal = rows(sqlite_room, Draft)[0].proposal
    assert (proposal["source"]["role"], proposal["stance"]) == ("deputy mayor", "hedges")


def test_all_wrong_values_are_named_at_once_and_the_others_are_kept(sqlite_room: Newsroom) -> None:
    added(sqlite_room)
    press(sqlite_room, "review_edit")
    typed = {"place": "Vell", "topic": "Bridges", "unit": "people", "role": "deputy mayor"}
    wrong = {"name": "", "claim": "x" * 1_200, "figure": "lots", "day": "2990-01-01"}
    answer = send_form(sqlite_room, **{**typed, **wrong, "then": "no"})
    assert set(answer["errors"]) == set(wrong)
    assert "in the future" in answer["errors"]["day"]
    answer = send_form(sqlite_room, **typed, name="", figure="1,200", claim="The bridge is shut.")
    assert set(answer["errors"]) == {"name", "figure"}
    assert rows(sqlite_room, Draft)[0].version == 1
    right = {"claim": "The bridge is shut.", "figure": "1,200", "basis": "computed", "then": "no"}
    assert send_form(sqlite_room, **typed, **right) == {}
    kept = rows(sqlite_room, Draft)[0]
    assert (kept.proposal["claim"]["place"], kept.topic) == ("Vell", "Bridges")
    assert kept.proposal["unit"] == "people"


def test_what_a_claim_on_record_does_not_take_is_said_of_each_field(sqlite_room: Newsroom) -> None:
    added(sqlite_room)
    press(sqlite_room, "review_edit")
    answer = send_form(sqlite_room, place="Vell", topic="Bridges", time="2024-11-02")
    assert set(answer["errors"]) == {"place", "time", "topic"}


def test_nobody_named_and_somebody_of_another_party(sqlite_room: Newsroom) -> None:
    added(sqlite_room)
    press(sqlite_room, "review_edit", 2)
    send_form(sqlite_room, who=draft_inputs.NOBODY, then="no")
    assert "Nobody named as its source" in read(reviewed(sqlite_room))
    press(sqlite_room, "review_edit")
    send_form(sqlite_room, organisation="", party="Works Union", then="no")
    assert "Ida Holm, mayor (new on record, party: Works Union)" in read(reviewed(sqlite_room))
    assert "Edited by @U0EDITOR" in read(reviewed(sqlite_room))


def test_a_name_on_record_is_asked_about(room: Newsroom) -> None:
    added(room, [draft()])
    press(room, "review_approve")
    elsewhere = ProposedSource("Ida Holm", "person", parent=ProposedSource("Vell", "government"))
    other = "In Vell, Ida Holm said that the bridge at Ostra is closed for good."
    added(room, [draft(0, 30, elsewhere)], text=other, url=None, canonical_url=None)
    press(room, "review_approve")
    assert on_record(room) == ["asserts"]
    said = read(room.slack.modal(EDITOR))
    assert "Ida Holm is on record already" in said
    assert "Ida Holm · City Council · Ostra" in said
    assert send_form(room, chosen=draft_inputs.SOMEBODY_ELSE) == {}
    assert on_record(room) == ["asserts", "asserts"]
    assert [s.name for s in rows(room, Source)].count("Ida Holm") == 2


def test_the_one_on_record_is_meant(room: Newsroom) -> None:
    added(room, [draft()])
    press(room, "review_approve")
    elsewhere = ProposedSource("Ida Holm", "person", parent=ProposedSource("Vell", "government"))
    other = "In Vell, Ida Holm said that the bridge at Ostra is closed for good."
    added(room, [draft(0, 30, elsewhere)], text=other, url=None, canonical_url=None)
    press(room, "review_edit")
    asks = send_form(room, day="2024-11-03")
    assert asks["response_action"] == "update"
    answered(room, asks["view"])
    assert on_record(room) == ["asserts", "asserts"]
    assert [s.name for s in rows(room, Source)].count("Ida Holm") == 1


def test_an_organisation_on_record_is_asked_about_as_well(sqlite_room: Newsroom) -> None:
    vell = ProposedSource("Vell", "government")
    council = ProposedSource("City Council", "organisation", parent=vell)
    added(
        sqlite_room, [draft(), draft(95, 127, ProposedSource("Aud Moe", "person", parent=council))]
    )
    press(sqlite_room, "review_certain")
    clerk = ProposedSource(
        "Per Lind", "person", parent=ProposedSource("City Council", "organisation")
    )
    other = "Per Lind of the City Council said that the bridge at Ostra is closed for good."
    added(sqlite_room, [draft(0, 30, clerk)], text=other, url=None, canonical_url=None)
    press(sqlite_room, "review_approve")
    view = sqlite_room.slack.modal(EDITOR)
    assert "City Council · Ostra" in read(view)
    assert send_form(sqlite_room) == {}
    assert [s.name for s in rows(sqlite_room, Source)].count("City Council") == 2
    assert "party: Ostra" in read(reviewed(sqlite_room))


def test_linking_by_number(room: Newsroom) -> None:
    added(room, [draft(46, 84, HOLM, MAY)])
    press(room, "review_link")
    assert "words" in send_form(room)["errors"]
    assert "not on record" in send_form(room, words="#999")["errors"]["words"]
    shows = send_form(room, words=f"#{room.tunnel}")
    assert f"#{room.tunnel} The tunnel under Ostra is closed." in read(shows["view"])
    assert on_record(room) == []
    assert answered(room, shows["view"]) == {}
    assert rows(room, Attribution)[0].claim_id == room.tunnel
    assert len(rows(room, Claim)) == 2


def test_linking_by_words(room: Newsroom) -> None:
    added(room, [draft(46, 84, HOLM, MAY)])
    press(room, "review_link")
    found = send_form(room, words="tunnel under Ostra")
    assert found["response_action"] == "update"
    assert f"#{room.tunnel} The tunnel under Ostra is closed." in read(found["view"])
    words = inputs(found["view"])["words"]
    assert words["block_id"] == "words~1"
    assert words["element"]["initial_value"] == "tunnel under Ostra"
    shows = answered(room, found["view"], chosen=str(room.tunnel))
    assert answered(room, shows["view"], then="no") == {}
    assert "Linked to this claim by" in read(reviewed(room))
    assert on_record(room) == []


def test_splitting(room: Newsroom) -> None:
    added(room, [draft()])
    press(room, "review_split")
    assert "not among the words" in send_form(room, first_words="a tunnel")["errors"]["first_words"]
    assert "the same" in send_form(room)["errors"]["second_claim"]
    done = send_form(room, first_words="The bridge at Ostra", second_claim="Ostra has a bridge.")
    assert done == {}
    said = read(reviewed(room))
    assert "2 to decide" in said
    assert "Ostra has a bridge." in said


# The queue.


def shown_queue(room: Newsroom, text: str = "queue") -> Fields:
    """The queue as the message that the editor sees."""
    found = queue(room, text)
    return {"ts": "1.2", "is_ephemeral": True, "blocks": with_ids(found["blocks"])}


def with_ids(blocks: list[Fields]) -> list[Fields]:
    return [{"block_id": f"b{n}", **block} for n, block in enumerate(blocks)]


def test_the_queue_counts_and_lists(room: Newsroom) -> None:
    added(room)
    said = read(queue(room))
    assert "Queue: 3 drafts to decide on · 2 certain · 1 flagged · 3 of yours" in said
    assert "Bridge closed — Ostra Courier, 4 Nov 2024" in said
    flagged = read(queue(room, "queue flagged"))
    assert MAY in flagged
    assert "denies" not in flagged
    assert "denies it" in read(queue(room, "queue certain"))
    assert MAY in read(queue(room, "QUEUE mine 1"))
    assert "No imported drafts wait" in read(queue(room, "queue imported"))


def test_any_other_words_are_a_question(sqlite_room: Newsroom) -> None:
    sqlite_room.send(sqlite_room.command("queue at the bridge of Ostra is long", user=REPORTER))
    assert [one.statement for one in sqlite_room.inquiries()] == [
        "queue at the bridge of Ostra is long"
    ]


def test_opening_from_the_queue_posts_the_review_to_the_editor(room: Newsroom) -> None:
    added(room)
    message = shown_queue(room)
    payload = room.press("review_open", message, user=EDITOR)
    room.send(payload)
    assert "Review: Bridge closed" in read(reviewed(room, direct(EDITOR)))
    room.send(room.press("review_open", message, user=EDITOR))
    assert len(room.slack.posted(direct(EDITOR))) == 1
    own = reviewed(room, direct(EDITOR))
    room.send(room.press("review_approve", own, channel=direct(EDITOR), user=EDITOR))
    assert "Approved on claim" in read(reviewed(room, direct(EDITOR)))
    assert "Approved on claim" in read(reviewed(room, DESK))


def chosen(room: Newsroom, show: str, home: Fields) -> Payload:
    option = {"value": json.dumps({"show": show}), "text": {"type": "plain_text", "text": "x"}}
    return block_action(
        "queue_show",
        trigger_id=room.slack.trigger(EDITOR),
        view=home,
        user=EDITOR,
        chosen={"selected_option": option},
    )


def test_the_home_tab_has_the_queue(room: Newsroom) -> None:
    added(room)
    room.send(app_home_opened(event_ts="1730793600.000100", user=EDITOR))
    home = room.slack.home(EDITOR)
    assert "3 drafts to decide on" in read(home)
    assert home is not None
    room.send(chosen(room, "flagged", home))
    home = room.slack.home(EDITOR)
    assert MAY in read(home)
    room.send(app_home_opened(event_ts="1730793600.000101", user=REPORTER))
    assert "to decide on" not in read(room.slack.home(REPORTER))


def test_imported_drafts_are_decided_in_the_queue(room: Newsroom) -> None:
    added(room, [draft()])
    press(room, "review_approve")
    with Session(writing(room.engine)) as session, session.begin():
        row = session.exec(select(Attribution)).one()
        row.state, row.imported_as = "draft", "a1"
        session.add(row)
    room.send(app_home_opened(event_ts="1730793600.000100", user=EDITOR))
    home = room.slack.home(EDITOR)
    assert home is not None
    room.send(chosen(room, "imported", home))
    home = room.slack.home(EDITOR)
    assert "imported as" in read(home)
    room.send(room.press("imported_approve", view=home, user=EDITOR))
    assert on_record(room) == ["asserts"]
    home = room.slack.home(EDITOR)
    assert "[ Undo ]" in read(home)
    room.send(room.press("imported_approve", view=chosen_again(home), user=REPORTER))
    assert "only this desk's editors" in read(room.slack.modal(REPORTER))
    room.send(room.press("imported_undo", view=home, user=EDITOR))
    assert on_record(room) == []


def chosen_again(home: Fields | None) -> Fields:
    """The tab as it was before: a button that does not stand any more."""
    button = {
        "type": "button",
        "action_id": "imported_approve",
        "value": '{"attribution":1,"seen":"draft"}',
    }
    return {**(home or {}), "blocks": [{"type": "actions", "block_id": "b", "elements": [button]}]}


def test_a_document_without_a_title_outlet_or_date_is_named_by_its_number(
    sqlite_room: Newsroom,
) -> None:
    number = added(sqlite_room, title=None, outlet=None, domain=None, published_on=None)
    said = read(reviewed(sqlite_room))
    assert f"Document {number}" in said
    assert "outlet unknown · date unknown" in said
    assert rows(sqlite_room, Document)[-1].title is None
    assert CLOSED in said
    assert OSTRA.name in said


def test_an_admin_of_another_workspace_is_no_editor_here(sqlite_room: Newsroom) -> None:
    with sqlite_room.slack.workspace.changed:
        sqlite_room.slack.workspace.add_person(
            Person("U0FARADMIN", "far", admin=True, team=OTHER_TEAM)
        )
    assert editors.is_editor(sqlite_room.services, installation(sqlite_room), EDITOR)
    assert not editors.is_editor(sqlite_room.services, installation(sqlite_room), "U0FARADMIN")
