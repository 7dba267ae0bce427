"""What `/onrecord digest` and its buttons open: the list of digests, and the form of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from sqlmodel import Session

from bot.digest import channels, list_view, topics, zones
from bot.digest import form_view as shown
from bot.digest import owners as rows
from bot.digest.subscriptions import Choice, Listed, check_room, of_channel
from bot.record.concealing import concealed
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack.blocks import Value
from bot.slack.forms import Option
from bot.slack.installations import Installation
from bot.slack.message import Block, Message, View
from bot.zones import zone_of

NINE = time(9)


def digests(
    services: Services, installation: Installation, user: str, channel: str
) -> Message | View:
    """The digests of the channel in which a person asks, or in direct messages their own; if there
    are none, the form of a first one."""
    listed, has_own = _listed(services, installation, user, channel)
    where = place(user, channel)
    if listed:
        return list_view.listed(listed, here=where != user, offers_own=not has_own)
    try:
        return new(services, installation, user, where)
    except RefusalError as refusal:
        return list_view.refused(refusal.sentence, offers_own=not has_own)


def place(user: str, channel: str) -> str:
    """Where a digest goes if it is asked for in this channel: there, or to the person."""
    return user if not channel or channel.startswith("D") else channel


def listing(services: Services, installation: Installation, user: str, channel: str) -> Message:
    """The list alone, which may be empty."""
    listed, has_own = _listed(services, installation, user, channel)
    return list_view.listed(listed, here=place(user, channel) != user, offers_own=not has_own)


def home(session: Session, workspace_id: int, user: str, *, now: datetime) -> list[Block]:
    """For the Home tab: a person's digest by direct message, or a button to set it up."""
    own = of_channel(session, workspace_id, user)
    return list_view.own(rows.listed(session, own[0], now=now, may_change=True) if own else None)


def new(
    services: Services,
    installation: Installation,
    user: str,
    where: str,
    *,
    in_home: bool = False,
) -> View:
    """The form of a new digest. Raises RefusalError if the bot may not post one there."""
    workspace_id = installation.workspace_id
    with Session(services.engine) as session:
        check_room(session, workspace_id, where, user)
    if where != user:
        channels.check(installation, where)
    proposed = zones.of_person(installation, user, services.clock())
    about: dict[str, Value] = {"digest": 0, "channel": where, "home": int(in_home)}
    return form(
        services, workspace_id, Choice(NINE, proposed.zone), about, direct=where == user,
        zone_note=shown.zone_instead(proposed.zone, proposed.instead_of),
    )  # fmt: skip


def change(
    services: Services,
    installation: Installation,
    user: str,
    number: int,
    *,
    in_home: bool = False,
) -> View:
    """The form with a digest's present settings. Raises RefusalError if the person may not change
    it."""
    with Session(services.engine) as session:
        row = rows.of(session, installation.workspace_id, number)
    rows.only_those_who_may(services, installation, row, user)
    about: dict[str, Value] = {
        "digest": number,
        "channel": row.channel,
        "home": int(in_home),
        "seen": row.version,
    }
    direct = row.channel == row.owner
    return form(services, row.workspace_id, rows.chosen(row), about, direct=direct)


def form(
    services: Services,
    workspace_id: int,
    chosen: Choice,
    about: Mapping[str, Value],
    *,
    direct: bool,
    note: str = "",
    zone_note: str = "",
) -> View:
    """The form with these values in it."""
    with Session(services.engine) as session:
        on_record = services.topics.of(session, workspace_id)
        names = concealed(session, workspace_id)
    gone = tuple(one for one in chosen.topics if one not in on_record)
    offered = (*gone, *on_record)
    return shown.form(
        chosen,
        about=about,
        direct=direct,
        zones=zones.groups(chosen.timezone),
        topics=None if shown.many_topics(offered) else topics.options(offered, names),
        chosen_topics=topics.options(chosen.topics, names),
        today=services.clock().astimezone(zone_of(_zone(chosen))).date(),
        note=note,
        zone_note=zone_note or _about_zone(chosen),
    )


def topics_like(services: Services, installation: Installation, typed: str) -> list[Option]:
    """The topics to choose from that match what a person has typed so far."""
    with Session(services.engine) as session:
        on_record = services.topics.of(session, installation.workspace_id)
        return topics.matching(on_record, typed, concealed(session, installation.workspace_id))


def _about_zone(chosen: Choice) -> str:
    known = zones.is_known(chosen.timezone)
    return "" if known else shown.zone_gone(chosen.timezone)


def _zone(chosen: Choice) -> str:
    return chosen.timezone if zones.is_known(chosen.timezone) else zones.UTC


def _listed(
    services: Services, installation: Installation, user: str, channel: str
) -> tuple[list[Listed], bool]:
    """The digests that are listed there, and whether the person has one by direct message."""
    workspace_id, now = installation.workspace_id, services.clock()
    may = rows.who_may(services, installation, user)
    with Session(services.engine) as session:
        own = of_channel(session, workspace_id, user)
        if place(user, channel) == user:
            found = rows.of_owner(session, workspace_id, user)
        else:
            found = of_channel(session, workspace_id, channel)
        listed = [rows.listed(session, row, now=now, may_change=may(row)) for row in found]
    return listed, bool(own)
