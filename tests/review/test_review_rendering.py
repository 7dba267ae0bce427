"""A draft as an editor reads it: marked words, speaker, flags; and any text within the limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.draft import (
    DraftAttribution,
    DraftPassage,
    Flag,
    Pattern,
    ProposedClaim,
    ProposedSource,
)
from bot.record.drafts.edits import Speaker
from bot.record.drafts.views import DraftView, KnownClaim
from bot.review import draft_forms_view as review_forms
from bot.review import draft_view, head_view
from bot.review import view as review
from bot.review.marking import marked
from bot.slack.plain import plain, unmarked
from tests.contract.payloads import check_message, check_view

SAID = 'The mayor, Ida Holm, said "it is closed", and left.'


def view(sentence: str = SAID, content: tuple[int, int] = (27, 39), **fields: Any) -> DraftView:
    passage = DraftPassage(Pattern.MIXED, (content,), (0, len(sentence)), verbatim=True)
    source = ProposedSource("Ida Holm", "person", role="mayor")
    said = DraftAttribution(passage, source, ProposedClaim("It is closed.", "fact"), "asserts")
    return DraftView(
        **{
            "id": 1,
            "version": 1,
            "document_id": 1,
            "title": "Closed",
            "outlet": None,
            "url": None,
            "published_on": None,
            "sentence": sentence,
            "content": (sentence[slice(*content)],),
            "antecedent": (),
            "said": said,
            "speaker": ("Ida Holm", "Ostra"),
            "new_speaker": True,
            "somebody_else": False,
            "claim": None,
            "near": (),
            "candidates": (),
            "flags": (),
            "confidence": 0.95,
            "state": "draft",
            "decided_by": None,
            "decided_at": None,
            "reason": None,
            "last_action": None,
            "changed_by": None,
            "changed_at": None,
            "claim_id": None,
            **fields,
        }
    )


HEAD = head_view.Head(1, "Closed", None, None, None, None, 1, 0, 0, 0)


def test_the_speaker_s_words_are_bold_in_their_sentence() -> None:
    assert draft_view.passage(view()) == 'The mayor, Ida Holm, said "*it is closed*", and left.'


def test_of_a_long_sentence_the_words_remain() -> None:
    before, after = "and so on " * 100, " or the like" * 100
    shown = marked(f"{before}IT IS CLOSED{after}", [(1000, 1012)], ("[", "]"))
    assert "[IT IS CLOSED]" in shown
    assert len(shown) < 600
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_stored_text_is_no_mark_up() -> None:
    shown = draft_view.passage(view("He said <!channel> *now*, ok.", (8, 24)))
    assert shown == "He said *&lt;!channel&gt; ∗now∗*, ok."


def test_who_stands_alone_is_pointed_out() -> None:
    said = unmarked(draft_view.draft_text(view(speaker=("Ida Holm",))))
    assert "no party named" in said
    assert "Look at: for whom they speak is not known" in said
    assert "Look at" not in draft_view.draft_text(view())


def test_every_flag_has_words() -> None:
    for flag in Flag:
        assert "_" not in draft_view.flags_in_words([flag])


def test_how_surely_it_was_read_is_no_number() -> None:
    for confidence, words in ((0.95, "clear"), (0.8, "fairly clear"), (0.3, "unclear")):
        said = draft_view.draft_text(view(confidence=confidence))
        assert f"reading: {words}" in said
        assert str(confidence) not in said


def test_dates_say_how_exactly_they_are_known() -> None:
    def when(precision: str | None, day: date | None = date(2024, 11, 5)) -> str:
        shown = view()
        return draft_view.when(
            replace(shown, said=replace(shown.said, said_on=day, said_precision=precision))
        )

    assert when("day") == "5 Nov 2024"
    assert when("month") == "Nov 2024"
    assert when("season") == "about Nov 2024"
    assert when("year") == "2024"
    assert when("document") == "5 Nov 2024 (the document's date)"
    assert when(None, None) == "day unknown"


TEXT = st.text(max_size=600)


@settings(max_examples=60, deadline=None)
@given(
    sentence=st.text(min_size=1, max_size=3_000),
    ends=st.tuples(st.integers(0, 3_000), st.integers(0, 3_000)),
    texts=st.lists(TEXT, min_size=5, max_size=5),
)
def test_any_text_is_what_slack_takes(
    sentence: str, ends: tuple[int, int], texts: list[str]
) -> None:
    low, high = sorted(min(end, len(sentence)) for end in ends)
    name, title, claim, reason, near = texts
    shown = view(
        sentence,
        (low, high),
        speaker=(name, near),
        title=title,
        near=(KnownClaim(2, near), KnownClaim(3, claim)),
        reason=reason,
    )
    shown = replace(
        shown,
        said=replace(
            shown.said,
            source=ProposedSource(name, "person", role=near),
            claim=ProposedClaim(claim, "fact", place=near),
            hedge=near,
            relayed_by=title,
        ),
    )
    head = replace(HEAD, title=title, outlet=name, url=near)
    drafts = [shown, replace(shown, state="rejected", decided_by="U0ANA")] * 4
    message = review.review(
        head, review.Shown(drafts, page=2, pages=3, certain=drafts[:1], last=drafts[0])
    )
    check_message({"text": message.text, "blocks": message.blocks}, mentions=True)
    assert plain(message)
    speaker = Speaker(name, role=near, organisation=claim, party=title)
    for form in (
        review_forms.edit(shown, speaker, page=1, kinds=["person"], claim_kinds=["fact"]),
        review_forms.link(shown, page=1, near=shown.near, looked_for=title),
        review_forms.split(shown, page=1),
        review_forms.reject(shown, page=1),
    ):
        check_view(form)
