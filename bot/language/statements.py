"""A pasted Slack message → the statements in it, without lead-ins and tails and, in a post, without
the accounts it answers, its signature, hashtags and handles.

Slack's mark-up is that of https://docs.slack.dev/messaging/formatting-message-text: `<@U…>`,
`<#C…|name>`, `<!here>`, `<url|label>`, `& < >` as entities, `*bold*`, `> quote`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from bot.language.phrases import CREDIT, GREETING, LEAD_IN, ONLY_ASKS, OPEN_QUESTION, TAIL
from bot.language.remarks import is_furniture, is_remark
from bot.language.tokens import is_stopword

MAX_STATEMENTS = 5
"""Statements of one message that are answered; those beyond are only counted."""

MAX_STATEMENT_LENGTH = 2_000
"""Code points of a statement that are read. No claim is as long as that."""


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of one message, in order; `left_over` counts those beyond the limit.

    `remark` is the cleaned text of a message that has no statement (a greeting, a question that
    claims nothing), so that a reply can say why; empty otherwise.
    """

    texts: tuple[str, ...]
    left_over: int = 0
    remark: str = ""


def statements(message: str) -> Statements:
    """Splits a message into statements. Never raises, whatever the Unicode."""
    lines = (s for s in _sentences(plain(message)) if not is_furniture(s))
    sentences = [core(sentence) for sentence in lines]
    said = [s for s in sentences if _says_something(s)]
    told = [s for s in said if not is_remark(s)]
    # A question alone is looked up, however little it says ("Who resigned?"); beside a statement
    # "Who is to blame?" only leads to it.
    said = told or [s for s in said if is_open_question(s) and not _asks_nothing(s)]
    if not said:
        return Statements((), remark=" ".join(plain(message).split())[:MAX_STATEMENT_LENGTH])
    return Statements(
        tuple(s[:MAX_STATEMENT_LENGTH] for s in said[:MAX_STATEMENTS]),
        left_over=max(0, len(said) - MAX_STATEMENTS),
    )


def plain(message: str) -> str:
    """Slack mark-up → plain text: mentions and bare links gone, labels kept, entities resolved."""
    text = _INVISIBLE.sub("", message)
    text = _MARKUP.sub(_unmarked, text)
    text = html.unescape(text)
    text = _CODE_FENCE.sub(" ", text)
    text = _EMOJI_NAME.sub(" ", text)
    text = _BARE_URL.sub(" ", text)
    text = _PICTOGRAM.sub(_parted, text)
    text = "\n".join(_without_hashtags_at_end(_unsigned(line)) for line in text.split("\n"))
    text = _without_hashtags_at_end(text)
    # A pair of markers around words is formatting; anything else ("5 * 3", "a_b") is text.
    for pattern in _FORMATTING:
        text = pattern.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def core(sentence: str) -> str:
    """A sentence without lead-ins ("is it true that"), enclosing quotation marks and tails."""
    text = " ".join(sentence.split())
    for _ in range(_MOST_LAYERS):
        before = text
        text = text[:-_LONGEST_TAIL] + CREDIT.sub("", text[-_LONGEST_TAIL:])
        text = text.strip(_EDGES)
        text = _ENCLOSED.sub(lambda m: m["inside"], text)
        text = LEAD_IN.sub("", text, count=1).lstrip(_EDGES)
        # Only the end of the text is searched: looking for a tail from every position of a long
        # text would take quadratic time.
        text = text[:-_LONGEST_TAIL] + TAIL.sub("", text[-_LONGEST_TAIL:])
        text = _unbalanced(_unasked(text))
        if text == before:
            break
    return text


def without_frame(text: str) -> str:
    """A post without the accounts it answers or repeats, its pictures' addresses, its signature."""
    text = _ANSWERED.sub("", _RETWEET.sub("", text))
    # Only the end of the text is searched: a search from every position would take quadratic time.
    return text[:-_LONGEST_SIGNATURE] + _unsigned(_PICTURE.sub("", text[-_LONGEST_SIGNATURE:]))


def in_words(text: str) -> str:
    """Hashtags and handles written as their words: "#BridgeClosed" → "Bridge Closed"."""
    return _TAG.sub(lambda found: _JOINT.sub(" ", found[1].replace("_", " ")), text)


