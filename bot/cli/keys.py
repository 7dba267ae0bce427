"""One key from a terminal, without Enter."""

from __future__ import annotations

import os
import sys

_END = "\x04"  # Control-D


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
    sys.stdout.write(prompt)
    sys.stdout.flush()
    try:
        tty.setcbreak(terminal)
        pressed = os.read(terminal, 8).decode(errors="ignore")
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    sys.stdout.write(f"{pressed.strip()}\n")
    if not pressed or pressed.startswith(_END):
        raise EOFError
    return pressed
