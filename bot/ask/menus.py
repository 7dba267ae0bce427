"""The "⋯" menus of editors: what they may do with a claim, a statement on it, a source, an outlet.

A menu has at most five lines, and the value of a line at most 150 characters (Slack's limits on an
overflow menu and its options).
"""

from __future__ import annotations

from bot.i18n import gettext
from bot.slack import blocks, forms
from bot.slack.blocks import Value
from bot.slack.forms import Option
from bot.slack.message import Block

OUTDATED = "outdated"
"""What a line of a card's menu does (`do`): report that something newer is known."""


def of_card(number: int, inquiry_id: str, *, overtaken: bool) -> Block:
    """The menu of a claim's card that answers an inquiry. `overtaken`: its figure has moved, and
    the first line rewords it, in place of the history, which "Show" has too."""
    first = (value("reword_claim", number), gettext("Reword to the figure on record…"))
    outdated = (value(OUTDATED, number, inquiry=inquiry_id, claim=number), gettext("Outdated"))
    history = (value("history", number), gettext("History"))
    return forms.overflow(
        [*([first, outdated] if overtaken else [outdated, history]), *_edits(number)]
    )


def of_claim(number: int, *, show: bool = True, history: bool = True) -> Block:
    """The menu of a claim that is on record."""
    options: list[Option] = [(value("show", number), gettext("Show"))] if show else []
    if history:
        options.append((value("history", number), gettext("History")))
    return forms.overflow([*options, *_edits(number)])


def _edits(number: int) -> list[Option]:
    return [
        (value("edit_claim", number), gettext("Edit claim…")),
        (value("merge_claim", number), gettext("Merge into another…")),
        (value("withdraw_claim", number), gettext("Withdraw…")),
    ]


def of_statement(
    number: int, *, retracted: bool, source: int | None, outlet: int | None, **about: Value
) -> Block:
    """The menu of a statement on a claim, its speaker and its outlet."""
    do, label = (
        ("undo_retraction", gettext("Undo retraction…"))
        if retracted
        else ("retract", gettext("Retract…"))
    )
    options = [
        (value(do, number, **about), label),
        (value("embargo", number, **about), gettext("Embargo…")),
        (value("move", number, **about), gettext("Move to another claim…")),
    ]
    if source is not None:
        options.append((value("edit_source", source, **about), gettext("Speaker…")))
    if outlet is not None:
        options.append((value("edit_outlet", outlet, **about), gettext("Outlet…")))
    return forms.overflow(options)


def of_subject(kind: str, number: int) -> Block:
    """The menu of a source or an outlet, the `kind`."""
    edit = gettext("Edit source…") if kind == "source" else gettext("Edit outlet…")
    return forms.overflow(
        [
            (value(f"edit_{kind}", number), edit),
            (value(f"merge_{kind}", number), gettext("Merge into another…")),
        ]
    )


def value(do: str, number: int, **about: Value) -> str:
    """The value of a menu's line or a button: what to do (`do`), to the row of which number."""
    return blocks.button_value(do=do, id=number, **about)
