"""A document's review as editors press it, for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from bot.demo import DESK, EDITOR
from bot.demo.signed import view_submission
from bot.extraction.draft import DraftAttribution, Flag
from bot.record.change import Change
from bot.record.drafts.documents import store_document
from bot.record.drafts.drafting import store_drafts
from bot.review.showing import announce
from bot.slack.installations import Installation
from models.database import writing
from tests.drafted import HOLM, TEXT, denial, draft, incoming
from tests.handlers.newsroom import Newsroom

Fields = dict[str, Any]


MAY = "The bridge at Ostra will not open before May."


GUESSED = draft(46, 84, HOLM, MAY, confidence=0.6, flags=frozenset({Flag.PRONOUN_SPEAKER}))


def installation(room: Newsroom) -> Installation:
    return room.services.installations.installed[0]


def added(
    room: Newsroom,
    drafts: Sequence[DraftAttribution] = (draft(), GUESSED, denial()),
    *,
    by: str = EDITOR,
    text: str = TEXT,
    **given: Any,
) -> int:
    """A document with drafts, told of to the desk."""
    now = room.services.clock()
    with Session(writing(room.engine)) as session, session.begin():
        document = store_document(
            Change(session, room.workspace_id, by, now), incoming(text, **given)
        ).document_id
        store_drafts(Change(session, room.workspace_id, by, now), document, drafts)
    announce(room.services, installation(room), document)
    return document


def reviewed(room: Newsroom, channel: str = DESK) -> Fields:
    return room.slack.posted(channel)[-1]


def value(holder: Mapping[str, Any], action_id: str, nth: int = 0) -> str:
    """What the nth button of that kind carries."""
    found = [
        element["value"]
        for block in holder["blocks"]
        for element in [*block.get("elements", []), block.get("accessory") or {}]
        if element.get("action_id") == action_id
    ]
    return str(found[nth])


def press(
    room: Newsroom, action_id: str, nth: int = 0, *, user: str = EDITOR, message: Any = None
) -> None:
    message = message or reviewed(room)
    given = value(message, action_id, nth)
    room.send(room.press(action_id, message, value=given, channel=DESK, user=user))


def send_form(room: Newsroom, *, user: str = EDITOR, **changed: str) -> Fields:
    """Send the form in front of somebody, with some inputs changed; Slack's answer."""
    view = room.slack.modal(user)
    assert view is not None
    return answered(room, view, user=user, **changed)


def answered(room: Newsroom, view: Fields, *, user: str = EDITOR, **changed: str) -> Fields:
    values: dict[str, dict[str, Any]] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        name, at = element["action_id"], block["block_id"]
        if element["type"] in ("static_select", "radio_buttons"):
            chosen = changed.get(name) or element.get("initial_option", {}).get("value")
            option = {"value": chosen} if chosen else None
            values[at] = {name: {"type": element["type"], "selected_option": option}}
        elif element["type"] == "checkboxes":
            boxes = element.get("initial_options", []) if changed.get(name) != "no" else []
            values[at] = {name: {"type": "checkboxes", "selected_options": boxes}}
        elif element["type"] == "datepicker":
            day = changed.get(name, element.get("initial_date"))
            values[at] = {name: {"type": "datepicker", "selected_date": day}}
        else:
            given = changed.get(name, element.get("initial_value"))
            values[at] = {name: {"type": "plain_text_input", "value": given}}
    trigger = room.slack.trigger(user)
    response = room.send(view_submission(view, values, trigger_id=trigger, user=user))
    assert response.status == 200
    found: Fields = json.loads(response.body) if response.body else {}
    return found
