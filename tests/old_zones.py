"""Time zone data as it was before 2026, for processes that are to find it on their machine."""

from __future__ import annotations

import struct
from pathlib import Path

RULES = {
    "America/Vancouver": "PST8PDT,M3.2.0,M11.1.0",
    "America/Winnipeg": "CST6CDT,M3.2.0,M11.1.0",
    "America/Edmonton": "MST7MDT,M3.2.0,M11.1.0",
    "America/Havana": "CST5CDT,M3.2.0/0,M11.1.0/1",
    "Africa/Casablanca": "<+01>-1",
    "UTC": "UTC0",
}
"""What these zones did in 2025, for ever (POSIX, 8.3: TZ), but for Casablanca's Ramadan."""


def old_copy(folder: Path, version: str = "2025b") -> Path:
    """A folder as PYTHONTZPATH takes it, with these zones and the word of its version."""
    for name, rule in RULES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_tzif(rule))
    (folder / "tzdata.zi").write_text(f"# version {version}\n# redo posix_only\n")
    return folder


def _tzif(rule: str) -> bytes:
    """RFC 9636, version 2: an empty first block, one without transitions, the rule as footer."""
    counts = struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    block = b"TZif2" + bytes(15) + counts + struct.pack(">lbb", 0, 0, 0) + b"LMT\0"
    return block + block + b"\n" + rule.encode() + b"\n"