def is_greeting(text: str) -> bool:
    """Whether a text only greets, thanks or asks for help."""
    bare = text.strip(_EDGES + ".!?")
    return len(bare) <= _LONGEST_GREETING and bool(GREETING.fullmatch(bare))


def asks_only(text: str) -> bool:
    """Whether a text asks to check what it does not say ("is this right?")."""
    sentences = [sentence.strip(_EDGES + ".!?()[]") for sentence in _sentences(plain(text))]
    asked = [ONLY_ASKS.fullmatch(one) for one in sentences if one and not is_greeting(one)]
    return bool(asked) and all(found and _POINTS.search(found[0]) for found in asked)


def is_open_question(text: str) -> bool:
    """Whether a text asks for something ("how many …", "who …") and so states nothing."""
    return bool(OPEN_QUESTION.match(text))


# --- mark-up -----------------------------------------------------------------------------------

# Zero-width and bidirectional controls, soft hyphen, other control characters but line breaks.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\x00-\x08\x0b-\x1f\x7f]"
)
_MARKUP = re.compile(r"<([^<>\n]{1,3000})>")
_CODE_FENCE = re.compile(r"```|`")
_EMOJI_NAME = re.compile(r"(?<!\w):[a-z0-9_+'-]{1,60}:(?!\w)")
_BARE_URL = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_PICTOGRAM = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]+")
_HASHTAG = re.compile(r"[#@][^\W\d]\w*")
_FORMATTING = [
    re.compile(rf"(?<![\w{m}]){m}(?=[^\s{m}])([^{m}\n]+?)(?<=[^\s{m}]){m}(?![\w{m}])")
    for m in (r"\*", "_", "~")
]


def _parted(found: re.Match[str]) -> str:
    """A sign for a picture ends a remark before it: "So sad 😢 14 people died"."""
    line = found.string[: found.start()].rpartition("\n")[2][-_LONGEST_GREETING:]
    return "\n" if line.strip() and is_remark(line) else " "


def _unmarked(found: re.Match[str]) -> str:
    inside = found[1]
    target, _, label = inside.partition("|")
    if target.startswith("#C"):
        return f"#{label}" if label else " "
    if target.startswith(("@", "!")):
        # <!date^…|Monday> and <!subteam^…|@desk> carry their words; a mention carries none.
        return label if target.startswith("!date") else " "
    if re.match(r"(?:https?|mailto|tel|slack):", target, re.IGNORECASE):
        return "" if not label or _BARE_URL.match(label) else label
    return found[0]


def _unsigned(line: str) -> str:
    """A line without the signature that embedded posts end on."""
    return line[:-_LONGEST_SIGNATURE] + _SIGNATURE.sub("", line[-_LONGEST_SIGNATURE:])


def _without_hashtags_at_end(text: str) -> str:
    while True:
        before, *last = text.rsplit(None, 1) or [""]
        if not last or not _HASHTAG.fullmatch(last[0]):
            return text
        text = before


# --- sentences ---------------------------------------------------------------------------------

