"""Digests in Slack: set up, listed, changed, stopped, read on, and paused when nobody is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.demo import BOT_USER, EDITOR, ELSEWHERE, GUEST, NEWSROOM, REPORTER, SHARED, direct
from bot.demo.signed import app_home_opened, block_action, block_suggestion, event
from bot.digest import jobs, planning, subscriptions
from bot.digest.form_view import TOPICS
from bot.digest.subscriptions import Choice
from bot.digest.topics import Topics, short_name
from bot.record.change import Change
from bot.record.edit.claims import edit_claim, fields_of
from models import DigestDelivery, Notice, StatusChange, Subscription
from models.database import writing
from models.record import Claim
from tests.contract.payloads import check_message
from tests.handlers.caring import (
    LATER,
    CareDesk,
    Fields,
    desk_record,
    inputs,
    shown,
    state_of,
)
from tests.records import another_workspace, attribution
from tests.standin import Fault, FaultySlack, server_error

COLLEAGUE = "U0COLLEAGUE"
NINE = Choice(time(8), "UTC")


class Desk(CareDesk):
    """A desk whose people set up digests."""

    def __init__(self, slack: FaultySlack, engine: Engine, raw: Fields | None = None) -> None:
        super().__init__(slack, engine, raw)
        slack.add_user(COLLEAGUE, "colleague")
        slack.change_user(REPORTER, tz="Europe/Berlin")

    def open(self, *, user: str = REPORTER, channel: str = NEWSROOM) -> Fields:
        """The form that the command opens."""
        self.send(self.room.command("digest", user=user, channel=channel))
        view = self.slack.modal(user)
        assert view is not None
        return view

    def told(self, text: str, *, user: str = REPORTER, channel: str = NEWSROOM) -> Fields:
        """What a command is answered with."""
        response = self.send(self.room.command(text, user=user, channel=channel))
        assert self.slack.modal(user) is None
        answer: Fields = json.loads(response.body)
        check_message(answer, mentions=True)
        ids = {"ts": "1730793600.000100", "is_ephemeral": True}
        blocks = [{"block_id": f"b{n}", **one} for n, one in enumerate(answer["blocks"])]
        return {**answer, **ids, "blocks": blocks}

    def save(self, view: Fields, *, user: str = REPORTER, **values: Any) -> Fields:
        said = self.submit(view, user=user, **values)
        if said.get("response_action") == "update":
            self.slack.close_modals(user)
        return said

    def click(
        self, action: str, holder: Fields, *, user: str = REPORTER, channel: str = NEWSROOM,
        nth: int = 0,
    ) -> None:  # fmt: skip
        """Press the nth button of that id."""
        self.send(self.clicked(action, holder, user=user, channel=channel, nth=nth))

    def clicked(
        self, action: str, holder: Fields, *, user: str = REPORTER, channel: str = NEWSROOM,
        nth: int = 0,
    ) -> Any:  # fmt: skip
        in_view = holder.get("type") in ("modal", "home")
        values = [one["value"] for one in _buttons(holder) if one["action_id"] == action]
        url = self.slack.response_url(channel, user, message=None if in_view else holder)
        state = {name: {name: state_of(block["element"])} for name, block in inputs(holder).items()}
        return block_action(
            action,
            values[nth],
            trigger_id=self.slack.trigger(user),
            message=None if in_view else holder,
            view=holder if in_view else None,
            channel=channel,
            user=user,
            response_url="" if in_view else url,
            values=state,
        )

    def subscribed(
        self, channel: str = NEWSROOM, owner: str = REPORTER, chosen: Choice = NINE, days: int = 1
    ) -> int:
        """A digest that somebody set up so many days ago; it is due today."""
        with Session(writing(self.engine)) as session, session.begin():
            made = subscriptions.subscribe(
                session, self.room.workspace_id, channel, owner, chosen,
                now=LATER - timedelta(days=days),
            )  # fmt: skip
            return made.id or 0

    def deliver(self) -> None:
        """The scheduler's ticks."""
        planning.plan(self.engine, [self.room.workspace_id], now=LATER)
        self.room.services.poster.send()

    def just_changed(self) -> None:
        """What is on record came an hour ago."""
        with Session(writing(self.engine)) as session, session.begin():
            for row in session.exec(select(StatusChange)):
                row.at = LATER - timedelta(hours=1)

    def digests(self) -> list[Subscription]:
        with Session(self.engine) as session:
            return list(session.exec(select(Subscription).order_by(col(Subscription.id))))

    def digest(self) -> Subscription:
        (only,) = self.digests()
        return only

    def notices(self) -> list[str]:
        with Session(self.engine) as session:
            return [one.channel for one in session.exec(select(Notice).order_by(col(Notice.id)))]

    def happens(self, kind: str, **fields: Any) -> None:
        self.send(event({"type": kind, "event_ts": "1730793600.000100", **fields}))


