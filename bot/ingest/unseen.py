"""What a page has and does not show: it is taken out before the text is read."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_STYLE_READ = 200_000  # code points of a style sheet


def drop_hidden(tree: HtmlElement) -> None:
    """Removes scripts and everything that the page itself hides from its readers."""
    unseen = _unseen_names(tree)
    for element in list(tree.iter()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        if (
            element.tag in _NEVER_SHOWN
            or element.get("hidden") is not None
            or element.get("aria-hidden", "").strip().lower() == "true"
            or _HIDING.search(element.get("style", ""))
            or not unseen.isdisjoint(f".{name}" for name in element.get("class", "").split())
            or f"#{element.get('id')}" in unseen
        ):
            element.drop_tree()


def _unseen_names(tree: HtmlElement) -> set[str]:
    """Classes and ids that the page's own style sheet hides by a plain rule, and the names that
    are hidden everywhere. Rules inside `@media` and similar blocks do not hide anything on a
    screen."""
    found = set(_HIDING_CLASSES)
    for style in tree.iter("style"):
        first, *others = (style.text or "")[:_STYLE_READ].split("/*")
        sheet = first + "".join(other.partition("*/")[2] for other in others)
        depth = 0
        for piece in sheet.split("}"):
            selector, _, declarations = piece.rpartition("{")
            depth += selector.count("{")
            if depth == 0 and _HIDING.search(declarations):
                names = (name.strip() for name in selector.split(","))
                found.update(name for name in names if _PLAIN_NAME.fullmatch(name))
            if "{" not in piece:
                depth = max(0, depth - 1)
    return found


_NEVER_SHOWN = frozenset(
    """script style template noscript object embed iframe canvas svg math dialog datalist
    select textarea button""".split()
)


_HIDING = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}(?:hidden|collapse)"
    r"|opacity\s{0,5}:\s{0,5}0(?:\.0+)?\s{0,5}(?:;|!|$)"
    r"|font-size\s{0,5}:\s{0,5}0(?:px|em|rem|pt|%)?\s{0,5}(?:;|!|$)"
    r"|text-indent\s{0,5}:\s{0,5}-\d{3,}",
    re.IGNORECASE,
)


_HIDING_CLASSES = frozenset(
    """.sr-only .visually-hidden .visuallyhidden .screen-reader-text .screen-reader-only
    .u-hidden .is-hidden .a11y-hidden""".split()
)


_PLAIN_NAME = re.compile(r"[.#][\w-]{1,80}")
