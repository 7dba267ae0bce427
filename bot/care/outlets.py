"""An editor's forms about an outlet: edit it, merge it into another one."""

from __future__ import annotations

from sqlmodel import Session

from bot.ask import words
from bot.care import merging
from bot.care.rows import Done, row_of, seen
from bot.i18n import gettext
from bot.record.change import Change
from bot.record.edit.outlets import OutletFields, edit_outlet, merge_outlets, outlet_candidates
from bot.record.edit.rows import version
from bot.slack import action_ids, blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.forms import Form, Option, fitting
from bot.slack.interaction import Press
from bot.slack.message import Block
from models.record import Outlet

_MOST = 20


def edit_form(session: Session, press: Press, notice: str) -> Form:
    outlet = row_of(session, Outlet, press.workspace_id, press.number())

    def field(name: str, label: str, value: str | None, *, lines: bool = False) -> Block:
        shown = press.given.text(name, fitting(value or "", f"outlet’s {name}"))
        return forms.text(name, label, shown, lines=lines, needed=name == "name")

    value = blocks.button_value(**press.anew().about(do="merge_outlet"))
    merge = blocks.button(gettext("Merge into another outlet…"), action_ids.CARE, value)
    return Form(
        gettext("Edit outlet"),
        gettext("Save"),
        press.about(seen=seen(session, press, Outlet, press.number())),
        _told(outlet),
        [
            blocks.section(gettext("Is it on record twice?"), merge),
            field("name", gettext("Name"), outlet.name),
            field("domain", gettext("Domain"), outlet.domain),
            field("notes", gettext("Notes"), outlet.notes, lines=True),
        ],
        notice,
    )


def edit(change: Change, press: Press) -> Done:
    edit_outlet(
        change,
        press.number(),
        OutletFields(
            name=" ".join(press.given.text("name").split()),
            domain=press.given.text("domain"),
            notes=press.given.text("notes"),
        ),
        seen=press.seen,
    )
    return Done(gettext("The outlet is saved."))


def merge_form(session: Session, press: Press, notice: str) -> Form:
    """The form to merge an outlet: it first offers outlets with a similar name, then shows what the
    merge does."""
    outlet = row_of(session, Outlet, press.workspace_id, press.number())
    about = press.about(seen=seen(session, press, Outlet, press.number()))
    if "into" in press.fields:
        heir = row_of(session, Outlet, press.workspace_id, press.number("into"))
        about.setdefault("seen_into", version(session, press.workspace_id, "outlet", heir.id or 0))
        head = gettext(
            "{told}\nbecomes\n{heir}\nWhat it published and relayed goes over. That cannot be "
            "undone.",
            told=_told(outlet),
            heir=_told(heir),
        )
        return Form(gettext("Merge outlet"), gettext("Merge"), about, head, notice=notice)
    options = _options(session, press, press.given.text("search") or outlet.name)
    return merging.searching(
        press,
        gettext("Merge outlet"),
        about,
        options,
        told=_told(outlet),
        nobody=gettext("No outlet on record has a name like it."),
        notice=notice,
    )


def merge(change: Change, press: Press) -> Done | Press:
    if (step := merging.next_step(press)) is not None:
        return step
    merging.carry_out(merge_outlets, change, press)
    return Done(gettext("The two are one outlet now."))


def _options(session: Session, press: Press, name: str) -> list[Option]:
    found = outlet_candidates(session, press.workspace_id, name, limit=_MOST + 1)
    return [(str(id_), like.name) for id_, like in found if id_ != press.number()][:_MOST]


def _told(outlet: Outlet) -> str:
    domain = f", {mrkdwn.quote(outlet.domain, words.NAME)}" if outlet.domain else ""
    return f"*{mrkdwn.quote(outlet.name, words.NAME) or gettext('(no name)')}*{domain}"
