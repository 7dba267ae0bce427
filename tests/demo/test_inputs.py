"""Every kind of input: what is given on the page comes to the bot in Slack's shapes.

docs.slack.dev/reference/interaction-payloads/view-interactions-payload (view.state.values).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.demo import BOT_TOKEN, EDITOR, ELSEWHERE, NEWSROOM, REPORTER
from bot.demo.playing import Playing
from bot.demo.workspace import Fields
from bot.slack import refusals
from tests.browser import NEEDED, Browser

pytestmark = NEEDED


def plain(text: str) -> Fields:
    return {"type": "plain_text", "text": text, "emoji": False}


def option(word: str) -> Fields:
    return {"text": plain(word), "value": word.casefold()}


def options(*words: str) -> list[Fields]:
    return [option(word) for word in words]


GROUPS = [{"label": plain("Water"), "options": options("Ferries", "Piers")}]
TOWNS = options("Ostra", "Harrow", "Brennick")

INPUTS: dict[str, Fields] = {
    "line": {"type": "plain_text_input", "initial_value": "as it was", "max_length": 40},
    "lines": {"type": "plain_text_input", "multiline": True},
    "rich": {"type": "rich_text_input"},
    "number": {"type": "number_input", "is_decimal_allowed": False},
    "one": {"type": "static_select", "options": TOWNS, "placeholder": plain("A town")},
    "grouped": {"type": "static_select", "option_groups": GROUPS},
    "some": {"type": "multi_static_select", "options": TOWNS, "max_selected_items": 2},
    "person": {"type": "users_select"},
    "people": {"type": "multi_users_select", "initial_users": [EDITOR]},
    "channel": {"type": "conversations_select"},
    "day": {"type": "datepicker", "initial_date": "2026-02-14"},
    "time": {"type": "timepicker"},
    "moment": {"type": "datetimepicker", "initial_date_time": 1771059600},
    "boxes": {"type": "checkboxes", "options": TOWNS, "initial_options": TOWNS[:1]},
    "radio": {"type": "radio_buttons", "options": TOWNS},
}

GIVEN: dict[str, Fields] = {
    "line": {"value": "as it was"},
    "lines": {"value": "one\ntwo"},
    "rich": {"rich_text_value": {
        "type": "rich_text",
        "elements": [{
            "type": "rich_text_section", "elements": [{"type": "text", "text": "words"}],
        }],
    }},
    "number": {"value": "42"},
    "one": {"selected_option": TOWNS[1]},
    "grouped": {"selected_option": option("Piers")},
    "some": {"selected_options": [TOWNS[2], TOWNS[0]]},
    "person": {"selected_user": REPORTER},
    "people": {"selected_users": [EDITOR, REPORTER]},
    "channel": {"selected_conversation": ELSEWHERE},
    "day": {"selected_date": "2026-02-14"},
    "time": {"selected_time": "09:30"},
    "moment": {"selected_date_time": 1771059600},
    "boxes": {"selected_options": [TOWNS[0], TOWNS[2]]},
    "radio": {"selected_option": TOWNS[1]},
}  # fmt: skip


@pytest.fixture
def client(demo: Playing) -> WebClient:
    """The bot's, by which it calls Slack."""
    return WebClient(token=BOT_TOKEN, base_url=demo.slack.api_url)


@pytest.fixture
def page(demo: Playing, browser: Browser) -> Iterator[Browser]:
    browser.problems.clear()
    browser.size(1280, 900)
    browser.go(demo.url)
    browser.shows("Two more victims", "#messages")
    yield browser
    assert browser.run("document.querySelectorAll('.unknown').length") == 0
    browser.go("about:blank")
    assert browser.problems == []


def sent(demo: Playing, name: str) -> Fields:
    """The body of the last request of that name to the bot."""
    found = [one for one in demo.slack.journal.after(0) if one.name == name]
    body: Fields = found[-1].request["body"]
    return body