def _buttons(holder: Fields) -> list[Fields]:
    inside = [
        element
        for block in holder["blocks"]
        for element in (*block.get("elements", []), block.get("accessory"))
    ]
    return [one for one in inside if isinstance(one, dict) and one.get("type") == "button"]


def labels(holder: Fields) -> list[str]:
    return [one["text"]["text"] for one in _buttons(holder)]


@pytest.fixture
def desk(record_slack: FaultySlack, sqlite_engine: Engine) -> Iterator[Desk]:
    made = Desk(record_slack, sqlite_engine)
    yield made
    made.room.close()


@pytest.fixture
def any_desk(record_slack: FaultySlack, engine: Engine) -> Iterator[Desk]:
    made = Desk(record_slack, engine)
    yield made
    made.room.close()


# --- setting one up ---------------------------------------------------------------------------


def test_the_first_one_of_a_channel_is_set_up_in_a_form(any_desk: Desk) -> None:
    view = any_desk.open()
    assert "Europe/Berlin" in shown(view)  # the person's own time zone
    assert "(x) Monday" in shown(view)
    said = any_desk.save(
        view,
        digest_time="08:30",
        digest_weekdays=["mon", "tue", "wed", "thu", "fri"],
        digest_topics=[{"value": short_name("Bridges")}],
        digest_statuses=[{"value": "disputed"}, {"value": "denied"}],
        digest_empty=["yes"],
    )
    assert "Monday to Friday at 08:30 (Europe/Berlin)" in shown(said["view"])
    assert "Next: Tue 12 Nov 2024, 08:30" in shown(said["view"])
    row = any_desk.digest()
    assert (row.channel, row.owner, row.local_time) == (NEWSROOM, REPORTER, time(8, 30))
    assert (row.topics, row.statuses, row.post_empty) == (["Bridges"], ["disputed", "denied"], True)
    assert row.next_at == datetime(2024, 11, 12, 7, 30, tzinfo=UTC)


def test_then_the_command_lists_them(desk: Desk) -> None:
    desk.subscribed()
    desk.subscribed(chosen=Choice(time(17), "America/New_York", ("sat", "sun")))
    told = desk.told("digest")
    assert "This channel has 2 digests." in shown(told)
    assert "Every day at 08:00 (UTC)" in shown(told)
    assert "Saturday and Sunday at 17:00 (America/New_York)" in shown(told)
    assert "Next: Sat 16 Nov 2024, 17:00" in shown(told)
    assert f"Set up by @{REPORTER}" in shown(told)
    both = ["Change", "Stop", "Change", "Stop"]
    assert labels(told) == [*both, "Another digest", "A digest for me (direct message)"]
    assert labels(desk.told("digest list", user=EDITOR))[:4] == both
    assert labels(desk.told("digest", user=COLLEAGUE))[0] == "Another digest"


def test_a_channel_may_have_several(desk: Desk) -> None:
    desk.subscribed()
    desk.click("digest_new", desk.told("digest", user=COLLEAGUE), user=COLLEAGUE)
    view = desk.slack.modal(COLLEAGUE)
    assert view is not None
    desk.save(view, user=COLLEAGUE)
    assert [(one.channel, one.owner) for one in desk.digests()] == [
        (NEWSROOM, REPORTER),
        (NEWSROOM, COLLEAGUE),
    ]


def test_in_direct_messages_it_is_ones_own_and_there_is_one(desk: Desk) -> None:
    said = desk.save(desk.open(channel=direct(REPORTER)))
    assert "The digest goes to you by direct message" in shown(said["view"])
    assert desk.digest().channel == REPORTER
    desk.subscribed(NEWSROOM)
    told = desk.told("digest", channel=direct(REPORTER))
    assert "You have 2 digests." in shown(told)
    assert "by direct message" in shown(told)
    assert "in this channel" in shown(told)  # one's own, wherever it goes
    assert "A digest for me (direct message)" not in labels(told)
    assert "A digest for me (direct message)" not in labels(desk.told("digest"))


def test_two_forms_at_once_make_one_digest_by_direct_message(any_desk: Desk) -> None:
    first = any_desk.open(channel=direct(REPORTER))
    second = any_desk.open(channel=direct(REPORTER))
    any_desk.save(first)
    assert "You have a digest by direct message already" in shown(any_desk.save(second)["view"])
    assert len(any_desk.digests()) == 1


def test_a_form_that_is_sent_twice_makes_one_digest(any_desk: Desk) -> None:
    """Slack says that it failed where we were slow to answer."""
    view = any_desk.open()
    any_desk.save(view)
    assert "Saved. The digest goes to the channel" in shown(any_desk.save(view)["view"])
    assert len(any_desk.digests()) == 1


