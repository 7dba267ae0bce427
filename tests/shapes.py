"""Messages and parts of messages in the shapes in which Slack sends them."""

from __future__ import annotations

from typing import Any

US = "U0RECORD"
CLOSED = "The bridge at Ostra is closed."
OPEN = "The bridge at Harrow is open."
PAGE = "https://courier.example/bridge"
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
}  # fmt: skip
"""Messages that say CLOSED and state nothing else, by how they say it."""
