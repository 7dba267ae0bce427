"""The form in which documents are added, for tests."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from bot.demo import EDITOR
from bot.demo.signed import Payload, view_submission
from tests.handlers.newsroom import Newsroom

ARTICLE = (
    "The bridge at Ostra was closed on Monday.\n"
    "“It is closed until further notice,” Ida Holm, the mayor of Ostra, said on Monday.\n"
    "The harbour office said that 12 ships were waiting.\n"
    "The ministry of transport has not confirmed the closure."
)


HTML = (
    '<html lang="en"><head><title>Bridge closed</title>'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge closed", '
    '"datePublished": "2024-11-05", "publisher": {"name": "Ostra Courier"}, '
    '"author": {"name": "Per Lund"}}</script></head><body><article>'
    + "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n"))
    + "<p>Traffic was sent over the old road, and nobody could say for how long it would be. "
    "The council meets again next week to look at the report of its engineers.</p>"
    "</article></body></html>"
)


REVIEW = (
    '{"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://check.example/1", '
    '"claimReviewed": "The bridge is open.", "author": {"name": "Northern Check"}, '
    '"reviewRating": {"alternateName": "Mostly wrong", "ratingValue": 2, "bestRating": 2, '
    '"worstRating": 2}}'
)


def feed(*numbers: int) -> bytes:
    items = "".join(
        f"<item><guid>g{n}</guid><title>Story {n}</title><link>http://courier.example/{n}</link>"
        f"<pubDate>Tue, 05 Nov 2024 10:00:00 GMT</pubDate><description>The mayor of Ostra, Ida "
        f"Holm, said that {n} bridges were closed until further notice on Tuesday.</description>"
        "</item>"
        for n in numbers
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Ostra Courier</title>'
        f"<link>https://courier.example/</link>{items}</channel></rss>"
    ).encode()


def rich(text: str) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {
        "type": "rich_text_input",
        "rich_text_value": {"type": "rich_text", "elements": [section]},
    }


def opened(room: Newsroom, user: str = EDITOR) -> dict[str, Any]:
    room.send(room.command("add", user=user))
    form = room.slack.modal(user)
    assert form is not None
    return form


def filled(
    room: Newsroom,
    form: dict[str, Any],
    *,
    text: str = "",
    address: str = "",
    outlet: str = "",
    day: str | None = None,
    user: str = EDITOR,
) -> Payload:
    values: dict[str, Any] = {
        "add_address": {"add_address": address},
        "add_text": {"add_text": rich(text) if text else {"type": "rich_text_input"}},
        "add_outlet": {"add_outlet": outlet},
        "add_date": {"add_date": {"type": "datepicker", "selected_date": day}},
    }
    return view_submission(form, values, trigger_id=room.slack.trigger(user), user=user)


def rows(room: Newsroom, table: Any) -> list[Any]:
    with Session(room.engine) as session:
        return list(session.exec(select(table).order_by(col(table.id))).all())
