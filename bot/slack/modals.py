"""Opening modals in time, and telling of a failure in one.

A trigger_id lasts for three seconds (docs.slack.dev/surfaces/modals), and what a modal shows may
need several calls to Slack. So where that takes long, a waiting view is opened first.
"""

from __future__ import annotations

import contextvars
import dataclasses
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.i18n import N_
from bot.slack import blocks, forms, notice
from bot.slack.action_ids import CARE_FORM
from bot.slack.client import CALL_ERRORS, failure
from bot.slack.interaction import Press
from bot.slack.limits import VIEW_BLOCKS
from bot.slack.message import Message, Modal, View

log = logging.getLogger(__name__)

PATIENCE = 0.7
"""Seconds after which a waiting view is opened. The call that opens it may itself take a second,
and a request may have waited before it was read."""

MOST = 16
"""How many modals are made at once; most of the time they wait for Slack or the database."""

DEEPEST = 3
"""Modals on top of each other that Slack takes: docs.slack.dev/reference/methods/views.push."""

_TOLD = "told"
_KEPT = ("type", "title", "submit", "close", "callback_id", "private_metadata", "notify_on_close")

_making = ThreadPoolExecutor(MOST, thread_name_prefix="modal")

Shown = View | Modal | Message
InWords = Callable[[Exception], Message]
"""What a person is told of an error."""

Answer = dict[str, Any]
"""What Slack is answered to a sent form: docs.slack.dev/surfaces/modals#response_actions."""

Then = Callable[[SlackResponse, Modal], object]
"""Called with Slack's answer once a modal is shown, to add its pictures."""


def show(
    client: WebClient, press: Press, make: Callable[[], Shown], in_words: InWords, then: Then
) -> Message | None:
    """Open the modal that `make` makes, as `put` does; if making it takes long, a waiting view
    first, which it then replaces while the caller goes on.

    A Message in place of a modal is given to the caller to show; the waiting view shows it itself,
    and an error of `make` too. Raises what `make` raises in time, or one of CALL_ERRORS.
    """
    spoken = contextvars.copy_context()  # it has the language of the person who sees it
    made = _making.submit(spoken.run, make)
    if wait([made], PATIENCE).done:
        found = made.result()
        if isinstance(found, Message):
            return found
        modal = _modal(found)
        then(put(client, press, modal.view), modal)
        return None
    if not _stays(press):
        opened = _id(put(client, press, waiting()))
        press = dataclasses.replace(press, view_id=opened)
    made.add_done_callback(lambda it: spoken.run(_replace, client, press, it, in_words, then))
    return None


def put(client: WebClient, press: Press, view: View) -> SlackResponse:
    """Show a modal where the button is: on top of its modal, or in place of that if it is a form or
    the third, above which Slack takes none. Gives Slack's answer. Raises one of CALL_ERRORS."""
    if not press.view_id or press.home:
        return client.views_open(trigger_id=press.trigger_id, view=view)
    if not _stays(press):
        try:
            return client.views_push(trigger_id=press.trigger_id, view=view)
        except SlackApiError as error:
            if failure(error).code != "push_limit_reached":
                raise
    return replace(client, press, view)


def replace(client: WebClient, press: Press, view: View) -> SlackResponse:
    """Show a view in place of that with the button. Gives Slack's answer. Raises one of
    CALL_ERRORS."""
    return client.views_update(view_id=press.view_id, view=following(press, view))


def noted(client: WebClient, press: Press, view: View) -> SlackResponse:
    """Show the form with the button as it is now, with a note perhaps: Slack keeps what a person
    put into it. Gives Slack's answer. Raises one of CALL_ERRORS."""
    same = forms.at_step(view, press.given.step)
    return client.views_update(view_id=press.view_id, view=same)


def instead(press: Press, view: View) -> Answer:
    """The answer to a sent form that shows a view in its place."""
    return {"response_action": "update", "view": following(press, view)}


def refused(press: Press, errors: Mapping[str, str]) -> Answer:
    """The answer to a sent form that stays: a sentence for each of these inputs, by its name."""
    by_block = {press.given.block_id(name): sentence for name, sentence in errors.items()}
    return {"response_action": "errors", "errors": by_block}


def following(press: Press, view: View) -> View:
    """The view as the one after that with the button: its inputs show what it gives them, and not
    what a person put into inputs of the same name before."""
    return forms.at_step(view, press.given.step + 1)


def waiting() -> View:
    """What a modal says until its content is there."""
    return notice.modal(notice.sentence(N_("One moment: I am looking that up.")))


def with_sentence(view: Mapping[str, Any], message: Message) -> View:
    """A modal as Slack gives it, with a message above all else; its inputs keep what was written.

    The message alone if there is no room for both.
    """
    said = [{**one, "block_id": f"{_TOLD}{at}"} for at, one in enumerate(message.blocks)]
    before = view.get("blocks") or []
    kept = [one for one in before if not str(one.get("block_id")).startswith(_TOLD)]
    if len(said) + len(kept) > VIEW_BLOCKS or not kept or not view.get("title"):
        return notice.modal(message)
    around = {name: view[name] for name in _KEPT if view.get(name)}
    return {**around, "blocks": [*said, blocks.divider() | {"block_id": f"{_TOLD}_"}, *kept]}


def _stays(press: Press) -> bool:
    """Whether the modal with the button is replaced, for which no trigger is needed."""
    inside = bool(press.view_id) and not press.home
    return inside and (press.callback_id == CARE_FORM or press.depth >= DEEPEST)


def _replace(
    client: WebClient, press: Press, made: Future[Shown], in_words: InWords, then: Then
) -> None:
    try:
        modal = _modal(made.result())
        then(replace(client, press, modal.view), modal)
    except Exception as error:  # noqa: BLE001 - nobody else is there to be told
        said = notice.modal(in_words(error))
        try:
            replace(client, press, said)
        except CALL_ERRORS as unsaid:
            log.warning("a waiting view was not replaced: %s", failure(unsaid).code)


def _modal(found: Shown) -> Modal:
    if isinstance(found, Message):
        return Modal(notice.modal(found))
    return found if isinstance(found, Modal) else Modal(found)


def _id(opened: SlackResponse) -> str:
    return str((opened.get("view") or {}).get("id") or "")
