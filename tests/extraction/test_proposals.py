"""From passages to draft attributions: who would be on record with which claim."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.claim_text import LONGEST_CLAIM, unresolved
from bot.extraction.claims import MOST_NEAR, FoundClaim, FoundClaims
from bot.extraction.draft import DraftAttribution, DraftPassage, Flag, KnownSource, Pattern, Span
from bot.extraction.passages import passages
from bot.extraction.proposals import draft_attributions
from bot.matching.outcome import DifferenceKind, Outcome
from tests.paths import shared

TUESDAY = date(2024, 11, 5)
KNOWN = (
    KnownSource(1, "Norway", "government"),
    KnownSource(2, "Kari Holm", "person", role="spokeswoman", parent_id=1),
    KnownSource(3, "Coast Herald", "outlet"),
)


def nothing(_sentence: str) -> FoundClaims:
    return FoundClaims()


def drafts(
    text: str, *found: DraftPassage, find: Callable[[str], FoundClaims] = nothing
) -> list[DraftAttribution]:
    return draft_attributions(text, found, published_on=TUESDAY, known=KNOWN, find=find)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def passage(text: str, content: str, pattern: Pattern = Pattern.INDIRECT, **given: Any) -> Any:
    """A passage of the whole text as its sentence; words given for a span stand for it."""
    for key in ("source", "cue", "when"):
        if isinstance(given.get(key), str):
            given[key] = span(text, given[key])
    for key in ("hedges", "verbatim_parts", "antecedent"):
        given[key] = tuple(span(text, words) for words in given.get(key, ()))
    given.setdefault("verbatim", pattern is Pattern.DIRECT)
    return DraftPassage(pattern, (span(text, content),), (0, len(text)), **given)


def claim_of(text: str, content: str, pattern: Pattern = Pattern.INDIRECT, **given: Any) -> str:
    given.setdefault("name", "Kari Holm")
    (draft,) = drafts(text, passage(text, content, pattern, **given))
    return draft.claim.text


def kind_of(content: str) -> str:
    text = f"Kari Holm said {content}."
    (draft,) = drafts(text, passage(text, content, name="Kari Holm", cue="said"))
    return draft.claim.kind


# --- the claim's words --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("the ferry sank,", "The ferry sank."),
        ("we assess that the ferry sank", "The ferry sank."),
        ("And we now believe the ferry sank", "The ferry sank."),
        ("All indications are that the ferry sank", "The ferry sank."),
        ("It is clear that the ferry sank.", "The ferry sank."),
        ("There is no doubt that the ferry sank", "The ferry sank."),
        ("In our view, the ferry sank", "The ferry sank."),
        ("We ask everybody to understand that the ferry sank", "The ferry sank."),
        ("the ferry [the Lofoten] sank", "The ferry the Lofoten sank."),
        ("the NHA [National Harbour Authority] has closed", "The NHA has closed."),
        ("they are taking [over] the port", "They are taking over the port."),
        ("the port have have been closed", "The port have been closed."),
        ("The ferry sank. We are sad.", "The ferry sank."),
        ("Really? The ferry sank on its way.", "The ferry sank on its way."),
        ("The ferry sank off the coast, and we believe that many died", "The ferry sank off the"
         " coast."),
    ],
)  # fmt: skip
def test_a_quote_becomes_one_sentence_without_its_lead_in(said: str, claim: str) -> None:
    text = f'"{said}" Kari Holm said.'
    assert claim_of(text, said, Pattern.DIRECT) == claim


def test_a_split_quote_is_put_together() -> None:
    text = '"The ferry sank," Holm said, "because nobody looked."'
    split = DraftPassage(
        Pattern.DIRECT,
        (span(text, "The ferry sank,"), span(text, "because nobody looked.")),
        (0, len(text)),
        name="Kari Holm",
        verbatim=True,
    )
    assert drafts(text, split)[0].claim.text == "The ferry sank, because nobody looked."


def test_the_marks_of_a_mixed_quotation_go_and_its_words_stay() -> None:
    content = 'these ships are "legitimate cargo carriers" if they pay'
    assert claim_of(f"Holm said {content}.", content, Pattern.MIXED) == (
        "These ships are legitimate cargo carriers if they pay."
    )


def test_a_fragment_that_is_no_sentence_becomes_the_saying_of_it() -> None:
    text = 'Holm has urged her colleague Berg on the "need for quick work" in the port.'
    content = 'the "need for quick work" in the port'
    (draft,) = drafts(
        text, passage(text, content, Pattern.MIXED, name="Kari Holm", cue="has urged")
    )
    assert draft.claim.kind == "speech_event"
    assert draft.claim.text == (
        "Kari Holm urges her colleague Berg on the need for quick work in the port."
    )


def test_a_fragment_without_a_verb_of_its_own_takes_the_sentence_and_its_speaker() -> None:
    text = 'But she spoke of "a quiet week" in the port.'
    (draft,) = drafts(
        text, passage(text, "a quiet week", Pattern.MIXED, source="she", name="Kari Holm")
    )
    assert draft.claim.text == "Kari Holm spoke of a quiet week in the port."
    assert draft.claim.kind == "speech_event"


def test_a_demand_is_an_event_of_speech() -> None:
    text = "Kari Holm used the case to demand that the town lift all limits on noise."
    content = "the town lift all limits on noise"
    (draft,) = drafts(text, passage(text, content, name="Kari Holm", cue="demand"))
    assert (draft.claim.text, draft.claim.kind) == (
        "Kari Holm demands that the town lift all limits on noise.",
        "speech_event",
    )


def test_what_somebody_calls_something_is_a_characterisation() -> None:
    text = 'Holm calls the new deal "a gift to the harbour".'
    content = 'the new deal "a gift to the harbour"'
    (draft,) = drafts(
        text,
        passage(
            text, content, Pattern.MIXED, name="Kari Holm", cue="calls",
            verbatim_parts=["a gift to the harbour"],
        ),
    )  # fmt: skip
    assert (draft.claim.text, draft.claim.kind) == (
        "The new deal is a gift to the harbour.",
        "characterisation",
    )


@pytest.mark.parametrize(
    ("content", "quoted", "claim"),
    [
        ('the new rules "a gift"', "a gift", "The new rules are a gift."),
        ('people "guests"', "guests", "People are guests."),
        ('the press "free"', "free", "The press is free."),
        ('the town as "open"', "open", "The town is open."),
    ],
)
def test_what_is_called_something_is_one_or_many(content: str, quoted: str, claim: str) -> None:
    text = f"Holm calls {content}."
    given = {"name": "Kari Holm", "cue": "calls", "verbatim_parts": [quoted]}
    assert claim_of(text, content, Pattern.MIXED, **given) == claim


@pytest.mark.parametrize(
    "content",
    [
        "her view of a port that has grown",
        "the strategic value of a coast that has had visitors",
        "were accompanied by guests of the town",
        "to the matter of the old pier",
    ],
)
def test_what_lacks_its_subject_or_verb_is_no_claim_of_its_own(content: str) -> None:
    text = f"Holm described {content}."
    (draft,) = drafts(text, passage(text, content, name="Kari Holm", cue="described"))
    assert (draft.claim.text, draft.claim.kind) == (text, "speech_event")


def test_a_promise_is_a_prediction() -> None:
    text = "Kari Holm vowed to rebuild the pier."
    (draft,) = drafts(text, passage(text, "to rebuild the pier", name="Kari Holm", cue="vowed"))
    assert (draft.claim.text, draft.claim.kind) == (
        "Kari Holm will rebuild the pier.",
        "prediction",
    )


def test_the_same_stands_for_the_words_it_points_to() -> None:
    text = '"The ferry sank," Berg said. Holm said the same.'
    (draft,) = drafts(
        text,
        passage(
            text, "the same", Pattern.ANAPHORIC, name="Kari Holm", antecedent=["The ferry sank,"],
            flags=frozenset({Flag.THE_SAME}),
        ),
    )  # fmt: skip
    assert draft.claim.text == "The ferry sank."
    assert Flag.THE_SAME in draft.flags


def test_what_was_not_confirmed_is_put_as_what_would_be() -> None:
    text = "Norway has not confirmed the large transfer - least of all abroad."
    content = "the large transfer - least of all abroad"
    (draft,) = drafts(
        text,
        passage(
            text, content, Pattern.NEGATED_CUE, name="Norway", stance="declines",
            cue="has not confirmed",
        ),
    )  # fmt: skip
    assert (draft.claim.text, draft.stance) == ("There has been a large transfer.", "declines")


def test_a_pronoun_is_left_and_named_and_costs_certainty() -> None:
    text = "Holm said they crossed the bay. Holm said the ferry crossed the bay."
    vague, clear = drafts(
        text,
        passage(text, "they crossed the bay", name="Kari Holm", confidence=0.8),
        passage(text, "the ferry crossed the bay", name="Kari Holm", confidence=0.8),
    )
    assert vague.claim.text == "They crossed the bay."
    assert unresolved(vague.claim.text) == ("They",)
    assert unresolved(clear.claim.text) == ()
    assert vague.confidence < clear.confidence == 0.8


def test_days_in_a_paraphrase_are_given_as_dates_those_in_an_undated_quote_are_left() -> None:
    text = 'Holm said the ferry sank on Monday. "The ferry sank yesterday," Holm said.'
    told, quoted = drafts(
        text,
        passage(text, "the ferry sank on Monday", name="Kari Holm"),
        passage(text, "The ferry sank yesterday,", Pattern.DIRECT, name="Kari Holm"),
    )
    assert told.claim.text == "The ferry sank on 4 November 2024."
    assert told.claim.time == "2024-11-04"
    assert (quoted.claim.text, quoted.claim.time) == ("The ferry sank yesterday.", None)


# --- kind, figure, place ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("the pier was opened by the queen", "fact"),
        ("more than 300 people work at the pier", "quantity"),
        ("prices rose by 3.2%", "quantity"),
        ("the pier will open in May", "prediction"),
        ("the pier is expected to draw 2,000 visitors", "prediction"),
        ("the town should close the pier", "position"),
        ("the town must pay", "position"),
        ("the plan was a disaster", "characterisation"),
    ],
)
def test_the_kind_of_a_claim_is_guessed_from_its_words(content: str, kind: str) -> None:
    assert kind_of(content) == kind


def test_one_figure_is_the_point_of_two_neither() -> None:
    text = "Holm said more than 300 people work in Norway. Holm said 3 died and 12 were hurt."
    one, two = drafts(
        text,
        passage(text, "more than 300 people work in Norway", name="Kari Holm", cue="said"),
        passage(text, "3 died and 12 were hurt", name="Kari Holm"),
    )
    assert (one.claim.figure, one.figure, one.claim.place) == ((300, None), (300, None), "Norway")
    assert (two.claim.figure, two.figure) == (None, None)


def test_a_place_is_the_inner_one() -> None:
    text = "Holm said the ferry sank in Norway's Troms region."
    (draft,) = drafts(text, passage(text, "the ferry sank in Norway's Troms region"))
    assert draft.claim.place == "Troms region"


# --- claims on record ---------------------------------------------------------------------------

CREW = FoundClaim(7, "The ferry had a crew of 40.", "quantity", (40, 40), place="Norway")


def crew(outcome: Outcome, *differences: DifferenceKind) -> FoundClaims:
    return FoundClaims(outcome, CREW, frozenset(differences), near=(8, 9, 7, 10))


def proposed(found: FoundClaims) -> DraftAttribution:
    text = "Holm said the ferry had a crew of 45."
    (draft,) = drafts(
        text,
        passage(text, "the ferry had a crew of 45", name="Kari Holm"),
        find=lambda _sentence: found,
    )
    return draft


def test_a_claim_on_record_is_proposed_in_its_own_words() -> None:
    draft = proposed(crew(Outcome.MATCH))
    assert (draft.claim.known, draft.claim.text, draft.claim.place) == (7, CREW.text, "Norway")
    assert draft.claim.near == (8, 9, 10)


def test_another_figure_is_a_figure_given_for_the_same_claim() -> None:
    draft = proposed(crew(Outcome.DIFFERS, DifferenceKind.FIGURE))
    assert (draft.claim.known, draft.claim.figure, draft.figure) == (7, (40, 40), (45, 45))


def test_what_differs_otherwise_is_a_new_claim_with_the_other_one_near() -> None:
    draft = proposed(crew(Outcome.DIFFERS, DifferenceKind.FIGURE, DifferenceKind.PARTY))
    assert (draft.claim.known, draft.claim.text) == (None, "The ferry had a crew of 45.")
    assert draft.claim.near == (7, 8, 9)


def test_the_record_is_asked_once_for_the_same_sentence() -> None:
    asked: list[str] = []

    def find(sentence: str) -> FoundClaims:
        asked.append(sentence)
        return FoundClaims()

    text = "Norway and Chile said the ferry sank."
    both = drafts(
        text,
        passage(text, "the ferry sank", speakers=("Norway", "Chile"), name="Norway and Chile"),
        find=find,
    )
    assert [d.source and d.source.name for d in both] == ["Norway", "Chile"]
    assert asked == ["The ferry sank."]


# --- who and when -------------------------------------------------------------------------------


def test_reportedly_has_no_source_and_an_unknown_origin() -> None:
    text = "It reportedly happened in the port of Bergen."
    (draft,) = drafts(text, passage(text, text, Pattern.ADVERB, stance="hedges"))
    assert draft.source is None
    assert draft.origin_unknown
    assert Flag.NO_SOURCE in draft.flags
    assert draft.claim.text == "It happened in the port of Bergen."


def test_a_speaker_who_cannot_be_told_is_not_nobody() -> None:
    text = "He said the ferry sank."
    (draft,) = drafts(text, passage(text, "the ferry sank", source="He"))
    assert (draft.source, draft.origin_unknown) == (None, False)
    assert Flag.UNCERTAIN_SPEAKER in draft.flags


def test_an_outlet_that_carries_others_words_gives_no_draft_of_its_own() -> None:
    text = '"Norwegian officials said the ferry sank near the old pier," the Coast Herald writes.'
    inner = "the ferry sank near the old pier,"
    carried = drafts(
        text,
        passage(text, text[1:74], Pattern.DIRECT, name="the Coast Herald"),
        passage(
            text, inner, name="Norwegian officials", source="Norwegian officials",
            nested_in=0, relayed_by="the Coast Herald",
        ),
    )  # fmt: skip
    assert [(d.source and d.source.name, d.relayed_by) for d in carried] == [
        ("Norwegian officials", "Coast Herald")
    ]
    assert Flag.RELAYED in carried[0].flags


def test_what_is_only_mentioned_or_carried_puts_nothing_on_record() -> None:
    text = "Holm said the ferry sank."
    for stance in ("relays", "presupposes", "conditional_mention", "?"):
        assert drafts(text, passage(text, "the ferry sank", stance=stance)) == []


def test_hints_hedge_and_the_hedge_is_kept() -> None:
    text = "Holm hinted that the ferry perhaps sank."
    (draft,) = drafts(
        text, passage(text, "the ferry perhaps sank", stance="hints", hedges=["perhaps"])
    )
    assert (draft.stance, draft.hedge) == ("hedges", "perhaps")


def test_a_day_right_beside_the_cue_is_when_it_was_said() -> None:
    text = (
        "Holm on Monday said the ferry, built in 1990, sank. Berg said last week that it was old."
    )
    beside, week = drafts(
        text,
        passage(text, "the ferry, built in 1990, sank", name="Holm", source="Holm", cue="said"),
        DraftPassage(
            Pattern.INDIRECT,
            (span(text, "it was old"),),
            (52, len(text)),
            source=span(text, "Berg"),
            cue=(57, 61),
            name="Berg",
        ),
    )
    assert (beside.said_on, beside.said_precision) == (date(2024, 11, 4), "day")
    assert (week.said_on, week.said_precision) == (date(2024, 10, 28), "month")


def test_a_day_behind_somebody_elses_cue_is_theirs() -> None:
    text = "The union said the same, with Berg having stated Monday that it sank."
    first = passage(text, "the same", name="the union", cue="said", when="Monday")
    second = passage(text, "it sank", name="Berg", cue="having stated", when="Monday")
    assert [d.said_on for d in drafts(text, first, second)] == [None, date(2024, 11, 4)]


def test_he_added_was_said_when_what_came_before_was() -> None:
    text = "Berg said Monday the ferry sank. He added it was old.\n\nHe added nobody knew of it."
    first = passage(text, "the ferry sank", name="Ole Berg", when="Monday", cue="said")
    more = passage(text, "it was old", name="Ole Berg", source="He", cue="added")
    later = DraftPassage(
        Pattern.INDIRECT,
        (span(text, "nobody knew of it"),),
        (len(text) - 28, len(text)),
        cue=span(text, "added"),
        name="Kari Holm",
    )
    assert [(d.said_on, d.said_precision) for d in drafts(text, first, more, later)] == [
        (date(2024, 11, 4), "day"),
        (date(2024, 11, 4), "day"),
        (None, None),
    ]


def test_the_day_of_a_post_is_not_that_of_what_it_relays() -> None:
    text = "Norway says the ferry sank — Coast Herald (@ch) November 5, 2024"
    day = span(text, "November 5, 2024")
    post = passage(text, "Norway says the ferry sank", Pattern.POST, name="Coast Herald", when=day)
    inner = passage(text, "the ferry sank", name="Norway", nested_in=0, when=day)
    (post_draft, inner_draft) = drafts(text, post, inner)
    assert post_draft.said_on == TUESDAY
    assert (inner_draft.said_on, inner_draft.relayed_by) == (None, "Coast Herald")


# --- anything at all ----------------------------------------------------------------------------

SPAN = st.tuples(st.integers(-5, 200), st.integers(-5, 200))
MAYBE_SPAN = st.none() | SPAN
NAME = st.none() | st.sampled_from(["Holm", "he", "Norway and Chile", "U.S. officials", "", "@x"])
PASSAGE = st.builds(
    DraftPassage,
    pattern=st.sampled_from(list(Pattern)),
    content=st.lists(SPAN, max_size=3).map(tuple),
    sentence=SPAN,
    source=MAYBE_SPAN,
    cue=MAYBE_SPAN,
    verbatim=st.booleans(),
    verbatim_parts=st.lists(SPAN, max_size=2).map(tuple),
    antecedent=st.lists(SPAN, max_size=2).map(tuple),
    stance=st.sampled_from(["asserts", "denies", "declines", "hints", "relays", ""]),
    hedges=st.lists(SPAN, max_size=2).map(tuple),
    name=NAME,
    role=NAME,
    organisation=NAME,
    speakers=st.lists(st.text(max_size=10), max_size=3).map(tuple),
    relayed_by=NAME,
    nested_in=st.none() | st.integers(-3, 4),
    when=MAYBE_SPAN,
    flags=st.frozensets(st.sampled_from(list(Flag))),
)
WORDS = (
    "We assess that Norway called the ferry “a gift” to [sic] 10,000 men on Monday . \n\n ß will"
)
TEXT = st.text(max_size=80) | st.lists(st.sampled_from(WORDS.split(" ")), max_size=40).map(" ".join)


def sound(found: Sequence[DraftAttribution]) -> bool:
    return all(
        0 < len(d.claim.text) <= LONGEST_CLAIM
        and d.claim.text.strip()
        and len(d.claim.near) <= MOST_NEAR
        and d.stance in ("asserts", "denies", "hedges", "declines")
        and 0 <= d.confidence <= 1
        and (d.said_on is None) == (d.said_precision is None)
        and not (d.origin_unknown and d.source is not None)
        for d in found
    )


@settings(max_examples=150, deadline=None)
@given(TEXT, st.lists(PASSAGE, max_size=4))
def test_any_text_and_any_spans_give_sound_drafts(text: str, found: list[DraftPassage]) -> None:
    assert sound(drafts(text, *found))


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_what_is_read_from_any_text_gives_sound_drafts(text: str) -> None:
    assert sound(drafts(text, *passages(text, published_on=TUESDAY)))


def test_a_claim_longer_than_its_limit_is_cut_at_a_word() -> None:
    long = "the ferry sank " + "and sank " * 90
    text = f"Holm said {long}."
    claim = claim_of(text, long.strip())
    assert len(claim) <= LONGEST_CLAIM
    assert claim.endswith(("sank…", "and…"))


# --- the article --------------------------------------------------------------------------------


def test_speakers_and_days_of_the_article_are_those_on_record() -> None:
    gold = json.loads(shared("corpus", "gold.json").read_text("utf-8"))
    record = json.loads(shared("corpus", "record.json").read_text("utf-8"))
    with shared("corpus", "article.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    known, keys = on_record(record)
    found = draft_attributions(
        text, passages(text, published_on=TUESDAY), published_on=TUESDAY, known=known, find=nothing
    )
    resolved, dated, of = 0, 0, 0
    for attribution in gold["attributions"]:
        ours = [d for d in found if covers(d, attribution["content_spans"])]
        expected = {keys[GOLD_KEYS[s]] for s in attribution["source_ids"] if s in GOLD_KEYS}
        if not ours or len(expected) < len(attribution["source_ids"]):
            continue  # not found, or an unnamed person
        of += 1
        resolved += {d.source.known for d in ours if d.source} == expected
        day = (attribution.get("said_when") or {}).get("resolved")
        dated += {d.said_on and d.said_on.isoformat() for d in ours} == {day}
    assert of >= 12
    assert min(resolved, dated) >= of - 2
    assert {d.relayed_by for d in found} == {None, "Financial Times", "The Associated Press"}


GOLD_KEYS = {
    "S_US": "us", "S_PENTAGON": "pentagon", "S_RYDER": "ryder", "S_ROK": "rok", "S_JEON": "jeon",
    "S_UA": "ua", "S_UA_OFF": "ua-off", "S_KOVALENKO": "kovalenko", "S_SYBIHA": "sybiha",
    "S_ZELENSKY": "zelensky", "S_RU": "ru", "S_DPRK": "dprk", "S_FT": "ft",
}  # fmt: skip


def covers(draft: DraftAttribution, spans: list[dict[str, Any]]) -> bool:
    start, end = int(spans[0]["start"]), int(spans[-1]["end"])
    ours = (draft.passage.content[0][0], draft.passage.content[-1][1])
    shared_length = min(end, ours[1]) - max(start, ours[0])
    return shared_length * 2 > max(end - start, ours[1] - ours[0])


def on_record(record: dict[str, Any]) -> tuple[list[KnownSource], dict[str, int]]:
    keys = {source["key"]: number for number, source in enumerate(record["sources"], 1)}
    known = [
        KnownSource(
            keys[source["key"]],
            source["name"],
            source["kind"],
            source.get("role"),
            keys.get(source.get("parent")),
            tuple(source.get("aliases", ())),
        )
        for source in record["sources"]
    ]
    return known, keys
