"""The README's pictures are of the page as it is. `WRITE_PICTURES=1` makes them anew."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from PIL import Image

from bot.demo.playing import Playing
from bot.demo.scene import EXAMPLES
from tests.browser import NEEDED, Browser
from tests.paths import ROOT

pytestmark = NEEDED

PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1180, 700


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_in_its_thread(
    demo: Playing, browser: Browser, tmp_path: Path, scheme: str
) -> None:
    browser.size(WIDTH, HEIGHT)
    browser.scheme(scheme)
    browser.go(demo.url)
    browser.click("#try button", EXAMPLES[1])
    browser.shows("Not what is on record", "#thread")
    browser.wait("return !document.querySelector('.reactions')")
    browser.run("document.activeElement.blur()")
    folder = PICTURES if os.environ.get("WRITE_PICTURES") else tmp_path
    folder.mkdir(exist_ok=True)
    browser.picture(folder / f"answer-{scheme}.png")
    with_few_colours(folder / f"answer-{scheme}.png")
    browser.go("about:blank")
    kept = PICTURES / f"answer-{scheme}.png"
    assert size(folder / kept.name) == size(kept) == (WIDTH, HEIGHT)
    assert f"docs/pictures/{kept.name}" in (ROOT / "README.md").read_text("utf-8")


def with_few_colours(path: Path) -> None:
    """A third of the bytes, and no difference that an eye can see."""
    with Image.open(path) as full:
        few = full.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def size(path: Path) -> tuple[int, ...]:
    """Width and height that a PNG says it has."""
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return struct.unpack(">II", head[16:])