def form(inputs: dict[str, Fields], **more: Any) -> Fields:
    blocks = [
        {"type": "input", "block_id": f"b_{name}", "label": plain(name), "optional": True,
         "element": {**element, "action_id": name}}
        for name, element in inputs.items()
    ]  # fmt: skip
    head = {"type": "modal", "callback_id": "try", "title": plain("Every input")}
    foot = {"submit": plain("Send"), "private_metadata": '{"n":7}'}
    return {**head, **foot, "blocks": blocks, **more}


def pick(page: Browser, name: str, *words: str) -> None:
    """Chooses by typing in a menu that is searched."""
    for word in words:
        page.click(f"dialog input[role=combobox][aria-label={name}]")
        page.type(word)
        page.wait(f"return [...document.querySelectorAll('[data-block=b_{name}] [role=option]')]"
                  f".every((it) => it.innerText.includes({json.dumps(word)}))")  # fmt: skip
        page.press("ArrowDown")
        page.press("Enter")
        page.shows(word, f"[data-block=b_{name}] .tags")


def test_every_input_gives_what_slack_gives(
    demo: Playing, page: Browser, client: WebClient
) -> None:
    client.views_open(trigger_id=demo.slack.trigger(), view=form(INPUTS))
    page.shows("Every input", "dialog")
    page.write("dialog [data-action=lines]", "one\ntwo")
    page.write("dialog [data-action=rich]", "words")
    page.write("dialog [data-action=number]", "42")
    for name, value in (("one", "harrow"), ("grouped", "piers"), ("time", "09:30")):
        page.run(
            f"(() => {{ const it = document.querySelector('dialog [data-action={name}]');"
            f"it.value = {json.dumps(value)}; it.dispatchEvent(new Event('change')); }})()"
        )
    pick(page, "some", "Brennick", "Ostra")
    pick(page, "person", "Rolf Kern")
    pick(page, "people", "Rolf Kern")
    pick(page, "channel", "elsewhere")
    page.click("dialog [data-action=boxes] label", "Brennick")
    page.click("dialog [data-action=radio] label", "Harrow")
    page.click("dialog button", "Send")
    page.shows(refusals.UNKNOWN_BUTTON, "dialog")  # no form of the bot's
    view = sent(demo, "view_submission")["view"]
    expected = {
        f"b_{name}": {name: {"type": INPUTS[name]["type"], **given}}
        for name, given in GIVEN.items()
    }
    assert view["state"]["values"] == expected
    assert view["private_metadata"] == '{"n":7}'


def test_what_is_needed_is_asked_for_before_it_is_sent(
    demo: Playing, page: Browser, client: WebClient
) -> None:
    view = form({"lines": INPUTS["lines"], "radio": INPUTS["radio"], "some": INPUTS["some"]})
    for block in view["blocks"]:
        block["optional"] = False
    client.views_open(trigger_id=demo.slack.trigger(), view=view)
    page.click("dialog button", "Send")
    page.wait("return document.querySelectorAll('dialog .error').length === 3")
    assert "view_submission" not in [one.name for one in demo.slack.journal.after(0)]
    page.write("dialog [data-action=lines]", "words")
    page.click("dialog [data-action=radio] label", "Ostra")
    pick(page, "some", "Harrow")
    page.click("dialog button", "Send")
    page.shows(refusals.UNKNOWN_BUTTON, "dialog")


