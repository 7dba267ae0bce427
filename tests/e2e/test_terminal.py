"""What commands print on a terminal, and what they write into a pipe."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.add import feeds
from models.database import open_engine
from tests.e2e.commands import run, run_process
from tests.e2e.process import environment
from tests.paths import ROOT
from tests.records import record

STEERING = "\x1b[2J\x1b]0;gone\x07\x9b31m\x7f"
TURNING = "\u202eesrever\u202c\u2066a\u2069\u200e\u200f\u061c"
ACTING = {chr(n) for n in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\t", "\r"}
ACTING |= set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def nasty() -> dict[str, Any]:
    """A record whose every word that may hold anything holds what acts on a terminal."""
    raw = record()
    raw["outlets"][0]["name"] += STEERING + TURNING
    raw["sources"][0]["name"] += TURNING
    raw["sources"][0]["role"] = f"mayor{STEERING}"
    raw["documents"][0]["title"] = f"Bridge{STEERING}{TURNING}"
    raw["documents"][0]["text"] += f" {STEERING}{TURNING}"
    raw["claims"][0]["topic"] = f"Bridges{STEERING}"
    raw["claims"][0]["place"] = f"Ostra{TURNING}"
    return raw


@pytest.fixture
def loaded(sqlite_url: str, tmp_path: Path) -> str:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(nasty()), encoding="utf-8")
    assert run("import", str(path), url=sqlite_url).returncode == 0
    engine = open_engine(sqlite_url)
    about: dict[str, Any] = {"by": "U0IDA", "now": datetime.now(UTC)}
    title = f"Courier{STEERING}{TURNING}"
    wanted = feeds.Following("https://courier.example/feed", title=title)
    feeds.follow(engine, 1, wanted, **about)
    engine.dispose()
    return sqlite_url


def on_terminal(*arguments: str, url: str, start: Callable[..., object] | None = None) -> str:
    """What a command prints where its output and its errors are a terminal."""
    ours, its = pty.openpty()
    read: list[bytes] = []
    reader = threading.Thread(target=_read_all, args=(ours, read))
    reader.start()
    settings = environment({"DATABASE_URL": url, "SEMANTIC_MODEL": "off", "TERM": "dumb"})
    (start or _here)(arguments, settings, its)
    os.close(its)
    reader.join(30)
    os.close(ours)
    return b"".join(read).decode()


def _here(arguments: tuple[str, ...], settings: dict[str, str], terminal: int) -> None:
    """In this process, which is much quicker."""
    out, err = (open(terminal, "w", encoding="utf-8", closefd=False) for _ in range(2))  # noqa: SIM115
    with redirect_stdout(out), redirect_stderr(err):
        main(arguments, settings)
    out.close()
    err.close()


def _process(arguments: tuple[str, ...], settings: dict[str, str], terminal: int) -> None:
    command = [sys.executable, "-m", "bot", *arguments]
    streams = {"stdin": subprocess.DEVNULL, "stdout": terminal, "stderr": terminal}
    subprocess.run(command, cwd=ROOT, env=settings, check=True, **streams)  # type: ignore[call-overload]


def _read_all(terminal: int, into: list[bytes]) -> None:
    while True:
        try:
            some = os.read(terminal, 65_536)
        except OSError:  # the other end is closed
            return
        if not some:
            return
        into.append(some)


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "-"),
        ("export", "--format", "csv"),
        ("export", "--format", "claimreview", "--publisher", f"Desk{STEERING}{TURNING}"),
        ("check", "The bridge at Ostra is closed."),
        ("check", "--json", "The bridge at Ostra is closed."),
        ("check", f"Nobody{STEERING} knows{TURNING} it."),
        ("digest", "--preview"),
        ("import", f"no{STEERING}file{TURNING}"),
        ("reviews", "list"),
        ("feeds", "list"),
        ("review", "--list"),
    ],
    ids=lambda given: " ".join(given[:2]).encode("ascii", "ignore").decode()[:20],
)
def test_nothing_steers_the_terminal(loaded: str, arguments: tuple[str, ...]) -> None:
    shown = on_terminal(*arguments, url=loaded)
    assert shown.strip()
    assert not set(shown) & ACTING
    assert "\r" not in shown.replace("\r\n", "")  # the terminal's own line ends


def test_nothing_steers_it_from_a_process_of_its_own(loaded: str) -> None:
    shown = on_terminal("export", "-", url=loaded, start=_process)
    assert json.loads(shown)["outlets"][0]["name"] == nasty()["outlets"][0]["name"]
    assert not set(shown) & ACTING


def test_a_text_that_was_added_does_not_either(sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "article.html"
    words = f"“It is closed{TURNING} until further notice,” Ida Holm, the mayor of Ostra, said."
    title = f"<title>Bridge{STEERING}{TURNING}</title>"
    path.write_text(f"<html><head>{title}</head><body><p>{words}</p></body>", encoding="utf-8")
    for arguments in (("ingest", str(path)), ("ingest", str(path), "--json"), ("review", "--list")):
        shown = on_terminal(*arguments, url=sqlite_url)
        assert shown.strip()
        assert not set(shown) & ACTING


def test_into_a_pipe_it_goes_as_it_is_and_comes_in_again(loaded: str, tmp_path: Path) -> None:
    piped = run_process("export", "-", url=loaded, SEMANTIC_MODEL="off")
    whole = json.loads(piped.stdout)
    assert whole["outlets"][0]["name"] == nasty()["outlets"][0]["name"]
    assert whole["documents"][0]["text"] == nasty()["documents"][0]["text"]
    assert not set(piped.stdout) & ACTING  # JSON can say all of it in another way
    again = run_process("import", "-", url=loaded, given=piped.stdout, SEMANTIC_MODEL="off")
    assert again.returncode == 0
    assert again.stdout.startswith("Nothing added. 11 unchanged.")
    written = tmp_path / "again.json"
    assert run_process("export", str(written), url=loaded, SEMANTIC_MODEL="off").returncode == 0
    assert written.read_text("utf-8") == piped.stdout
    table = run_process("export", "--format", "csv", url=loaded, SEMANTIC_MODEL="off").stdout
    assert nasty()["outlets"][0]["name"] in table
