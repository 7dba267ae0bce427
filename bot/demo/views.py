"""The stand-in's answers about modals and the App Home: views.*."""

from __future__ import annotations

from typing import Any

from bot.demo import APP, BOT, TEAM
from bot.demo.block_limits import view_errors
from bot.demo.chat import structured, with_ids
from bot.demo.shown_files import check_shown
from bot.demo.workspace import Fields, SlackError, Workspace

STACK = 3
"""One modal and two pushed on top: docs.slack.dev/reference/methods/views.push."""


def open_view(ws: Workspace, params: Fields) -> Fields:
    view = _checked(ws, params, "modal")
    user = _exchange(ws, params)
    ws.open_views[user] = []
    return {"view": _show(ws, user, view)}


def push(ws: Workspace, params: Fields) -> Fields:
    view = _checked(ws, params, "modal")
    user = _exchange(ws, params)
    stack = ws.open_views.get(user) or []
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= STACK:
        raise SlackError("push_limit_reached")
    return {"view": _show(ws, user, view)}


def update(ws: Workspace, params: Fields) -> Fields:
    new = _checked(ws, params, "modal")
    old = _open(ws, params)
    if params.get("hash") not in (None, old["hash"]):
        raise SlackError("hash_conflict")
    _replace(ws, old, new)
    return {"view": old}


def publish(ws: Workspace, params: Fields) -> Fields:
    view = _checked(ws, params, "home")
    user = ws.person(params.get("user_id")).id
    old = ws.homes.get(user)
    if params.get("hash") not in (None, old and old["hash"]):
        raise SlackError("hash_conflict")
    name = old["id"] if old else ws.new_id("V")
    ws.homes[user] = {"id": name, "root_view_id": name, "previous_view_id": None}
    ws.homes[user] |= _filled(ws, view)
    return {"view": ws.homes[user]}


def submitted(ws: Workspace, user: str, view_id: str, answer: Fields) -> Fields:
    """Does to a person's modals what the bot's answer to a sent form says; gives the errors to
    show at its fields, by block id: docs.slack.dev/surfaces/modals (response_action)."""
    stack = ws.open_views.get(user) or []
    action = answer.get("response_action")
    if action == "errors":
        return dict(answer.get("errors") or {})
    if action == "clear":
        stack.clear()
    elif action == "update":
        _replace(ws, ws.views[view_id], _checked(ws, answer, "modal"))
    elif action == "push":
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        _show(ws, user, _checked(ws, answer, "modal"))
    elif view_id in stack:
        stack.remove(view_id)
    return {}


def close(ws: Workspace, user: str, *, every: bool) -> list[Fields]:
    """A person closes the modal on top, or `every` one; gives those that want to be told of it."""
    stack = ws.open_views.get(user) or []
    leaving = list(stack) if every else stack[-1:]
    if leaving and ws.views[leaving[-1]].get("clear_on_close"):
        leaving = list(stack)
    del stack[len(stack) - len(leaving) :]
    return [ws.views[name] for name in reversed(leaving) if ws.views[name]["notify_on_close"]]


def _replace(ws: Workspace, old: Fields, new: Fields) -> None:
    """Puts a new view in the place of one; nothing of the old one stays but its ids."""
    kept = {name: old[name] for name in ("id", "root_view_id", "previous_view_id")}
    old.clear()
    old.update(kept | _filled(ws, new))


def _checked(ws: Workspace, params: Fields, kind: str) -> Fields:
    view: Any = structured(params, "view", "invalid_arguments")
    errors = view_errors(view)
    if not errors and view["type"] != kind:
        errors = [f"view: type must be {kind}"]
    if errors:
        raise SlackError("invalid_arguments", response_metadata={"messages": errors})
    check_shown(ws, view["blocks"], "invalid_arguments", "/view/blocks")
    return dict(view)


def _exchange(ws: Workspace, params: Fields) -> str:
    """The person whose interaction a trigger_id belongs to; it is valid once, for three seconds."""
    if (trigger := ws.triggers.get(str(params.get("trigger_id")))) is None:
        raise SlackError("invalid_trigger_id")
    if trigger.exchanged:
        raise SlackError("exchanged_trigger_id")
    if ws.now() - trigger.made > ws.trigger_seconds:
        raise SlackError("expired_trigger_id")
    trigger.exchanged = True
    return trigger.user


def _show(ws: Workspace, user: str, view: Fields) -> Fields:
    stack = ws.open_views.setdefault(user, [])
    name = ws.new_id("V")
    if (external := view.get("external_id")) and _by_external_id(ws, external):
        raise SlackError("duplicate_external_id")
    shown = {
        "id": name,
        "root_view_id": stack[0] if stack else name,
        "previous_view_id": stack[-1] if stack else None,
        **_filled(ws, view),
    }
    ws.views[name] = shown
    stack.append(name)
    return shown


def _filled(ws: Workspace, view: Fields) -> Fields:
    """A view with the fields that Slack adds to it."""
    defaults = {
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT,
        "app_installed_team_id": TEAM,
        "callback_id": "",
        "external_id": "",
        "private_metadata": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "state": {"values": {}},
        "hash": f"{int(ws.now())}.{ws.new_id('')}",
    }
    return {**defaults, **view, "blocks": with_ids(view["blocks"])}


def _open(ws: Workspace, params: Fields) -> Fields:
    standing = {name for stack in ws.open_views.values() for name in stack}
    name = params.get("view_id") or _by_external_id(ws, str(params.get("external_id") or ""))
    if name not in standing:
        raise SlackError("not_found")
    return ws.views[name]


def _by_external_id(ws: Workspace, external: str) -> str | None:
    standing = {name for stack in ws.open_views.values() for name in stack}
    found = (n for n in standing if external and ws.views[n]["external_id"] == external)
    return next(found, None)
