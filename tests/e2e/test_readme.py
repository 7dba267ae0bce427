"""Every command of README and docs is run, as it stands there, against the stand-in for Slack."""

from __future__ import annotations

import re
import stat
import subprocess
from pathlib import Path

import pytest

from bot.demo import NEWSROOM
from bot.demo.signed import app_mention
from tests.e2e.process import TypedBot, environment
from tests.paths import ROOT
from tests.standin import FaultySlack

PAGES = tuple(
    ROOT / name for name in ("README.md", "docs/using.md", "docs/editing.md", "docs/operations.md")
)
"""In the order in which a person reads them: a command may need what an earlier one made."""

README = PAGES[0].read_text("utf-8")
BLOCKS = [
    block
    for page in PAGES
    for block in re.findall(
        r"^```sh\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
]
SERVE = ".venv/bin/python -m bot serve\n"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout as a reader has it, in which commands may leave files."""
    folder = tmp_path_factory.mktemp("checkout")
    for entry in ROOT.iterdir():
        if entry.name not in (".git", ".env"):
            (folder / entry.name).symlink_to(entry)
    return folder


@pytest.fixture
def settings(http_slack: FaultySlack, tmp_path: Path) -> dict[str, str]:
    own = {"DATABASE_URL": f"sqlite:///{tmp_path / 'readme.sqlite3'}", "SEMANTIC_MODEL": "off"}
    return environment(http_slack.environment() | own)


def sh(script: str, folder: Path, settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder, env=settings, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


@pytest.mark.timeout(300)  # each of them is a process
def test_the_commands_run_in_the_order_of_the_pages(
    checkout: Path, settings: dict[str, str]
) -> None:
    for block in BLOCKS:
        if block == SERVE:
            continue
        finished = sh(block, checkout, settings)
        assert finished.returncode == 0, f"{block}\n{finished.stdout}\n{finished.stderr}"
    for secret in (".env", "backup.json", "record.json"):
        assert stat.S_IMODE((checkout / secret).stat().st_mode) == 0o600


def test_serve_runs_and_answers(http_slack: FaultySlack, tmp_path: Path) -> None:
    assert SERVE in BLOCKS
    url = f"sqlite:///{tmp_path / 'readme.sqlite3'}"
    loading = environment({"DATABASE_URL": url})
    assert sh("python -m bot import samples/record.json", ROOT, _with_venv(loading)).returncode == 0
    with TypedBot(http_slack, url) as bot:
        said = http_slack.say(NEWSROOM, "Fourteen people died in the Harrow Strait collision")
        bot.tell(app_mention(said["text"], ts=said["ts"]))
        http_slack.wait_for(lambda: http_slack.replies(NEWSROOM, said["ts"]), 10)


def test_the_procfile_names_commands_that_exist() -> None:
    for line in (ROOT / "Procfile").read_text().splitlines():
        command = line.split(": python -m bot ")[1].split()
        finished = sh(f"python -m bot {command[0]} --help", ROOT, _with_venv(environment({})))
        assert finished.returncode == 0
        assert all(option in finished.stdout for option in command[1:])


def test_the_answer_shown_is_one_that_the_demo_gives(tmp_path: Path) -> None:
    shown = re.findall(r"^```text\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)[0]
    demo = sh("python -m bot demo", ROOT, _with_venv(environment({}))).stdout
    missing = [line for line in shown.splitlines() if line.strip() and line not in demo]
    assert missing == []


def test_the_places_in_tables_exist() -> None:
    pages = [page.read_text("utf-8") for page in (*PAGES, ROOT / "CONTRIBUTING.md")]
    named = {one for text in pages for one in re.findall(r"^\| `([\w./]+)`", text, re.MULTILINE)}
    assert [path for path in named if "/" in path and not (ROOT / path).exists()] == []


def _with_venv(settings: dict[str, str]) -> dict[str, str]:
    return settings | {"PATH": f"{ROOT / '.venv' / 'bin'}:{settings['PATH']}"}
