"""Everything that people read in Slack can be read in each language: no text of the code is missing
in a catalogue, none is left over, and none says something else with the same words."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message

from bot.slack.limits import (
    BUTTON_TEXT,
    MODAL_CLOSE,
    MODAL_SUBMIT,
    MODAL_TITLE,
    PLACEHOLDER,
    size,
)
from tests import catalogues
from tests.catalogues import TRANSLATED, kept, packages

_PLACE = re.compile(r"\{\w+\}")
_MARK = re.compile(r"[*`<>|\n]|(?<!\w)_|_(?!\w)|^\s|\s$")
_CALLS = {"gettext", "ngettext", "pgettext", "N_"}


def _forms(message: Message) -> list[tuple[str, str]]:
    """Each form of a text beside its translation: the one, and the many."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    one, many = message.id
    return list(zip((one, many), message.string, strict=True))


def _each(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalog:
        if message.id:
            yield from _forms(message)


def test_a_catalogue_is_there_for_every_package_that_says_something() -> None:
    # `make words` writes them; what it leaves empty is to be translated.
    outdated = [
        path.name
        for path, content in catalogues.files()
        if content != (path.read_bytes() if path.exists() else None)
    ]
    assert not outdated, "run `make words`, then translate what is empty"


def test_no_catalogue_is_left_over() -> None:
    names = set(packages())
    for language in TRANSLATED:
        found = {path.stem for path in (catalogues.LOCALE / language).glob("*.po")}
        assert found <= names


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("name", sorted(packages()))
def test_every_text_is_translated_with_the_same_values_and_marks(language: str, name: str) -> None:
    for english, other in _each(kept(language, name)):
        assert other, f"not translated: {english!r}"
        # A plural's first form may leave its number out ("one party").
        assert set(_PLACE.findall(english)) - {"{n}"} == set(_PLACE.findall(other)) - {"{n}"}, other
        assert Counter(_MARK.findall(english)) == Counter(_MARK.findall(other)), (english, other)


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_same_text_is_translated_alike_everywhere(language: str) -> None:
    """All catalogues are one when they are read. Two meanings of one text have contexts
    (`pgettext`)."""
    said: dict[tuple[object, object], object] = {}
    for name in packages():
        for message in kept(language, name):
            if message.id:
                key = (message.context, message.id)
                assert said.setdefault(key, message.string) == message.string, message.id


def test_what_is_translated_is_a_text_and_not_made_of_pieces() -> None:
    """`gettext(f"{x} sources")` would never be found in a catalogue."""
    wrong = [
        f"{module.name}:{call.lineno}"
        for modules in packages().values()
        for module in modules
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in _CALLS
        and any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in call.args[:2])
    ]
    assert not wrong


_LONGEST = {
    "button": BUTTON_TEXT,
    "title": MODAL_TITLE,
    "submit": MODAL_SUBMIT,
    "close": MODAL_CLOSE,
    "placeholder": PLACEHOLDER,
}


def _labels() -> Iterator[tuple[str, tuple[str | None, str]]]:
    """The texts on buttons and in the frames of forms: what each is, and its key in a catalogue."""
    for module in (one for modules in packages().values() for one in modules):
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            parts = [(one.arg, one.value) for one in call.keywords if one.arg in _LONGEST]
            if isinstance(call.func, ast.Attribute) and call.func.attr == "button" and call.args:
                parts.append(("button", call.args[0]))
            for kind, part in parts:
                for said in ast.walk(part):
                    if isinstance(said, ast.Call) and isinstance(said.func, ast.Name):
                        texts = [str(a.value) for a in said.args if isinstance(a, ast.Constant)]
                        if said.func.id in _CALLS and texts:
                            context = texts[0] if said.func.id == "pgettext" else None
                            yield str(kind), (context, texts[-1] if context else texts[0])


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_on_buttons_and_forms_is_no_longer_than_slack_takes(language: str) -> None:
    known = {
        (message.context, message.id if isinstance(message.id, str) else message.id[0]): message
        for name in packages()
        for message in kept(language, name)
        if message.id
    }
    labels = set(_labels())
    assert len(labels) > 20
    wrong = {
        other
        for kind, key in labels
        for _, other in _forms(known[key])
        if size(_PLACE.sub("1234", other)) > _LONGEST[kind]
    }
    assert not wrong
