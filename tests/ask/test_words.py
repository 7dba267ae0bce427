"""The words for statuses, flags, reasons, figures and dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.ask import lines, words
from bot.corroboration import Reason, Status, status_words
from bot.language import writing
from bot.matching.outcome import DifferenceKind
from tests.contract.answers import said
from tests.corroboration.flags import FLAGS

A_VERDICT = re.compile(r"\b(true|false|truth|lie|verified|debunked|fake|probab|likely|%)", re.I)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_words_and_no_verdict(status: Status) -> None:
    shown = status_words.status(status)
    assert shown[0].isupper()
    assert "_" not in shown
    assert not A_VERDICT.search(shown + status_words.status_means(status))


@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_is_one_sentence_without_a_verdict(flag: str) -> None:
    shown = words.flag(flag)
    assert shown.endswith(".")
    assert shown[0].isupper()
    assert "_" not in shown
    assert not A_VERDICT.search(shown)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_explained(reason: Reason) -> None:
    for counted in ("support", "denial", ""):
        line = replace(said("a", "P", "S", "q"), reason=reason.value, counted=counted)
        assert words.explain(line).endswith(".") or reason in {Reason.SUPPORTS, Reason.DENIES}
    assert reason.value in words._REASONS


@pytest.mark.parametrize("kind", DifferenceKind)
def test_every_kind_of_difference_has_a_label(kind: DifferenceKind) -> None:
    assert words.difference(kind)


def test_not_confirming_is_said_to_be_no_denial() -> None:
    one = words.flag("not_confirmed_by:Russia")
    two = words.flag("not_confirmed_by:North Korea,Russia")
    assert one == "Russia has not confirmed it (that is not a denial)."
    assert two == "North Korea and Russia have not confirmed it (that is not a denial)."


def test_names_in_a_flag_cannot_ping() -> None:
    assert "<!" not in words.flag("not_confirmed_by:<!channel>")


def test_stale_gives_the_age_on_the_day_of_asking() -> None:
    shown = words.flag("stale", as_of=date(2024, 11, 5), today=date(2025, 1, 5))
    assert shown == "The newest counted statement is 61 days old. Check for newer ones."


def test_an_unknown_status_or_flag_is_shown_rather_than_lost() -> None:
    assert status_words.status("new_status") == "New status"
    assert words.flag("new_flag:x") == "new flag:x."


@pytest.mark.parametrize(
    ("interval", "unit", "shown"),
    [
        ((10_000, 10_000), None, "10,000"),
        ((10_000, 12_000), "troops", "10,000 to 12,000 troops"),
        ((10_000, None), None, "10,000 or more"),
        ((None, 12.5), "%", "up to 12.5%"),
        ((None, None), None, ""),
        (None, "km", ""),
    ],
)
def test_figures(
    interval: tuple[float | None, float | None] | None, unit: str | None, shown: str
) -> None:
    assert words.figure(interval, unit) == shown


def test_dates_are_written_the_same_everywhere() -> None:
    assert writing.day(date(2024, 11, 5)) == "5 Nov 2024"


def test_a_long_list_of_names_is_cut_and_counted() -> None:
    assert words.listed(list("abcdefg"), most=3) == "a, b, c and 4 more"
    assert words.listed(["a", "b"]) == "a and b"
    assert words.listed([]) == ""


def test_a_reason_names_the_speaker_it_is_about() -> None:
    relay = replace(said("r", "X", "X", "q"), reason="relay", reason_about="a1")
    assert words.explain(relay, {"a1": "Ilse Brandt"}) == "Not counted: it relays Ilse Brandt."


def test_a_line_names_each_thing_once() -> None:
    line = said("a", "Ukraine", "Ukraine", "q", outlet="AP", relayed_by="AP")
    assert lines.line(line, quote_limit=200) == "• *Ukraine*: “q” · via AP · 5 Nov 2024"


def test_a_paraphrase_has_no_quotation_marks_and_says_what_it_is() -> None:
    shown = lines.line(said("a", "P", "S", "so it went", verbatim=False), quote_limit=200)
    assert shown == "• *P* — S: so it went (paraphrase) · 5 Nov 2024"


def test_an_undated_line_gives_the_day_of_publication_or_says_undated() -> None:
    line = said("a", "P", "P", "q", said_on=None)
    assert lines.line(line, quote_limit=200).endswith("undated")
    dated = replace(line, published_on=date(2024, 1, 2))
    assert lines.line(dated, quote_limit=200).endswith("published 2 Jan 2024")
