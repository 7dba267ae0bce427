"""A handler parses, checks who may, calls one function of `bot`, and answers: nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.paths import ROOT

LONGEST = 18
"""Lines of one handler; the design says about 15."""

MODULES = sorted((ROOT / "handlers").glob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_handlers_are_thin(path: Path) -> None:
    for outer in ast.parse(path.read_text()).body:
        for inner in ast.walk(outer):
            if not isinstance(inner, ast.FunctionDef) or inner.name == "register":
                continue
            if inner is not outer or "ack" in {one.arg for one in inner.args.args}:
                length = (inner.end_lineno or 0) - inner.lineno + 1
                assert length <= LONGEST, f"{inner.name} has {length} lines"


NO_FORMS = {"bot/add/telling.py", "bot/run/failures.py", "bot/slack/pictures.py"}
"""They put no form in the place of another one."""


def test_only_modals_puts_a_form_in_the_place_of_another_one() -> None:
    """There it gets the block ids of the next step; see `bot.slack.forms.at_step`."""
    folders = ("bot/add", "bot/ask", "bot/care", "bot/digest", "bot/home", "bot/review", "bot/run",
               "bot/slack", "bot/watch", "handlers")  # fmt: skip
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"response_action|views_update\((?!view_id=press\.under)", path.read_text())
    }
    assert found - {"bot/slack/modals.py"} == NO_FORMS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_handlers_know_no_database(path: Path) -> None:
    text = path.read_text()
    for foreign in ("sqlmodel", "sqlalchemy", "Session", ".engine"):
        assert foreign not in text
