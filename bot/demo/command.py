"""`demo`: a page in the browser and a conversation in the terminal, without Slack."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings, load
from bot.shipped import shipped

if TYPE_CHECKING:
    from bot.demo.playing import Playing
    from bot.record.exchange.entries import RecordFile
    from bot.services import Services

SAMPLE_RECORD = "samples/record.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--page", action="store_true", help="only the page in the browser, until Ctrl-C"
    )
    parser.add_argument(
        "--port", type=int, default=0, metavar="N", help="the page's port; default: a free one"
    )


def run(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Try the bot without Slack: a page on this machine, and three statements answered here."""
    import tempfile

    from bot.demo.clock import MovableClock
    from bot.demo.playing import playing, stand_in
    from bot.demo.scene import set_up

    for name in [n for n in os.environ if n.lower() in ("http_proxy", "https_proxy", "all_proxy")]:
        del os.environ[name]  # the stand-in is on this machine
    clock = MovableClock()
    with tempfile.TemporaryDirectory() as folder, stand_in(clock) as slack:
        settings = load(
            slack.environment()
            | {
                "DATABASE_URL": f"sqlite:///{Path(folder) / 'demo.sqlite3'}",
                "LOG_LEVEL": "ERROR",
            }
        )
        with arguments.started(settings, clock) as started:
            file = load_sample(started[0])
            set_up(slack, started[0])
            with playing(slack, started, settings, clock, arguments.port) as demo:
                print(
                    f"A sample record is loaded: {len(file.claims)} claims, "
                    f"{len(file.attributions)} attributions. All but one topic is invented.\n"
                    f"Open {demo.url} in a browser: a small Slack to try it in.",
                    flush=True,
                )
                if arguments.page:
                    _until_interrupted()
                else:
                    _in_the_terminal(demo)
    return 0


def _in_the_terminal(demo: Playing) -> None:
    from bot.demo.colours import has_colour, printer
    from bot.demo.terminal import WORDS, Terminal, typed_lines

    say = printer()
    terminal = Terminal(demo, say, colour=has_colour(sys.stdout))
    terminal.play()
    if sys.stdin.isatty():
        say(f"Type a statement, or the words of a button. What else there is:\n{WORDS}")
        say("An empty line ends, the page too.")
        terminal.prompt(typed_lines())


def _until_interrupted() -> None:
    from bot.run.stopping import told_to_stop

    with told_to_stop() as stop:
        stop.wait()


def load_sample(services: Services) -> RecordFile:
    """Puts the sample record into the demo's database; gives what is in it."""
    from bot.record.exchange.importing import import_record
    from bot.record.exchange.interchange import parse

    file = parse(shipped(SAMPLE_RECORD).read_bytes())
    import_record(
        services.engine,
        file,
        workspace_id=services.installations.workspaces[0],
        actor="demo",
        now=services.clock(),
    )
    for maker in (services.vectors, services.multilingual):
        if maker is not None:
            maker.make()
    return file
