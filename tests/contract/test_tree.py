"""CONTRIBUTING's table of places is the tree; a package's face says what others may use of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.paths import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TABLE = PAGE.partition("<!-- tree: begin -->")[2].partition("<!-- tree: end -->")[0]
LISTED = {
    name
    for row in TABLE.splitlines()
    if row.startswith("| `")
    for name in re.findall(r"`([^`]+)`", row.split("|")[1])
}
TOP = ("benchmarks", "docs", "findings", "handlers", "models", "samples", "tests")


def packages(folder: Path = ROOT / "bot") -> Iterator[Path]:
    """The packages below `bot/`, at whatever depth."""
    for init in sorted(folder.rglob("__init__.py")):
        if init.parent != folder:
            yield init.parent


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_table_lists_every_package_and_no_other() -> None:
    there = {f"bot/{one.parent.name}/" for one in (ROOT / "bot").glob("*/__init__.py")}
    there |= {f"{one}/" for one in TOP}
    there |= {f"bot/{one.name}" for one in (ROOT / "bot").glob("*.py")} - {"bot/__init__.py"}
    assert {one for one in LISTED if not one.startswith("manifest")} == there


def test_nested_packages_are_named_in_their_row() -> None:
    for package in packages():
        if package.parent.parent.name == "bot":
            (row,) = [r for r in TABLE.splitlines() if f"`bot/{package.parent.name}/`" in r]
            assert f"`{package.name}/`" in row


@pytest.mark.parametrize("package", tuple(packages()), ids=name_of)
def test_a_package_says_what_it_is_about(package: Path) -> None:
    doc = ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8")))
    assert doc
    assert doc != "To be written."


# --- faces --------------------------------------------------------------------------------------


def face(package: Path) -> set[str]:
    """The modules that others may import: those in `__all__` of a package's `__init__.py`."""
    tree = ast.parse((package / "__init__.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


@cache
def imported(path: Path) -> list[tuple[Path, str]]:
    """The modules of ours that a module imports, each with its package's folder."""
    return list(_imported(path))


def _imported(path: Path) -> Iterator[tuple[Path, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("bot."):
            continue
        for alias in node.names:
            whole = ROOT.joinpath(*str(node.module).split("."), alias.name)
            module = whole if whole.with_suffix(".py").exists() else whole.parent
            if module.with_suffix(".py").exists():
                yield module.parent, module.name


MODULES = [path for folder in ("bot", "handlers") for path in sorted((ROOT / folder).rglob("*.py"))]


def test_only_what_is_in_its_face_is_imported_from_a_package() -> None:
    beyond = {
        f"{name_of(path)} imports {name_of(package)}/{name}"
        for path in MODULES
        for package, name in imported(path)
        if package not in (ROOT / "bot", path.parent) and name not in face(package)
    }
    assert not beyond


@pytest.mark.parametrize("package", tuple(packages()), ids=name_of)
def test_a_face_has_only_what_somebody_uses(package: Path) -> None:
    tests = sorted((ROOT / "tests").rglob("*.py")) + sorted((ROOT / "benchmarks").rglob("*.py"))
    used = {
        name
        for path in [*MODULES, *tests]
        if path.parent != package
        for where, name in imported(path)
        if where == package
    }
    modules = {path.stem for path in package.glob("*.py")}
    assert face(package) & modules <= used


def test_no_test_imports_from_another_test_module() -> None:
    """What several tests use lies in a module of its own, without `test_` before its name."""
    found = {
        f"{name_of(path)} imports {node.module}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and ".test_" in f".{node.module}"
    }
    assert not found


KINDS = {"benchmarks", "contract", "e2e", "handlers", "models"}
"""Folders of tests that are of no package of `bot/`: benchmarks, the rules of this project, whole
processes, requests as Slack sends them, and tables."""


def test_tests_lie_in_the_folder_of_what_they_test() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    names = {folder.relative_to(ROOT / "tests").as_posix() for folder in folders} - {"."}
    assert names - KINDS <= {one.parent.name for one in (ROOT / "bot").glob("*/__init__.py")}
    # What tests a module at the top of `bot/` is at the top of `tests/`.
    tops = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert tops <= {path.stem for path in (ROOT / "bot").glob("*.py")}
