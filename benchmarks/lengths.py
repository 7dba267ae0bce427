"""How long the usual messages are, in lines and characters, as a person reads them.

    python -m benchmarks.lengths [--against COMMIT] [--json]

Each message is what the command line prints for the sample record (`check`, `find`, `digest`): what
Slack shows, with the buttons as a line. Lines are counted as a channel of 100 characters breaks
them. With `--against` an older build prints its own for the same record.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.builds import HERE, Build, of_commit, present

_WIDTH = 100
_DAY = "2026-02-20"

_FIVE = (
    "Chlorine escaped from the Haldrum Alkali works in Brennick. Fourteen people died in the ferry"
    " collision in the Harrow Strait. Ana Telleri won the Corvane mayoral election by 412 votes."
    " The data of 1.2 million Ostrel Mutual customers was stolen. North Korea has sent troops to"
    " Russia."
)

MESSAGES: Mapping[str, Sequence[str]] = {
    "several parties say so": ("check", "North Korea has sent troops to Russia"),
    "a figure": ("check", "Over 10,000 troops from North Korea are in Russia"),
    "another figure": ("check", "North Korea has sent 3,000 troops to the Kursk region"),
    "disputed": ("check", "Fourteen people died in the ferry collision in the Harrow Strait"),
    "disputed by an interested party": (
        "check",
        "Ana Telleri won the Corvane mayoral election by 412 votes",
    ),
    "confirmed": ("check", "Chlorine escaped from the Haldrum Alkali works in Brennick"),
    "one party says so": ("check", "Forty people are missing after the ferry collision"),
    "only hedged": ("check", "The ferry Maid of Ellan was going faster than the strait allows"),
    "a question": ("check", "How many people died in the Harrow Strait?"),
    "other words": ("check", "Troops sent by Pyongyang are in Russia"),
    "not on record": ("check", "The moon base opened in May"),
    "five statements": ("check", _FIVE),
    "a search": ("find", "Harrow Strait"),
    "a history": ("history", "19"),
    "the first digest": ("digest", "--preview", "--now", f"{_DAY}T09:00+00:00"),
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lengths", description=__doc__)
    parser.add_argument("--against", metavar="COMMIT")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        found = {"present": measured(present(Path(folder)))}
        if asked.against:
            with of_commit(asked.against, Path(folder)) as build:
                found[asked.against] = measured(build)
    _print(found, as_json=asked.json)
    return 0


def measured(build: Build) -> dict[str, tuple[int, int]]:
    """Lines and characters of each message."""
    build.database.parent.mkdir(parents=True, exist_ok=True)
    _said(build, ("import", str(HERE / "samples" / "record.json")))
    return {name: length(_said(build, command)) for name, command in MESSAGES.items()}


def length(text: str) -> tuple[int, int]:
    """The lines that have something in them, each broken at 100 characters, and the characters."""
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    return sum(-(-len(row) // _WIDTH) for row in rows), sum(map(len, rows))


def _said(build: Build, command: Sequence[str]) -> str:
    done = subprocess.run(
        [build.python, "-m", "bot", *command],
        env=build.environment | {"COLUMNS": "10000"}, cwd=build.root, check=True,
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout


def _print(found: Mapping[str, Mapping[str, tuple[int, int]]], *, as_json: bool) -> None:
    if as_json:
        json.dump({"lines_and_characters": found}, sys.stdout, indent=2)
        print()
        return
    print(f"{'message':32}" + "".join(f"{name:>24}" for name in found))
    for name in MESSAGES:
        told = [f"{lines} lines, {characters:,}" for lines, characters in _of(found, name)]
        print(f"{name:32}" + "".join(f"{one:>24}" for one in told))
    total = [[sum(side) for side in zip(*every.values(), strict=True)] for every in found.values()]
    print(f"{'together':32}" + "".join(f"{f'{a} lines, {b:,}':>24}" for a, b in total))


def _of(found: Mapping[str, Mapping[str, tuple[int, int]]], name: str) -> list[tuple[int, int]]:
    return [every[name] for every in found.values()]


if __name__ == "__main__":
    sys.exit(main())
