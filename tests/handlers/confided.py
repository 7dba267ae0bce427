"""A record in which everything that can name a confidential source does, and somebody who presses
all that there is to press."""

from __future__ import annotations

import copy
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.demo import BOT_USER, NEWSROOM, direct
from bot.demo.chat import with_ids
from bot.demo.signed import Payload, block_action, view_submission
from bot.demo.standin import RESPONSE_URL
from bot.demo.workspace import Call
from tests.handlers.caring import CareDesk, inputs, state_of
from tests.records import record
from tests.standin import FaultySlack

Fields = dict[str, Any]

_WORDS = frozenset("holm nightjar kern idaholm rolfkern harrow lantern".split())
"""Of Ida Holm (Nightjar), Rolf Kern of the Harrow Circle (Lantern Room)."""

QUOTED = (
    "The bridge at Ostra is closed, Mayor Ida Holm said. Nightjar opened the gate of Harrow Circle "
    "at night, Edda Rohl said. Three vans of the Lantern Room left Ostra, Rolf Kern said. "
    "She met Kern twice, Edda Rohl said. The Ministry of Works denied that the bridge is closed."
)

_CLAIMS = (
    {"key": "holm-gate", "text": "Ida Holm opened the gate.", "kind": "fact",
     "topic": "The Nightjar files", "place": "Holm’s office", "time": "before Kern left"},
    {"key": "vans", "text": "Three vans left Ostra.", "kind": "quantity",
     "figure": [3, 3], "unit": "Kern vans", "topic": "Bridges"},
    {"key": "kern-met", "text": "The mayor met Rolf Kern of the Harrow Circle twice.",
     "kind": "speech_event"},
    {"key": "late", "text": "The ferry was late.", "kind": "fact"},
    {"key": "merged", "text": "Nightjar shut the bridge.", "kind": "fact"},
    {"key": "gone", "text": "HOLM sold the ferry.", "kind": "fact"},
)  # fmt: skip


def named(text: str) -> list[str]:
    """Where a text has a confidential name, with what is around it: case, accents and escapes
    aside."""
    try:
        plain = json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        plain = text
    apart = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    found = (one for one in re.finditer(r"[^\W_]+", bare) if one[0] in _WORDS)
    return [f"{text[:24]} … {bare[max(0, one.start() - 80) : one.end() + 40]}" for one in found]


def confided() -> Fields:
    """Public to begin with: an editor makes the sources confidential."""
    raw = record()
    holm = raw["sources"][0]
    holm["aliases"] = ["Nightjar"]
    raw["sources"] += [
        {"key": "circle", "name": "Harrow Circle", "kind": "organisation",
         "aliases": ["Lantern Room"]},
        {"key": "kern", "name": "Rolf Kern", "kind": "person", "role": "driver",
         "parent": "circle"},
        {"key": "rohl", "name": "Edda Rohl", "kind": "person", "role": "deputy of Ida Holm",
         "parent": "works", "aliases": ["Holm’s deputy"]},
        {"key": "friends", "name": "Friends of Rolf Kern", "kind": "organisation"},
        {"key": "vane", "name": "Mira Vane", "kind": "person", "parent": "friends"},
    ]  # fmt: skip
    raw["outlets"].append(
        {"key": "post", "name": "The Nightjar Post", "domain": "nightjar.example"}
    )
    raw["documents"].append(
        {
            "key": "holm-doc",
            "text": QUOTED,
            "outlet": "post",
            "author": "Ida Holm",
            "url": "https://nightjar.example/ida-holm?by=rolf%20kern",
            "title": "What Ida HÓLM &amp; Kern knew",
            "published_on": "2024-11-05",
        }
    )
    raw["documents"].append({"key": "plain", "text": QUOTED, "title": "Ferries", "outlet": "post"})
    raw["claims"] += copy.deepcopy(list(_CLAIMS))
    raw["attributions"] += [
        _said("holm-1", "closed", "holm", 0, stance="asserts"),
        _said("rohl-1", "holm-gate", "rohl", 1, evidence="nightjar-paper", hedge="Holm allegedly"),
        _said("kern-1", "vans", "kern", 2, figure=[3, 3], unit="Kern vans"),
        _said("rohl-2", "kern-met", "rohl", 3, antecedent=[list(_sentence(1))]),
        _said("works-1", "closed", "works", 4, stance="denies"),
        _said("works-2", "vans", "works", 2, relayed_by="post", evidence="nightjar-paper"),
        _said("relay", "closed", "rohl", 0, origin="holm-1", relayed_by="post"),
        _said("late-1", "late", "works", 1, hedge="Kern guesses", document="plain"),
        _said("vane-1", "vans", "vane", 2),
        _said("merged-1", "merged", "rohl", 1),
        _said("gone-1", "gone", "rohl", 1),
    ]
    return raw


