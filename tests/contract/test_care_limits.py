"""Slack takes every list, menu and form of the care of the record, whatever is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ask import menus, modals
from bot.ask.card import answer_message
from bot.care import exporting_view as exporting
from bot.care import outcome_view
from bot.care import view as care
from bot.care.looking import PER_PAGE
from bot.check.answer import Answer
from bot.corroboration import Status
from bot.language.day_ranges import Days
from bot.matching.outcome import Outcome
from bot.record.changes import Happened
from bot.record.finding import MOST_SUBJECTS, Found, FoundClaim, Listing
from bot.record.history import History
from bot.record.query import Query
from bot.record.subjects import Subject
from bot.slack import forms
from tests.contract.answers import TODAY, context
from tests.contract.payloads import check_message, check_view
from tests.contract.strategies import anything, claims, days, lines

NOW = datetime(2024, 11, 11, 9, 0, tzinfo=UTC)
LARGEST = 2**63 - 1

numbers = st.integers(1, LARGEST)
found_claims = st.builds(
    FoundClaim,
    id=numbers,
    text=anything,
    status=st.sampled_from(["disputed", "confirmed"]),
    day=days,
    said=st.none() | lines,
)
subjects = st.builds(
    Subject,
    kind=st.sampled_from(["source", "topic", "outlet"]),
    name=anything,
    id=st.none() | numbers,
    part_of=st.lists(anything, max_size=3).map(tuple),
)
entries = st.builds(
    Happened,
    at=st.just(NOW),
    actor=st.none() | st.sampled_from(["U0EDITOR", "cli:ida"]) | anything,
    sentence=anything,
)


@st.composite
def several(draw: st.DrawFn) -> Found:
    """A page with claims and names, of whatever was looked for."""
    every = draw(st.lists(subjects, min_size=0, max_size=MOST_SUBJECTS))
    written = draw(st.text(max_size=care.WORDS))
    return Found(
        Query(written, written, (), Days(date(2024, 10, 1), date.max), frozenset(Status)),
        tuple(draw(st.lists(found_claims, max_size=PER_PAGE))),
        total=draw(st.integers(0, 10**6)),
        listed=1_000,
        page=draw(st.integers(1, 3)),
        pages=3,
        listings=tuple(Listing(one, draw(st.integers(0, 99))) for one in every),
        more=draw(st.booleans()),
        suggestions=tuple(draw(st.lists(anything, max_size=3))),
    )


@settings(max_examples=40, deadline=None)
@given(several(), st.booleans())
def test_a_list_of_claims(what: Found, editor: bool) -> None:
    message = care.found(what, editor=editor)
    check_message({"text": message.text, "blocks": message.blocks})


@settings(max_examples=40, deadline=None)
@given(anything, st.lists(entries, max_size=12), st.booleans(), st.integers(0, 15))
def test_a_history(text: str, listed: list[Happened], editor: bool, waiting: int) -> None:
    menu = menus.of_statement(LARGEST, retracted=True, source=LARGEST, outlet=LARGEST)
    message = care.history(
        History(LARGEST, text, tuple(listed), 99, 1, 9),
        [("• somebody: asserts", menu)] * waiting,
        editor=editor,
        standing=True,
        withdrawn=False,
    )
    check_message({"text": message.text, "blocks": message.blocks}, mentions=True)
    check_view(care.view("History", message), mentions=True)


@settings(max_examples=30, deadline=None)
@given(claims, st.lists(lines, max_size=25), st.booleans())
def test_a_claim_and_its_sources_with_all_menus(claim: object, said: list, editor: bool) -> None:  # type: ignore[type-arg]
    answer = Answer("x", Outcome.MATCH, 1.0, claim, support=1, denial=0, attributions=tuple(said))  # type: ignore[arg-type]
    check_view(care.claim(answer, editor=editor, today=date(2024, 11, 11)))
    menu = menus.of_statement(
        LARGEST, retracted=True, source=LARGEST, outlet=LARGEST, inquiry=LARGEST, claim=LARGEST,
        page=999,
    )  # fmt: skip
    every = {line.key: menu for line in said}
    check_view(modals.sources(answer, inquiry_id=str(LARGEST), today=TODAY, menus=every))
    message = answer_message(
        answer, context=replace(context(ephemeral=True, can_share=True), menu=True)
    )
    check_message({"text": message.text, "blocks": message.blocks})


@settings(max_examples=30, deadline=None)
@given(st.lists(entries, max_size=20), anything)
def test_what_an_overtaken_editor_is_told(changes: list[Happened], sentence: str) -> None:
    for notice in (outcome_view.changed(changes), outcome_view.refused(sentence)):
        form = forms.Form("Edit claim", "Save", {"do": "edit_claim", "id": 1}, "*x*", (), notice)
        check_view(forms.modal(form), mentions=True)
    message = outcome_view.overtaken(changes, sentence)
    check_message({"text": message.text, "blocks": message.blocks}, mentions=True)


def test_what_an_editor_is_told_afterwards() -> None:
    changes = [(n, "disputed", "confirmed") for n in range(500)]
    message = outcome_view.done("The source is saved.", changes)
    check_message({"text": message.text, "blocks": message.blocks})
    assert "and 492 more claims" in message.text + str(message.blocks)
    for form in ("on-record", "csv", "claimreview"):
        for told in (
            exporting.begun(form),
            exporting.by_command(form),
            exporting.sent(form, date(2024, 11, 11)),
        ):
            check_message({"text": told.text, "blocks": told.blocks})


def test_all_fields_of_a_form_at_their_longest() -> None:
    options = [(str(LARGEST - n), "word " * 40) for n in range(150)]
    form = forms.Form(
        "Merge claim",
        "Next",
        {"do": "merge_source", "id": LARGEST, "seen": LARGEST, "seen_into": LARGEST},
        "*head*",
        [
            forms.text("a", "Label", "x" * 3000, lines=True, needed=True, hint="h"),
            forms.choice("b", "Label", options, options[3][0]),
            forms.ticks("c", "Label", options[:2], [options[0][0]]),
            forms.moment("d", "Label", 1_700_000_000),
        ],
    )
    check_view(forms.modal(form))