def test_a_change_that_is_sent_twice_is_saved_both_times(any_desk: Desk) -> None:
    any_desk.subscribed()
    any_desk.click("digest_change", any_desk.told("digest"))
    view = any_desk.slack.modal(REPORTER)
    assert view is not None
    for _ in range(2):
        assert "Saved." in shown(any_desk.save(view, digest_time="10:00")["view"])
    assert any_desk.digest().local_time == time(10)


def test_a_digest_for_me_is_offered_beside_the_channel_s(desk: Desk) -> None:
    desk.subscribed()
    desk.click("digest_mine", desk.told("digest"))
    view = desk.slack.modal(REPORTER)
    assert view is not None
    assert view["title"]["text"] == "A digest for you"
    desk.save(view)
    assert [one.channel for one in desk.digests()] == [NEWSROOM, REPORTER]


@pytest.mark.parametrize(
    "text", ["digest of the week was cancelled.", "Digest stop the bridge", "digest 12"]
)
def test_any_other_words_ask(desk: Desk, text: str) -> None:
    desk.send(desk.room.command(text))
    assert [one.statement for one in desk.room.inquiries()] == [text]


def test_a_channel_with_twenty_takes_no_more(desk: Desk) -> None:
    for _ in range(20):
        desk.subscribed()
    told = desk.told("digest")
    assert labels(told).count("Stop") == 20
    desk.click("digest_new", told)
    (no,) = desk.slack.ephemerals(NEWSROOM, REPORTER)
    assert "This channel has 20 digests already." in no["text"]


def test_the_list_may_be_empty(desk: Desk) -> None:
    told = desk.told("digest list")
    assert "This channel has no digest yet." in shown(told)
    assert desk.told("digest stop")["text"] == told["text"]  # stop which? here they are
    desk.click("digest_new", told)
    assert desk.slack.modal(REPORTER) is not None


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        (ELSEWHERE, "Invite me with /invite"),
        (SHARED, "People from outside your workspace"),
        ("C0UNSEEN", "Invite me with /invite"),
    ],
)
def test_where_nothing_may_be_posted_it_says_so_and_offers_one_for_the_person(
    desk: Desk, channel: str, said: str
) -> None:
    told = desk.told("digest", channel=channel)
    assert said in shown(told)
    desk.click("digest_mine", told, channel=channel)
    assert desk.slack.modal(REPORTER) is not None


def test_what_happened_to_the_channel_while_the_form_was_open_counts(desk: Desk) -> None:
    view = desk.open()
    desk.slack.change_channel(NEWSROOM, ext_shared=True)
    assert "People from outside" in shown(desk.save(view)["view"])
    desk.slack.change_channel(NEWSROOM, ext_shared=False, archived=True)
    assert "archived" in shown(desk.save(view)["view"])
    assert desk.digests() == []


def test_what_is_wrong_stands_at_its_field(desk: Desk) -> None:
    view = desk.open()
    said = desk.save(view, digest_weekdays=[], digest_pause="2024-11-10")
    assert said["response_action"] == "errors"
    assert set(said["errors"]) == {"digest_weekdays", "digest_pause"}
    assert desk.digests() == []


# --- changing and stopping --------------------------------------------------------------------


def test_the_form_shows_what_holds_and_changes_it(any_desk: Desk) -> None:
    chosen = Choice(time(8), "Asia/Kolkata", ("mon",), ("Old topic",), ("hedged",))
    any_desk.subscribed(chosen=chosen)
    any_desk.click("digest_change", any_desk.told("digest"))
    view = any_desk.slack.modal(REPORTER)
    assert view is not None
    assert "Asia/Kolkata" in shown(view)
    assert "(x) Monday\n  ( ) Tuesday" in shown(view)
    assert "Old topic" in str(inputs(view)["digest_topics"]["element"]["initial_options"])
    said = any_desk.save(view, digest_time="10:00", digest_pause="2024-11-30")
    assert "Paused until then. Next: Mon 2 Dec 2024, 10:00" in shown(said["view"])
    row = any_desk.digest()
    assert (row.local_time, row.topics, row.statuses) == (time(10), ["Old topic"], ["hedged"])
    assert "Paused until then" in shown(any_desk.told("digest"))


def test_a_form_that_was_overtaken_changes_nothing(desk: Desk) -> None:
    desk.subscribed()
    desk.click("digest_change", desk.told("digest"))
    late = desk.slack.modal(REPORTER)
    assert late is not None
    desk.slack.close_modals(REPORTER)
    desk.click("digest_change", desk.told("digest", user=EDITOR), user=EDITOR)
    view = desk.slack.modal(EDITOR)
    assert view is not None
    desk.save(view, user=EDITOR, digest_time="11:00")
    assert "Somebody changed this digest" in shown(desk.save(late, digest_time="12:00")["view"])
    assert desk.digest().local_time == time(11)


