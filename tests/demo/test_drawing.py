"""The page draws what the bot sends as Slack draws it: the same words, and every kind of block."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block, BlockElement

from bot.demo import BOT_USER, NEWSROOM
from bot.demo.playing import Playing
from bot.demo.scene import EXAMPLES
from bot.slack.plain import plain_blocks, unmarked
from bot.slack.text import escape, link, quote
from tests.browser import NEEDED, Browser
from tests.contract.strategies import anything
from tests.paths import ROOT

pytestmark = NEEDED

READ = """import("/static/mrkdwn.js").then(({mrkdwn}) => %s.map((text) => {
  const made = document.createElement("div");
  made.append(mrkdwn(text));
  return [made.textContent, [...made.querySelectorAll("*")].map((it) => it.localName)];
}))"""


@pytest.fixture
def reader(demo: Playing, browser: Browser) -> Iterator[Browser]:
    browser.go(demo.url)
    browser.shows("Two more victims", "#messages")
    yield browser
    browser.go("about:blank")


def read(browser: Browser, texts: list[str]) -> list[tuple[str, list[str]]]:
    """The words of each text as the page shows it, and the elements that it makes of it."""
    return [(words, tags) for words, tags in browser.run(READ % json.dumps(texts))]


MARKED = (
    ("*bold* _slanted_ ~struck~ `code`", "bold slanted struck code", "strong em s code"),
    ("*bold _both_*", "bold both", "strong em"),
    ("a*b*c, snake_case_name, 2 * 3 * 4", "a*b*c, snake_case_name, 2 * 3 * 4", ""),
    ("(*bold*), *no end, * spaced *", "(bold), *no end, * spaced *", "strong"),
    ("*over\ntwo lines*", "*over\ntwo lines*", ""),
    ("```\n*not* <bold>\n```", "*not* <bold>", "pre"),
    ("> one\n> two\nthree", "one\ntwothree", "blockquote"),
    ("&gt; one &amp; two", "one & two", "blockquote"),
    ("• one\n• two", "• one\n• two", ""),
    ("<https://a.example/x?y=1&amp;z=2|a page>", "a page", "a"),
    ("<https://a.example/>", "https://a.example/", "a"),
    ("<javascript:alert(1)|press>", "press", "span"),
    ("<@U0EDITOR> in <#C0NEWSROOM> <!here>", "@Ida Holm in #newsroom @here", "span span span"),
    ("<!date^0^{date_short} {time}|then>", "1 Jan 1970 01:00", "time"),
    ("<!date^0^{nonsense}|then>", "then", "time"),
    ("&lt;b&gt; &amp;amp; &nbsp;", "<b> &amp; &nbsp;", ""),
)
"""Texts, the words that are shown, and the elements around them."""


def test_mrkdwn_is_read_as_slack_reads_it(reader: Browser) -> None:
    shown = read(reader, [text for text, _, _ in MARKED])
    assert shown == [(words, tags.split()) for _, words, tags in MARKED]


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.lists(anything, min_size=20, max_size=60))
def test_stored_text_stays_text(reader: Browser, texts: list[str]) -> None:
    safe = [made for text in texts for made in (escape(text), quote(text, 200))]
    for given_text, (words, tags) in zip(safe, read(reader, safe), strict=True):
        assert tags == []
        assert words.replace("\u200b", "") == unmarked(given_text)
    labels = [label for text in texts if (label := link("https://a.example/", text))]
    for words, tags in read(reader, labels):
        assert tags in (["a"], [])
        assert "<" not in words or "<" in "".join(texts)


def test_an_answer_has_the_words_that_the_bot_sent(demo: Playing, reader: Browser) -> None:
    for number, example in enumerate(EXAMPLES):
        reader.click("#try button", example)
        posted = demo.slack.wait_for(lambda at=number: demo.slack.posted(NEWSROOM)[at:], 20)[0]
        sent = plain_blocks(posted["blocks"])
        sent = re.sub(r"\[ (.*?) \]", r"\1", re.sub(r" \(https?://[^)]*\)", "", sent))
        reader.wait(f"return document.querySelector('#thread [data-ts=\"{posted['ts']}\"]')")
        at = f'#thread [data-ts="{posted["ts"]}"] .said > .content'
        shown = reader.run(f"document.querySelector({json.dumps(at)}).innerText")
        assert "".join(shown.split()) == "".join(sent.split())
        reader.click("#thread-close")


def test_an_uploaded_picture_is_shown_and_another_is_named(demo: Playing, reader: Browser) -> None:
    content = (ROOT / "docs" / "pictures" / "answer-light.png").read_bytes()
    with demo.slack.workspace.changed:
        file = {"id": "F0PICTURE", "name": "picture.png", "length": len(content)}
        demo.slack.workspace.files["F0PICTURE"] = {**file, "content": content}
        images = [
            {"type": "image", "slack_file": {"id": "F0PICTURE"}, "alt_text": "how it moved"},
            {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "from elsewhere"},
        ]
        said = {"text": "pictures", "blocks": images}
        demo.slack.workspace.keep(NEWSROOM, BOT_USER, said, None)
        demo.slack.workspace.changed.notify_all()
    reader.wait("return document.querySelector('#messages img')")
    decoded = "(it => it.decode().then(() => it.naturalWidth))"
    assert reader.run(f"{decoded}(document.querySelector('#messages img'))") > 0
    assert reader.run("document.querySelector('#messages img').alt") == "how it moved"
    reader.shows("from elsewhere", "#messages .image")
    assert reader.run("document.querySelectorAll('#messages img').length") == 1


@cache
def kinds_of_slack() -> set[str]:
    """The types of blocks and elements that slack_sdk knows."""
    found: set[str] = set()
    waiting: list[type] = [Block, BlockElement]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if isinstance(kind := getattr(one, "type", None), str):
            found.add(kind)
    return found


def kinds_of_the_bot() -> set[str]:
    """The types of blocks and elements that our own code writes."""
    found = set()
    for path in (ROOT / "bot").rglob("*.py"):
        nodes = [] if path.parent.name == "demo" else ast.walk(ast.parse(path.read_text("utf-8")))
        for node in nodes:
            pairs = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
            for key, value in pairs:
                if isinstance(key, ast.Constant) and key.value == "type":
                    found |= {it.value for it in ast.walk(value) if isinstance(it, ast.Constant)}
    return found & kinds_of_slack()


OF_RICH_TEXT = {"rich_text_section", "rich_text_list", "rich_text_quote", "text", "link", "user"}


def test_every_kind_of_block_that_the_bot_sends_is_drawn(reader: Browser) -> None:
    script = """Promise.all(["blocks", "elements"].map((it) => import(`/static/${it}.js`)))
      .then(([{BLOCKS}, {ELEMENTS}]) => [...Object.keys(BLOCKS), ...Object.keys(ELEMENTS)])"""
    drawn = set(reader.run(script)) | OF_RICH_TEXT
    assert {"section", "actions", "overflow", "datepicker"} <= kinds_of_the_bot()
    assert kinds_of_the_bot() - drawn == set()
