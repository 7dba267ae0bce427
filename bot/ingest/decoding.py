"""Bytes → text that can be stored, whatever character set they declare."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from bot import i18n
from bot.i18n import N_, gettext
from bot.ingest.documents import IngestError

MAX_BYTES = 5_000_000
"""Bytes of one page or file; a 2,000-word article has about 15 thousand."""

MAX_TEXT = 1_000_000
"""Code points of one document; a long hearing's transcript has about 300 thousand."""

_META_WITHIN = 4_096  # bytes; the HTML standard says 1,024, pages say otherwise
_GUESSED_FROM = 65_536  # bytes
_REPLACED = "�"


@dataclass(frozen=True, slots=True)
class Decoded:
    """`charset` is the one with which the bytes were read; `remark` is for the editor, "" if
    there was no problem."""

    text: str
    charset: str
    remark: str = ""


def decode(data: bytes, declared: str | None = None, *, html: bool = False) -> Decoded:
    """Reads bytes as text. These character sets are tried in turn:

    - that of a byte order mark;
    - UTF-8, if there are bytes beyond ASCII and they are valid UTF-8: nothing else looks like it by
      chance;
    - the one declared in the header or, with `html`, in the page or feed itself;
    - the likeliest one.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(charset, "replace")
            return Decoded(text, charset, _damage(text, charset))
    if wide := _wide(data):
        text = data.decode(wide, "replace")
        return Decoded(text, wide, _damage(text, wide))
    named = [_believed(_known(declared), data), _known(_in_page(data)) if html else None]
    wanted = next((name for name in named if name), None)
    if wanted is None or not wanted.startswith(("utf-16", "utf-32", "iso2022")):
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            pass
    for name in filter(None, named):
        try:
            return Decoded(data.decode(name), name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guessed(data, wanted)


def storable(text: str) -> str:
    """The text without characters that no database takes: NUL, other control characters and lone
    surrogates become "�"; lines end in "\\n"; white space around the text is removed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    return _UNFIT.sub(_REPLACED, text).strip()


def fitting(text: str, what: str) -> str:
    """The storable text. Raises IngestError, with `what` as its subject ("The file", "The
    text"), if it is empty or too long."""
    text = storable(text)
    if not any(char.isalnum() for char in text):
        raise IngestError(gettext("{what} has no words in it.", what=what))
    if len(text) > MAX_TEXT:
        raise IngestError(
            gettext(
                "{what} has {number} characters; at most {max_text} are taken. Take the part that "
                "matters.",
                what=what,
                number=i18n.grouped(len(text)),
                max_text=i18n.grouped(MAX_TEXT),
            )
        )
    return text


def refuse_binary(data: bytes, what: str) -> None:
    """Raises IngestError, in words, for bytes that are recognisably not text: PDF, Word,
    pictures …"""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, name in _BINARY:
        if head.startswith(mark):
            raise IngestError(
                gettext(
                    "{what} is {name}, which is not read. Copy the text and paste it instead.",
                    what=what,
                    name=gettext(name),
                )
            )
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE, *_WIDE)):
        return
    if data[:4096].count(0) > len(data[:4096]) // 100:
        raise IngestError(
            gettext("{what} is no text. Copy the text and paste it instead.", what=what)
        )


def _guessed(data: bytes, wanted: str | None) -> Decoded:
    first = next((at for at, byte in enumerate(data) if byte > 127), 0)
    start = max(0, first - _GUESSED_FROM // 2)
    best = from_bytes(data[start : start + _GUESSED_FROM]).best()
    charset = wanted or (_known(best.encoding) if best else None) or "cp1252"
    text = data.decode(charset, "replace")
    damage = text.count(_REPLACED)
    if wanted is None and damage == 0:
        return Decoded(
            text, charset, gettext("The character set was guessed: {charset}.", charset=charset)
        )
    return Decoded(text, charset, _damage(text, charset))


def _damage(text: str, charset: str) -> str:
    lost = text.count(_REPLACED)
    return (
        gettext(
            "{lost} characters could not be read as {charset}.",
            lost=i18n.grouped(lost),
            charset=charset,
        )
        if lost
        else ""
    )


def _in_page(data: bytes) -> str | None:
    """The character set that a page's `meta` or an XML declaration names. It was read as ASCII,
    so a character set of two or four bytes each, which some pages name, cannot be meant."""
    found = _META.search(data[:_META_WITHIN])
    label = found and (found["meta"] or found["xml"])
    if not label or label.lower().startswith((b"utf-16", b"utf-32", b"ucs-", b"iso-10646")):
        return None
    return label.decode("ascii", "ignore")


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 for mark-up without a byte order mark, by its first character "<" (XML
    1.0, appendix F)."""
    return next((name for head, name in _WIDE.items() if data.startswith(head)), None)


def _believed(name: str | None, data: bytes) -> str | None:
    """A declared character set; one of two or four bytes each only if there are zero bytes."""
    if name is not None and name.startswith(("utf-16", "utf-32")) and 0 not in data[:_META_WITHIN]:
        return None
    return name


def _known(label: str | None) -> str | None:
    """Python's name of a character set, from one of the labels that browsers accept."""
    if not label:
        return None
    label = label.strip().lower()
    if label in _AS_BROWSERS_DO:
        return _AS_BROWSERS_DO[label]
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return name if _TEXT_CHARSET.fullmatch(name) else None


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins in the same way
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = {
    b"<\0\0\0": "utf-32-le",
    b"\0\0\0<": "utf-32-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_META = re.compile(
    rb"<meta[^>]{1,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}(?P<meta>[A-Za-z0-9._:+-]{1,40})"
    rb"|<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']\s{0,9}(?P<xml>[A-Za-z0-9._:+-]{1,40})",
    re.IGNORECASE,
)
# encoding.spec.whatwg.org: the character sets that these labels mean on the web
_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "cp950",
    "x-gbk": "gb18030",
    "utf8": "utf-8",
}
# utf-7, idna, base64, rot13 and other codecs are not character sets of a page
_TEXT_CHARSET = re.compile(
    r"utf-8|utf-16(?:-[lb]e)?|utf-32(?:-[lb]e)?|cp(?:125\d|866|874|932|949|950|437|850)"
    r"|iso8859-\d\d?|koi8-[rut]|gb18030|gbk|big5|big5hkscs|euc_jp|euc_kr|shift_jis|iso2022_jp"
    r"|mac-(?:roman|cyrillic)|tis-620"
)
_BINARY = (
    (b"%PDF-", N_("a PDF")),
    (b"{\\rtf", N_("a rich-text file (RTF)")),
    (b"PK\x03\x04", N_("a packed file (a Word or OpenDocument file, or a ZIP)")),
    (b"\xd0\xcf\x11\xe0", N_("an old Word file")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"RIFF", N_("a sound, film or picture")),
    (b"\x1f\x8b", N_("a packed file (gzip)")),
    (b"7z\xbc\xaf", N_("a packed file")),
    (b"\x7fELF", N_("a program")),
    (b"SQLite format 3", N_("a database")),
)
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
