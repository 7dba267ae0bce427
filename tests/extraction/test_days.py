"""The day of saying, as it stands by the cue; and how and when it was said is none of the words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.claims import FoundClaims
from bot.extraction.day_phrases import day_phrase
from bot.extraction.draft import ABOUT_DAY, DraftAttribution, Flag
from bot.extraction.page import page
from bot.extraction.passages import passages
from bot.extraction.proposals import draft_attributions
from bot.record.drafts.deciding import CERTAIN

TUESDAY = date(2026, 11, 10)


def drafts(text: str, published_on: date | None = TUESDAY) -> list[DraftAttribution]:
    found = passages(text, published_on=published_on)
    return draft_attributions(
        text, found, published_on=published_on, known=(), find=lambda _: FoundClaims()
    )


def one(text: str, published_on: date | None = TUESDAY) -> DraftAttribution:
    (draft,) = drafts(text, published_on)
    return draft


def words(text: str, draft: DraftAttribution) -> str:
    return " ".join(text[slice(*span)] for span in draft.passage.content)


ORDERS = (
    "“Two barges sank,” Ida Holm, the harbour master, said {}.",
    "“Two barges sank,” said Ida Holm {}.",
    "Ida Holm said {} that two barges had sunk.",
    "Ida Holm told reporters {} that two barges had sunk.",
    "Ida Holm said in a video posted {} that two barges had sunk.",
    "Two barges had sunk, Ida Holm said {}.",
)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("on 30 October", "2026-10-30"), ("on October 30", "2026-10-30"),
        ("on Oct. 30", "2026-10-30"), ("on 30 Oct. 2026", "2026-10-30"),
        ("on 30 October 2025", "2025-10-30"), ("on October 30, 2025", "2025-10-30"),
        ("on Friday, 30 October", "2026-10-30"), ("on Friday, October 30", "2026-10-30"),
        ("on Friday the 30th", "2026-10-30"), ("on the 3rd", "2026-11-03"),
        ("two days ago", "2026-11-08"), ("yesterday", "2026-11-09"),
        ("the previous day", "2026-11-09"), ("last Friday", "2026-11-06"),
        ("late on Saturday", "2026-11-07"), ("shortly after midnight on Saturday", "2026-11-07"),
        ("early on Monday morning", "2026-11-09"), ("at 10 a.m. on Friday", "2026-11-06"),
        ("on Monday of last week", "2026-11-02"), ("a week ago on Monday", "2026-11-02"),
        ("late last night", "2026-11-09"), ("earlier on Monday", "2026-11-09"),
    ],
)  # fmt: skip
def test_the_day_is_read_as_it_is_written(order: str, day: str, expected: str) -> None:
    draft = one(order.format(day))
    assert (str(draft.said_on), draft.said_precision) == (expected, "day")
    assert not draft.flags & ABOUT_DAY
    assert words(order.format(day), draft).rstrip(",").lower() in (
        "two barges sank", "two barges had sunk",
    )  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("day", "expected", "precision"),
    [
        ("in October", "2026-10-01", "month"), ("earlier this month", "2026-11-01", "month"),
        ("last week", "2026-11-02", "month"), ("a week ago", "2026-11-03", "month"),
        ("in late October", "2026-10-01", "month"), ("last year", "2025-01-01", "year"),
        ("in 2024", "2024-01-01", "year"), ("last summer", "2025-06-01", "season"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_as_exact_as_the_words(
    order: str, day: str, expected: str, precision: str
) -> None:
    if day == "last summer":
        expected = "2026-06-01"  # in November it is over
    draft = one(order.format(day))
    assert (str(draft.said_on), draft.said_precision) == (expected, precision)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "day",
    ["a week earlier", "two days later", "a fortnight ago", "a few days ago", "the following day",
     "hours after the vote", "on the eve of the vote", "on 5 December", "the day before"],
)  # fmt: skip
def test_a_day_that_is_not_read_is_not_guessed(order: str, day: str) -> None:
    draft = one(order.format(day))
    assert draft.said_on is None
    assert Flag.DAY_UNREAD in draft.flags
    assert draft.confidence < CERTAIN


def test_a_weekday_that_is_not_that_of_its_date_is_flagged() -> None:
    draft = one("“Two barges sank,” Ida Holm said on Thursday, 30 October.")
    assert str(draft.said_on) == "2026-10-30"
    assert Flag.DAY_CONTRADICTS in draft.flags
    assert draft.confidence < CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm said the port closed on Friday.",
        "Ida Holm said that on Friday the port closed.",
        "The port closed on Friday, Ida Holm said.",
        "“The port closed on Friday,” said Ida Holm, who resigned on Monday.",
        "Ida Holm, who resigned on Friday, said the port was closed.",
    ],
)
def test_another_day_is_not_that_of_saying(text: str) -> None:
    draft = one(text)
    assert draft.said_on is None
    assert not draft.flags & ABOUT_DAY


@pytest.mark.parametrize(
    "text",
    [
        "On Friday, 30 October, Ida Holm said the port was closed.",
        "On 30 October Ida Holm said the port was closed.",
        "In an interview published on 30 October Ida Holm said the port was closed.",
        "The harbour master on 30 October said the port was closed.",
    ],
)
def test_a_day_before_who_speaks_is_read_whole(text: str) -> None:
    draft = one(text)
    assert str(draft.said_on) == "2026-10-30"
    assert draft.source is not None
    assert "October" not in draft.source.name


@pytest.mark.parametrize(
    "how",
    [
        "without giving details", "before the vote", "after the ferry had docked", "by telephone",
        "in unusually blunt terms", "despite the storm", "on condition of anonymity",
        "when the ferry had docked", "at a briefing late on Saturday", "in Harrow on Saturday",
        "minutes after the vote", "as recently as last month", "in a statement",
    ],
)  # fmt: skip
def test_how_it_was_said_is_none_of_the_words(how: str) -> None:
    text = f"Rolf Kern, the minister, said {how} that 40 crews were out."
    draft = one(text)
    assert words(text, draft) == "40 crews were out"
    assert draft.claim.text == "40 crews were out."


def test_a_that_which_hangs_on_a_noun_ends_no_adverbial() -> None:
    text = "Rolf Kern said after the war that ended in May that 40 crews were out."
    assert words(text, one(text)) == "40 crews were out"
    text = "Rolf Kern said the ferry that sank was old."
    assert words(text, one(text)) == "the ferry that sank was old"


def test_without_a_date_for_the_document_nothing_is_missing() -> None:
    draft = one("“Two barges sank,” Ida Holm said on Friday.", None)
    assert draft.said_on is None
    assert not draft.flags & ABOUT_DAY


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("late on Friday, 30 October, that", "late on Friday, 30 October"),
        ("in May the port closed", "in May"), ("on 30 October 40 crews", "on 30 October"),
        ("May Lindqvist said", ""), ("300 boats", ""), ("in 2,000 boats", ""), ("two boats", ""),
        ("on Friday's vote", ""), ("the 3rd boat", ""),
        ("over the weekend that", "over the weekend"),
    ],
)  # fmt: skip
def test_a_phrase_for_a_time_is_found_whole(text: str, phrase: str) -> None:
    laid = page(text)
    assert (
        text[: laid.words[last - 1].end if (last := day_phrase(laid, 0, len(laid.words))) else 0]
        == phrase
    )


WRITTEN = (
    "on {d} {month}", "on {month} {d}", "on {weekday}, {d} {month}", "on {weekday}, {month} {d}",
    "late on {weekday}, {month} {d}, {year}", "on {d} {month} {year}", "on {short} {d}",
    "on {weekday} {d} {month} {year}",
)  # fmt: skip
_MONTHS = "January February March April May June July August September October November December"
_SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()


@settings(max_examples=150, deadline=None)
@given(
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.integers(0, 300),
    st.sampled_from(WRITTEN),
    st.sampled_from(ORDERS),
)
def test_every_written_date_is_the_day_of_saying(
    published_on: date, back: int, written: str, order: str
) -> None:
    day = published_on - timedelta(days=back)
    words_of_day = written.format(
        d=day.day, month=_MONTHS.split()[day.month - 1], short=_SHORT[day.month - 1],
        year=day.year, weekday=f"{day:%A}",
    )  # fmt: skip
    draft = one(order.format(words_of_day), published_on)
    assert (draft.said_on, draft.said_precision) == (day, "day")
    assert not draft.flags & ABOUT_DAY


# --- a date beside the weekday, and days that the paper's own does not tell ---------------------


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "day",
    [
        "last Friday, October 30,", "on Friday, the 30th of October,", "on Friday - 30 October -",
        "on Friday (October 30)", "on Friday (30 October)", "this past Friday, 30 October,",
    ],
)  # fmt: skip
def test_the_date_beside_a_weekday_decides(order: str, day: str) -> None:
    for draft in drafts(order.format(day.rstrip(",") if order.endswith("{}.") else day)):
        assert draft.said_on == date(2026, 10, 30) or draft.confidence < CERTAIN


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "day",
    [
        "on the Friday before the vote", "on the Monday", "that Friday", "every Friday",
        "the Friday before last", "the week before last", "a week last Tuesday", "the other day",
        "on 9 and 10 October", "between 9 and 10 October", "on Christmas Day",
        "on the last day of October", "on the first Monday in October", "on New Year's Eve",
        "in the second week of October", "until Friday", "on Good Friday", "on Easter Monday",
        "on Boxing Day",
        "some ten days ago", "nearly two weeks ago",
    ],
)  # fmt: skip
def test_a_day_that_is_not_told_is_not_guessed(order: str, day: str) -> None:
    text = order.format(day)
    for draft in drafts(text):
        assert draft.confidence < CERTAIN or draft.said_on is not None
        assert draft.flags or draft.confidence < CERTAIN
        assert draft.said_precision != "day" or "ten days ago" in text
        assert day not in draft.claim.text or draft.confidence < CERTAIN


def test_a_date_that_is_only_weeks_ahead_is_flagged_across_the_new_year() -> None:
    for said, paper in (
        ("on 2 January", date(2026, 12, 30)),
        ("on January 5", date(2026, 12, 20)),
        ("on 11 November", TUESDAY),
    ):
        draft = one(f"Rolf Kern said {said} that the port was shut.", paper)
        assert draft.said_on is None
        assert Flag.DAY_UNREAD in draft.flags
    leap = one("Rolf Kern said on 29 February that the port was shut.")
    assert leap.said_on == date(2024, 2, 29)


def test_the_day_of_speaking_is_read_from_what_is_told_of_the_speaker() -> None:
    for told in ("speaking on Friday, 30 October,", "writing on 30 October,"):
        draft = one(f"Rolf Kern, {told} said the port was shut.")
        assert draft.said_on == date(2026, 10, 30)
    resigned = one("Rolf Kern, who resigned on 30 October, said the port was shut.")
    assert resigned.said_on is None


@pytest.mark.parametrize(
    ("written", "claim"),
    [
        ("on Monday, 2 November", "on 2 November 2026"),
        ("on Friday, Oct. 30,", "on 30 October 2026,"),
        ("on Friday, 30th of October", "on 30 October 2026"),
        ("on Friday last week", "on 6 November 2026"),
        ("on Monday of last week", "on 2 November 2026"),
        ("on Monday the 2nd", "on Monday the 2nd"),
        ("on Thursday, 30 October", "on Thursday, 30 October"),
        ("until last Tuesday", "until 3 November 2026"),
        ("between Monday and Tuesday", "between 9 November 2026 and 10 November 2026"),
        ("on the Friday before last", "on the Friday before last"),
        ("on Good Friday", "on Good Friday"),
        ("on Monday", "on 9 November 2026"),
    ],
)
def test_a_day_in_the_claim_is_written_once_and_as_it_is(written: str, claim: str) -> None:
    draft = one(f"Ida Holm said the port was shut {written} because of ice.")
    assert draft.claim.text == f"The port was shut {claim} because of ice."


@pytest.mark.parametrize("led", ["Late Friday", "As late as Friday", "By Friday", "Until Friday"])
def test_a_day_before_the_speaker_is_no_part_of_the_name(led: str) -> None:
    draft = one(f"{led} Kern said the port was open.")
    assert draft.source is not None
    assert draft.source.name == "Kern"
    times = one("The Sunday Times said the port was open.")
    assert times.source is not None
    assert times.source.name == "Sunday Times"
