"""The words of the record as people read them: kinds, stances, states, fields and rows."""

from __future__ import annotations

from typing import Final

from bot.i18n import N_, gettext

_WORDS: Final = frozenset(
    {
        # kinds of claims
        N_("fact"),
        N_("quantity"),
        N_("prediction"),
        N_("position"),
        N_("characterisation"),
        N_("speech event"),
        # stances
        N_("asserts"),
        N_("denies"),
        N_("hedges"),
        N_("declines"),
        # bases
        N_("statement"),
        N_("record"),
        N_("witnessed"),
        # kinds of sources
        N_("person"),
        N_("government"),
        N_("organisation"),
        N_("outlet"),
        # states
        N_("draft"),
        N_("approved"),
        N_("rejected"),
        N_("withdrawn"),
        N_("merged"),
        N_("retracted"),
        N_("edited"),
        # rows and fields
        N_("claim"),
        N_("attribution"),
        N_("source"),
        N_("document"),
        N_("speaker"),
        N_("parent"),
        N_("name"),
        N_("role"),
        N_("kind"),
        N_("text"),
        N_("topic"),
        N_("place"),
        N_("time"),
        N_("unit"),
        N_("stance"),
        N_("basis"),
        N_("quote"),
        N_("antecedent"),
        N_("hedge"),
        N_("day"),
        N_("domain"),
        N_("timezone"),
        N_("figure"),
        N_("figure computed"),
        N_("verbatim"),
        N_("yes"),
        N_("no"),
        N_("relaying outlet"),
    }
)

_NUMBERED: Final = {
    "claim": N_("claim {number}"),
    "attribution": N_("attribution {number}"),
    "source": N_("source {number}"),
    "outlet": N_("outlet {number}"),
    "document": N_("document {number}"),
}


def term(value: str) -> str:
    """A value or the name of a field in words: "relaying outlet"; others without underscores."""
    plain = value.replace("_", " ")
    return gettext(plain) if plain in _WORDS else plain


def numbered(entity: str, number: int | None) -> str:
    """A row by its number: "claim 3"."""
    known = _NUMBERED.get(entity)
    return gettext(known, number=number) if known else f"{entity} {number}"
