"""A document's text → who seems to say what, in invented news of invented countries."""

from __future__ import annotations

from datetime import date

import pytest

from bot.extraction.draft import DraftPassage, Flag, Pattern, Span
from bot.extraction.passages import passages


def said(text: str, span: Span | None) -> str | None:
    return None if span is None else text[slice(*span)]


def words(text: str, passage: DraftPassage) -> list[str]:
    return [text[slice(*span)] for span in passage.content]


def only(text: str) -> DraftPassage:
    found = passages(text)
    assert len(found) == 1, [(p.pattern, words(text, p)) for p in found]
    return found[0]


DIRECT = {
    "quote first": '"The bridge is safe to cross now," Jane Roe said.',
    "inverted": '"The bridge is safe to cross now," said Jane Roe.',
    "speaker first": 'Jane Roe said: "The bridge is safe to cross now,"',
    "told": 'Jane Roe told reporters in Port Elsa, "The bridge is safe to cross now,"',
    "curly": "“The bridge is safe to cross now,” Jane Roe said on Monday.",
    "British": "‘The bridge is safe to cross now,’ said Jane Roe.",
    "doubled marks": "''The bridge is safe to cross now,'' Jane Roe said.",
    "apposition": '"The bridge is safe to cross now," Jane Roe, the mayor of Port Elsa, said.',
    "role first": '"The bridge is safe to cross now," the mayor of Port Elsa, Jane Roe, said.',
    "a colon in a paragraph before": 'Jane Roe said:\n\n"The bridge is safe to cross now,"',
    "signed": "“The bridge is safe to cross now,” — Jane Roe",
}


@pytest.mark.parametrize("text", DIRECT.values(), ids=DIRECT.keys())
def test_a_quotation_and_who_said_it(text: str) -> None:
    passage = only(text)
    assert passage.pattern is Pattern.DIRECT
    assert passage.verbatim
    assert words(text, passage) == ["The bridge is safe to cross now,"]
    assert passage.name == "Jane Roe"
    assert passage.stance == "asserts"


INDIRECT = {
    "that": "Jane Roe said on Friday that the bridge was closed for good.",
    "no that": "Jane Roe said the bridge was closed for good.",
    "told": "Jane Roe told lawmakers that the bridge was closed for good.",
    "after": "The bridge was closed for good, Jane Roe said.",
    "ing": "Jane Roe went further, insisting that the bridge was closed for good.",
    "to": "Jane Roe used the meeting to argue that the bridge was closed for good.",
    "according to": "The bridge was closed for good, according to Jane Roe.",
    "according to first": "According to Jane Roe, the bridge was closed for good.",
    "her claim": "The paper looked into Jane Roe's claim that the bridge was closed for good.",
}


@pytest.mark.parametrize("text", INDIRECT.values(), ids=INDIRECT.keys())
def test_a_paraphrase_leaves_out_that(text: str) -> None:
    passage = only(text)
    assert [w.lower() for w in words(text, passage)] == ["the bridge was closed for good"]
    assert not passage.verbatim
    assert passage.source is not None
    assert "Jane Roe" in text[slice(*passage.source)]


def test_words_in_marks_inside_a_paraphrase_are_told_apart() -> None:
    text = 'Ada Lund has urged her visitor Karl Ek on the "need for calm" along the border.'
    passage = only(text)
    assert passage.pattern is Pattern.MIXED
    assert passage.name == "Ada Lund"
    assert [text[slice(*part)] for part in passage.verbatim_parts] == ["need for calm"]
    assert words(text, passage) == ['the "need for calm" along the border']


def test_a_quotation_that_is_parted_stays_one_passage() -> None:
    text = '"It was dark," said Tomas Berg, a fisherman. "People were jumping into the sea."'
    passage = only(text)
    assert words(text, passage) == ["It was dark,", "People were jumping into the sea."]
    assert passage.role == "fisherman"


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = (
        '"We saw the water rise all night," Ada Lund said. "Nobody came to help us.\n\n'
        '"In the morning the road was gone."'
    )
    assert words(text, only(text)) == [
        "We saw the water rise all night,",
        "Nobody came to help us.",
        "In the morning the road was gone.",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            'Tomas Berg said the ship was old. He added: "It should not have sailed at all."',
            "Tomas Berg",
        ),
        ('"We will pay," Ada Lund said. She promised that the report would be public.', "Ada Lund"),
    ],
)
def test_a_pronoun_stands_for_who_spoke_before_and_is_always_flagged(text: str, name: str) -> None:
    passage = passages(text)[-1]
    assert passage.name == name
    assert Flag.PRONOUN_SPEAKER in passage.flags


