"""Files that come with On Record outside its packages: the manifest, the sample record."""

from __future__ import annotations

import sys
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent
_INSTALLED = Path(sys.prefix) / "share" / "on-record"


def shipped(name: str) -> Path:
    """The path of a file by its name in the checkout ("samples/record.json"): in the checkout that
    runs, or where the installation has put it."""
    here = _CHECKOUT / name
    return here if here.is_file() else _INSTALLED / name
