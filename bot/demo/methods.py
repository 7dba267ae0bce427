"""The methods of Slack's Web API that the stand-in knows, and the scopes they need."""

from __future__ import annotations

from collections.abc import Callable

from bot.demo import BOT, BOT_USER, TEAM, TEAM_DOMAIN, chat, conversations, files, views
from bot.demo.workspace import Fields, SlackError, Workspace

BASE_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:read",
        "chat:write",
        "commands",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "reactions:write",
        "users:read",
    }
)
"""The scopes of the base manifest: it cannot read channels."""


def call(ws: Workspace, method: str, params: Fields) -> Fields:
    """Does one call and gives the fields beside `ok`. Raises SlackError if Slack would refuse
    it."""
    if method not in METHODS:
        raise SlackError("unknown_method", req_method=method)
    function, scopes = METHODS[method]
    ws.require(*scopes)
    return function(ws, params)


def api_test(_: Workspace, params: Fields) -> Fields:
    return {"args": params}


def auth_test(_: Workspace, __: Fields) -> Fields:
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_DOMAIN.title(),
        "team_id": TEAM,
        "user": "onrecord",
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


Method = Callable[[Workspace, Fields], Fields]
METHODS: dict[str, tuple[Method, tuple[str, ...]]] = {
    "api.test": (api_test, ()),
    "auth.test": (auth_test, ()),
    "chat.postMessage": (chat.post_message, ("chat:write",)),
    "chat.postEphemeral": (chat.post_ephemeral, ("chat:write",)),
    "chat.update": (chat.update, ("chat:write",)),
    "chat.delete": (chat.delete, ("chat:write",)),
    "chat.getPermalink": (chat.get_permalink, ()),
    "reactions.add": (chat.add_reaction, ("reactions:write",)),
    "reactions.remove": (chat.remove_reaction, ("reactions:write",)),
    "views.open": (views.open_view, ()),
    "views.push": (views.push, ()),
    "views.update": (views.update, ()),
    "views.publish": (views.publish, ()),
    "files.getUploadURLExternal": (files.upload_url, ("files:write",)),
    "files.completeUploadExternal": (files.complete, ("files:write",)),
    # These check the scope for the channel's kind themselves.
    "conversations.info": (conversations.info, ()),
    "conversations.history": (conversations.history, ()),
    "conversations.replies": (conversations.replies, ()),
    "conversations.open": (conversations.open_direct, ("im:write",)),
    "conversations.join": (conversations.join, ("channels:join",)),
    "users.conversations": (conversations.of_member, ()),
    "users.info": (conversations.user_info, ("users:read",)),
    "users.list": (conversations.user_list, ("users:read",)),
}