def test_a_surname_stands_for_the_name_and_office_given_before() -> None:
    text = (
        "Norland's finance minister Ada Lund said that taxes would fall.\n\n"
        '"Nobody will pay more," Lund told parliament.'
    )
    later = passages(text)[-1]
    assert (later.name, later.role, later.organisation) == (
        "Ada Lund",
        "finance minister",
        "Norland",
    )
    assert said(text, later.source) == "Lund"


def test_the_same_points_at_what_was_said_before_and_is_flagged() -> None:
    text = '"The shells fell at noon," Ada Lund said. A second officer said the same.'
    passage = passages(text)[-1]
    assert passage.pattern is Pattern.ANAPHORIC
    assert Flag.THE_SAME in passage.flags
    assert [text[slice(*s)] for s in passage.antecedent] == ["The shells fell at noon,"]


def test_two_governments_that_speak_at_once_are_two_speakers() -> None:
    text = "The French and German governments have both denied any part in the deal."
    passage = only(text)
    assert passage.speakers == ("French government", "German government")
    assert Flag.SEVERAL_SPEAKERS in passage.flags
    assert passage.stance == "denies"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry has not confirmed the death of the captain.", "declines"),
        ("The ministry has yet to confirm the death of the captain.", "declines"),
        ("The ministry would not say whether the captain was dead.", "declines"),
        ("The ministry declined to comment.", "declines"),
        ("Marlin Line said it could not confirm the number of dead.", "declines"),
        ("Ida Holm said she could neither confirm nor deny that the gate had failed.", "declines"),
        ("Rolf Kern said he was unable to say how many people had died.", "declines"),
        ("The ministry said that it would not give the port any money.", "asserts"),
        ("Rolf Kern said he could not swim.", "asserts"),
        ("The ministry refused to say whether the captain was dead.", "declines"),
        ("A spokesman neither gave nor confirmed the details of any crash.", "declines"),
        ("Ada Lund has neither confirmed nor denied the reports.", "declines"),
        ("Neither Norland nor Estavia has confirmed the reports.", "declines"),
        ("The ministry denied that the captain was dead.", "denies"),
        ("The ministry rejected the claim that the captain was dead.", "denies"),
        ("The mayor hinted that the port might close.", "hedges"),
        ('"All indications are that the port will close," Ada Lund said.', "hedges"),
        ("The ministry confirmed that the captain was dead.", "asserts"),
        ("The ministry estimates that 40 people died.", "asserts"),
    ],
)
def test_the_stance_that_the_words_take(text: str, stance: str) -> None:
    assert passages(text)[0].stance == stance


def test_a_declined_confirmation_is_marked_as_such() -> None:
    text = "The operator has still not fully confirmed the figure - not even to the police."
    passage = only(text)
    assert passage.pattern is Pattern.NEGATED_CUE
    assert said(text, passage.cue) == "has still not fully confirmed"


@pytest.mark.parametrize(
    "text",
    [
        "The ferry was reportedly sold last year.",
        "It is believed that the ferry was sold last year.",
        "The ferry is said to have been sold last year.",
    ],
)
def test_what_nobody_is_named_for_has_no_source(text: str) -> None:
    passage = only(text)
    assert passage.source is None
    assert passage.stance == "hedges"
    assert Flag.NO_SOURCE in passage.flags


def test_an_outlets_quotation_relays_whoever_speaks_in_it() -> None:
    text = '"Norland officials said on Monday that their boats had been fired at," the BBC writes.'
    outer, inner = passages(text)
    assert (outer.name, outer.stance) == ("BBC", "relays")
    assert inner.relayed_by == "BBC"
    assert inner.nested_in == 0
    assert not inner.verbatim  # the words in the marks are the BBC's
    assert words(text, inner) == ["their boats had been fired at"]
    assert said(text, inner.source) == "Norland officials"
    assert said(text, inner.when) == "on Monday"
    assert {Flag.RELAYED, Flag.NESTED} <= inner.flags


@pytest.mark.parametrize(
    "text",
    [
        "The Daily Courier reported, citing a senior Norland official, that the talks had failed.",
        "The Daily Courier reported that the talks had failed, citing a senior Norland official.",
        "The Daily Courier cited a senior Norland official as saying the talks had failed.",
        "The Daily Courier, citing a senior Norland official, reported that the talks had failed.",
        "The Daily Courier, quoting a senior Norland official, said the talks had failed.",
    ],
)
def test_who_an_outlet_cites_is_who_says_it(text: str) -> None:
    passage = only(text)
    assert said(text, passage.source) == "a senior Norland official"
    assert passage.relayed_by == "Daily Courier"
    assert words(text, passage) == ["the talks had failed"]