def test_saved_without_a_change_no_other_form_is_overtaken(desk: Desk) -> None:
    desk.subscribed()
    desk.click("digest_change", desk.told("digest"))
    late = desk.slack.modal(REPORTER)
    assert late is not None
    desk.save(late)
    assert "Next:" in shown(desk.save(late, digest_time="12:00")["view"])
    assert "Somebody changed" in shown(desk.save(late, digest_time="13:00")["view"])
    assert "Next:" in shown(desk.save(late, digest_time="12:00")["view"]), "it is saved so"
    assert desk.digest().local_time == time(12)


def test_stopped_by_its_button_it_is_gone_from_the_list(desk: Desk) -> None:
    desk.subscribed()
    desk.click("digest_stop", desk.told("digest"))
    assert desk.digest().stopped_at == LATER
    (now,) = desk.slack.ephemerals(NEWSROOM, REPORTER)
    assert "This channel has no digest yet." in shown(now)


def test_ones_own_digests_are_stopped_from_direct_messages_wherever_they_go(desk: Desk) -> None:
    desk.subscribed(NEWSROOM)
    desk.subscribed(ELSEWHERE)
    told = desk.told("digest", channel=direct(REPORTER))
    desk.click("digest_stop", told, channel=direct(REPORTER), nth=1)
    assert [one.stopped_at for one in desk.digests()] == [None, LATER]
    (now,) = desk.slack.ephemerals(direct(REPORTER), REPORTER)
    assert "You have 1 digest." in shown(now)


def test_stopped_by_command_from_anywhere(desk: Desk) -> None:
    number = desk.subscribed()
    told = desk.told(f"digest stop #{number}", channel=ELSEWHERE)
    assert "Stopped: Every day at 08:00 (UTC)." in shown(told)
    assert desk.digest().stopped_at == LATER
    assert "was stopped" in shown(desk.told(f"digest stop {number}"))
    assert "was stopped" in shown(desk.told("digest stop 999999999999999999"))


def test_others_may_not(desk: Desk) -> None:
    number = desk.subscribed()
    desk.happens("channel_archive", channel=NEWSROOM)
    told = desk.told("digest")
    for action in ("digest_change", "digest_stop", "digest_go_on"):
        desk.click(action, told, user=COLLEAGUE)
    assert desk.slack.modal(COLLEAGUE) is None
    for no in desk.slack.ephemerals(NEWSROOM, COLLEAGUE):
        assert "Only the person who set this digest up" in no["text"]
    assert "Only the person" in shown(desk.told(f"digest stop {number}", user=COLLEAGUE))
    assert (desk.digest().stopped_at, desk.digest().paused_why) == (None, "is_archived")


def test_an_editor_may_not_touch_what_goes_to_somebody_else_alone(desk: Desk) -> None:
    number = desk.subscribed(REPORTER)
    assert "Only the person" in shown(desk.told(f"digest stop {number}", user=EDITOR))


def test_another_desk_s_digests_are_not_there(desk: Desk, sqlite_engine: Engine) -> None:
    other = another_workspace(sqlite_engine)
    with Session(writing(sqlite_engine)) as session, session.begin():
        theirs = subscriptions.subscribe(
            session, other.id or 0, NEWSROOM, REPORTER, NINE, now=LATER
        ).id
    assert "was stopped" in shown(desk.told(f"digest stop {theirs}", user=EDITOR))
    assert desk.digest().stopped_at is None
    assert "no digest yet" in shown(desk.told("digest list"))


def test_a_form_for_somebody_else_s_direct_messages_is_refused(desk: Desk) -> None:
    view = desk.open(channel=direct(REPORTER))
    about = {**json.loads(view["private_metadata"]), "channel": EDITOR}
    desk.save({**view, "private_metadata": json.dumps(about)})
    assert desk.digests() == []


def test_people_from_another_workspace_may_not(desk: Desk) -> None:
    desk.subscribed()
    pressed = desk.clicked("digest_new", desk.told("digest"), user=GUEST)
    pressed.body["user"]["team_id"] = "T0ELSE"
    desk.send(pressed)
    (no,) = desk.slack.ephemerals(NEWSROOM, GUEST)
    assert "own workspace" in no["text"]


# --- a preview --------------------------------------------------------------------------------


def test_a_preview_shows_to_the_person_alone_what_the_form_says(desk: Desk) -> None:
    desk.just_changed()
    view = desk.open()
    desk.click("digest_preview", view)
    (sent,) = desk.slack.posted()
    assert sent in desk.slack.posted(direct(REPORTER))
    assert "Preview of a digest for the channel" in shown(sent)
    assert "The bridge at Ostra is closed." in shown(sent)
    assert desk.digests() == []
    after = desk.slack.modal(REPORTER)
    assert "The preview is in your direct messages" in shown(after)
    ids = [one["block_id"] for one in inputs(view).values()]
    assert [one["block_id"] for one in inputs(after or {}).values()] == ids  # Slack keeps it all


