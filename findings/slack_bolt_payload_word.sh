#!/usr/bin/env bash
# slack-bolt 1.30.0: a slash command loses its whole body if its text has the word "payload".
#
# Slack sends a slash command as a form (application/x-www-form-urlencoded) with the fields token,
# team_id, command, text, … (docs.slack.dev, "Implementing slash commands"); only interactive
# payloads come as a form with one field called `payload`. slack-bolt tells the two apart by looking
# for the word "payload" anywhere in the raw body (slack_bolt/request/internals.py, parse_body). So
# a person who types "/cmd The payload is 8 tonnes" sends a valid command that reaches no listener:
# the parsed body is empty, and with it command, team and user.
#
# Seen on 2026-11-30: body without the word: all fields; with the word: {}.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    slack-bolt==1.30.0 slack-sdk==3.47.0
cd "$folder"
"$folder/venv/bin/python" - <<'PY'
import sys
from urllib.parse import urlencode

from slack_bolt import BoltRequest
from slack_bolt.version import __version__

HEADERS = {"content-type": ["application/x-www-form-urlencoded"]}


def parsed(text):
    fields = {"command": "/cmd", "text": text, "team_id": "T0001", "user_id": "U0001"}
    return BoltRequest(body=urlencode(fields), headers=HEADERS).body


plain, word = parsed("The cargo is 8 tonnes"), parsed("The payload is 8 tonnes")
print("slack-bolt", __version__)
print("without the word:", plain)
print("with the word:   ", word)
as_seen = plain.get("command") == "/cmd" and word == {}
print("as seen" if as_seen else "CHANGED: look again")
sys.exit(0 if as_seen else 1)
PY
