"""What people do with a digest: save its form, stop it, resume it, preview it."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError
from sqlmodel import Session

from bot.digest import channels, delivering, form, list_view, setting_up, subscriptions, topics
from bot.digest import form_view as shown
from bot.digest import owners as rows
from bot.digest.content import compose
from bot.digest.subscriptions import Choice
from bot.digest.view import digest_message, no_changes
from bot.digest.window import window_of
from bot.i18n import N_, gettext
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import modals, notice, posting, refusals
from bot.slack.client import Trouble, failure
from bot.slack.given import GivenError
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message, View
from models.database import writing
from models.subscription import Subscription
from models.workspace import Workspace


def save(services: Services, installation: Installation, press: Press) -> modals.Answer:
    """Make or change a digest as the sent form says; gives the answer to Slack.

    If the bot answers too slowly, Slack says that the form failed and the person sends it again.
    The second one changes nothing and shows that the digest is saved. Raises RefusalError if the
    person may not do this, or if the bot may not post there.
    """
    user, number = press.user, press.number("digest")
    before = _row(services, installation, user, number) if number else None
    where = before.channel if before else _where(press)
    try:
        names = _by_name(services, installation, before)
        chosen = form.chosen(press.given, names, now=services.clock())
    except GivenError as error:
        return modals.refused(press, error.errors)
    if where != (before.owner if before else user):
        channels.check(installation, where)
    with Session(writing(services.engine), expire_on_commit=False) as session, session.begin():
        now = services.clock()
        # One after the other, so that a person does not get two by direct message.
        session.get_one(Workspace, installation.workspace_id, with_for_update=True)
        if before is None:
            row = _the_same(session, installation, where, user, chosen) or subscriptions.subscribe(
                session, installation.workspace_id, where, user, chosen, now=now
            )
        else:
            row = rows.of(session, installation.workspace_id, number)
            if row.version == press.fields.get("seen"):
                subscriptions.change(session, row, chosen, now=now)
            elif rows.chosen(row) != chosen:
                raise RefusalError(shown.CHANGED_MEANWHILE)
        told = rows.listed(session, row, now=now, may_change=True)
    return modals.instead(press, notice.modal(list_view.saved(told, new=before is None)))


def stop(services: Services, installation: Installation, user: str, number: int) -> Message:
    """End a digest. Raises RefusalError if the person may not."""
    _row(services, installation, user, number)
    with Session(writing(services.engine), expire_on_commit=False) as session, session.begin():
        now = services.clock()
        row = rows.of(session, installation.workspace_id, number)
        told = rows.listed(session, row, now=now, may_change=False)
        subscriptions.stop(session, row, now=now)
    return list_view.stopped(told)


def go_on(services: Services, installation: Installation, user: str, number: int) -> None:
    """End a pause that the bot made. Raises RefusalError as `save` does."""
    row = _row(services, installation, user, number)
    if row.channel != row.owner:
        channels.check(installation, row.channel)
    with Session(writing(services.engine)) as session, session.begin():
        row = rows.of(session, installation.workspace_id, number)
        try:
            subscriptions.go_on(session, row, now=services.clock())
        except ValueError:
            raise RefusalError(
                N_("Its time zone is not known any more. Change it first.")
            ) from None


def preview(services: Services, installation: Installation, press: Press) -> View:
    """Send a person, by direct message, the digest that the form describes, as it would be now.
    Gives the form with a note that says so. Stores nothing."""
    user, number = press.user, press.number("digest")
    before = _row(services, installation, user, number) if number else None
    where = before.channel if before else _where(press)
    names = _by_name(services, installation, before)
    try:
        chosen = form.chosen(press.given, names, now=services.clock())
    except GivenError:  # irrelevant to its content; it is reported when the form is sent
        now_chosen = rows.chosen(before) if before else Choice(setting_up.NINE, "UTC")
        wanted, statuses = form.about(press.given, names)
        chosen = _with(now_chosen, wanted, statuses)
    message = _as_it_would_be(services, installation, user, where, number, chosen)
    try:
        posting.post(installation.client, user, message)
    except SlackApiError as error:
        if failure(error).trouble is Trouble.REFUSED:
            raise RefusalError(refusals.not_taken(failure(error).code)) from None
        raise
    direct = where == (before.owner if before else user)
    return setting_up.form(
        services, installation.workspace_id, chosen, press.fields, direct=direct,
        note=gettext(shown.PREVIEWED),
    )  # fmt: skip


def _as_it_would_be(
    services: Services,
    installation: Installation,
    user: str,
    where: str,
    number: int,
    chosen: Choice,
) -> Message:
    now = services.clock()
    with Session(services.engine) as session:
        row = Subscription(
            workspace_id=installation.workspace_id,
            channel=where,
            owner=user,
            local_time=chosen.local_time,
            timezone=chosen.timezone,
            weekdays=list(chosen.weekdays),
            topics=list(chosen.topics),
            statuses=list(chosen.statuses),
            post_empty=chosen.post_empty,
            due_from=now,
            created_at=now,
        )
        if number:  # it continues from what it has reported
            stored = rows.of(session, installation.workspace_id, number)
            row.id, row.created_at = stored.id, stored.created_at
        window = window_of(session, row, now=now)
        digest = compose(session, row.workspace_id, window, delivering.wanted(row), now=now)
    message = no_changes(digest) if digest.is_empty else digest_message(digest)
    return shown.preview(
        message, is_empty=digest.is_empty, posts_empty=chosen.post_empty, direct=where == user
    )


def _row(services: Services, installation: Installation, user: str, number: int) -> Subscription:
    with Session(services.engine) as session:
        row = rows.of(session, installation.workspace_id, number)
    rows.only_those_who_may(services, installation, row, user)
    return row


def _by_name(
    services: Services, installation: Installation, before: Subscription | None
) -> Mapping[str, str]:
    """The topics to choose from, by short name: those on record, and those chosen before."""
    with Session(services.engine) as session:
        on_record = services.topics.of(session, installation.workspace_id)
    return topics.by_name((*on_record, *(before.topics if before else ())))


def _the_same(
    session: Session, installation: Installation, where: str, user: str, chosen: Choice
) -> Subscription | None:
    """A person's digest for a channel with the very same settings, of which a second one has no
    use; None if there is none."""
    if where == user:
        return None  # there can be only one; the code that makes it says so
    there = subscriptions.of_channel(session, installation.workspace_id, where)
    return next((row for row in there if row.owner == user and rows.chosen(row) == chosen), None)


def _where(press: Press) -> str:
    """Where a new digest goes: a channel, or the person who sends the form."""
    where = press.text("channel")
    if where != press.user and not where.startswith(("C", "G")):
        raise RefusalError(refusals.STALE)
    return where


def _with(chosen: Choice, wanted: tuple[str, ...], statuses: tuple[str, ...]) -> Choice:
    return Choice(
        chosen.local_time, chosen.timezone, chosen.weekdays, wanted, statuses,
        chosen.paused_until, chosen.post_empty,
    )  # fmt: skip
