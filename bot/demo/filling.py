"""Filling in a form in the terminal: one question for each input."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.demo import fields
from bot.demo.acting import Used
from bot.demo.fields import NOTHING, FieldError
from bot.demo.playing import Playing
from bot.demo.scene import ZONE
from bot.demo.workspace import Fields

CANCEL = "cancel"
_LISTED = 12
"""Choices that a question lists."""

Say = Callable[[str], object]


class _LeftError(Exception):
    """The person leaves the form as it was."""


@dataclass(frozen=True, slots=True)
class _Form:
    """An open form, and the person who fills it in."""

    demo: Playing
    user: str
    view: Fields
    lines: Iterator[str]
    say: Say

    @property
    def inputs(self) -> list[Fields]:
        return [block for block in self.view["blocks"] if block["type"] == "input"]


def fill(demo: Playing, user: str, lines: Iterator[str], say: Say) -> bool:
    """Asks for the inputs of the form that a person has open, and sends it; gives whether there
    was one. It is asked again as long as the bot says that something is wrong."""
    view = demo.slack.modal(user)
    form = _Form(demo, user, view or {"blocks": []}, lines, say)
    if not form.inputs:
        return False
    say(f"   Enter keeps what is there, {NOTHING} empties it, {CANCEL} leaves the form.")
    held = {block["block_id"]: fields.first(block["element"]) for block in form.inputs}
    try:
        while True:
            for block in form.inputs:
                held[block["block_id"]] = _answer(form, block, held[block["block_id"]])
            if _sent(form, held):
                return True
    except _LeftError:
        demo.people.close(user, every=True)
        say("   Left.")
        return True


def _sent(form: _Form, held: Fields) -> bool:
    ids = {block["block_id"]: block["element"]["action_id"] for block in form.inputs}
    values = {name: {ids[name]: value} for name, value in held.items()}
    errors = form.demo.people.submit(form.user, form.view["id"], values)
    labels = {block["block_id"]: block["label"]["text"] for block in form.inputs}
    for name, sentence in errors.items():
        form.say(f"   ⚠ {labels.get(name, name)}: {sentence}")
    return not errors


def _answer(form: _Form, block: Fields, now: Fields) -> Fields:
    """Asks for one input until its answer can be taken."""
    while True:
        form.say("   " + _question(block, now))
        line = next(form.lines, CANCEL).strip()
        if line.casefold() == CANCEL:
            raise _LeftError
        if not line:
            return now
        try:
            return fields.typed(block["element"], line, ZONE, partial(_found, form, block))
        except FieldError as error:
            form.say(f"   {error}")


def _found(form: _Form, block: Fields, words: str) -> list[Fields]:
    """The options of a menu that has none of its own."""
    element = block["element"]
    if "users" in element["type"]:
        return _people(form.demo)
    used = Used(element["action_id"], block["block_id"], view_id=form.view["id"])
    told = form.demo.people.suggest(form.user, used, words)
    groups = told.get("option_groups") or [told]
    return [option for group in groups for option in group.get("options", [])]


def _question(block: Fields, now: Fields) -> str:
    """The label, what the input holds, and what there is to choose."""
    words = fields.in_words(now)
    asked = block["label"]["text"] + (" (optional)" if block.get("optional") else "")
    shown = fields.choices(block["element"])
    if 0 < len(shown) <= _LISTED:
        listed = (f"{n} {option['text']['text']}" for n, option in enumerate(shown, 1))
        asked += f" — {', '.join(listed)}"
    return f"{asked}{f' [ {words} ]' if words else ''}:"


def _people(demo: Playing) -> list[Fields]:
    with demo.slack.workspace.changed:
        people = [one for one in demo.slack.workspace.people.values() if not one.bot]
    return [{"text": {"type": "plain_text", "text": one.name}, "value": one.id} for one in people]
