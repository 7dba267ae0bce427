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


def preview(title: str, text: str = "") -> Fields:
    """What Slack shows below a link to a page."""
    return {
        "from_url": PAGE, "original_url": PAGE, "service_name": "Courier", "title": title,
        "title_link": PAGE, "text": text, "fallback": f"Courier: {title}", "id": 1,
    }  # fmt: skip
