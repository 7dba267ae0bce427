"""Keys from a real terminal: one without Enter, and lines beside them."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

pty = pytest.importorskip("pty")

ASKING = """
from bot.cli.keys import one_key
try:
    print("GOT", repr(one_key("key> ")), repr(input("line> ")), repr(one_key("key> ")))
    one_key("end> ")
except EOFError:
    print("ENDED")
"""


def typed(*keys: bytes) -> str:
    """What somebody reads who types these, each at its prompt."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ASKING], stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    read = b""
    try:
        for prompts, key in enumerate(keys, start=1):
            until = time.monotonic() + 20
            while read.count(b"> ") < prompts and time.monotonic() < until:
                read += os.read(ours, 1024)
            os.write(ours, key)
        while True:
            try:
                more = os.read(ours, 1024)
            except OSError:  # the other end is closed
                break
            if not more:
                break
            read += more
    finally:
        process.wait(timeout=20)
        os.close(ours)
    return read.decode()


def test_a_key_needs_no_enter_and_lines_are_lines() -> None:
    screen = typed(b"a", b"p Ostra\n", "ü".encode(), b"\x04")
    assert "GOT 'a' 'p Ostra' 'ü'" in screen
    assert "ENDED" in screen


def test_an_arrow_is_no_letter() -> None:
    screen = typed(b"\x1b[A", b"p Ostra\n", b"b", b"\x04")
    assert "GOT ' ' 'p Ostra' 'b'" in screen
