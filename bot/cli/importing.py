"""`import`: adds a file in the format on-record/1 to the record."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.errors import CommandError, StoppedError, warn
from bot.cli.progress import Tell, shown
from bot.cli.record import actor, add_workspace, opened_record, workspace_to_fill
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.check.vectors import VectorMaker
    from bot.record.exchange.entries import RecordFile
    from bot.record.exchange.importing import ImportReport

_STORED = (
    "Stopped. All of the file is on record; until `serve`, or the same command again, has made "
    "what is missing, some claims are found by their words alone."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="a file in the format on-record/1, - for standard input")
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Load a record; all of it or nothing."""
    name = "standard input" if arguments.file == "-" else Path(arguments.file).name
    with shown(f"Reading {name}") as tell:
        report = _imported(arguments, settings, tell)
    print(report.in_words())
    return 0


def _imported(arguments: argparse.Namespace, settings: Settings, tell: Tell) -> ImportReport:
    from bot.record.exchange.importing import import_record, is_on_record

    file = workspace_id = None
    with opened_record(settings) as (engine, session):
        try:
            file = _read(arguments.file)
            now = datetime.now(UTC)
            workspace_id = workspace_to_fill(engine, session, arguments.workspace, now)
            report = import_record(
                engine, file, workspace_id=workspace_id, actor=actor(), now=now, tell=tell
            )
            _vectors(engine, settings, tell)
        except KeyboardInterrupt:
            stored = file and workspace_id and is_on_record(engine, file, workspace_id)
            raise StoppedError(_STORED if stored else "Stopped. Nothing was imported.") from None
    return report


def _read(name: str) -> RecordFile:
    from bot.record.exchange.interchange import parse

    try:
        return parse(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error


def _vectors(engine: Engine, settings: Settings, tell: Tell) -> None:
    """Makes vectors after the commit. A record without them is complete; `serve` makes missing
    ones."""
    from bot.check.model import multilingual_where_possible, where_possible
    from bot.check.vectors import MultilingualMaker, VectorMaker

    embedder = where_possible(settings, warn)()
    if embedder is not None:
        _make(VectorMaker(engine, embedder), "Reading the claims' meaning", tell)
    across = multilingual_where_possible(settings)()
    if across is not None:
        _make(MultilingualMaker(engine, across), "Reading it for other languages", tell)


def _make(maker: VectorMaker, what: str, tell: Tell) -> None:
    done, total = 0, maker.missing()

    def report(more: int) -> None:
        nonlocal done
        done += more
        tell(what, min(done, total), total)

    maker.make(report=report)
