"""Slack over HTTP and over Socket Mode."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.handlers.conftest import MANIFEST_SCOPES
from tests.standin import FaultySlack


@pytest.fixture
def http_slack() -> Iterator[FaultySlack]:
    with FaultySlack(scopes=MANIFEST_SCOPES) as slack:
        yield slack


@pytest.fixture
def socket_slack() -> Iterator[FaultySlack]:
    with FaultySlack(scopes=MANIFEST_SCOPES, socket_mode=True) as slack:
        yield slack
