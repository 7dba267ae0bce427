"""`import`: adds a file in the format on-record/1 to the record."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.errors import CommandError, warn
from bot.cli.record import actor, add_workspace, opened_record, workspace_to_fill
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.check.vectors import VectorMaker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="a file in the format on-record/1, - for standard input")
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Load a record; all of it or nothing."""
    from bot.check.model import multilingual_where_possible, where_possible
    from bot.check.vectors import MultilingualMaker, VectorMaker
    from bot.record.exchange.importing import import_record
    from bot.record.exchange.interchange import parse

    try:
        data = (
            sys.stdin.buffer.read() if arguments.file == "-" else Path(arguments.file).read_bytes()
        )
    except OSError as error:
        raise CommandError(f"{arguments.file} cannot be read: {error.strerror}.") from error
    file = parse(data)
    now = datetime.now(UTC)
    with opened_record(settings) as (engine, session):
        workspace_id = workspace_to_fill(engine, session, arguments.workspace, now)
        report = import_record(engine, file, workspace_id=workspace_id, actor=actor(), now=now)
        print(report.in_words())
        embedder = where_possible(settings, warn)()
        if embedder is not None:
            _make_vectors(VectorMaker(engine, embedder), "Reading the claims' meaning")
        across = multilingual_where_possible(settings)()
        if across is not None:
            _make_vectors(MultilingualMaker(engine, across), "Reading it for other languages")
    return 0


def _make_vectors(maker: VectorMaker, what: str) -> None:
    """Makes vectors after the commit. A record without them is complete; `serve` makes missing
    ones."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=maker.missing())
        maker.make(report=lambda done: progress.advance(task, done))
