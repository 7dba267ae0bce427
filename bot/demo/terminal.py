"""The demo in the terminal: a person in the small Slack workspace, line by line.

What is typed becomes a person's act (`bot.demo.acting`); whatever is new for that person then is
printed. Buttons are pressed and menus are used by typing their words, forms are filled in one
input after the other.
"""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

from bot.demo import BOT_USER, EDITOR, GUEST, NEWSROOM, REPORTER, direct
from bot.demo.acting import ActError, Used
from bot.demo.clock import until_morning
from bot.demo.colours import marked
from bot.demo.filling import fill
from bot.demo.playing import Playing
from bot.demo.pressing import pressable
from bot.demo.scene import EXAMPLES, NAMES, ROLES
from bot.demo.shown import shown_to
from bot.demo.workspace import SlackError
from bot.slack.plain import plain_blocks, unmarked

Fields = dict[str, Any]

WORDS = """\
  a statement              asks in #newsroom, as a mention of the bot
  the words of a button, or of a line of a menu (⋯)   presses it
  reply STATEMENT          asks again in the same thread
  /onrecord …              the slash command; /onrecord help lists what it does
  dm STATEMENT             a direct message; edit STATEMENT and delete change the last one
  Check on record, Add to record   the menu of the last message that a person wrote
  home                     the app's Home tab
  editor, reporter, guest  who you are
  later, morning           moves the clock: five minutes, or until the next digest
  ?                        this list"""

_WIDTH = 88
_INDENT = "   "
_PEOPLE = {"editor": EDITOR, "reporter": REPORTER, "guest": GUEST}
_SHORTCUTS = {"check on record": "check_on_record", "add to record": "add_to_record"}