def test_who_is_told_something_is_an_outlet_or_is_not() -> None:
    assert only('"We need boats," Ada Lund told the BBC.').relayed_by == "BBC"
    assert only('"We need boats," Ada Lund told reporters.').relayed_by is None


def test_somebody_else_may_speak_in_the_same_sentence() -> None:
    text = (
        'The ministry rejected the report as "a fairy tale," with its spokeswoman, Irina Volk, '
        "claiming in a post that the boats were on exercise."
    )
    first, second = passages(text)
    assert said(text, first.source) == "The ministry"
    assert first.stance == "denies"
    assert second.name == "Irina Volk"
    assert words(text, second) == ["the boats were on exercise"]


def test_two_cues_of_one_subject_are_two_passages() -> None:
    text = "The agency estimates that 40 died and warns that the number may rise."
    first, second = passages(text)
    assert words(text, first) == ["40 died"]
    assert words(text, second) == ["the number may rise"]
    assert said(text, second.source) == "The agency"


def test_the_publication_is_the_one_named_before() -> None:
    text = (
        '"The harbour was shelled twice," Reuters reports.\n\n'
        'The agency described the attack as "the first in a year".'
    )
    assert passages(text)[-1].name == "Reuters"


def test_a_post_is_signed_after_its_text_and_relays_who_speaks_in_it() -> None:
    text = (
        "The ministry says that 312 people were aboard and warns that the number may rise "
        "pic.example.com/x — Norland Radio (@norlandradio) May 17, 2023"
    )
    post, first, second = passages(text)
    assert post.pattern is Pattern.POST
    assert post.name == "Norland Radio"
    assert said(text, post.when) == "May 17, 2023"
    assert words(text, first) == ["312 people were aboard"]
    assert [p.relayed_by for p in (first, second)] == ["Norland Radio", "Norland Radio"]
    assert first.when is None  # the day of the post is not that of what it relays


def test_header_credit_and_doubled_words_move_no_offset() -> None:
    text = (
        " date 2023-05-17 Norland and Estavia now say that dozens of boats crossed the border.\n\n"
        "Getty Images\n\nThe two governments have have hinted at it."
    )
    first, second = passages(text)
    assert said(text, first.source) == "Norland and Estavia"
    assert said(text, first.cue) == "say"
    assert said(text, first.when) == "now"
    assert said(text, second.cue) == "have have hinted at"
    assert second.stance == "hedges"


def test_an_editors_brackets_are_found_inside_the_words() -> None:
    text = '"They will carry [out] the plan at once," Ada Lund said.'
    passage = only(text)
    assert [text[slice(*s)] for s in passage.insertions] == ["[out]"]


def test_a_condition_says_nothing() -> None:
    for passage in passages("If the ministry confirmed that 300 died, it would be the worst year."):
        assert passage.stance == "conditional_mention"
        assert Flag.CONDITIONAL in passage.flags


def test_scare_quotes_and_titles_are_nobodys_words() -> None:
    assert passages('The "safe" bridge fell into the river. "The Long Road" was a film.') == []


def test_a_day_after_the_document_is_not_when_it_was_said() -> None:
    text = "Ada Lund said on May 30, 2023 that the port would open."
    (passage,) = passages(text, published_on=date(2023, 6, 1))
    assert said(text, passage.when) == "on May 30, 2023"
    (passage,) = passages(text, published_on=date(2023, 5, 1))
    assert passage.when is None


def test_the_surer_construction_has_the_higher_confidence() -> None:
    sure = only('"We closed the port on Monday," Ada Lund said.')
    less = (
        only("Ada Lund plans to close the port in the spring.")
        if passages("Ada Lund plans to close the port in the spring.")
        else None
    )
    assert 0.8 < sure.confidence <= 1
    assert less is None or less.confidence < sure.confidence


def test_a_verb_may_be_the_last_word_of_a_text() -> None:
    assert passages("+TEXT") == []


def test_who_cites_others_and_is_no_outlet_speaks_for_herself() -> None:
    assert only("Ada Lund, citing the police, said the talks had failed.").name == "Ada Lund"
    text = "Newsline, citing two officials, reported that the talks had failed."
    passage = only(text)
    assert said(text, passage.source) == "two officials"
    assert passage.relayed_by == "Newsline"
