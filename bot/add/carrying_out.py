"""Carries out an addition: reads the source, puts it on record, tells the person who gave it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.add import additions, feeds_view, telling
from bot.add import view as adding
from bot.add.documents import Added, Desk, add_items, from_json, to_json
from bot.add.kit import Kit
from bot.ask.answering import GIVE_UP_AFTER
from bot.ingest.feeds import Feed
from bot.ingest.given import Given
from bot.ingest.source import Argument as Kind
from bot.ingest.source import Content, How, Reading, feed_items, kind_of, read_source
from bot.refusal import RefusalError, in_words
from bot.slack.client import CALL_ERRORS, DEAD_TOKEN, Failure, Trouble, failure, wait_after
from bot.slack.installations import Installation
from bot.slack.people import speaking
from models.addition import Addition, AdditionState
from models.database import is_database_down

log = logging.getLogger(__name__)

NEWEST = 50
"""Items of a feed that are taken at once, the newest: each is a page to fetch."""


class TakenOverError(Exception):
    """Another process has taken the addition over."""


def carry_out(kit: Kit, addition_id: int) -> None:
    """Do the part of an addition that is not done yet; safe to repeat."""
    addition = additions.take(kit, addition_id)
    if addition is None:
        return
    installation = kit.installations.of_workspace(addition.workspace_id)
    if installation is None:
        raise LookupError(f"no installation for workspace {addition.workspace_id}")
    with speaking(installation, telling.person(addition.by)):
        _try(kit, installation, addition)


def _try(kit: Kit, installation: Installation, addition: Addition) -> None:
    try:
        _carry_out(kit, installation, addition)
    except TakenOverError:
        log.info("addition %s: another process goes on with it", addition.id)
    except RefusalError as error:
        _fail(kit, installation, addition, error.sentence)
    except CALL_ERRORS as error:
        _after_failure(kit, addition, failure(error))
    except Exception as error:
        if is_database_down(error):
            raise
        kit.metrics.errors.inc()
        _fail(kit, installation, addition, in_words(error, f"addition {addition.id}"))


def _carry_out(kit: Kit, installation: Installation, addition: Addition) -> None:
    if addition.found is None:
        reading = _read(kit, installation, addition)
        if reading.content is Content.FEED and not addition.feed_too and reading.feed is not None:
            _offer(kit, installation, addition, reading.feed)
            return
        items = reading.items
        if reading.feed is not None:
            feed = replace(reading.feed, items=reading.feed.items[:NEWEST])
            given = Given(outlet=addition.outlet)
            items = feed_items(feed, How(kit.today(), kit.fetch, given))
            reading = replace(reading, total=len(feed.items))
        desk = Desk(kit.engine, kit.checker, addition.workspace_id, addition.by)
        added = add_items(
            desk,
            items,
            origin=addition.argument if _is_address(addition) else None,
            now=kit.clock(),
            report=_reporter(kit, installation, addition, reading.total),
        )
        added = telling.fresh(kit.engine, addition, added)
        if not additions.note(kit, addition, found=to_json(added)):
            raise TakenOverError
    _tell(kit, installation, addition, from_json(addition.found))


def _read(kit: Kit, installation: Installation, addition: Addition) -> Reading:
    if _is_address(addition):
        telling.tell(kit, installation, addition, adding.reading(addition.argument))
    given = Given(outlet=addition.outlet, published_on=addition.published_on)
    if addition.feed_too:
        given = Given(outlet=addition.outlet)
    try:
        return read_source(addition.argument, How(kit.today(), kit.fetch, given))
    except OSError as error:  # from the page's server, not from Slack
        raise RefusalError(in_words(error, f"addition {addition.id}")) from None


def _is_address(addition: Addition) -> bool:
    return kind_of(addition.argument) is Kind.ADDRESS


def _offer(kit: Kit, installation: Installation, addition: Addition, feed: Feed) -> None:
    found = {"title": feed.title, "items": len(feed.items)}
    if not additions.note(kit, addition, found=found):
        raise TakenOverError
    title, items = feed.title or addition.argument, len(feed.items)
    message = feeds_view.feed_offer(addition.id or 0, title, items, min(NEWEST, items))
    telling.tell(kit, installation, addition, message)
    additions.finish(kit, addition, AdditionState.OFFERED)


def _tell(kit: Kit, installation: Installation, addition: Addition, added: Added) -> None:
    """Tell the desk first: the drafts that wait matter more than the answer to the person."""
    waiting = [one.document_id for one in added.new if one.drafts]
    if waiting and not (addition.found or {}).get("announced"):
        kit.announce(installation, waiting, addition.by)
        found = {**(addition.found or {}), "announced": True}
        additions.note(kit, addition, found=found)
    message = telling.result(kit.engine, addition, added)
    telling.tell(kit, installation, addition, message)
    telling.show_details(kit, installation, addition, added)
    additions.finish(kit, addition, AdditionState.DONE)


def _reporter(
    kit: Kit, installation: Installation, addition: Addition, total: int
) -> Callable[[int], None]:
    """A function that renews the lease and, if there are several items, reports how many are
    done."""
    last = kit.clock()

    def report(done: int) -> None:
        nonlocal last
        now = kit.clock()
        if not additions.keep(kit, addition):
            raise TakenOverError
        if total > 1 and now - last >= telling.EVERY:
            last = now
            telling.mention(kit, installation, addition, adding.progress(done, total))

    return report


def _fail(kit: Kit, installation: Installation, addition: Addition, sentence: str) -> None:
    """Say in words why it failed; if Slack cannot be told now, try later."""
    on_record = addition.found is not None
    message = adding.failed(sentence, addition.argument, on_record=on_record)
    try:
        telling.tell(kit, installation, addition, message)
    except CALL_ERRORS as error:
        failed = failure(error)
        if failed.trouble is not Trouble.REFUSED:
            _after_failure(kit, addition, failed)
            return
        log.warning("addition %s: %s was not told (%s)", addition.id, addition.by, failed.code)
    except Exception as error:
        if is_database_down(error):
            raise
        in_words(error, f"telling of addition {addition.id}")
    state = AdditionState.DONE if on_record else AdditionState.FAILED
    additions.finish(kit, addition, state, failure=sentence)


def _after_failure(kit: Kit, addition: Addition, failed: Failure) -> None:
    """Slack did not take a message. The documents stay on record; the message is tried again."""
    now = kit.clock()
    too_late = now - addition.asked_at > GIVE_UP_AFTER and failed.code not in DEAD_TOKEN
    if failed.trouble is Trouble.REFUSED or too_late:
        log.error("addition %s: nobody could be told (%s)", addition.id, failed.code)
        state = AdditionState.DONE if addition.found else AdditionState.FAILED
        additions.finish(kit, addition, state, failure=failed.code)
        return
    wait = wait_after(failed, addition.attempts)
    log.warning("addition %s: Slack: %s, again in %s", addition.id, failed.code, wait)
    additions.put_off(kit, addition, until=now + wait, failure=failed.code)
