"""The events that Slack sends to an app: docs.slack.dev/reference/events.

Builders are pure: the same arguments give the same event id, so that the same call again is a
redelivery.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

from bot.demo import APP, BOT_USER, NEWSROOM, OTHER_TEAM, REPORTER, TEAM, direct
from bot.demo.payload import VERIFICATION_TOKEN, Payload, later, standing
from bot.demo.workspace import Fields


def app_mention(
    text: str,
    *,
    ts: str,
    channel: str = NEWSROOM,
    user: str = REPORTER,
    thread_ts: str | None = None,
    ext_shared: bool = False,
    **more: Any,
) -> Payload:
    """The bot is mentioned in a channel; if the text has no mention, one is put in front.

    `ext_shared`: a shared channel, and the person is of another workspace. `more` goes into the
    event (`files`, `attachments`, `bot_id`, …).
    """
    written = text if f"<@{BOT_USER}>" in text else f"<@{BOT_USER}> {text}"
    fields = _message("app_mention", written, ts, channel, user, thread_ts)
    if ext_shared:
        other = OTHER_TEAM
        fields |= {"user_team": other, "source_team": other, "user_profile": {"team": other}}
    return event(fields | more, ext_shared=ext_shared)


def message_channel(
    text: str,
    *,
    ts: str,
    channel: str = NEWSROOM,
    user: str = REPORTER,
    thread_ts: str | None = None,
    ext_shared: bool = False,
    **more: Any,
) -> Payload:
    """A message in a channel whose history the app may read: the twin of `app_mention`."""
    fields = _message("message", text, ts, channel, user, thread_ts)
    fields["channel_type"] = "group" if channel.startswith("G") else "channel"
    team = OTHER_TEAM if ext_shared else TEAM
    return event(fields | {"team": team} | more, team=team, ext_shared=ext_shared)


def message_im(
    text: str, *, ts: str, user: str = REPORTER, thread_ts: str | None = None, **more: Any
) -> Payload:
    """A direct message to the bot."""
    fields = _message("message", text, ts, direct(user), user, thread_ts)
    return event(fields | {"channel_type": "im"} | more)


def message_changed(
    text: str, *, before: Mapping[str, Any], channel: str, edited_ts: str | None = None
) -> Payload:
    """A message (`before`, as it was) was edited. With the same `text` it is the event that
    Slack sends when it unfurls a link."""
    at = edited_ts or later(before["ts"])
    old = standing(before)
    new = {**old, "text": text, "blocks": _rich_text(text)}
    if text != old["text"]:
        new["edited"] = {"user": old["user"], "ts": at}
    fields = {"subtype": "message_changed", "message": new, "previous_message": old}
    return event(_hidden(fields, channel, at))


def message_deleted(
    *, before: Mapping[str, Any], channel: str, deleted_ts: str | None = None
) -> Payload:
    """A message (`before`, as it was) was deleted."""
    fields: Fields = {"subtype": "message_deleted", "deleted_ts": before["ts"]}
    fields["previous_message"] = standing(before)
    return event(_hidden(fields, channel, deleted_ts or later(before["ts"])))


def app_home_opened(
    *, event_ts: str, user: str = REPORTER, tab: str = "home", view: Fields | None = None
) -> Payload:
    fields: Fields = {"type": "app_home_opened", "user": user, "channel": direct(user)}
    fields |= {"tab": tab, "event_ts": event_ts}
    return event(fields | ({"view": view} if view else {}))


def event(fields: Fields, *, team: str = TEAM, ext_shared: bool = False) -> Payload:
    """Any event in its envelope; `team` is the team in which it happened; the app is installed
    in TEAM."""
    said = json.dumps([team, fields], sort_keys=True, default=str)
    number = hashlib.sha256(said.encode()).hexdigest()[:10].upper()
    channel = fields.get("channel")
    installed = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER}
    body = {
        "token": VERIFICATION_TOKEN,
        "team_id": team,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": fields,
        "type": "event_callback",
        "event_id": "Ev" + number,
        "event_time": int(float(fields.get("event_ts") or 0)),
        "authorizations": [installed | {"is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": ext_shared,
        "event_context": f"4-{fields['type']}-{team}-{APP}-{channel}",
    }
    return Payload("event", body)


def url_verification(challenge: str = "challenge") -> Payload:
    """Slack asks whether an address belongs to the app (HTTP only)."""
    body = {"token": VERIFICATION_TOKEN, "challenge": challenge, "type": "url_verification"}
    return Payload("event", body)


def _message(
    kind: str, text: str, ts: str, channel: str, user: str, thread_ts: str | None
) -> Fields:
    fields: Fields = {
        "type": kind,
        "user": user,
        "ts": ts,
        "client_msg_id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{channel} {ts}")),
        "text": text,
        "team": TEAM,
        "blocks": _rich_text(text),
        "channel": channel,
        "event_ts": ts,
    }
    if thread_ts is not None:
        fields |= {"thread_ts": thread_ts, "parent_user_id": user}
    return fields


def _hidden(fields: Fields, channel: str, at: str) -> Fields:
    kinds = {"D": "im", "G": "group"}
    place = {"channel": channel, "channel_type": kinds.get(channel[0], "channel")}
    return {"type": "message", "hidden": True, "ts": at, "event_ts": at} | place | fields


def _rich_text(text: str) -> list[Fields]:
    """The rich text that Slack adds to a message's text: users, channels, links, words."""
    elements: list[Fields] = []
    for part in re.split(r"(<[^<>]*>)", text):
        inside, _, label = part.strip("<>").partition("|")
        if not part:
            continue
        if part.startswith("<@"):
            elements.append({"type": "user", "user_id": inside[1:]})
        elif part.startswith("<#"):
            elements.append({"type": "channel", "channel_id": inside[1:]})
        elif part.startswith("<!"):
            elements.append({"type": "broadcast", "range": inside[1:]})
        elif part.startswith("<"):
            link = {"type": "link", "url": html.unescape(inside)}
            elements.append(link | ({"text": html.unescape(label)} if label else {}))
        else:
            elements.append({"type": "text", "text": html.unescape(part)})
    if not elements:
        return []
    section = {"type": "rich_text_section", "elements": elements}
    name = hashlib.sha256(text.encode()).hexdigest()[:5]
    return [{"type": "rich_text", "block_id": name, "elements": [section]}]
