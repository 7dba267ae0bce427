"""The page's server: who may use it, what it answers, and what the acts do."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.demo import BOT_USER, DESK, EDITOR, ELSEWHERE, GUEST, NEWSROOM, REPORTER, SHARED, direct
from bot.demo.acting import ActError
from bot.demo.page_acts import ACTS, carry_out
from bot.demo.page_server import STATIC
from bot.demo.playing import Playing
from bot.demo.workspace import SlackError
from tests.paths import ROOT

Answer = tuple[int, Any, http.client.HTTPMessage]


def ask(
    demo: Playing, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> Answer:
    """One request, as the page makes it unless `headers` say otherwise (empty: none)."""
    port = urlsplit(demo.url).port or 0
    origin = {"Origin": f"http://127.0.0.1:{port}"} if method == "POST" else {}
    every = {"Host": f"127.0.0.1:{port}", **origin, **(headers or {})}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {name: value for name, value in every.items() if value}
    connection.request(method, path, raw if method == "POST" else None, sent)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    return answer.status, json.loads(content) if is_json else content, answer.headers


def act(demo: Playing, user: str, what: str, **fields: Any) -> Answer:
    return ask(demo, "POST", "/act", {"act": what, "me": user, **fields})


def shown(demo: Playing, user: str) -> dict[str, Any]:
    state: dict[str, Any] = ask(demo, "GET", f"/state?me={user}")[1]
    return state


def test_only_the_page_itself_may_use_it(demo: Playing) -> None:
    port = urlsplit(demo.url).port
    said = {"act": "say", "me": REPORTER, "channel": NEWSROOM, "text": "hello"}
    foreign: list[dict[str, str]] = [
        {"Origin": "https://evil.example"},
        {"Origin": f"http://127.0.0.1:{(port or 0) + 1}"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}"},
    ]
    for headers in foreign:
        assert ask(demo, "POST", "/act", said, headers)[0] == 403
        assert ask(demo, "POST", "/clock", {"seconds": 60}, headers)[0] == 403
    for path in ("/", "/state?me=" + REPORTER, "/traffic", "/static/app.js"):
        assert ask(demo, "GET", path, headers={"Host": "evil.example"})[0] == 403
        assert ask(demo, "GET", path, headers={"Sec-Fetch-Site": "cross-site"})[0] == 403
        assert ask(demo, "GET", path)[0] == 200
    assert [m["user"] for m in demo.slack.messages(NEWSROOM)] == [EDITOR]


def test_the_page_loads_nothing_from_elsewhere(demo: Playing) -> None:
    for file in sorted(STATIC.iterdir()):
        path = "/" if file.name == "index.html" else f"/static/{file.name}"
        status, content, headers = ask(demo, "GET", path)
        assert status == 200
        assert content == file.read_bytes()
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        for forbidden in (b"innerHTML", b"insertAdjacentHTML", b"document.write", b"eval("):
            assert forbidden not in content
    for path in ("/static/../server.py", "/static/%2e%2e%2fserver.py", "/static/none.js"):
        assert ask(demo, "GET", path)[0] == 404


def test_a_question_is_answered_and_what_is_new_is_told_at_once(demo: Playing) -> None:
    before = shown(demo, REPORTER)
    asked = "@On Record Fourteen people were killed in the Harrow Strait ferry collision"
    status, told, _ = act(demo, REPORTER, "say", channel=NEWSROOM, text=asked)
    assert status == 200
    version = before["version"]
    while True:
        now = ask(demo, "GET", f"/state?me={REPORTER}&after={version}")[1]
        assert now["version"] > version
        version = now["version"]
        answers = [m for m in now["messages"][NEWSROOM] if m.get("thread_ts") == told["ts"]]
        if answers and answers[0]["user"] == BOT_USER:
            break
    assert "Fourteen people died" in json.dumps(answers[0]["blocks"])


def test_people_see_what_is_theirs(demo: Playing) -> None:
    act(demo, REPORTER, "say", channel=NEWSROOM, text="/onrecord help")
    hidden = [m for m in shown(demo, REPORTER)["messages"][NEWSROOM] if m.get("is_ephemeral")]
    assert len(hidden) == 1
    assert not any(m.get("is_ephemeral") for m in shown(demo, EDITOR)["messages"][NEWSROOM])
    assert DESK in shown(demo, EDITOR)["messages"]
    assert DESK not in shown(demo, REPORTER)["messages"]
    assert direct(EDITOR) not in shown(demo, REPORTER)["messages"]
    assert list(shown(demo, GUEST)["messages"]) == [direct(GUEST), SHARED]


IMPOSSIBLE: tuple[Any, ...] = (
    {},
    {"act": "dance"},
    {"act": "say", "channel": NEWSROOM, "text": "  "},
    {"act": "say", "channel": "C0NOWHERE", "text": "hello"},
    {"act": "say", "channel": NEWSROOM},
    {"act": "say", "channel": NEWSROOM, "text": "/remind me"},
    {"act": "use", "action_id": "care", "channel": NEWSROOM, "ts": "1.2"},
    {"act": "use", "channel": NEWSROOM},
    {"act": "use", "action_id": "care", "values": []},
    {"act": "submit", "view_id": "V0NONE", "values": {}},
    {"act": "edit", "channel": NEWSROOM, "ts": "1.2", "text": "x"},
    {"act": "open_app", "tab": 3},
    {"act": "say", "channel": DESK, "text": "a reporter is not in it"},
    {"act": "say", "channel": NEWSROOM, "text": "hello", "thread_ts": "1.2"},
    [],
    b"{",
)


def test_what_cannot_be_done_is_said_in_a_sentence(demo: Playing) -> None:
    for asked in IMPOSSIBLE:
        body = {"me": REPORTER, **asked} if isinstance(asked, dict) else asked
        status, told, _ = ask(demo, "POST", "/act", body)
        assert status == 400, asked
        assert told["error"].endswith("."), asked
    nobody = {"me": "U0NOBODY", "act": "say", "channel": NEWSROOM, "text": "hello"}
    assert ask(demo, "POST", "/act", nobody)[0] == 400


names = st.sampled_from(
    "act channel ts text thread_ts view_id action_id block_id value chosen values typed every tab "
    "callback_id".split()
)
known = st.sampled_from([*ACTS, NEWSROOM, "V0", "care", "home", "/onrecord add", "1.2", ""])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | known | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(known, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(ACTS)), st.dictionaries(names, anything, max_size=8))
def test_whatever_is_asked_the_answer_is_a_sentence(
    demo: Playing, what: str, asked: dict[str, Any]
) -> None:
    with suppress(ActError, SlackError):
        assert isinstance(carry_out(demo.people, EDITOR, {**asked, "act": what}), dict)


def test_the_clock_only_moves_forward(demo: Playing) -> None:
    for seconds in (0, -5, 10**9, "5", 1.5, None):
        assert ask(demo, "POST", "/clock", {"seconds": seconds})[0] == 400
    before = shown(demo, REPORTER)["now"]
    assert ask(demo, "POST", "/clock", {"seconds": 3600})[0] == 200
    assert shown(demo, REPORTER)["now"] >= before + 3600


def test_tomorrow_the_digest_comes(demo: Playing) -> None:
    assert ask(demo, "POST", "/clock", {"to": "morning"})[0] == 200
    posted = demo.slack.posted(NEWSROOM)
    assert len(posted) == 1
    assert "Fourteen people died" in json.dumps(posted) or "claims" in json.dumps(posted)


def test_the_bot_is_invited_and_answers_there(demo: Playing) -> None:
    asked = "@On Record Fourteen people were killed in the Harrow Strait ferry collision"
    act(demo, REPORTER, "say", channel=ELSEWHERE, text=asked)
    assert demo.slack.posted(ELSEWHERE) == []
    assert act(demo, REPORTER, "invite", channel=ELSEWHERE)[0] == 200
    act(demo, REPORTER, "say", channel=ELSEWHERE, text=asked)
    demo.slack.wait_for(lambda: demo.slack.posted(ELSEWHERE), 10)


def test_in_a_shared_channel_only_our_own_people_are_answered(demo: Playing) -> None:
    asked = "@On Record Fourteen people were killed in the Harrow Strait ferry collision"
    act(demo, GUEST, "say", channel=SHARED, text=asked)
    act(demo, REPORTER, "say", channel=SHARED, text=asked)
    demo.slack.wait_for(lambda: demo.slack.ephemerals(SHARED, REPORTER), 10)
    demo.services.answerer.idle(10)
    assert demo.slack.posted(SHARED) == []
    assert "Fourteen people died" not in str(demo.slack.ephemerals(SHARED, GUEST))


def test_a_direct_question_is_changed_and_deleted(demo: Playing) -> None:
    room = direct(REPORTER)
    asked = "Fourteen people were killed in the Harrow Strait ferry collision"
    ts = act(demo, REPORTER, "say", channel=room, text=asked)[1]["ts"]
    demo.slack.wait_for(lambda: "Fourteen people" in str(demo.slack.posted(room)), 10)
    about = {"channel": room, "ts": ts}
    act(demo, REPORTER, "edit", **about, text="North Korea has sent troops to Russia.")
    demo.slack.wait_for(lambda: "North Korea" in str(demo.slack.posted(room)), 10)
    assert act(demo, EDITOR, "erase", **about)[0] == 400
    act(demo, REPORTER, "erase", **about)
    demo.slack.wait_for(lambda: not demo.slack.posted(room), 10)


def test_requests_and_replies_are_kept_as_they_were_sent(demo: Playing) -> None:
    act(demo, REPORTER, "say", channel=NEWSROOM, text="/onrecord help")
    traffic = ask(demo, "GET", "/traffic")[1]
    command = next(one for one in traffic if one["name"] == "/onrecord")
    assert command["request"]["headers"]["X-Slack-Signature"].startswith("v0=")
    assert command["request"]["body"]["text"] == "help"
    assert command["reply"]["status"] == 200
    assert command["reply"]["body"]["blocks"]
    last = traffic[-1]["number"]
    act(demo, REPORTER, "open_app", tab="home")
    names = [one["name"] for one in ask(demo, "GET", f"/traffic?after={last}")[1]]
    assert "app_home_opened" in names
    assert "views.publish" in names


def test_what_serves_slack_does_not_load_the_stand_in() -> None:
    script = (
        "import bot.__main__, handlers, bot.run.serve, sys;"
        "print([n for n in sys.modules if n.startswith('bot.demo')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['bot.demo', 'bot.demo.command']"
