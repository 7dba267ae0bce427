"""What an editor sees of a document that is a copy of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import i18n
from bot.i18n import ngettext

if TYPE_CHECKING:
    from bot.record.drafts.families import Copied


def in_words(copied: Copied) -> str:
    """How many of a document's sentences are in another one, and what that means for its drafts."""
    said = ngettext(
        "{same} of {n} sentence as in document #{of}.",
        "{same} of {n} sentences as in document #{of}.",
        copied.sentences,
        same=i18n.grouped(copied.same),
        of=copied.of,
    )
    if not copied.left_out:
        return said
    left = ngettext(
        "{n} statement that was read from there is not offered again.",
        "{n} statements that were read from there are not offered again.",
        copied.left_out,
    )
    return f"{said} {left}"
