"""The fields that a person gives for a document, in place of those that were read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.i18n import gettext
from bot.ingest.addresses import brief, canonical, domain_of
from bot.ingest.documents import Basis, Incoming, IngestError
from bot.language.web_addresses import web_address


@dataclass(frozen=True, slots=True)
class Given:
    """The fields that the person who adds a document gives; they override those that are read."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published_on: date | None = None
    language: str | None = None
    topic: str | None = None


NOTHING_GIVEN = Given()


def with_given(document: Incoming, given: Given, *, today: date) -> Incoming:
    """The document with the given fields in place of those that were read. Raises IngestError
    for a date in the future and for an invalid address."""
    told: dict[str, Any] = {
        name: value
        for name in ("url", "outlet", "title", "author", "published_on", "language", "topic")
        if (value := getattr(given, name)) is not None
    }
    if given.published_on and given.published_on > today + timedelta(days=1):
        raise IngestError(
            gettext("{isoformat} lies in the future.", isoformat=given.published_on.isoformat())
        )
    if given.url is not None:
        told |= {"canonical_url": canonical(given.url), "domain": domain_of(given.url)}
        if told["canonical_url"] is None:
            raise IngestError(gettext("{brief} is no web address.", brief=brief(given.url)))
        told["url"] = web_address(given.url)
    bases = dict(document.bases) | dict.fromkeys(told, Basis.GIVEN)
    return replace(document, **told, bases=tuple(bases.items()))
