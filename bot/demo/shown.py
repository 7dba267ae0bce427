"""What one person sees of the stand-in's workspace, as an object for the page."""

from __future__ import annotations

from bot.demo import BOT_USER, OTHER_TEAM, TEAM_DOMAIN, direct
from bot.demo.workspace import Channel, Fields, Person, Workspace


def shown_to(ws: Workspace, user: str) -> Fields:
    """The channels with their messages, the person's own among them, the modal on top and the Home
    tab. The caller holds `ws.changed`; the parts are the workspace's own, not copies."""
    me = ws.person(user)
    seen = [channel for channel in ws.channels.values() if sees(me, channel)]
    stack = ws.open_views.get(user) or []
    return {
        "version": ws.changed.count,
        "now": ws.now(),
        "workspace": TEAM_DOMAIN.title(),
        "me": user,
        "bot": BOT_USER,
        "direct": direct(user),
        "people": {person.id: _person(person) for person in ws.people.values()},
        "channels": [_channel(channel) for channel in seen],
        "messages": {channel.id: _messages(ws, channel, user) for channel in seen},
        "modal": ws.views[stack[-1]] if stack else None,
        "depth": len(stack),
        "home": ws.homes.get(user),
        "files": {key: file["name"] for key, file in ws.files.items() if "content" in file},
    }


def sees(me: Person, channel: Channel) -> bool:
    """Whether a person is in a channel, or could look into it."""
    if channel.user is not None:
        return channel.user == me.id
    if me.team == OTHER_TEAM:
        return channel.ext_shared
    return not channel.private or me.admin  # the one that is private is the editors'


def _person(person: Person) -> Fields:
    return {"name": person.name, "bot": person.bot, "editor": person.admin, "team": person.team}


def _channel(channel: Channel) -> Fields:
    return {
        "id": channel.id,
        "name": channel.name,
        "member": channel.member,
        "private": channel.private,
        "shared": channel.ext_shared,
        "direct": channel.user is not None,
    }


def _messages(ws: Workspace, channel: Channel, user: str) -> list[Fields]:
    """Everyone's messages and those that only this person sees, in order."""
    hidden = [m for m in ws.ephemerals if m["channel"] == channel.id and m["shown_to"] == user]
    every = [*ws.messages[channel.id].values(), *hidden]
    return [_message(ws, channel, m) for m in sorted(every, key=_instant)]


def _message(ws: Workspace, channel: Channel, message: Fields) -> Fields:
    names = ws.reactions.get((channel.id, message["ts"]))
    return {**message, "reactions": names} if names else message


def _instant(message: Fields) -> tuple[int, int]:
    seconds, _, micros = str(message["ts"]).partition(".")
    return int(seconds), int(micros or 0)