_BULLET = re.compile(r"^\s*(?:>+\s*)?(?:[•◦▪‣·*–—-]|\d{1,2}[.)])\s+")
_QUOTE_PREFIX = re.compile(r"^\s*>+(?:\s|(?!\d))")  # ">10k" is a comparator
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Hon|Rev|St|Jr|Sr|No|Nos|"
    r"vs|etc|approx|ca|Inc|Ltd|Co|Corp|Dept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"a\.m|p\.m|e\.g|i\.e|Ave|Blvd|Mt|Ft|Art|Sec|Fig)|\b(?:\w\.)+\w|(?<![\w'’])[A-Z])\.$"
)
_BOUNDARY = re.compile(
    r"[.!?…。！？؟।]+[\"'”’»)\]]*(?=\s|$)|(?<=[。！？])"
    # No space between two sentences, as in "… from the outside.If we falter …".
    r"|(?<=[a-z]{3})[.!?]+(?!(?:Com|Org|Net|Io|Js|Gov|Edu|Info)\b)(?=[A-Z](?:[a-z]{1,20})?\s(?=\S))"
)
_OPENERS = "\"'“‘«([—–-#@$€£¥"


def _sentences(text: str) -> list[str]:
    return [s for paragraph in _paragraphs(text) for s in _split(paragraph)]


def _paragraphs(text: str) -> list[str]:
    """Lines that belong together: a hard-wrapped line is joined to the one before it."""
    paragraphs: list[str] = []
    fresh = True
    for line in text.split("\n"):
        body = _QUOTE_PREFIX.sub("", line)
        bullet = _BULLET.match(body)
        body = _BULLET.sub("", body) if bullet else body
        body = body.strip()
        if not body:
            fresh = True
            continue
        wrapped = (
            not fresh
            and not bullet
            and paragraphs
            and body[:1].islower()
            and paragraphs[-1][-1:] not in ".!?…:"
        )
        if wrapped:
            paragraphs[-1] += " " + body
        else:
            paragraphs.append(body)
        fresh = False
    return paragraphs


def _split(paragraph: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for boundary in _BOUNDARY.finditer(paragraph):
        end = boundary.end()
        rest = paragraph[end:].lstrip()
        sentence = paragraph[start:end]
        if rest and boundary[0] == "." and _ABBREVIATION.search(sentence[-12:]):
            continue
        if rest and not (
            rest[0].isupper()
            or rest[0].isdigit()
            or rest[0] in _OPENERS
            or not rest[0].isascii()
            or boundary[0][:1] in "!?"  # also if only a full-width mark ends it
        ):
            continue
        if sentence.strip():
            parts.append(sentence.strip())
        start = end
    if paragraph[start:].strip():
        parts.append(paragraph[start:].strip())
    return parts


# --- what is around a statement ----------------------------------------------------------------

_EDGES = " \t\r\n\u00a0,;:–—-…·•|/\\"
_ENCLOSED = re.compile(r"^[\"“”„«»‘’'](?P<inside>[^\"“”„«»]+?)[.,;]?[\"“”„«»’'‘][.,;!?]*$")
_QUOTES = re.compile(r"[\"“”„«»]")
_LONGEST_GREETING = 80
_LONGEST_TAIL = 200
_MOST_LAYERS = 20  # lead-ins, quotation marks and tails around one statement

_POINTS = re.compile(r"\b(?:true|false|this|that|it|these|they|check|verify|confirm)\b", re.I)
_WORD = re.compile(r"[^\W_]+")


def _says_something(sentence: str) -> bool:
    """Whether a sentence can be looked up: it has words, and is not only a request to check
    something."""
    bare = sentence.strip(_EDGES + ".!?()[]")
    return bool(_WORD.search(bare)) and not is_greeting(bare) and not ONLY_ASKS.fullmatch(bare)


def _asks_nothing(question: str) -> bool:
    """Whether a question has no word that claims could be found by ("What is this?")."""
    return not any(word for word in _WORD.findall(question) if not is_stopword(word.lower()))


def _unbalanced(text: str) -> str:
    """The sentence without a quotation mark whose partner went to another sentence."""
    marks = _QUOTES.findall(text)
    if len(marks) == 1:
        return " ".join(_QUOTES.sub(" ", text).split())
    return text


def _unasked(text: str) -> str:
    """The sentence without its final question mark, "?!" or "??"; a "!" alone belongs to the
    statement."""
    bare = text.rstrip(" ?!")
    return bare if "?" in text[len(bare) :] else text


# --- what is around the words of a post ---------------------------------------------------------

_RETWEET = re.compile(r"^\s*RT\s+@\w{1,30}:\s*")
_ANSWERED = re.compile(r"^(?:\s*@\w{1,30})+(?=\s)")
_SIGNATURE = re.compile(
    r"\s*[—–-]{1,2}\s*[^—\n]{0,80}?\s*\(@\w{1,30}\)(?:\s+[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})?\s*$"
)
_PICTURE = re.compile(r"\s?\b(?:pic\.twitter\.com|t\.co)/\w+", re.IGNORECASE)
_TAG = re.compile(r"(?<!\w)[#@]([^\W\d_]\w*)")
_JOINT = re.compile(
    r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])"
)
_LONGEST_SIGNATURE = 200
