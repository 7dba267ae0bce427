"""What the image is made from is there, and is installed as `make install` does; what its services
run are commands of the bot, with settings that it has."""

from __future__ import annotations

import re

from bot.settings import Settings
from tests.e2e.commands import run
from tests.paths import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")


def test_what_is_copied_is_there_and_let_through() -> None:
    copied = [
        name
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for name in line.split()[:-1]
    ]
    let_through = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert let_through == set(copied)
    assert all((ROOT / name).exists() for name in copied)


def test_it_is_installed_from_the_lock_as_on_a_machine() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for options in ("--no-deps --require-hashes", "--no-deps --no-build-isolation"):
        assert options in DOCKERFILE
        assert options in makefile


def test_it_does_not_run_as_root() -> None:
    user = re.findall(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE)[-1]
    assert int(user) > 0
    assert COMPOSE.count("<<: *on-record") == 3
    for held in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert held in COMPOSE.split("services:")[0]


def test_its_services_run_commands_with_settings_that_there_are() -> None:
    commands = [
        re.findall(r'"([^"]+)"', given)
        for given in re.findall(r"^    command: \[(.+)\]$", COMPOSE, re.MULTILINE)
    ]
    assert len(commands) == 3
    for command, *options in commands:
        shown = run(command, "--help")
        assert shown.returncode == 0, command
        assert all(option in shown.stdout for option in options)
    settings = {name.upper() for name in Settings.model_fields}
    ours = set(re.findall(r"^    ([A-Z_]+):", COMPOSE.split("services:")[0], re.MULTILINE))
    assert ours == {"DATABASE_URL", "HOST"} <= settings
