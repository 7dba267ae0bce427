"""The buttons on an answer: choose the claim that was meant, show all sources of a claim, share an
answer that only one person saw. Each checks whether the person may press it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from bot.ask import by_number, modals, progress
from bot.ask.note import note
from bot.ask.parts import NONE_MEANT, card_context, parts_now, told
from bot.ask.whole import reply_message, shared_message
from bot.check.answer import Answer
from bot.i18n import gettext
from bot.record import accesses
from bot.record.card import names_in_confidence
from bot.record.numbers import row_number
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import posting, refusals
from bot.slack.channels import has_outsiders
from bot.slack.client import CALL_ERRORS, Trouble, failure, is_unsupported, respond
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message, Modal, View
from bot.slack.people import speaking
from models import Feedback, Inquiry, Reply
from models.database import writing
from models.inquiry import SHARING, Delivery, FeedbackKind

_NOT_THERE = {"not_in_channel", "channel_not_found"}


def choose(services: Services, press: Press) -> Message:
    """Note which claim was meant; gives the reply with that claim's card in place of the choice.

    Raises RefusalError if the claim was not offered, or may not be shown any more.
    """
    inquiry = inquiry_of(services.engine, press)
    offered = inquiry.answer.get("alternatives", []) if isinstance(inquiry.answer, dict) else []
    chosen_before = inquiry.claim_id
    claim_id = press.number("claim")
    if claim_id not in [*(one["id"] for one in offered), chosen_before]:
        raise RefusalError(refusals.NOT_A_CANDIDATE)
    now = services.clock()
    answer = answer_of(services, inquiry, claim_id, now)
    _note(services, inquiry, press.user, now, answer)
    return reply_now(services, inquiry, now, {inquiry.id or 0: answer})


def none_of_these(services: Services, press: Press) -> Message:
    """Note that no offered claim was meant; gives the reply, which now says for that statement that
    nothing is on record."""
    inquiry = inquiry_of(services.engine, press)
    now = services.clock()
    _note(services, inquiry, press.user, now, None)
    return reply_now(services, inquiry, now)


def reply_now(
    services: Services,
    inquiry: Inquiry,
    now: datetime,
    known: Mapping[int, Answer] | None = None,
) -> Message:
    """The whole reply that answers an inquiry, after one part of it changed; `known` as in
    `parts_now`. Raises RefusalError if the question is gone or is being answered again."""
    reply = reply_to(services.engine, inquiry)
    asked = progress.asked(services.engine, reply)
    # Everybody reads it, and it has the language of the question, whoever pressed a button.
    with speaking(services.installations.of_workspace(inquiry.workspace_id), inquiry.asker):
        context = card_context(services, reply, inquiry, now)
        if parts := parts_now(services, asked, now, known):
            return reply_message(parts, context, reply.left_over)
    raise RefusalError(refusals.STALE)  # the question is being answered again, or gone


def reply_to(engine: Engine, inquiry: Inquiry) -> Reply:
    """The reply that answers an inquiry."""
    with Session(engine) as session:
        return session.get_one(Reply, inquiry.reply_id)


def sources(services: Services, installation: Installation, press: Press) -> Modal:
    """A page of all sources of a card's claim, as a modal; for editors with a menu at each
    attribution.

    If the button carries no inquiry (0), the claim was found by name or number.
    """
    editor = is_editor(services, installation, press.user)
    inquiry_id, claim_id = inquiry_number(press), press.number("claim")
    page = press.number("page", 0)
    answer = _about(services, press, editor=editor)
    by_number.note_lines(services, press.workspace_id, press.user, answer, accesses.SOURCES)
    back = {"inquiry": inquiry_id, "claim": claim_id, "page": page}
    menus = by_number.menus(services, press.workspace_id, answer, **back) if editor else {}
    today = services.clock().date()
    view = modals.sources(answer, page, inquiry_id=str(inquiry_id), today=today, menus=menus)
    return Modal(view, modals.pictures(answer, page))


def cite(services: Services, installation: Installation, press: Press) -> View:
    """A card's claim as a text to paste elsewhere, as the person may see it, in a modal."""
    editor = is_editor(services, installation, press.user)
    answer = _about(services, press, editor=editor)
    by_number.note_lines(services, press.workspace_id, press.user, answer, accesses.NOTE)
    text = note(answer, services.clock().date())
    return modals.cite(text, in_confidence=bool(names_in_confidence(answer.attributions)))


def share(services: Services, installation: Installation, press: Press) -> Message:
    """Post the claims of a private reply in the channel; gives what the private reply says then.

    Raises RefusalError if the person is not the asker, if it was shared already, if outsiders are
    in the channel, or if Slack does not show the channel to the bot.
    """
    inquiry = inquiry_of(services.engine, press)
    if inquiry.asker != press.user:
        raise RefusalError(refusals.NOT_YOURS)
    if inquiry.delivery != Delivery.RESPONSE:
        raise RefusalError(refusals.NOT_SHAREABLE)
    known = _among_ourselves(installation, inquiry.channel)
    now = services.clock()
    reply = reply_to(services.engine, inquiry)
    parts = parts_now(services, progress.asked(services.engine, reply), now)
    context = replace(card_context(services, reply, inquiry, now), can_share=False)
    shared = shared_message(parts, context, press.user)
    if not _reserve(services, reply, None, SHARING):
        raise RefusalError(refusals.ALREADY_SHARED)
    try:
        url = press.response_url if known else None
        ts = _post(installation, inquiry, url, shared)
    except BaseException:
        _reserve(services, reply, SHARING, None)
        raise
    _reserve(services, reply, SHARING, ts)
    noted = gettext(refusals.NOTE_SHARED)
    return reply_message(parts, replace(context, note=noted), reply.left_over)