def test_a_preview_goes_by_what_is_chosen_in_the_form(desk: Desk) -> None:
    desk.just_changed()
    view = desk.open()
    pressed = desk.clicked("digest_preview", view)
    chosen = pressed.body["state"]["values"]
    chosen["digest_statuses"]["digest_statuses"]["selected_options"] = [{"value": "hedged"}]
    chosen["digest_weekdays"]["digest_weekdays"]["selected_options"] = []  # of no matter here
    pressed.body["view"]["state"] = {"values": chosen}
    desk.send(pressed)
    (sent,) = desk.slack.posted(direct(REPORTER))
    assert "Nothing new on record" in shown(sent)
    assert "Without news, as now, nothing is posted." in shown(sent)


def test_a_preview_that_slack_does_not_take_is_said(desk: Desk) -> None:
    view = desk.open()
    desk.slack.next("chat.postMessage", server_error())
    desk.click("digest_preview", view)
    assert "Slack did not take that" in shown(desk.slack.modal(REPORTER))


# --- topics -----------------------------------------------------------------------------------


def test_where_there_are_many_topics_slack_asks_for_them(
    record_slack: FaultySlack, sqlite_engine: Engine
) -> None:
    raw = desk_record()
    for n in range(120):
        key = f"n{n}"
        claim = {"key": key, "text": f"Berth {n} is shut.", "kind": "fact", "topic": f"Berth {n}"}
        raw["claims"].append(claim)
        raw["attributions"].append(attribution(key, claim=key))
    desk = Desk(record_slack, sqlite_engine, raw)
    view = desk.open()
    assert inputs(view)["digest_topics"]["element"]["type"] == "multi_external_select"
    asked = desk.send(block_suggestion(TOPICS, "berth 11", view))
    found = json.loads(asked.body)["options"]
    names = {one["text"]["text"] for one in found}
    assert names == {"Berth 11", *(f"Berth 11{n}" for n in range(10))}
    desk.save(view, digest_topics=found[:1])
    assert desk.digest().topics == ["Berth 11"]
    desk.room.close()


def test_topics_that_come_and_go_on_record(desk: Desk) -> None:
    seconds = [0.0]
    known = Topics(lambda: seconds[0])

    def read() -> tuple[str, ...]:
        with Session(desk.engine) as session:
            return known.of(session, desk.room.workspace_id)

    def changed(topic: str) -> None:
        number = desk.claim().id or 0
        with Session(writing(desk.engine)) as session, session.begin():
            fields = replace(fields_of(session.get_one(Claim, number)), topic=topic)
            edit_claim(
                Change(session, desk.room.workspace_id, EDITOR, LATER), number, fields, seen=None
            )

    assert read() == ("Bridges",)
    changed("Closures")
    assert read() == ("Bridges", "Closures")  # a topic too many does no harm for a while
    seconds[0] = 4000.0
    assert read() == ("Closures",)


# --- reading on -------------------------------------------------------------------------------


@pytest.fixture
def long_desk(record_slack: FaultySlack, sqlite_engine: Engine) -> Iterator[Desk]:
    """A desk on whose last day 30 claims came on record."""
    raw = desk_record()
    for n in range(30):
        raw["claims"].append({"key": f"n{n}", "text": f"Berth {n} is shut.", "kind": "fact"})
        raw["attributions"].append(attribution(f"n{n}", claim=f"n{n}"))
    made = Desk(record_slack, sqlite_engine, raw)
    yield made
    made.room.close()


def test_show_opens_the_claim_as_it_is_now_for_whoever_asks(desk: Desk) -> None:
    desk.subscribed()
    desk.deliver()
    (posted,) = desk.slack.posted(NEWSROOM)
    desk.click("digest_show", posted, user=COLLEAGUE)
    assert "1 party says so, 1 denies it" in shown(desk.slack.modal(COLLEAGUE))
    pressed = desk.clicked("digest_show", posted, user=GUEST)
    pressed.body["user"]["team_id"] = "T0ELSE"
    desk.send(pressed)
    assert desk.slack.modal(GUEST) is None
    with Session(writing(desk.engine)) as session, session.begin():
        session.exec(select(Claim).where(Claim.key == "closed")).one().state = "draft"
    desk.click("digest_show", posted, user=EDITOR)
    assert desk.slack.modal(EDITOR) is None
    (no,) = desk.slack.ephemerals(NEWSROOM, EDITOR)
    assert "no longer on record" in no["text"]


