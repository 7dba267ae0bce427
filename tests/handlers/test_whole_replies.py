"""One reply to a message with several statements: each part of it changes by itself."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session

from bot.demo import DESK, NEWSROOM, REPORTER, direct
from bot.demo.signed import message_deleted
from models import Inquiry, OpenQuestion, Reply
from models.database import writing
from tests.handlers.answers import answered, rows, told
from tests.handlers.newsroom import BRIDGE, TUNNEL, UNKNOWN, VAGUE, Newsroom

Fields = dict[str, Any]
HERE = direct(REPORTER)
OTHER = "The mayor of Ostra is Rolf Kern."


def values(message: Fields, action_id: str) -> list[str]:
    """What the buttons of that kind carry, from the top."""
    found = []
    for block in message["blocks"]:
        buttons = [*block.get("elements", []), block.get("accessory", {})]
        found += [one["value"] for one in buttons if one.get("action_id") == action_id]
    return found


def test_choosing_changes_that_part_alone(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    reply = answered(room, f"{BRIDGE} {VAGUE} {UNKNOWN}")
    room.send(room.press("choose", reply, value=values(reply, "choose")[1]))
    (now,) = room.slack.posted(NEWSROOM)
    assert now["ts"] == reply["ts"]
    assert now["text"].count("One party says so") == 2
    assert TUNNEL.strip(".") in now["text"]
    assert f"Nothing on record says: “{UNKNOWN}”." in now["text"]
    assert values(now, "choose") == []
    claims = [one.claim_id for one in room.inquiries()]
    assert claims == [room.bridge, room.tunnel, None]


def test_what_was_chosen_stays_when_another_statement_is_edited(newsroom: Newsroom) -> None:
    asked = newsroom.direct(f"{VAGUE} {UNKNOWN}")
    newsroom.send(asked)
    (reply,) = newsroom.slack.posted(HERE)
    pressed = newsroom.press("choose", reply, value=values(reply, "choose")[1], channel=HERE)
    newsroom.send(pressed)
    newsroom.send(newsroom.edit(asked, f"{VAGUE} {BRIDGE}"))
    (now,) = newsroom.slack.posted(HERE)
    assert now["text"].count("One party says so") == 2
    assert TUNNEL.strip(".") in now["text"]


def test_none_of_these_joins_the_line_of_what_is_not_on_record(newsroom: Newsroom) -> None:
    reply = answered(newsroom, f"{VAGUE} {BRIDGE} {UNKNOWN}")
    newsroom.send(newsroom.press("none_of_these", reply))
    (now,) = newsroom.slack.posted(NEWSROOM)
    assert f"Nothing on record says: (1) “{VAGUE}”; (2) “{UNKNOWN}”." in now["text"]
    assert "One party says so" in now["text"]
    assert len(values(now, "to_desk")) == 2


def test_each_statement_is_put_to_the_desk_by_itself(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    reply = answered(room, f"{UNKNOWN} {OTHER} {BRIDGE}")
    first, second = values(reply, "to_desk")
    room.send(room.press("to_desk", reply, value=second))
    (question,) = rows(room, OpenQuestion)
    assert question.statement == OTHER
    (now,) = room.slack.posted(NEWSROOM)
    assert "Put to the desk as an open question." in now["text"]
    assert f"Nothing on record says: “{UNKNOWN}”." in now["text"]
    assert "One party says so" in now["text"]
    assert values(now, "to_desk") == [first]
    room.send(room.press("to_desk", now, value=first))
    assert [one.statement for one in rows(room, OpenQuestion)] == [OTHER, UNKNOWN]
    assert values(room.slack.posted(NEWSROOM)[0], "to_desk") == []


def test_statements_of_which_none_is_on_record_are_one_line(newsroom: Newsroom) -> None:
    reply = answered(newsroom, f"{UNKNOWN} {OTHER}")
    line = f"Nothing on record says: (1) “{UNKNOWN}”; (2) “{OTHER}”."
    assert reply["text"] == f"{line} That says nothing about whether it is so."


def test_all_claims_are_shared_together_and_once(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    room.send(room.command(f"{BRIDGE} {VAGUE} {UNKNOWN}"))
    private = room.slack.ephemerals(NEWSROOM)[-1]
    room.send(room.press("choose", private, value=values(private, "choose")[1]))
    private = room.slack.ephemerals(NEWSROOM)[-1]
    assert len(values(private, "share")) == 1
    for _ in range(2):
        room.send(room.press("share", private))
    (shared,) = room.slack.posted(NEWSROOM)
    assert shared["text"].count("One party says so") == 2
    assert "Nothing on record" not in str(shared["blocks"])
    assert "already shared" in told(room)


def test_a_claim_of_several_that_is_gone_since_says_so(newsroom: Newsroom) -> None:
    reply = answered(newsroom, f"{BRIDGE} {VAGUE}")
    newsroom.checker.withdrawn.add(newsroom.bridge)
    newsroom.send(newsroom.press("choose", reply, value=values(reply, "choose")[1]))
    (now,) = newsroom.slack.posted(NEWSROOM)
    assert "no longer on record" in now["text"]
    assert TUNNEL.strip(".") in now["text"]


def test_a_report_names_the_statement_that_it_is_about(newsroom: Newsroom) -> None:
    with Session(writing(newsroom.engine)) as session:
        from models import Workspace

        workspace = session.get_one(Workspace, newsroom.workspace_id)
        workspace.desk_channel = DESK
        session.commit()
    reply = answered(newsroom, f"{UNKNOWN} {BRIDGE}")
    newsroom.send(newsroom.press("wrong_claim", reply))
    (notice,) = newsroom.slack.posted(DESK)
    assert BRIDGE.strip(".") in str(notice)
    assert UNKNOWN.strip(".") not in str(notice)


@pytest.mark.parametrize("then", ["edited", "deleted"])
def test_replies_of_an_earlier_version_become_one(any_newsroom: Newsroom, then: str) -> None:
    """Each statement had a reply of its own."""
    room = any_newsroom
    asked = room.direct(f"{BRIDGE} {UNKNOWN}")
    room.send(asked)
    second = room.slack.say(HERE, "Nothing on record says this.", user="U0RECORD")
    with Session(writing(room.engine)) as session:
        old = Reply(
            workspace_id=room.workspace_id,
            channel=HERE,
            ts=second["ts"],
            asked_at=room.services.clock(),
            state="answered",
        )
        session.add(old)
        session.flush()
        row = session.get_one(Inquiry, room.inquiries()[1].id)
        row.reply_id = old.id or 0
        session.commit()
    if then == "deleted":
        room.send(message_deleted(before=asked.body["event"], channel=HERE))
        assert room.slack.posted(HERE) == []
        assert room.states() == ["dropped", "dropped"]
    else:
        room.send(room.edit(asked, f"{BRIDGE} {OTHER}"))
        (now,) = room.slack.posted(HERE)
        assert "One party says so" in now["text"]
        assert f"“{OTHER}”" in now["text"]
        assert len({one.reply_id for one in room.inquiries()}) == 1
