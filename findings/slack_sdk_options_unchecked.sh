#!/usr/bin/env bash
# slack-sdk 3.47.0: an option too long for Slack passes where it is given as a dict.
#
# Slack takes an option's text up to 75 characters and its value up to 150 (docs.slack.dev, "Option
# object"), and refuses the whole message or view otherwise (`invalid_blocks`). slack-sdk's
# `Option(...)` checks the text: `to_dict()` raises SlackObjectFormationError. The same option as a
# dict inside an element, be it by `Block.parse` or by the element's own class, passes `to_dict()`
# without a word, while other limits of the same element given as dicts (more than 100 options)
# are checked. So whoever validates JSON payloads with these models must check options themselves.
#
# Seen on 2026-11-30: Option object: SlackObjectFormationError; dict in static_select, in
# radio_buttons and in overflow: no error; 101 options as dicts: SlackObjectFormationError.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install slack-sdk==3.47.0
cd "$folder"
"$folder/venv/bin/python" - <<'PY'
import sys

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import ActionsBlock, Block, Option, StaticSelectElement
from slack_sdk.version import __version__


def option(length):
    return {"text": {"type": "plain_text", "text": "a" * length}, "value": "v"}


def raises(make):
    try:
        make().to_dict()
    except SlackObjectFormationError as error:
        return f"SlackObjectFormationError: {error}"
    return "no error"


def parsed(kind, options):
    element = {"type": kind, "action_id": "a", "options": options}
    return Block.parse({"type": "actions", "elements": [element]})


def chosen(options):
    return ActionsBlock(elements=[StaticSelectElement(action_id="a", options=options)])


print("slack-sdk", __version__)
seen = {
    "Option object, 76 characters": raises(lambda: Option(text="a" * 76, value="v")),
    "dict in static_select": raises(lambda: parsed("static_select", [option(76)])),
    "dict in radio_buttons": raises(lambda: parsed("radio_buttons", [option(76)])),
    "dict in overflow": raises(lambda: parsed("overflow", [option(76)])),
    "dict given to the class": raises(lambda: chosen([option(76)])),
    "101 dicts": raises(lambda: parsed("static_select", [option(5)] * 101)),
}
for name, what in seen.items():
    print(f"{name}: {what}")
expected = [True, False, False, False, False, True]
as_seen = [what != "no error" for what in seen.values()] == expected
print("as seen" if as_seen else "CHANGED: look again")
sys.exit(0 if as_seen else 1)
PY
