"""`figure`: corrects the figure that a statement gives, or says that the desk computed it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.desk import add_changing, carried_out, number
from bot.cli.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.record.change import Change
    from bot.record.edit.given_figures import GivenFigure
    from models.changes import StatusChange


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("statement", type=number, help="the statement's number, as `verify` has it")
    parser.add_argument("words", help='the figure, like "more than 1,200" or "30 %%"; - for none')
    parser.add_argument("--unit", help="of what, where the figure does not say it")
    parser.add_argument(
        "--computed", action="store_true", help="the desk worked it out; it is not in the words"
    )
    add_changing(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Correct the figure that a statement gives, or say that the desk computed it."""
    to = _given(arguments)

    def act(change: Change) -> list[StatusChange]:
        from bot.record.edit.given_figures import correct_figure

        return correct_figure(change, arguments.statement, to, seen=arguments.if_version)

    told = "gives no figure" if to.figure is None else f"gives {arguments.words}"
    computed = " (computed by the desk)" if to.computed else ""
    said = f"Statement {arguments.statement} {told}{computed}."
    return carried_out(arguments, settings, act, said)


def _given(arguments: argparse.Namespace) -> GivenFigure:
    from bot.language.quantities import measure, quantities
    from bot.record.edit.given_figures import GivenFigure

    if arguments.words == "-":
        return GivenFigure(None)
    found = quantities(arguments.words)
    if len(found) != 1:
        raise UsageError(
            f"{arguments.words!r} is not one figure. Write one, like 10,000 or more than 10,000."
        )
    one = found[0]
    low = None if one.kind == "bound" and one.low == 0 else one.low
    unit = arguments.unit or one.unit or (one.counted if measure(one) else None)
    return GivenFigure((low, one.high), unit, computed=arguments.computed)
