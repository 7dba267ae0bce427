"""The demo's page in a real browser: what a newcomer sees, and what a desk does in a day."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from bot.demo import EDITOR, GUEST, NEWSROOM, REPORTER
from bot.demo.playing import Playing
from bot.demo.scene import EXAMPLES, NAMES, ROLES
from tests.browser import NEEDED, Browser
from tests.demo import axe

pytestmark = NEEDED

FERRY = EXAMPLES[2]
FIRST_ANSWER = 90.0
"""Seconds within which a newcomer sees an answer; opening the page is a part of it."""


@pytest.fixture
def page(demo: Playing, browser: Browser) -> Iterator[Browser]:
    """The page, just opened; at the end nothing may have gone wrong in it."""
    browser.problems.clear()
    browser.size(1280, 800)
    browser.scheme("light")
    browser.go(demo.url)
    browser.shows("Two more victims", "#messages")
    yield browser
    assert browser.run("[...document.querySelectorAll('.unknown')].length") == 0
    browser.go("about:blank")
    assert browser.problems == []


def be(page: Browser, user: str) -> None:
    """Becomes another person."""
    page.run(CHOOSE % json.dumps(["#me", f"{NAMES[user]} — {ROLES[user]}"]))
    page.wait(f"return document.body.dataset.me === {json.dumps(user)}")


def write(page: Browser, text: str, where: str = "#compose") -> None:
    page.write(f"{where} textarea", text)
    page.press("Escape")
    page.press("Enter")


def open_modal(page: Browser, title: str) -> None:
    page.wait(f"return document.querySelector('dialog h2')?.textContent === {json.dumps(title)}")


def test_a_newcomer_presses_an_example_and_sees_the_answer(demo: Playing, page: Browser) -> None:
    began = time.monotonic()
    for example in EXAMPLES:
        page.shows(example, "#try")
    page.click("#try button", FERRY)
    page.shows("Fourteen people died in the ferry collision", "#thread")
    page.shows("Disputed", "#thread")
    assert time.monotonic() - began < FIRST_ANSWER
    page.shows("1 reply", "#messages")


def test_a_day_at_the_desk(demo: Playing, page: Browser) -> None:
    # The reporter asks by mention, and says that another answer is the wrong claim.
    page.write("#compose textarea", "@On")
    page.shows("@On Record", "#compose [role=listbox]")
    page.press("Enter")
    page.type(FERRY)
    page.press("Enter")
    page.shows("Disputed", "#thread")
    page.click("#thread header button")
    page.click("#try button", EXAMPLES[1])
    page.shows("Not what is on record", "#thread")
    page.click("#thread button", "Wrong claim")
    page.shows("Noted as the wrong claim")

    # The editor puts the article on record and approves the draft that moves the figure.
    page.click("#try summary", "More to try")
    page.click("#try button", "Add it")
    page.shows("Moves the figure on record from fourteen to sixteen.", "#messages")
    assert page.run("document.getElementById('me').value") == EDITOR
    moves = "return [...document.querySelectorAll('#messages button')].some((it) => it.innerText"
    page.wait(f"{moves} === 'Approve and reword the claim')")
    page.click("#messages button", "Approve")
    page.shows("1 approved", "#messages")
    page.shows("Approved on claim", "#messages")

    # Five minutes later whoever asked is told of the new figure; the digest comes in the morning.
    page.click("#side button", "# newsroom")
    page.click("#try button", "Five minutes later")
    page.shows("This answer has changed", "#thread")
    page.shows("Why: 16 instead of 14, by Ines Calloway.", "#thread")
    assert page.run("document.getElementById('me').value") == REPORTER
    before = len(demo.slack.posted(NEWSROOM))
    page.click("#clock button", "Next morning")
    page.wait("return document.getElementById('now').innerText.endsWith('09:05')")
    page.shows("Harrow Strait ferry collision (invented)", "#messages")
    assert len(demo.slack.posted(NEWSROOM)) > before


def test_a_step_that_comes_too_early_says_what_is_missing(demo: Playing, page: Browser) -> None:
    page.click("#try summary", "More to try")
    page.click("#try button", "Five minutes later")
    page.shows("Nothing to tell yet", "#complaint")


def test_forms_keep_what_was_given_and_say_what_is_wrong(demo: Playing, page: Browser) -> None:
    be(page, EDITOR)
    write(page, "/onrecord add")
    open_modal(page, "Add to the record")
    page.click("dialog button", "Add")
    page.shows("The text has no words in it.", "dialog .error")
    assert page.run("document.activeElement.dataset.action") == "add_text"
    page.write("dialog [data-action=add_outlet]", "Ellanmouth Mercury")
    page.write("dialog [data-action=add_address]", "no address")
    page.click("dialog button", "Add")
    page.wait("return document.querySelector('[data-block=add_address] .error')")
    outlet = "document.querySelector('[data-action=add_outlet]').value"
    assert page.run(outlet) == "Ellanmouth Mercury"
    page.press("Escape")
    page.wait("return !document.querySelector('dialog')")

    write(page, "/onrecord add")
    open_modal(page, "Add to the record")
    article = "“The pier is closed,” Ida Holm, the mayor of Ostra, said.\n\nIt was closed in May."
    page.write("dialog [data-action=add_text]", article)
    page.click("dialog button", "Add")
    page.wait("return !document.querySelector('dialog [data-action=add_text]')")
    page.press("Escape")
    page.wait("return !document.querySelector('dialog')")
    page.click("#side button", "# desk (private)")
    page.shows("The pier is closed", "#messages")

    # Menus: one of many, several by typing, boxes; and a button inside the form.
    page.click("#side button", "# elsewhere")
    page.click("#tabs button", "Invite it")
    page.wait("return !document.querySelector('#tabs button')")
    write(page, "/onrecord digest")
    open_modal(page, "A digest for a channel")
    page.run(CHOOSE % json.dumps(["dialog select", "Europe/Oslo"]))
    page.click("dialog label", "Sunday")
    page.click("dialog input[aria-label='Only claims that are now']")
    page.type("disp")
    page.wait("return document.querySelectorAll('dialog [role=option]').length === 1")
    page.press("ArrowDown")
    page.press("Enter")
    page.shows("Disputed", "dialog .tags")
    page.click("dialog button", "Send a preview to me")
    page.shows("The preview is in your direct messages", "dialog")
    page.wait("return document.querySelector('#side .new')")
    assert "Europe/Oslo" in page.run("document.querySelector('dialog select').value")
    page.click("dialog button", "Save")
    page.shows("Disputed", "dialog")
    page.shows("09:00 (Europe/Oslo)", "dialog")
    shown = page.run("document.querySelector('dialog').innerText")
    assert "Sun" not in shown.split("Next")[0]


def test_a_button_that_asks_first(demo: Playing, page: Browser) -> None:
    be(page, EDITOR)
    write(page, "/onrecord digest list")
    page.click("#messages button", "Stop")
    page.wait("return document.querySelector('dialog.small')")
    page.press("Escape")
    page.wait("return !document.querySelector('dialog')")
    assert "block_actions" not in [one.name for one in demo.slack.journal.after(0)]
    page.click("#messages button", "Stop")
    page.click("dialog button", "Stop it")
    page.shows("This channel has no digest yet.", "#messages")


def test_the_home_tab_and_a_form_pushed_on_another(demo: Playing, page: Browser) -> None:
    be(page, EDITOR)
    page.click("#side button", "On Record")
    page.click("#tabs button", "Home")
    page.shows("Who said it, and who else says so", "#home")
    page.click("#side button", "# newsroom")
    page.click("#try button", FERRY)
    page.shows("Disputed", "#thread")
    page.click("#thread .message:last-child .actions .menu-button")
    lines = page.run("[...document.querySelectorAll('[role=menuitem]')].map((it) => it.innerText)")
    assert len(lines) > 1
    assert page.run("document.activeElement.getAttribute('role')") == "menuitem"
    page.press("Escape")
    page.click("#thread button", "All sources")
    open_modal(page, "All sources")
    page.click("dialog button", "Text to cite")
    page.wait("return document.querySelector('dialog header button[aria-label=Back]')")
    page.click("dialog button", "Back")
    open_modal(page, "All sources")


def test_a_menu_whose_choices_the_bot_gives(demo: Playing, page: Browser) -> None:
    be(page, EDITOR)
    page.click("#try button", FERRY)
    page.shows("Disputed", "#thread")
    page.click("#thread .message:last-child .actions .menu-button")
    page.click("[role=menuitem]", "Merge into another…")
    open_modal(page, "Merge claim")
    page.click("dialog [role=combobox]")
    page.type("forty people")
    page.wait("return document.querySelectorAll('dialog [role=option]').length === 1")
    page.click("dialog [role=option]")
    page.shows("Forty people", "dialog .tags")
    page.click("dialog button", "Next")
    page.wait("return !document.querySelector('dialog [role=combobox]')")
    page.shows("Forty people are missing", "dialog")
    names = [one.name for one in demo.slack.journal.after(0)]
    assert "block_suggestion" in names
    assert names.count("view_submission") == 1


def test_another_person_sees_their_own_home_tab(demo: Playing, page: Browser) -> None:
    page.click("#side button", "On Record")
    page.click("#tabs button", "Home")
    page.shows("Who said it, and who else says so", "#home")
    be(page, EDITOR)
    page.shows("Set the editors", "#home")
    page.click("#home button", "Set the editors…")
    page.wait("return document.querySelector('dialog [role=combobox]')")
    page.click("dialog [role=combobox]")
    page.type("rolf")
    page.wait("return document.querySelectorAll('dialog [role=option]').length === 1")
    page.press("ArrowDown")
    page.press("Enter")
    page.shows("Rolf Kern", "dialog .tags")
    page.shows("Ida Holm", "dialog .tags")
    page.click("dialog button", "Remove Rolf Kern")
    page.wait("return document.querySelectorAll('dialog .tags li').length === 1")


def test_all_of_it_works_by_keyboard(demo: Playing, page: Browser) -> None:
    page.run("document.querySelector('#try button').focus()")
    page.press("Enter")
    page.shows("North Korea has more than 10,000 soldiers in Russia.", "#thread")
    assert page.run("document.activeElement.id") == "thread-close"
    seen = []
    for _ in range(30):
        page.press("Tab")
        seen.append(page.run("document.activeElement.innerText || document.activeElement.tagName"))
        if seen[-1] == "All sources":
            break
    assert seen[-1] == "All sources", seen
    page.press(" ")
    open_modal(page, "All sources")
    page.press("Escape")
    page.wait("return !document.querySelector('dialog')")
    assert page.run("document.activeElement.innerText") == "All sources"


def test_outsiders_and_private_answers(demo: Playing, page: Browser) -> None:
    write(page, "/onrecord " + FERRY)
    page.shows("Only visible to you", "#messages")
    be(page, GUEST)
    assert page.run("document.querySelectorAll('#side [data-place]').length") == 2
    write(page, "@On Record " + FERRY)
    page.shows(FERRY, "#messages")
    be(page, REPORTER)
    page.click("#side button", "# newsroom")
    page.shows("Only visible to you", "#messages")


def test_a_direct_message_is_edited_and_its_answer_changes(demo: Playing, page: Browser) -> None:
    page.click("#side button", "On Record")
    write(page, FERRY)
    page.shows("Fourteen people died", "#messages .section")
    page.click("#messages .message:first-child .menu-button")
    page.click("[role=menuitem]", "Edit message")
    page.wait("return document.querySelector('dialog textarea')")
    page.run("document.querySelector('dialog textarea').value = ''")
    page.write("dialog textarea", "Customer data was stolen from Ostrel Mutual.")
    page.click("dialog button", "Save")
    page.shows("Customer data was stolen from the insurer Ostrel Mutual.", "#messages .section")


def test_the_drawer_has_each_request_with_its_reply(demo: Playing, page: Browser) -> None:
    write(page, "/onrecord help")
    page.shows("Only visible to you", "#messages")
    page.click("#traffic-button")
    page.shows("/onrecord", "#exchanges")
    page.click("#exchanges summary", at=0)
    page.shows('"X-Slack-Signature"', "#exchanges pre")
    assert page.run("document.querySelector('#traffic-button').ariaExpanded") == "true"


def test_text_never_becomes_mark_up(demo: Playing, page: Browser) -> None:
    nasty = "<img src=x onerror=alert(1)> <b>bold</b> *bold* `<i>` <!channel> &lt;script&gt; \"'>"
    write(page, nasty)
    page.wait("return document.querySelector('#messages strong')")
    shown = page.run("[...document.querySelectorAll('#messages .text')].at(-1).innerText")
    assert shown == nasty.replace("*bold*", "bold").replace("`<i>`", "<i>")
    assert page.run("document.querySelectorAll('#messages img, #messages script').length") == 0


def violations(page: Browser, script: str) -> list[str]:
    """What axe-core finds wrong with the page as it is."""
    page.run(script + "; 0")
    found: list[str] = page.run(axe.RUN)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("zoom", [1, 2])
def test_axe_finds_nothing_wrong(demo: Playing, page: Browser, scheme: str, zoom: int) -> None:
    try:
        script = axe.source()
    except axe.NotToBeHadError as error:
        pytest.skip(str(error))
    page.size(1280 // zoom, 800 // zoom, zoom)
    page.scheme(scheme)
    page.click("#try button", FERRY)
    page.shows("Disputed", "#thread")
    assert violations(page, script) == []
    page.click("#thread .message:last-child .actions .menu-button")
    page.wait("return document.querySelector('[role=menuitem]')")
    assert violations(page, script) == []
    page.press("Escape")
    page.click("#thread button", "Wrong claim")
    page.click("#thread-close")
    page.shows("Noted as the wrong claim")
    page.click("#traffic-button")
    page.wait("return document.querySelector('#exchanges li')")
    page.click("#exchanges summary", at=0)
    assert violations(page, script) == []
    page.click("#traffic-button")
    write(page, "/onrecord digest")
    page.click("#messages button", "Another digest")
    open_modal(page, "A digest for a channel")
    page.click("dialog [role=combobox]")
    page.wait("return document.querySelector('dialog [role=option]')")
    assert violations(page, script) == []
    page.press("Escape")
    page.press("Escape")
    page.wait("return !document.querySelector('dialog')")
    be(page, EDITOR)
    page.click("#side button", "On Record")
    page.click("#tabs button", "Home")
    page.shows("Who said it", "#home")
    assert violations(page, script) == []
    width = page.run("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0, "the page is wider than the window"


CHOOSE = """(() => { const [selector, value] = %s; const it = document.querySelector(selector);
  it.value = [...it.options].find((one) => one.text === value).value;
  it.dispatchEvent(new Event("change", {bubbles: true})); })()"""
