"""An editor's forms about a source: edit it, merge it into another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.ask import words
from bot.care import merging, outcome_view
from bot.care.rows import Done, row_of, seen
from bot.i18n import N_, gettext
from bot.language.writing import capitalised
from bot.record.change import Change
from bot.record.edit.merging import not_merged
from bot.record.edit.names import folded
from bot.record.edit.rows import version
from bot.record.edit.sources import (
    Candidate,
    SourceFields,
    below,
    candidates,
    edit_source,
    merge_sources,
    source_fields,
)
from bot.record.numbers import sought, typed_number
from bot.record.terms import term
from bot.record.unnaming import named_messages
from bot.slack import action_ids, blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.forms import Form, Option, fitting
from bot.slack.given import GivenError
from bot.slack.interaction import Press
from bot.slack.message import Block
from models.record import Source, SourceKind

_MOST = 20
"""How many sources with a similar name are offered to choose from."""

_SIDE = N_("Its interest in the matter, or neutral. Only that of the topmost one counts.")
_PARENT = N_("The name of a source on record. Empty: a party of its own.")


def edit_form(session: Session, press: Press, notice: str) -> Form:
    source = row_of(session, Source, press.workspace_id, press.number())
    not_merged(session, source)
    now = source_fields(source)
    parent = session.get(Source, now.parent_id) if now.parent_id is not None else None

    def shown(name: str, value: str | None) -> str:
        return press.given.text(name, fitting(value or "", f"source’s {name}"))

    flags = tuple(one for one in ("anonymous", "confidential") if getattr(now, one))
    inputs = [
        _merging(press),
        forms.text("name", gettext("Name"), shown("name", now.name), needed=True),
        forms.choice("kind", gettext("Kind"), _kinds(), press.given.text("kind", now.kind)),
        forms.text(
            "role",
            gettext("Role"),
            shown("role", now.role),
            hint=gettext("As in: spokesman, mayor."),
        ),
        forms.text(
            "parent",
            gettext("Part of"),
            shown("parent", parent.name if parent else None),
            hint=gettext(_PARENT),
        ),
        forms.text("side", gettext("Side"), shown("side", now.side), hint=gettext(_SIDE)),
        forms.text(
            "aliases",
            gettext("Also known as"),
            shown("aliases", "\n".join(now.aliases)),
            lines=True,
            hint=gettext("One name a line."),
        ),
        forms.ticks(
            "flags", gettext("Shown to others"), _flags(), press.given.ticked("flags", flags)
        ),
    ]
    names = [press.number(), *([now.parent_id] if now.parent_id is not None else [])]
    if "which" in press.fields:
        like = _like(session, press, press.given.text("parent"))
        names += [one.source_id for one in like]
        options = _options(like)
        chosen = press.given.text("parent_id")
        inputs.insert(5, forms.choice("parent_id", gettext("Part of: which one?"), options, chosen))
    about = press.about(seen=seen(session, press, Source, press.number()))
    return Form(
        gettext("Edit source"), gettext("Save"), about, _told(source), inputs, notice, names=names
    )


def edit(change: Change, press: Press) -> Done | Press:
    source = row_of(change.session, Source, press.workspace_id, press.number())
    parent_id = _parent(change.session, press, source)
    if isinstance(parent_id, Press):
        return parent_id
    flags = press.given.ticked("flags")
    changes = edit_source(
        change,
        press.number(),
        SourceFields(
            name=" ".join(press.given.text("name").split()),
            kind=press.given.text("kind"),
            role=press.given.text("role"),
            parent_id=parent_id,
            side=press.given.text("side"),
            aliases=tuple(
                one.strip() for one in press.given.text("aliases").splitlines() if one.strip()
            ),
            anonymous="anonymous" in flags,
            confidential="confidential" in flags,
        ),
        seen=press.seen,
    )
    said = _followed(change.session, press.workspace_id, press.number(), change.now)
    return Done(gettext("The source is saved.") + said, tuple(changes))


def merge_form(session: Session, press: Press, notice: str) -> Form:
    """The form to merge a source: it first offers sources with a similar name, then shows what the
    merge does."""
    source = row_of(session, Source, press.workspace_id, press.number())
    not_merged(session, source)
    about = press.about(seen=seen(session, press, Source, press.number()))
    if "into" in press.fields:
        heir = row_of(session, Source, press.workspace_id, press.number("into"))
        about.setdefault("seen_into", version(session, press.workspace_id, "source", heir.id or 0))
        head = gettext(
            "{told}\nbecomes\n{heir}\nThe second one takes over its statements, those below it "
            "and its names. Statuses are derived again. That cannot be undone.",
            told=_told(source),
            heir=_told(heir),
        )
        names = (press.number(), heir.id or 0)
        return Form(
            gettext("Merge source"), gettext("Merge"), about, head, notice=notice, names=names
        )
    like = _like(session, press, press.given.text("search") or source.name)
    form = merging.searching(
        press,
        gettext("Merge source"),
        about,
        _options(like),
        told=_told(source),
        nobody=gettext("Nobody on record has a name like it."),
        notice=notice,
    )
    return replace(form, names=(press.number(), *(one.source_id for one in like)))


def merge(change: Change, press: Press) -> Done | Press:
    if (step := merging.next_step(press)) is not None:
        return step
    changes = merging.carry_out(merge_sources, change, press)
    said = _followed(change.session, press.workspace_id, press.number("into"), change.now)
    return Done(gettext("The two are one source now.") + said, tuple(changes))


def _followed(session: Session, workspace_id: int, source_id: int, now: datetime) -> str:
    """If a change made sources confidential, which messages name them (mrkdwn); else empty."""
    found = named_messages(session, workspace_id, below(session, workspace_id, [source_id]), at=now)
    return f"\n{outcome_view.named(found)}" if found else ""


def _parent(session: Session, press: Press, source: Source) -> int | Press | None:
    """The number of the source above, as the form says; None if the field is empty.

    If no single source has exactly that name, the press that asks which one is meant. Raises
    GivenError if no source has a similar name.
    """
    written = press.given.text("parent").strip()
    if not written:
        return None
    chosen = press.given.text("parent_id")
    if chosen.isdecimal():
        return sought(typed_number(chosen))
    old = session.get(Source, source.parent_id) if source.parent_id is not None else None
    if old is not None and folded(old.name) == folded(written):
        return old.id
    like = _like(session, press, written)
    same = [one.source_id for one in like if folded(one.name) == folded(written)]
    if len(same) == 1:
        return same[0]
    if not like:
        raise GivenError({"parent": gettext("No source on record has a name like that.")})
    return press.further(keep=True, which=1)


def _like(session: Session, press: Press, name: str) -> list[Candidate]:
    found = candidates(session, press.workspace_id, name, limit=_MOST + 1)
    return [one for one in found if one.source_id != press.number()][:_MOST]


def _options(found: list[Candidate]) -> list[Option]:
    return [(str(one.source_id), _label(one)) for one in found]


def _label(one: Candidate) -> str:
    own, *above = one.line
    name = own if folded(one.name) == folded(own) else f"{own} ({one.name})"
    return (
        f"{name} — {', '.join(above)}"
        if above
        else gettext("{name} — a party of its own", name=name)
    )


def _told(source: Source) -> str:
    role = f", {mrkdwn.quote(source.role, words.NAME)}" if source.role else ""
    return f"*{mrkdwn.quote(source.name, words.NAME) or gettext('(no name)')}*{role}"


def _merging(press: Press) -> Block:
    value = blocks.button_value(**press.anew().about(do="merge_source"))
    merge = blocks.button(gettext("Merge into another source…"), action_ids.CARE, value)
    return blocks.section(gettext("Is it on record twice?"), merge)


def _kinds() -> list[Option]:
    return [(one.value, capitalised(term(one.value))) for one in SourceKind]


def _flags() -> list[Option]:
    return [
        ("anonymous", gettext("Unnamed: the outlet does not say who it is")),
        ("confidential", gettext("Confidential: only editors see the name")),
    ]
