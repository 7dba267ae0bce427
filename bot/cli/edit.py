"""`edit`: gives a claim other words, another figure, place, time or topic."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.cli.desk import add_changing, carried_out, number
from bot.cli.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.record.change import Change
    from models.changes import StatusChange

_TEXTS = ("text", "kind", "unit", "place", "time", "topic")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("claim", type=number, help="the claim's number")
    for name in _TEXTS:
        parser.add_argument(f"--{name}", metavar="WORDS", help="empty: none" if name in
                            ("unit", "place", "time", "topic") else None)  # fmt: skip
    parser.add_argument(
        "--figure", nargs="+", type=_bound, metavar="N",
        help="one number, or its least and most; - for an open end, or alone for none",
    )  # fmt: skip
    add_changing(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Edit a claim; what is not given stays. Its status is derived again."""
    given: dict[str, Any] = {
        name: " ".join(value.split())
        for name in _TEXTS
        if (value := getattr(arguments, name)) is not None
    }
    if arguments.figure is not None:
        given["figure"] = _figure(arguments.figure)
    if not given:
        raise UsageError("Say what to change, as in: python -m bot edit 12 --topic Bridges")

    def act(change: Change) -> list[StatusChange]:
        from dataclasses import replace

        from bot.record.edit.claims import edit_claim, fields_of
        from bot.record.edit.rows import locked
        from models.record import Claim

        claim = locked(change.session, Claim, change.workspace_id, arguments.claim)
        to = replace(fields_of(claim), **given)
        return edit_claim(change, arguments.claim, to, seen=arguments.if_version)

    return carried_out(arguments, settings, act, f"Claim #{arguments.claim} is saved.")


def _bound(given: str) -> float | None:
    if given == "-":
        return None
    try:
        return float(given.replace(",", ""))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{given}: write a number, like 10000 or 2.5") from None


def _figure(bounds: Sequence[float | None]) -> tuple[float | None, float | None] | None:
    if len(bounds) > 2:
        raise UsageError("--figure has one number, or two: the least and the most.")
    low, high = bounds[0], bounds[-1]
    if low is not None and high is not None and low > high:
        raise UsageError("--figure: the first number is the least, the second the most.")
    return None if low is None and high is None else (low, high)
