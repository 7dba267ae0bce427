"""Feeds, pages and reviews to read, for tests."""

from __future__ import annotations

import json
from typing import Any


def review(**more: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": "The old pier of Lindmar is safe.",
        "url": "https://checks.example/pier",
        "datePublished": "2024-03-06",
        "author": {"@type": "Organization", "name": "Checks", "url": "https://checks.example/"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Al Vey"},
            "datePublished": "2024-03-01",
            "appearance": [{"@type": "CreativeWork", "url": "https://posts.example/7"}],
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": "2",
            "bestRating": 5,
            "worstRating": "1",
            "alternateName": "Mostly wishful",
        },
        **more,
    }


def rss(*items: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return (
        f'{head}<rss version="2.0"><channel><title>Lindmar Post</title>'
        "<link>https://lindmar-post.example/</link><language>en-gb</language>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def item(number: int, **more: str) -> str:
    parts = {
        "title": f"Pier &amp;amp; plank {number}",
        "link": f"https://lindmar-post.example/{number}?utm_source=rss",
        "guid": f"g{number}",
        "pubDate": "Tue, 05 Mar 2024 10:00:00 GMT",
        "description": "&lt;p&gt;The board &lt;b&gt;shut&lt;/b&gt; it.&lt;/p&gt;"
        "&lt;script&gt;bad()&lt;/script&gt;&lt;p&gt;Nobody objected.&lt;/p&gt;",
        **more,
    }
    return f"<item>{''.join(f'<{name}>{v}</{name}>' for name, v in parts.items())}</item>"


STORY = [
    "The harbour board of Lindmar voted on Tuesday to close the old pier to all visitors.",
    "“It is unsafe,” said Mara Tolle, who chairs the board, after a closed meeting.",
    "Engineers had warned of loose planks and rusted bolts since the storms of last winter.",
]


def html(*, head: str = "", body: str = "", story: list[str] | None = None) -> bytes:
    told = "".join(f"<p>{paragraph}</p>" for paragraph in (STORY if story is None else story))
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8">{head}</head><body>'
        f"<nav><a href=/>Home</a></nav><article>{body}{told}</article></body></html>"
    ).encode()


def ld(thing: object) -> str:
    text = thing if isinstance(thing, str) else json.dumps(thing)
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = {
    "@context": "https://schema.org",
    "@type": ["Article", "NewsArticle"],
    "headline": "Pier &amp; planks",
    "author": [{"@type": "Person", "name": "Jo Renn"}, {"name": "Al Vey"}],
    "publisher": {"@type": "Organization", "name": "Lindmar Post"},
    "datePublished": "2024-03-05T23:30:00-05:00",
    "inLanguage": "en-GB",
}