def test_a_changed_form_keeps_what_was_given_and_closes_one_by_one(
    demo: Playing, page: Browser, client: WebClient
) -> None:
    view = form({"line": INPUTS["line"], "day": INPUTS["day"]}, notify_on_close=True)
    opened = client.views_open(trigger_id=demo.slack.trigger(), view=view)["view"]
    page.write("dialog [data-action=line]", ", and more")
    more = form({"line": INPUTS["line"], "boxes": INPUTS["boxes"]}, title=plain("Changed"))
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=more)
    page.shows("Changed", "dialog h2")
    kept = page.run("document.querySelector('dialog [data-action=line]').value")
    assert ", and more" in kept
    pushed = form({"radio": INPUTS["radio"]}, title=plain("On top"), notify_on_close=True)
    client.views_push(trigger_id=demo.slack.trigger(), view=pushed)
    page.shows("On top", "dialog h2")
    page.click("dialog button", "Back")
    page.shows("Changed", "dialog h2")
    assert page.run("document.querySelector('dialog [data-action=line]').value") == kept
    assert sent(demo, "view_closed")["view"]["title"]["text"] == "On top"
    client.views_push(trigger_id=demo.slack.trigger(), view={**pushed, "clear_on_close": True})
    page.shows("On top", "dialog h2")
    page.click("dialog button", "Cancel")
    page.wait("return !document.querySelector('dialog')")
    assert demo.slack.modal() is None


RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [
            {"type": "text", "text": "bold", "style": {"bold": True}},
            {"type": "text", "text": " struck code", "style": {"strike": True, "code": True}},
            {"type": "link", "url": "https://a.example/", "text": "a page"},
            {"type": "user", "user_id": EDITOR},
            {"type": "channel", "channel_id": NEWSROOM},
            {"type": "broadcast", "range": "here"},
            {"type": "emoji", "name": "eyes", "unicode": "1f440"},
        ]},
        {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]},
        ]},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
    ],
}  # fmt: skip


def test_a_message_with_everything_in_it(demo: Playing, page: Browser, client: WebClient) -> None:
    menu = {"type": "static_select", "action_id": "menu", "options": TOWNS}
    day = {"type": "datepicker", "action_id": "day"}
    lines = {"type": "overflow", "action_id": "lines", "options": options("Up", "Down")}
    mrkdwn = [{"type": "mrkdwn", "text": f"*{word}*"} for word in ("left", "right")]
    client.chat_postMessage(channel=NEWSROOM, text="everything", blocks=[
        {"type": "header", "text": plain("A heading")},
        {"type": "section", "block_id": "s", "fields": mrkdwn, "accessory": menu},
        {"type": "divider"},
        {"type": "actions", "block_id": "a", "elements": [day, lines]},
        {"type": "context", "elements": [*mrkdwn]},
        RICH,
    ])  # fmt: skip
    page.shows("A heading", "#messages h3")
    tags = "strong s code a ol li blockquote pre hr".split()
    at = "document.querySelector('#messages .message:last-child')"
    for tag in tags:
        assert page.run(f"!!{at}.querySelector('{tag}')"), tag
    rich = page.run(f"{at}.querySelector('.rich').innerText")
    assert "bold struck codea page@Ida Holm#newsroom@here👀" in rich
    assert page.run(f"{at}.querySelectorAll('.fields > div').length") == 2

    # What is chosen is told at once, with the state of the other inputs.
    page.run(
        f"(() => {{ const it = {at}.querySelector('[data-action=menu]'); it.value = 'harrow';"
        "it.dispatchEvent(new Event('change')); })()"
    )
    demo.slack.wait_for(lambda: "block_actions" in [e.name for e in demo.slack.journal.after(0)])
    body = sent(demo, "block_actions")
    assert body["actions"][0]["selected_option"] == TOWNS[1]
    assert body["actions"][0]["block_id"] == "s"
    assert body["state"]["values"]["s"]["menu"]["selected_option"] == TOWNS[1]
    assert body["state"]["values"]["a"]["day"] == {"type": "datepicker", "selected_date": None}
    page.click("#messages .actions .menu-button")
    page.click("[role=menuitem]", "Down")
    page.wait("return !document.querySelector('#messages [role=menu]:not([hidden])')")
    demo.slack.wait_for(lambda: sent(demo, "block_actions")["actions"][0]["action_id"] == "lines")
    assert sent(demo, "block_actions")["actions"][0]["selected_option"] == option("Down")