class Terminal:
    """One person's conversation with the bot."""

    def __init__(
        self, demo: Playing, say: Callable[[str], object], *, colour: bool = False
    ) -> None:
        self._demo, self._say, self._colour = demo, say, colour
        self._user = REPORTER
        self._thread: str | None = None
        self._seen: dict[str, str] = {}
        self._buttons: dict[str, Used] = {}
        self._lines: Iterator[str] = iter(())

    def play(self, examples: tuple[str, ...] = EXAMPLES) -> None:
        """Asks the examples, one after the other."""
        self._note()
        for example in examples:
            self._say(f"\n#newsroom · you: @On Record {example}\n")
            self._ask(example)

    def prompt(self, lines: Iterator[str]) -> None:
        """Does what each line says; an empty line ends the conversation."""
        self._lines = lines
        for line in lines:
            typed = line.strip()
            if not typed:
                return
            try:
                self._do(typed)
            except (ActError, SlackError) as error:
                self._say(f"{_INDENT}{error}")

    def _do(self, typed: str) -> None:
        word, _, rest = typed.partition(" ")
        used = self._buttons.get(typed.casefold().strip("[] "))
        view = self._demo.slack.modal(self._user)
        if view is not None and (used is None or used.view_id != view["id"]):
            self._demo.people.close(self._user, every=True)
        alone = self._alone().get(typed.casefold())
        with_words = self._with_words().get(word.casefold()) if rest else None
        if used is not None:
            self._then(lambda: self._demo.people.use(self._user, used))
        elif alone is not None:
            alone()
        elif word.startswith("/"):
            self._then(lambda: self._demo.people.command(self._user, NEWSROOM, typed))
        elif with_words is not None:
            with_words(rest.strip())
        else:
            self._ask(typed)

    def _alone(self) -> dict[str, Callable[[], None]]:
        """What words that stand alone do."""
        found: dict[str, Callable[[], None]] = {
            "?": self._help,
            "home": self._home,
            "delete": self._delete,
            "later": lambda: self._move(timedelta(minutes=5)),
            "morning": self._until_morning,
        }
        for word, user in _PEOPLE.items():
            found[word] = lambda user=user: self._become(user)  # type: ignore[misc]
        for word, name in _SHORTCUTS.items():
            found[word] = lambda name=name: self._shortcut(name)  # type: ignore[misc]
        return found

    def _help(self) -> None:
        self._say(WORDS)

    def _with_words(self) -> dict[str, Callable[[str], None]]:
        return {"dm": self._direct, "edit": self._edit, "reply": self._reply}

    def _last(self, place: str, user: str | None = None) -> Fields:
        """The last message in a place of one person, or of any person."""
        said = [
            message
            for message in self._demo.slack.messages(place)
            if message["user"] == user or (user is None and message["user"] != BOT_USER)
        ]
        if not said:
            raise ActError("There is no message yet.")
        return said[-1]

    # Acts.

    def _ask(self, text: str) -> None:
        said: list[Fields] = []
        mention = text if "@On Record" in text else f"@On Record {text}"
        people = self._demo.people
        self._then(lambda: said.append(people.say(self._user, NEWSROOM, mention)))
        self._thread = said[0]["ts"]

    def _reply(self, text: str) -> None:
        if self._thread is None:
            raise ActError("There is no thread yet: ask something first.")
        thread, mention = self._thread, f"@On Record {text}"
        self._then(lambda: self._demo.people.say(self._user, NEWSROOM, mention, thread))

    def _direct(self, text: str) -> None:
        self._then(lambda: self._demo.people.say(self._user, direct(self._user), text))

    def _edit(self, text: str) -> None:
        ts = self._last(direct(self._user), self._user)["ts"]
        room = direct(self._user)
        self._then(lambda: self._demo.people.edit(self._user, room, ts, text))

    def _delete(self) -> None:
        room = direct(self._user)
        ts = self._last(room, self._user)["ts"]
        self._then(lambda: self._demo.people.erase(self._user, room, ts))
        self._say(f"{_INDENT}Your message is deleted, and the answer to it.")

    def _shortcut(self, name: str) -> None:
        ts = self._last(NEWSROOM)["ts"]
        self._then(lambda: self._demo.people.shortcut(self._user, NEWSROOM, ts, name))

    def _home(self) -> None:
        self._then(lambda: self._demo.people.open_app(self._user, "home"))
        home = self._demo.slack.home(self._user)
        if home is not None:
            self._say(f"{_INDENT}── Home ──")
            self._show(home["blocks"], "")

    def _become(self, user: str) -> None:
        self._user = user
        self._note()
        self._say(f"{_INDENT}You are {NAMES[user]}, {ROLES[user]}.")

    def _move(self, by: timedelta) -> None:
        self._then(lambda: self._demo.move(by))
        self._say(f"{_INDENT}It is {self._demo.services.clock():%a %d %b %Y, %H:%M} UTC.")

    def _until_morning(self) -> None:
        self._move(until_morning(self._demo.services.clock()))

    # What there is to see.

    def _then(self, act: Callable[[], object]) -> None:
        """Does something and prints what is new then."""
        act()
        self._demo.settle()
        self._news()
        while fill(self._demo, self._user, self._lines, self._say):
            self._demo.settle()
            self._news()

    def _news(self) -> None:
        """Prints the bot's messages that are new or changed, and a form that opened."""
        before = self._seen
        shown = self._note()
        for place, messages in shown["messages"].items():
            for message in messages:
                key = f"{place} {message['ts']}"
                if message["user"] == BOT_USER and before.get(key) != self._seen[key]:
                    self._head(shown, place, message)
                    self._show(message.get("blocks"), message.get("text", ""))
        view = shown["modal"]
        if view is not None and before.get("modal") != self._seen["modal"]:
            self._say(f"{_INDENT}── {view['title']['text']} ──")
            self._show(view["blocks"], "")

    def _head(self, shown: Fields, place: str, message: Fields) -> None:
        """Says where a message is, unless it is the answer in the thread that was asked in."""
        if message.get("is_ephemeral"):
            self._say(f"{_INDENT}(only visible to you)")
        elif place == shown["direct"]:
            self._say(f"{_INDENT}(a direct message)")
        elif place != NEWSROOM:
            name = next(one["name"] for one in shown["channels"] if one["id"] == place)
            self._say(f"{_INDENT}(in #{name})")
        for file in message.get("files", ()):
            self._say(f"{_INDENT}A file: {self._demo.url}files/{file['id']} ({file['name']})")

    def _show(self, blocks: list[Fields] | None, text: str) -> None:
        styled = marked(blocks or []) if self._colour else blocks
        shown = plain_blocks(styled, _WIDTH) if styled else unmarked(text)
        self._say(textwrap.indent(shown, _INDENT) + "\n")

    def _note(self) -> Fields:
        """Notes what the person sees now, and the buttons that can be pressed."""
        ws = self._demo.slack.workspace
        with ws.changed:
            shown: Fields = json.loads(json.dumps(shown_to(ws, self._user)))
        self._seen = {
            f"{place} {message['ts']}": json.dumps([message.get("blocks"), message.get("text")])
            for place, messages in shown["messages"].items()
            for message in messages
        }
        self._seen["modal"] = json.dumps(shown["modal"])
        self._buttons = {}

        def offer(blocks: list[Fields], where: Used) -> None:
            for words, used in pressable(blocks, where):
                self._buttons.setdefault(words, used)

        if shown["modal"]:
            offer(shown["modal"]["blocks"], Used("", view_id=shown["modal"]["id"]))
        newest = sorted(
            (
                (message["ts"], place, message)
                for place, messages in shown["messages"].items()
                for message in messages
                if message["user"] == BOT_USER
            ),
            reverse=True,
        )
        for ts, place, message in newest:
            offer(message.get("blocks", []), Used("", channel=place, ts=ts))
        if shown["home"]:
            offer(shown["home"]["blocks"], Used("", view_id=shown["home"]["id"]))
        return shown


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