def test_the_rest_of_a_long_day_is_read_by_the_person_alone(long_desk: Desk) -> None:
    desk = long_desk
    desk.subscribed()
    desk.deliver()
    (posted,) = desk.slack.posted(NEWSROOM)
    assert "Show the other 23" in labels(posted)
    desk.click("digest_more", posted, user=COLLEAGUE)
    (page,) = desk.slack.ephemerals(NEWSROOM, COLLEAGUE)
    assert "page 2" in shown(page)
    first, second = (set(_claims(one)) for one in (posted, page))
    assert (len(first), len(second)) == (10, 20)
    assert not first & second


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"delivery": 4711, "page": 2}, "too old"),
        ({"delivery": 2**70, "page": 2}, "too old"),
        ({"delivery": 1, "page": 9}, "no more"),
        ({"delivery": 1, "page": 1}, "older message"),
        ({"delivery": 1}, "older message"),
    ],
)
def test_what_cannot_be_read_on_is_refused_in_words(
    long_desk: Desk, given: Fields, said: str
) -> None:
    long_desk.subscribed()
    long_desk.deliver()
    (posted,) = long_desk.slack.posted(NEWSROOM)
    pressed = long_desk.clicked("digest_more", posted)
    pressed.body["actions"][0]["value"] = json.dumps(given)
    long_desk.send(pressed)
    (no,) = long_desk.slack.ephemerals(NEWSROOM, REPORTER)
    assert said in no["text"]


@pytest.mark.parametrize("why", ["another desk’s", "too old", "somebody’s own"])
def test_a_digest_of_others_or_of_last_month_is_not_read_on(long_desk: Desk, why: str) -> None:
    desk = long_desk
    desk.subscribed(REPORTER if why == "somebody’s own" else NEWSROOM)
    desk.deliver()
    (posted,) = desk.slack.posted()
    pressed = desk.clicked("digest_more", posted, user=COLLEAGUE)
    with Session(writing(desk.engine)) as session, session.begin():
        if why == "too old":
            session.exec(select(DigestDelivery)).one().due_at = LATER - timedelta(days=40)
    if why == "another desk’s":
        theirs = another_workspace(desk.engine).id or 0
        with Session(writing(desk.engine)) as session, session.begin():
            before = LATER - timedelta(days=1)
            subscriptions.subscribe(session, theirs, NEWSROOM, REPORTER, NINE, now=before)
        planning.plan(desk.engine, [theirs], now=LATER)
        with Session(desk.engine) as session:
            row = session.exec(select(DigestDelivery).where(DigestDelivery.workspace_id == theirs))
            number = {"delivery": row.one().id, "page": 2}
        pressed.body["actions"][0]["value"] = json.dumps(number)
    desk.send(pressed)
    (no,) = desk.slack.ephemerals(NEWSROOM, COLLEAGUE)
    assert "Berth" not in str(no)


def _claims(message: Fields) -> list[str]:
    return [one["value"] for one in _buttons(message) if one["action_id"] == "digest_show"]


# --- channels and people that go and come back ------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("channel_archive", {"channel": NEWSROOM, "user": EDITOR}),
        ("channel_deleted", {"channel": NEWSROOM}),
        ("channel_left", {"channel": NEWSROOM, "actor_id": EDITOR}),
        ("channel_shared", {"channel": NEWSROOM, "connected_team_id": "T0ELSE"}),
        ("member_left_channel", {"channel": NEWSROOM, "user": BOT_USER}),
        ("group_archive", {"channel": NEWSROOM}),
        ("group_deleted", {"channel": NEWSROOM}),
        ("group_left", {"channel": NEWSROOM}),
    ],
)
def test_without_its_channel_a_digest_pauses_and_its_owner_is_told_once(
    desk: Desk, kind: str, fields: Fields
) -> None:
    desk.subscribed()
    for _ in range(2):  # Slack may tell twice
        desk.happens(kind, **fields)
    desk.deliver()
    assert desk.slack.posted(NEWSROOM) == []
    (told,) = desk.slack.posted(direct(REPORTER))
    assert "Your digest in this channel" in shown(told)
    assert "is paused" in shown(told)
    assert "Paused:" in shown(desk.told("digest", channel=direct(REPORTER)))


@pytest.mark.parametrize(
    ("told", "chosen", "hint"),
    [
        ({"tz": "US/Pacific"}, "US/Pacific", None),
        ({"tz": "asia/calcutta", "tz_offset": 19800}, "Asia/Calcutta", None),
        (
            {"tz": "Mars/Olympus", "tz_offset": -25200},
            "Etc/GMT+7",
            "Slack calls your time zone “Mars/Olympus”, and there is none of that name here. UTC-7 "
            "is filled in instead, where clocks now show what yours shows. It knows no summer "
            "time. Choose your own here.",
        ),
        (
            {"tz": None, "tz_offset": 20700},
            "Asia/Kathmandu",
            "Slack does not say which time zone you are in. Asia/Kathmandu is filled in instead, "
            "where clocks now show what yours shows. Choose your own here.",
        ),
        (
            {"tz": "../../etc", "tz_offset": 10**9},
            "UTC",
            "Slack calls your time zone “../../etc”, and there is none of that name here. UTC is "
            "filled in instead. Choose your own here.",
        ),
        (
            {"tz": "", "tz_offset": 61},
            "UTC",
            "Slack does not say which time zone you are in. UTC is filled in instead. Choose your "
            "own here.",
        ),
    ],
)
def test_a_zone_that_slack_gives_and_nobody_knows_is_replaced_with_a_word(
    desk: Desk, told: dict[str, Any], chosen: str, hint: str | None
) -> None:
    desk.slack.change_user(REPORTER, **told)
    view = desk.open()
    (block,) = [one for one in view["blocks"] if one.get("block_id") == "digest_zone"]
    assert block["element"]["initial_option"]["value"] == chosen
    assert (block.get("hint") or {}).get("text") == hint
    desk.save(view)
    assert desk.digest().timezone == chosen


