"""Slack over HTTP and over Socket Mode."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.commands import run
from tests.e2e.process import sample
from tests.handlers.conftest import MANIFEST_SCOPES
from tests.standin import FaultySlack


@pytest.fixture(scope="session")
def _loaded_template(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("loaded") / "record.sqlite3"
    shutil.copyfile(_sqlite_template, path)
    assert run("import", str(sample()), url=f"sqlite:///{path}").returncode == 0
    return path


@pytest.fixture
def loaded(_loaded_template: Path, tmp_path: Path) -> str:
    """The address of an SQLite database with the sample record in it."""
    path = tmp_path / "loaded.sqlite3"
    shutil.copyfile(_loaded_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def http_slack() -> Iterator[FaultySlack]:
    with FaultySlack(scopes=MANIFEST_SCOPES) as slack:
        yield slack


@pytest.fixture
def socket_slack() -> Iterator[FaultySlack]:
    with FaultySlack(scopes=MANIFEST_SCOPES, socket_mode=True) as slack:
        yield slack
