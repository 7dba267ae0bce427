"""What an editor sees of a document that is a copy of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language import writing

if TYPE_CHECKING:
    from bot.record.drafts.families import Copied


def in_words(copied: Copied) -> str:
    """How many of a document's sentences are in another one, and what that means for its drafts."""
    said = (
        f"{copied.same:,} of {writing.count(copied.sentences, 'sentence')} as in document"
        f" #{copied.of}."
    )
    if not copied.left_out:
        return said
    was = "statement that was" if copied.left_out == 1 else "statements that were"
    verb = "is" if copied.left_out == 1 else "are"
    return f"{said} {copied.left_out:,} {was} read from there {verb} not offered again."