def inquiry_of(engine: Engine, press: Press) -> Inquiry:
    """The inquiry that a button belongs to.

    Raises RefusalError if it is of another workspace, or if only another person got its answer and
    has not shared it with the channel.
    """
    with Session(engine) as session:
        inquiry = session.get(Inquiry, inquiry_number(press))
    if inquiry is None or inquiry.workspace_id != press.workspace_id:
        raise RefusalError(refusals.STALE)
    private = inquiry.delivery in (Delivery.EPHEMERAL, Delivery.RESPONSE)
    if private and press.user != inquiry.asker and not _is_shared(engine, inquiry, press):
        raise RefusalError(refusals.NOT_YOURS)
    return inquiry


def _about(services: Services, press: Press, *, editor: bool) -> Answer:
    """The answer with the claim that a button carries, of the inquiry that it carries or of none
    (0)."""
    claim_id = press.number("claim")
    if not inquiry_number(press):
        return by_number.answer(services, press.workspace_id, claim_id, editor=editor)
    inquiry = inquiry_of(services.engine, press)
    return answer_of(services, inquiry, claim_id, services.clock(), editor=editor)


def _is_shared(engine: Engine, inquiry: Inquiry, press: Press) -> bool:
    return not press.ephemeral and reply_to(engine, inquiry).ts is not None


def inquiry_number(press: Press) -> int:
    """The number of the inquiry that a button belongs to, which it carries as a text; 0 for none.

    Raises RefusalError if it carries something else.
    """
    try:
        return row_number(press.text("inquiry"))
    except ValueError:
        raise RefusalError(refusals.STALE) from None


def answer_of(
    services: Services,
    inquiry: Inquiry,
    claim_id: int,
    now: datetime,
    *,
    editor: bool = False,
) -> Answer:
    """The inquiry's answer with this claim as it is now; with `editor` it has every name.

    It is looked up again, so that nothing is shown that was withdrawn or put under embargo since.
    Raises RefusalError if the claim may not be shown.
    """
    answer = services.checker.answer_about(
        inquiry.workspace_id, inquiry.statement, claim_id, now=now, editor=editor
    )
    if answer is None or answer.claim is None:
        raise RefusalError(refusals.NOT_SHOWN)
    return answer


def _note(
    services: Services, shown: Inquiry, by: str, now: datetime, chosen: Answer | None
) -> None:
    """Store a person's choice (None: no claim was meant); a later one for the same inquiry replaces
    it. The inquiry then has the chosen claim."""
    claim_id = chosen.claim.id if chosen and chosen.claim else None
    with Session(writing(services.engine)) as session:
        said = session.exec(
            select(Feedback).where(
                Feedback.workspace_id == shown.workspace_id,
                Feedback.inquiry_id == shown.id,
                Feedback.kind == FeedbackKind.CHOSEN.value,
                Feedback.by == by,
            )
        ).first() or Feedback(
            workspace_id=shown.workspace_id,
            inquiry_id=shown.id or 0,
            kind=FeedbackKind.CHOSEN.value,
            by=by,
            at=now,
        )
        said.claim_id, said.at = claim_id, now
        session.add(said)
        inquiry = session.get(Inquiry, shown.id)
        if inquiry is not None:
            # The claim that is shown from now on; the outcome stays the matcher's.
            inquiry.claim_id = claim_id
            offered = {"alternatives": (inquiry.answer or {}).get("alternatives", [])}
            if chosen is None:
                inquiry.answer = {**(inquiry.answer or {}), NONE_MEANT: True}
            else:
                inquiry.answer = told(chosen)["answer"] | offered
                inquiry.answered_at = now
            session.add(inquiry)
        session.commit()


def _among_ourselves(installation: Installation, channel: str) -> bool:
    """True if no outsiders are in the channel; raises RefusalError if there are, or if Slack does
    not show the channel to the bot.

    False if the server lacks the method: it is then an emulator, which has no Slack Connect. Then
    only a post shows whether the app may write in the channel.
    """
    try:
        told = installation.client.conversations_info(channel=channel).get("channel") or {}
    except SlackApiError as error:
        if is_unsupported(error):
            return False
        if failure(error).trouble is Trouble.REFUSED:
            raise RefusalError(refusals.CHANNEL_UNSEEN) from None
        raise
    if has_outsiders(told):
        raise RefusalError(refusals.OUTSIDERS_HERE)
    return True


def _post(installation: Installation, inquiry: Inquiry, url: str | None, message: Message) -> str:
    """Post in the channel; if the app is not in it, through the response_url `url`, if given. Gives
    the ts, or SHARING if there is none. Raises RefusalError if Slack refuses."""
    try:
        posted = posting.post(installation.client, inquiry.channel, message, inquiry.thread_ts)
        return posted or SHARING
    except CALL_ERRORS as error:
        code = failure(error).code
        if code in _NOT_THERE and url:
            respond(url, message, response_type="in_channel")
            return SHARING
        if failure(error).trouble is Trouble.REFUSED:
            raise RefusalError(refusals.not_taken(code)) from None
        raise


def _reserve(services: Services, reply: Reply, old: str | None, new: str | None) -> bool:
    statement = update(Reply).where(col(Reply.id) == reply.id, col(Reply.ts) == old).values(ts=new)
    with Session(writing(services.engine)) as session:
        result = session.connection().execute(statement)
        session.commit()
        return bool(result.rowcount)
