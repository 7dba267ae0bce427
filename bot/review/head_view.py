"""The document above its drafts: what it is, how its day is known, how much is left to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.ask import words
from bot.i18n import N_, gettext, ngettext
from bot.language import writing
from bot.review.draft_view import takes
from bot.slack import text as mrkdwn

if TYPE_CHECKING:
    from bot.record.drafts.families import Copied


_BASES = {
    "editor": N_("confirmed by an editor"),
    "given": N_("as given by who added it"),
    "json-ld": N_("the page's own data, not confirmed"),
    "trafilatura": N_("read from the page, not confirmed"),
    "outlet-zone": N_("by the outlet’s clock, not confirmed"),
    "html": N_("read from the page, not confirmed"),
    "htmldate": N_("read from the page, not confirmed"),
    "feed": N_("from the feed, not confirmed"),
    "file": N_("from the file, not confirmed"),
    "address": N_("from the address, not confirmed"),
}


TITLE = 160
"""How much of a text a draft shows, in UTF-16 code units."""


@dataclass(frozen=True, slots=True)
class Head:
    """The document above its drafts. `basis` is how its date is known; `copied` says which document
    it is a copy of, if it is one; `seconds` is how long deciding on the open drafts takes about."""

    document_id: int
    title: str | None
    outlet: str | None
    url: str | None
    published_on: date | None
    basis: str | None
    open: int
    certain: int
    approved: int
    rejected: int
    topic: str | None = None
    copied: Copied | None = None
    seconds: float = 0.0

    @property
    def total(self) -> int:
        return self.open + self.approved + self.rejected


def counts(head: Head) -> str:
    """How many drafts wait, and how many were decided."""
    if not head.total:
        return gettext("No drafts.")
    sure = (
        ngettext("{n} of them certain", "{n} of them certain", head.certain)
        if head.certain
        else gettext("none of them certain")
    )
    to_do = (
        gettext("*{open} to decide*, {sure}", open=head.open, sure=sure)
        if head.open
        else gettext("All decided")
    )
    told = " · ".join(
        [
            to_do,
            ngettext("{n} approved", "{n} approved", head.approved),
            ngettext("{n} rejected", "{n} rejected", head.rejected),
        ]
    )
    if head.open and head.seconds:
        done = head.approved + head.rejected
        told += " " + gettext(
            "· {done} of {total} done, {takes}",
            done=done,
            total=head.total,
            takes=takes(head.seconds),
        )
    return told


def nothing(head: Head) -> str:
    if head.copied is not None and head.copied.left_out:
        return gettext("There is nothing new in it.")
    return gettext("Nobody is quoted or reported in it as far as the rules read.")


def linked_title(head: Head) -> str:
    title = mrkdwn.shortened(
        head.title or gettext("Document {document_id}", document_id=head.document_id), TITLE
    )
    return gettext("*Review:* {url}", url=mrkdwn.link(head.url, title))


def about(head: Head) -> str:
    outlet = mrkdwn.quote(head.outlet or "", words.NAME) or gettext("outlet unknown")
    topic = (
        (" " + gettext("· topic: {topic}", topic=mrkdwn.quote(head.topic, words.NAME)))
        if head.topic
        else ""
    )
    if head.published_on is None:
        return gettext(
            "{outlet} · date unknown: days in its drafts are worked out without it{topic}",
            outlet=outlet,
            topic=topic,
        )
    known_by = head.basis or ""
    basis = gettext(_BASES[known_by]) if known_by in _BASES else mrkdwn.quote(known_by, 60)
    known = f" ({basis})" if basis else ""
    return f"{outlet} · {writing.day(head.published_on)}{known}{topic}"
