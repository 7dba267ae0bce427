"""Words that turn, limit or round what is said are in words, claim and figure, or are flagged."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.claims import FoundClaim, FoundClaims
from bot.extraction.draft import DraftAttribution, Flag
from bot.extraction.passages import Parse, passages
from bot.extraction.proposals import draft_attributions
from bot.extraction.spacy_reader import installed
from bot.matching.outcome import Outcome
from bot.record.drafts.deciding import CERTAIN

TUESDAY = date(2024, 11, 5)


def drafts(text: str, parse: Parse | None = None) -> list[DraftAttribution]:
    found = passages(text, published_on=TUESDAY, parse=parse)
    return draft_attributions(
        text, found, published_on=TUESDAY, known=(), find=lambda _: FoundClaims()
    )


def said(text: str) -> tuple[str, str]:
    """Stance and claim of the one draft."""
    (draft,) = drafts(text)
    return draft.stance, draft.claim.text


def words(text: str, draft: DraftAttribution) -> str:
    return " ".join(text[slice(*span)] for span in draft.passage.content)


# --- before the subject -------------------------------------------------------------------------


@pytest.mark.parametrize("cue", ["said", "told reporters", "said on Monday", "insisted that"])
@pytest.mark.parametrize(
    "clause",
    [
        "not all the boats were safe", "hardly any boats were safe", "not many boats were safe",
        "almost no boats were lost", "few boats were safe", "never before had a boat been lost",
        "not even the crew knew", "under no circumstances would the port open",
        "only if it rained would the port open", "mostly old boats were lost",
        "at least 40 people, two children among them, were missing",
        "as many as 40 people were missing", "neither boat was safe", "just three boats were lost",
        "so far nobody was hurt", "well over half of the boats were lost",
    ],
)  # fmt: skip
def test_what_stands_before_the_subject_is_said(cue: str, clause: str) -> None:
    text = f"Ida Holm {cue} {clause}."
    (draft,) = drafts(text)
    assert words(text, draft) == clause
    assert draft.claim.text == f"{clause[0].upper()}{clause[1:]}."
    assert Flag.WORD_OUTSIDE not in draft.flags


@pytest.mark.parametrize(
    ("rounded", "figure"),
    [
        ("only three", (3, 3)), ("roughly 300", (270, 330)), ("about 300", (270, 330)),
        ("around 300", (270, 330)), ("some 300", (270, 330)), ("nearly 300", (270, 300)),
        ("between 200 and 300", (200, 300)), ("at least 300", (300, None)),
        ("no more than 300", (0, 300)), ("not more than 300", (0, 300)), ("up to 300", (0, 300)),
        ("over 300", (300, None)),
    ],
)  # fmt: skip
def test_a_figure_is_as_round_as_it_was_given(
    rounded: str, figure: tuple[float, float | None]
) -> None:
    for text in (
        f"Police said {rounded} boats were lost.",
        f"Ida Holm told Newsline {rounded} boats were lost.",
    ):
        (draft,) = drafts(text)
        assert words(text, draft) == f"{rounded} boats were lost"
        low, high = draft.claim.figure or (None, None)
        assert (low, high) == pytest.approx(figure)
        assert draft.figure == draft.claim.figure


@pytest.mark.parametrize(
    "clause",
    [
        "possibly 300 sailors were missing", "perhaps a hundred sailors were missing",
        "maybe the boats were lost", "it is possible that the boats were lost",
        "it was likely the boats were lost", "apparently nobody had seen the boats",
    ],
)  # fmt: skip
def test_what_is_only_possible_is_hedged(clause: str) -> None:
    assert said(f"Ida Holm said {clause}.")[0] == "hedges"


# --- promises, refusals, denials ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("promise", "claim"),
    [
        ("vowed not to raise the fee", "will not raise the fee"),
        ("threatened not to pay the fee", "will not pay the fee"),
        ("promised Harrow not to raise the fee", "will not raise the fee"),
        ("pledged never to raise the fee", "will never raise the fee"),
        ("vowed to never raise the fee", "will never raise the fee"),
        ("agreed not to raise the fee", "will not raise the fee"),
        ("swore never to return", "will never return"),
        ("decided not to run again", "will not run again"),
        ("refused to pay the fee", "will not pay the fee"),
        ("has refused to leave the town", "will not leave the town"),
        ("promised to raise the fee", "will raise the fee"),
    ],
)
def test_a_promise_not_to_do_it_is_none_to_do_it(promise: str, claim: str) -> None:
    assert said(f"Ivo Vesk {promise}.") == ("asserts", f"Ivo Vesk {claim}.")


def test_who_refuses_to_speak_declines() -> None:
    assert said("Ivo Vesk refused to comment on the fee.")[0] == "declines"
    assert said("Ivo Vesk refused to rule out a new fee.")[0] == "declines"
    assert said("Ivo Vesk refused to confirm that the port was closed.") == (
        "declines", "The port was closed.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "denial",
    [
        "denied reports that {}", "rejected claims that {}", "dismissed reports that {} as false",
        "contradicted a report that {}", "disputed that {}", "refuted suggestions that {}",
        "denied widespread media reports that {}", "called reports that {} false",
        "called the claim that {} “a lie”", "described rumours that {} as baseless",
        "rejected as untrue claims that {}", "dismissed as “nonsense” reports that {}",
        "flatly denied that {}", "dismissed allegations that {}", "rejected the idea that {}",
    ],
)  # fmt: skip
def test_who_denies_reports_denies_what_they_say(denial: str) -> None:
    text = f"Ida Holm {denial.format('the port was closed')}."
    (draft,) = drafts(text)
    assert (draft.stance, draft.claim.text) == ("denies", "The port was closed.")
    assert words(text, draft) == "the port was closed"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ida Holm did not deny that the port was closed.", "declines"),
        ("Ida Holm never denied reports that the port was closed.", "declines"),
        ("Ida Holm could not confirm that the port was closed.", "declines"),
        ("Ida Holm was unable to confirm that the port was closed.", "declines"),
        ("Ida Holm neglected to say that the port was closed.", "declines"),
        ("Ida Holm no longer says that the port was closed.", "declines"),
        ("Ida Holm has yet to say that the port was closed.", "declines"),
        ("Ida Holm confirmed reports that the port was closed.", "asserts"),
    ],
)
def test_a_verb_that_is_denied_keeps_its_sense(text: str, stance: str) -> None:
    assert said(text) == (stance, "The port was closed.")


def test_nobody_is_put_on_record_as_denying_a_denial() -> None:
    assert said("Ida Holm denied having closed the port.") == (
        "denies", "Ida Holm has closed the port.",
    )  # fmt: skip
    assert said("Ida Holm denied closing the port.") == (
        "asserts", "Ida Holm denied closing the port.",
    )  # fmt: skip


def test_a_denial_of_what_is_on_record_is_one() -> None:
    def find(sentence: str) -> FoundClaims:
        known = FoundClaim(7, "There has been a deal.", "fact")
        return (
            FoundClaims(Outcome.MATCH, known) if sentence == "The secret deal." else FoundClaims()
        )

    text = "Ida Holm rejected the secret deal."
    found = passages(text)
    (draft,) = draft_attributions(text, found, published_on=TUESDAY, known=(), find=find)
    assert (draft.claim.known, draft.stance) == (7, "denies")


# --- asked whether, and speech to come ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Asked if the dam had cracked, Ida Holm said yes.", "asserts"),
        ("Asked by some whether the dam had cracked, Rolf Kern, the mayor, said no.", "denies"),
        ("When asked if the dam had cracked, Ida Holm said no.", "denies"),
        ("Pressed on whether the dam had cracked, Ida Holm answered no.", "denies"),
        ("Ida Holm said no when asked whether the dam had cracked.", "denies"),
        ("Asked whether the dam had cracked, Ida Holm declined to comment.", "declines"),
    ],
)  # fmt: skip
def test_an_answer_is_to_what_was_asked(text: str, stance: str) -> None:
    assert said(text) == (stance, "The dam had cracked.")


def test_a_statement_that_was_taken_back_is_not_made() -> None:
    assert drafts("Ida Holm withdrew her claim that the boats were safe.") == []


def test_what_was_asked_is_not_what_was_said() -> None:
    assert said("Asked if the dam had cracked, Ida Holm said the town was safe.") == (
        "asserts", "The town was safe.",
    )  # fmt: skip
    assert drafts("Asked about the dam, Ida Holm said yes.") == []


@pytest.mark.parametrize(
    "saying",
    [
        "will say", "is expected to tell parliament", "is due to announce", "plans to say",
        "is going to tell the council", "will announce on Friday that", "is to announce that",
    ],
)  # fmt: skip
def test_what_is_still_to_be_said_is_not_on_record(saying: str) -> None:
    assert drafts(f"Ida Holm {saying} the dam was safe.") == []
    assert drafts("“The dam is safe,” Ida Holm will say in a speech on Friday.") == []


# --- what is left outside -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm almost said the boats were safe.",
        "Ida Holm nearly admitted that the boats were lost.",
        "Ida Holm reportedly said the boats were safe.",
        "Ida Holm only said the boats were safe.",
        "Ida Holm rarely said that the boats were safe.",
        "Not even Ida Holm said the boats were safe.",
        "Ida Holm said the boats were safe, but only for a day.",
        "“The boats are safe,” Ida Holm said, but not for children.",
        "“The boats are safe. But not all of them,” Ida Holm said.",
        "Ida Holm told nobody that the boats were safe.",
    ],
)
def test_a_word_outside_the_words_read_is_flagged(text: str) -> None:
    for draft in drafts(text):
        assert draft.stance != "asserts" or Flag.WORD_OUTSIDE in draft.flags
        assert draft.confidence < CERTAIN or draft.stance != "asserts"


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm simply said the boats were safe.",
        "Ida Holm often said that the boats were safe.",
        "Ida Holm said without giving details that the boats were safe.",
        "Ida Holm said on May 5 that the boats were safe.",
        "Ida Holm, who has never lost a boat, said the boats were safe.",
        "“The boats are safe,” said Ida Holm, who could not attend.",
        "Ida Holm said there was no doubt that the boats were safe.",
        "Ida Holm said the boats were safe, adding that none would be sold.",
    ],
)
def test_a_word_that_turns_nothing_is_not_flagged(text: str) -> None:
    assert drafts(text)
    for draft in drafts(text):
        assert Flag.WORD_OUTSIDE not in draft.flags


# --- nothing that changes the meaning gets lost -------------------------------------------------

SPEAKERS = ("Ida Holm", "Rolf Kern, the minister,", "Police", "The Harrow Coastguard")
CUES = ("said", "told reporters", "claimed", "insisted", "warned", "announced", "told Newsline",
        "told the council", "reported", "said in a statement", "argued", "added")  # fmt: skip
TURNED = (
    "not all the boats", "not many boats", "not one boat", "no boats", "hardly any boats",
    "barely half the boats", "few boats", "none of the boats", "neither boat", "only three boats",
    "nearly 300 boats", "almost no boats", "almost all boats", "about 300 boats",
    "around 300 boats",
    "between 200 and 300 boats", "at least 300 boats", "at most 300 boats", "up to 300 boats",
    "no more than 300 boats", "fewer than 300 boats", "roughly 300 boats", "possibly 300 boats",
    "perhaps the boats", "mostly old boats", "just 300 boats", "as many as 300 boats",
    "less than a third of the boats", "more than 300 boats", "some 300 boats",
)  # fmt: skip
PLAIN = ("the boats", "300 boats", "two boats")
VERBS = ("were lost", "had sunk", "could sink", "might be lost", "were not lost", "never sank",
         "had only sunk", "would hardly sink", "may have sunk")  # fmt: skip
MARKS = tuple(
    """not no none neither hardly barely few fewer only nearly almost about around between least
    most more roughly possibly perhaps mostly just many less some up never could might may would
    had""".split()
)
BETWEEN = ("", "on Monday ", "late on Monday ", "at a briefing ", "without giving details ",
           "in October ", "before the vote ", "again ")  # fmt: skip
BESIDE = ("", "", "", "almost ", "never ", "has never ", "hardly ", "reportedly ", "all but ",
          "rarely ", "did not in fact ")  # fmt: skip
TAILS = ("", "", "", ", but only for a day", ", though not in Harrow", " unless it rained")


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, tuple[str, ...], str]:
    """A sentence; the words of it that change the meaning of what is said; and the one that
    changes whether it was said."""
    subject = draw(st.sampled_from(TURNED) | st.sampled_from(PLAIN))
    tail = draw(st.sampled_from(TAILS))
    clause = f"{subject} {draw(st.sampled_from(VERBS))}"
    speaker, cue = draw(st.sampled_from(SPEAKERS)), draw(st.sampled_from(CUES))
    beside, between = draw(st.sampled_from(BESIDE)), draw(st.sampled_from(BETWEEN))
    that = draw(st.sampled_from(("that ", "")))
    capital = clause[0].upper() + clause[1:]
    order = draw(st.integers(0, 7))
    if order > 3:
        beside = beside if order == 5 else ""
    text = (
        f"{speaker} {beside}{cue} {between}{that}{clause}{tail}.",
        f"{speaker} {beside}{cue} {that}{clause}{tail}.",
        f"{speaker} {beside}{cue}: {clause}{tail}.",
        f"On Monday, {speaker} {beside}{cue} {that}{clause}{tail}.",
        f"“{capital},” said {speaker.rstrip(',')}{tail}.",
        f"{capital}, {speaker} {beside}said{tail}.",
        f"According to {speaker.rstrip(',')}, {clause}{tail}.",
        f"{speaker} was told {that}{clause}{tail}.",
    )[order]
    marks = tuple(m for m in MARKS if f" {m} " in f" {clause}{tail} ".replace(",", " "))
    return text, marks, beside.strip()


def holds(text: str, marks: tuple[str, ...], beside: str, draft: DraftAttribution) -> None:
    flagged = Flag.WORD_OUTSIDE in draft.flags and draft.confidence < CERTAIN
    spoken = words(text, draft).lower().replace(",", " ").replace("”", " ").split()
    claimed = draft.claim.text.lower().rstrip(".").replace(",", " ").split()
    lost = [m for m in marks if m not in spoken or m not in claimed]
    assert flagged or not lost, (text, lost, draft)
    assert flagged or not beside or draft.stance in ("declines", "hedges"), (text, draft)


@settings(max_examples=400, deadline=None)
@given(sentences())
def test_nothing_that_changes_the_meaning_gets_lost(
    built: tuple[str, tuple[str, ...], str],
) -> None:
    text, marks, beside = built
    for draft in drafts(text):
        holds(text, marks, beside, draft)


@pytest.mark.skipif(installed() is None, reason="the extra `nlp` is not installed")
@settings(max_examples=40, deadline=None)
@given(sentences())
def test_nor_with_a_parser_as_second_reader(built: tuple[str, tuple[str, ...], str]) -> None:
    text, marks, beside = built
    for draft in drafts(text, installed()):
        holds(text, marks, beside, draft)


@pytest.mark.skipif(installed() is None, reason="the extra `nlp` is not installed")
@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm is expected to tell parliament the dam was safe.",
        "Asked about the dam, Ida Holm said yes.",
        "Ida Holm is not expected to say that the dam was safe.",
    ],
)
def test_a_parser_alone_puts_nothing_on_record_that_was_not_said(text: str) -> None:
    assert drafts(text, installed()) == []


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SPEAKERS[:3:2]),
    st.sampled_from(("vowed", "promised", "pledged", "threatened", "swore", "agreed", "decided")),
    st.sampled_from(("not to", "never to", "to never")),
    st.sampled_from(("raise the fee", "leave", "close the port until Harrow pays")),
)
def test_no_promise_loses_its_not(who: str, cue: str, negation: str, act: str) -> None:
    turned = "never" if "never" in negation else "not"
    for draft in drafts(f"{who} {cue} {negation} {act}."):
        assert f" {turned} " in draft.claim.text


# --- others' reports, waved away ----------------------------------------------------------------


@pytest.mark.parametrize(
    "verb",
    [
        "brushed aside", "brushed off", "waved away", "shrugged off", "laughed off", "shot down",
        "knocked down", "batted away", "scoffed at", "sneered at", "pushed back on",
        "pushed back against", "denied", "rejected",
    ],
)  # fmt: skip
@pytest.mark.parametrize("what", ["reports that", "claims that", "the rumour that", "reports"])
def test_reports_that_are_waved_away_are_denied(verb: str, what: str) -> None:
    for clause in ("the port was shut", "Ostra was behind it"):
        stance, claim = said(f"Ida Holm {verb} {what} {clause}.")
        assert (stance, claim) == ("denies", f"{clause[0].upper()}{clause[1:]}.")


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm brushed aside a branch.", "Ida Holm pushed back the chair.",
        "Ida Holm hit back with a stick.", "Ida Holm laughed off the stage.",
        "Ida Holm shot down a drone that had crossed the river.",
        "Ida Holm knocked down a wall that was cracked.",
    ],
)  # fmt: skip
def test_what_is_no_report_is_not_denied(text: str) -> None:
    assert drafts(text) == []


# --- nobody, nothing, not until -----------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    [
        "Nobody", "No one at the ministry", "None of the ministers", "Neither minister",
        "Nobody in Harrow",
    ],
)  # fmt: skip
@pytest.mark.parametrize("verb", ["said", "has confirmed", "has claimed"])
def test_nobody_is_no_source(who: str, verb: str) -> None:
    for draft in drafts(f"{who} {verb} that the mine was safe."):
        assert draft.source is None
        assert draft.stance != "asserts"
        assert draft.confidence < CERTAIN
        assert draft.flags


@pytest.mark.parametrize(
    "clause", ["nothing had been decided", "nothing was wrong", "everything was lost"]
)
def test_what_begins_with_nothing_is_said(clause: str) -> None:
    assert said(f"Ida Holm said {clause}.") == ("asserts", f"{clause.capitalize()}.")


def test_to_say_nothing_of_it_is_to_decline() -> None:
    (draft,) = drafts("Ida Holm said nothing about the mine.")
    assert draft.stance == "declines"


@pytest.mark.parametrize(
    "text",
    [
        "The ministry did not say until Friday that the ship was sunk.",
        "The ministry had not confirmed the sinking until Friday.",
        "Rolf Kern did not admit till Monday that the ship was sunk.",
        "Ida Holm never said that the ship was sunk until Friday.",
    ],
)
def test_what_was_said_at_last_is_no_silence(text: str) -> None:
    for draft in drafts(text):
        assert Flag.WORD_OUTSIDE in draft.flags
        assert draft.confidence < CERTAIN


@pytest.mark.parametrize(
    "between",
    ["half in jest", "out of pity", "once more", "three times", "every time", "hand on heart"],
)
def test_what_stands_before_that_alone_is_no_sentence(between: str) -> None:
    for draft in drafts(f"Ida Holm said {between} that the port was shut."):
        assert draft.confidence < CERTAIN or draft.claim.text == "The port was shut."
        assert not draft.claim.text.lower().startswith(between)


@pytest.mark.parametrize(
    "clause",
    [
        "reports that the mine was unsafe were false", "the boat that sank was old",
        "the claim that the dam had cracked is false", "all the boats that were lost were old",
        "there was no proof that the port was shut", "the mayor hoped that the port was shut",
    ],
)  # fmt: skip
def test_a_sentence_with_a_clause_of_its_own_is_left_whole(clause: str) -> None:
    (draft, *_) = drafts(f"Ida Holm said {clause}.")
    assert draft.claim.text == f"{clause[0].upper()}{clause[1:]}."
    assert draft.confidence >= CERTAIN


@pytest.mark.parametrize(
    "rest", ["all but two of the miners were", "none of the 12 miners was", "not one boat was"]
)
def test_a_figure_of_others_is_not_the_claims(rest: str) -> None:
    (draft,) = drafts(f"Ida Holm said {rest} safe.")
    assert draft.claim.figure is None
    assert draft.figure is None


@pytest.mark.parametrize("word", ["most likely", "very likely", "probably"])
def test_what_is_only_likely_is_hedged(word: str) -> None:
    assert said(f"Ida Holm said {word} the fire was set on purpose.")[0] == "hedges"


@pytest.mark.parametrize("said_", ["We have never paid", "Our boats are safe", "You may go home"])
def test_a_claim_of_the_first_person_is_not_certain(said_: str) -> None:
    (draft,) = drafts(f"“{said_},” Ida Holm said.")
    assert draft.confidence < CERTAIN
