"""The desk's channel: nothing is put into it while people from outside the workspace read it, or
nobody can tell whether they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.add import telling
from bot.demo import DESK, EDITOR, NEWSROOM, OTHER_TEAM, REPORTER, direct
from bot.demo.signed import app_home_opened, event
from bot.demo.workspace import Person
from bot.record.change import Change
from bot.slack import desk_channel
from bot.slack.plain import plain_blocks
from models import AuditEntry, ReviewMessage
from tests.handlers.answers import answered, set_desk_channel
from tests.handlers.newsroom import BRIDGE, UNKNOWN, Newsroom
from tests.handlers.reviews import added, installation, press
from tests.standin import FaultySlack, rate_limited, server_error

Fields = dict[str, Any]

SECOND = "U0SECOND"

CLOSING: dict[str, Callable[[FaultySlack], object]] = {
    "shared": lambda slack: slack.change_channel(DESK, ext_shared=True),
    "about to be shared": lambda slack: slack.change_channel(DESK, pending_shared=True),
    "of the organisation": lambda slack: slack.change_channel(DESK, org_shared=True),
    "archived": lambda slack: slack.change_channel(DESK, archived=True),
    "left": lambda slack: slack.change_channel(DESK, member=False),
}

UNCLEAR: dict[str, Callable[[FaultySlack], object]] = {
    "busy": lambda slack: slack.next("conversations.info", rate_limited(30), times=9),
    "broken": lambda slack: slack.next("conversations.info", server_error(), times=9),
}


@pytest.fixture
def room(record_slack: FaultySlack, engine: Engine) -> Iterator[Newsroom]:
    newsroom = Newsroom(record_slack, engine)
    record_slack.add_user(SECOND, "second", admin=True)
    set_desk_channel(newsroom, DESK)
    yield newsroom
    newsroom.close()


def sent_to(room: Newsroom, channel: str) -> list[Fields]:
    """All that was handed to Slack for a channel, refused or not."""
    return [
        call.params
        for call in room.slack.calls
        if call.params.get("channel") == channel
        and call.method in ("chat.postMessage", "chat.update", "chat.postEphemeral")
    ]


def told(room: Newsroom, user: str = EDITOR) -> list[str]:
    return [plain_blocks(one["blocks"]) for one in room.slack.posted(direct(user))]


def reported(room: Newsroom) -> None:
    """Whatever reporters do that the desk is told of."""
    card = answered(room)
    room.send(room.press("wrong_claim", card))
    room.send(room.press("outdated", card))
    room.send(room.direct(UNKNOWN))
    room.send(room.press("to_desk", room.slack.posted(direct(REPORTER))[-1]))


@pytest.mark.parametrize("how", [*CLOSING, *UNCLEAR])
def test_what_the_desk_is_told_goes_to_editors_alone(room: Newsroom, how: str) -> None:
    (CLOSING | UNCLEAR)[how](room.slack)
    reported(room)
    added(room, by="feeds")
    assert sent_to(room, DESK) == []
    for editor in (EDITOR, SECOND):
        said = "\n".join(told(room, editor))
        assert "wrong claim" in said.lower()
        assert "outdated" in said.lower()
        assert UNKNOWN.strip(".") in said
    assert not any("Nothing is posted" in said for said in told(room, REPORTER))


@pytest.mark.parametrize("how", CLOSING)
def test_editors_are_told_once_each_time_it_comes_to_that(room: Newsroom, how: str) -> None:
    def notices() -> int:
        return sum("Nothing is posted in the desk’s channel" in said for said in told(room, SECOND))

    def again(kind: str) -> None:
        card = answered(room)
        room.send(room.press(kind, card))

    CLOSING[how](room.slack)
    again("wrong_claim")
    again("outdated")
    assert notices() == 1
    open_ = {"ext_shared": False, "pending_shared": False, "org_shared": False}
    room.slack.change_channel(DESK, archived=False, member=True, **open_)
    again("wrong_claim")
    room.send(room.mention(UNKNOWN))
    room.send(room.press("to_desk", room.slack.posted(NEWSROOM)[-1]))
    assert notices() == 1
    assert UNKNOWN.strip(".") in str(room.slack.posted(DESK))
    CLOSING[how](room.slack)
    again("outdated")
    room.send(room.mention("The mill of Ostra is for sale."))
    room.send(room.press("to_desk", room.slack.posted(NEWSROOM)[-1]))
    assert notices() == 2


def test_what_may_be_so_only_just_now_is_not_worth_a_word(room: Newsroom) -> None:
    UNCLEAR["busy"](room.slack)
    room.send(room.press("outdated", answered(room)))
    assert not any("Nothing is posted" in said for said in told(room))
    with Session(room.engine) as session:
        actions = session.exec(select(AuditEntry.action)).all()
    assert desk_channel.CLOSED not in actions


def test_the_list_s_editors_are_told_and_no_admins(room: Newsroom) -> None:
    from bot.record.workspaces import set_editors
    from models.database import writing

    with Session(writing(room.engine)) as session, session.begin():
        set_editors(Change(session, room.workspace_id, "t", room.services.clock()), [SECOND])
    room.slack.change_channel(DESK, ext_shared=True)
    room.send(room.press("outdated", answered(room)))
    assert told(room, EDITOR) == []
    assert len(told(room, SECOND)) == 2


def test_nobody_of_another_company_or_no_longer_here_is_told(room: Newsroom) -> None:
    room.slack.workspace.add_person(Person("U0THEIRS", "theirs", admin=True, team=OTHER_TEAM))
    room.slack.change_user(SECOND, deleted=True)
    room.slack.change_channel(DESK, ext_shared=True)
    room.send(room.press("outdated", answered(room)))
    assert sent_to(room, "U0THEIRS") == []
    assert sent_to(room, SECOND) == []
    assert len(told(room, EDITOR)) == 2


def test_a_channel_that_slack_does_not_know_is_closed(room: Newsroom) -> None:
    set_desk_channel(room, "C0GONE")
    room.send(room.press("outdated", answered(room)))
    assert sent_to(room, "C0GONE") == []
    assert "it is gone, or I am not in it" in "\n".join(told(room))


# --- what stands there when the channel becomes a shared one ---------------------------------


def shared(room: Newsroom) -> None:
    room.slack.change_channel(DESK, ext_shared=True)
    room.send(event({"type": "channel_shared", "channel": DESK, "connected_team_id": OTHER_TEAM}))


def test_reviews_are_taken_away_where_outsiders_read_them(room: Newsroom) -> None:
    added(room)
    assert "Review" in str(room.slack.posted(DESK)[-1])
    shared(room)
    standing = str(room.slack.posted(DESK))
    assert "taken away" in standing
    assert "Holm" not in standing
    assert "Bridge closed" not in standing
    with Session(room.engine) as session:
        assert session.exec(select(ReviewMessage)).all() == []
    assert sum("Nothing is posted" in said for said in told(room)) == 1


def test_a_review_is_taken_away_at_the_next_press_where_slack_did_not_tell(
    room: Newsroom,
) -> None:
    added(room)
    review = room.slack.posted(DESK)[-1]
    room.slack.change_channel(DESK, ext_shared=True)
    press(room, "review_approve", message=review)
    standing = str(room.slack.posted(DESK))
    assert "taken away" in standing
    assert "Holm" not in standing
    press(room, "review_reject", message=review)
    assert "Holm" not in str(room.slack.posted(DESK))


def test_a_document_announced_again_goes_to_whoever_added_it(room: Newsroom) -> None:
    document = added(room)
    room.slack.change_channel(DESK, ext_shared=True)
    telling.announce(room.services, installation(room), [document], EDITOR)
    assert "taken away" in str(room.slack.posted(DESK))
    assert "Review" in "\n".join(told(room))


def test_an_editor_s_decision_is_not_shown_to_outsiders(room: Newsroom) -> None:
    room.send(room.press("wrong_claim", answered(room)))
    notice = room.slack.posted(DESK)[-1]
    room.slack.change_channel(DESK, ext_shared=True)
    room.send(room.press("agree_veto", notice, channel=DESK, user=EDITOR))
    standing = plain_blocks(room.slack.posted(DESK)[-1]["blocks"])
    assert "taken away" in standing
    assert BRIDGE.strip(".") not in standing
    assert BRIDGE.strip(".") in str(room.slack.ephemerals(DESK, EDITOR)[-1])


@pytest.mark.parametrize("how", ["shared", "of the organisation", "busy", "broken"])
def test_an_answer_there_is_changed_for_the_person_alone(room: Newsroom, how: str) -> None:
    """Whatever stands in a channel, not only in the desk's."""
    room.send(room.mention(UNKNOWN, channel=DESK))
    answer = room.slack.posted(DESK)[-1]
    (CLOSING | UNCLEAR)[how](room.slack)
    room.send(room.press("to_desk", answer, channel=DESK))
    assert room.slack.posted(DESK)[-1]["text"] == answer["text"]
    assert "Put to the desk" in str(room.slack.ephemerals(DESK, REPORTER))


def test_another_channel_that_is_shared_is_nobody_s_news(room: Newsroom) -> None:
    room.send(event({"type": "channel_shared", "channel": "C0NEWSROOM"}))
    room.send(event({"type": "channel_unshared", "channel": DESK}))
    assert told(room) == []


def test_the_home_tab_says_that_nothing_is_posted(room: Newsroom) -> None:
    shared(room)
    for user, says in ((EDITOR, True), (REPORTER, False)):
        room.send(app_home_opened(event_ts="1730793600.000100", user=user))
        assert ("people from outside this workspace read it" in str(room.slack.home(user))) is says
