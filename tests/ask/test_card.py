"""What a person reads in an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.ask import modals, remarks
from bot.ask import view as messages
from bot.ask.card import SHARE, answer_message
from bot.ask.view import TO_DESK
from bot.check.answer import Answer, Hint
from bot.language.quantities import quantities
from bot.matching.outcome import Difference, DifferenceKind, Given, Outcome
from bot.record.card import ReviewLine
from bot.slack import action_ids, blocks
from bot.slack.plain import plain, plain_blocks
from tests.contract import answers
from tests.contract.answers import TODAY, context, said


def shown(answer: Answer, **where: object) -> str:
    return plain(answer_message(answer, context=context(**where)))  # type: ignore[arg-type]


def pressed(answer: Answer, **where: object) -> list[str]:
    message = answer_message(answer, context=context(**where))  # type: ignore[arg-type]
    return [
        element["action_id"]
        for block in message.blocks
        for element in [*block.get("elements", []), block.get("accessory", {})]
        if "action_id" in element
    ]


def test_a_card_reads_claim_status_groups_flags_buttons_from_top_to_bottom() -> None:
    card = shown(answers.ALIGNED)
    order = [
        "More than 10,000 Orsk soldiers are in the Tessen valley.  #12",
        "Several parties, all on one side · 2 parties say so, none denies · as of 5 Nov 2024",
        "Say so: Varland, Coast Union (38 outlets relay it, which adds no support)",
        "Have not confirmed (no denial): ",
        "” — Ilse Brandt, spokeswoman, Varland",
        "ⓘ No neutral source",
        "[ All sources ] [ Tell me when this changes ] [ Wrong claim ] [ Outdated ]",
    ]
    places = [card.index(part) for part in order]
    assert places == sorted(places)


def test_a_difference_comes_first_and_the_status_is_said_to_be_the_records() -> None:
    card = shown(answers.DIFFERS)
    assert card.startswith(
        "⚠️ Not what is on record. Figure: you wrote 100,000; on record: more than 10,000"
    )
    assert "Its status, not your statement's: Several parties, all on one side" in card


def test_several_differences_get_a_line_each_with_their_relation() -> None:
    card = shown(answers.DIFFERS_TWICE)
    assert "• Figure: you wrote 12,000; on record: more than 10,000 (more exact than" in card
    assert "• Other meaning: you wrote have left; on record: are in" in card


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (Difference(DifferenceKind.PLACE, "", "Varland"), "you wrote nothing of it; on record: V"),
        (Difference(DifferenceKind.DATE, "May", ""), "Date: you wrote May; not on record"),
        (Difference(DifferenceKind.ROLES, "", ""), "Who did it to whom: not the same on record"),
    ],
)
def test_a_difference_of_which_one_side_is_silent(difference: Difference, words: str) -> None:
    assert words in shown(replace(answers.DIFFERS, differences=(difference,)))


def test_several_voices_of_one_party_are_one_name() -> None:
    card = shown(answers.ALIGNED)
    assert card.count("Coast Union") == 1
    assert "Mara Quint" not in card


def test_joint_evidence_is_said_to_count_once() -> None:
    lines = (
        said("x", "North", "North", "q", counted="support", reason="supports"),
        said("y", "South", "South", "q", counted="support", reason="joined_by_evidence",
             reason_about="x"),
    )  # fmt: skip
    card = shown(replace(answers.ALIGNED, attributions=lines))
    assert "ⓘ North and South count once: one joint statement or report" in card


def test_another_figure_is_given_not_denied() -> None:
    card = shown(answers.DISPUTED)
    assert "2 parties say so, 1 denies it, 1 gives another figure" in card
    assert "Gives another figure: Bridge Watch (2" in card


def test_statements_that_name_nobody_are_only_counted() -> None:
    card = shown(answers.DISPUTED)
    assert "Nobody named: 1 statement (not counted)" in card
    assert "reportedly" not in card


def test_of_a_dispute_both_sides_are_quoted() -> None:
    card = shown(answers.DISPUTED)
    assert "Forty lorries stood there" in card
    assert "denies: “The bridge was open all day.” — Lena Ost, mayor" in card


@pytest.mark.parametrize(
    ("words_", "reads"),
    [
        ("Ostra had anything to do with it", "denies: Ostra had anything to do with it"),
        ("any part in it", "denies: any part in it"),
        ("Ostra had nothing to do with it", "Ostra had nothing to do with it"),
        ("It was not us", "It was not us"),
    ],
)
def test_a_denial_is_worded_as_one(words_: str, reads: str) -> None:
    line = said("x", "Ostra", "Ida Holm", words_, stance="denies", verbatim=False, counted="denial")
    answer = replace(answers.ALIGNED, attributions=(line,))
    assert f"\n{reads} (paraphrase) — Ida Holm, Ostra" in shown(answer)
    everything = plain_blocks(modals.sources(answer, inquiry_id="1", today=TODAY)["blocks"])
    assert f"Ida Holm: {reads} (paraphrase)" in everything


@pytest.mark.parametrize("reason", ["retracted", "withdrawn_later", "replaced"])
def test_what_was_withdrawn_or_replaced_does_not_stand_among_those_who_say_so(reason: str) -> None:
    line = said("x", "North", "North", "q", reason=reason)
    card = shown(replace(answers.ALIGNED, attributions=(line,)))
    assert "Says so:" not in card
    assert "North" in card


def test_relays_without_their_original_say_so() -> None:
    relays = tuple(a for a in answers.ALIGNED.attributions if a.reason == "relay")
    card = shown(replace(answers.ALIGNED, attributions=relays[:1]))
    assert "1 outlet relays it, which adds no support; the words themselves are not on re" in card


def test_many_parties_have_one_row_that_counts_the_rest() -> None:
    many = tuple(
        said(f"m{n:02}", f"Party {n:02}", f"Voice {n}", "yes", counted="support", reason="x")
        for n in range(13)
    )
    card = shown(replace(answers.ALIGNED, attributions=many))
    assert "Say so: Party 00, Party 01, Party 02, Party 03, Party 04, 8 more\n" in card


def test_one_name_more_than_fits_is_shown_rather_than_counted() -> None:
    six = tuple(said(f"m{n}", f"P{n}", f"P{n}", "yes", counted="support") for n in range(6))
    assert "P4, P5\n" in shown(replace(answers.ALIGNED, attributions=six))


@pytest.mark.parametrize(
    "answer", [answers.ALIGNED, answers.DIFFERS, answers.DISPUTED, answers.CONFIRMED]
)
def test_a_card_has_about_eight_lines(answer: Answer) -> None:
    assert len([row for row in shown(answer).split("\n") if row.strip()]) <= 9


def test_the_order_of_attributions_does_not_change_the_card() -> None:
    turned = replace(answers.ALIGNED, attributions=answers.ALIGNED.attributions[::-1])
    assert shown(turned) == shown(answers.ALIGNED)


def test_flags_come_as_sentences_with_the_age_of_a_stale_claim() -> None:
    told = remarks.in_full(answers.CONFIRMED, date(2024, 11, 6))
    assert told[0] == "The newest counted statement is 608 days old. Check for newer ones."


def test_a_flag_that_no_row_says_is_a_remark() -> None:
    card = shown(replace(answers.ALIGNED, attributions=()))
    assert "Narrow Isles and Orsk have not confirmed it" in card


def test_only_an_ephemeral_answer_offers_to_share_and_quotes_what_was_asked() -> None:
    assert SHARE not in pressed(answers.ALIGNED, can_share=True)
    assert SHARE not in pressed(answers.ALIGNED, ephemeral=True)
    assert SHARE in pressed(answers.ALIGNED, ephemeral=True, can_share=True)
    assert "You asked: “Over 10k Orsk" in shown(answers.ALIGNED, ephemeral=True)


def test_of_several_statements_each_stands_above_its_answer() -> None:
    assert shown(answers.NONE, position=2, total=3).startswith(
        "  2 of 3 · “The moon base opened in May”"
    )


def test_candidates_have_a_button_each_and_no_status() -> None:
    card = shown(answers.POSSIBLE)
    assert "Not sure which claim you mean. Which of these is it?" in card
    assert card.count("[ This one ]") == 3
    assert "[ None of these ]" in card
    assert "part" not in card.replace("significant part", "")


def test_nothing_on_record_says_nothing_about_the_matter_and_offers_the_desk() -> None:
    card = shown(answers.NONE)
    assert card == (
        "Nothing on record says this. That says nothing about whether it is so.\n\n"
        "[ Put it to the desk ] [ Tell me when it is answered ]"
    )


@pytest.mark.parametrize("hint", Hint)
def test_a_hint_says_what_to_do_and_only_a_withdrawn_claim_goes_to_the_desk(hint: Hint) -> None:
    answer = replace(answers.NONE, hint=hint)
    assert shown(answer)
    assert (TO_DESK in pressed(answer)) is (hint is Hint.WITHDRAWN)


def test_a_match_without_its_claim_is_refused() -> None:
    with pytest.raises(ValueError, match="has a claim"):
        shown(Answer("x", Outcome.MATCH))


def test_the_fallback_text_tells_the_whole_answer_without_marks() -> None:
    text = answer_message(answers.DIFFERS, context=context()).text
    assert text == (
        "Not what is on record. Figure: you wrote 100,000; on record: more than 10,000. "
        "Claim on record: More than 10,000 Orsk soldiers are in the Tessen valley. "
        "Several parties, all on one side. 2 parties say so, none denies. As of 5 Nov 2024."
    )


def test_the_buttons_carry_the_inquiry_and_the_claim() -> None:
    row = answer_message(answers.ALIGNED, context=context(inquiry_id="41")).blocks[-1]
    assert blocks.read_value(row["elements"][0]["value"]) == {"inquiry": "41", "claim": 12}


@pytest.mark.parametrize(
    "value", ["", "x", "[]", '"a"', "null", '{"a": [1]}', '{"a": true}', '{"a": 1.5}', "[" * 1999]
)
def test_a_value_that_no_button_of_ours_carries_is_refused(value: str) -> None:
    with pytest.raises(ValueError):
        blocks.read_value(value)


def test_a_value_too_long_for_a_button_is_refused() -> None:
    with pytest.raises(ValueError, match="2000"):
        blocks.button_value(inquiry="x" * 2000)


def test_all_sources_tells_why_each_counted_or_not() -> None:
    view = plain_blocks(modals.sources(answers.ALIGNED, inquiry_id="41", today=TODAY)["blocks"])
    assert "Counts as support. Counted once with Union Defence Office, of the same party." in view
    assert "Not counted: it relays Ilse Brandt." in view
    assert "Listed, not counted: not confirming is no denial." in view


def test_many_sources_are_turned_page_by_page_and_none_is_lost() -> None:
    many = tuple(said(f"m{n:02}", "P", f"Voice {n:02}", "yes") for n in range(60))
    answer = replace(answers.ALIGNED, attributions=many)
    pages = [
        plain_blocks(modals.sources(answer, page, inquiry_id="1", today=TODAY)["blocks"])
        for page in range(3)
    ]
    assert all(sum(f"Voice {n:02}" in page for page in pages) == 1 for n in range(60))
    assert "[ Next ]" in pages[0]
    assert "[ Previous ]" not in pages[0]
    assert "Page 3 of 3" in pages[2]
    beyond = modals.sources(answer, 99, inquiry_id="1", today=TODAY)
    assert plain_blocks(beyond["blocks"]) == pages[2]


def test_a_shared_answer_names_who_shares_and_what_was_asked() -> None:
    card = answer_message(answers.ALIGNED, context=context())
    text = plain(messages.shared_by("U1", answers.ALIGNED.statement, card))
    assert text.startswith("  Shared by @U1 · asked: “Over 10k Orsk troops are in the Tessen")


def test_the_terminal_shows_links_with_their_address_and_wraps_under_the_bullet() -> None:
    text = plain_blocks(
        modals.sources(answers.ALIGNED, inquiry_id="1", today=TODAY)["blocks"], width=60
    )
    assert "(https://harbour.example/a?b=1&c=2)" in text
    assert all(len(row) <= 60 for row in text.split("\n") if "http" not in row)
    assert "\n  " in text
    assert "*" not in text


@pytest.mark.parametrize(
    ("day", "precision", "words_"),
    [
        (date(2024, 11, 1), "month", "Nov 2024"),
        (date(2024, 6, 1), "season", "summer 2024"),
        (date(2024, 12, 1), "season", "winter 2024/25"),
        (date(2024, 1, 1), "year", "2024"),
        (date(2024, 11, 1), None, "1 Nov 2024"),
    ],
)
def test_a_date_looks_no_more_exact_than_it_is(
    day: date, precision: str | None, words_: str
) -> None:
    line = said("a", "Ostra", "Ida Holm", "q", said_on=day)
    claim = answers.ALIGNED.claim
    assert claim is not None
    answer = replace(
        answers.ALIGNED,
        claim=replace(claim, as_of=day, as_of_precision=precision),
        attributions=(replace(line, said_precision=precision, counted="support"),),
    )
    assert f"as of {words_}\n" in shown(answer)
    assert f" · {words_}\n" in shown(answer)
    assert answer_message(answer, context=context()).text.endswith(f"As of {words_}.")


@pytest.mark.parametrize(
    ("time", "words_"),
    [
        ("2024-11-03", "3 Nov 2024"),
        ("2024-11", "Nov 2024"),
        ("2024", "2024"),
        ("summer 2024", "summer 2024"),
        ("2024-11-99", "2024-11-99"),
        ("before the flood", "before the flood"),
    ],
)
def test_a_claims_own_time_stands_beside_the_day_on_which_it_was_said(
    time: str, words_: str
) -> None:
    claim = answers.ALIGNED.claim
    assert claim is not None
    answer = replace(answers.ALIGNED, claim=replace(claim, time=time))
    assert f"as of 5 Nov 2024 · speaks of {words_}\n" in shown(answer)


def test_others_reviews_stand_on_the_card_in_their_own_words() -> None:
    review = ReviewLine(
        1, "Northern Check", "Mostly *wrong*", "https://n.example/1", date(2024, 11, 5), "…", None
    )
    claim = answers.ALIGNED.claim
    assert claim is not None
    reviews = (review, *(replace(review, id=n, publisher=f"Check {n}") for n in range(4)))
    card = shown(replace(answers.ALIGNED, claim=replace(claim, reviews=reviews)))
    assert "Reviewed by Northern Check (https://n.example/1): “Mostly ∗wrong∗” (5 Nov 2024)" in card
    assert "and 4 more reviews" in card
    assert "Reviewed by" not in shown(answers.ALIGNED)


def test_the_menu_for_editors_stands_last_where_there_is_one() -> None:
    message = answer_message(answers.ALIGNED, context=replace(context(), menu=True))
    menu = message.blocks[-1]["elements"][-1]
    assert [one["text"]["text"] for one in menu["options"]] == [
        "Outdated",
        "History",
        "Edit claim…",
        "Merge into another…",
        "Withdraw…",
    ]
    assert action_ids.CARE not in pressed(answers.ALIGNED)


def test_only_a_contradiction_warns() -> None:
    closer = Difference(
        DifferenceKind.FIGURE,
        "12,000",
        "more than 10,000",
        "more exact than the record",
        contradicts=False,
    )
    card = shown(replace(answers.DIFFERS, differences=(closer,)))
    assert card.startswith("Not quite what is on record. Figure: you wrote 12,000; on record: more")
    both = shown(replace(answers.DIFFERS, differences=(closer, *answers.DIFFERS.differences)))
    assert both.startswith("⚠️ Not what is on record.")


def test_whose_figure_it_is_is_said() -> None:
    [figure] = quantities("over eight million crowns")
    card = shown(replace(answers.ALIGNED, given=(Given(figure, "Ida Holm"),)))
    assert "over eight million is the figure that Ida Holm gives." in card