def _sentence(number: int) -> tuple[int, int]:
    """Offsets of a sentence of QUOTED, code points, without its full stop."""
    at = 0
    for sentence in QUOTED.split(". ")[:number]:
        at += len(sentence) + 2
    return at, at + len(QUOTED.split(". ")[number].rstrip("."))


def _said(key: str, claim: str, source: str, sentence: int, **fields: Any) -> Fields:
    return {
        "key": key,
        "claim": claim,
        "source": source,
        "document": "holm-doc",
        "content": [list(_sentence(sentence))],
        "verbatim": False,
        "stance": "asserts",
        "said_on": "2024-11-05",
        **fields,
    }


@dataclass
class Presser:
    """A person who presses every button and sends every form that comes, what they open too.

    `reached` has what was answered: (kind, id).
    """

    desk: CareDesk
    user: str
    channel: str = NEWSROOM
    depth: int = 3
    reached: set[tuple[str, str]] = field(default_factory=set)
    got: list[str] = field(default_factory=list)
    _done: set[tuple[str, str]] = field(default_factory=set)

    def send(self, payload: Payload, kind: str, name: str) -> Fields:
        """Send a request; what comes back in its body."""
        response = self.desk.send(payload)
        assert response.status == 200, (kind, name, response.status)
        self.reached.add((kind, name))
        self.got.append(response.body)
        try:
            told = json.loads(response.body)
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}

    def command(self, text: str) -> None:
        command = self.desk.room.command(text, user=self.user, channel=self.channel)
        with self._follow() as new:
            told = self.send(command, "command", "/onrecord")
            new += _holders(told)
        self.press_all(new)

    def act(self, payload: Payload, kind: str, name: str) -> None:
        """Send anything else, and press what comes of it."""
        with self._follow() as new:
            new += _holders(self.send(payload, kind, name))
        self.press_all(new)

    def press_all(self, holders: list[Fields], depth: int = 0) -> None:
        """Press everything in these messages, modals or tabs, and in what that opens."""
        for holder in holders:
            if depth < self.depth:
                for action, chosen in pressable(holder):
                    self._press(holder, action, chosen, depth)
            if holder.get("type") == "modal" and holder.get("callback_id"):
                self._submit(holder, depth)

    def forge(self, action_id: str, value: str, holder: Fields) -> None:
        """Press a button that nobody showed."""
        element = {"type": "button", "action_id": action_id, "value": value}
        shown = {**holder, "blocks": with_ids([{"type": "actions", "elements": [element]}])}
        self.send(self._pressed(shown, action_id, value, {}), "action", action_id)

    def forge_form(self, callback_id: str, metadata: str) -> None:
        view = {"id": "V1", "type": "modal", "callback_id": callback_id, "blocks": []}
        trigger = self.desk.slack.trigger(self.user)
        sent = view_submission(
            {**view, "private_metadata": metadata}, {}, trigger_id=trigger, user=self.user
        )
        self.send(self._as_us(sent), "view", callback_id)

    def _press(self, holder: Fields, action: Fields, chosen: Fields, depth: int) -> None:
        value = str((chosen.get("selected_option") or action).get("value"))
        if self._known(action["action_id"], value):
            return
        pressed = self._pressed(holder, action["action_id"], action.get("value"), chosen)
        with self._follow() as new:
            new += _holders(self.send(pressed, "action", action["action_id"]))
        self.press_all(new, depth + 1)

    def _pressed(
        self, holder: Fields, action_id: str, value: str | None, chosen: Fields
    ) -> Payload:
        slack, view = self.desk.slack, holder.get("type") in ("modal", "home")
        made = block_action(
            action_id,
            value,
            trigger_id=slack.trigger(self.user),
            message=None if view else holder,
            view=holder if view else None,
            channel=holder.get("channel", self.channel),
            user=self.user,
            response_url=""
            if view
            else slack.response_url(self.channel, self.user, message=holder),
            chosen=chosen,
            values=_state(holder) if view else None,
        )
        return self._as_us(made)

    def _submit(self, view: Fields, depth: int) -> None:
        callback = view["callback_id"]
        if self._known(callback, str(view.get("private_metadata"))):
            return
        trigger = self.desk.slack.trigger(self.user)
        sent = view_submission(view, _state(view), trigger_id=trigger, user=self.user)
        with self._follow() as new:
            new += _holders(self.send(self._as_us(sent), "view", callback))
        if depth < self.depth:
            self.press_all(new, depth + 1)

    def _as_us(self, payload: Payload) -> Payload:
        team = self.desk.slack.workspace.people[self.user].team
        payload.body["user"]["team_id"] = team
        return payload

    def _known(self, *what: str) -> bool:
        new = (what[0], what[1])
        if new in self._done:
            return True
        self._done.add(new)
        return False

    def _follow(self) -> _Following:
        return _Following(self)


