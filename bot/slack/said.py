"""What a Slack message says: its own words, the messages forwarded in it, and previews of links.

Slack shows a message's blocks instead of its text, so they are read where they say more than rich
text does. Labels of buttons, inputs and pictures are no words of a message, nor are the sentences
that Slack writes where it cannot show one or tells what happened in a channel. What the bot says
itself is never a statement. Payloads come from outside: what has another shape than Slack documents
says nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.slack import slack_text

Fields = Mapping[str, Any]

LONGEST: Final = 40_000
"""Characters of a message that are read, and of what stands beside it: as many as Slack takes."""

MESSAGES: Final = 5
"""Forwarded messages, and previews, that are read."""

FEWEST_WORDS: Final = 12
"""Words besides a link from which a message is a text of its own, and no pointer to a page."""

WRITTEN: Final = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""Subtypes of messages that a person wrote: docs.slack.dev/reference/events/message."""

_DEPTH = 6
_WORDS_OF_A_SENTENCE = 5

# Subtypes of messages that say something; all others are Slack's own: who joined, a huddle that
# began, a canvas that changed, a message that was deleted.
_SAYING: Final = WRITTEN | {"bot_message", "file_comment", "reply_broadcast", "slackbot_response"}

# The texts of a block, in the order in which it shows them, by its type.
_TEXTS: Final = {
    "section": ("text",),
    "header": ("text",),
    "alert": ("text",),
    "card": ("title", "subtitle", "body"),
    "container": ("title", "rich_text_title", "subtitle"),
    "video": ("title", "description"),
    "plan": ("title",),
    "task_card": ("title", "details", "output"),
}

# What else a block holds: text objects, or blocks.
_HOLDS: Final = {
    "section": "fields",
    "context": "elements",
    "container": "child_blocks",
    "carousel": "elements",
    "plan": "tasks",
}

# Blocks with a caption: the name of a file, or a sentence.
_CAPTIONED: Final = ("image", "data_visualization")

# What Slack says where it does not show a message.
_NOT_SHOWN: Final = re.compile(
    r"this (?:content|message) (?:can[’']t|cannot) be displayed\.?"
    r"|this message (?:contains interactive elements|was deleted|is hidden)\.?"
    r"|(?:\[)?no preview available\.?(?:\])?",
    re.IGNORECASE,
)

