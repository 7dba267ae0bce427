"""What stands around the words of a post: who it answers, its signature, hashtags and handles."""

from __future__ import annotations

import re

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


def without_frame(text: str) -> str:
    """A post without who it answers or repeats, its pictures' addresses and its signature."""
    text = _ANSWERED.sub("", _RETWEET.sub("", text))
    # The end alone: a search from every place in a long text takes quadratic time.
    return text[:-_LONGEST_SIGNATURE] + _SIGNATURE.sub(
        "", _PICTURE.sub("", text[-_LONGEST_SIGNATURE:])
    )


def in_words(text: str) -> str:
    """Hashtags and handles as the words they are made of: "#BridgeClosed" → "Bridge Closed"."""
    return _TAG.sub(lambda found: _JOINT.sub(" ", found[1].replace("_", " ")), text)


_LONGEST_SIGNATURE = 200
