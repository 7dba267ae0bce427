"""The demo: a person in a small Slack workspace, played in the terminal.

Typed lines go to the real handlers as Slack would send them (signed requests through the Bolt app);
messages that the bot posts to the stand-in for Slack are printed. A reply's buttons are pressed by
typing their words.
"""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from slack_bolt import App, BoltRequest

from bot.ask.worker import Answerer
from bot.demo import BOT_USER, NEWSROOM, SIGNING_SECRET
from bot.demo.scene import EXAMPLES
from bot.demo.signed import Payload, app_mention, block_action, signed
from bot.demo.standin import SlackStandIn
from bot.slack.plain import plain_blocks, unmarked

Fields = dict[str, Any]

_WIDTH = 88
_INDENT = "   "
_PATIENCE = 30.0
_POSTING = ("chat.postMessage", "chat.update", "chat.postEphemeral", "response_url")
_MODALS = ("views.open", "views.update", "views.push")


class Terminal:
    """One person's conversation with the bot in #newsroom."""

    def __init__(
        self, slack: SlackStandIn, app: App, answerer: Answerer, say: Callable[[str], object]
    ) -> None:
        self._slack = slack
        self._app = app
        self._answerer = answerer
        self._say = say
        self._buttons: dict[str, tuple[str, str | None, Fields | None, Fields | None]] = {}

    def play(self, examples: tuple[str, ...] = EXAMPLES) -> None:
        """Asks the examples, one after the other."""
        for example in examples:
            self._say(f"\n#newsroom · you: @On Record {example}\n")
            self.ask(example)

    def prompt(self, lines: Iterator[str]) -> None:
        """Asks each line that is typed; an empty line ends the conversation."""
        for line in lines:
            typed = line.strip()
            if not typed:
                return
            button = self._buttons.get(typed.casefold().strip("[] "))
            if button is not None:
                self.press(*button)
            else:
                self.ask(typed)

    def ask(self, text: str) -> None:
        """Mentions the bot in the channel and prints its replies in the thread."""
        mention = f"<@{BOT_USER}> {text}"
        said = self._slack.say(NEWSROOM, mention)
        self._send(app_mention(mention, ts=said["ts"]))

    def press(
        self, action_id: str, value: str | None, message: Fields | None, view: Fields | None
    ) -> None:
        """Presses a button and prints what changes."""
        url = self._slack.response_url(NEWSROOM, message=message) if message else ""
        pressed = block_action(
            action_id, value, trigger_id=self._slack.trigger(), message=message, view=view,
            response_url=url,
        )  # fmt: skip
        self._send(pressed)

    def _send(self, payload: Payload) -> None:
        seen = len(self._slack.calls)
        headers, body = signed(payload, SIGNING_SECRET, time.time())
        response = self._app.dispatch(
            BoltRequest(body=body.decode(), headers={k: [v] for k, v in headers.items()})
        )
        if response.status != 200:
            self._say(f"{_INDENT}The bot refused the request: HTTP {response.status}.")
        self._answerer.idle(_PATIENCE)
        for call in self._slack.calls[seen:]:
            if call.method in _POSTING:
                self._show(call.params.get("blocks"), call.params.get("text", ""))
            elif call.method in _MODALS:
                self._show_modal()
        self._note_buttons()

    def _show(self, blocks: list[Fields] | None, text: str) -> None:
        shown = plain_blocks(blocks, _WIDTH) if blocks else unmarked(text)
        self._say(textwrap.indent(shown, _INDENT) + "\n")

    def _show_modal(self) -> None:
        view = self._slack.modal()
        if view is not None:
            self._say(f"{_INDENT}── {view['title']['text']} ──")
            self._show(view["blocks"], "")

    def _note_buttons(self) -> None:
        """Notes the buttons that can be pressed now: those of the newest reply and of an open
        modal."""
        self._buttons = {}
        posted = self._slack.posted(NEWSROOM)
        for message in posted[-1:]:
            self._note(message, None, message.get("blocks", []))
        for hidden in self._slack.ephemerals(NEWSROOM)[-1:]:
            self._note(hidden, None, hidden.get("blocks", []))
        view = self._slack.modal()
        if view is not None:
            self._note(None, view, view["blocks"])

    def _note(self, message: Fields | None, view: Fields | None, blocks: list[Fields]) -> None:
        for block in blocks:
            for element in [*block.get("elements", []), block.get("accessory") or {}]:
                if element.get("type") == "button":
                    words = element["text"]["text"].casefold()
                    self._buttons.setdefault(
                        words, (element["action_id"], element.get("value"), message, view)
                    )


def typed_lines(invitation: str = "› ") -> Iterator[str]:
    """The lines that a person types, until the end of input; with editing and history if
    readline is installed."""
    with suppress(ImportError):  # not every Python has it
        import readline  # noqa: F401
    while True:
        try:
            yield input(invitation)
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            return
