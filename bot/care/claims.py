"""An editor's forms about a claim: edit it, merge it, withdraw it, put it back."""

from __future__ import annotations

import math

from sqlmodel import Session

from bot.care import merging
from bot.care.rows import Done, claim_inputs, claim_number, row_of, seen, told
from bot.i18n import N_, gettext, ngettext
from bot.language.writing import capitalised
from bot.record.change import Change
from bot.record.edit.claims import (
    ClaimFields,
    can_take,
    edit_claim,
    fields_of,
    merge_claims,
    restore_claim,
    standing,
    withdraw_claim,
)
from bot.record.edit.merging import heir_of
from bot.record.edit.rows import version
from bot.record.measuring import count_other_measures
from bot.record.terms import term
from bot.refusal import RefusalError
from bot.slack import forms
from bot.slack.forms import Form, fitting
from bot.slack.given import GivenError
from bot.slack.interaction import Press
from bot.slack.message import Block
from models.record import Claim, ClaimKind, ClaimState

_FIGURE = N_("A number like 10,000 or 2.5. “More than 10,000” has 10,000 here and no upper end.")
_KINDS = {ClaimKind.SPEECH_EVENT.value: N_("Speech event (that it was said)")}


def edit_form(session: Session, press: Press, notice: str) -> Form:
    claim = row_of(session, Claim, press.workspace_id, press.number())
    standing(claim)
    now = fields_of(claim)
    low, high = now.figure or (None, None)

    def field(name: str, label: str, value: str | None, **more: bool | str) -> Block:
        shown = press.given.text(name, fitting(value or "", f"claim’s {name}"))
        return forms.text(name, label, shown, **more)  # type: ignore[arg-type]

    kinds = [(one.value, _kind(one)) for one in ClaimKind]
    return Form(
        gettext("Edit claim"),
        gettext("Save"),
        press.about(seen=seen(session, press, Claim, press.number())),
        gettext(
            "{told}\nIts status is derived again. The old wording stays in its history.",
            told=told(claim),
        ),
        [
            field("text", gettext("The claim, in one sentence"), now.text, lines=True, needed=True),
            forms.choice("kind", gettext("Kind"), kinds, press.given.text("kind", now.kind)),
            field("low", gettext("Figure, at least"), _shown(low), hint=gettext(_FIGURE)),
            field("high", gettext("Figure, at most"), _shown(high)),
            field("unit", gettext("Unit"), now.unit),
            field("place", gettext("Place"), now.place),
            field("time", gettext("Time"), now.time),
            field("topic", gettext("Topic"), now.topic),
        ],
        notice,
    )


def other_measures(change: Change, claim_id: int) -> str:
    """A sentence on the statements of a claim that give a figure for something else; empty if there
    are none."""
    number = count_other_measures(change.session, change.workspace_id, claim_id)
    if not number:
        return ""
    return " " + ngettext(
        "{n} statement on it gives a figure for something else than the claim’s, "
        "and counts for nothing.",
        "{n} statements on it give a figure for something else than the claim’s, "
        "and count for nothing.",
        number,
    )


def edit(change: Change, press: Press) -> Done:
    low, high = _number(press, "low"), _number(press, "high")
    if low is not None and high is not None and low > high:
        raise GivenError({"high": gettext("The upper end is below the lower one.")})
    changes = edit_claim(
        change,
        press.number(),
        ClaimFields(
            text=" ".join(press.given.text("text").split()),
            kind=press.given.text("kind"),
            figure=None if low is None and high is None else (low, high),
            unit=press.given.text("unit"),
            place=press.given.text("place"),
            time=press.given.text("time"),
            topic=press.given.text("topic"),
        ),
        seen=press.seen,
    )
    told = gettext("The claim is saved.") + other_measures(change, press.number())
    return Done(told, tuple(changes))


