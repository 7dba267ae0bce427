"""The names that no text may say to readers who are not editors: those of confidential sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, or_, select, text
from sqlmodel import Session, col

from bot.i18n import N_, gettext
from bot.language.common import is_common
from bot.language.mentions import Mentions, Named
from bot.language.writing import capitalised
from bot.refusal import RefusalError
from models.record import Source, SourceKind

KNOWN_TO_DESK = N_("a source known to the desk")
"""The words that readers who are not editors see for a confidential source (docs/how-it-decides.md:
"What is shown to whom")."""

NOBODY = Mentions()

CLAIM_TEXTS = ("text", "place", "time", "topic", "unit")
"""The fields of a claim that readers who are not editors see."""

_Row = tuple[str, tuple[str, ...], bool]


def concealed(session: Session, workspace_id: int) -> Mentions:
    """The names of the workspace's confidential sources and of all sources below them.

    If it has none, as most workspaces, this takes one query.
    """
    hidden = confidential(session, workspace_id)
    if not hidden:
        return NOBODY
    names = tuple((one.name, one.aliases, one.person) for one in hidden.values())
    return _mentions(names, tuple(_public(session, workspace_id, hidden, names)))


def confidential(session: Session, workspace_id: int) -> dict[int, Named]:
    """The ids of the confidential sources and of all sources below them."""
    rows = session.execute(_CONFIDENTIAL, {"workspace_id": workspace_id})
    return {
        row.id: Named(row.name, tuple(row.aliases or ()), row.kind == SourceKind.PERSON.value)
        for row in rows
    }


def without_names(names: Mentions, said: str) -> str:
    """The text as readers who are not editors see it."""
    return names.without(said, gettext(KNOWN_TO_DESK))


def quoted_without(names: Mentions, said: str) -> str:
    """A quote as readers who are not editors see it, with words that replace a name in brackets."""
    return names.without(said, f"[{gettext(KNOWN_TO_DESK)}]")


def refuse_common_aliases(name: str, aliases: Collection[str]) -> None:
    """Raises RefusalError if an alias of a confidential source is a common word.

    The word would be removed from every text that has it, and so would point at the source.
    """
    for alias in aliases:
        words = alias.split()
        if len(words) == 1 and is_common(words[0].strip(".,;:!?\"'“”‘’()")):
            raise RefusalError(
                gettext(
                    "“{alias}” is a word that anybody writes, so it cannot be another name of a "
                    "confidential source ({name}): every text with that word would be taken to "
                    "name it. Choose a name of two words, or one that is no word.",
                    alias=alias,
                    name=name,
                )
            )


def refuse_names(names: Mentions, texts: Iterable[tuple[str, str | None]]) -> None:
    """Raises RefusalError if one of the texts, which readers who are not editors would see, says a
    confidential name.

    Each text comes with what it is ("the claim").
    """
    for what, said in texts:
        found = names.spans(said) if said else []
        if said and found:
            start, end = found[0]
            raise RefusalError(
                gettext(
                    "{what} names a confidential source (“{said}”), and others will read it. "
                    "Reword it, or make the source public first.",
                    what=capitalised(what),
                    said=said[start:end],
                )
            )


def _public(
    session: Session, workspace_id: int, hidden: Collection[int], names: Sequence[_Row]
) -> Iterator[str]:
    """Names of other sources that share a word with those of the confidential ones, in order."""
    words = {
        word.casefold()
        for name, _, person in names
        if person
        for word in name.replace(",", " ").split()
        if len(word) > 1
    }
    if not words:
        return
    alike = or_(*(col(Source.name).icontains(word, autoescape=True) for word in sorted(words)))
    rows = session.execute(
        select(col(Source.id), col(Source.name))
        .where(and_(col(Source.workspace_id) == workspace_id, alike))
        .order_by(col(Source.id))
    )
    yield from (row.name for row in rows if row.id not in hidden)


@lru_cache(maxsize=64)
def _mentions(names: tuple[_Row, ...], others: tuple[str, ...]) -> Mentions:
    return Mentions((Named(*row) for row in names), others)


def _confidential() -> Any:
    """The query for the confidential sources and all sources below them; built once."""
    down = (
        select(col(Source.id).label("id"))
        .where(
            col(Source.workspace_id) == bindparam("workspace_id"),
            text("source.confidential"),  # the condition of the partial index, word for word
        )
        .cte("down", recursive=True)
    )
    down = down.union(select(col(Source.id)).join(down, col(Source.parent_id) == down.c.id))
    return (
        select(col(Source.id), col(Source.name), col(Source.aliases), col(Source.kind))
        .where(col(Source.id).in_(select(down.c.id)))
        .order_by(col(Source.id))
    )


_CONFIDENTIAL = _confidential()
