"""Messages and parts of messages in the shapes in which Slack sends them."""

from __future__ import annotations

from typing import Any

US = "U0RECORD"
BOT = "B0RECORD"
CLOSED = "The bridge at Ostra is closed."
OPEN = "The bridge at Harrow is open."
PAGE = "https://courier.example/bridge"
GRID = "https://desk.enterprise.slack.com/archives/C0NEWS/p1730793600000100?thread_ts=1.2&cid=C0"
PERMALINK = "https://desk.slack.com/archives/C0NEWS/p1730793600000100"

Fields = dict[str, Any]


def rich(*texts: str) -> Fields:
    words = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": t}]} for t in texts
    ]
    return {"type": "rich_text", "elements": words}


def mrkdwn(text: str) -> Fields:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: Any) -> Fields:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(label: str) -> Fields:
    return {"type": "button", "text": {"type": "plain_text", "text": label}, "action_id": "a"}


def forwarded(text: str, **more: Any) -> Fields:
    """A message shared in another one."""
    return {
        "is_share": True, "is_msg_unfurl": True, "from_url": PERMALINK, "author_name": "Ida Holm",
        "footer": "Posted in #harbour", "ts": "1730793600.000100", "fallback": f"[…] {text}",
        "text": text, "message_blocks": [{"team": "T0DESK", "message": {"blocks": [rich(text)]}}],
        **more,
    }  # fmt: skip


def linked(words: str, **more: Any) -> Fields:
    """A message shown for a link to it, of which Slack sends no more than the fallback."""
    return {
        "from_url": PERMALINK, "channel_id": "C0NEWS", "author_name": "Ida Holm",
        "fallback": f"[March 3rd, 2024 10:02 AM] ida.holm: {words}", **more,
    }  # fmt: skip


def preview(title: str, text: str = "") -> Fields:
    """What Slack shows below a link to a page."""
    return {
        "from_url": PAGE, "original_url": PAGE, "service_name": "Courier", "title": title,
        "title_link": PAGE, "text": text, "fallback": f"Courier: {title}", "id": 1,
    }  # fmt: skip


def text_object(text: str) -> Fields:
    return {"type": "plain_text", "text": text}


AS_A_MESSAGE: dict[str, Fields] = {
    "words of a person": {"text": CLOSED, "blocks": [rich(CLOSED)]},
    "a list in rich text": {
        "text": f"• {CLOSED}",
        "blocks": [
            {"type": "rich_text", "elements": [
                {"type": "rich_text_list", "style": "bullet", "elements": rich(CLOSED)["elements"]}
            ]}
        ],
    },
    "a quotation in rich text": {
        "text": f"&gt; {CLOSED}",
        "blocks": [
            {"type": "rich_text", "elements": [
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": CLOSED}]}
            ]}
        ],
    },
    "a section": {"text": "New alert", "blocks": [section(CLOSED)], "bot_id": "B0WIRE"},
    "a header": {
        "text": "New alert", "bot_id": "B0WIRE",
        "blocks": [{"type": "header", "text": text_object(CLOSED)}],
    },
    "fields": {
        "text": "", "bot_id": "B0WIRE",
        "blocks": [{"type": "section", "fields": [mrkdwn("*Wire*"), mrkdwn(CLOSED)]}],
    },
    "a context": {
        "text": "", "bot_id": "B0WIRE",
        "blocks": [{"type": "context", "elements": [mrkdwn(CLOSED)]}],
    },
    "Markdown": {
        "text": "", "bot_id": "B0WIRE", "blocks": [{"type": "markdown", "text": f"**{CLOSED}**"}]
    },
    "a table": {
        "text": "", "bot_id": "B0WIRE",
        "blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "Report"}],
                                              [rich(CLOSED)]]}],
    },
    "a card": {
        "text": "New alert", "bot_id": "B0WIRE",
        "blocks": [{"type": "card", "title": mrkdwn("Wire"), "body": mrkdwn(CLOSED)}],
    },
    "a container": {
        "text": "New alert", "bot_id": "B0WIRE",
        "blocks": [{"type": "container", "title": text_object("Reports"),
                    "child_blocks": [section(CLOSED)]}],
    },
    "a carousel": {
        "text": "New alert", "bot_id": "B0WIRE",
        "blocks": [{"type": "carousel", "elements": [{"type": "card", "body": mrkdwn(CLOSED)}]}],
    },
    "an attachment": {
        "text": "", "bot_id": "B0WIRE", "subtype": "bot_message", "username": "Wire",
        "attachments": [{"title": "Wire", "text": CLOSED, "fallback": "x", "footer": "Agency"}],
    },
    "an attachment with blocks": {
        "text": "", "bot_id": "B0WIRE",
        "attachments": [{"blocks": [section(CLOSED)], "fallback": "[no preview available]"}],
    },
    "an attachment that says the same again": {
        "text": CLOSED, "bot_id": "B0WIRE", "attachments": [{"text": CLOSED, "fallback": CLOSED}]
    },
    "a forwarded message": {"text": "", "attachments": [forwarded(CLOSED)]},
    "a forwarded message of an app": {
        "text": "",
        "attachments": [forwarded("This content can't be displayed.",
                                  message_blocks=[{"message": {"blocks": [section(CLOSED)]}}])],
    },
    "a forwarded message with a remark": {"text": "hm?", "attachments": [forwarded(CLOSED)]},
    "a link to a message": {"text": f"<{PERMALINK}>", "attachments": [linked(CLOSED)]},
    "a forwarded message in a forwarded one": {
        "text": "",
        "attachments": [forwarded("", message_blocks=[], attachments=[forwarded(CLOSED)])],
    },
    "groups and everybody, named": {
        "text": f"<!here> <!subteam^S0DESK|@desk> {CLOSED}", "blocks": [],
    },
    "a caption": {
        "text": "", "bot_id": "B0WIRE",
        "blocks": [{"type": "image", "image_url": PAGE, "alt_text": "A bridge in fog",
                    "title": text_object(CLOSED)}],
    },
    "an answer of Slackbot": {"text": CLOSED, "subtype": "slackbot_response", "user": "USLACKBOT"},
    "a link to a message without more": {
        "text": f"<{PERMALINK}>",
        "attachments": [{"fallback": f"[3 Mar 10:02] Ida Holm: {CLOSED}", "from_url": PERMALINK}],
    },
    "a link to a message on Enterprise Grid": {
        "text": f"<{GRID}>", "attachments": [linked(CLOSED, from_url=GRID)],
    },
}  # fmt: skip
"""Messages that say CLOSED and state nothing else, by how they say it."""


