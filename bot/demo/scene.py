"""How the demo begins: people with names, the desk's channel, a digest, and an article to add."""

from __future__ import annotations

from datetime import time

from sqlmodel import Session

from bot.demo import BOT_USER, DESK, EDITOR, GUEST, NEWSROOM, REPORTER
from bot.demo.standin import SlackStandIn
from bot.digest.subscriptions import Choice, subscribe
from bot.record.change import Change
from bot.record.workspaces import set_desk_channel
from bot.services import Services
from models.database import writing

EXAMPLES = (
    "Is it true that over 10,000 troops from North Korea are currently in Russia?",
    "North Korea has sent 3,000 troops to the Kursk region",
    "Fourteen people were killed in the Harrow Strait ferry collision",
)
"""One statement that is on record, one with another figure, one that is disputed."""

NAMES = {EDITOR: "Ida Holm", REPORTER: "Rolf Kern", GUEST: "Mara Voss", BOT_USER: "On Record"}
ROLES = {EDITOR: "editor", REPORTER: "reporter", GUEST: "of another company"}
"""The people whom a person can be in the demo."""

ZONE = "Europe/London"

ARTICLE = (
    "Two more victims found in the Harrow Strait (invented for this sample)\n"
    "Ellanmouth Mercury, 14 February 2026\n\n"
    "Divers have found two more victims of the ferry collision in the Harrow Strait. "
    "“Sixteen people died in the ferry collision in the Harrow Strait,” "
    "Ines Calloway, duty commander of the Sandrey Coastguard, said on 14 February 2026. "
    "Harrow Lines, which runs the ferry, did not comment."
)
"""An article of a colleague: put on record, it moves the figure of the third example."""


def set_up(slack: SlackStandIn, services: Services) -> None:
    """Names the people, makes #desk the desk's channel, sets up a daily digest in #newsroom, and
    posts the article there."""
    for user, name in NAMES.items():
        slack.change_user(user, name=name)
    number, now = services.installations.workspaces[0], services.clock()
    with Session(writing(services.engine)) as session, session.begin():
        set_desk_channel(Change(session, number, "demo", now), DESK)
        daily = Choice(time(9), ZONE)
        subscribe(session, number, NEWSROOM, EDITOR, daily, now=now)
    slack.say(NEWSROOM, ARTICLE, user=EDITOR)