class _Following:
    """Around a request: the messages, modals and tabs that this person got through it."""

    def __init__(self, presser: Presser) -> None:
        self._slack, self._user = presser.desk.slack, presser.user
        self._channel = presser.channel
        self._new: list[Fields] = []

    def __enter__(self) -> list[Fields]:
        self._before = set(self._seen())
        return self._new

    def __exit__(self, *error: object) -> None:
        self._new += [json.loads(one) for one in self._seen() if one not in self._before]

    def _seen(self) -> list[str]:
        """All that stands there with buttons in it, as JSON."""
        space, user = self._slack.workspace, self._user
        with space.changed:
            seen = [
                {**one, "channel": channel}
                for channel in (self._channel, direct(user))
                for one in space.messages[channel].values()
                if one["user"] == BOT_USER
            ]
            seen += [
                {"is_ephemeral": True, **one} for one in space.ephemerals if one["shown_to"] == user
            ]
            opened = space.open_views.get(user) or []
            shown = (*(space.views[one] for one in opened[-1:]), space.homes.get(user) or {})
            return [json.dumps(one) for one in (*seen, *shown) if one.get("blocks")]


def _holders(told: Fields) -> list[Fields]:
    """What a response's body shows: a command's answer, or the next step of a form."""
    if told.get("blocks"):
        shown = {"ts": "1730793600.000100", "is_ephemeral": True, **told}
        return [shown | {"blocks": with_ids(told["blocks"])}]
    if isinstance(told.get("view"), dict):
        view = {"id": "V1", **told["view"]}
        return [view | {"blocks": with_ids(view["blocks"])}]
    return []


def pressable(holder: Fields) -> Iterator[tuple[Fields, Fields]]:
    """Each button, and each line of each menu, with what choosing it adds."""
    for block in holder["blocks"]:
        elements = [*block.get("elements", []), block.get("accessory")]
        for element in elements:
            if not isinstance(element, dict) or "action_id" not in element or "url" in element:
                continue
            options = element.get("options")
            if options:
                for one in options:
                    yield element, {"selected_option": one}
            else:
                yield element, {}


def _state(view: Fields) -> Fields:
    """The inputs as they are, a word in each text that is asked for."""
    state: Fields = {}
    for name, block in inputs(view).items():
        given = state_of(block["element"])
        if given["type"] == "plain_text_input" and not given.get("value"):
            given["value"] = None if block.get("optional") else "Something else"
        state[block["block_id"]] = {name: given}
    return state


def addressed_to(slack: FaultySlack, calls: list[Call], *users: str) -> list[Call]:
    """The calls whose message goes to these people alone."""
    theirs = {*users, *map(direct, users)}
    urls = {name for name, url in slack.workspace.response_urls.items() if url.user in users}
    triggers = {name for name, one in slack.workspace.triggers.items() if one.user in users}
    views = {one for user in users for one in slack.workspace.open_views.get(user, [])}

    def is_theirs(call: Call) -> bool:
        given = call.params
        if call.method == RESPONSE_URL:
            return given["id"] in urls and given.get("response_type") != "in_channel"
        to = str(given.get("user") or given.get("user_id") or given.get("channel"))
        return to in theirs or given.get("trigger_id") in triggers or given.get("view_id") in views

    return [one for one in calls if is_theirs(one)]
