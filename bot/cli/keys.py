"""One key from a terminal, without Enter."""

from __future__ import annotations

import os
import select
import sys

_END = "\x04"  # Control-D
_ESCAPE = b"\x1b"
_TOGETHER = 0.02
"""Seconds within which the characters of one key come."""


def one_key(prompt: str) -> str:
    """Print a prompt and give the key that is pressed; where the terminal cannot do that, the line
    that is typed. Raises EOFError at the end of the input."""
    try:
        import termios
        import tty
    except ImportError:  # not on Windows
        return input(prompt)
    try:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
    except (OSError, ValueError, termios.error):
        return input(prompt)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)  # what was typed ahead is kept
        sys.stdout.write(prompt)
        sys.stdout.flush()
        pressed = _key(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    sys.stdout.write(f"{pressed.strip()}\n")
    if not pressed or pressed.startswith(_END):
        raise EOFError
    return pressed


def _key(terminal: int) -> str:
    """One character, of as many bytes as it has in UTF-8; a space for a key that sends several."""
    read = os.read(terminal, 1)
    if read == _ESCAPE:
        # An arrow key sends several characters, among them letters: none of them was meant.
        while select.select([terminal], [], [], _TOGETHER)[0]:
            os.read(terminal, 1)
        return " "
    more = next((n for n, least in ((3, 0xF0), (2, 0xE0), (1, 0xC0)) if read >= bytes([least])), 0)
    return (read + b"".join(os.read(terminal, 1) for _ in range(more))).decode(errors="ignore")
