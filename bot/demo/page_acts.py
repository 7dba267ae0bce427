"""The acts that the page may ask for, read from its JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from bot.demo.acting import ActError, People, Used
from bot.demo.workspace import Fields

Act = Callable[[People, str, Fields], Fields | None]


def carry_out(people: People, user: str, asked: Fields) -> Fields:
    """Does what the page asks for; gives what the page needs to know. Raises ActError."""
    act = ACTS.get(str(asked.get("act")))
    if act is None:
        raise ActError("The page asked for something that the demo does not know.")
    return act(people, user, asked) or {}


def _say(people: People, user: str, asked: Fields) -> Fields | None:
    channel, text = _text(asked, "channel"), _text(asked, "text")
    if not text.strip():
        raise ActError("Write something first.")
    thread_ts = _text(asked, "thread_ts") if asked.get("thread_ts") is not None else None
    if text.lstrip().startswith("/"):
        if thread_ts:
            raise ActError("Slash commands cannot be used in threads.")
        people.command(user, channel, text)
        return None
    return {"ts": people.say(user, channel, text, thread_ts)["ts"]}


def _edit(people: People, user: str, asked: Fields) -> None:
    people.edit(user, _text(asked, "channel"), _text(asked, "ts"), _text(asked, "text"))


def _erase(people: People, user: str, asked: Fields) -> None:
    people.erase(user, _text(asked, "channel"), _text(asked, "ts"))


def _shortcut(people: People, user: str, asked: Fields) -> None:
    where = _text(asked, "channel"), _text(asked, "ts")
    people.shortcut(user, *where, _text(asked, "callback_id"))


def _invite(people: People, user: str, asked: Fields) -> None:
    people.invite(user, _text(asked, "channel"))


def _use(people: People, user: str, asked: Fields) -> None:
    people.use(user, _used(asked))


def _suggest(people: People, user: str, asked: Fields) -> Fields:
    return people.suggest(user, _used(asked), _text(asked, "typed"))


def _submit(people: People, user: str, asked: Fields) -> Fields:
    return {"errors": people.submit(user, _text(asked, "view_id"), _object(asked, "values"))}


def _close(people: People, user: str, asked: Fields) -> None:
    people.close(user, every=bool(asked.get("every")))


def _open_app(people: People, user: str, asked: Fields) -> None:
    people.open_app(user, _text(asked, "tab"))


ACTS: dict[str, Act] = {
    "say": _say,
    "edit": _edit,
    "erase": _erase,
    "shortcut": _shortcut,
    "invite": _invite,
    "use": _use,
    "suggest": _suggest,
    "submit": _submit,
    "close": _close,
    "open_app": _open_app,
}


def _used(asked: Fields) -> Used:
    names = {one.name for one in fields(Used)}
    given = {name: value for name, value in asked.items() if name in names and value is not None}
    for name in given:
        (_object if name in ("chosen", "values") else _text)(given, name)
    if "action_id" not in given:
        raise ActError("The page named no button.")
    return Used(**given)


def _text(asked: Fields, name: str) -> str:
    if not isinstance(value := asked.get(name), str):
        raise ActError(f"The page gave no {name}.")
    return value


def _object(asked: Fields, name: str) -> dict[str, Any]:
    if not isinstance(value := asked.get(name), dict):
        raise ActError(f"The page gave no {name}.")
    return value
