"""Where the measuring data lies: a `shared` folder beside the checkout, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def shared(*parts: str) -> Path:
    """The path of a file in the shared folder; the calling test is skipped where it is absent."""
    path = ROOT.parent.joinpath("shared", *parts)
    if not path.exists():
        pytest.skip(f"no shared data here ({'/'.join(parts)})")
    return path
