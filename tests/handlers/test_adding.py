"""Adding to the record in Slack: the form, the shortcut, links in direct messages, feeds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.add.feeds import Following, follow
from bot.demo import DESK, EDITOR, NEWSROOM, REPORTER, direct
from bot.demo.signed import view_submission
from bot.ingest.fetching import Route, fetch
from bot.slack.message import Message
from bot.slack.plain import plain, plain_blocks
from models import Addition, Document, Draft, Feed, FeedItem, Outlet, Review
from tests.conftest import NOW
from tests.handlers.added import ARTICLE, HTML, REVIEW, feed, filled, opened, rows
from tests.handlers.answers import set_desk_channel
from tests.handlers.newsroom import Newsroom
from tests.ingest.ingest_web import Web, page, serving
from tests.shapes import AS_A_MESSAGE, CLOSED
from tests.standin import FaultySlack, rate_limited

HERE = direct(EDITOR)


@pytest.fixture
def web() -> Iterator[Web]:
    pages: dict[str, Any] = {
        "courier.example/bridge": page(HTML),
        "courier.example/gone": page("no", "404 Not Found"),
        "courier.example/feed": page(feed(2, 1), kind="application/rss+xml", ETag='"one"'),
        "check.example/one.json": page(REVIEW, kind="application/ld+json"),
        "inside.example/": page(HTML),
    }
    with serving(pages, inside_example=[["127.0.0.1"]]) as found:
        yield found


@pytest.fixture
def room(record_slack: FaultySlack, engine: Engine, web: Web) -> Iterator[Newsroom]:
    made = Newsroom(
        record_slack,
        engine,
        fetch=partial(fetch, route=Route(web.resolver, web.connector)),
    )
    yield made
    made.close()


def added(room: Newsroom, **given: Any) -> dict[str, Any]:
    """The form is opened, filled in and sent; gives what it shows then."""
    room.send(filled(room, opened(room), **given))
    form = room.slack.modal(EDITOR)
    assert form is not None
    return form


def seen(room: Newsroom, channel: str = HERE) -> list[str]:
    return [
        plain(Message(message["text"], message.get("blocks") or []))
        for message in room.slack.posted(channel)
    ]


def test_a_pasted_text_becomes_drafts_and_its_details_are_confirmed(room: Newsroom) -> None:
    form = added(room, text=ARTICLE, outlet="Ostra Courier", day="2024-11-05")
    (document,) = rows(room, Document)
    drafts = rows(room, Draft)
    assert document.text == ARTICLE
    assert document.added_by == EDITOR
    assert len(drafts) >= 3
    shown = plain_blocks(form["blocks"])
    assert f"{len(drafts)} drafts wait for review" in shown
    assert form["callback_id"] == "details_view"
    assert any("5 Nov 2024: given by whoever added it" in hint for hint in hints(form))
    told = "\n".join(seen(room))
    assert f"Added: {len(drafts)} drafts wait for review" in told
    assert "Outlet: Ostra Courier — given by whoever added it" in told


def hints(form: dict[str, Any]) -> list[str]:
    return [block["hint"]["text"] for block in form["blocks"] if "hint" in block]


def test_an_editor_confirms_the_details_and_the_days_follow(room: Newsroom) -> None:
    form = added(room, text=ARTICLE, day="2024-11-05")
    before = [draft.proposal["said_on"] for draft in rows(room, Draft)]
    values = {
        "detail_outlet": {"detail_outlet": "Ostra Courier"},
        "detail_author": {"detail_author": ""},
        "detail_title": {"detail_title": "Bridge closed"},
        "detail_published_on": {
            "detail_published_on": {"type": "datepicker", "selected_date": "2024-11-12"}
        },
        "detail_language": {"detail_language": "en"},
    }
    sent = view_submission(form, values, trigger_id=room.slack.trigger(EDITOR), user=EDITOR)
    response = room.send(sent)
    assert "Confirmed:" in response.body
    (document,) = rows(room, Document)
    (outlet,) = rows(room, Outlet)
    assert (document.title, outlet.name) == ("Bridge closed", "Ostra Courier")
    assert document.published_on == date(2024, 11, 12)
    assert document.bases["title"] == "editor"
    assert [draft.proposal["said_on"] for draft in rows(room, Draft)] != before
    again = room.send(sent)  # the same form once more: it is no longer what it showed
    assert "changed the details" in again.body


def test_the_same_text_twice_says_so(room: Newsroom) -> None:
    added(room, text=ARTICLE)
    form = added(room, text=ARTICLE)
    assert len(rows(room, Document)) == 1
    assert "on record already" in plain_blocks(form["blocks"])
    assert f"by @{EDITOR}" in plain_blocks(form["blocks"])


def test_a_page_is_read_with_how_its_details_are_known(room: Newsroom) -> None:
    added(room, address="http://courier.example/bridge")
    (document,) = rows(room, Document)
    assert document.url == "http://courier.example/bridge"
    told = "\n".join(seen(room))
    assert "Date: 5 Nov 2024 — read from the page's JSON-LD" in told
    assert "Outlet: Ostra Courier — read from the page's JSON-LD" in told
    assert "Reading" not in told


@pytest.mark.parametrize(
    ("given", "block", "said"),
    [
        ({}, "add_text", "no words"),
        ({"text": "x", "address": "https://a.example/"}, "add_text", "not both"),
        ({"address": "ftp://courier.example/"}, "add_address", "begin with http"),
        ({"address": "http://courier.example:8080/"}, "add_address", "ports 80 and 443"),
        ({"text": ARTICLE, "day": "2199-01-01"}, "add_date", "future"),
    ],
)
def test_a_form_that_cannot_be_carried_out_says_why_at_once(
    room: Newsroom, given: dict[str, Any], block: str, said: str
) -> None:
    response = room.send(filled(room, opened(room), **given))
    assert f'"{block}"' in response.body
    assert said in response.body
    assert rows(room, Addition) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://courier.example/gone", "There is no page at"),
        ("http://nowhere.example/", "There is no host by the name of nowhere.example"),
        ("http://inside.example/", "it leads to"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(room: Newsroom, address: str, said: str) -> None:
    form = added(room, address=address)
    assert said in plain_blocks(form["blocks"])
    (told,) = seen(room)
    assert "Nothing was added." in told
    assert said in told
    assert rows(room, Document) == []
    (addition,) = rows(room, Addition)
    assert addition.state == "failed"


def test_only_editors_may_add(room: Newsroom) -> None:
    response = room.send(room.command("add", user=REPORTER))
    assert "editors" in response.body
    assert room.slack.modal(REPORTER) is None
    form = opened(room)
    room.send(filled(room, form, text=ARTICLE, user=REPORTER))
    message = room.slack.say(NEWSROOM, ARTICLE)
    room.send(room.shortcut(message, callback_id="add_to_record"))
    room.send(room.command("add http://courier.example/bridge", user=REPORTER))
    assert rows(room, Addition) == []


def test_add_is_a_command_only_in_its_exact_shape(room: Newsroom) -> None:
    room.send(room.command("add 10,000 troops to the bridge at Ostra", user=EDITOR))
    assert rows(room, Addition) == []
    assert len(room.inquiries()) == 1


def test_an_address_behind_the_command_is_added(room: Newsroom) -> None:
    response = room.send(room.command("add http://courier.example/bridge", user=EDITOR))
    assert "On it" in response.body
    assert len(rows(room, Document)) == 1


def test_a_message_is_added_from_its_menu(room: Newsroom) -> None:
    message = room.slack.say(NEWSROOM, ARTICLE)
    room.send(room.shortcut(message, user=EDITOR, callback_id="add_to_record"))
    (document,) = rows(room, Document)
    assert document.text == ARTICLE
    assert "drafts wait" in "\n".join(seen(room))


def test_every_kind_of_message_is_added_with_the_words_that_it_shows(room: Newsroom) -> None:
    for kind, shape in AS_A_MESSAGE.items():
        message = room.slack.say(NEWSROOM, "x") | shape
        room.send(room.shortcut(message, user=EDITOR, callback_id="add_to_record"))
        last = rows(room, Document)[-1].text
        assert last.endswith(CLOSED), kind
        assert len(last) < len(CLOSED) + 15, kind  # and nothing twice


def test_of_a_message_that_points_to_a_page_the_page_is_added(room: Newsroom) -> None:
    message = room.slack.say(NEWSROOM, "Look: <http://courier.example/bridge|courier.example>")
    room.send(room.shortcut(message, user=EDITOR, callback_id="add_to_record"))
    (document,) = rows(room, Document)
    assert document.title == "Bridge closed"


def test_a_link_alone_is_offered_to_an_editor(room: Newsroom) -> None:
    asked = room.direct("<http://courier.example/bridge>", user=EDITOR)
    room.send(asked)
    room.send(asked)  # delivered again
    (offer,) = room.slack.posted(HERE)
    assert "Add to the record?" in offer["text"]
    assert rows(room, Document) == []
    room.send(room.press("add_link", offer, channel=HERE, user=EDITOR))
    assert len(rows(room, Document)) == 1
    assert "wait for review" in seen(room)[0]
    late = room.press("add_link", offer, channel=HERE, user=EDITOR)
    room.send(late)
    assert len(rows(room, Document)) == 1


def test_a_link_with_words_is_a_question_and_so_is_a_reporters_link(room: Newsroom) -> None:
    room.send(room.direct("<http://courier.example/bridge> The bridge is closed.", user=EDITOR))
    room.send(room.direct("<http://courier.example/bridge>", user=REPORTER))
    assert rows(room, Addition) == []
    assert len(room.inquiries()) == 2


def test_reviews_made_elsewhere_are_stored_as_such(room: Newsroom) -> None:
    room.send(room.command("add http://check.example/one.json", user=EDITOR))
    (review,) = rows(room, Review)
    assert (review.publisher, review.rating) == ("Northern Check", "Mostly wrong")
    (told,) = seen(room)
    assert "1 fact-check by others added" in told
    assert "the best rating equals the worst" in told


def test_a_feed_is_followed_and_its_items_are_drafted(room: Newsroom, web: Web) -> None:
    room.send(room.command("add http://courier.example/feed", user=EDITOR))
    (offer,) = room.slack.posted(HERE)
    assert "This is a feed: Ostra Courier, with 2 items" in plain(Message("", offer["blocks"]))
    assert rows(room, Document) == []
    room.send(room.press("follow_feed", offer, channel=HERE, user=EDITOR))
    (followed,) = rows(room, Feed)
    assert (followed.title, followed.etag, followed.every_s) == ("Ostra Courier", '"one"', 1800)
    assert len(rows(room, Document)) == 2
    items = rows(room, FeedItem)
    assert all(item.told_at for item in items)
    told = "\n".join(seen(room))
    assert "2 new documents" in told
    room.send(room.press("follow_feed", offer, channel=HERE, user=EDITOR))
    assert len(rows(room, Feed)) == 1


def test_a_feed_may_be_read_once(room: Newsroom) -> None:
    room.send(room.command("add http://courier.example/feed", user=EDITOR))
    (offer,) = room.slack.posted(HERE)
    room.send(room.press("read_feed", offer, channel=HERE, user=EDITOR))
    assert len(rows(room, Document)) == 2
    assert rows(room, Feed) == []
    assert "2 documents added" in "\n".join(seen(room))


@pytest.mark.parametrize("by", [EDITOR, "cli:somebody"])
def test_what_a_feed_brings_is_not_told_where_outsiders_read(room: Newsroom, by: str) -> None:
    second = "U0SECOND"
    room.slack.add_user(second, "second", admin=True)
    set_desk_channel(room, DESK)
    room.slack.change_channel(DESK, ext_shared=True)
    address, now = "http://courier.example/feed", room.services.clock()
    follow(room.engine, room.workspace_id, Following(address), by=by, now=now)
    room.services.adder.sweep()
    assert room.services.adder.idle(20)
    assert len(rows(room, Document)) == 2
    assert room.slack.posted(DESK) == []
    told = "\n".join(plain_blocks(one["blocks"]) for one in room.slack.posted(direct(second)))
    assert ("2 new documents" in told) is (by != EDITOR)
    assert "2 new documents" in "\n".join(seen(room))
    assert all(item.told_at for item in rows(room, FeedItem))


def test_several_documents_are_not_told_where_outsiders_read(room: Newsroom) -> None:
    set_desk_channel(room, DESK)
    room.slack.change_channel(DESK, ext_shared=True)
    room.send(room.command("add http://courier.example/feed", user=EDITOR))
    (offer,) = room.slack.posted(HERE)
    room.send(room.press("read_feed", offer, channel=HERE, user=EDITOR))
    assert room.slack.posted(DESK) == []
    told = "\n".join(seen(room))
    assert "Nothing is posted in the desk’s channel" in told
    assert "2 new documents" in told


def test_a_crash_while_adding_loses_nothing(
    room: Newsroom, record_slack: FaultySlack, engine: Engine, web: Web
) -> None:
    from bot.add import additions
    from bot.add.additions import Wanted

    gone = Wanted(room.workspace_id, "gone", EDITOR, ARTICLE, told_in=EDITOR)
    dead = room.services.adder.owner.rsplit(":", 2)[0] + ":999999999:abcd"
    additions.record(engine, gone, now=room.services.clock(), owner=dead)
    assert room.services.adder.sweep() == 1
    assert room.services.adder.idle(10)
    assert len(rows(room, Document)) == 1
    assert "wait for review" in "\n".join(seen(room))


def test_long_work_shows_how_far_it_is(
    record_slack: FaultySlack, sqlite_engine: Engine, web: Web
) -> None:
    moments = count()
    made = Newsroom(
        record_slack,
        sqlite_engine,
        clock=lambda: NOW + timedelta(seconds=3 * next(moments)),
        fetch=partial(fetch, route=Route(web.resolver, web.connector)),
    )
    made.send(made.command("add http://courier.example/feed", user=EDITOR))
    (offer,) = made.slack.posted(HERE)
    made.send(made.press("read_feed", offer, channel=HERE, user=EDITOR))
    changes = [call["text"] for call in record_slack.calls_of("chat.update")]
    assert any("1 of 2 items done" in text for text in changes)
    made.close()


def test_slack_s_trouble_puts_the_telling_off_and_adds_nothing_twice(
    room: Newsroom, record_slack: FaultySlack
) -> None:
    record_slack.next("chat.postMessage", rate_limited(1), times=2)
    room.send(room.command("add http://courier.example/bridge", user=EDITOR))
    for _ in range(100):
        room.services.adder.sweep()
        assert room.services.adder.idle(10)
        if told(room):
            break
        time.sleep(0.1)
    assert told(room)
    assert len(rows(room, Document)) == 1


def told(room: Newsroom) -> bool:
    return "wait for review" in "\n".join(seen(room))