def test_where_slack_cannot_be_asked_for_the_zone_that_is_said(desk: Desk) -> None:
    desk.slack.next("users.info", server_error(), times=10)
    (block,) = [one for one in desk.open()["blocks"] if one.get("block_id") == "digest_zone"]
    assert "UTC is filled in instead" in block["hint"]["text"]


def test_a_digest_whose_zone_is_gone_is_paused_and_says_so_wherever_it_is_shown(
    any_desk: Desk,
) -> None:
    number = any_desk.subscribed()
    with Session(writing(any_desk.engine)) as session, session.begin():
        session.get_one(Subscription, number).timezone = "Mars/Olympus"
    assert "No next digest" in shown(any_desk.told("digest"))
    with Session(any_desk.engine) as session:
        (coming,) = jobs.coming(session, any_desk.room.workspace_id, now=LATER)
    assert (coming.at, coming.paused_why) == (None, "unknown_time_zone")
    any_desk.deliver()
    assert any_desk.digest().paused_why == "unknown_time_zone"
    (told,) = any_desk.slack.posted(direct(REPORTER))
    assert "its time zone is not known any more" in shown(told)
    listed = any_desk.told("digest")
    assert "Paused: its time zone is not known any more" in shown(listed)
    any_desk.click("digest_change", listed)
    view = any_desk.slack.modal(REPORTER)
    assert view is not None
    (block,) = [one for one in view["blocks"] if one.get("block_id") == "digest_zone"]
    assert "There is no time zone “Mars/Olympus” any more" in block["hint"]["text"]


def test_at_the_start_of_a_process_it_is_worked_out_anew_what_comes_next(any_desk: Desk) -> None:
    """A time zone's rules may have changed since it was noted."""
    any_desk.subscribed(days=0)
    with Session(writing(any_desk.engine)) as session, session.begin():
        session.exec(select(Subscription)).one().next_at = LATER + timedelta(days=2)
    planning.look_again(any_desk.engine, [any_desk.room.workspace_id])
    any_desk.deliver()
    assert any_desk.digest().next_at == datetime(2024, 11, 12, 8, tzinfo=UTC)


def test_somebody_else_who_leaves_changes_nothing(desk: Desk) -> None:
    desk.subscribed()
    desk.happens("member_left_channel", channel=NEWSROOM, user=COLLEAGUE)
    desk.happens("channel_archive", channel=ELSEWHERE, user=EDITOR)
    assert desk.digest().paused_why is None


@pytest.mark.parametrize(
    ("away", "back"),
    [
        ("channel_archive", "channel_unarchive"),
        ("channel_shared", "channel_unshared"),
        ("group_archive", "group_unarchive"),
        ("channel_left", "member_joined_channel"),
    ],
)
def test_back_again_it_goes_on_by_itself(desk: Desk, away: str, back: str) -> None:
    desk.subscribed()
    desk.happens(away, channel=NEWSROOM)
    assert desk.digest().next_at is None
    desk.happens(back, channel=NEWSROOM, user=BOT_USER if "joined" in back else EDITOR)
    row = desk.digest()
    assert (row.paused_why, row.next_at) == (None, datetime(2024, 11, 12, 8, tzinfo=UTC))
    desk.deliver()
    assert desk.slack.posted() == []  # and nobody need be told of the pause any more


def test_it_goes_on_only_where_it_may_be_posted(desk: Desk) -> None:
    desk.subscribed()
    desk.happens("channel_archive", channel=NEWSROOM)
    desk.slack.change_channel(NEWSROOM, member=False)  # Slack puts apps out of an archived one
    desk.happens("channel_unarchive", channel=NEWSROOM)
    assert desk.digest().paused_why == "is_archived"
    desk.slack.change_channel(NEWSROOM, member=True)
    desk.happens("member_joined_channel", channel=NEWSROOM, user=COLLEAGUE)
    assert desk.digest().paused_why == "is_archived"
    desk.happens("member_joined_channel", channel=NEWSROOM, user=BOT_USER)
    assert desk.digest().paused_why is None


def test_a_paused_one_can_be_gone_on_with_by_hand(desk: Desk) -> None:
    desk.subscribed()
    desk.happens("channel_archive", channel=NEWSROOM)
    told = desk.told("digest")
    assert labels(told)[:3] == ["Go on", "Change", "Stop"]
    desk.click("digest_go_on", told)
    assert desk.digest().paused_why is None
    (now,) = desk.slack.ephemerals(NEWSROOM, REPORTER)
    assert "Next: Tue 12 Nov 2024, 08:00" in shown(now)