def _of_slack(subtype: str, text: str, **more: Any) -> Fields:
    return {"type": "message", "subtype": subtype, "user": "USLACKBOT", "text": text, **more}


SAYING_NOTHING: dict[str, Fields] = {
    "a huddle": _of_slack(
        "huddle_thread", "A huddle happened", blocks=[rich("A huddle happened at Ostra today.")],
        room={"id": "R0HUDDLE", "name": "", "call_family": "huddle", "has_ended": True},
    ),
    "who joined": _of_slack("channel_join", "<@U0HOLM> has joined the channel"),
    "a topic": _of_slack("channel_topic", f"<@U0HOLM> set the channel topic: {CLOSED}"),
    "a canvas that changed": _of_slack("channel_canvas_updated", "Ida Holm updated the canvas."),
    "a deleted message": _of_slack("tombstone", "This message was deleted."),
    "a file": {
        "text": "", "subtype": "file_share", "upload": False,
        "files": [{"id": "F0", "name": "bridge.pdf", "title": CLOSED, "mode": "hosted"}],
    },
    "a canvas": {
        "text": "", "files": [{"id": "F0", "filetype": "quip", "mode": "quip", "title": CLOSED}],
    },
    "a list": {
        "text": "", "files": [{"id": "F0", "filetype": "list", "mode": "list", "title": CLOSED}],
    },
    "a picture": {
        "text": "", "bot_id": "B0WIRE",
        "blocks": [{"type": "image", "image_url": PAGE, "alt_text": CLOSED,
                    "title": text_object("bridge.png")}],
    },
    "a call": {
        "text": "", "bot_id": "B0WIRE",
        "blocks": [{"type": "call", "call_id": "R0", "call": {"v1": {"name": CLOSED}}}],
    },
    "buttons": {
        "text": "This message contains interactive elements.", "bot_id": "B0WIRE",
        "blocks": [{"type": "actions", "elements": [button(CLOSED)]},
                   {"type": "context_actions", "elements": [
                       {"type": "feedback_buttons", "positive_button": {"text": text_object("Yes")}}
                   ]}],
    },
    "what cannot be shown": {"text": "This content can't be displayed.", "bot_id": "B0WIRE"},
    "an attachment that cannot be shown": {
        "text": "", "attachments": [{"id": 1, "fallback": "[no preview available]"}],
    },
    "a message of the bot": {
        "text": CLOSED, "user": US, "bot_id": BOT, "app_id": "A0RECORD",
        "blocks": [section(CLOSED)],
    },
    "a forwarded message of the bot": {
        "text": "", "attachments": [forwarded(CLOSED, author_id=US, bot_id=BOT)],
    },
    "what only one person sees": {"subtype": "ephemeral", "text": CLOSED, "is_ephemeral": True},
}  # fmt: skip
"""Messages without a statement of anybody, by what they are."""
