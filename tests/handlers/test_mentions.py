"""A statement after @On Record in a channel is answered in its thread."""

from __future__ import annotations

from bot.demo import BOT_USER, EDITOR, GUEST, NEWSROOM, REPORTER, SHARED
from bot.demo.signed import app_mention, message_channel, retried
from tests.handlers.newsroom import BRIDGE, BROKEN, UNKNOWN, VAGUE, Newsroom


def test_a_mention_is_answered_in_its_thread(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    asked = room.mention(BRIDGE)
    assert room.send(asked).status == 200
    (reply,) = room.slack.replies(NEWSROOM, asked.body["event"]["ts"])
    assert BRIDGE.strip(".") in reply["text"]
    assert "One party says so" in reply["text"]
    (inquiry,) = room.inquiries()
    assert (inquiry.state, inquiry.outcome, inquiry.claim_id) == ("answered", "match", room.bridge)
    (row,) = room.replies()
    assert row.ts == reply["ts"]
    assert inquiry.reply_id == row.id
    assert reply["metadata"]["event_payload"] == {"reply": row.id, "version": 0}


def test_a_follow_up_in_the_thread_is_answered_there(newsroom: Newsroom) -> None:
    first = newsroom.mention(BRIDGE)
    newsroom.send(first)
    root = first.body["event"]["ts"]
    newsroom.send(newsroom.mention(UNKNOWN, thread_ts=root))
    replies = newsroom.slack.replies(NEWSROOM, root)
    assert [m["user"] for m in replies] == [BOT_USER, REPORTER, BOT_USER]
    assert "Nothing on record" in replies[-1]["text"]


def test_eyes_show_while_it_works_and_are_gone_after(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.mention(BRIDGE))
    methods = [call.method for call in newsroom.slack.calls]
    assert methods.index("reactions.add") < methods.index("chat.postMessage")
    assert "reactions.remove" in methods
    assert newsroom.slack.reactions == {}


def test_a_failing_reaction_never_matters(newsroom: Newsroom) -> None:
    asked = app_mention(BRIDGE, ts="1730000000.000100")  # nobody finds that message
    newsroom.send(asked)
    assert newsroom.states() == ["failed"]  # its thread is gone
    assert not newsroom.slack.posted()
    newsroom.send(newsroom.mention(BRIDGE))
    assert newsroom.states() == ["failed", "answered"]


def test_a_redelivery_is_answered_once(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    asked = room.mention(BRIDGE)
    for payload in (asked, retried(asked), retried(asked, 2, "http_error"), asked):
        assert room.send(payload).status == 200
    assert len(room.slack.posted(NEWSROOM)) == 1
    assert len(room.inquiries()) == 1


def test_the_twin_message_event_is_the_same_question(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    asked = room.mention(BRIDGE)
    event = asked.body["event"]
    twin = message_channel(event["text"], ts=event["ts"])
    room.send(twin)
    room.send(asked)
    assert len(room.slack.posted(NEWSROOM)) == 1


def test_the_twins_of_a_message_without_statement_give_one_hint(newsroom: Newsroom) -> None:
    asked = newsroom.mention("")
    event = asked.body["event"]
    newsroom.send(asked)
    newsroom.send(message_channel(event["text"], ts=event["ts"]))
    (reply,) = newsroom.slack.posted(NEWSROOM)
    assert "no statement" in reply["text"]


def test_a_channel_message_without_mention_is_nobody_s_business(newsroom: Newsroom) -> None:
    said = newsroom.slack.say(NEWSROOM, BRIDGE)
    newsroom.send(message_channel(BRIDGE, ts=said["ts"]))
    assert newsroom.inquiries() == []


def test_several_statements_get_one_reply_with_all_answers(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    room.send(room.mention(f"{BRIDGE} {UNKNOWN} {VAGUE}"))
    (reply,) = room.slack.posted(NEWSROOM)
    assert "One party says so" in reply["text"]
    assert "Which of these is it?" in reply["text"]
    assert f"Nothing on record says: “{UNKNOWN}”." in reply["text"]
    assert "1 of 2" in str(reply["blocks"])
    assert "2 of 2" in str(reply["blocks"])
    outcomes = [one.outcome for one in room.inquiries()]
    assert outcomes == ["match", "none", "possible"]


def test_a_claim_that_two_statements_lead_to_is_shown_once(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.mention(f"{BRIDGE} {BRIDGE}"))
    (reply,) = newsroom.slack.posted(NEWSROOM)
    assert reply["text"].count("One party says so") == 1
    first, second = newsroom.inquiries()
    assert (first.claim_id, second.claim_id) == (newsroom.bridge, None)
    assert second.state == "answered"


def test_of_many_statements_the_rest_is_counted(newsroom: Newsroom) -> None:
    many = " ".join(f"The mine number {n} of Ostra is closed." for n in range(7))
    newsroom.send(newsroom.mention(many))
    (reply,) = newsroom.slack.posted(NEWSROOM)
    assert len(newsroom.inquiries()) == 5
    assert "2 more statements" in reply["text"]


def test_help_lists_what_there_is(newsroom: Newsroom) -> None:
    for text in ("help", "Help?", "  HELP  "):
        newsroom.send(newsroom.mention(text))
    for reply in newsroom.slack.posted(NEWSROOM):
        for how, _ in newsroom.services.registry.help:
            assert how.split(" <")[0] in reply["text"]


def test_a_shared_message_s_text_is_read(newsroom: Newsroom) -> None:
    asked = newsroom.mention("", attachments=[{"fallback": "x", "text": BRIDGE}])
    newsroom.send(asked)
    (reply,) = newsroom.slack.posted(NEWSROOM)
    assert "One party says so" in reply["text"]


def test_a_picture_alone_gets_a_hint(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.mention("", files=[{"id": "F1"}], subtype="file_share"))
    (reply,) = newsroom.slack.posted(NEWSROOM)
    assert "only read text" in reply["text"]


def test_bots_are_not_answered(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.mention(BRIDGE, bot_id="B0OTHER"))
    newsroom.send(newsroom.mention(BRIDGE, subtype="bot_message"))
    newsroom.send(app_mention(BRIDGE, ts="1.1", user=BOT_USER))
    assert newsroom.inquiries() == []


def test_a_very_long_message_and_nul_characters_do_no_harm(any_newsroom: Newsroom) -> None:
    asked = any_newsroom.mention("a long one")
    long = "\x00Ostra \x00 closed \ud800 bridge " * 1300
    asked.body["event"]["text"] = f"<@{BOT_USER}> {long}"
    any_newsroom.send(asked)
    assert set(any_newsroom.states()) == {"answered"}


def test_an_unknown_failure_gives_a_reference(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.mention(BROKEN))
    (reply,) = newsroom.slack.posted(NEWSROOM)
    (inquiry,) = newsroom.inquiries()
    (row,) = newsroom.replies()
    assert (inquiry.state, row.state) == ("failed", "failed")
    assert row.failure is not None
    assert row.failure.removeprefix("reference ") in reply["text"]


def test_among_outsiders_only_the_asker_sees_the_answer(newsroom: Newsroom) -> None:
    asked = newsroom.mention(BRIDGE, channel=SHARED)
    asked.body["is_ext_shared_channel"] = True
    newsroom.send(asked)
    assert newsroom.slack.posted(SHARED) == []
    (shown,) = newsroom.slack.ephemerals(SHARED, REPORTER)
    assert "One party says so" in shown["text"]
    assert "outside your workspace" in str(shown["blocks"])
    assert "Share to channel" not in str(shown["blocks"])


def test_people_from_another_workspace_learn_nothing(newsroom: Newsroom) -> None:
    asked = newsroom.mention(BRIDGE, channel=SHARED, user=GUEST, ext_shared=True)
    newsroom.send(asked)
    event = asked.body["event"]
    twin = message_channel(
        event["text"], ts=event["ts"], channel=SHARED, user=GUEST, ext_shared=True
    )
    newsroom.send(twin)
    (shown,) = newsroom.slack.ephemerals(SHARED, GUEST)
    assert "own workspace" in shown["text"]
    assert newsroom.slack.posted() == []
    assert newsroom.inquiries() == []


def test_another_team_s_request_is_acknowledged_and_ignored(newsroom: Newsroom) -> None:
    asked = newsroom.mention(BRIDGE)
    asked.body["authorizations"][0]["team_id"] = "T0STRANGE"
    assert newsroom.send(asked).status == 200
    assert newsroom.inquiries() == []


def test_two_people_may_ask_the_same(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.mention(BRIDGE, user=REPORTER))
    newsroom.send(newsroom.mention(BRIDGE, user=EDITOR))
    assert len(newsroom.slack.posted(NEWSROOM)) == 2