def merge_form(session: Session, press: Press, notice: str) -> Form:
    """The form to merge a claim: it first asks for the other one, then shows its text."""
    claim = row_of(session, Claim, press.workspace_id, press.number())
    standing(claim)
    about = press.about(seen=seen(session, press, Claim, press.number()))
    if "into" not in press.fields:
        head = gettext("Merge {told} into another claim that says the same.", told=told(claim))
        return Form(
            gettext("Merge claim"),
            gettext("Next"),
            about,
            head,
            claim_inputs(press, gettext("Into")),
            notice,
        )
    heir = row_of(session, Claim, press.workspace_id, press.number("into"))
    if "seen_into" not in about:
        about["seen_into"] = version(session, press.workspace_id, "claim", press.number("into"))
    head = gettext(
        "{told}\nbecomes part of\n{heir}\nIts statements and watches move there, and whoever "
        "asks for it is led there. That cannot be undone.",
        told=told(claim),
        heir=told(heir),
    )
    return Form(gettext("Merge claim"), gettext("Merge"), about, head, notice=notice)


def merge(change: Change, press: Press) -> Done | Press:
    if "into" not in press.fields:
        heir = other_claim(change.session, press, press.number())
        return press.further(into=heir.id or 0)
    changes = merging.carry_out(merge_claims, change, press)
    return Done(
        gettext(
            "Claim #{number} is now part of #{into}.",
            number=press.number(),
            into=press.number("into"),
        ),
        tuple(changes),
    )


def withdraw_form(session: Session, press: Press, notice: str) -> Form:
    claim = row_of(session, Claim, press.workspace_id, press.number())
    standing(claim)
    return Form(
        gettext("Withdraw claim"),
        gettext("Withdraw"),
        press.about(seen=seen(session, press, Claim, press.number())),
        gettext(
            "{told}\nAn answer then says that the desk has withdrawn it, and shows no status. It "
            "can be put back.",
            told=told(claim),
        ),
        [
            forms.text(
                "reason",
                gettext("Why? Whoever was answered with it is told."),
                press.given.text("reason"),
                lines=True,
            )
        ],
        notice,
    )


def withdraw(change: Change, press: Press) -> Done:
    withdraw_claim(change, press.number(), reason=press.given.text("reason"), seen=press.seen)
    return Done(gettext("Claim #{number} is withdrawn.", number=press.number()))


def restore_form(session: Session, press: Press, notice: str) -> Form:
    claim = row_of(session, Claim, press.workspace_id, press.number())
    if claim.state != ClaimState.WITHDRAWN.value:
        raise RefusalError(gettext("Claim {id} is not withdrawn.", id=claim.id))
    return Form(
        gettext("Put back on record"),
        gettext("Put back"),
        press.about(seen=seen(session, press, Claim, press.number())),
        gettext("{told}\nIt answers again, with its statements as they are.", told=told(claim)),
        notice=notice,
    )


def restore(change: Change, press: Press) -> Done:
    changes = restore_claim(change, press.number(), seen=press.seen)
    return Done(
        gettext("Claim #{number} is on record again.", number=press.number()), tuple(changes)
    )


def other_claim(session: Session, press: Press, claim_id: int) -> Claim:
    """The claim on record that was chosen or whose number was written, or the one it was merged
    into.

    Raises GivenError if there is none, or if it is the claim `claim_id` itself.
    """
    name, number = claim_number(press)
    try:
        heir = heir_of(session, Claim, press.workspace_id, number)
        can_take(heir)
    except RefusalError as error:
        raise GivenError({name: error.sentence}) from None
    if heir.id == claim_id:
        raise GivenError({name: gettext("That is this claim itself.")})
    return heir


def _number(press: Press, name: str) -> float | None:
    written = (
        "".join(press.given.text(name).split()).replace(",", "").replace("\N{MINUS SIGN}", "-")
    )
    if not written:
        return None
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in written:
        raise GivenError({name: gettext("Write a number, like 10,000 or 2.5.")})
    return number


def _shown(bound: float | None) -> str:
    if bound is None:
        return ""
    return f"{bound:,.0f}" if bound.is_integer() and abs(bound) < 1e15 else repr(bound)


def _kind(kind: ClaimKind) -> str:
    known = _KINDS.get(kind.value)
    return gettext(known) if known else capitalised(term(kind.value))
