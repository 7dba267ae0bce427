"""What a message says, as Slack sends it: of people and apps, forwarded, linked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.statements import statements
from bot.slack.said import LONGEST, Said, said, to_add
from tests.shapes import (
    BOT,
    CLOSED,
    OPEN,
    PAGE,
    PERMALINK,
    US,
    Fields,
    button,
    forwarded,
    linked,
    mrkdwn,
    preview,
    rich,
    section,
)


@pytest.mark.parametrize(
    ("message", "own"),
    [
        ({"text": CLOSED}, CLOSED),
        ({"text": f"<@{US}> {CLOSED}", "blocks": [rich(f"@{US} {CLOSED}")]}, CLOSED),
        ({"text": f"<@{US}|on-record> {CLOSED}"}, CLOSED),
        ({"text": "", "blocks": [rich(CLOSED)]}, CLOSED),
        ({"text": "New alert", "blocks": [section(CLOSED)]}, CLOSED),
        ({"text": "x", "blocks": [{"type": "header", "text": mrkdwn(CLOSED)}]}, CLOSED),
        ({"text": "x", "blocks": [{"type": "context", "elements": [mrkdwn(CLOSED)]}]}, CLOSED),
        (
            {"blocks": [{"type": "section", "fields": [mrkdwn(CLOSED), mrkdwn(OPEN)]}]},
            f"{CLOSED}\n{OPEN}",
        ),
        (
            {"text": "x", "blocks": [{"type": "markdown", "text": f"# Alert\n\n**{CLOSED}**"}]},
            f"Alert\n{CLOSED}",
        ),
        (
            {"blocks": [{"type": "markdown", "text": f"- [{CLOSED}]({PAGE})\n- {OPEN}"}]},
            f"{CLOSED}\n{OPEN}",
        ),
        (
            {
                "text": f"{OPEN}",
                "blocks": [
                    rich(OPEN),
                    {
                        "type": "table",
                        "rows": [
                            [{"type": "raw_text", "text": "Where"}, {"type": "raw_text"}],
                            [rich(CLOSED), {"type": "raw_text", "text": "8"}],
                        ],
                    },
                ],
            },
            f"{OPEN}\n{CLOSED}",
        ),
        (
            {"text": "x", "blocks": [section(CLOSED, accessory=button("Approve it now, please"))]},
            CLOSED,
        ),
        (
            {"blocks": [section(CLOSED), {"type": "actions", "elements": [button("Go")]}]},
            CLOSED,
        ),
        ({"text": CLOSED, "blocks": [{"type": "image", "image_url": PAGE}]}, CLOSED),
        (
            {"subtype": "bot_message", "bot_id": "B1", "text": "",
             "attachments": [{"color": "f00", "pretext": "Wire", "title": "Ostra", "text": CLOSED,
                              "fallback": "x", "footer": "Agency"}]},
            f"Wire\nOstra\n{CLOSED}",
        ),
        (
            {"bot_id": "B1", "text": "", "attachments": [{"blocks": [section(CLOSED)], "fallback":
             "[no preview available]"}]},
            CLOSED,
        ),
        (
            {"bot_id": "B1", "text": "", "attachments": [{"fields": [{"title": "What", "value":
             CLOSED}]}]},
            CLOSED,
        ),
        ({"text": "", "attachments": [{"fallback": CLOSED}]}, CLOSED),
        ({"text": "", "attachments": [{"fallback": f"[Wire] {CLOSED}"}]}, f"[Wire] {CLOSED}"),
        # The kinds of blocks that apps and agents send since 2026.
        ({"text": "x", "blocks": [{"type": "alert", "level": "warning", "text": mrkdwn(CLOSED)}]},
         CLOSED),
        ({"text": "x", "blocks": [
            {"type": "card", "title": mrkdwn("Wire"), "body": mrkdwn(CLOSED),
             "hero_image": {"type": "image", "alt_text": "A bridge in the fog at dawn"},
             "actions": [button("Read it now")]}]}, f"Wire\n{CLOSED}"),
        ({"text": "x", "blocks": [
            {"type": "carousel", "elements": [{"type": "card", "body": mrkdwn(one)}
                                              for one in (CLOSED, OPEN)]}]}, f"{CLOSED}\n{OPEN}"),
        ({"text": "x", "blocks": [
            {"type": "container", "title": {"type": "plain_text", "text": "Two reports"},
             "child_blocks": [section(CLOSED), {"type": "divider"}, rich(OPEN)]}]},
         f"Two reports\n{CLOSED}\n{OPEN}"),
        ({"text": "x", "blocks": [
            {"type": "plan", "title": "Reading", "tasks": [
                {"type": "task_card", "task_id": "1", "title": "The wire", "status": "complete",
                 "output": rich(CLOSED)}]}]}, f"Reading\nThe wire\n{CLOSED}"),
        ({"text": "x", "blocks": [
            {"type": "data_table", "caption": "c", "rows": [
                [{"type": "raw_text", "text": "Report"}, {"type": "raw_text", "text": "Dead"}],
                [rich(CLOSED), {"type": "raw_number", "value": 8}]]}]}, CLOSED),
        ({"text": "x", "blocks": [
            {"type": "video", "title": {"type": "plain_text", "text": CLOSED}, "alt_text": "v"}]},
         CLOSED),
        ({"text": "x", "blocks": [
            {"type": "image", "title": {"type": "plain_text", "text": "bridge.png"}},
            {"type": "data_visualization", "title": "Ships a day", "chart": {"type": "pie"}},
            section(CLOSED)]}, CLOSED),
        # A comment on a file, as old messages have it.
        ({"subtype": "file_comment", "text": f"<@U0HOLM> commented on a file: {CLOSED}",
          "comment": {"user": "U0HOLM", "comment": CLOSED}}, CLOSED),
        # An app says the same in the text and in the attachment.
        ({"bot_id": "B1", "text": CLOSED, "attachments": [{"text": CLOSED, "fallback": CLOSED}]},
         CLOSED),
        ({"bot_id": "B1", "text": f"*Wire*: {CLOSED}", "attachments": [{"text": CLOSED}]},
         f"*Wire*: {CLOSED}"),
        ({"bot_id": "B1", "text": CLOSED, "attachments": [{"title": "Wire", "text": CLOSED}]},
         f"Wire\n{CLOSED}"),
        ({"bot_id": "B1", "text": CLOSED, "attachments": [{"text": OPEN}]}, f"{CLOSED}\n{OPEN}"),
        # What Slack says where it shows nothing.
        ({"text": "This content can't be displayed."}, ""),
        ({"text": "This message contains interactive elements.",
          "blocks": [{"type": "actions", "elements": [button("Go")]}]}, ""),
        ({"text": "", "attachments": [{"fallback": "[no preview available]"}]}, ""),
        ({"text": "", "attachments": [{"id": 1, "fallback": "[Image: bridge.png]"}]}, ""),
        ({"subtype": "tombstone", "text": "This message was deleted."}, ""),
    ],
)  # fmt: skip
def test_a_message_s_own_words(message: Fields, own: str) -> None:
    found = said(message, (US,))
    assert (found.own, found.beside) == (own, "")


def test_a_forwarded_message_is_apart_from_the_comment_on_it() -> None:
    found = said({"text": f"<@{US}> is this right?", "attachments": [forwarded(CLOSED)]}, (US,))
    assert found == Said("is this right?", (CLOSED,))


def test_several_forwarded_messages_and_one_in_another() -> None:
    inner = forwarded("Look at this.", message_blocks=[], attachments=[forwarded(OPEN)])
    found = said({"text": "", "attachments": [forwarded(CLOSED), inner, forwarded(CLOSED)]})
    assert found.forwarded == (CLOSED, f"Look at this.\n{OPEN}")


def test_a_message_of_an_app_is_forwarded_with_its_blocks() -> None:
    app = forwarded("This content can't be displayed.",
                    message_blocks=[{"message": {"blocks": [section(CLOSED)]}}])  # fmt: skip
    assert said({"text": "", "attachments": [app]}).forwarded == (CLOSED,)


def test_a_link_to_a_message_is_read_through_what_is_shown_for_it() -> None:
    linked = {"from_url": PERMALINK, "text": CLOSED, "fallback": "x", "channel_id": "C0NEWS"}
    assert said({"text": f"<{PERMALINK}>", "attachments": [linked]}).forwarded == (CLOSED,)


@pytest.mark.parametrize(
    "address",
    [
        "https://desk.slack.com/archives/C0NEWS/p1730793600000100",
        "https://desk.enterprise.slack.com/archives/C0NEWS/p1730793600000100?thread_ts=1.2&cid=C0",
        "https://desk.slack-gov.com/archives/G0NEWS/p1730793600000100",
        "https://desk.enterprise.slack-gov.com/archives/D0NEWS/p1730793600000100",
    ],
)
def test_a_link_to_a_message_wherever_slack_is(address: str) -> None:
    part = linked(CLOSED, from_url=address)
    assert said({"text": f"<{address}>", "attachments": [part]}).forwarded == (CLOSED,)


@pytest.mark.parametrize(
    "address",
    [
        "https://desk.slack.com/help/articles/1",
        "https://slack.com.example/archives/C0NEWS/p1730793600000100",
        "https://desk.example/x.slack.com/archives/C0NEWS/p1730793600000100",
    ],
)
def test_another_link_is_no_link_to_a_message(address: str) -> None:
    part = preview(CLOSED) | {"from_url": address}
    found = said({"text": f"<{address}>", "attachments": [part]})
    assert (found.forwarded, found.previews) == ((), (CLOSED,))


def test_a_day_in_rich_text_is_read() -> None:
    named = {"type": "date", "timestamp": 1730793600, "format": "{date}", "fallback": "Tuesday"}
    unnamed = {"type": "date", "timestamp": 1730793600, "format": "{date_long}"}
    block = rich("Closed since ", "closed since ", "closed since ")
    for part, day in zip(block["elements"], (named, unnamed, {"type": "date"}), strict=True):
        part["elements"].append(day)
    read = "Closed since Tuesday\nclosed since 5 November 2024\nclosed since"
    assert said({"blocks": [block]}).own == read


def test_what_the_bot_said_is_no_statement() -> None:
    part = forwarded(CLOSED, author_id=US)
    assert said({"text": CLOSED, "user": US}, (US, "")) == Said()
    assert said({"text": CLOSED, "subtype": "bot_message", "bot_id": BOT}, (US, BOT)) == Said()
    assert said({"text": OPEN, "attachments": [part]}, (US, BOT)) == Said(own=OPEN)
    assert said({"text": OPEN, "bot_id": "", "user": "U0HOLM"}, (US, "")) == Said(own=OPEN)


def test_a_fallback_that_stands_for_a_message_says_its_words_alone() -> None:
    found = said({"text": "", "attachments": [linked(f"Warning: {CLOSED}")]})
    assert found.forwarded == (f"Warning: {CLOSED}",)


def test_what_an_app_shows_for_a_link_is_a_preview() -> None:
    unfurled = {
        "is_app_unfurl": True, "app_unfurl_url": PAGE, "bot_id": "B1", "app_id": "A1",
        "blocks": [section(CLOSED)], "fallback": "[no preview available]",
    }  # fmt: skip
    found = said({"text": f"{OPEN} <{PAGE}>", "attachments": [unfurled]})
    assert (found.own, found.previews) == (f"{OPEN} <{PAGE}>", (CLOSED,))


def test_what_is_shown_for_a_page_is_a_preview_and_no_word_of_the_message() -> None:
    found = said(
        {"text": f"{OPEN} <{PAGE}>", "attachments": [preview("Ostra: bridge closed", CLOSED)]}
    )
    assert found.own == f"{OPEN} <{PAGE}>"
    assert found.previews == (f"Ostra: bridge closed\n{CLOSED}",)
    assert found.forwarded == ()


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ({"text": f"Worth reading: <{PAGE}>"}, PAGE),
        ({"text": f"Worth reading: <{PAGE}>", "attachments": [preview("Ostra", CLOSED)]}, PAGE),
        ({"text": "A &amp; B &lt; C <https://a.example|there> " + "and so on " * 6},
         "A & B < C there " + "and so on " * 6),
        ({"text": "*The bridge* is closed.", "blocks": [rich("The bridge is closed.")]},
         "The bridge is closed."),
        ({"text": "look", "attachments": [forwarded(CLOSED)]}, CLOSED),
        ({"text": "", "attachments": [forwarded(f"<{PAGE}>", message_blocks=[])]}, PAGE),
        ({"text": f"<{PERMALINK}>", "attachments": [forwarded(CLOSED)]}, CLOSED),
        ({"text": "New alert", "blocks": [section(CLOSED)], "bot_id": "B1"}, CLOSED),
        ({"text": "Closed since <!date^1730793600^{date}|5 November> at Ostra, <!here> says."},
         "Closed since 5 November at Ostra, @here says."),
        ({"text": "", "attachments": [linked(CLOSED)]}, CLOSED),
    ],
)  # fmt: skip
def test_what_goes_on_record(message: Fields, wanted: str) -> None:
    assert to_add(message).strip() == wanted.strip()


def test_a_long_comment_goes_on_record_with_what_it_is_on() -> None:
    comment = "The mayor told us at noon that nobody knows how long this is going to last. " * 2
    found = to_add({"text": comment, "attachments": [forwarded(CLOSED)]})
    assert found == f"{comment.strip()}\n\n{CLOSED}"


names = st.sampled_from(
    ["text", "blocks", "attachments", "type", "elements", "fields", "rows", "message_blocks",
     "message", "from_url", "is_share", "fallback", "title", "pretext", "value", "accessory",
     "user_id", "url", "unicode", "child_blocks", "body", "tasks", "output", "subtype", "user",
     "bot_id", "author_id", "comment", "timestamp", "room"]
)  # fmt: skip
kinds = st.sampled_from(
    ["rich_text", "section", "context", "markdown", "table", "rich_text_list", "card", "carousel",
     "container", "plan", "task_card", "data_table", "image", "user", "link", "date", PAGE,
     PERMALINK, CLOSED, "bot_message", "file_comment", US]
)  # fmt: skip
payloads = st.recursive(
    st.none() | st.booleans() | st.integers() | kinds | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(names, payloads, max_size=6))
def test_whatever_comes_is_read(message: Fields) -> None:
    found = said(message, (US, BOT))
    assert all(isinstance(one, str) for one in (found.own, *found.forwarded, *found.previews))
    assert isinstance(to_add(message), str)


# Mrkdwn as Slack sends it: what people typed has no angle brackets of its own. After each token
# stands what may be left of it, or nothing.
TOKENS = {
    "<@U0HOLM>": "@U0HOLM", "<@U0HOLM|ida>": "ida", "<#C0OSTRA|ostra>": "ostra", "<!here>": "@here",
    "<!subteam^S0DESK>": "", "<!subteam^S0DESK|@desk>": "@desk", "<!date^1730793600^{date}>": "",
    "<!date^1730793600^{date}|5 November>": "5 November", "<https://courier.example/a>": "courier",
    "<https://courier.example/a|the wire>": "the wire", "<mailto:ida@ostra.example|Ida>": "Ida",
    "&lt;here&gt;": "<here>", "Holm &amp; Kern": "Holm & Kern",
}  # fmt: skip
written = st.lists(st.sampled_from([*TOKENS, CLOSED, OPEN, "*so*"]), max_size=5).map(" ".join)


def shapes(text: str) -> st.SearchStrategy[Fields]:
    """Blocks with a text in mrkdwn."""
    return st.sampled_from(
        [section(text), {"type": "context", "elements": [mrkdwn(text)]},
         {"type": "card", "body": mrkdwn(text)}, {"type": "section", "fields": [mrkdwn(text)]}]
    )  # fmt: skip


nested_blocks = st.recursive(
    written.flatmap(shapes),
    lambda inner: st.lists(inner, max_size=3).map(
        lambda held: {"type": "container", "title": mrkdwn("Wire"), "child_blocks": held}
    ),
    max_leaves=5,
)
nested_parts = st.recursive(
    st.builds(
        lambda blocks, text, more: {"blocks": blocks, "text": text, "fallback": text, **more},
        st.lists(nested_blocks, max_size=2),
        written,
        st.sampled_from([{}, {"is_share": True}, {"from_url": PERMALINK}, {"from_url": PAGE}]),
    ),
    lambda inner: st.lists(inner, max_size=3).map(
        lambda held: {"is_share": True, "attachments": held}
    ),
    max_leaves=6,
)
messages = st.builds(
    lambda text, blocks, parts: {"text": text, "blocks": blocks, "attachments": parts},
    written,
    st.lists(nested_blocks, max_size=3),
    st.lists(nested_parts, max_size=3),
)


@given(messages)
def test_what_is_read_has_no_mark_up(message: Fields) -> None:
    found = said(message)
    for text in (found.own, found.beside):
        stated = "\n".join(statements(text).texts)
        assert not re.search(r"<[@#!]|<https?:|<mailto:|\^", stated)
    added = to_add(message)
    assert not re.search(r"<[@#!]|<https?:|<mailto:|\^|&amp;|&lt;", added)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Z")), min_size=1))
def test_rich_text_goes_on_record_as_it_was_typed(text: str) -> None:
    typed = f"Ostra: 5 < {text} > 4 &amp; <b|c>"
    assert to_add({"text": "", "blocks": [rich(typed)]}) == typed
    assert to_add({"text": "", "attachments": [forwarded("", message_blocks=[
        {"message": {"blocks": [rich(typed)]}}])]}) == typed  # fmt: skip
    assert to_add({"text": "", "blocks": [section("Wire"), rich(typed)]}) == f"Wire\n{typed}"


@pytest.mark.parametrize(("token", "read"), TOKENS.items())
def test_what_is_read_of_a_token(token: str, read: str) -> None:
    found = to_add({"text": f"{CLOSED} {token} {OPEN} That is what the mayor says today."})
    assert read in found
    assert token not in found


@given(st.integers(1, 8), st.integers(1, 60_000), st.booleans())
@settings(max_examples=25)
def test_no_more_than_the_longest_message_is_read(parts: int, size: int, shared: bool) -> None:
    more = {"is_share": shared}
    attached = [{"text": f"{n} " + "x " * (size // 2), **more} for n in range(parts)]
    message = {"text": "y " * (size // 2), "attachments": attached}
    found = said(message)
    assert max(len(found.own), len(found.beside), len(to_add(message))) <= LONGEST


def test_a_message_within_messages_without_end_is_read_to_a_depth() -> None:
    part: Fields = forwarded(CLOSED)
    for _ in range(200):
        part = forwarded("x" * 2_000, message_blocks=[], attachments=[part])
    assert len(said({"text": "", "attachments": [part]}).beside) <= LONGEST
