"""The list of what the app answers to in Slack: handlers fill it, help and the manifest read it.

There is one list for all three. So everything that help offers has a handler, and the manifest
asks Slack for everything that a handler needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from slack_bolt import App

from bot.slack.action_ids import ActionId, FormId, MenuId

Listener = Callable[..., Any]


class Task(StrEnum):
    """What people come to do; help says how, by the first word of each or by both."""

    ASK = "ask"
    ADD = "add and review"
    DIGEST = "digest and watch"
    FIND = "find and cite"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Help:
    """One line of help: what to type or press, and what it does, in plain text (`N_`, for it is
    translated where it is shown); and for which task people do it."""

    how: str
    what: str
    task: Task = Task.ASK


class Registry:
    """Registers listeners with the Bolt app and notes what each answers to.

    Each registration gives the scopes it needs and, if people use it by name, its line of help.
    """

    def __init__(self) -> None:
        self._app: App | None = None
        self.events: list[str] = []
        self.commands: dict[str, str] = {}
        self.shortcuts: dict[str, str] = {}
        self.actions: list[ActionId] = []
        self.views: list[FormId] = []
        self.menus: list[MenuId] = []
        self.scopes: set[str] = set()
        self.optional_events: list[str] = []
        self.optional_scopes: set[str] = set()
        self._help: list[Help] = []

    @property
    def help(self) -> list[tuple[str, str]]:
        """(what to type or press, what it does), in the order of registration."""
        return self.help_for(None)

    def help_for(self, task: Task | None) -> list[tuple[str, str]]:
        """As `help`, for one task alone; None: for all."""
        return [(one.how, one.what) for one in self._help if task in (None, one.task)]

    def attach(self, app: App) -> None:
        """Set the Bolt app to which listeners are added from now on."""
        self._app = app

    def event(self, name: str, kind: str, listener: Listener, **needs: Any) -> None:
        """`name` as the manifest has it ("message.im"), `kind` as the payload has it."""
        self.events.append(name)
        self._note(**needs)
        self._bolt.event(kind)(listener)

    def optional(self, *scopes: str, events: Sequence[str] = ()) -> None:
        """Scopes without which the app works too, and the events that Slack sends if they are
        granted; a listener has them already."""
        self.optional_scopes.update(scopes)
        self.optional_events.extend(events)

    def command(self, name: str, usage: str, listener: Listener, **needs: Any) -> None:
        """A slash command with its usage hint."""
        self.commands[name] = usage
        self._note(**needs)
        self._bolt.command(name)(listener)

    def shortcut(self, callback_id: str, title: str, listener: Listener, **needs: Any) -> None:
        """A message shortcut with the title in its menu."""
        self.shortcuts[callback_id] = title
        self._note(**needs)
        self._bolt.message_shortcut(callback_id)(listener)

    def action(self, action_id: ActionId, listener: Listener, **needs: Any) -> None:
        """A button."""
        self.actions.append(action_id)
        self._note(**needs)
        self._bolt.block_action(re.compile(rf"^{re.escape(action_id)}$"))(listener)

    def view(self, callback_id: FormId, listener: Listener) -> None:
        """A form that is sent."""
        self.views.append(callback_id)
        self._bolt.view_submission(callback_id)(listener)

    def options(self, action_id: MenuId, listener: Listener) -> None:
        """The choices of a menu, which Slack asks for while a person types."""
        self.menus.append(action_id)
        self._bolt.options(action_id)(listener)

    @property
    def _bolt(self) -> App:
        if self._app is None:
            raise RuntimeError("attach a Bolt app before registering listeners")
        return self._app

    def _note(self, scopes: tuple[str, ...] = (), help: tuple[Help, ...] = ()) -> None:  # noqa: A002
        self.scopes.update(scopes)
        self._help.extend(help)