# A fallback that stands for a message says when and by whom: "[3 March 2024 10:02] ida: The words".
_AT: Final = re.compile(r"\s*\[[^\]\n]*\d{1,2}:\d{2}[^\]\n]*\]")
_SAID_BY: Final = re.compile(r"\s*\[[^\]\n]*\](?:\s*[^\s:][^\n:]{0,79}:(?=\s))?\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says, with Slack's mark-up where it was in the text.

    `own` are its own words, without the mention of the bot. `forwarded` are the messages shared in
    it or shown for a link to them; `previews` what is shown for other links.
    """

    own: str = ""
    forwarded: tuple[str, ...] = ()
    previews: tuple[str, ...] = ()

    @property
    def beside(self) -> str:
        """What is said beside its own words: the forwarded messages, else the previews."""
        return "\n".join(self.forwarded or self.previews)[:LONGEST]


def said(message: Fields, us: Collection[str] = (), *, plain: bool = False) -> Said:
    """What a message of a person or an app says. `us` are the ids of the bot, as a user and as a
    bot: its mentions are left out, and so is what it said itself. `plain`: without Slack's marks,
    as far as its blocks show it so."""
    if not _says_something(message) or _is_by(us, message, "user", "bot_id"):
        return Said()
    own, forwarded, previews = [_own(message, plain)], [], []
    for part in _dicts(message.get("attachments")):
        words = _attachment(part)
        if not words or _is_by(us, part, "author_id", "bot_id"):
            continue
        if _is_message(part):
            forwarded.append(words)
        elif _is_preview(part):
            previews.append(words)
        else:  # a part of an app's message
            own.append(words)
    mine = "\n".join(_once(filter(None, own)))
    for one in filter(None, us):
        mine = re.sub(rf"<@{re.escape(one)}(?:\|[^>]*)?>|@{re.escape(one)}\b", " ", mine)
    once = [one for one in dict.fromkeys(forwarded) if one != mine.strip()]
    return Said(
        mine.strip()[:LONGEST],
        tuple(once[:MESSAGES]),
        tuple(dict.fromkeys(previews))[:MESSAGES],
    )


def to_add(message: Fields, us: Collection[str] = ()) -> str:
    """What of a message an editor wants on record: the address, if it only points to a page; else
    the forwarded messages, with what is said beside them if that is more than a remark; else its
    words, without mark-up. Empty if it says nothing; `us` as in `said`."""
    found, shown = said(message, us), said(message, us, plain=True)
    if found.forwarded and len(found.own.split()) < FEWEST_WORDS:
        return _address(found.beside) or slack_text.unmarked(shown.beside)
    if found.forwarded:
        return slack_text.unmarked("\n\n".join([shown.own, *shown.forwarded])[:LONGEST])
    return _address(found.own) or slack_text.unmarked(shown.own or shown.beside)


def _address(text: str) -> str | None:
    links = [one for one in slack_text.links(text) if not slack_text.is_permalink(one)]
    besides = len(slack_text.without_links(text).split())
    return links[0] if len(links) == 1 and besides < FEWEST_WORDS else None


def _says_something(message: Fields) -> bool:
    subtype = message.get("subtype")
    return isinstance(subtype, str | None) and subtype in _SAYING and not message.get("room")


def _is_by(us: Collection[str], one: Fields, *authors: str) -> bool:
    """Whether a message, or what is forwarded of one, is the bot's."""
    return any(_text(one.get(author)) in set(us) - {""} for author in authors)


def _own(message: Fields, plain: bool) -> str:
    text = _text(_dict(message.get("comment")).get("comment")) or _text(message.get("text"))
    blocks = _dicts(message.get("blocks"))
    same = all(block.get("type") == "rich_text" for block in blocks)
    if text.strip() and same and not plain:
        return _shown(text)
    return _joined(_words(block) for block in blocks) or _shown(text)


def _shown(text: str) -> str:
    """A text, if it is not what Slack says where it shows none."""
    return "" if _NOT_SHOWN.fullmatch(text.strip()) else text


def _once(parts: Iterable[str]) -> list[str]:
    """The parts without those whose words stand in another one: apps write in a message's text
    what its attachment says again."""
    kept: list[tuple[str, str]] = []
    for part in parts:
        words = f" {' '.join(slack_text.unmarked(part).split())} "
        if not any(words in said for said, _ in kept):
            kept = [one for one in kept if one[0] not in words]
            kept.append((words, part))
    return [part for _, part in kept]


def _is_preview(part: Fields) -> bool:
    """Whether it is what Slack, or an app, shows for a link."""
    told = ("from_url", "original_url", "app_unfurl_url")
    return bool(part.get("is_app_unfurl")) or any(_text(part.get(key)) for key in told)


def _is_message(part: Fields) -> bool:
    if part.get("is_share") or part.get("is_msg_unfurl") or part.get("is_reply_unfurl"):
        return True
    return bool(part.get("message_blocks")) or slack_text.is_permalink(_text(part.get("from_url")))


def _attachment(part: Fields, depth: int = 0) -> str:
    """The words of an attachment: of a message in it, or else its own."""
    if depth > _DEPTH:
        return ""
    inside = [
        _own({"blocks": _dict(one.get("message")).get("blocks")}, plain=True)
        for one in _dicts(part.get("message_blocks"))
    ]
    blocks = _joined(_words(block) for block in _dicts(part.get("blocks")))
    whole = _joined(inside) or blocks
    if not whole:
        told = [part.get("pretext"), part.get("title"), _shown(_text(part.get("text")))]
        told += [field.get("value") for field in _dicts(part.get("fields"))]
        whole = _joined(map(_text, told)) or _fallback(part)
    nested = [_attachment(one, depth + 1) for one in _dicts(part.get("attachments"))]
    return _joined([whole, *nested])[:LONGEST].strip()


def _fallback(part: Fields) -> str:
    """The words of an attachment's fallback. That of a message names its day and its author first;
    one that is all in brackets says why nothing is shown."""
    text = _text(part.get("fallback"))
    found = _SAID_BY.match(text)
    if found and (_is_message(part) or _AT.match(text) or found.end() == len(text)):
        text = text[found.end() :]
    return _shown(text)


def _words(block: Any, depth: int = 0) -> str:
    """The words of one block: docs.slack.dev/reference/block-kit/blocks. Of its own kind are rich
    text, Markdown and tables; the others are texts, and blocks or texts that they hold."""
    kind = _dict(block).get("type")
    if depth > _DEPTH or not isinstance(kind, str):
        return ""
    if kind == "rich_text":
        return _rich(block)
    if kind == "markdown":
        return _markdown(_text(block.get("text")))
    if kind in ("table", "data_table"):
        return _joined(_cells(block))
    if kind in _CAPTIONED:
        return _sentence(_object(block.get("title")))
    held = _list(block.get(_HOLDS[kind])) if kind in _HOLDS else []
    return _joined(
        [
            *(_object(block.get(key)) for key in _TEXTS.get(kind, ())),
            *(_words(one, depth + 1) or _object(one) for one in held),
        ]
    )


def _rich(block: Fields) -> str:
    """The words of rich text as mrkdwn, which alone of all texts Slack sends without entities."""
    return html.escape(slack_text.text_of(dict(block)), quote=False)


def _object(text: Any) -> str:
    """The words of a text object, of rich text or of a text; a picture has none."""
    if _dict(text).get("type") == "rich_text":
        return _rich(text)
    return _text(text) or _text(_dict(text).get("text"))


def _cells(block: Fields) -> Iterator[str]:
    """The cells of a table that are sentences: headings and numbers state nothing alone."""
    for row in _list(block.get("rows")):
        for cell in _dicts(row):
            yield _sentence(_object(cell) or _rich(cell))


def _sentence(words: str) -> str:
    return words if len(words.split()) >= _WORDS_OF_A_SENTENCE else ""


def _markdown(text: str) -> str:
    """The words of a text in Markdown."""
    from markdown_it import MarkdownIt

    rows = []
    for token in MarkdownIt("commonmark").parse(text[:LONGEST]):
        if token.type == "inline":
            breaks = ("softbreak", "hardbreak")
            rows.append(
                "".join("\n" if one.type in breaks else one.content for one in token.children or ())
            )
        elif token.type in ("fence", "code_block"):
            rows.append(token.content)
    return _joined(rows)


def _joined(parts: Any) -> str:
    return "\n".join(part for part in map(str.strip, parts) if part)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _dict(value: Any) -> Fields:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: Any) -> list[Fields]:
    return [one for one in _list(value) if isinstance(one, dict)]
