"""A small record of invented people on which a figure moves: a toll that rises."""

from __future__ import annotations

from typing import Any

_TEXTS = {
    "first": "The flood at Harrow killed at least 78 people, fire chief Ida Holm said on Monday.",
    "second": "The number of people killed in the flood at Harrow has risen to 135, Ida Holm said.",
    "aid": "More than 100 people were killed in the flood at Harrow, the Blue Cord said.",
    "last": "131 people were killed in the flood at Harrow, Ida Holm said on 9 March.",
}
_SAID = {
    "first": ("holm", "killed at least 78 people", [78, None], "2026-03-02"),
    "second": ("holm", "has risen to 135", [135, 135], "2026-03-03"),
    "aid": ("cord", "More than 100 people were killed", [100, None], "2026-03-03"),
    "last": ("holm", "131 people were killed", [131, 131], "2026-03-09"),
}


def toll(*keys: str, figure: list[float | None] | None = None) -> dict[str, Any]:
    """The record with these statements, by default the first two; "first" puts the toll at 78 or
    more on 2 March, "second" moves it to 135 on the next day, "last" to 131 on 9 March."""
    keys = keys or ("first", "second")
    return {
        "format": "on-record/1",
        "outlets": [{"key": "post", "name": "Harrow Post"}],
        "sources": [
            {"key": "fire", "name": "Harrow Fire Service", "kind": "organisation"},
            {
                "key": "holm",
                "name": "Ida Holm",
                "kind": "person",
                "parent": "fire",
                "role": "fire chief",
            },
            {"key": "cord", "name": "Blue Cord", "kind": "organisation"},
        ],
        "documents": [
            {"key": key, "text": _TEXTS[key], "outlet": "post", "published_on": _SAID[key][3]}
            for key in keys
        ],
        "claims": [
            {
                "key": "killed",
                "text": "The flood at Harrow killed at least 78 people.",
                "kind": "quantity",
                "topic": "Harrow flood",
                "figure": figure or [78, None],
            }
        ],
        "attributions": [said(key) for key in keys],
    }


def said(which: str, **fields: Any) -> dict[str, Any]:
    """One of the statements as an attribution of the record."""
    source, words, figure, day = _SAID[which]
    start = _TEXTS[which].index(words)
    return {
        "key": which,
        "claim": "killed",
        "source": source,
        "document": which,
        "content": [[start, start + len(words)]],
        "verbatim": False,
        "stance": "asserts",
        "figure": figure,
        "said_on": day,
        **fields,
    }
