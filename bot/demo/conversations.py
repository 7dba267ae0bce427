"""The stand-in's answers about channels and people: conversations.*, users.*."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.demo import BOT_USER, ORGANISATION, TEAM
from bot.demo.chat import flag
from bot.demo.workspace import Channel, Fields, Person, SlackError, Workspace
from bot.zones import zone_of

DEFAULT_PAGE = 100
"""docs.slack.dev/reference/methods/conversations.history"""


def info(ws: Workspace, params: Fields) -> Fields:
    channel = ws.channel(params.get("channel"))
    ws.require(f"{channel.kind}:read")
    return {"channel": _channel(channel)}


def of_member(ws: Workspace, params: Fields) -> Fields:
    """The channels that the bot is in; Slack leaves out kinds of channels that the bot may not
    read."""
    kinds = str(params.get("types") or "public_channel").split(",")
    wanted = {"channels": "public_channel", "groups": "private_channel"}
    for kind, name in wanted.items():
        if name in kinds:
            ws.require(f"{kind}:read")
    found = [
        _channel(channel)
        for channel in ws.channels.values()
        if channel.member and wanted.get(channel.kind) in kinds
    ]
    page = _page(found, params, name="channels")
    page.pop("has_more")
    return page


def open_direct(ws: Workspace, params: Fields) -> Fields:
    """Opens direct messages with one person. For several people Slack opens a group, which the
    stand-in does not have."""
    if params.get("channel"):
        channel = ws.channel(params["channel"])
    else:
        users = str(params.get("users") or "").split(",")
        if len(users) != 1 or not users[0]:
            raise SlackError("users_list_not_supplied")
        person = ws.person(users[0])
        if person.deleted:
            raise SlackError("user_disabled")
        channel = ws.channel(person.id)
    shown = _channel(channel) if flag(params, "return_im") else {"id": channel.id}
    return {"channel": shown}


def join(ws: Workspace, params: Fields) -> Fields:
    channel = ws.channel(params.get("channel"))
    if channel.kind != "channels":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    joined = Channel(channel.id, channel.name, ext_shared=channel.ext_shared)
    ws.channels[channel.id] = joined
    return {"channel": _channel(joined)}


def history(ws: Workspace, params: Fields) -> Fields:
    """The messages of a channel that are not replies, newest first."""
    channel = ws.channel(params.get("channel"))
    ws.require(f"{channel.kind}:history")
    channel = ws.channel_of_member(channel.id)
    top = [m for m in ws.messages[channel.id].values() if m.get("thread_ts", m["ts"]) == m["ts"]]
    return _page([_told(ws, channel, m, params) for m in reversed(_between(top, params))], params)


def replies(ws: Workspace, params: Fields) -> Fields:
    """A message and its replies, oldest first; for the ts of a reply, that reply alone."""
    channel = ws.channel(params.get("channel"))
    ws.require(f"{channel.kind}:history")
    channel = ws.channel_of_member(channel.id)
    ts = str(params.get("ts"))
    parent = ws.messages[channel.id].get(ts)
    under = ws.thread(channel.id, ts)
    if parent is None and not under:
        raise SlackError("thread_not_found")
    shown = ([parent] if parent else []) + _between(under, params)
    return _page([_told(ws, channel, m, params) for m in shown], params)


def user_info(ws: Workspace, params: Fields) -> Fields:
    person = ws.person(params.get("user"))
    shown = _person(ws, person)
    return {"user": {**shown, "locale": person.locale} if params.get("include_locale") else shown}


def user_list(ws: Workspace, params: Fields) -> Fields:
    page = _page([_person(ws, p) for p in ws.people.values()], params, name="members")
    page.pop("has_more")
    return page


def _between(messages: list[Fields], params: Fields) -> list[Fields]:
    oldest, latest = str(params.get("oldest") or "0"), str(params.get("latest") or "9")
    if flag(params, "inclusive"):
        return [m for m in messages if oldest <= m["ts"] <= latest]
    return [m for m in messages if oldest < m["ts"] < latest]


def _page(items: list[Fields], params: Fields, name: str = "messages") -> Fields:
    start = int(str(params.get("cursor") or "next:0").removeprefix("next:"))
    end = start + int(params.get("limit") or DEFAULT_PAGE)
    more = end < len(items)
    return {
        name: items[start:end],
        "has_more": more,
        "response_metadata": {"next_cursor": f"next:{end}" if more else ""},
    }


def _told(ws: Workspace, channel: Channel, message: Fields, params: Fields) -> Fields:
    """A message as the history gives it: with its thread and reactions; metadata only if asked
    for."""
    told = dict(message)
    if not flag(params, "include_all_metadata"):
        told.pop("metadata", None)
    if under := ws.thread(channel.id, message["ts"]):
        told |= {
            "thread_ts": message["ts"],
            "reply_count": len(under),
            "reply_users": sorted({m["user"] for m in under}),
            "latest_reply": under[-1]["ts"],
        }
    if names := ws.reactions.get((channel.id, message["ts"])):
        told["reactions"] = [{"name": n, "count": 1, "users": [BOT_USER]} for n in names]
    return told


def _channel(channel: Channel) -> Fields:
    shown: Fields = {
        "id": channel.id,
        "is_im": channel.user is not None,
        "is_archived": channel.archived,
        "is_ext_shared": channel.ext_shared,
        "is_pending_ext_shared": channel.pending_shared,
        "is_shared": channel.ext_shared or channel.org_shared,
        "is_org_shared": channel.org_shared,
        "context_team_id": TEAM,
    }
    if channel.user is not None:
        return {**shown, "user": channel.user, "is_open": True}
    return {
        **shown,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.private,
        "is_group": channel.private,
        "is_mpim": False,
        "is_private": channel.private,
        "is_member": channel.member,
    }


def _person(ws: Workspace, person: Person) -> Fields:
    offset = person.tz_offset
    if offset is None:
        at = datetime.fromtimestamp(ws.now(), UTC).astimezone(zone_of(person.tz or "UTC"))
        offset = int((at.utcoffset() or timedelta()).total_seconds())
    shown: dict[str, Any] = {
        "id": person.id,
        "team_id": person.team,
        "name": person.name,
        "real_name": person.name.title(),
        "deleted": person.deleted,
        "profile": {"real_name": person.name.title(), "display_name": person.name},
        "is_bot": person.bot,
        "is_app_user": False,
        "is_stranger": person.teams is None and person.team != TEAM,
    }
    if person.teams is not None:
        shown["enterprise_user"] = {
            "id": person.id,
            "enterprise_id": ORGANISATION,
            "enterprise_name": "Ostra Press",
            "is_admin": False,
            "is_owner": False,
            "teams": list(person.teams),
        }
    if person.deleted:
        return shown
    return shown | {
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": offset,
        "is_admin": person.admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
    }