def test_a_channel_that_is_shared_by_now_gets_nothing_even_if_slack_told_us_nothing(
    any_desk: Desk,
) -> None:
    any_desk.subscribed()
    any_desk.slack.change_channel(NEWSROOM, ext_shared=True)
    any_desk.deliver()
    any_desk.deliver()
    assert any_desk.slack.posted(NEWSROOM) == []
    assert any_desk.digest().paused_why == "ext_shared"
    (told,) = any_desk.slack.posted(direct(REPORTER))
    assert "people from outside your workspace" in shown(told)


def test_who_leaves_gets_no_more_and_is_told_nothing(any_desk: Desk) -> None:
    any_desk.subscribed(REPORTER)
    any_desk.subscribed(NEWSROOM)
    any_desk.happens("user_change", user={"id": REPORTER, "deleted": True, "team_id": "T0DESK"})
    own, channel_s = any_desk.digests()
    assert (own.paused_why, channel_s.paused_why) == ("user_disabled", None)
    assert any_desk.notices() == []
    any_desk.happens("user_change", user={"id": REPORTER, "deleted": False, "tz": "UTC"})
    assert any_desk.digests()[0].paused_why is None


# --- the Home tab -----------------------------------------------------------------------------


def test_the_home_tab_has_ones_own_digest(desk: Desk) -> None:
    desk.send(app_home_opened(event_ts="1730793600.000100"))
    home = desk.slack.home(REPORTER)
    assert home is not None
    desk.click("digest_mine", home)
    view = desk.slack.modal(REPORTER)
    assert view is not None
    desk.save(view)
    home = desk.slack.home(REPORTER)
    assert home is not None
    assert "Your digest" in shown(home)
    assert "Every day at 09:00 (Europe/Berlin)" in shown(home)
    desk.click("digest_stop", home)
    assert desk.digest().stopped_at == LATER
    assert "Set it up" in labels(desk.slack.home(REPORTER) or {})


# --- by topic ---------------------------------------------------------------------------------


def test_a_topic_on_the_home_tab_is_followed_in_ones_own_digest(desk: Desk) -> None:
    desk.send(app_home_opened(event_ts="1730793600.000100"))
    home = desk.slack.home(REPORTER)
    assert home is not None
    assert "Bridges: 1 claim" in shown(home).replace("*", "")
    desk.click("follow_topic", home)
    view = desk.slack.modal(REPORTER)
    assert view is not None
    assert "Bridges" in str(inputs(view)["digest_topics"]["element"]["initial_options"])
    desk.save(view)
    assert (desk.digest().channel, desk.digest().topics) == (REPORTER, ["Bridges"])
    home = desk.slack.home(REPORTER)
    assert home is not None
    assert "Bridges: 1 claim (you are told: in your digest)" in shown(home).replace("*", "")


def test_a_second_topic_joins_the_first_and_all_topics_stay_all(desk: Desk) -> None:
    desk.send(app_home_opened(event_ts="1730793600.000100"))
    home = desk.slack.home(REPORTER)
    assert home is not None
    desk.click("digest_mine", home)
    view = desk.slack.modal(REPORTER)
    assert view is not None
    desk.save(view)
    for before, after in (["Old topic"], ["Old topic", "Bridges"]), ([], []):
        with Session(desk.room.services.engine) as session:
            row = session.exec(select(Subscription)).one()
            row.topics = before
            session.add(row)
            session.commit()
        desk.click("follow_topic", home)
        view = desk.slack.modal(REPORTER)
        assert view is not None
        desk.save(view)
        assert desk.digest().topics == after


def test_a_digest_is_in_the_language_of_the_person_who_set_it_up(desk: Desk) -> None:
    desk.slack.change_user(REPORTER, locale="es-MX")
    desk.just_changed()
    for person in (REPORTER, COLLEAGUE):
        desk.subscribed(person, person)
    too_long = Fault(body=b'{"ok": false, "error": "msg_blocks_too_long"}', status=200)
    desk.slack.next("chat.postMessage", too_long)
    desk.deliver()
    spanish, english = (desk.slack.posted(direct(one))[0] for one in (REPORTER, COLLEAGUE))
    assert spanish["text"].startswith("En el registro desde el ")
    assert english["text"].startswith("On record since ")
    assert shown(spanish).endswith("Abreviado: Slack no admite más en un mensaje.")
    listed = desk.told("digest", channel=direct(REPORTER))
    assert listed["text"].startswith("Tienes 1 resumen. Todos los días a las 08:00")
    listed = desk.told("digest", user=COLLEAGUE, channel=direct(COLLEAGUE))
    assert listed["text"].startswith("You have 1 digest. Every day at 08:00")
    assert desk.open()["title"]["text"] == "Un resumen para un canal"
