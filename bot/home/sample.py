"""The sample record: an editor puts it on the desk’s record to try the bot with, and takes it off
again.

Taking it off withdraws its claims, so that whoever was answered with one is told, and it can be put
back. A claim that was edited here is the desk's own by now, and stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from sqlmodel import Session, col, select

from bot.home import sample_view
from bot.record.change import Change
from bot.record.edit.claims import restore_claim, withdraw_claim
from bot.record.exchange.entries import RecordFile
from bot.record.exchange.importing import import_record
from bot.record.exchange.interchange import RecordError, parse
from bot.refusal import RefusalError, in_words
from bot.services import Services
from bot.shipped import shipped
from bot.slack import interaction, posting
from bot.slack.client import CALL_ERRORS
from bot.slack.editors import only_editors
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Block, Message
from models.database import writing
from models.record import Claim, ClaimState

Then = Callable[[Services, Installation, str], object]
"""What follows once it is done: the person's Home tab is shown anew."""

SHOWN = "North Korea has sent troops to Russia."
"""A statement that the sample record answers."""


def for_home(session: Session, workspace_id: int) -> list[Block]:
    """What an editor may do with it: put it on an empty record, or take it off."""
    on = len(_of_sample(session, workspace_id, ClaimState.APPROVED))
    if on:
        return sample_view.on_record(on)
    some = session.exec(select(Claim.id).where(Claim.workspace_id == workspace_id).limit(1)).first()
    return sample_view.offered() if some is None else []


def put_on(services: Services, installation: Installation, press: Press, then: Then) -> None:
    """Put the sample record on record, and tell the editor by direct message when that is done;
    raises RefusalError for others."""
    only_editors(services, installation, press.user)
    interaction.reply(installation.client, press, sample_view.loading())

    def put() -> Message:
        number, now = installation.workspace_id, services.clock()
        import_record(services.engine, _file(), workspace_id=number, actor=press.user, now=now)
        with Session(writing(services.engine)) as session, session.begin():
            for claim_id in _of_sample(session, number, ClaimState.WITHDRAWN):
                restore_claim(Change(session, number, press.user, now), claim_id, seen=None)
            claims = _of_sample(session, number, ClaimState.APPROVED)
        return sample_view.put_on(len(claims), SHOWN)

    _later(services, installation, press.user, put, then)


def take_off(services: Services, installation: Installation, press: Press, then: Then) -> None:
    """Withdraw the claims of the sample record, and tell the editor by direct message when that is
    done; raises RefusalError for others."""
    only_editors(services, installation, press.user)

    def take() -> Message:
        number, now = installation.workspace_id, services.clock()
        with Session(writing(services.engine)) as session, session.begin():
            claims = _of_sample(session, number, ClaimState.APPROVED)
            for claim_id in claims:
                change = Change(session, number, press.user, now)
                withdraw_claim(change, claim_id, reason=sample_view.REASON, seen=None)
        return sample_view.taken_off(len(claims))

    _later(services, installation, press.user, take, then)


def _later(
    services: Services,
    installation: Installation,
    user: str,
    work: Callable[[], Message],
    then: Then,
) -> None:
    """Do it after the press is acknowledged: a record takes seconds."""

    def run() -> None:
        try:
            told = work()
        except (RefusalError, RecordError) as error:
            told = sample_view.failed(str(error))
        except Exception as error:  # noqa: BLE001 - the person is told of it, with a reference
            told = sample_view.failed(in_words(error, "the sample record"))
        try:
            posting.post(installation.client, user, told)
            then(services, installation, user)
        except CALL_ERRORS:
            return  # the Home tab shows it when it is opened again

    services.adder.soon(run)


@cache
def _file() -> RecordFile:
    return parse(shipped("samples/record.json").read_bytes())


def _of_sample(session: Session, workspace_id: int, state: ClaimState) -> list[int]:
    """The sample's claims on record in this state, as the sample has them."""
    texts = {one.key: one.text for one in _file().claims}
    rows: Iterable[tuple[int | None, str, str]] = session.exec(
        select(Claim.id, Claim.key, Claim.text).where(
            Claim.workspace_id == workspace_id,
            col(Claim.key).in_(list(texts)),
            Claim.state == state.value,
            col(Claim.merged_into_id).is_(None),
        )
    ).all()
    return [number for number, key, text in rows if number and texts[key] == text]
