"""An editor and a reporter at work on a small record in Slack."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from slack_bolt import BoltResponse
from sqlalchemy import Engine, delete
from sqlmodel import Session, select

from bot.demo import EDITOR, NEWSROOM, REPORTER
from bot.demo.chat import with_ids
from bot.demo.signed import Payload, block_action, view_submission
from bot.slack.plain import plain_blocks
from models import AuditEntry, Claim, Workspace
from models.database import writing
from models.record import Attribution, Row
from tests.contract.payloads import check_message, check_view
from tests.handlers.newsroom import Newsroom
from tests.records import attribution, load, record
from tests.standin import FaultySlack

Fields = dict[str, Any]

_PICKED = {
    "datetimepicker": "selected_date_time",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}

LATER = datetime(2024, 11, 11, 9, 0, tzinfo=UTC)


def desk_record() -> Fields:
    """The mayor says that the bridge is closed, the ministry denies it, a paper relays."""
    raw = record()
    raw["claims"][0]["topic"] = "Bridges"
    raw["sources"].append({"key": "ostra2", "name": "City of Ostra", "kind": "government"})
    raw["claims"].append({"key": "shut", "text": "Ostra's bridge is shut.", "kind": "fact"})
    raw["outlets"].append({"key": "courier2", "name": "The Ostra Courier"})
    raw["attributions"] += [
        attribution("deny"),
        attribution("relay", source="paper", stance="asserts", origin="a1"),
    ]
    return raw


class CareDesk:
    """A newsroom whose answers come from the record, and what people do with the menus."""

    def __init__(
        self,
        slack: FaultySlack,
        engine: Engine,
        raw: Fields | None = None,
        clock: Callable[[], datetime] = lambda: LATER,
    ) -> None:
        self.room = Newsroom(slack, engine, real=True, clock=clock)
        self.slack, self.engine = slack, engine
        with Session(engine) as session:
            workspace = session.get_one(Workspace, self.room.workspace_id)
        with Session(writing(engine)) as session, session.begin():
            session.connection().execute(delete(Claim))  # the newsroom's own
        load(engine, workspace, raw or desk_record())

    def command(self, text: str, *, user: str = REPORTER) -> Fields:
        """What a command is answered with at once, as a message that the person sees."""
        told: Fields = json.loads(self.room.send(self.room.command(text, user=user)).body)
        check_message(told, mentions=True)
        blocks = with_ids(told["blocks"])
        return {"ts": "1730793600.000100", "is_ephemeral": True, "blocks": blocks, **told} | {
            "blocks": blocks
        }

    def press(
        self,
        action_id: str,
        holder: Fields,
        *,
        label: str | None = None,
        nth: int = 0,
        user: str = EDITOR,
    ) -> Fields | None:
        """Press a button, or choose the line `label` of the nth menu that has it; gives the modal
        that the person then has in front of them."""
        self.send(self.pressed(action_id, holder, label=label, nth=nth, user=user))
        return self.slack.modal(user)

    def pressed(
        self,
        action_id: str,
        holder: Fields,
        *,
        label: str | None = None,
        nth: int = 0,
        user: str = EDITOR,
    ) -> Payload:
        modal = holder.get("type") == "modal"
        chosen = {"selected_option": option(holder, label, nth)} if label else {}
        return block_action(
            action_id,
            trigger_id=self.slack.trigger(user),
            message=None if modal else holder,
            view=holder if modal else None,
            channel=NEWSROOM,
            user=user,
            response_url="" if modal else self.slack.response_url(NEWSROOM, user, message=holder),
            chosen=chosen,
        )

    def submit(self, view: Fields, *, user: str = EDITOR, **values: Any) -> Fields:
        """Send a form with what stands in it and these changes; gives Slack's next step."""
        asked = inputs(view)
        state = {it["block_id"]: {n: state_of(it["element"])} for n, it in asked.items()}
        for name, value in values.items():
            given = state[asked[name]["block_id"]][name]
            if given["type"] in ("static_select", "external_select"):
                given["selected_option"] = {"value": value}
            elif given["type"] == "checkboxes":
                given["selected_options"] = [{"value": one} for one in value]
            elif given["type"].startswith("multi_"):
                given["selected_options"] = list(value)
            elif given["type"] in _PICKED:
                given[_PICKED[given["type"]]] = value
            else:
                given["value"] = value
        sent = view_submission(view, state, trigger_id=self.slack.trigger(user), user=user)
        response = self.send(sent)
        told: Fields = json.loads(response.body) if response.body else {}
        if "view" in told:
            check_view(told["view"], mentions=True)
            told["view"] = {**view, **told["view"], "blocks": with_ids(told["view"]["blocks"])}
        return told

    def send(self, payload: Payload) -> BoltResponse:
        return self.room.send(payload)

    def row(self, table: type[Row], key: str) -> Any:
        with Session(self.engine) as session:
            workspace_id = self.room.workspace_id
            query = select(table).where(table.workspace_id == workspace_id, table.key == key)
            return session.exec(query).one()

    def claim(self, key: str = "closed") -> Claim:
        found: Claim = self.row(Claim, key)
        return found

    def said(self, key: str = "a1") -> Attribution:
        found: Attribution = self.row(Attribution, key)
        return found

    def trail(self) -> list[tuple[str, str, str]]:
        with Session(self.engine) as session:
            rows = session.exec(select(AuditEntry).order_by(AuditEntry.id))
            return [(row.actor, row.action, row.entity) for row in rows if row.actor != "U1"]


def shown(holder: Fields | None) -> str:
    """A message or modal as a person reads it."""
    assert holder is not None
    return plain_blocks(holder["blocks"])


def inputs(view: Fields) -> dict[str, Fields]:
    """The inputs of a form, by name."""
    return {b["element"]["action_id"]: b for b in view["blocks"] if b["type"] == "input"}


def state_of(element: Fields) -> Fields:
    """What Slack hands back of an input that nobody touched."""
    kind = element["type"]
    if kind == "checkboxes":
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    if kind in _PICKED:
        said = _PICKED[kind]
        return {"type": kind, said: element.get(said.replace("selected_", "initial_"))}
    if kind.startswith("multi_"):
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    if kind in ("static_select", "external_select"):
        return {"type": kind, "selected_option": element.get("initial_option")}
    return {"type": kind, "value": element.get("initial_value")}


def menus(holder: Fields) -> list[list[str]]:
    """The labels of every menu, top to bottom."""
    return [[one["text"]["text"] for one in menu["options"]] for menu in _menus(holder)]


def option(holder: Fields, label: str, nth: int = 0) -> Fields:
    """The line of the nth menu in which one is called so."""
    found = [
        one for menu in _menus(holder) for one in menu["options"] if one["text"]["text"] == label
    ]
    chosen: Fields = found[nth]
    return chosen


def _menus(holder: Fields) -> list[Fields]:
    elements = [
        element
        for block in holder["blocks"]
        for element in (*block.get("elements", []), block.get("accessory"))
        if isinstance(element, dict)
    ]
    return [element for element in elements if element["type"] == "overflow"]
