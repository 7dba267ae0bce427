#!/usr/bin/env bash
# slack-sdk 3.47.0: a rich text block read with Block.parse and written again loses properties.
#
# A message that a person writes in Slack reaches an app as a `rich_text` block. Slack's reference
# (docs.slack.dev, "Rich text block") gives a quote and a list a `border`, and a link `unsafe`.
# `Block.parse(block).to_dict()` keeps the border of a list and of preformatted text and drops
# that of a quote, and it drops `unsafe` of a link. Nothing is raised or logged. An app that parses
# a message's blocks to post them again, in another channel say, posts another message than it read;
# it should pass the dicts on instead.
#
# Seen on 2026-11-30: list and preformatted text the same as before; quote without `border`; link
# without `unsafe`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install slack-sdk==3.47.0
cd "$folder"
"$folder/venv/bin/python" - <<'PY'
import sys
from copy import deepcopy

from slack_sdk.models.blocks import Block
from slack_sdk.version import __version__

WORDS = [{"type": "text", "text": "The bridge is closed."}]
LINK = {"type": "link", "url": "https://example.org/", "text": "a report", "unsafe": True}
SECTION = {"type": "rich_text_section", "elements": WORDS}
GIVEN = {
    "list": {"type": "rich_text_list", "style": "bullet", "border": 1, "elements": [SECTION]},
    "preformatted": {"type": "rich_text_preformatted", "border": 1, "elements": WORDS},
    "quote": {"type": "rich_text_quote", "border": 1, "elements": WORDS},
    "link": {"type": "rich_text_section", "elements": [LINK]},
}


def again(element):
    block = {"type": "rich_text", "elements": [deepcopy(element)]}
    return Block.parse(block).to_dict()["elements"][0]


print("slack-sdk", __version__)
seen = {name: again(element) for name, element in GIVEN.items()}
for name, element in GIVEN.items():
    print(f"{name}: {'the same' if seen[name] == element else seen[name]}")
quote = {key: value for key, value in GIVEN["quote"].items() if key != "border"}
link = {key: value for key, value in LINK.items() if key != "unsafe"}
as_seen = (
    seen["list"] == GIVEN["list"]
    and seen["preformatted"] == GIVEN["preformatted"]
    and seen["quote"] == quote
    and seen["link"] == {**GIVEN["link"], "elements": [link]}
)
print("as seen" if as_seen else "CHANGED: look again")
sys.exit(0 if as_seen else 1)
PY
