"""The pure parts know neither Slack nor SQL; every module says what it is about.

In which direction imports run is held by import-linter (pyproject.toml, `make lint`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pip._internal.models.index import PyPI

from tests.paths import ROOT

OURS = {"benchmarks", "bot", "handlers", "models", "tests"}
PURE = (
    "bot/language",
    "bot/matching",
    "bot/corroboration",
    "bot/extraction",
    "bot/ask/card.py",
    "bot/ask/lines.py",
    "bot/ask/menus.py",
    "bot/ask/modals.py",
    "bot/ask/words.py",
    "bot/check/answer.py",
    "bot/digest/due.py",
    "bot/digest/values.py",
    "bot/record/card.py",
    "bot/review/draft_inputs.py",
    "bot/slack/action_ids.py",
    "bot/slack/blocks.py",
    "bot/slack/forms.py",
    "bot/slack/limits.py",
    "bot/slack/message.py",
    "bot/slack/plain.py",
    "bot/slack/refusals.py",
    "bot/slack/text.py",
)
"""Folders and modules of the core; what people read (`view.py`, `*_view.py`) is pure as well."""
FOREIGN_TO_PURE = {
    "alembic",
    "apscheduler",
    "datetime.now",
    "models",
    "requests",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "sqlmodel",
    "starlette",
    "uvicorn",
}


def modules(folder: str) -> list[Path]:
    place = ROOT / folder
    found = [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))
    assert found[0].exists() if found else False, f"{folder} is guarded here and is not there"
    return [path for path in found if "versions" not in path.parts]


_VIEW = re.compile(r"(?:^|_)view\.py$")


def pure() -> list[Path]:
    views = sorted(p for p in (ROOT / "bot").rglob("*.py") if _VIEW.search(p.name))
    assert len(views) > 5, "views are guarded here and are not there"
    return [*(path for folder in PURE for path in modules(folder)), *views]


def imports(path: Path) -> Iterator[str]:
    """Full dotted names that a module imports, also inside functions and for types only."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", modules("models"), ids=name_of)
def test_models_import_nothing_of_ours(path: Path) -> None:
    assert not tops(path) & (OURS - {"models"})


@pytest.mark.parametrize("path", modules("bot"), ids=name_of)
def test_bot_imports_neither_handlers_nor_tests(path: Path) -> None:
    forbidden = {"benchmarks", "handlers", "tests"}
    if name_of(path) == "bot/__main__.py":
        forbidden.remove("handlers")  # the composition root, the only importer of handlers
    assert not tops(path) & forbidden


@pytest.mark.parametrize("path", modules("handlers"), ids=name_of)
def test_handlers_import_only_bot_and_models(path: Path) -> None:
    assert not tops(path) & {"benchmarks", "sqlalchemy", "sqlmodel", "tests"}


@pytest.mark.parametrize("path", pure(), ids=name_of)
def test_the_pure_parts_know_no_slack_no_sql_no_clock(path: Path) -> None:
    assert not tops(path) & FOREIGN_TO_PURE
    text = path.read_text("utf-8")
    assert ".now(" not in text
    assert ".today(" not in text


@pytest.mark.parametrize(
    "path",
    [p for f in ("bot", "handlers", "models", "benchmarks") for p in modules(f)],
    ids=name_of,
)
def test_a_module_says_what_it_is_about(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_no_file_names_a_package_index_or_a_place_on_somebodys_machine() -> None:
    indexes = PyPI.netloc, PyPI.file_storage_domain  # as pip has them: this file names none
    places = [rf"(?<!\w)/{folder}/" for folder in ("root", "home", "work")]
    forbidden = [*(re.escape(one) for one in indexes), *places]
    named = {
        name_of(path): word
        for pattern in (
            "*.py",
            "*.md",
            "*.toml",
            "*.lock",
            "*.json",
            "Makefile",
            "Procfile",
            ".ci/*",
        )
        for path in ROOT.glob(pattern if "/" in pattern else f"**/{pattern}")
        if not set(path.relative_to(ROOT).parts) & {".venv", ".git", ".hypothesis"}
        for word in forbidden
        if re.search(word, path.read_text("utf-8"))
    }
    assert not named


def test_each_command_is_a_module_of_its_name_with_its_own_arguments() -> None:
    from bot.__main__ import COMMANDS

    listed = {command.__name__ for command in COMMANDS.values()}
    found = {
        name_of(path).removesuffix(".py").replace("/", ".")
        for path in modules("bot/cli")
        if "\ndef add_arguments(" in path.read_text("utf-8")
    }
    assert found | {"bot.demo.command"} == listed
    for command in COMMANDS.values():
        assert (command.run.__doc__ or "").strip()
