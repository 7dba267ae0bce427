"""Making stored and quoted text safe inside Slack's mrkdwn.

What Slack might do with quoted words inside a message, and how this module prevents it:

* A ping or a link (`<!channel>`, `<@U1>`, `<https://…>`): Slack reads those only between angle
  brackets, and `& < >` are replaced by their entities, once. That is Slack's own rule
  (docs.slack.dev/messaging/formatting-message-text: escaping text).
* A bare `@channel`, `#general` or address: stays text, because every text object carries
  `verbatim: true` and `bot.slack.posting` leaves `parse` and `link_names` off. The letters are not
  changed, so that they can be copied.
* Formatting (`*bold*`, `_italic_`, `~struck~`, code): Slack has no escape for these. A backslash
  is shown, and a zero-width space on both sides of the mark *turns formatting on* inside a word.
  So a mark is replaced by a character that looks like it (asterisk operator and so on), but only
  where it could act. Between two ASCII letters or digits it never acts and is kept.
* An emoji name (`:white_check_mark:` would put a tick into a reply): a zero-width space after
  the first colon. No emoji name holds one, so this works for certain and cannot be seen.
* A line that starts with `>` becomes a block quotation even when escaped: a zero-width space
  before it, since the mark acts only as the first character of the line.
* Direction controls that would turn our own words around: removed; a text with right-to-left
  letters is wrapped in isolates, so that the dash and the date after it keep their place.
"""

from __future__ import annotations

import re
import unicodedata

from bot.i18n import gettext
from bot.language.web_addresses import web_address
from bot.slack import text as mrkdwn
from bot.slack.limits import ELLIPSIS, cut, size

# Longer addresses are shown by their label alone, or four links would fill a section.
LINK_URL = 500

ZERO_WIDTH_SPACE = "\u200b"
_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LOOKALIKES = {
    "*": "\u2217",  # asterisk operator
    "_": "\u02cd",  # modifier letter low macron
    "~": "\u223c",  # tilde operator
    "`": "\u02cb",  # modifier letter grave accent
    # Slack takes the full-width forms for the same marks.
    "\uff0a": "\ufe61",
    "\uff3f": "\u2e0f",
    "\uff40": "\u02cb",
    "\uff5e": "\u301c",
}
_ALWAYS = {"`", "\uff0a", "\uff3f", "\uff40", "\uff5e"}  # these act inside a word, too
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")  # half a surrogate pair cannot be sent as UTF-8
# Control characters (but tab and line feed), then embeddings, overrides and isolates.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_EMOJI_NAME = re.compile(r":(?=[\w+'`\uff40-]+:)")  # a grave accent becomes a letter
_QUOTE_START = re.compile(r"^(?=[ \t]*[>\uff1e])", re.MULTILINE)
_WHITE = re.compile(r"\s+")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")


def escape(text: str) -> str:
    """A stored text escaped so that mrkdwn shows it as it is; line breaks are kept."""
    safe = "".join(_pieces(_marked(_clean(text))))
    return _isolated(safe)


def quote(text: str, limit: int) -> str:
    """A text escaped, on one line, in at most `limit` UTF-16 code units.

    A longer text is cut at a code point (never inside an entity) and ends in "…". A text without
    anything visible gives "".
    """
    flat = _WHITE.sub(" ", _clean(text)).strip()
    # Escaping never shortens, so the text beyond the limit is not needed. One character more
    # shows whether the text was cut.
    flat = flat[: limit + 1]
    room = limit - (2 if _has_right_to_left(flat) else 0)
    marked = _marked(flat)
    pieces = _pieces(marked)
    if sum(map(size, pieces)) <= room:
        return _isolated("".join(pieces))
    left, kept = room - size(ELLIPSIS), 0
    for piece in pieces:
        left -= size(piece)
        if left < 0:
            break
        kept += 1
    if not kept:
        return ""
    # Escaped again with its new end: a mark that was inside a word may now be at the end of one.
    return _isolated("".join(_pieces(marked[:kept].rstrip() + ELLIPSIS)))


def shortened(text: str, limit: int) -> str:
    """A text on one line, at most `limit` UTF-16 code units, not escaped: a label for `link`."""
    return cut(_WHITE.sub(" ", _clean(text)).strip(), limit)


def link(url: str | None, label: str) -> str:
    """A link with a label, or the label alone where the address is not plain http or https.

    `label` is any text; it is escaped here.
    """
    shown = escape(_WHITE.sub(" ", label).strip()).replace("|", "\u2223")
    if not shown or url is None or not is_linkable(url):
        return shown
    # The bar would end the address, the brackets the link.
    address = url.strip().replace("|", "%7C").replace("<", "%3C").replace(">", "%3E")
    return f"<{address.replace('&', '&amp;')}|{shown}>"


def is_linkable(url: str) -> bool:
    """Whether an address may become a link: it is http or https, and not too long."""
    address = web_address(url)
    return address is not None and size(address) <= LINK_URL


def user(user_id: str) -> str:
    """A mention of a person by id, for our own words only; "somebody" if it is no user id."""
    if re.fullmatch(r"[UW][A-Z0-9]{1,30}", user_id):
        return f"<@{user_id}>"
    return gettext("somebody")


def channel(channel_id: str) -> str:
    """A mention of a channel by id, for our own words only; "a channel" if it is no channel id."""
    if re.fullmatch(r"[CG][A-Z0-9]{1,30}", channel_id):
        return f"<#{channel_id}>"
    return gettext("a channel")


def _clean(text: str) -> str:
    """The text without invisible characters that could break its display or encoding."""
    return _UNSEEN.sub("", _HALF_PAIR.sub("\ufffd", _LINE_BREAK.sub("\n", text)))


def _marked(text: str) -> str:
    return _QUOTE_START.sub(ZERO_WIDTH_SPACE, _EMOJI_NAME.sub(":" + ZERO_WIDTH_SPACE, text))


def _pieces(text: str) -> list[str]:
    """The text escaped, one piece per code point: it may be cut between two pieces only."""
    return [_piece(text, i, char) for i, char in enumerate(text)]


def _piece(text: str, i: int, char: str) -> str:
    if char in _ENTITIES:
        return _ENTITIES[char]
    if char not in _LOOKALIKES:
        return char
    within_word = (
        0 < i < len(text) - 1 and _ASCII_WORD.match(text[i - 1]) and _ASCII_WORD.match(text[i + 1])
    )
    return char if within_word and char not in _ALWAYS else _LOOKALIKES[char]


def _isolated(text: str) -> str:
    return f"{_ISOLATE}{text}{_POP_ISOLATE}" if _has_right_to_left(text) else text


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


_CHANNEL = "https://slack.com/app_redirect?channel="
"""Opens a channel; a name in it would be one that the reader may not see."""


def channel_link(channel: str) -> str:
    """A link that opens a channel, without its name; empty for direct messages."""
    if not (channel.startswith(("C", "G")) and channel.isalnum()):
        return ""
    return mrkdwn.link(_CHANNEL + channel, gettext("this channel"))
