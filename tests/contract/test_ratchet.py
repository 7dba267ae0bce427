"""Functions with many branches or parameters, and long modules, only get fewer.

`pyproject.toml` has their number by folder. A number that is too high fails as well: whoever splits
a function lowers it.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.paths import ROOT

FOLDERS = ("bot", "handlers", "models")
RATCHET = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ratchet"]
LONGEST = 300


@cache
def found() -> dict[str, Counter[str]]:
    """By rule, how many functions break it in each folder."""
    told = subprocess.run(
        [
            *(sys.executable, "-m", "ruff", "check", *FOLDERS, "--select", "C901,PLR0913"),
            *("--preview", "--no-cache", "--output-format", "json"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    counts: dict[str, Counter[str]] = {"C901": Counter(), "PLR0913": Counter()}
    for one in json.loads(told.stdout):
        place = Path(one["filename"]).relative_to(ROOT).parts
        counts[one["code"]]["/".join(place[:2]) if place[0] == "bot" else place[0]] += 1
    return counts


@pytest.mark.parametrize("rule", ["C901", "PLR0913"])
def test_there_are_as_many_as_the_list_says(rule: str) -> None:
    assert dict(found()[rule]) == RATCHET[rule]


def test_a_long_module_says_why() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "versions" not in path.parts
        and len((text := path.read_text("utf-8")).splitlines()) > LONGEST
        and "One module of" not in (ast.get_docstring(ast.parse(text)) or "")
    ]
    assert silent == RATCHET["long"]
