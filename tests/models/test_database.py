from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from models import Workspace
from models.database import (
    HEAD_REVISION,
    SchemaError,
    database_url,
    ensure_schema,
    migrate,
    open_engine,
    schema_revision,
    writing,
)
from tests.conftest import NOW


def test_the_migrations_make_exactly_the_tables_of_the_models(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert schema_revision(engine) == HEAD_REVISION


def test_the_newest_migration_is_the_one_the_code_knows() -> None:
    from alembic.script import ScriptDirectory

    from models.database import MIGRATIONS

    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD_REVISION]


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    assert schema_revision(engine) == HEAD_REVISION


def test_both_databases_get_the_same_columns_and_constraints(
    sqlite_engine: Engine, postgres_engine: Engine
) -> None:
    assert _shape(sqlite_engine) == _shape(postgres_engine)


def test_an_sqlite_file_is_migrated_when_it_is_opened(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'folder' / 'new.sqlite3'}")
    ensure_schema(engine)
    assert schema_revision(engine) == HEAD_REVISION


def test_a_postgres_database_is_not_migrated_by_surprise(postgres_engine: Engine) -> None:
    with postgres_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    try:
        with pytest.raises(SchemaError, match="python -m bot migrate"):
            ensure_schema(postgres_engine)
    finally:
        with postgres_engine.begin() as connection:
            connection.exec_driver_sql(
                f"UPDATE alembic_version SET version_num = '{HEAD_REVISION}'"
            )


def test_instants_come_back_in_utc_and_never_without_a_zone(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(Workspace(team_id="T1", created_at=NOW))
        session.commit()
    with Session(engine) as session:
        stored = session.get(Workspace, 1)
        assert stored is not None
        assert stored.created_at == NOW
        assert stored.created_at.utcoffset() == NOW.utcoffset()


def test_a_team_has_one_workspace(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(Workspace(team_id="T1", created_at=NOW))
        session.add(Workspace(team_id="T1", created_at=NOW))
        with pytest.raises(IntegrityError):
            session.commit()


@pytest.mark.parametrize("given", ["mysql://localhost/x", "not an address", ""])
def test_an_address_of_another_kind_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"not supported|not a database address"):
        database_url(given)


def test_opening_a_current_database_does_not_load_alembic(sqlite_url: str) -> None:
    program = (
        "import sys\n"
        "from models.database import ensure_schema, open_engine\n"
        f"ensure_schema(open_engine({sqlite_url!r}))\n"
        "import bot.record.reading, bot.record.exchange.importing, bot.record.exchange.exporting\n"
        "print([name for name in ('alembic', 'psycopg') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    shown = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def _shape(engine: Engine) -> dict[str, object]:
    found = inspect(engine)
    return {
        table: (
            [(column["name"], column["nullable"]) for column in found.get_columns(table)],
            sorted(str(check["name"]) for check in found.get_check_constraints(table)),
            sorted(str(unique["name"]) for unique in found.get_unique_constraints(table)),
            sorted(str(key["name"]) for key in found.get_foreign_keys(table)),
            sorted(str(i["name"]) for i in found.get_indexes(table) if not i["unique"]),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_each_answer_from_before_replies_gets_its_own(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    _migrated(engine, "0011")
    columns = (
        "workspace_id, request_id, surface, channel, asker, position, total, left_over, statement,"
        " version, delivery, asked_at, state, attempts, resent, reply_ts"
    )
    with writing(engine).begin() as connection:
        run = connection.exec_driver_sql
        run("INSERT INTO workspace (id, team_id, name, revision, created_at)"
            " VALUES (1, 'T', 'D', 0, '2024-11-05')")  # fmt: skip
        for n, state in enumerate(("answered", "sending", "dropped")):
            run(f"INSERT INTO inquiry ({columns}) VALUES (1, 'r:{n}', 'message', 'C1', 'U1', {n},"
                f" 3, 0, 's', 2, 'thread', '2024-11-05', '{state}', 1, 0, '1.{n}')")  # fmt: skip
        run("INSERT INTO feedback (workspace_id, inquiry_id, kind, by, at)"
            " VALUES (1, 2, 'chosen', 'U1', '2024-11-05')")  # fmt: skip
    migrate(engine)
    with engine.connect() as connection:
        run = connection.exec_driver_sql
        replies = run("SELECT id, channel, ts, state, version FROM reply ORDER BY id").all()
        inquiries = run("SELECT id, reply_id, state FROM inquiry ORDER BY id").all()
        assert run("PRAGMA foreign_keys").scalar() == 1
    assert [tuple(row) for row in replies] == [
        (1, "C1", "1.0", "answered", 2),
        (2, "C1", "1.1", "sending", 2),
        (3, "C1", "1.2", "dropped", 2),
    ]
    assert [tuple(row) for row in inquiries] == [
        (1, 1, "answered"), (2, 2, "recorded"), (3, 3, "dropped"),
    ]  # fmt: skip
    engine.dispose()


def _migrated(engine: Engine, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    from models.database import MIGRATIONS

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
