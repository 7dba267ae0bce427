"""Care of the record: finding, a claim's history, exports; menus and forms for editors."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from bot.ask import menus
from bot.care import choosing, exporting, forms, looking
from bot.care import view as care
from bot.care.rows import INTO_CLAIM
from bot.care.view import CARE_HISTORY, CARE_SHOW, CARE_SOURCES, CARE_TURN, CARE_TURN_BACK
from bot.i18n import N_
from bot.record.exchange.formats import FILE_NAMES, ON_RECORD
from bot.record.numbers import typed_number
from bot.services import Services
from bot.slack import action_ids
from bot.slack import forms as inputs
from bot.slack.installations import Installation
from bot.slack.registry import Help, Registry, Task
from bot.watch import topics
from handlers import opening, parsing
from handlers.ask import report
from handlers.commands import COMMAND, SUBCOMMANDS, say

Fields = dict[str, Any]
Ack = Callable[..., Any]

_HISTORY = re.compile(r"history\s+#?(?P<claim>-?\d+)", re.IGNORECASE)


HELP = (
    Help(
        N_("/onrecord find <words or name>"),
        N_("Claims by words, name, topic, place, status or time: find Kursk since October."),
        Task.FIND,
    ),
    Help(N_("/onrecord history <claim number>"), N_("What became of a claim."), Task.FIND),
    Help(
        f"{COMMAND} export",
        N_("For editors: the record as a file. Or: export csv, claimreview."),
        Task.FIND,
    ),
)


def register(app: Registry, _services: Services) -> None:
    """Register the subcommands, the menus and the forms."""
    app.optional("files:write")
    for action in (action_ids.CARE, CARE_SHOW, CARE_SOURCES):
        app.action(action, open_, scopes=("users:read",))
    app.action(CARE_HISTORY, open_, scopes=("users:read", "chat:write"), help=HELP)
    app.action(CARE_TURN, turn, scopes=("users:read",))
    app.action(CARE_TURN_BACK, turn, scopes=("users:read",))
    app.view(action_ids.CARE_FORM, send)
    app.options(INTO_CLAIM, choose)
    SUBCOMMANDS.update(find=find, history=history, export=export)


def open_(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Open the modal of a menu's line or a button, or take the report of a card's menu."""
    if parsing.read(body, installation).do == menus.OUTDATED:
        report("outdated")(services, body, ack, installation)
        return
    opening.opened(services, body, installation, partial(looking.modal, services, installation))
    ack()


def turn(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show another page of a list."""
    press = parsing.press(body, installation)
    shown = looking.page(services, installation, press)
    ack()
    looking.replace(installation, press, shown)


def send(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Carry out a form that was sent."""
    press = parsing.press(body, installation)
    ack(**forms.send(services, installation, press))
    looking.refresh(services, installation, press)


def choose(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Give Slack the claims to choose from in a form."""
    typed = parsing.typed(body, installation)
    press = parsing.press(body, installation)
    ack(options=inputs.choices(choosing.claims_like(services, installation, press, typed)))


def find(services: Services, command: Fields, ack: Ack, installation: Installation) -> bool:
    """`find WORDS`; False for texts that are no search."""
    words = " ".join(command["text"].split()[1:])
    if not words:
        return say(ack, care.usage("find"))
    if not looking.is_search(services, installation.workspace_id, words):
        return False
    found = looking.found(services, installation, command["user_id"], words)
    return say(ack, topics.with_offer(services, installation.workspace_id, words, found))


def history(services: Services, command: Fields, ack: Ack, installation: Installation) -> bool:
    """`history 12` or `history #12`; False for other texts."""
    text = command["text"].strip()
    match = _HISTORY.fullmatch(text)
    if match is None:
        return " " not in text and say(ack, care.usage("history"))
    user, claim_id = command["user_id"], typed_number(match["claim"])
    return say(ack, looking.told(services, installation, user, claim_id).message)


def export(services: Services, command: Fields, ack: Ack, installation: Installation) -> bool:
    """`export`, alone or with the name of a format; False for other texts."""
    words = command["text"].lower().split()[1:] or [ON_RECORD]
    if len(words) != 1 or words[0].removesuffix("/1") not in FILE_NAMES:
        return False
    form = words[0].removesuffix("/1")
    return say(ack, exporting.export(services, installation, command["user_id"], form))
