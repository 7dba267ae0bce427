"""`completion`: what a shell needs to complete the commands and their options."""

from __future__ import annotations

import argparse

from bot.settings import Settings

_SHELLS = ("bash", "zsh")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=_SHELLS, help="the shell that is to complete them")


def run(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Print what lets a shell complete the commands: source <(onrecord completion bash)."""
    import shtab

    print(shtab.complete(arguments.whole("onrecord"), shell=arguments.shell))
    return 0
