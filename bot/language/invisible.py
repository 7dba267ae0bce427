"""Characters that cannot be seen but have an effect on a terminal or in a browser.

The record keeps what people wrote, unchanged. These characters are removed or escaped when a text
is printed or put into a page.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction: marks, embeddings, isolates
_BREAKING = "\u2028\u2029"  # line ends of JavaScript

_ACTING = re.compile(f"[{_CONTROL}]|[{_TURNING}{_BREAKING}]")
_IN_JSON = re.compile(f"[\x7f-\x9f{_TURNING}{_BREAKING}]")
_IN_PAGE = re.compile(f"[<>&\x7f-\x9f{_TURNING}{_BREAKING}]")


def visible(text: str) -> str:
    """A text for a terminal: "�" for each control character, and without the marks that change the
    direction of writing.

    Windows line ends become line feeds, so that no carriage return can overwrite a line.
    """
    plain = text.replace("\r\n", "\n")
    return _ACTING.sub(lambda found: "�" if found[0] < "\u00a0" else "", plain)


def json_text(value: Any, *, for_page: bool = False, **options: Any) -> str:
    """A value as JSON that reads back the same; characters that act unseen are escaped.

    `for_page` also escapes `<`, `>` and `&`, so that a page's <script> can hold it. `options` are
    those of `json.dumps`.
    """
    written = json.dumps(value, ensure_ascii=False, **options)  # escapes below U+0020 by itself
    # Beyond its strings JSON is ASCII without these, so each is in one, where \\u writes it.
    acting = _IN_PAGE if for_page else _IN_JSON
    return acting.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


@contextmanager
def clean_terminal() -> Iterator[None]:
    """While this is open, everything printed to a terminal is made `visible`; output to a file or
    pipe is unchanged."""
    before = sys.stdout, sys.stderr
    made = [_Visible.of(stream) for stream in before]
    sys.stdout, sys.stderr = (new or old for new, old in zip(made, before, strict=True))
    try:
        yield
    finally:
        for stream in filter(None, made):
            stream.flush()
            stream.detach()
        sys.stdout, sys.stderr = before


class _Visible(io.TextIOWrapper):
    def write(self, text: str) -> int:
        super().write(visible(text))
        return len(text)

    @classmethod
    def of(cls, stream: TextIO) -> _Visible | None:
        if not isinstance(stream, io.TextIOWrapper) or not stream.isatty():
            return None
        stream.flush()
        return cls(stream.buffer, stream.encoding, stream.errors, line_buffering=True)
