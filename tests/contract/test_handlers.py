"""A handler parses, checks who may, calls one function of `bot`, and answers: nothing else."""

from __future__ import annotations

import ast
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


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_handlers_know_no_database(path: Path) -> None:
    text = path.read_text()
    for foreign in ("sqlmodel", "sqlalchemy", "Session", ".engine"):
        assert foreign not in text
