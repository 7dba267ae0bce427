"""Pasted text and files: plain text, Markdown, HTML → a document."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.i18n import gettext
from bot.ingest import jsonld
from bot.ingest.addresses import brief, canonical, domain_of, is_foreign
from bot.ingest.decoding import MAX_BYTES, decode, fitting, refuse_binary
from bot.ingest.described import believable, language_code, language_of
from bot.ingest.documents import Basis, Incoming, IngestError
from bot.ingest.pages import read_page

MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm", ".xhtml")


def pasted(text: str) -> Incoming:
    """A text that a person pasted, unchanged. Raises IngestError if it is empty or too long."""
    return _incoming(fitting(text, gettext("The text")), {}, [])


def read_file(data: bytes, *, name: str, today: date) -> Incoming:
    """The document in a file; its kind follows from `name` or, if that does not tell, from the
    content.

    Raises IngestError for a file that is not text (a PDF, a Word file), empty or too large.
    """
    if len(data) > MAX_BYTES:
        raise IngestError(
            gettext(
                "{name} is larger than {max_bytes} MB. Take the part that matters.",
                name=name,
                max_bytes=format(MAX_BYTES / 1e6, "g"),
            )
        )
    refuse_binary(data, name)
    lower = name.lower()
    if lower.endswith(HTML) or looks_like_html(data):
        return read_page(data, today=today, what=name)
    decoded = decode(data)
    remarks = [decoded.remark] if decoded.remark else []
    if lower.endswith(MARKDOWN):
        matter, body = _front_matter(decoded.text.replace("\r\n", "\n"))
        body = fitting(body, name)  # before the Markdown is searched
        fields = _fields(matter, today, remarks)
        heading = _HEADING.search(body)
        if heading and "title" not in fields:
            fields["title"] = jsonld.line(_unmarked(heading[1]))[:300]
        return _incoming(fitting(_unmarked(body), name), fields, remarks)
    return _incoming(fitting(decoded.text, name), {}, remarks)


def looks_like_html(data: bytes) -> bool:
    """Whether the bytes begin like an HTML page."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    while head.startswith((b"<!--", b"<?")):
        _, end, head = head.partition(b"-->" if head.startswith(b"<!--") else b">")
        if not end:
            return False
        head = head.lstrip()
    return bool(re.match(rb"(?i)<(?:!doctype\s+html|html|head|body)\b", head))


def _incoming(text: str, fields: dict[str, Any], remarks: list[str]) -> Incoming:
    bases = dict.fromkeys(fields, Basis.FILE)
    if "language" not in fields:
        fields["language"], bases["language"] = language_of(text), Basis.WORDS
    return Incoming(text=text, **fields, bases=tuple(bases.items()), remarks=tuple(remarks))


def _fields(matter: dict[str, str], today: date, remarks: list[str]) -> dict[str, Any]:
    """The fields in a Markdown file's front matter."""
    stated = matter.get("url", matter.get("canonical_url"))
    url = canonical(stated)
    if stated and url is None and is_foreign(stated):  # some sites write a path there instead
        raise IngestError(
            gettext("`url` is no web address: {brief}", brief=brief(stated)),
            place=gettext("front matter"),
        )
    told = {
        "title": matter.get("title"),
        "author": matter.get("author"),
        "outlet": matter.get("outlet", matter.get("publisher")),
        "language": language_code(matter.get("language", matter.get("lang"))),
        "published_on": believable(jsonld.day(matter.get("date")), today, remarks),
        "url": url,
        "canonical_url": url,
        "domain": domain_of(url),
    }
    return {name: value for name, value in told.items() if value}


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The `name: value` lines between two lines of "---" at the top, and the text behind them."""
    lines = text.split("\n", 60)
    if lines[0].strip() != "---":
        return {}, text
    for end, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
            pairs = (entry.partition(":") for entry in lines[1:end])
            matter = {
                name.strip().lower(): jsonld.line(value.strip().strip("\"'"))
                for name, _, value in pairs
            }
            return matter, "\n".join(lines[end + 1 :])
    return {}, text


def _unmarked(text: str) -> str:
    """Markdown without the marks that would be inside a sentence; the words are not changed."""
    for mark, instead in _MARKS:
        text = mark.sub(instead, text)
    return text


_HEAD = 8_192  # bytes within which a page's first element begins, comments included
_HEADING = re.compile(r"^#{1,2}[ \t]+(\S.*)$", re.MULTILINE)
_MARKS = (
    (re.compile(r"^(?:#{1,6}[ \t]+|>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000})(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,2000})(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,2000})(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"^(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
)
