"""Mistakes that people make when they set On Record up: each is told in a sentence of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url
from sqlmodel import Session

from bot.misspelt import LETTERS_PER_SLIP, misspelt
from bot.record.exchange.importing import import_record, is_on_record
from bot.record.exchange.interchange import parse
from bot.record.workspaces import local_workspace
from bot.services import utc_now
from bot.settings import Settings
from models.database import ensure_schema, open_engine
from tests.e2e.commands import run
from tests.e2e.process import environment
from tests.paths import ROOT

NAMES = sorted(name.upper() for name in Settings.model_fields)
LONG = [name for name in NAMES if len(name) >= LETTERS_PER_SLIP]


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A setting's name, and the same with a letter left out, doubled, wrong or swapped."""
    name = draw(st.sampled_from(LONG))
    at = draw(st.integers(0, len(name) - 2))
    letter = draw(st.sampled_from("AEIXZ"))
    before, one, two, after = name[:at], name[at], name[at + 1], name[at + 2 :]
    slipped = draw(
        st.sampled_from(
            [
                before + two + after,
                before + one + one + two + after,
                before + letter + two + after,
                before + two + one + after,
            ]
        )
    )
    return name, slipped


@given(slips())
def test_a_slip_in_a_name_is_seen(both: tuple[str, str]) -> None:
    name, slipped = both
    told = list(misspelt([slipped]))
    assert bool(told) == (slipped not in NAMES)
    assert all(name in sentence for sentence in told)


@pytest.mark.parametrize("name", ["slack_bot_tokn", "SLACK_TOKEN", "URL_DATABASE", "PROT"])
def test_words_missing_or_swapped_are_seen(name: str) -> None:
    assert len(list(misspelt([name]))) == 1


@pytest.mark.parametrize(
    "name",
    [*NAMES, "HOSTS", "HOSTNAME", "POST", "PATH", "TEST_DATABASE_URL", "SLACK_CHANNEL", "SLACK"],
)
def test_variables_of_other_programs_are_left_alone(name: str) -> None:
    assert not list(misspelt([name]))


def test_a_name_whose_setting_is_set_is_left_alone() -> None:
    assert not list(misspelt(["DATABASE_URI", "DATABASE_URL"]))


def test_every_command_says_it_and_none_shows_the_value(sqlite_url: str) -> None:
    asked = run("doctor", url=sqlite_url, SLACK_BOT_TOKN="xoxb-hidden")
    assert "Did you mean SLACK_BOT_TOKEN?" in asked.stdout
    found = run("find", "Ostra", url=sqlite_url, SLACK_BOT_TOKN="xoxb-hidden")
    assert "Warning: SLACK_BOT_TOKN is no setting of On Record." in found.stderr
    assert "hidden" not in asked.stdout + asked.stderr + found.stdout + found.stderr


@pytest.mark.parametrize(
    ("settings", "name", "other"),
    [
        ({"MATCH_THRESHOLD": "0.4", "POSSIBLE_THRESHOLD": "0.6"}, "POSSIBLE", "MATCH_THRESHOLD"),
        ({"MATCH_THRESHOLD": "0.1"}, "POSSIBLE", "MATCH_THRESHOLD"),
        ({"NOTICE_DAYS": "365", "RETENTION_DAYS": "100"}, "RETENTION_DAYS", "NOTICE_DAYS"),
        ({"PORT": "3000", "METRICS_ADDRESS": "127.0.0.1:3000"}, "METRICS_ADDRESS", "HOST and PORT"),
    ],
)
def test_settings_that_contradict_each_other_are_both_named(
    settings: dict[str, str], name: str, other: str
) -> None:
    told = run("doctor", **settings)
    assert told.returncode == 1
    assert name in told.stderr
    assert other in told.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///{at}/text", "the file is no SQLite database"),
        ("sqlite:///{at}/text/below", "cannot be opened"),
        ("postgresql://ida:hidden@127.0.0.1:1/x", "cannot be reached (connection failed"),
        ("postgresql://ida:hidden@nowhere.invalid/x", "cannot be reached (failed to resolve host"),
    ],
)
def test_a_database_of_no_use_is_told_alike_by_the_doctor_and_at_start(
    tmp_path: Path, url: str, said: str
) -> None:
    (tmp_path / "text").write_text("This is a letter, and no database at all.\n" * 9)
    url = url.format(at=tmp_path)
    asked = run("doctor", url=url)
    begun = run("serve", url=url, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s")
    assert said in asked.stdout
    assert said in begun.stderr
    assert "Traceback" not in begun.stderr
    assert "hidden" not in asked.stdout + asked.stderr + begun.stderr
    assert (asked.returncode, begun.returncode) == (1, 1)


def test_a_database_that_postgresql_has_not(bare_postgres_url: str) -> None:
    none = make_url(bare_postgres_url).set(database="harrow_nowhere")
    asked = run("doctor", url=none.render_as_string(hide_password=False))
    assert "does not exist on that server.\n         Make it (createdb)" in asked.stdout


def test_a_missing_model_is_told_by_the_doctor(sqlite_url: str, tmp_path: Path) -> None:
    asked = run("doctor", url=sqlite_url, SEMANTIC_MODEL=str(tmp_path))
    assert "missing  Other words: the model cannot be used" in asked.stdout
    assert "Correct SEMANTIC_MODEL" in asked.stdout
    assert "ok       Other words: off" in run("doctor", url=sqlite_url).stdout


def test_slack_out_of_reach_is_not_a_wrong_token(sqlite_url: str) -> None:
    asked = run(
        "doctor",
        url=sqlite_url,
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_APP_TOKEN="xapp-1",
        SLACK_API_URL="http://127.0.0.1:9/",
    )
    assert "Slack: cannot be reached at http://127.0.0.1:9/" in asked.stdout
    assert "does not accept" not in asked.stdout
    assert asked.stderr == ""


def test_an_import_says_how_far_it_is_and_ctrl_c_ends_it_in_a_sentence(sqlite_url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "import", "-"],
        cwd=ROOT,
        env=environment({"DATABASE_URL": sqlite_url, "SEMANTIC_MODEL": "off"}),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # as under a terminal
    ) as waiting:
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == "Reading standard input …\n"
        waiting.send_signal(signal.SIGINT)
        assert "Stopped. Nothing was imported.\n" in waiting.stderr.read()
    assert waiting.returncode == 130


def test_whether_an_import_was_stored_is_seen_in_the_record(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    ensure_schema(engine)
    file = parse((ROOT / "samples" / "record.json").read_bytes())
    with Session(engine) as session, session.begin():
        number = local_workspace(session, utc_now()).id or 0
    told: list[tuple[str, int, int]] = []
    assert not is_on_record(engine, file, number)
    import_record(
        engine,
        file,
        workspace_id=number,
        actor="U1",
        now=utc_now(),
        tell=lambda *step: told.append(step),
    )
    assert is_on_record(engine, file, number)
    assert ("Deriving statuses", 0, len(file.claims)) in told
    assert ("Storing claims", 0, 0) in told
    engine.dispose()
